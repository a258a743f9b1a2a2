"""The playground as people open it, with the real bot."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientSession

from bot.demo import Stage, opened
from bot.demo.guiding import EXAMPLES
from bot.playground.cloud import SMALL, world
from bot.playground.slack import CHANNEL, GUEST, OPERATOR
from handlers.forms import opening
from tests.playground.page.town import Json
from tests.playground.page.visitor import Feed, Visitor

SECRETS = ("demo-password", "xoxb-demo", "xapp-demo")


@dataclass
class Open:
    """An open playground and what it printed."""

    url: str
    printed: list[str] = field(default_factory=list)


@asynccontextmanager
async def playground(stage: Stage) -> AsyncIterator[Open]:
    stop, printed = asyncio.Event(), list[str]()
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(
        opened(stage, stop, printed.append, address.set_result)
    )
    try:
        url = await asyncio.wait_for(address, 20)
        yield Open(url.removesuffix("/"), printed)
    finally:
        stop.set()
        await asyncio.wait_for(running, 5)


def answers(known: dict[str, Json]) -> list[Json]:
    """What the bot said to those who asked, but for what it said at once."""
    messages = [each for each in known.values() if each["kind"] == "message"]
    return [each for each in messages if each["blocks"] and each["channel"] == CHANNEL]


async def asks(visitor: Visitor, feed: Feed, line: str) -> Json:
    """Type it and wait for the answer."""
    before = len(answers(feed.known))
    await visitor.does("command", channel=CHANNEL, text=line)
    await feed.until(lambda known: len(answers(known)) > before)
    return max(answers(feed.known), key=lambda message: str(message["ts"]))


POOLS = "/runs pool status:failed,skipped since:yesterday"
FIRST_WORDS = {
    "/runs": "✖ Last 24 hours: ",
    "/runs find FIN": "Found for FIN: ",
    POOLS: "Pool runs: ",
    f"/runs task {world.TASK} {world.TASK_RUN}": "✖ Failed: Reboot\n",
    f"/runs order {world.ORDER_FINISHED}": "✖ Failed: nightly-backup\n",
}


# What opens a window is not answered.
ANSWERED = [one.text for one in EXAMPLES if opening(one.text) is None]


async def test_every_example_is_answered_and_breaks_no_rule(
    http: ClientSession,
) -> None:
    async with playground(Stage()) as there:
        mei = Visitor(OPERATOR, there.url, http)
        async with mei.feed() as feed:
            said = [await asks(mei, feed, line) for line in ANSWERED]
            await feed.until(
                lambda known: all(
                    each["seconds"] is not None
                    for each in known.values()
                    if each["kind"] == "exchange" and "WebSocket" not in each["what"]
                )
            )
            exchanges, rules = feed.of("exchange"), feed.of("rule")
        bodies = [
            (await mei.gets(f"/exchanges/{each['number']}"))[1] for each in exchanges
        ]

    told = {line: one["text"] for line, one in zip(ANSWERED, said, strict=True)}
    assert [
        told[line] for line, words in FIRST_WORDS.items() if words not in told[line]
    ] == []
    assert [message["private"] for message in said] == [True] * len(ANSWERED)
    assert rules == []
    assert [each["what"] for each in exchanges if each["failed"]] == []
    assert {(each["from"], each["to"]) for each in exchanges} == {
        ("Slack", "bot"),
        ("bot", "Slack"),
        ("bot", "cloud"),
    }
    leaked = [secret for secret in SECRETS for body in bodies if secret in str(body)]
    assert (leaked, all(json.loads(body) for body in bodies)) == ([], True)


async def test_what_is_printed_says_where_the_page_is_and_what_to_try(
    http: ClientSession,
) -> None:
    async with playground(Stage()) as there:
        printed = "\n".join(there.printed)
        async with Visitor(OPERATOR, there.url, http).feed() as feed:
            fleet = feed.known["console"]["fleet"]
            offered = feed.known["app"]["examples"]
            runs = feed.known["console"]["runs"]

    assert f"{there.url}/" in there.printed[0]
    assert fleet in printed
    assert f"{SMALL.tasks} tasks, {SMALL.desktops} desktops" in fleet
    tries = [line.strip() for line in there.printed if line.startswith("  ")]
    assert tries == [example["text"] for example in offered[:3]]
    assert there.printed[-1] == "The playground is closed."
    assert len(runs) > 5


async def test_the_app_offers_what_its_manifest_says(http: ClientSession) -> None:
    async with (
        playground(Stage()) as there,
        Visitor(OPERATOR, there.url, http).feed() as feed,
    ):
        app = feed.known["app"]

    assert [each["command"] for each in app["commands"]] == ["/runs"]
    assert (app["home"], app["messages"]) == (True, "read-only")


async def test_home_has_every_digest_for_its_manager(http: ClientSession) -> None:
    async with playground(Stage()) as there:
        mei = Visitor(OPERATOR, there.url, http)
        async with mei.feed() as feed:
            await mei.does("home")
            await feed.until(lambda known: "home" in known)
            home = str(feed.known["home"]["blocks"])

    assert "You are a manager, so these are all that there are." in home
    assert "/runs digest pause night-shift" in home


async def test_a_guest_is_refused_politely(http: ClientSession) -> None:
    async with playground(Stage()) as there:
        ana = Visitor(GUEST, there.url, http)
        async with ana.feed() as feed:
            said = await asks(ana, feed, "/runs pool")

    assert said["private"] is True
    assert "Pool runs" not in said["text"]


@pytest.mark.parametrize("control", ["status-503", "expire-tokens", "down/pool"])
async def test_bad_weather_is_answered_and_passes(
    http: ClientSession, control: str
) -> None:
    async with playground(Stage()) as there:
        mei = Visitor(OPERATOR, there.url, http)
        async with mei.feed() as feed:
            await mei.does("weather", id=control, on=True)
            await asks(mei, feed, "/runs help")
            await mei.does("weather", id="clear")

            said = await asks(mei, feed, POOLS)

    assert said["text"].startswith("Pool runs: ")


async def test_a_thousand_failures_can_be_shown(http: ClientSession) -> None:
    async with playground(Stage()) as there:
        mei = Visitor(OPERATOR, there.url, http)
        async with mei.feed() as feed:
            command = (await mei.does("weather", id="burst"))["command"]

            said = await asks(mei, feed, command)

            assert "1,000 failed" in said["text"] or "1000 failed" in said["text"]
            assert feed.of("rule") == []


async def test_the_port_is_the_one_that_was_asked_for_if_it_is_free(
    http: ClientSession,
) -> None:
    async with playground(Stage()) as first:
        port = int(first.url.rpartition(":")[2])
        async with playground(Stage(port=port)) as second:
            assert second.url != first.url
            async with http.get(f"{second.url}/") as response:
                assert response.status == 200

    async with playground(Stage(port=port)) as again:
        assert again.url == first.url


async def test_it_closes_soon_although_an_answer_never_comes(
    http: ClientSession,
) -> None:
    async with playground(Stage()) as there:
        mei = Visitor(OPERATOR, there.url, http)
        await mei.does("weather", id="hang")
        await mei.does("command", channel=CHANNEL, text=EXAMPLES[0].text)
