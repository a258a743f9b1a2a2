import json
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.playground.slack import (
    BOT_USER,
    CHANNEL,
    COLLEAGUE,
    GUEST,
    OPERATOR,
    PRIVATE_CHANNEL,
    STRANGER,
    UNJOINED_CHANNEL,
    ApiCall,
    Channel,
    LocalSlack,
)
from bot.playground.slack.deliveries import Post
from bot.playground.slack.people import channels, people
from bot.playground.slack.web_api import WebApi
from bot.playground.slack.workspace import Workspace
from tests.playground.hand_clock import HandClock

TOKEN = {"Authorization": "Bearer xoxb-playground"}


async def call(
    slack: LocalSlack, http: ClientSession, method: str, **arguments: object
) -> dict[str, Any]:
    url = slack.api_url + method
    async with http.post(url, headers=TOKEN, json=arguments) as response:
        assert response.status == 200
        answer: dict[str, Any] = await response.json()
        return answer


def web_api(*scopes: str) -> WebApi:
    workspace = Workspace(HandClock())
    return WebApi(workspace, bot_token="xoxb-playground", scopes=scopes)


async def test_auth_test_says_who_the_bot_is(
    slack: LocalSlack, http: ClientSession
) -> None:
    assert await call(slack, http, "auth.test") == {
        "ok": True,
        "url": "https://runwatch-playground.slack.com/",
        "team": "Runwatch Playground",
        "user": "runwatch",
        "team_id": "T0RUNWATCH1",
        "user_id": "U0RUNWATCH1",
        "bot_id": "B0RUNWATCH1",
        "is_enterprise_install": False,
    }


async def test_every_answer_names_the_scopes(
    slack: LocalSlack, http: ClientSession
) -> None:
    accepted = {}
    for method in ("auth.test", "users.info", "chat.postMessage", "nonsense"):
        async with http.post(slack.api_url + method) as response:
            assert (
                response.headers["x-oauth-scopes"] == "commands,users:read,chat:write"
            )
            accepted[method] = response.headers["x-accepted-oauth-scopes"]

    assert accepted == {
        "auth.test": "",
        "users.info": "users:read",
        "chat.postMessage": "chat:write",
        "nonsense": "",
    }


async def test_arguments_come_as_query_form_or_json(
    slack: LocalSlack, http: ClientSession, clock: HandClock
) -> None:
    url = f"{slack.api_url}users.info"
    wanted = {"user": OPERATOR}
    inline = {**wanted, "token": "xoxb-playground"}

    async with (
        http.get(url, params=wanted, headers=TOKEN) as as_query,
        http.post(url, data=inline) as as_form,
        http.post(url, json=inline) as as_json,
    ):
        answers = [await each.json() for each in (as_query, as_form, as_json)]

    user = {"ok": True, "user": people()[OPERATOR].as_user()}
    assert answers == [user, user, user]
    assert slack.calls == [ApiCall("users.info", wanted, clock())] * 3
    assert [each.ok for each in slack.calls] == [True] * 3


@pytest.mark.parametrize(
    ("body", "error"), [("{", "invalid_json"), ("[]", "json_not_object")]
)
async def test_a_body_that_is_no_json_object_is_refused(
    slack: LocalSlack, http: ClientSession, body: str, error: str
) -> None:
    headers = {**TOKEN, "Content-Type": "application/json; charset=utf-8"}
    url = f"{slack.api_url}auth.test"

    async with http.post(url, data=body, headers=headers) as response:
        answer = await response.json()

    assert answer == {"ok": False, "error": error}
    assert [(each.ok, each.error) for each in slack.calls] == [(False, error)]


@pytest.mark.parametrize(
    ("method", "token", "scopes", "answer"),
    [
        (
            "api.nonsense",
            "xoxb-playground",
            (),
            {"ok": False, "error": "unknown_method", "req_method": "api.nonsense"},
        ),
        ("auth.test", "", (), {"ok": False, "error": "not_authed"}),
        ("auth.test", "xoxb-other", (), {"ok": False, "error": "invalid_auth"}),
        (
            "users.info",
            "xoxb-playground",
            ("commands", "chat:write"),
            {
                "ok": False,
                "error": "missing_scope",
                "needed": "users:read",
                "provided": "commands,chat:write",
            },
        ),
        (
            "chat.postMessage",
            "xoxb-playground",
            ("users:read",),
            {
                "ok": False,
                "error": "missing_scope",
                "needed": "chat:write",
                "provided": "users:read",
            },
        ),
    ],
    ids=["method", "no token", "wrong token", "read scope", "write scope"],
)
def test_who_may_not_call_is_told_why(
    method: str, token: str, scopes: tuple[str, ...], answer: dict[str, Any]
) -> None:
    assert web_api(*scopes).call(method, token, {}) == answer


async def test_a_person_is_described_as_slack_does(
    slack: LocalSlack, http: ClientSession
) -> None:
    assert await call(
        slack, http, "users.info", user=COLLEAGUE, include_locale=True
    ) == {
        "ok": True,
        "user": {
            "id": COLLEAGUE,
            "team_id": "T0RUNWATCH1",
            "name": "jonas.weber",
            "deleted": False,
            "real_name": "Jonas Weber",
            "tz": "Europe/Berlin",
            "tz_label": "Central European Time",
            "tz_offset": 3600,
            "locale": "de-DE",
            "profile": {
                "real_name": "Jonas Weber",
                "real_name_normalized": "Jonas Weber",
                "display_name": "",
                "display_name_normalized": "",
                "team": "T0RUNWATCH1",
            },
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_stranger": False,
            "is_bot": False,
            "is_app_user": False,
            "updated": 1767225600,
        },
    }


def test_people_differ_in_what_they_are() -> None:
    marks = ("is_restricted", "is_stranger", "is_bot", "team_id")
    users = {person.id: person.as_user() for person in people().values()}

    assert {
        key: tuple(user[mark] for mark in marks) for key, user in users.items()
    } == {
        OPERATOR: (False, False, False, "T0RUNWATCH1"),
        COLLEAGUE: (False, False, False, "T0RUNWATCH1"),
        GUEST: (True, False, False, "T0RUNWATCH1"),
        STRANGER: (False, True, False, "T0PARTNER01"),
        BOT_USER: (False, False, True, "T0RUNWATCH1"),
    }


def test_somebody_deactivated_has_no_zone_and_no_role() -> None:
    person = people()[OPERATOR]
    person.deleted = True

    user = person.as_user()

    assert sorted(user) == [
        "deleted",
        "id",
        "is_app_user",
        "is_bot",
        "name",
        "profile",
        "team_id",
        "updated",
    ]


@pytest.mark.parametrize("arguments", [{}, {"user": "U0NOBODY001"}])
async def test_nobody_is_not_found(
    slack: LocalSlack, http: ClientSession, arguments: dict[str, str]
) -> None:
    answer = await call(slack, http, "users.info", **arguments)

    assert answer == {"ok": False, "error": "user_not_found"}


async def test_a_message_is_posted_to_the_channel(
    slack: LocalSlack, http: ClientSession, clock: HandClock
) -> None:
    message = {
        "text": "3 failed",
        "metadata": {"event_type": "digest", "event_payload": {"id": "d1"}},
        "unfurl_links": False,
    }

    answer = await call(slack, http, "chat.postMessage", channel=CHANNEL, **message)

    shown = {
        "type": "message",
        "user": "U0RUNWATCH1",
        "bot_id": "B0RUNWATCH1",
        "app_id": "A0RUNWATCH1",
        "team": "T0RUNWATCH1",
        "ts": "1768469400.000001",
        **message,
    }
    assert answer == {
        "ok": True,
        "channel": CHANNEL,
        "ts": "1768469400.000001",
        "message": shown,
    }
    assert slack.channels[CHANNEL].messages == [shown]
    (post,) = slack.posts
    assert post == Post(message, None, clock(), "chat.postMessage", post.shown)
    assert slack.broken_rules == []


async def test_a_message_can_answer_in_a_thread(
    slack: LocalSlack, http: ClientSession
) -> None:
    root = await call(slack, http, "chat.postMessage", channel=CHANNEL, text="root")

    reply = await call(
        slack,
        http,
        "chat.postMessage",
        channel=CHANNEL,
        text="reply",
        thread_ts=root["ts"],
    )

    assert reply["message"]["thread_ts"] == root["ts"]
    assert reply["ts"] > root["ts"]


async def test_a_form_carries_blocks_and_metadata_as_json(
    slack: LocalSlack, http: ClientSession
) -> None:
    blocks = [{"type": "divider"}]
    metadata = {"event_type": "digest", "event_payload": {}}
    form = {
        "channel": CHANNEL,
        "text": "3 failed",
        "blocks": json.dumps(blocks),
        "metadata": json.dumps(metadata),
    }

    url = f"{slack.api_url}chat.postMessage"
    async with http.post(url, data=form, headers=TOKEN) as response:
        answer = await response.json()

    assert (answer["message"]["blocks"], answer["message"]["metadata"]) == (
        blocks,
        metadata,
    )


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE01", "text": "x"}, "channel_not_found"),
        ({"text": "x"}, "channel_not_found"),
        ({"channel": PRIVATE_CHANNEL, "text": "x"}, "channel_not_found"),
        ({"channel": UNJOINED_CHANNEL, "text": "x"}, "not_in_channel"),
        ({"channel": "C0ARCHIVED1", "text": "x"}, "is_archived"),
        ({"channel": CHANNEL}, "no_text"),
        (
            {"channel": CHANNEL, "text": "x", "attachments": [{}] * 101},
            "too_many_attachments",
        ),
        (
            {
                "channel": CHANNEL,
                "text": "x",
                "metadata": {"event_type": "x", "event_payload": {"x": "x" * 4_000}},
            },
            "metadata_too_large",
        ),
        (
            {"channel": CHANNEL, "text": "x", "markdown_text": "x"},
            "markdown_text_conflict",
        ),
        ({"channel": CHANNEL, "markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"channel": CHANNEL, "markdown_text": 3}, "invalid_arguments"),
        ({"channel": "C0ADMINS001", "text": "x"}, "restricted_action"),
        ({"channel": CHANNEL, "text": "x", "blocks": "["}, "invalid_blocks_format"),
        ({"channel": CHANNEL, "text": "x", "blocks": {}}, "invalid_blocks_format"),
        (
            {"channel": CHANNEL, "text": "x", "attachments": "{}"},
            "invalid_attachments",
        ),
        (
            {"channel": CHANNEL, "text": "x", "metadata": {"event_type": "x"}},
            "invalid_metadata_format",
        ),
        (
            {"channel": CHANNEL, "text": "x", "thread_ts": "1.000001"},
            "cannot_reply_to_message",
        ),
    ],
    ids=[
        "unknown",
        "unsaid",
        "private",
        "not joined",
        "archived",
        "empty",
        "attachments",
        "metadata too large",
        "two texts",
        "markdown too long",
        "markdown not text",
        "only admins post",
        "blocks not JSON",
        "blocks not a list",
        "attachments not a list",
        "metadata",
        "thread",
    ],
)
async def test_a_message_that_cannot_be_posted_is_refused(
    slack: LocalSlack, http: ClientSession, arguments: dict[str, Any], error: str
) -> None:
    archived = channels()[CHANNEL]
    archived.is_archived = True
    slack.channels["C0ARCHIVED1"] = archived
    members = slack.channels[CHANNEL].members
    slack.channels["C0ADMINS001"] = Channel(
        "C0ADMINS001", "news", members, is_restricted=True
    )

    answer = await call(slack, http, "chat.postMessage", **arguments)

    assert answer == {"ok": False, "error": error}
    assert slack.posts == []


def test_a_public_channel_can_be_posted_to_with_a_wider_scope() -> None:
    api = web_api("chat:write", "chat:write.public")

    answer = api.call(
        "chat.postMessage",
        "xoxb-playground",
        {"channel": UNJOINED_CHANNEL, "text": "x"},
    )

    assert (answer["ok"], answer["channel"]) == (True, UNJOINED_CHANNEL)


async def test_invalid_blocks_are_explained(
    slack: LocalSlack, http: ClientSession
) -> None:
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},
        {"type": "nonsense"},
    ]

    answer = await call(
        slack, http, "chat.postMessage", channel=CHANNEL, text="x", blocks=blocks
    )

    too_long = "must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    unknown = "unsupported type: nonsense [json-pointer:/blocks/1/type]"
    assert answer == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [too_long, unknown],
        "response_metadata": {
            "messages": [f"[ERROR] {too_long}", f"[ERROR] {unknown}"]
        },
    }


async def test_too_much_text_in_blocks_is_refused(
    slack: LocalSlack, http: ClientSession
) -> None:
    section = {
        "type": "section",
        "text": {"type": "plain_text", "text": "x" * 2_700},
    }

    answer = await call(
        slack, http, "chat.postMessage", channel=CHANNEL, text="x", blocks=[section] * 5
    )

    assert answer == {"ok": False, "error": "msg_blocks_too_long"}
