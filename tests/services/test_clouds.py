"""Several clouds, of which some know, some do not, and some say nothing."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.references import SourceName
from bot.domain.runs import Finding
from bot.errors import (
    BotError,
    Fault,
    InvalidQueryError,
    NotFoundError,
    SourceRejectedError,
    SourceUnavailableError,
)
from bot.services.clouds import Cloud
from tests.fakes import NINE, FakeClock, FakeSource
from tests.services.asking import actor, answers
from tests.services.scripts import IDS, choice, execution, found, knowing, service

SILENT = SourceUnavailableError("`lab` is silent.", cloud="lab", source="script")
BROKEN = SourceRejectedError("`lab` refused.", cloud="lab", source="script")


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


async def test_several_clouds_that_know_it_are_a_choice_in_their_order() -> None:
    asked = service({"prod": knowing(), "lab": knowing("lab"), "a": knowing("a")})

    answer = await asked.answer(actor(), "script rec-1")

    assert answer == choice(execution(), execution("lab"), execution("a"))


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

    assert answer == found(execution("test"), line=f"/runs {line}")
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


async def test_the_cloud_that_may_answer_later_decides_what_is_raised() -> None:
    fault = Fault("WKS.1", "busy", 503, "req-7")
    later = SourceUnavailableError("Later.", cloud="lab", source="script", fault=fault)
    asked = service({"far": FakeSource(error=BROKEN), "lab": FakeSource(error=later)})

    with pytest.raises(SourceUnavailableError) as raised:
        await asked.answer(actor(), "script rec-1")

    assert (str(raised.value), raised.value.cloud, raised.value.fault) == (
        "`lab` refused. Later.",
        "lab",
        fault,
    )


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
    asked = answers({"prod": Cloud({SourceName.TASK: task})}, FakeClock())

    with pytest.raises(InvalidQueryError) as refused:
        await asked.answer(actor(), line)

    assert (str(refused.value), refused.value.suggestion) == (
        f"The source `script` is not configured for {where}.",
        "/runs help",
    )
    assert task.asked == []


class SlowSource:
    """Answers at noon, once every source of the same barrier was asked."""

    def __init__(self, barrier: asyncio.Barrier, clock: FakeClock) -> None:
        self._barrier = barrier
        self._clock = clock

    async def find(self, *ids: str) -> Finding:
        await self._barrier.wait()
        self._clock.time = NINE.replace(hour=12)
        return replace(execution(), run_id="/".join(ids))


async def test_clouds_are_asked_at_once_and_the_time_is_that_of_the_answer() -> None:
    barrier, clock = asyncio.Barrier(2), FakeClock()
    clouds = {
        name: Cloud({SourceName.SCRIPT: SlowSource(barrier, clock)})
        for name in ("prod", "test")
    }
    asked = answers(clouds, clock).answer(actor(), "script rec-1")

    async with asyncio.timeout(5):
        answer = await asked

    one = replace(execution(), run_id="rec-1")
    noon = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
    assert answer == replace(choice(one, one), as_of=noon)
