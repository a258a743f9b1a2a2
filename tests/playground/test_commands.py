import hashlib
import hmac
import json
import re
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest

from bot.playground.loopback import LoopbackServer
from bot.playground.slack import (
    CHANNEL,
    COLLEAGUE,
    OPERATOR,
    OTHER_TEAM,
    PRIVATE_CHANNEL,
    LocalSlack,
)
from bot.playground.slack.deliveries import Post
from tests.playground.hand_clock import HandClock
from tests.playground.tiny_bot import TinyBot

SLACKS_OWN = ("User-Agent", "Accept", "Content-Type")


def expected_signature(body: str, timestamp: str) -> str:
    key = hashlib.sha256
    text = b"v0:" + timestamp.encode() + b":" + body.encode()
    return "v0=" + hmac.digest(b"playground-secret", text, key).hex()


async def test_a_command_carries_every_field(slack: LocalSlack, bot: TinyBot) -> None:
    delivery = await slack.command(user=OPERATOR, text="script a&b=ü <x>")

    form = dict(parse_qsl(bot.bodies[0], keep_blank_values=True, strict_parsing=True))
    assert re.fullmatch(r"\d+\.\d+\.[0-9a-f]{32}", form.pop("trigger_id"))
    assert form == {
        "token": "verification-token-nobody-checks",
        "team_id": "T0RUNWATCH1",
        "team_domain": "runwatch-playground",
        "channel_id": CHANNEL,
        "channel_name": "operations",
        "user_id": OPERATOR,
        "user_name": "mei.tan",
        "command": "/runs",
        "text": "script a&b=ü <x>",
        "api_app_id": "A0RUNWATCH1",
        "is_enterprise_install": "false",
        "response_url": delivery.response_url,
    }


async def test_a_command_has_slacks_headers(
    slack: LocalSlack, bot: TinyBot, clock: HandClock
) -> None:
    await slack.command(user=OPERATOR, text="help")

    (headers,) = bot.headers
    timestamp = str(int(clock().timestamp()))
    assert {name: headers[name] for name in SLACKS_OWN} == {
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "Accept": "application/json,*/*",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    assert headers["X-Slack-Request-Timestamp"] == timestamp
    assert headers["X-Slack-Signature"] == expected_signature(bot.bodies[0], timestamp)


async def test_an_old_command_is_signed_with_its_old_time(
    slack: LocalSlack, bot: TinyBot, clock: HandClock
) -> None:
    await slack.command(user=OPERATOR, text="help", timestamp_offset=-301)

    (headers,) = bot.headers
    timestamp = str(int((clock() - timedelta(seconds=301)).timestamp()))
    assert headers["X-Slack-Request-Timestamp"] == timestamp
    assert headers["X-Slack-Signature"] == expected_signature(bot.bodies[0], timestamp)


async def test_a_wrong_signature_can_be_sent(slack: LocalSlack, bot: TinyBot) -> None:
    await slack.command(user=OPERATOR, text="help", signature="v0=wrong")

    assert bot.headers[0]["X-Slack-Signature"] == "v0=wrong"


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        (PRIVATE_CHANNEL, "privategroup"),
        ("D0DIRECT001", "directmessage"),
    ],
)
async def test_a_command_can_come_from_elsewhere(
    slack: LocalSlack, bot: TinyBot, channel: str, name: str
) -> None:
    await slack.command(
        user="U0NOBODY001",
        text="",
        command="/other",
        channel=channel,
        team=OTHER_TEAM,
    )

    form = dict(parse_qsl(bot.bodies[0], keep_blank_values=True))
    told = ("team_id", "channel_id", "channel_name", "user_id", "user_name", "command")
    assert [form[key] for key in told] == [
        OTHER_TEAM,
        channel,
        name,
        "U0NOBODY001",
        "",
        "/other",
    ]


async def test_an_ack_of_plain_text_is_seen_by_the_asker(
    slack: LocalSlack, bot: TinyBot, clock: HandClock
) -> None:
    bot.body = "One moment…"

    delivery = await slack.command(user=OPERATOR, text="help")

    message = {"text": "One moment…", "response_type": "ephemeral"}
    assert (delivery.status, delivery.ack, delivery.error) == (200, message, None)
    (post,) = slack.posts
    assert delivery.ack_post == Post(message, OPERATOR, clock(), "ack", post.shown)
    assert delivery.ack_post == post
    assert (slack.broken_rules, slack.deliveries) == ([], [delivery])


async def test_an_ack_of_json_can_be_seen_by_all(
    slack: LocalSlack, bot: TinyBot, clock: HandClock
) -> None:
    bot.content_type = "application/json"
    bot.body = '{"text": "done", "response_type": "in_channel"}'

    delivery = await slack.command(user=COLLEAGUE, text="help")

    (post,) = slack.posts
    message = json.loads(bot.body)
    assert delivery.ack_post == Post(message, None, clock(), "ack", post.shown)
    assert [m["text"] for m in slack.channels[CHANNEL].messages] == ["done"]


@pytest.mark.parametrize(
    ("kind", "body", "ack"),
    [
        ("text/plain", "", None),
        ("application/json", "{}", {}),
        (
            "application/json",
            '{"response_type": "in_channel"}',
            {"response_type": "in_channel"},
        ),
    ],
    ids=["empty", "empty object", "only a response type"],
)
async def test_an_ack_can_say_nothing(
    slack: LocalSlack, bot: TinyBot, kind: str, body: str, ack: dict[str, str] | None
) -> None:
    bot.content_type = kind
    bot.body = body

    delivery = await slack.command(user=OPERATOR, text="help")

    assert (delivery.ack, delivery.ack_post, delivery.error) == (ack, None, None)
    assert (slack.posts, slack.broken_rules) == ([], [])


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ("[]", []),
        ("{", []),
        (
            '{"text": "x", "blocks": [{"type": "x"}], "response_type": "ephemeral"}',
            ["unknown-type"],
        ),
    ],
    ids=["list", "no JSON", "bad blocks"],
)
async def test_an_ack_that_slack_cannot_read_shows_an_error(
    slack: LocalSlack, bot: TinyBot, body: str, rules: list[str]
) -> None:
    bot.content_type = "application/json"
    bot.body = body

    delivery = await slack.command(user=OPERATOR, text="help")

    assert (delivery.error, delivery.ack_post) == ("invalid_command_response", None)
    assert [rule.rule for rule in slack.broken_rules] == rules


async def test_an_ack_of_json_must_say_who_sees_it(
    slack: LocalSlack, bot: TinyBot
) -> None:
    bot.content_type = "application/json"
    bot.body = '{"text": "x"}'

    delivery = await slack.command(user=OPERATOR, text="help")

    assert delivery.ack_post is not None
    assert delivery.ack_post.visible_to == OPERATOR
    assert [rule.rule for rule in slack.broken_rules] == ["response-type-unsaid"]


async def test_an_ack_that_is_late_is_a_time_out(
    slack: LocalSlack, bot: TinyBot
) -> None:
    slack.ack_seconds = 0.05
    bot.hangs = True

    delivery = await slack.command(user=OPERATOR, text="help")

    assert (delivery.timed_out, delivery.error) == (True, "operation_timeout")
    assert (delivery.status, delivery.ack) == (0, None)
    assert delivery.ack_seconds > 0


async def test_an_ack_with_another_status_fails(
    slack: LocalSlack, bot: TinyBot
) -> None:
    bot.status = 404
    bot.body = "nothing here"

    delivery = await slack.command(user=OPERATOR, text="help")

    assert (delivery.status, delivery.ack) == (404, None)
    assert (delivery.timed_out, delivery.error) == (False, "dispatch_failed")


async def test_a_bot_that_is_not_there_is_not_reached(slack: LocalSlack) -> None:
    async with LoopbackServer(TinyBot()) as gone:
        slack.events_url = gone.url

    delivery = await slack.command(user=OPERATOR, text="help")

    assert (delivery.status, delivery.error) == (0, "dispatch_failed")


async def test_a_command_cannot_be_typed_in_a_thread(slack: LocalSlack) -> None:
    with pytest.raises(ValueError, match="not supported in threads"):
        await slack.command(user=OPERATOR, text="help", thread_ts="1768469400.000001")

    assert slack.deliveries == []


async def test_a_command_can_come_twice(slack: LocalSlack, bot: TinyBot) -> None:
    slack.twice = True
    bot.body = "One moment…"

    delivery = await slack.command(user=OPERATOR, text="help")

    assert bot.bodies[0] == bot.bodies[1]
    assert [post.message for post in slack.posts] == [delivery.ack, delivery.ack]
    assert slack.deliveries == [delivery]


async def test_an_ack_has_three_seconds() -> None:
    slack = LocalSlack(signing_secret="s", bot_token="t", scopes=())

    assert slack.ack_seconds == 3
