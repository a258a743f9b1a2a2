"""The manifest that the Slack app is created from."""

import re
from collections.abc import Mapping
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

import yaml

from bot.adapters.web import EVENTS_PATH
from bot.errors import ConfigurationError

MESSAGES = {
    "message.channels": "channels:history",
    "message.groups": "groups:history",
}
"""Events that tell of messages in channels, each with the scope that it needs."""

_OPTION = "--http"
_ADDRESS = re.compile(
    r"https://[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[0-9]{1,5})?"
    r"(?:/[\w.~!$&'()*+,;=:@%-]*)*",
    re.ASCII | re.IGNORECASE,
)


def manifest() -> str:
    """The manifest as it stands: for Socket Mode."""
    package = resources.files("bot")
    # A wheel carries it inside of the package; a checkout keeps it beside.
    packed = package / "manifest.yml"
    file = packed if packed.is_file() else package / ".." / "manifest.yml"
    return file.read_text(encoding="utf-8")


def http_manifest(url: str, *, listens: bool = False) -> str:
    """The manifest for requests by HTTP.

    Args:
        url: where Slack reaches the bot's port, such as `https://runwatch.example.com`;
            a path in it is kept.
        listens: whether the bot is told of every message in its channels, too.

    Raises:
        ConfigurationError: Slack could not post to that.
    """
    address = f"{_base(url)}{EVENTS_PATH}"
    content = _listening(manifest()) if listens else yaml.safe_load(manifest())
    _by_http(content, address)
    return _dumped(f"# Slack's view of Runwatch in HTTP mode, at {address}.\n", content)


def listening_manifest() -> str:
    """The manifest for `slack.listen_in_threads`, in Socket Mode."""
    title = "# Slack's view of Runwatch where it answers plain replies in threads.\n"
    return _dumped(title, _listening(manifest()))


def _listening(text: str) -> dict[str, Any]:
    """Slack tells of messages only whoever may read the history of their channels."""
    content: dict[str, Any] = yaml.safe_load(text)
    content["settings"]["event_subscriptions"]["bot_events"] += MESSAGES
    scopes = content["oauth_config"]["scopes"]
    scopes["bot"] += MESSAGES.values()
    scopes["bot_optional"] = [
        one for one in scopes["bot_optional"] if one not in MESSAGES.values()
    ]
    return content


def _dumped(title: str, content: Mapping[str, Any]) -> str:
    text = yaml.safe_dump(dict(content), sort_keys=False, allow_unicode=True, width=100)
    return title + text


def _by_http(content: dict[str, Any], address: str) -> None:
    """Name the one address that takes commands, events and presses."""
    for command in content["features"]["slash_commands"]:
        command["url"] = address
    settings = content["settings"]
    settings["event_subscriptions"]["request_url"] = address
    settings["interactivity"]["request_url"] = address
    settings["interactivity"]["message_menu_options_url"] = address
    settings["socket_mode_enabled"] = False


def _base(url: str) -> str:
    """The address without a slash at its end."""
    if not url.lower().startswith("https://"):
        raise ConfigurationError(_OPTION, "must begin with https://")
    if any(mark in url for mark in "?#@"):
        raise ConfigurationError(_OPTION, "must not hold a password, query or fragment")
    if not _ADDRESS.fullmatch(url) or not _has_port(url):
        raise ConfigurationError(_OPTION, 'is not an address like "https://host"')
    # Whoever gives the whole address means the same.
    return url.rstrip("/").removesuffix(EVENTS_PATH).rstrip("/")


def _has_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False
