"""What people mistype, and what people try."""

import pytest
from aiohttp import ClientSession

from bot.playground.cloud import world
from bot.playground.slack import (
    GUEST,
    OPERATOR,
    OTHER_TEAM,
    STRANGER,
    ApiError,
)
from tests.journeys.town import Town

HOSTILE = [
    pytest.param("../x", id="a step up"),
    pytest.param("a?b=c", id="a query"),
    pytest.param("%2e%2e", id="encoded dots"),
    pytest.param("..", id="dots"),
    pytest.param("a" * 1_500, id="too long for an id"),
    pytest.param("a" * 5_000, id="too long for a command"),
    pytest.param("a\x00b\x1bc", id="control characters"),
    pytest.param("\u202ecba", id="right to left"),
    pytest.param("prod/script/..", id="a reference to dots"),
    pytest.param("prod/script/%2e%2e", id="a reference to encoded dots"),
    pytest.param("prod/script/a%2Fb", id="a reference with a slash"),
    pytest.param("<!channel>", id="a mention"),
]


@pytest.mark.parametrize("record", HOSTILE)
async def test_a_hostile_id_gets_a_sentence_and_no_request(
    town: Town, record: str
) -> None:
    delivery = await town.ask(f"script {record}")

    said = delivery.posts[-1].message["text"]
    assert any(
        sentence in said
        for sentence in (
            "cannot be a record id",
            "neither a record id",
            "characters long",
        )
    )
    assert town.cloud.requests == []


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        (f"scirpt {world.FAILED}", f"/runs script {world.FAILED}"),
        ("hlep", "/runs help"),
        ("frobnicate", "/runs find frobnicate"),
    ],
)
async def test_a_mistake_is_answered_with_the_nearest_right_form(
    town: Town, typed: str, suggested: str
) -> None:
    assert f"Try `{suggested}`" in await town.answer(typed)
    assert town.cloud.requests == []


async def test_an_unknown_cloud_is_answered_with_those_there_are(town: Town) -> None:
    text = await town.answer(f"script {world.FAILED} cloud:staging")

    assert text.startswith("There is no cloud `staging`. Configured: `prod`.")


@pytest.mark.parametrize(
    ("user", "who"),
    [
        (GUEST, "Guests of this workspace"),
        (STRANGER, "People of other organisations"),
    ],
)
@pytest.mark.parametrize("text", [f"script {world.FAILED}", "", "help", "frobnicate"])
async def test_outsiders_get_nothing(
    town: Town, user: str, who: str, text: str
) -> None:
    said = await town.answer(text, user)

    assert said.startswith(f"{who} may not look up runs.")
    assert town.cloud.requests == []


async def test_a_command_of_another_workspace_is_refused_unasked(town: Town) -> None:
    delivery = await town.slack.command(user=OPERATOR, text="help", team=OTHER_TEAM)
    said = (await delivery.post()).message["text"]

    assert said.startswith("People of other organisations may not look up runs.")
    assert town.called == ["auth.test"]


async def test_who_cannot_be_known_is_refused_with_a_sentence(town: Town) -> None:
    town.slack.faults.next("users.info", ApiError("fatal_error"))

    said = await town.answer(f"script {world.FAILED}")

    assert said.startswith("I could not check with Slack whether you may look up runs")
    assert town.cloud.requests == []


async def test_a_person_is_asked_for_once_in_ten_minutes(town: Town) -> None:
    for _ in range(3):
        await town.ask("help")

    assert town.called == ["auth.test", "users.info"]


@pytest.mark.at_the_port
@pytest.mark.parametrize(
    ("offset", "signature"),
    [
        pytest.param(-301, None, id="six minutes old"),
        pytest.param(0, "v0=" + "0" * 64, id="signed by somebody else"),
    ],
)
async def test_a_request_that_slack_did_not_sign_just_now_is_refused(
    town: Town, offset: int, signature: str | None
) -> None:
    delivery = await town.slack.command(
        user=OPERATOR,
        text="help",
        timestamp_offset=offset,
        signature=signature,
    )

    assert (delivery.status, delivery.posts) == (401, [])


@pytest.mark.at_the_port
@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\xff\xfe", "text/plain"),
        (b"{", "application/json"),
        (b"", "application/x-www-form-urlencoded"),
    ],
)
async def test_garbage_at_the_door_is_refused(
    town: Town, body: bytes, content_type: str
) -> None:
    async with (
        ClientSession() as session,
        session.post(
            town.slack.events_url, data=body, headers={"Content-Type": content_type}
        ) as response,
    ):
        assert response.status in {400, 401}
