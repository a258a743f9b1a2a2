import asyncio
from datetime import UTC, datetime

from bot.adapters.clock import SystemClock


def test_the_machines_time_is_told_in_utc() -> None:
    before = datetime.fromtimestamp(0, UTC)

    now = SystemClock().now()

    assert now.tzinfo is UTC
    assert now > before


async def test_sleeping_lets_others_run() -> None:
    order: list[str] = []

    async def sleeper() -> None:
        await SystemClock().sleep(0.01)
        order.append("slept")

    async def other() -> None:
        order.append("ran")

    await asyncio.gather(sleeper(), other())

    assert order == ["ran", "slept"]
