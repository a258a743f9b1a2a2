"""The manifest that the Slack app is created from."""

import re
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

import yaml

from bot.adapters.web import EVENTS_PATH
from bot.errors import ConfigurationError

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


def http_manifest(url: str) -> str:
    """The manifest for requests by HTTP.

    Args:
        url: where Slack reaches the bot's port, such as `https://runwatch.example.com`;
            a path in it is kept.

    Raises:
        ConfigurationError: Slack could not post to that.
    """
    address = f"{_base(url)}{EVENTS_PATH}"
    content = yaml.safe_load(manifest())
    _by_http(content, address)
    title = f"# Slack's view of Runwatch in HTTP mode, at {address}.\n"
    return title + yaml.safe_dump(
        content, sort_keys=False, allow_unicode=True, width=100
    )


def _by_http(content: dict[str, Any], address: str) -> None:
    """Name the one address that takes commands, events and presses."""
    for command in content["features"]["slash_commands"]:
        command["url"] = address
    settings = content["settings"]
    settings["event_subscriptions"]["request_url"] = address
    settings["interactivity"]["request_url"] = address
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
