"""Whatever the bot sends and Slack takes, the page goes on."""

from typing import Any

import pytest

from bot.playground.slack import CHANNEL, OPERATOR
from tests.playground.block_samples import button, home, modal, plain, section
from tests.playground.page.town import Json, Town
from tests.playground.page.visitor import Visitor
from tests.playground.slack_with import BOT_TOKEN

LONE = "\ud83d"
ODD_MESSAGES: dict[str, Json] = {
    "attachments of no objects": {"text": "x", "attachments": ["x", 1, None]},
    "blocks of an attachment": {"text": "x", "attachments": [{"blocks": "x"}]},
    "no blocks of an attachment": {"text": "x", "attachments": [{"blocks": None}]},
    "numbers in an attachment": {"text": "x", "attachments": [{"blocks": [1]}]},
    "blocks without a type": {"text": "x", "blocks": [{}]},
    "blocks of no objects": {"text": "x", "blocks": [None, 1, "x"]},
    "unknown blocks": {"text": "x", "blocks": [{"type": "hologram"}]},
    "actions without elements": {"text": "x", "blocks": [{"type": "actions"}]},
    "elements of no objects": {
        "text": "x",
        "blocks": [{"type": "actions", "elements": [1]}],
    },
    "an accessory that is none": {"text": "x", "blocks": [section(accessory="x")]},
    "an unknown accessory": {
        "text": "x",
        "blocks": [section(accessory={"type": "hologram"})],
    },
    "half a surrogate": {"text": LONE, "blocks": [section(text=plain(LONE))]},
    "a number that is none": {
        "text": "x",
        "blocks": [
            {
                "type": "table",
                "rows": [
                    [{"type": "raw_text", "text": "n"}],
                    [{"type": "raw_number", "value": float("nan")}],
                ],
            }
        ],
    },
    "a text that is none": {"text": 5},
    "no text": {"text": None, "blocks": [section()]},
    "line breaks": {"text": "a\n\ndata: {}\r\n\u2028event: x\x00"},
    "markup": {"text": "</script><script>alert(1)</script>"},
}


async def tried(town: Town, method: str, **arguments: Any) -> None:  # noqa: ANN401 - any JSON
    """Call the Web API, whatever it says."""
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    url = f"{town.slack.api_url}{method}"
    async with town.http.post(url, json=arguments, headers=headers) as response:
        assert response.status == 200


@pytest.mark.parametrize("odd", ODD_MESSAGES.values(), ids=ODD_MESSAGES)
async def test_an_odd_message_stops_no_page(
    town: Town, mei: Visitor, odd: Json
) -> None:
    async with mei.feed() as feed:
        await tried(town, "chat.postMessage", channel=CHANNEL, **odd)
        asked = await town.slack.command(user=OPERATOR, text="pool")
        private = {**odd, "response_type": "ephemeral"}
        async with town.http.post(asked.response_url, json=private):
            await town.post("marker")

        await feed.until(lambda _: "marker" in feed.texts())

    async with mei.feed() as again:
        assert "marker" in again.texts()
        assert all(piece.get("text") != "NaN" for piece in again.known.values())


ODD_VIEWS: dict[str, Json] = {
    "no title": {"type": "modal", "blocks": [section()]},
    "a title that is none": modal(section(), title="Output"),
    "a submit that is none": modal(section(), submit=True),
    "an unknown input": modal(
        {"type": "input", "label": plain("x"), "element": {"type": "datepicker"}},
        submit=plain("Save"),
    ),
    "an input without an element": modal({"type": "input", "label": plain("x")}),
    "no blocks": {"type": "modal", "title": plain("x")},
    "blocks that are none": {"type": "modal", "title": plain("x"), "blocks": "x"},
    "a button twice": modal({"type": "actions", "elements": [button(), button()]}),
}


@pytest.mark.parametrize("odd", ODD_VIEWS.values(), ids=ODD_VIEWS)
async def test_an_odd_window_stops_no_page(town: Town, mei: Visitor, odd: Json) -> None:
    async with mei.feed() as feed:
        trigger = town.slack.workspace.triggers.issue(OPERATOR)
        await tried(town, "views.open", trigger_id=trigger, view=odd)
        await town.post("marker")

        await feed.until(lambda _: "marker" in feed.texts())

        for opened in feed.of("modal"):
            for name in ("submit", "close"):
                await mei.tries(name, view=opened["id"])


@pytest.mark.parametrize(
    "odd",
    [home(), home({}), home(section(accessory=1)), {"type": "home"}],
    ids=["empty", "no type", "accessory", "no blocks"],
)
async def test_an_odd_home_tab_stops_no_page(
    town: Town, mei: Visitor, odd: Json
) -> None:
    async with mei.feed() as feed:
        await tried(town, "views.publish", user_id=OPERATOR, view=odd)
        await town.post("marker")

        await feed.until(lambda _: "marker" in feed.texts())


async def test_a_number_that_is_none_is_told_in_json_that_browsers_read(
    town: Town, mei: Visitor
) -> None:
    odd = ODD_MESSAGES["a number that is none"]
    await tried(town, "chat.postMessage", channel=CHANNEL, **odd)

    async with town.http.get(f"{mei.url}/feed", params={"as": OPERATOR}) as response:
        line = await response.content.readline()

    assert line.startswith(b"data: ")
    assert b"NaN" not in line
