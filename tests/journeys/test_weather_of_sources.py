"""Bad weather at each of the five sources: one clear sentence, or the answer."""

import re
from collections.abc import AsyncIterator

import pytest

from bot.playground.cloud import (
    CutJson,
    Fault,
    Hang,
    Html,
    Reset,
    Slow,
    Status,
    Throttle,
    Truncated,
    WrongTypes,
    world,
)
from bot.playground.cloud.answers import no_permission
from tests.journeys.reading import first_line
from tests.journeys.town import IMPATIENT, Town, town_of

SOURCES = [
    pytest.param(f"script {world.FAILED}", "W7", id="script"),
    pytest.param(f"task {world.TASK} {world.TASK_RUN}", "W4", id="task"),
    pytest.param(f"task {world.TASK}", "W3", id="runs"),
    pytest.param(f"pool {world.POOL_TASK}", "W9", id="pool"),
    pytest.param("pool status:failed", "W9", id="search"),
    pytest.param(f"order {world.ORDER_FINISHED}", "C2", id="order"),
    pytest.param(f"app {world.APP_RUN}", "A3", id="app"),
]
ACTIONS = {
    "W7": "workspace:scripts:getRecordDetail",
    "W4": "workspace:scheduledTasks:getRecord",
    "W3": "workspace:scheduledTasks:listRecords",
    "W9": "workspace:desktopPools:listScriptTasks",
    "C2": "coc:job:get",
    "A3": "workspace:scheduledTasks:getRecord",
}
STS = "sts::decodeAuthorizationMessage"

OWN = "prod has a problem of its own (5"
UNREADABLE = "prod answered with something I cannot read."
BROKEN = "prod could not be reached, or hung up. Ask again in a minute."
LASTING = [
    pytest.param(Status(503), OWN, id="503"),
    pytest.param(Status(500, "oops"), OWN, id="500 in plain text"),
    pytest.param(Reset(), BROKEN, id="reset"),
    pytest.param(Truncated(), BROKEN, id="truncated"),
    pytest.param(Html(), UNREADABLE, id="HTML"),
    pytest.param(CutJson(), UNREADABLE, id="malformed"),
    pytest.param(WrongTypes([1]), UNREADABLE, id="a list"),
    pytest.param(WrongTypes(None), UNREADABLE, id="null"),
    pytest.param(
        Status(429, headers={"Retry-After": "20"}),
        "prod gets too many requests right now. Ask again in 20 s.",
        id="429 with Retry-After",
    ),
    pytest.param(
        Throttle(limit=0, seconds=60),
        "prod gets too many requests right now. Ask again in 1 min.",
        id="429 without",
    ),
]


@pytest.fixture
async def impatient() -> AsyncIterator[Town]:
    async with town_of(IMPATIENT) as one:
        yield one


@pytest.mark.parametrize(("typed", "endpoint"), SOURCES)
@pytest.mark.parametrize(("fault", "sentence"), LASTING)
async def test_lasting_weather_is_one_sentence_with_an_id(
    town: Town, typed: str, endpoint: str, fault: Fault, sentence: str
) -> None:
    town.cloud.faults.at(endpoint).always(fault)

    said = await town.answer(typed)

    assert said.startswith(sentence)
    assert re.search(r"\nid `[2-9a-z]{8}`", said)


@pytest.mark.parametrize(("typed", "endpoint"), SOURCES)
async def test_fields_of_wrong_types_never_become_a_success(
    town: Town, typed: str, endpoint: str
) -> None:
    town.cloud.faults.at(endpoint).always(WrongTypes())

    said = await town.answer(typed)

    # What an order says of itself is one thing, what its statistics count another; of
    # a script's record a few odd values can be read, and the rest is named.
    heads = {"C2": "✖ Failed: Script order", "W7": "? Unknown: Script"}
    assert said.startswith(heads.get(endpoint, UNREADABLE))
    assert ("Not readable: " in said) == (endpoint == "W7")


@pytest.mark.parametrize(("typed", "endpoint"), SOURCES)
@pytest.mark.parametrize(
    ("fault", "times"),
    [
        pytest.param(Status(503), 2, id="503"),
        pytest.param(Html(502), 2, id="HTML with 502"),
        pytest.param(Reset(), 1, id="reset"),
    ],
)
async def test_passing_weather_is_ridden_out(
    town: Town, typed: str, endpoint: str, fault: Fault, times: int
) -> None:
    calm = first_line(await town.answer(typed))
    town.cloud.faults.at(endpoint).next(fault, times)

    assert first_line(await town.answer(typed)) == calm


@pytest.mark.parametrize(("typed", "endpoint"), SOURCES)
async def test_a_cloud_in_trouble_is_asked_three_times(
    town: Town, typed: str, endpoint: str
) -> None:
    town.cloud.faults.at(endpoint).always(Status(503))

    await town.ask(typed)

    assert len(town.asked(endpoint)) == 3


@pytest.mark.parametrize(("typed", "endpoint"), SOURCES)
async def test_a_long_pause_is_kept_without_asking(
    town: Town, typed: str, endpoint: str
) -> None:
    town.cloud.faults.at(endpoint).next(Status(429, headers={"Retry-After": "20"}))
    await town.ask(typed)
    asked = len(town.cloud.requests)

    said = await town.answer(typed)

    assert said.startswith("prod gets too many requests right now. Ask again in ")
    assert len(town.cloud.requests) == asked


async def test_a_short_pause_is_waited_out(town: Town) -> None:
    town.cloud.faults.next(Status(429, headers={"Retry-After": "1"}))

    said = await town.answer(f"script {world.FAILED}")

    first, second = town.cloud.requests
    assert said.startswith("✖ Failed")
    assert (second.at - first.at).total_seconds() > 0.9


@pytest.mark.parametrize(("typed", "endpoint"), SOURCES)
async def test_a_cloud_that_hangs_is_given_up_once(
    impatient: Town, typed: str, endpoint: str
) -> None:
    impatient.cloud.faults.at(endpoint).always(Hang())

    said = await impatient.answer(typed)

    assert said.startswith("prod did not answer within 1 s. Ask again in a minute.")
    assert len(impatient.asked(endpoint)) <= 1


@pytest.mark.parametrize(("typed", "endpoint"), SOURCES)
@pytest.mark.parametrize("more", [set(), {STS}], ids=["decoded", "STS denied"])
async def test_a_missing_permission_is_named(
    town: Town, typed: str, endpoint: str, more: set[str]
) -> None:
    action = ACTIONS[endpoint]
    town.cloud.denied |= {action, *more}

    said = await town.answer(typed)

    assert said.startswith("prod does not let this bot read a")
    assert f"has to give its user the permission {action}.\n" in said


@pytest.mark.parametrize(("typed", "endpoint"), SOURCES)
@pytest.mark.parametrize("decodes", [True, False], ids=["decoded", "STS denied"])
async def test_the_action_that_was_denied_counts_more_than_the_documents(
    town: Town, typed: str, endpoint: str, *, decodes: bool
) -> None:
    sealed = no_permission(town.cloud.denials.seal("workspace:some:other"))
    town.cloud.faults.at(endpoint).always(Status(403, sealed))
    town.cloud.denied |= set() if decodes else {STS}

    said = await town.answer(typed)

    action = "workspace:some:other" if decodes else ACTIONS[endpoint]
    assert f"has to give its user the permission {action}.\n" in said
    assert len(town.asked("STS")) == 1


@pytest.mark.parametrize(("typed", "endpoint"), SOURCES)
async def test_a_refused_key_is_asked_with_once_in_five_minutes(
    town: Town, typed: str, endpoint: str
) -> None:
    town.cloud.faults.always(Status(401))
    first = await town.answer(typed)
    town.cloud.faults.always(None)

    again = await town.answer(typed)

    assert first.startswith("prod refused this bot's credentials (401 APIGW.0301).")
    assert again.startswith(
        "prod was not asked: its credentials were refused less than 5 minutes ago."
    )
    assert len(town.asked(endpoint)) <= len(town.cloud.requests) == 1


@pytest.mark.parametrize(
    ("typed", "endpoint", "gap"),
    [
        pytest.param(
            f"task {world.TASK} {world.TASK_BIG_RUN}",
            "W4",
            "⚠ 30 of 137 rows were read. prod has a problem of its own",
            id="task",
        ),
        pytest.param(
            f"task {world.TASK}",
            "W3",
            "⚠ 10 of 18 rows were read. prod has a problem of its own",
            id="runs",
        ),
        pytest.param(
            "pool", "W9", "⚠ 10 of 30 rows were read. prod has a problem", id="search"
        ),
        pytest.param(
            f"app {world.APP_BIG_RUN}",
            "A3",
            "⚠ 30 of 64 rows were read. prod has a problem of its own",
            id="app",
        ),
    ],
)
async def test_pages_that_could_not_be_read_are_a_gap(
    town: Town, typed: str, endpoint: str, gap: str
) -> None:
    town.cloud.page_cap = int(gap.split()[1])
    town.cloud.faults.at(endpoint).next(Slow(0))
    town.cloud.faults.at(endpoint).always(Status(503))

    said = await town.answer(typed)

    assert gap in said
    assert not said.startswith("✔")
