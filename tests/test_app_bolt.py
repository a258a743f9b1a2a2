"""Bolt as the app builds it."""

import json
import logging
from typing import Any

import pytest
from pydantic import SecretStr
from slack_bolt.async_app import AsyncBoltRequest
from structlog.testing import capture_logs

from bot.adapters.slack.home import Identity
from bot.app.bolt import SlackSecrets, bolt, slack_secrets
from bot.errors import ConfigurationError
from bot.settings import Settings
from bot.settings.model import SlackSettings

IDENTITY = Identity(workspace="T1", organisation="", user="U0BOT", bot="B1")


async def test_a_listener_that_breaks_is_logged_without_what_it_says(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def breaks() -> None:
        raise RuntimeError("password=hunter2")

    app = bolt("xoxb-1", IDENTITY)
    app.command("/runs")(breaks)
    body: dict[str, Any] = {"command": "/runs", "team_id": "T1", "user_id": "U1"}

    with capture_logs() as log, caplog.at_level(logging.DEBUG):
        response = await app.async_dispatch(
            AsyncBoltRequest(body=json.dumps(body), mode="socket_mode")
        )

    assert response.status == 500
    assert log == [
        {"event": "listener_crashed", "kind": "RuntimeError", "log_level": "error"}
    ]
    assert "hunter2" not in caplog.text


def settings(mode: str, **secrets: str) -> Settings:
    given = {name: SecretStr(value) for name, value in secrets.items()}
    return Settings(slack=SlackSettings.model_validate({"mode": mode, **given}))


@pytest.mark.parametrize(
    ("mode", "needed"),
    [("socket", "app_token"), ("http", "signing_secret")],
)
def test_each_mode_needs_its_own_secrets_and_no_other(mode: str, needed: str) -> None:
    given = settings(mode, **{"bot_token": "xoxb-1", needed: "x"})

    assert slack_secrets(given) == SlackSecrets(**{"bot_token": "xoxb-1", needed: "x"})


@pytest.mark.parametrize(
    ("mode", "given", "missing"),
    [
        ("socket", {"bot_token": "x"}, "SLACK_APP_TOKEN"),
        ("socket", {"app_token": "x"}, "SLACK_BOT_TOKEN"),
        ("socket", {"bot_token": "x", "signing_secret": "x"}, "SLACK_APP_TOKEN"),
        ("http", {"bot_token": "x"}, "SLACK_SIGNING_SECRET"),
        ("http", {"bot_token": "x", "app_token": "x"}, "SLACK_SIGNING_SECRET"),
    ],
)
def test_a_secret_that_is_missing_is_named(
    mode: str, given: dict[str, str], missing: str
) -> None:
    with pytest.raises(ConfigurationError) as raised:
        slack_secrets(settings(mode, **given))

    assert str(raised.value) == f"{missing}: is missing; set it or {missing}_FILE"


async def test_what_nobody_listens_to_is_acked_and_logged() -> None:
    app = bolt("xoxb-1", IDENTITY)
    body: dict[str, Any] = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "actions": [{"type": "button", "action_id": "old", "value": "secret words"}],
    }

    with capture_logs() as log:
        response = await app.async_dispatch(
            AsyncBoltRequest(body=body, mode="socket_mode")
        )

    assert (response.status, response.body) == (200, "")
    assert log == [{"event": "request_for_nobody", "log_level": "warning"}]
