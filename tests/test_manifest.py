"""`manifest.yml` asks for what the bot does, and for nothing else."""

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from bot import demo
from bot.adapters.slack.scopes import SCOPES
from bot.app import http_manifest, manifest
from bot.app.serving import _register
from bot.domain.queries import verbs
from bot.errors import ConfigurationError
from handlers.intake import Intake
from tests.fakes import FakeMessenger
from tests.handlers.counter import desk

ROOT = Path(__file__).parent.parent
LISTENERS = {"command", "event", "action", "shortcut", "view", "options"}
# What slack.md, section 1.4, says of events that a bot may be sent; "" for no scope.
EVENT_SCOPES = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
}
# The scopes that each method takes; any one of them is enough to be asked for.
METHOD_SCOPES = {
    "apps.connections.open": set[str](),  # takes the app-level token
    "auth.test": set[str](),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write", "chat:write.public"},
    "chat.update": {"chat:write"},
    "conversations.history": {"channels:history", "groups:history"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.replies": {"channels:history", "groups:history"},
    "files.completeUploadExternal": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "users.info": {"users:read"},
    "views.open": set[str](),
    "views.publish": set[str](),
    "views.update": set[str](),
}

T = TypeVar("T")


class Recorder:
    """Stands in for Bolt's app; knows what was registered, by kind."""

    def __init__(self) -> None:
        self.names = defaultdict[str, list[str]](list)

    def __getattr__(self, kind: str) -> Callable[[object], Callable[[T], T]]:
        def named(name: object) -> Callable[[T], T]:
            text = name.pattern if isinstance(name, re.Pattern) else name
            self.names[kind].append(str(text))
            return lambda listener: listener

        return named


@pytest.fixture
def registered() -> dict[str, list[str]]:
    app: Any = Recorder()
    _register(app, Intake(1), desk(FakeMessenger()), me="UBOT", listens=False)
    names: dict[str, list[str]] = app.names
    return names


def read(text: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(text)
    return content


CONTENT = read(manifest())
FEATURES, SETTINGS = CONTENT["features"], CONTENT["settings"]
REQUIRED: list[str] = CONTENT["oauth_config"]["scopes"]["bot"]
OPTIONAL: list[str] = CONTENT["oauth_config"]["scopes"]["bot_optional"]
EVENTS: list[str] = SETTINGS["event_subscriptions"]["bot_events"]


def test_nothing_is_registered_that_the_manifest_is_not_held_against(
    registered: dict[str, list[str]],
) -> None:
    assert set(registered) <= LISTENERS


def test_commands_are_those_that_are_answered(
    registered: dict[str, list[str]],
) -> None:
    commands = [one["command"] for one in FEATURES["slash_commands"]]

    assert sorted(commands) == sorted(registered["command"])


def test_the_hint_names_every_verb() -> None:
    (command,) = FEATURES["slash_commands"]

    hinted = re.findall(r"[a-z]+", command["usage_hint"])
    assert hinted == list(verbs())


def test_events_are_those_that_are_heard(registered: dict[str, list[str]]) -> None:
    assert sorted(EVENTS) == sorted(registered["event"])


def test_shortcuts_are_those_that_are_answered(
    registered: dict[str, list[str]],
) -> None:
    shortcuts = [one["callback_id"] for one in FEATURES.get("shortcuts", [])]

    assert sorted(shortcuts) == sorted(registered["shortcut"])


def test_presses_come_if_anything_can_be_pressed(
    registered: dict[str, list[str]],
) -> None:
    pressable = any(registered[kind] for kind in ("action", "shortcut", "view"))

    assert SETTINGS["interactivity"]["is_enabled"] == pressable


def test_options_are_asked_for_if_anybody_gives_them(
    registered: dict[str, list[str]],
) -> None:
    interactivity = read(http_manifest("https://host"))["settings"]["interactivity"]

    assert ("message_menu_options_url" in interactivity) == bool(registered["options"])


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_has_its_scope(event: str) -> None:
    assert EVENT_SCOPES[event] in {"", *REQUIRED}


def called() -> set[str]:
    """Methods of the Web API that stand in the code, by either of their names."""
    code = "".join(
        file.read_text(encoding="utf-8")
        for folder in ("bot/adapters", "bot/app", "handlers")
        for file in (ROOT / folder).rglob("*.py")
    )
    names = [name for name in vars(AsyncWebClient) if re.match(r"[a-z]+_", name)]
    return {
        name.replace("_", ".")
        for name in names
        if f".{name}(" in code or f'"{name.replace("_", ".")}"' in code
    }


def test_every_method_that_is_called_has_a_scope_here() -> None:
    assert called() == set(METHOD_SCOPES)


def test_every_scope_is_for_something_that_the_bot_does() -> None:
    commands = {"commands"} if FEATURES["slash_commands"] else set()
    events = {EVENT_SCOPES[event] for event in EVENTS} - {""}
    methods = set.union(*METHOD_SCOPES.values())

    assert {*REQUIRED, *OPTIONAL} == commands | events | methods


def test_check_looks_for_the_scopes_that_the_manifest_asks_for() -> None:
    needed = [name for name, scope in SCOPES.items() if not scope.optional]
    optional = [name for name, scope in SCOPES.items() if scope.optional]

    assert (needed, optional) == (REQUIRED, OPTIONAL)


def test_the_demo_grants_what_the_manifest_asks_for() -> None:
    assert (list(demo.SCOPES), list(demo.OPTIONAL_SCOPES)) == (REQUIRED, OPTIONAL)


def test_nothing_is_longer_than_slack_takes() -> None:
    """The limits of Slack's manifest schema, 0.5.0."""
    shown = CONTENT["display_information"]
    (command,) = FEATURES["slash_commands"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert len(FEATURES["bot_user"]["display_name"]) <= 80
    assert len(command["command"]) <= 32
    assert len(command["description"]) <= 2_000
    assert len(command["usage_hint"]) <= 1_000


def test_socket_mode_needs_no_address() -> None:
    assert SETTINGS["socket_mode_enabled"] is True
    assert "url:" not in manifest()


def test_direct_messages_can_be_read_and_not_written() -> None:
    tab = FEATURES["app_home"]

    assert tab["messages_tab_enabled"] is True
    assert tab["messages_tab_read_only_enabled"] is True


def test_home_is_there_if_anybody_shows_it(registered: dict[str, list[str]]) -> None:
    shown = "app_home_opened" in registered["event"]

    assert FEATURES["app_home"]["home_tab_enabled"] is shown


def test_what_the_bot_does_not_do_is_off() -> None:
    assert not {"unfurl_domains", "agent_view"} & set(FEATURES)
    assert SETTINGS["token_rotation_enabled"] is False
    assert SETTINGS["org_deploy_enabled"] is False


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://bot.example.com", "https://bot.example.com/slack/events"),
        ("https://bot.example.com/", "https://bot.example.com/slack/events"),
        ("https://bot.example.com:8443", "https://bot.example.com:8443/slack/events"),
        ("https://example.com/ops/bot/", "https://example.com/ops/bot/slack/events"),
        ("https://h/slack/events", "https://h/slack/events"),
        ("HTTPS://Bot.example.com", "HTTPS://Bot.example.com/slack/events"),
    ],
    ids=["host", "slash", "port", "path", "whole", "capitals"],
)
def test_by_http_one_address_takes_everything(url: str, address: str) -> None:
    content = read(http_manifest(url))

    expected = read(manifest())
    expected["features"]["slash_commands"][0]["url"] = address
    expected["settings"]["event_subscriptions"]["request_url"] = address
    expected["settings"]["interactivity"]["request_url"] = address
    expected["settings"]["interactivity"]["message_menu_options_url"] = address
    expected["settings"]["socket_mode_enabled"] = False
    assert content == expected


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "must begin with https://"),
        ("bot.example.com", "must begin with https://"),
        ("http://127.0.0.1:3000", "must begin with https://"),
        ("https://host?a=b", "must not hold a password, query or fragment"),
        ("https://host/#top", "must not hold a password, query or fragment"),
        ("https://me:secret@host", "must not hold a password, query or fragment"),
        ("https://", 'is not an address like "https://host"'),
        ("https:///path", 'is not an address like "https://host"'),
        ("https://host:0", 'is not an address like "https://host"'),
        ("https://host:65536", 'is not an address like "https://host"'),
        ("https://ho st", 'is not an address like "https://host"'),
        ("https://host\n", 'is not an address like "https://host"'),
        ("https://höst", 'is not an address like "https://host"'),
        ("https://host\\x", 'is not an address like "https://host"'),
    ],
)
def test_an_address_that_slack_cannot_post_to_is_refused(url: str, why: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        http_manifest(url)

    assert str(caught.value) == f"--http: {why}"
