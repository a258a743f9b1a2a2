from typing import Any

import pytest

from bot.playground.slack.web_api import WebApi
from bot.playground.slack.workspace import Workspace
from tests.playground.caller import APP_TOKEN, BOT_TOKEN, Caller
from tests.playground.hand_clock import HandClock

OPEN = "apps.connections.open"


def test_the_app_token_opens_a_connection() -> None:
    assert Caller().api.call(OPEN, APP_TOKEN, {}) == {
        "ok": True,
        "url": "ws://127.0.0.1:1/link/?ticket=t",
    }


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        (OPEN, BOT_TOKEN, "not_allowed_token_type"),
        ("auth.test", APP_TOKEN, "not_allowed_token_type"),
        ("chat.postMessage", APP_TOKEN, "not_allowed_token_type"),
        (OPEN, "xapp-other", "invalid_auth"),
        (OPEN, "", "not_authed"),
    ],
)
def test_each_token_has_its_methods(method: str, token: str, error: str) -> None:
    assert Caller().api.call(method, token, {}) == {"ok": False, "error": error}


def test_each_token_has_its_scopes() -> None:
    known = Caller(scopes=("commands",)).api

    assert [known.granted_scopes(each) for each in (OPEN, "auth.test", "nonsense")] == [
        "connections:write",
        "commands",
        "commands",
    ]


def api(**more: Any) -> WebApi:  # noqa: ANN401 - any keyword
    return WebApi(Workspace(HandClock()), bot_token=BOT_TOKEN, scopes=(), **more)


def test_an_app_token_needs_its_scope() -> None:
    answer = api(app_token=APP_TOKEN, app_scopes=["x"]).call(OPEN, APP_TOKEN, {})

    assert answer == {
        "ok": False,
        "error": "missing_scope",
        "needed": "connections:write",
        "provided": "x",
    }


def test_without_socket_mode_nothing_is_opened() -> None:
    assert api(app_token=APP_TOKEN).call(OPEN, APP_TOKEN, {})["error"] == "forbidden"


def test_an_app_token_that_does_not_exist_opens_nothing() -> None:
    assert api().call(OPEN, APP_TOKEN, {})["error"] == "invalid_auth"


@pytest.mark.parametrize(
    ("method", "needed"),
    [
        ("users.info", "users:read"),
        ("chat.postMessage", "chat:write"),
        ("chat.postEphemeral", "chat:write"),
        ("chat.update", "chat:write"),
        ("chat.delete", "chat:write"),
        ("conversations.info", "channels:read,groups:read,im:read"),
        ("conversations.history", "channels:history,groups:history,im:history"),
        ("conversations.replies", "channels:history,groups:history,im:history"),
        ("files.getUploadURLExternal", "files:write"),
        ("files.completeUploadExternal", "files:write"),
    ],
)
def test_a_method_needs_its_scope(method: str, needed: str) -> None:
    caller = Caller(scopes=("commands",))

    assert caller(method) == {
        "ok": False,
        "error": "missing_scope",
        "needed": needed,
        "provided": "commands",
    }
    assert caller.api.accepted_scope(method) == needed
