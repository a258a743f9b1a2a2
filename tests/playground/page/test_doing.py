"""Nonsense gets a sentence, whatever it is about."""

import json
from typing import Any

import pytest
from aiohttp import ClientSession
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.playground.slack import CHANNEL, OPERATOR
from tests.playground.page.town import Json, Town
from tests.playground.page.visitor import Visitor, is_sentence

VERBS: dict[str, Json] = {
    "command": {"channel": CHANNEL, "text": "/runs pool"},
    "say": {"channel": CHANNEL, "text": "hello"},
    "press": {"channel": CHANNEL, "ts": "1.000001", "block_id": "b", "action_id": "a"},
    "choose": {"channel": CHANNEL, "ts": "1.000001", "block_id": "b", "action_id": "a"},
    "submit": {"view": "V1", "values": {}},
    "close": {"view": "V1"},
    "shortcut": {"callback_id": "look_up"},
    "home": {},
    "weather": {"id": "status-503", "on": True},
}
NEEDED = {
    "command": ("as", "channel", "text"),
    "say": ("as", "channel", "text"),
    "press": ("as", "block_id", "action_id"),
    "choose": ("as", "block_id", "action_id"),
    "submit": ("as", "view"),
    "close": ("as", "view"),
    "shortcut": ("as", "callback_id"),
    "home": ("as",),
    "weather": ("as", "id"),
}
BODIES = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a number": b"1",
    "a string": b'"as"',
    "half of JSON": b'{"as": "U0OPERATOR1"',
    "two of JSON": b"{}{}",
    "an empty object": b"{}",
    "a form": b"as=U0OPERATOR1&text=hello",
    "no UTF-8": b'{"as": "\xff\xfe"}',
    "UTF-16": '{"as": "U0OPERATOR1"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"as": "U0OPERATOR1"}',
    "NUL": b"\x00",
    "half a surrogate": b'{"as": "\\ud83d"}',
    "NaN": b'{"as": NaN}',
    "a huge number": b'{"as": ' + b"9" * 5_000 + b"}",
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"as":' * 10_000 + b"1" + b"}" * 10_000,
    "deep values": b'{"as":"U0OPERATOR1","view":"V1","values":'
    + b"[" * 5_000
    + b"]" * 5_000
    + b"}",
    "a name twice": b'{"as":"U0NOBODY","as":5}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_a_body_that_says_nothing_does_nothing(
    town: Town, mei: Visitor, body: bytes
) -> None:
    for name in VERBS:
        status, said = await mei.sends(name, body)

        assert (status, name) == (400, name)
        assert is_sentence(said["error"]), said
    assert (town.bot.bodies, town.slack.channels[CHANNEL].messages) == ([], [])


@pytest.mark.parametrize(
    "name", ["", "dance", "Say", "say/", "say/x", "__class__", "%00", "..%2fsay"]
)
async def test_an_unknown_verb_is_said(mei: Visitor, name: str) -> None:
    status, said = await mei.tries(name)

    assert (status, is_sentence(said["error"])) == (400, True)


async def test_every_field_that_is_needed_is_asked_for(mei: Visitor) -> None:
    for name, needed in NEEDED.items():
        whole = {"as": OPERATOR, **VERBS[name]}
        for field in needed:
            deed = {key: value for key, value in whole.items() if key != field}

            status, said = await mei.sends(name, json.dumps(deed).encode())

            assert (status, name) == (400, name)
            assert field in said["error"]


UNKNOWN: tuple[Json, ...] = (
    {"team": "T1"},
    {"actor": OPERATOR},
    {"__proto__": {}},
    {"": 1},
)


async def test_a_field_that_nobody_knows_is_refused(town: Town, mei: Visitor) -> None:
    for name, deed in VERBS.items():
        for more in UNKNOWN:
            status, said = await mei.tries(name, **deed, **more)

            assert (status, is_sentence(said["error"])) == (400, True), (name, more)
    assert town.bot.bodies == []


@pytest.mark.parametrize(
    "wrong", [None, 5, 1.5, True, [], ["x"], {}, {"id": "x"}, "x" * 200_000]
)
async def test_a_field_of_another_type_is_refused(
    town: Town, mei: Visitor, wrong: object
) -> None:
    for name, needed in NEEDED.items():
        for field in needed:
            deed = {"as": OPERATOR, **VERBS[name], field: wrong}

            status, said = await mei.sends(name, json.dumps(deed).encode())

            assert (status, is_sentence(said["error"])) == (400, True), (name, field)
    assert town.bot.bodies == []


@pytest.mark.parametrize("values", [None, 5, "x", [], {"a": 1}, {"a": None}, {"a": {}}])
async def test_values_of_another_type_are_refused(mei: Visitor, values: object) -> None:
    status, said = await mei.tries("submit", view="V1", values=values)

    assert (status, is_sentence(said["error"])) == (400, True)


@pytest.mark.parametrize("user", ["", "U0NOBODY", "mei", " U0OPERATOR1", "u0operator1"])
async def test_who_is_not_there_does_nothing(town: Town, user: str) -> None:
    nobody = Visitor(user, town.slack.url, town.http)

    for name, deed in VERBS.items():
        status, said = await nobody.tries(name, **deed)

        assert (status, is_sentence(said["error"])) == (404, True)
    assert (town.bot.bodies, town.slack.channels[CHANNEL].messages) == ([], [])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    [
        "channel",
        "text",
        "thread_ts",
        "ts",
        "view",
        "home",
        "block_id",
        "action_id",
        "value",
        "values",
        "callback_id",
        "id",
        "on",
    ]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_any_deed_gets_an_answer(data: st.DataObject, mei: Visitor) -> None:
    name = data.draw(st.sampled_from(sorted(VERBS)))
    more: dict[str, Any] = data.draw(st.dictionaries(FIELDS, JSON, max_size=3))

    status, said = await mei.tries(name, **VERBS[name] | more)

    assert status in {200, 400, 404}
    assert said["error"] is None or is_sentence(said["error"]), said


async def test_the_weather_is_made_and_seen(town: Town, mei: Visitor) -> None:
    async with mei.feed() as feed:
        said = await mei.does("weather", id="status-503", on=True)

        await feed.until(lambda known: on(known) == ["status-503"])

        assert said.keys() == {"error", "said", "command"}
        assert (is_sentence(said["said"]), said["command"]) == (True, None)
        async with ClientSession() as http, http.get(town.cloud.url) as response:
            assert response.status == 503

        await mei.does("weather", id="status-503", on=False)
        await feed.until(lambda known: on(known) == [])


def on(known: dict[str, Json]) -> list[str]:
    """The controls that are on."""
    return [each["id"] for each in known["weather"]["controls"] if each["on"]]


async def test_a_burst_gives_the_command_that_shows_it(
    town: Town, mei: Visitor
) -> None:
    town.live()

    said = await mei.does("weather", id="burst")

    assert said["command"].startswith("/runs task ")
    async with mei.feed() as feed:
        assert said["command"] in {
            run["command"] for run in feed.known["console"]["runs"]
        }


@pytest.mark.parametrize("control", ["", "snow", "down/", "down/x", "burst"])
async def test_weather_that_is_not_there_is_not_made(
    town: Town, mei: Visitor, control: str
) -> None:
    status, said = await mei.tries("weather", id=control)

    assert (status, is_sentence(said["error"])) == (404, True)
    assert town.cloud.life is None
