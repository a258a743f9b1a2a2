"""What Slack says when somebody has filled in a window.

https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.blocks.views import FORM
from bot.domain.forms import Carried, Filled, unpacked
from bot.domain.messages import Address
from handlers.asking import Asker
from handlers.bodies import asker_in, part, trigger_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """One window that was sent.

    Attributes:
        form: which one it is.
        carried: what it was to remember.
        address: privately in the channel where it was asked for.
        trigger: tells whether it was sent before.
    """

    form: str
    carried: Carried
    filled: Filled
    asker: Asker
    address: Address
    trigger: str


def filling(body: Mapping[str, Any], view: Mapping[str, Any]) -> Filling | None:
    """What was sent; None where the window is none of this bot's."""
    carried = unpacked(str(view.get("private_metadata") or ""))
    if carried is None:
        return None
    asker = asker_in(body, carried.channel)
    return Filling(
        form=str(view.get("callback_id", "")).removeprefix(FORM),
        carried=carried,
        filled=_filled(view),
        asker=asker,
        address=Address(user=asker.user, channel=carried.channel),
        trigger=trigger_in(body),
    )


def _filled(view: Mapping[str, Any]) -> Filled:
    values = part(part(view, "state"), "values")
    found = {
        name: tuple(_values(element))
        for name, elements in values.items()
        for element in elements.values()
    }
    return Filled({name: texts for name, texts in found.items() if texts})


def _values(element: Mapping[str, Any]) -> Iterator[str]:
    """What stands in a field, by its kind; what is left empty is null, or no text."""
    match element:
        case {"value": str(text)} if text.strip():
            yield text
        case {"selected_option": {"value": str(text)}}:
            yield text
        case {"selected_options": list(options)}:
            yield from (str(option["value"]) for option in options)
        case {"selected_date": str(text)}:
            yield text
        case {"selected_conversation": str(text)}:
            yield text
        case {"selected_users": list(users)}:
            yield from map(str, users)
