import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.adapters.slack.calls import SlackCalls
from bot.adapters.slack.client import writing_client
from bot.adapters.slack.codes import CODES, Fate
from bot.adapters.slack.flights import watch
from bot.adapters.slack.messenger import SlackMessenger
from bot.adapters.slack.outcomes import Outcome
from bot.adapters.slack.patience import Patience, Terms
from bot.domain.messages import Modal
from bot.errors import MessengerError, TooLateError, UncertainError
from bot.playground.slack import (
    OPERATOR,
    Fault,
    LocalSlack,
    RateLimited,
    ResetAfterStoring,
    ResetBefore,
    ServerError,
)
from tests.adapters.slack.scripted import (
    Answer,
    ScriptedSlack,
    gives,
    hangs,
    refuses,
    resets,
    says,
    throttles,
)
from tests.adapters.socket_mode.server import until
from tests.fakes import FakeClock

OPEN, UPDATE = "views.open", "views.update"
BLOCK = {
    "type": "section",
    "text": {"type": "mrkdwn", "text": "a &lt; b", "verbatim": True},
}
OUTPUT = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_preformatted",
            "elements": [{"type": "text", "text": "line &amp; more"}],
        }
    ],
}
PRESSABLE = {
    "type": "actions",
    "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Next"}}],
}
MODAL = Modal("Output", (BLOCK,))
OTHER = Modal("Output", (OUTPUT,))
VIEW = {
    "type": "modal",
    "callback_id": "runs.window",
    "external_id": "w1",
    "title": {"type": "plain_text", "text": "Output", "emoji": False},
    "close": {"type": "plain_text", "text": "Close", "emoji": False},
    "blocks": [BLOCK],
}
LOST = [resets, says("oops", 500), refuses("internal_error"), gives([])]


def windows(slack: LocalSlack) -> list[Any]:
    return slack._workspace.views.modals(OPERATOR)


def trigger(slack: LocalSlack) -> str:
    return slack._workspace.triggers.issue(OPERATOR)


async def test_a_window_opens_for_who_pressed(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    await messenger.open(trigger(slack), "w1", MODAL)

    [window] = windows(slack)
    assert window.external_id == "w1"
    assert slack.calls[0].arguments["view"] == VIEW
    assert slack.broken_rules == []


async def test_a_window_that_is_open_shows_something_else(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    await messenger.open(trigger(slack), "w1", MODAL)

    there = await messenger.update("w1", OTHER)

    [window] = windows(slack)
    assert there is True
    assert [block["type"] for block in window.blocks] == ["rich_text"]


async def test_a_window_that_was_closed_shows_nothing_more(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    await messenger.open(trigger(slack), "w1", MODAL)
    slack._workspace.views.close(OPERATOR)

    assert await messenger.update("w1", OTHER) is False


async def test_a_window_that_slack_does_not_know_yet_is_asked_for_once_more(
    script: ScriptedSlack, actor: SlackMessenger, clock: FakeClock
) -> None:
    script.will(UPDATE, refuses("not_found"), gives({"ok": True}))

    assert await actor.update("w1", MODAL) is True

    assert script.calls == [(UPDATE, {"external_id": "w1", "view": VIEW})] * 2
    assert clock.slept == [0.5]


async def test_a_window_that_slack_still_does_not_know_is_closed(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(UPDATE, refuses("not_found"))

    assert await actor.update("w1", MODAL) is False

    assert script.called == [UPDATE] * 2


async def test_a_window_of_which_no_answer_comes_is_given_up_after_four_seconds(
    script: ScriptedSlack, actor: SlackMessenger, clock: FakeClock
) -> None:
    async def dawdles(request: web.BaseRequest) -> web.StreamResponse:
        clock.time += timedelta(seconds=3.9)
        return await refuses("invalid_blocks")(request)

    script.will(OPEN, dawdles, hangs)

    async with asyncio.timeout(2):
        with pytest.raises(UncertainError, match=r"^views\.open: given up$"):
            await actor.open("t1", "w1", MODAL)

    assert script.called == [OPEN, OPEN]


async def test_a_window_that_slack_was_never_asked_for_is_too_late(
    script: ScriptedSlack, clock: FakeClock
) -> None:
    connector = aiohttp.TCPConnector(limit=1)
    async with aiohttp.ClientSession(connector=connector) as session:
        watch(session)
        client = writing_client(script.api_url, "xoxb-1", session)
        calls = SlackCalls(client, Patience(clock))
        script.will(UPDATE, hangs)
        again = Terms(UPDATE, repeatable=True)
        first = asyncio.create_task(calls.write(UPDATE, {}, again))
        await until(lambda: script.calls)

        soon = clock.now() + timedelta(seconds=0.05)
        outcome = await calls.write(OPEN, {}, Terms(OPEN, given_up=soon))

        first.cancel()
        await asyncio.wait([first])
    assert outcome == Outcome(Fate.TOO_LATE, "views.open: given up")
    assert script.called == [UPDATE]


async def test_a_trigger_opens_one_window(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    once = trigger(slack)
    await messenger.open(once, "w1", MODAL)

    with pytest.raises(TooLateError):
        await messenger.open(once, "w2", MODAL)


async def test_a_trigger_lives_for_three_seconds(
    slack: LocalSlack, messenger: SlackMessenger, clock: FakeClock
) -> None:
    old = trigger(slack)
    await clock.sleep(3)

    with pytest.raises(TooLateError, match="expired_trigger_id"):
        await messenger.open(old, "w1", MODAL)


@pytest.mark.parametrize("code", sorted(CODES[Fate.TOO_LATE]))
async def test_every_way_to_come_too_late(
    script: ScriptedSlack, actor: SlackMessenger, code: str
) -> None:
    script.will(OPEN, refuses(code))

    with pytest.raises(TooLateError) as caught:
        await actor.open("t.secret", "w1", MODAL)

    assert "secret" not in str(caught.value)
    assert script.calls == [(OPEN, {"trigger_id": "t.secret", "view": VIEW})]


async def test_short_throttling_is_waited_out(
    slack: LocalSlack, messenger: SlackMessenger, clock: FakeClock
) -> None:
    slack.faults.next(OPEN, RateLimited(2))

    await messenger.open(trigger(slack), "w1", MODAL)

    assert (len(windows(slack)), clock.slept) == (1, [2])


@pytest.mark.parametrize("seconds", [3, 30])
async def test_throttling_beyond_the_triggers_life_is_too_late_at_once(
    slack: LocalSlack, messenger: SlackMessenger, clock: FakeClock, seconds: int
) -> None:
    slack.faults.next(OPEN, RateLimited(seconds))

    with pytest.raises(TooLateError):
        await messenger.open(trigger(slack), "w1", MODAL)

    assert (windows(slack), clock.slept) == ([], [])


async def test_who_presses_while_slack_wants_to_be_left_alone_is_too_late(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(OPEN, throttles(30), gives({"ok": True}))

    for _ in range(2):
        with pytest.raises(TooLateError):
            await actor.open("t1", "w1", MODAL)

    assert script.called == [OPEN]


async def test_without_a_connection_it_is_too_late_in_the_end(
    session: aiohttp.ClientSession, clock: FakeClock
) -> None:
    client = writing_client("http://127.0.0.1:9/api/", "xoxb-1", session)

    with pytest.raises(TooLateError, match="ClientConnectorError"):
        await SlackMessenger(session, client, clock).open("t1", "w1", MODAL)

    assert clock.slept == [1, 1]


@pytest.mark.parametrize("lost", LOST, ids=range(4))
async def test_whether_a_window_opened_may_be_unknown(
    script: ScriptedSlack, actor: SlackMessenger, lost: Answer
) -> None:
    script.will(OPEN, lost)

    with pytest.raises(UncertainError):
        await actor.open("t1", "w1", MODAL)

    assert script.called == [OPEN]


@pytest.mark.parametrize("lost", LOST, ids=range(4))
async def test_a_change_that_was_lost_is_asked_for_again(
    script: ScriptedSlack, actor: SlackMessenger, lost: Answer
) -> None:
    script.will(UPDATE, lost, lost, throttles(1), gives({"ok": True}))

    assert await actor.update("w1", MODAL) is True

    assert script.calls == [(UPDATE, {"external_id": "w1", "view": VIEW})] * 4


@pytest.mark.parametrize(
    "fault", [ResetBefore(), ResetAfterStoring(), ServerError(500)]
)
async def test_a_window_shows_a_change_once(
    slack: LocalSlack, messenger: SlackMessenger, fault: Fault
) -> None:
    await messenger.open(trigger(slack), "w1", MODAL)
    slack.faults.next(UPDATE, fault, times=2)

    assert await messenger.update("w1", OTHER) is True

    [window] = windows(slack)
    assert [block["type"] for block in window.blocks] == ["rich_text"]


async def test_a_change_that_is_lost_each_time_is_given_up(
    script: ScriptedSlack, actor: SlackMessenger, clock: FakeClock
) -> None:
    script.will(UPDATE, resets)

    with pytest.raises(UncertainError):
        await actor.update("w1", MODAL)

    assert (len(script.calls), clock.slept) == (4, [1, 1, 1])


@pytest.mark.parametrize(
    "code", ["invalid_blocks", "invalid_arguments", "view_too_large"]
)
async def test_blocks_that_slack_refuses_become_one_plain_text(
    script: ScriptedSlack, actor: SlackMessenger, code: str
) -> None:
    reasons = {"messages": ["[ERROR] too long [json-pointer:/view/blocks/0]"]}
    script.will(UPDATE, refuses(code, response_metadata=reasons), gives({"ok": True}))
    modal = Modal("Output of a very long name indeed", (BLOCK, OUTPUT, PRESSABLE))

    with capture_logs() as logs:
        assert await actor.update("w1", modal) is True

    shown = script.bodies(UPDATE)[-1]["view"]
    text = {"type": "plain_text", "text": "a < b\nline &amp; more", "emoji": False}
    assert shown["blocks"] == [{"type": "section", "text": text}]
    assert shown["title"]["text"] == "Output of a very long n…"
    assert logs == [
        {
            "event": "blocks_refused",
            "said": f"views.update: 200 {code}",
            "why": reasons["messages"],
            "kinds": ["section", "rich_text", "actions"],
            "log_level": "error",
        }
    ]


async def test_a_window_with_refused_blocks_opens_all_the_same(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    long = {"type": "section", "text": {"type": "plain_text", "text": "x" * 3_001}}

    await messenger.open(trigger(slack), "w1", Modal("Output", (long,)))

    [window] = windows(slack)
    assert window.blocks[0]["text"]["text"] == "x" * 2_999 + "…"


async def test_a_window_with_nothing_to_say_says_so(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(OPEN, refuses("invalid_blocks"), gives({"ok": True}))

    await actor.open("t1", "w1", Modal("Output", ({"type": "divider"},)))

    text = script.bodies(OPEN)[-1]["view"]["blocks"][0]["text"]["text"]
    assert text == "There is nothing to show."


async def test_a_plain_text_that_is_refused_too_is_given_up(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(UPDATE, refuses("invalid_blocks"))

    with pytest.raises(MessengerError) as caught:
        await actor.update("w1", MODAL)

    assert caught.value.permanent
    assert len(script.calls) == 2
