"""The clock of this machine."""

import asyncio
from datetime import UTC, datetime


class SystemClock:
    """`Clock` by the operating system."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251  everybody else asks this class

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
