"""What people type into a select whose options the bot names, as Slack tells it.

docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.playground.rules.input_shapes import OFFERED
from bot.playground.rules.rule import Breach
from bot.playground.slack.deliveries import Interaction
from bot.playground.slack.impossible import ImpossibleError
from bot.playground.slack.modals import ModalView
from bot.playground.slack.people import Person
from bot.playground.slack.view_actions import interaction

Json = dict[str, Any]

# docs.slack.dev/reference/block-kit/block-elements/select-menu-element
USUAL_LENGTH = 3


@dataclass(slots=True, kw_only=True)
class Typing(Interaction):
    """Something typed into such a select of a modal; no channel, no response_url.

    Attributes:
        typed: What stands in the field.
        options: What is offered below it; empty where the bot said nothing good.
        asked: Whether the bot was asked: not before enough is typed.
    """

    typed: str
    options: list[Json] = field(default_factory=list)
    asked: bool = True

    @property
    def labels(self) -> list[str]:
        """What people read below the field."""
        return [str(one["text"]["text"]) for one in self.options]


def select_in(modal: ModalView, action_id: str) -> tuple[str, Json]:
    """The block of the select that is typed into, and the select.

    Raises:
        ValueError: The modal has no such select.
    """
    for block in modal.blocks:
        element = block.get("element", {})
        if element.get("action_id") == action_id and _is_asked_for(element):
            return block["block_id"], element
    raise ImpossibleError(f"nobody can type into {action_id} for options")


def enough(select: Json, typed: str) -> bool:
    """Whether so much is typed that the bot is asked."""
    return len(typed) >= int(select.get("min_query_length", USUAL_LENGTH))


def payload(
    modal: ModalView,
    place: tuple[str, str],
    typed: str,
    person: Person | None,
    team: str,
) -> Json:
    """What the bot is told; nothing can be opened in answer to it."""
    block_id, action_id = place
    common = interaction(modal.user, person, team, "")
    del common["trigger_id"]
    return {
        "type": "block_suggestion",
        **common,
        "container": {"type": "view", "view_id": modal.id},
        "view": modal.as_view(),
        "action_id": action_id,
        "block_id": block_id,
        "value": typed,
    }


def breaches(ack: object) -> Iterator[Breach]:
    """What is wrong with the options of an ack, which may be none."""
    yield from OFFERED(ack, "")


def offered(ack: Json) -> list[Json]:
    """All options of an ack, also those in groups."""
    groups = ack.get("option_groups", ())
    inside = [option for group in groups for option in group["options"]]
    return [*ack.get("options", ()), *inside]


def _is_asked_for(element: Json) -> bool:
    return str(element.get("type")) == "external_select"
