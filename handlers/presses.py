"""What Slack says when somebody presses a button or chooses from a select.

https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from bot.domain.messages import Address
from bot.domain.presses import Press, read_value
from handlers.asking import Asker
from handlers.bodies import asker_in, channel_in, part

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """One press.

    Attributes:
        action_id: of what was pressed.
        press: what it asks for.
        private: only the presser sees the message that it was on.
        trigger: opens one modal within three seconds.
        modal: our key of the modal that it was in, "" for a message.
        home: whether it was in Home.
    """

    action_id: str
    press: Press
    asker: Asker
    address: Address
    private: bool
    trigger: str
    modal: str
    home: bool


def pressed(body: Mapping[str, Any], action: Mapping[str, Any]) -> Pressed | None:
    """What was pressed; None when the value is none that this bot wrote."""
    chosen = action.get("selected_option")
    carrier = chosen if isinstance(chosen, Mapping) else action
    press = read_value(str(carrier.get("value", "")))
    if press is None:
        _log.warning("press_not_ours", action=action.get("action_id"))
        return None
    container = part(body, "container")
    return Pressed(
        action_id=str(action.get("action_id", "")),
        press=press,
        asker=asker_in(body, channel_in(body)),
        address=_address(body),
        private=bool(container.get("is_ephemeral")),
        trigger=str(body.get("trigger_id", "")),
        modal=str(part(body, "view").get("external_id") or ""),
        home=part(body, "view").get("type") == "home",
    )


def _address(body: Mapping[str, Any]) -> Address:
    return Address(
        response_url=str(body.get("response_url") or ""),
        user=str(part(body, "user").get("id", "")),
        channel=channel_in(body),
        thread=str(part(body, "container").get("thread_ts") or ""),
    )
