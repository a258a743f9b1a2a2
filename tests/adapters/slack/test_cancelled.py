"""The bot is stopped while it speaks to Slack: what was sent may have arrived."""

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import pytest

from bot.adapters.slack.client import writing_client
from bot.adapters.slack.flights import Flight
from bot.adapters.slack.messenger import SlackMessenger
from bot.adapters.slack.outcomes import Outcome
from bot.domain.messages import Address, Message, Modal
from bot.errors import UncertainError
from bot.playground.loopback import never
from tests.adapters.slack.scripted import (
    URL,
    Answer,
    ScriptedSlack,
    gives,
    hangs,
    refuses,
    resets,
    throttles,
)
from tests.adapters.socket_mode.server import until
from tests.fakes import StoppedClock

MESSAGE, MODAL = Message("3 failed"), Modal("Output", ())
WHISPER, POST = "chat.postEphemeral", "chat.postMessage"
OPEN, UPDATE, READ = "views.open", "views.update", "conversations.history"
HERE, THEM = Address(user="U1", channel="C1"), Address(user="U1")

Saying = Callable[[SlackMessenger, ScriptedSlack], Awaitable[object]]


async def answer(messenger: SlackMessenger, script: ScriptedSlack) -> None:
    where = Address(script.response_url, user="U1", channel="C1")
    await messenger.reply(where, MESSAGE)


async def whisper(messenger: SlackMessenger, _: ScriptedSlack) -> None:
    await messenger.reply(HERE, MESSAGE)


async def write(messenger: SlackMessenger, _: ScriptedSlack) -> None:
    await messenger.reply(THEM, MESSAGE)


async def share(messenger: SlackMessenger, _: ScriptedSlack) -> None:
    await messenger.share(HERE, MESSAGE, "p1")


async def publish(messenger: SlackMessenger, script: ScriptedSlack) -> None:
    await messenger.share(Address(script.response_url), MESSAGE, "p1")


async def open_window(messenger: SlackMessenger, _: ScriptedSlack) -> None:
    await messenger.open("t1", "w1", MODAL)


async def update(messenger: SlackMessenger, _: ScriptedSlack) -> None:
    await messenger.update("w1", MODAL)


SAYINGS = [
    (answer, URL),
    (whisper, WHISPER),
    (write, POST),
    (share, POST),
    (publish, URL),
    (open_window, OPEN),
]


@pytest.fixture
def clock() -> StoppedClock:
    """Whoever waits does so until they are stopped."""
    return StoppedClock()


async def stopped(
    saying: Awaitable[object], when: Callable[[], object]
) -> BaseException:
    """How it ends where the bot is stopped once `when` holds."""
    task = asyncio.ensure_future(saying)
    await until(when)
    task.cancel()
    [ending] = await asyncio.gather(task, return_exceptions=True)
    assert isinstance(ending, BaseException)
    return ending


@pytest.mark.parametrize(("saying", "method"), SAYINGS)
async def test_what_was_sent_and_not_answered_is_uncertain(
    script: ScriptedSlack, actor: SlackMessenger, saying: Saying, method: str
) -> None:
    script.will(method, hangs)

    ending = await stopped(saying(actor, script), lambda: script.calls)

    assert isinstance(ending, UncertainError)
    assert isinstance(ending.__cause__, asyncio.CancelledError)
    assert str(ending) == f"{method}: cancelled while it was out"
    assert script.called == [method]


@pytest.mark.parametrize(("saying", "method"), SAYINGS)
async def test_what_waits_as_slack_asks_is_only_cancelled(
    script: ScriptedSlack,
    actor: SlackMessenger,
    clock: StoppedClock,
    *,
    saying: Saying,
    method: str,
) -> None:
    script.will(method, throttles(2))

    ending = await stopped(saying(actor, script), lambda: clock.slept)

    assert isinstance(ending, asyncio.CancelledError)


async def test_what_waits_for_its_turn_is_only_cancelled(
    script: ScriptedSlack, actor: SlackMessenger, clock: StoppedClock
) -> None:
    await share(actor, script)

    ending = await stopped(share(actor, script), lambda: clock.slept)

    assert isinstance(ending, asyncio.CancelledError)
    assert script.called == [POST]


@pytest.mark.parametrize(("saying", "method"), SAYINGS)
async def test_what_waits_for_a_connection_is_only_cancelled(
    script: ScriptedSlack, clock: StoppedClock, saying: Saying, method: str
) -> None:
    connector = aiohttp.TCPConnector(limit=1)
    async with aiohttp.ClientSession(connector=connector) as session:
        client = writing_client(script.api_url, "xoxb-1", session)
        messenger = SlackMessenger(session, client, clock)
        script.will(UPDATE, hangs)
        first = asyncio.create_task(update(messenger, script))
        await until(lambda: script.calls)

        ending = await stopped(saying(messenger, script), connector._waiters.values)

        first.cancel()
        await asyncio.wait([first])
    assert isinstance(ending, asyncio.CancelledError)
    assert script.called == [UPDATE], method


async def test_what_may_be_done_again_is_only_cancelled(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(UPDATE, hangs)

    ending = await stopped(update(actor, script), lambda: script.calls)

    assert isinstance(ending, asyncio.CancelledError)


@pytest.mark.parametrize("look", [hangs, gives({"ok": True})], ids=["out", "pause"])
async def test_a_lost_post_that_is_being_looked_for_is_uncertain(
    script: ScriptedSlack, actor: SlackMessenger, clock: StoppedClock, look: Answer
) -> None:
    script.will(POST, resets)
    script.will(READ, look)

    ending = await stopped(
        share(actor, script),
        lambda: clock.slept or (look is hangs and script.bodies(READ)),
    )

    assert isinstance(ending, UncertainError)
    assert isinstance(ending.__cause__, asyncio.CancelledError)
    assert script.called == [POST, READ]


async def test_what_a_url_refused_and_the_conversation_may_have_shown_is_uncertain(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(URL, refuses("used_url"))
    script.will(WHISPER, hangs)

    ending = await stopped(answer(actor, script), lambda: script.bodies(WHISPER))

    assert isinstance(ending, UncertainError)


async def test_a_flight_that_nobody_watches_may_always_have_left() -> None:
    begun = asyncio.Event()

    async def sending() -> Outcome:
        begun.set()
        await never()

    ending = await stopped(Flight(POST).land(sending, None), begun.is_set)

    assert isinstance(ending, UncertainError)
