import asyncio

import pytest

from bot.playground.page import streams
from bot.playground.slack import OPERATOR
from tests.playground.page.seen import marker
from tests.playground.page.town import Town
from tests.playground.page.visitor import Visitor


async def test_requests_are_told_when_they_begin_and_when_they_end(
    town: Town, mei: Visitor
) -> None:
    async with mei.feed() as feed:
        begun = town.traffic.begin("bot", "cloud", "W9 GET /v2/x")
        key = f"exchange/{begun.number}"
        under_way = dict(await feed.has(key))
        town.traffic.end(begun, 503)
        await feed.until(lambda known: known[key]["seconds"] is not None)

        assert under_way == {
            "key": key,
            "kind": "exchange",
            "number": begun.number,
            "at": town.clock().timestamp(),
            "from": "bot",
            "to": "cloud",
            "what": "W9 GET /v2/x",
            "status": None,
            "seconds": None,
            "failed": None,
        }
        ended = {"status": 503, "seconds": begun.seconds, "failed": "HTTP 503"}
        assert feed.known[key] == {**under_way, **ended}


async def test_only_the_newest_requests_are_told(town: Town, mei: Visitor) -> None:
    for _ in range(305):
        town.traffic.begin("bot", "cloud", "W1")

    async with mei.feed() as feed:
        numbers = [each["number"] for each in feed.of("exchange")]

    assert sorted(numbers) == list(range(6, 306))


async def test_broken_rules_are_told(town: Town, mei: Visitor) -> None:
    async with mei.feed() as feed:
        town.bot.body = "never seen"
        town.slack.ack_seconds = 3
        await town.slack.shortcut(OPERATOR, "look_up")
        town.cloud.misuse.append("W9: project_id was sent: twice")

        await marker(town, feed)
        ack, misuse = feed.of("rule")

        assert ack == {
            "key": "rule/0",
            "kind": "rule",
            "number": 0,
            "rule": "ack-with-body",
            "detail": "the ack of a press shows nothing",
            "refusal": None,
            "of": "message",
            "message": ack["message"],
        }
        assert '"text": "never seen"' in ack["message"]
        assert misuse == {
            "key": "rule/cloud-0",
            "kind": "rule",
            "number": 0,
            "rule": "W9",
            "detail": "project_id was sent: twice",
            "refusal": None,
            "of": "cloud request",
            "message": "",
        }


async def test_the_weather_and_the_fleet_are_told(town: Town, mei: Visitor) -> None:
    town.live()
    async with mei.feed() as feed:
        weather, console = feed.known["weather"], feed.known["console"]

        assert console["fleet"] == town.cloud.life.summary  # type: ignore[union-attr]
        assert console["runs"]
        newest = console["runs"][0]
        assert newest.keys() == {
            "at",
            "source",
            "name",
            "outcome",
            "counts",
            "command",
        }
        times = [run["at"] for run in console["runs"]]
        assert times == sorted(times, reverse=True)
        assert {control["id"] for control in weather["controls"]} >= {
            "latency",
            "burst",
            "clear",
        }
        assert not any(control["on"] for control in weather["controls"])


async def test_nothing_is_told_while_nothing_happens(
    mei: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LOOK_SECONDS", 0.02)
    async with mei.feed() as feed:
        await feed.quiet(0.3)


async def test_a_page_looks_for_what_nobody_announces(
    town: Town, mei: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LOOK_SECONDS", 0.02)
    town.live()
    async with mei.feed() as feed:
        before = feed.known["console"]

        town.clock.advance(hours=3)

        await feed.until(lambda known: known["console"] != before)


async def test_what_happens_at_once_is_told_at_once(town: Town, mei: Visitor) -> None:
    async with mei.feed() as feed:
        for number in range(20):
            await town.slack.say(OPERATOR, f"number {number}")
        await feed.until(lambda _: len(feed.texts()) == 20)

        assert len(feed.events) < 20


async def test_a_page_that_comes_back_begins_anew(town: Town, mei: Visitor) -> None:
    async with mei.feed() as first:
        await marker(town, first)
        before = first.known

    async with mei.feed() as again:
        assert again.events[0]["reset"] is True
        assert again.known == before


async def test_a_page_that_closes_leaves_nothing_behind(
    town: Town, mei: Visitor, jonas: Visitor
) -> None:
    before = asyncio.all_tasks()
    async with mei.feed(), jonas.feed() as his:
        await marker(town, his)
        assert len(handlers(before)) == 2

    await town.post("nobody looks")
    async with asyncio.timeout(5):
        while handlers(before):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def handlers(before: set[asyncio.Task[object]]) -> list[str]:
    """What goes on now and did not before, in words."""
    new = asyncio.all_tasks() - before
    return [text for task in new if "stream" in (text := _stack(task))]


def _stack(task: asyncio.Task[object]) -> str:
    """Where the task stands, from the outside to the inside."""
    names = list[str]()
    inner: object = task.get_coro()
    while inner is not None:
        names.append(getattr(inner, "__qualname__", ""))
        inner = getattr(inner, "cr_await", None)
    return " ".join(names)


async def test_an_open_page_does_not_keep_the_server_from_stopping(
    town: Town, mei: Visitor
) -> None:
    async with mei.feed():
        async with asyncio.timeout(2):
            await town.slack.__aexit__()
        await town.slack.__aenter__()
