"""Follow-ups in 50 threads: what an answer from the ledger takes, and what acks do.

The ledger has 10,000 failures of a day that is over, so no cloud is asked. An answer is
timed from the event to the post that Slack takes; a channel takes one a second, so each
follow-up is in another channel. Acks are timed beside a bare app that only acks.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from pydantic import SecretStr

from bot.adapters.clock import SystemClock
from bot.app.storing import ledger_of
from bot.demo import SCOPES
from bot.domain.causes import Cause
from bot.domain.references import SourceName
from bot.domain.sweeping import Coverage
from bot.domain.threads import Place, Row, Step, begun
from bot.playground.slack import BOT_USER, OPERATOR, Channel, LocalSlack
from bot.settings.model import DatabaseSettings
from tests.adapters.storage.records import record, row, run
from tests.bench.figures import Figures, Goal, milliseconds, ratio
from tests.bench.ours import BOT_TOKEN, SIGNING_SECRET, environment, runwatch
from tests.bench.sides import BARE, OURS
from tests.bench.thread_acks import side_by_side

FAILED, A_RUN, CAUSES, TARGETS = 10_000, 100, 40, 2_000
THREADS, ROUNDS, WARM_UP = 50, 2, 1
FOLLOW_UPS = ("failed", "by target", "next", "cause:agent", "undo", "target:FIN-D1")
ANSWERED, ACKED = "answered", "acked"
_NOWHERE = "http://127.0.0.1:9"
_SLACK = "C0THREAD{:03}"


async def measure() -> dict[str, Any]:
    return {ANSWERED: await _answered(), ACKED: await side_by_side()}


async def _answered() -> dict[str, Figures]:
    """Figures by follow-up."""
    taken: dict[str, list[float]] = {one: [] for one in FOLLOW_UPS}
    async with _asked() as (slack, roots):
        for turn in range(WARM_UP + ROUNDS):
            for text in FOLLOW_UPS:
                each = [await _milliseconds(slack, text, *root) for root in roots]
                taken[text] += each if turn >= WARM_UP else []
        if slack.broken_rules:
            raise SystemExit(f"Slack would not take {slack.broken_rules[0]}")
    return {text: milliseconds(each) for text, each in taken.items()}


async def _milliseconds(
    slack: LocalSlack, text: str, channel: str, thread: str
) -> float:
    clock, before = asyncio.get_running_loop(), len(slack.posts)
    started = clock.time()
    await slack.mention(OPERATOR, text, channel, thread)
    await slack.workspace.posted(lambda _: len(slack.posts) > before)
    return (clock.time() - started) * 1_000


@asynccontextmanager
async def _asked() -> AsyncIterator[tuple[LocalSlack, Sequence[tuple[str, str]]]]:
    """A Slack with 50 threads of the bot, which runs in a process of its own."""
    slack = LocalSlack(
        signing_secret=SIGNING_SECRET, bot_token=BOT_TOKEN, scopes=SCOPES
    )
    async with slack:
        roots = []
        for number in range(THREADS):
            id_ = _SLACK.format(number)
            channel = Channel(id_, f"thread-{number}", {OPERATOR, BOT_USER})
            slack.channels[id_] = channel
            root = await slack.say(OPERATOR, "what failed?", id_)
            roots.append((id_, str(root.message["ts"])))
        env = environment(slack.api_url, _NOWHERE)
        await _filled(env["RUNWATCH_DATABASE__URL"], roots)
        async with runwatch(env) as ours:
            slack.events_url = f"{ours.address}/slack/events"
            yield slack, roots


async def _filled(url: str, roots: Sequence[tuple[str, str]]) -> None:
    """Let the ledger know 10,000 failures of yesterday, and what threads are about."""
    now = SystemClock().now()
    day = now - timedelta(hours=26)
    line = f"/runs failures since:{day:%Y-%m-%dT%H:%M:%SZ} until:{_until(now)}"
    async with ledger_of(DatabaseSettings(url=SecretStr(url))) as ledger:
        for number in range(FAILED // A_RUN):
            await ledger.record(_record(number, day, now))
        for source in SourceName:
            covered = Coverage(
                cloud="prod", source=source, since=day, until=now, tried=now, walked=now
            )
            await ledger.cover(covered)
        rows = {1: Row("/runs task prod/task/T0/R0/D0", "FIN-D0")}
        for channel, ts in roots:
            thread = begun(Step(line), rows, now)
            await ledger.threads.keep(Place(channel, ts), thread)


def _record(number: int, day: datetime, now: datetime) -> Any:  # noqa: ANN401  as `record` has it
    dice = random.Random(number)  # noqa: S311  no secret
    at = day + timedelta(minutes=10 * (number % 100) + 1)
    listed = run(f"T{number % 50}", f"R{number}", at=at)
    causes = [
        Cause(f"WKS.{one:08}", f"The agent said {_word(one)}.") for one in range(CAUSES)
    ]
    rows = [
        row(
            listed,
            f"D{dice.randrange(TARGETS)}-{place}",
            at=at,
            cause=dice.choice(causes),
        )
        for place in range(A_RUN)
    ]
    return record(listed, rows=rows, at=now)


def _word(number: int) -> str:
    """Causes differ by words: numbers are what varies."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}")


def _until(now: datetime) -> str:
    return f"{now - timedelta(hours=2):%Y-%m-%dT%H:%M:%SZ}"


def table(measured: dict[str, Any]) -> list[str]:
    acked = measured[ACKED]
    return [
        f"{'follow-ups, 10,000 failures':30}{'p50 ms':>9}{'p99 ms':>9}",
        *(
            f"{text:30}{each['p50_ms']:>9.1f}{each['p99_ms']:>9.1f}"
            for text, each in measured[ANSWERED].items()
        ),
        "",
        f"{'acks of 50 threads, ms':30}{'p50 ms':>9}{'p99 ms':>9}",
        *(
            f"{name:30}{each['p50_ms']:>9.2f}{each['p99_ms']:>9.2f}"
            for name, each in acked.items()
        ),
        "",
    ]


def goals(measured: dict[str, Any]) -> list[Goal]:
    answered, acked = measured[ANSWERED], measured[ACKED]
    slowest = max(each["p50_ms"] for each in answered.values())
    return [
        Goal("follow-up from the ledger, p50, ms", slowest, 30),
        Goal(
            "50 threads: ack p99 / bare", ratio(acked[OURS], acked[BARE], "p99_ms"), 1.5
        ),
    ]
