"""What clouds and Slack do on bad days: one clear private sentence each."""

import re

import pytest

from bot.blocks.problems import UNDELIVERED
from bot.playground.cloud import (
    CutJson,
    Drip,
    Fault,
    Hang,
    Html,
    Reset,
    Status,
    Truncated,
    WrongTypes,
    world,
)
from bot.playground.slack import (
    OPERATOR,
    ApiError,
    RateLimited,
    ResetAfterStoring,
    ResetBefore,
    ServerError,
)
from tests.journeys.town import IMPATIENT, Town, town_of

LATER = "Ask again in a minute."
OWN = "prod has a problem of its own"
UNREADABLE = "prod answered with something I cannot read."
BROKEN = "prod could not be reached, or hung up. " + LATER

WEATHER = [
    pytest.param(Status(401), "prod refused this bot's credentials", id="401"),
    pytest.param(
        Status(403),
        "prod does not let this bot read a script execution. Whoever runs this bot has "
        "to give its user the permission workspace:scripts:getRecordDetail.",
        id="403",
    ),
    pytest.param(Status(404), "prod has no script execution", id="404"),
    pytest.param(
        Status(429, headers={"Retry-After": "16"}),
        "prod gets too many requests right now. Ask again in 16 s.",
        id="429",
    ),
    pytest.param(Status(500), OWN, id="500"),
    pytest.param(Status(503), OWN, id="503"),
    pytest.param(Reset(), BROKEN, id="reset"),
    pytest.param(Truncated(), BROKEN, id="truncated"),
    pytest.param(Html(), UNREADABLE, id="HTML"),
    pytest.param(Html(502), OWN, id="HTML with 502"),
    pytest.param(CutJson(), UNREADABLE, id="half of the JSON"),
    pytest.param(WrongTypes({}), UNREADABLE, id="an empty object"),
    pytest.param(WrongTypes({"output": ["a"]}), UNREADABLE, id="a list for a text"),
]


@pytest.mark.parametrize(("fault", "sentence"), WEATHER)
async def test_weather_is_told_with_a_next_step_and_an_id(
    town: Town, fault: Fault, sentence: str
) -> None:
    town.cloud.faults.always(fault)

    delivery = await town.ask(f"script {world.FAILED}")

    said = str(delivery.posts[-1].message["text"])
    assert said.startswith(sentence)
    assert re.search(r"\nid `[2-9a-z]{8}`", said)
    assert [post.visible_to for post in delivery.posts] == [delivery.user]


@pytest.mark.parametrize("fault", [Hang(), Drip(0.05)], ids=["hang", "drip"])
async def test_a_request_takes_its_time_as_a_whole(fault: Fault) -> None:
    async with town_of(IMPATIENT) as impatient:
        impatient.cloud.faults.always(fault)

        said = await impatient.answer(f"script {world.FAILED}")

    assert said.startswith("prod did not answer within 1 s. " + LATER)


async def test_the_clouds_own_request_id_is_shown(town: Town) -> None:
    town.cloud.faults.always(Status(503))

    said = await town.answer(f"script {world.FAILED}")

    assert re.search(r" · cloud request `[0-9a-f]{32}`$", said)


async def test_good_weather_after_bad_is_told_at_once(town: Town) -> None:
    town.cloud.faults.next(Status(503), times=3)
    await town.ask(f"script {world.FAILED}")

    assert (await town.answer(f"script {world.FAILED}")).startswith("✖ Failed")


@pytest.mark.parametrize("times", [1, 2])
async def test_a_bad_moment_is_ridden_out(town: Town, times: int) -> None:
    town.cloud.faults.next(Status(503), times)

    assert (await town.answer(f"script {world.FAILED}")).startswith("✖ Failed")
    assert len(town.cloud.requests) == times + 1


async def test_a_refused_key_is_left_alone(town: Town) -> None:
    town.cloud.faults.next(Status(401))
    await town.ask(f"script {world.FAILED}")

    said = await town.answer(f"script {world.FAILED}")

    assert said.startswith(
        "prod was not asked: its credentials were refused less than 5 minutes ago."
    )
    assert len(town.cloud.requests) == 1


async def test_slacks_throttling_is_waited_out(town: Town) -> None:
    town.slack.faults.next("response_url", RateLimited(0))

    assert (await town.answer("help")).startswith("Ask what ran")


async def test_blocks_refused_at_every_step_are_followed_by_the_text_alone(
    town: Town,
) -> None:
    town.slack.faults.next("response_url", ApiError("invalid_blocks"), times=2)

    delivery = await town.ask(f"script {world.FAILED}")

    message = delivery.posts[-1].message
    assert message["blocks"] == []
    assert message["text"].startswith("✖ Failed")


@pytest.mark.parametrize("fault", [ServerError(), ResetBefore()], ids=["500", "reset"])
async def test_an_answer_that_slack_lost_is_owned_up_to(
    town: Town, fault: ServerError | ResetBefore
) -> None:
    town.slack.faults.next("response_url", fault)

    said = await town.answer("help")

    assert said.startswith(UNDELIVERED)


async def test_an_answer_is_never_sent_twice(town: Town) -> None:
    town.slack.faults.next("response_url", ResetAfterStoring())
    delivery = await town.slack.command(user=OPERATOR, text="help")

    await delivery.post(1)

    said = [post.message["text"].split("\n")[0] for post in delivery.posts]
    assert said == ["Ask what ran, where, and why it failed", UNDELIVERED]
