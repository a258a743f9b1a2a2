"""Home tabs, by `views.publish`."""

import pytest
from structlog.testing import capture_logs

from bot.adapters.slack.messenger import SlackMessenger
from bot.domain.messages import Message
from bot.errors import MessengerError
from bot.playground.slack import OPERATOR, LocalSlack
from tests.adapters.slack.scripted import (
    Answer,
    ScriptedSlack,
    gives,
    refuses,
    resets,
    says,
    throttles,
)
from tests.fakes import FakeClock

PUBLISH = "views.publish"
BLOCK = {
    "type": "section",
    "text": {"type": "mrkdwn", "text": "a &lt; b", "verbatim": True},
}
HOME = Message("a &lt; b", (BLOCK,))
VIEW = {"type": "home", "callback_id": "runs.home", "blocks": [BLOCK]}
PLAIN = VIEW | {
    "blocks": [
        {
            "type": "section",
            "text": {"type": "plain_text", "text": "a < b", "emoji": False},
        }
    ]
}
SENT, SIMPLER = ((PUBLISH, {"user_id": "U1", "view": one}) for one in (VIEW, PLAIN))


async def test_a_home_is_shown_to_one_person(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    await messenger.publish(OPERATOR, HOME)

    home = slack.workspace.views.home(OPERATOR)
    assert home is not None
    assert home.versions == [VIEW]
    assert slack.broken_rules == []


@pytest.mark.parametrize(
    "lost",
    [resets, says("oops", 500), refuses("internal_error"), throttles(3)],
    ids=["reset", "500", "error", "throttled"],
)
async def test_a_home_whose_answer_is_lost_is_sent_again(
    script: ScriptedSlack, actor: SlackMessenger, lost: Answer
) -> None:
    script.will(PUBLISH, lost, gives({"ok": True}))

    await actor.publish("U1", HOME)

    assert script.calls == [SENT, SENT]


async def test_a_home_whose_blocks_are_refused_is_one_text(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(PUBLISH, refuses("invalid_arguments"), gives({"ok": True}))

    with capture_logs() as logs:
        await actor.publish("U1", HOME)

    assert script.calls == [SENT, SIMPLER]
    assert [one["event"] for one in logs] == ["blocks_refused"]


@pytest.mark.parametrize("code", ["not_enabled", "invalid_auth", "user_not_found"])
async def test_what_slack_never_takes_is_not_sent_again(
    script: ScriptedSlack, actor: SlackMessenger, clock: FakeClock, code: str
) -> None:
    script.will(PUBLISH, refuses(code))

    with pytest.raises(MessengerError) as caught:
        await actor.publish("U1", HOME)

    assert (caught.value.code, caught.value.permanent) == (code, True)
    assert (script.calls, clock.slept) == ([SENT], [])
