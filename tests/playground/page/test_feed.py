from contextlib import AsyncExitStack

import pytest

from bot.playground.slack import (
    BOT_USER,
    CHANNEL,
    COLLEAGUE,
    GUEST,
    OPERATOR,
    PRIVATE_CHANNEL,
    STRANGER,
    UNJOINED_CHANNEL,
)
from tests.playground.page.seen import DIRECT, key_of, marker, message
from tests.playground.page.town import LOOK_UP, Json, Town
from tests.playground.page.visitor import Visitor, is_sentence
from tests.playground.tiny_bot import TAKEN, answer


async def test_the_app_comes_first(mei: Visitor) -> None:
    async with mei.feed() as feed:
        assert feed.known["app"] == {
            "key": "app",
            "kind": "app",
            "team": "Runwatch Playground",
            "bot": {"id": BOT_USER, "name": "runwatch"},
            "commands": [
                {
                    "command": "/runs",
                    "description": "What ran",
                    "usage_hint": "script | task",
                }
            ],
            "shortcuts": [LOOK_UP],
            "home": True,
            "messages": "on",
            "examples": [{"text": "/runs pool", "why": "What failed in pools"}],
            "topics": ["script", "pool"],
        }


@pytest.mark.parametrize(
    ("app_home", "home", "messages"),
    [
        ({"home_tab_enabled": False}, False, "on"),
        ({"messages_tab_read_only_enabled": True}, True, "read-only"),
        ({"messages_tab_enabled": False}, True, "off"),
        (
            {"messages_tab_enabled": False, "messages_tab_read_only_enabled": True},
            True,
            "off",
        ),
    ],
    ids=["no home", "read-only", "off", "off and read-only"],
)
async def test_the_app_says_what_its_own_tabs_offer(
    town: Town, mei: Visitor, app_home: dict[str, bool], home: object, messages: str
) -> None:
    town.offer(**app_home)

    async with mei.feed() as feed:
        app = feed.known["app"]

    assert (app["home"], app["messages"]) == (home, messages)


async def test_everybody_is_there(mei: Visitor) -> None:
    async with mei.feed() as feed:
        roles = {each["id"]: each["role"] for each in feed.of("person")}

        assert roles == {
            OPERATOR: "member",
            COLLEAGUE: "member",
            GUEST: "guest",
            STRANGER: "another organisation",
            BOT_USER: "app",
        }
        assert feed.known[f"person/{COLLEAGUE}"] == {
            "key": f"person/{COLLEAGUE}",
            "kind": "person",
            "id": COLLEAGUE,
            "name": "jonas.weber",
            "real_name": "Jonas Weber",
            "tz": "Europe/Berlin",
            "locale": "de-DE",
            "role": "member",
        }


@pytest.mark.parametrize(
    ("user", "channels"),
    [
        (OPERATOR, {CHANNEL, UNJOINED_CHANNEL, PRIVATE_CHANNEL, DIRECT}),
        (COLLEAGUE, {CHANNEL, UNJOINED_CHANNEL, "D0COLLEAGU1"}),
        (GUEST, {CHANNEL, "D0GUEST0001"}),
        (STRANGER, {CHANNEL, "D0STRANGER1"}),
    ],
)
async def test_people_see_the_channels_they_are_in(
    town: Town, user: str, channels: set[str]
) -> None:
    async with Visitor(user, town.slack.url, town.http).feed() as feed:
        assert {each["id"] for each in feed.of("channel")} == channels


async def test_a_channel_says_what_it_is(mei: Visitor) -> None:
    async with mei.feed() as feed:
        known = feed.known

    def channel(channel_id: str, name: str, **more: bool) -> Json:
        usual = {"private": False, "direct": False, "bot": False, "archived": False}
        key = f"channel/{channel_id}"
        content = {"id": channel_id, "name": name, **usual, **more}
        return {"key": key, "kind": "channel", **content}

    for expected in (
        channel(CHANNEL, "operations", bot=True),
        channel(UNJOINED_CHANNEL, "elsewhere"),
        channel(PRIVATE_CHANNEL, "night-team", private=True),
        channel(DIRECT, "directmessage", bot=True, direct=True),
    ):
        assert known[expected["key"]] == expected


@pytest.mark.parametrize("user", ["", "U0NOBODY", "mei", "U0OPERATOR1 ", "%00"])
async def test_nobody_else_has_a_page(town: Town, mei: Visitor, user: str) -> None:
    async with town.http.get(f"{mei.url}/feed", params={"as": user}) as response:
        said = await response.json()

    assert (response.status, is_sentence(said["error"])) == (404, True)


async def test_the_app_has_no_page(town: Town, mei: Visitor) -> None:
    async with town.http.get(f"{mei.url}/feed", params={"as": BOT_USER}) as response:
        assert response.status == 404


async def test_a_private_answer_comes_only_to_who_asked(
    town: Town, mei: Visitor, jonas: Visitor
) -> None:
    async with mei.feed() as hers, jonas.feed() as his:
        ts = await town.whisper("3 failed")

        assert await hers.has(key_of(ts)) == message(ts, "3 failed", private=True)
        await marker(town, hers, his)
        assert his.texts() == ["marker"]


async def test_a_private_ack_comes_only_to_who_asked(
    town: Town, mei: Visitor, jonas: Visitor
) -> None:
    town.bot.body = "One moment…"
    async with mei.feed() as hers, jonas.feed() as his:
        await town.slack.command(user=OPERATOR, text="pool")

        await marker(town, hers, his)
        assert (hers.texts(), his.texts()) == (["One moment…", "marker"], ["marker"])


async def test_what_is_shared_comes_to_all_who_are_there(town: Town) -> None:
    people = (OPERATOR, COLLEAGUE, GUEST, STRANGER)
    async with AsyncExitStack() as opened:
        feeds = [
            await opened.enter_async_context(
                Visitor(user, town.slack.url, town.http).feed()
            )
            for user in people
        ]
        asked = await town.slack.command(user=OPERATOR, text="pool")
        openly = {"text": "3 failed", "response_type": "in_channel"}
        assert await answer(town.http, asked.response_url, openly) == TAKEN
        ts = (await asked.post()).ts

        shown = [await feed.has(key_of(ts)) for feed in feeds]

        assert shown == [message(ts, "3 failed")] * 4


async def test_what_is_shared_comes_to_nobody_who_is_not_there(
    town: Town, mei: Visitor, jonas: Visitor, ana: Visitor
) -> None:
    town.slack.channels[PRIVATE_CHANNEL].members.add(BOT_USER)
    async with mei.feed() as hers, jonas.feed() as his, ana.feed() as guests:
        await town.post("to two", channel=UNJOINED_CHANNEL)
        await town.post("to one", channel=PRIVATE_CHANNEL)
        await town.slack.say(OPERATOR, "said to one", PRIVATE_CHANNEL)

        await marker(town, hers, his, guests)

        expected = {"to two", "to one", "said to one", "marker"}
        assert set(hers.texts()) == expected
        assert set(his.texts()) == {"to two", "marker"}
        assert guests.texts() == ["marker"]


async def test_who_joins_sees_what_was_said(town: Town, jonas: Visitor) -> None:
    await town.slack.say(OPERATOR, "earlier", PRIVATE_CHANNEL)
    async with jonas.feed() as his:
        members = town.slack.channels[PRIVATE_CHANNEL].members

        members.add(COLLEAGUE)
        await marker(town, his)
        assert his.texts() == ["earlier", "marker"]

        members.discard(COLLEAGUE)
        await marker(town, his)
        assert his.texts() == ["marker", "marker"]
        assert f"channel/{PRIVATE_CHANNEL}" not in his.known


async def test_a_message_to_the_app_itself_is_seen_by_one(
    town: Town, mei: Visitor, jonas: Visitor
) -> None:
    async with mei.feed() as hers, jonas.feed() as his:
        ts = await town.post("only you", channel=DIRECT)

        shown = await hers.has(key_of(ts, DIRECT))

        assert (shown["channel"], shown["private"]) == (DIRECT, False)
        await marker(town, hers, his)
        assert his.texts() == ["marker"]
