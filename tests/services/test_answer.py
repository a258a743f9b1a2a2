import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest

from bot.domain.access import Actor, Person, Standing
from bot.domain.answers import ExecutionsAnswer, HelpAnswer
from bot.domain.causes import Cause
from bot.domain.executions import Execution, Named, Outcome
from bot.domain.outputs import Output
from bot.domain.redaction import MASK
from bot.domain.references import Reference, SourceName
from bot.errors import (
    AccessDeniedError,
    BotError,
    InvalidQueryError,
    NotFoundError,
    SourceRejectedError,
    SourceUnavailableError,
)
from bot.services.answer import AnswerService, Cloud
from tests.fakes import NINE, FakeClock, FakeSource

SINGAPORE = ZoneInfo("Asia/Singapore")
BERLIN = ZoneInfo("Europe/Berlin")
IDS = ("rec-1",)
SILENT = SourceUnavailableError("`lab` is silent.", cloud="lab", source="script")
BROKEN = SourceRejectedError("`lab` refused.", cloud="lab", source="script")


def actor(standing: Standing = Standing.MEMBER, zone: str = "") -> Actor:
    return Actor(user="U1", workspace="T1", channel="C1", person=Person(standing, zone))


def execution(cloud: str = "prod", reason: str = "", output: str = "") -> Execution:
    return Execution(
        reference=Reference(cloud, SourceName.SCRIPT, IDS),
        outcome=Outcome.FAILED,
        raw_status="FAILED",
        script=Named("s1", "Patch check"),
        target=Named("d1", "FIN-DESK-02"),
        cause=Cause("", reason),
        output=Output(output),
    )


def knowing(cloud: str = "prod", reason: str = "", output: str = "") -> FakeSource:
    return FakeSource({IDS: execution(cloud, reason, output)})


def service(
    sources: Mapping[str, FakeSource], zones: Mapping[str, str] | None = None
) -> AnswerService:
    clouds = {
        name: Cloud({SourceName.SCRIPT: source}, (zones or {}).get(name, ""))
        for name, source in sources.items()
    }
    return AnswerService(clouds, FakeClock())


def found(
    *executions: Execution,
    hidden: int = 0,
    gaps: tuple[str, ...] = (),
    zone: tzinfo = UTC,
) -> ExecutionsAnswer:
    return ExecutionsAnswer(
        executions=executions, hidden=hidden, gaps=gaps, as_of=NINE, zone=zone
    )


async def test_one_cloud_that_knows_it_answers() -> None:
    prod = knowing()

    answer = await service({"prod": prod}).answer(actor(), "script rec-1")

    assert answer == found(execution())
    assert prod.asked == [IDS]


async def test_every_cloud_is_asked_and_those_without_it_are_no_gap() -> None:
    prod, test, lab = FakeSource(), knowing("test"), FakeSource()
    asked = service({"prod": prod, "test": test, "lab": lab})

    answer = await asked.answer(actor(), "script rec-1")

    assert answer == found(execution("test"))
    assert [source.asked for source in (prod, test, lab)] == [[IDS]] * 3


async def test_several_clouds_that_know_it_are_told_in_their_order() -> None:
    asked = service({"prod": knowing(), "lab": knowing("lab"), "a": knowing("a")})

    answer = await asked.answer(actor(), "script rec-1")

    assert answer == found(execution(), execution("lab"), execution("a"))


@pytest.mark.parametrize("error", [SILENT, BROKEN], ids=["silent", "refusing"])
async def test_a_cloud_without_an_answer_is_a_gap(error: BotError) -> None:
    asked = service({"lab": FakeSource(error=error), "prod": knowing()})

    answer = await asked.answer(actor(), "script rec-1")

    assert answer == found(execution(), gaps=(str(error),))


async def test_every_gap_is_told_in_order() -> None:
    asked = service(
        {
            "lab": FakeSource(error=SILENT),
            "prod": knowing(),
            "none": FakeSource(),
            "far": FakeSource(error=BROKEN),
        }
    )

    answer = await asked.answer(actor(), "script rec-1")

    assert answer == found(execution(), gaps=("`lab` is silent.", "`lab` refused."))


@pytest.mark.parametrize(
    "line", ["script rec-1 cloud:test", "script test/script/rec-1"]
)
async def test_only_the_named_cloud_is_asked(line: str) -> None:
    prod, test = knowing(), knowing("test")

    answer = await service({"prod": prod, "test": test}).answer(actor(), line)

    assert answer == found(execution("test"))
    assert (prod.asked, test.asked) == ([], [IDS])


async def test_what_no_cloud_has_is_not_found() -> None:
    asked = service({"prod": FakeSource(), "test": FakeSource()})

    with pytest.raises(NotFoundError) as missing:
        await asked.answer(actor(), "script rec-1")

    assert (str(missing.value), missing.value.reference) == (
        "prod has none. prod has none. Check the id and ask again.",
        "rec-1",
    )


@pytest.mark.parametrize("error", [SILENT, BROKEN], ids=["silent", "refusing"])
async def test_what_a_silent_cloud_may_have_is_not_called_missing(
    error: BotError,
) -> None:
    asked = service({"prod": FakeSource(), "lab": FakeSource(error=error)})

    with pytest.raises(type(error)) as raised:
        await asked.answer(actor(), "script rec-1")

    assert str(raised.value) == f"prod has none. {error}"


async def test_several_silent_clouds_are_all_named() -> None:
    asked = service({"lab": FakeSource(error=SILENT), "far": FakeSource(error=BROKEN)})

    with pytest.raises(SourceUnavailableError) as raised:
        await asked.answer(actor(), "script rec-1")

    assert str(raised.value) == f"{SILENT} {BROKEN}"


async def test_what_nobody_expected_is_not_swallowed() -> None:
    asked = service({"prod": knowing(), "lab": FakeSource(error=RuntimeError("bug"))})

    with pytest.raises(RuntimeError, match="bug"):
        await asked.answer(actor(), "script rec-1")


async def test_an_unknown_cloud_is_explained() -> None:
    prod = knowing()

    with pytest.raises(InvalidQueryError) as refused:
        await service({"test": FakeSource(), "prod": prod}).answer(
            actor(), "script rec-1 cloud:moon"
        )

    assert str(refused.value) == "There is no cloud `moon`. Configured: `prod`, `test`."
    assert prod.asked == []


@pytest.mark.parametrize(
    ("line", "where"),
    [("script rec-1", "any cloud"), ("script rec-1 cloud:prod", "cloud `prod`")],
)
async def test_a_source_that_is_not_configured_is_explained(
    line: str, where: str
) -> None:
    task = FakeSource()
    asked = AnswerService({"prod": Cloud({SourceName.TASK: task})}, FakeClock())

    with pytest.raises(InvalidQueryError) as refused:
        await asked.answer(actor(), line)

    assert (str(refused.value), refused.value.suggestion) == (
        f"The source `script` is not configured for {where}.",
        "/runs help",
    )
    assert task.asked == []


async def test_clouds_without_the_source_are_left_out() -> None:
    clouds = {
        "task": Cloud({SourceName.TASK: FakeSource()}, "Europe/Berlin"),
        "prod": Cloud({SourceName.SCRIPT: knowing()}, "Asia/Singapore"),
    }

    answer = await AnswerService(clouds, FakeClock()).answer(actor(), "script rec-1")

    assert answer == found(execution(), zone=SINGAPORE)


@pytest.mark.parametrize(
    "standing", sorted(set(Standing) - {Standing.MEMBER, Standing.OPERATOR})
)
@pytest.mark.parametrize("line", ["script rec-1", "help", "", "bananas"])
async def test_who_may_not_ask_is_refused_before_anything(
    standing: Standing, line: str
) -> None:
    prod = knowing()

    with pytest.raises(AccessDeniedError, match="look up runs"):
        await service({"prod": prod}).answer(actor(standing), line)

    assert prod.asked == []


@pytest.mark.parametrize("standing", [Standing.MEMBER, Standing.OPERATOR])
async def test_members_and_operators_may_ask(standing: Standing) -> None:
    answer = await service({"prod": knowing()}).answer(actor(standing), "script rec-1")

    assert answer == found(execution())


@pytest.mark.parametrize(("line", "topic"), [("", ""), ("help script", "script")])
async def test_help_asks_no_cloud(line: str, topic: str) -> None:
    prod = knowing()

    answer = await service({"prod": prod}).answer(actor(), line)

    assert answer == HelpAnswer(topic)
    assert prod.asked == []


async def test_a_bad_query_asks_no_cloud() -> None:
    prod = knowing()

    with pytest.raises(InvalidQueryError, match="bananas"):
        await service({"prod": prod}).answer(actor(), "bananas")

    assert prod.asked == []


async def test_secrets_are_hidden_and_counted_over_all_clouds() -> None:
    asked = service(
        {
            "prod": knowing(reason="token=a", output="password=b\nsecret=c"),
            "test": knowing("test", output="--password d"),
        }
    )

    answer = await asked.answer(actor(), "script rec-1")

    assert answer == found(
        execution(reason=f"token={MASK}", output=f"password={MASK}\nsecret={MASK}"),
        execution("test", output=f"--password {MASK}"),
        hidden=4,
    )


@pytest.mark.parametrize(
    ("own", "prod", "lab", "zone"),
    [
        ("Europe/Berlin", "Asia/Singapore", "", BERLIN),
        ("", "Asia/Singapore", "Europe/Berlin", SINGAPORE),
        ("Mars/Olympus", "Asia/Singapore", "", SINGAPORE),
        ("", "", "Europe/Berlin", BERLIN),
        ("", "", "", UTC),
    ],
    ids=["own", "first cloud", "own is unknown", "second cloud", "none"],
)
async def test_times_are_told_where_the_person_lives(
    own: str, prod: str, lab: str, zone: tzinfo
) -> None:
    asked = service(
        {"prod": knowing(), "lab": FakeSource()}, {"prod": prod, "lab": lab}
    )

    answer = await asked.answer(actor(zone=own), "script rec-1")

    assert answer == found(execution(), zone=zone)


async def test_only_the_clouds_that_were_asked_lend_their_zone() -> None:
    asked = service(
        {"lab": knowing("lab"), "prod": knowing()},
        {"lab": "Europe/Berlin", "prod": "Asia/Singapore"},
    )

    answer = await asked.answer(actor(), "script rec-1 cloud:prod")

    assert answer == found(execution(), zone=SINGAPORE)


class SlowSource:
    """Answers at noon, once every source of the same barrier was asked."""

    def __init__(self, barrier: asyncio.Barrier, clock: FakeClock) -> None:
        self._barrier = barrier
        self._clock = clock

    async def execution(self, *ids: str) -> Execution:
        await self._barrier.wait()
        self._clock.time = NINE.replace(hour=12)
        return replace(execution(), run_id="/".join(ids))


async def test_clouds_are_asked_at_once_and_the_time_is_that_of_the_answer() -> None:
    barrier, clock = asyncio.Barrier(2), FakeClock()
    clouds = {
        name: Cloud({SourceName.SCRIPT: SlowSource(barrier, clock)})
        for name in ("prod", "test")
    }
    asked = AnswerService(clouds, clock).answer(actor(), "script rec-1")

    async with asyncio.timeout(5):
        answer = await asked

    one = replace(execution(), run_id="rec-1")
    noon = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
    assert answer == replace(found(one, one), as_of=noon)
