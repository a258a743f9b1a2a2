"""Blocks that Slack refuses, wherever a message goes."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.adapters.slack.messenger import SlackMessenger
from bot.blocks.ladder import simpler
from bot.domain.messages import Address, Message
from bot.errors import MessengerError, UncertainError
from bot.playground.slack import CHANNEL, OPERATOR, Delivery, LocalSlack
from tests.adapters.slack.scripted import (
    URL,
    Answer,
    ScriptedSlack,
    gives,
    refuses,
    resets,
    says,
)

TABLE = {
    "type": "table",
    "rows": [
        [{"type": "raw_text", "text": "Target"}, {"type": "raw_text", "text": "Why"}],
        [{"type": "raw_text", "text": "FIN-1"}, {"type": "raw_text", "text": "2"}],
    ],
}
CHART = {
    "type": "data_visualization",
    "title": "Failures",
    "chart": {
        "type": "bar",
        "series": [{"name": "failed", "data": [{"label": "9", "value": 3}]}],
        "axis_config": {"categories": ["9"]},
    },
}
TOO_LONG = {"type": "section", "text": {"type": "plain_text", "text": "x" * 3_001}}
MESSAGE = Message("3 failed", (CHART, TABLE))
POST, WHISPER = "chat.postMessage", "chat.postEphemeral"

TAKES = {
    URL: Address("", user="U1", channel="C1"),
    WHISPER: Address(user="U1", channel="C1"),
    POST: Address(user="U1"),
}
REFUSED = [
    says("invalid_blocks", 400),
    says("invalid_blocks", 404),
    says("invalid_blocks"),
    gives({"ok": False, "error": "msg_blocks_too_long"}),
    gives({"ok": False, "error": "invalid_attachments"}, 500),
]


def sent(script: ScriptedSlack, method: str) -> list[Any]:
    return [(body["text"], body.get("blocks", [])) for body in script.bodies(method)]


def rungs(message: Message) -> list[Any]:
    steps = [message, *simpler(message)]
    return [(step.text, [dict(block) for block in step.blocks]) for step in steps]


def test_this_message_has_all_rungs() -> None:
    kinds = [[block["type"] for block in blocks] for _, blocks in rungs(MESSAGE)]

    assert kinds[:2] == [["data_visualization", "table"], ["context", "table"]]
    assert kinds[2] == ["context", "section"]
    assert kinds[-1] == []


@pytest.mark.parametrize("answer", REFUSED, ids=range(5))
async def test_a_reply_gets_simpler_until_it_is_taken(
    script: ScriptedSlack, actor: SlackMessenger, answer: Answer
) -> None:
    script.will(URL, answer, answer, says())

    await actor.reply(Address(script.response_url), MESSAGE)

    assert sent(script, URL) == rungs(MESSAGE)[:3]


@pytest.mark.parametrize("method", [WHISPER, POST])
async def test_what_is_told_in_another_way_gets_simpler_too(
    script: ScriptedSlack, actor: SlackMessenger, method: str
) -> None:
    no = refuses("invalid_blocks")
    script.will(method, no, no, gives({"ok": True}))

    await actor.reply(TAKES[method], MESSAGE)

    assert sent(script, method) == rungs(MESSAGE)[:3]


async def test_a_share_gets_simpler_until_it_is_text_alone(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    no, steps = refuses("invalid_blocks"), rungs(MESSAGE)
    script.will(POST, *[no] * (len(steps) - 1), gives({"ok": True}))

    with capture_logs() as logs:
        await actor.share(Address(channel="C1"), MESSAGE, "p1")

    assert sent(script, POST) == steps
    assert "blocks" not in script.bodies(POST)[-1]
    assert [log["kinds"] for log in logs] == [
        [block["type"] for block in blocks] for _, blocks in steps[:-1]
    ]


async def test_a_share_through_the_response_url_gets_simpler_too(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(POST, refuses("not_in_channel"))
    script.will(URL, says("invalid_blocks", 400), says())

    await actor.share(Address(script.response_url, channel="C1"), MESSAGE, "p1")

    assert sent(script, URL) == rungs(MESSAGE)[:2]


async def test_a_text_that_is_refused_too_is_given_up(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(URL, says("invalid_blocks", 400))

    with pytest.raises(MessengerError) as caught:
        await actor.reply(Address(script.response_url), MESSAGE)

    assert (str(caught.value), caught.value.permanent) == (
        "response_url: 400 invalid_blocks",
        True,
    )
    assert sent(script, URL) == rungs(MESSAGE)


async def test_a_text_alone_is_not_sent_again(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(URL, says("invalid_blocks", 400))

    with pytest.raises(MessengerError):
        await actor.reply(Address(script.response_url), Message("3 failed"))

    assert len(script.calls) == 1


async def test_a_lost_answer_ends_the_ladder(
    script: ScriptedSlack, actor: SlackMessenger
) -> None:
    script.will(URL, says("invalid_blocks", 400), resets)

    with pytest.raises(UncertainError):
        await actor.reply(Address(script.response_url), MESSAGE)

    assert len(script.calls) == 2


async def test_slack_itself_takes_what_is_left(
    slack: LocalSlack, delivery: Delivery, messenger: SlackMessenger
) -> None:
    where = Address(delivery.response_url, user=OPERATOR, channel=CHANNEL)
    message = Message("3 failed", (TOO_LONG,))

    await messenger.reply(where, message)
    await messenger.share(where, message, "p1")

    assert [post.message["text"] for post in slack.posts] == ["3 failed"] * 2
