"""What the bodies of presses, windows, pickers and shortcuts have in common.

https://docs.slack.dev/reference/interaction-payloads
"""

from collections.abc import Mapping
from typing import Any

from handlers.asking import Asker


def part(body: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """What stands there; empty where that is nothing with keys of its own."""
    found = body.get(key)
    return found if isinstance(found, Mapping) else {}


def channel_in(body: Mapping[str, Any]) -> str:
    """The id of the channel where it happened, "" in a window."""
    return str(part(body, "channel").get("id", ""))


def asker_in(body: Mapping[str, Any], channel: str) -> Asker:
    """Whose it is, of their own workspace, where the channel has people of several."""
    user = part(body, "user")
    workspace = user.get("team_id") or part(body, "team").get("id", "")
    return Asker(
        user=str(user.get("id", "")), workspace=str(workspace), channel=channel
    )


def trigger_in(body: Mapping[str, Any]) -> str:
    """What opens a window for them; no two deliveries of different things have the same."""
    return str(body.get("trigger_id") or "")
