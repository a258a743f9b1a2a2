"""Modals that people submit or close, as Slack tells the bot.

docs.slack.dev/reference/interaction-payloads/view-interactions-payload
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.slack.impossible import ImpossibleError
from bot.playground.slack.modals import ModalView
from bot.playground.slack.people import Person
from bot.playground.slack.view_actions import interaction

Json = dict[str, Any]

Value = str | list[str]

# The field of the state in which each kind of input says what was filled in, and the
# field of the element with what stood there before anybody did.
_TYPED = ("value", "initial_value")
_OPTION = ("selected_option", "initial_option")
_OPTIONS = ("selected_options", "initial_options")
_FIELDS: Mapping[str, tuple[str, str]] = {
    "plain_text_input": _TYPED,
    "email_text_input": _TYPED,
    "url_text_input": _TYPED,
    "number_input": _TYPED,
    "static_select": _OPTION,
    "external_select": _OPTION,
    "radio_buttons": _OPTION,
    "multi_static_select": _OPTIONS,
    "checkboxes": _OPTIONS,
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
}
_CHOSEN = frozenset({"selected_option", "selected_options"})
# docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
MOST_TYPED = 3_000
REQUIRED = "Please complete this required field."


@dataclass(frozen=True, slots=True)
class ViewSubmission:
    """A modal that somebody filled in and submitted.

    Attributes:
        view: The view object with everything that was filled in.
    """

    user: str
    view: Json

    @classmethod
    def of(
        cls, user: str, modal: ModalView, values: Mapping[str, Value]
    ) -> "ViewSubmission":
        """Fill in the inputs and submit.

        Args:
            user: Who does.
            modal: What stands before that person.
            values: By action_id: what is typed, or the value of the option that is
                chosen, or the values where several may be.

        Raises:
            ValueError: Slack would not let this person submit this.
        """
        if modal.closed or modal.user != user or "submit" not in modal.view:
            raise ImpossibleError(f"{user} cannot submit the modal {modal.id}")
        inputs = [block for block in modal.blocks if block["type"] == "input"]
        there = {block["element"]["action_id"] for block in inputs}
        if not values.keys() <= there:
            raise ImpossibleError(f"there are only {sorted(there)}")
        filled = {
            block["block_id"]: _filled(_offering(modal, block), values)
            for block in inputs
        }
        return cls(user, modal.as_view(filled))

    def payload(self, person: Person | None, team: str, trigger_id: str) -> Json:
        """The payload."""
        return {
            "type": "view_submission",
            **interaction(self.user, person, team, trigger_id),
            "view": self.view,
            "response_urls": [],
        }


@dataclass(frozen=True, slots=True)
class ViewClosed:
    """A modal that somebody closed; Slack tells it if `notify_on_close` is set.

    Attributes:
        is_cleared: Whether all modals were closed at once.
    """

    user: str
    modal: ModalView
    is_cleared: bool = False

    @property
    def told(self) -> bool:
        """Whether the bot asked to be told."""
        return self.modal.view.get("notify_on_close") is True

    def payload(self, person: Person | None, team: str) -> Json:
        """The payload; nothing can be opened in answer to it."""
        common = interaction(self.user, person, team, "")
        del common["trigger_id"]
        return {
            "type": "view_closed",
            **common,
            "view": self.modal.as_view(),
            "is_cleared": self.is_cleared,
        }


def missing(modal: ModalView, values: Mapping[str, Value]) -> dict[str, str]:
    """What Slack says beside each input that must be filled in and isn't."""
    inputs = [block for block in modal.blocks if block["type"] == "input"]
    return {
        block["block_id"]: REQUIRED
        for block in inputs
        if not block.get("optional")
        and not _state(_offering(modal, block)["element"], values)[1]
    }


def _offering(modal: ModalView, block: Json) -> Json:
    """The block with the options that the bot named for its select, if it did."""
    element = block["element"]
    offered = modal.offered.get((block["block_id"], element["action_id"]))
    return (
        block
        if offered is None
        else {**block, "element": {**element, "options": offered}}
    )


def _filled(block: Json, values: Mapping[str, Value]) -> Json:
    element = block["element"]
    name, state = _state(element, values)
    if not state and not block.get("optional"):
        raise ImpossibleError(f"{element['action_id']} must be filled in")
    return {element["action_id"]: {"type": element["type"], name: state}}


def _state(element: Json, values: Mapping[str, Value]) -> tuple[str, Any]:
    """The field of the state, and what is filled in there: nothing is None or a list."""
    if element["type"] not in _FIELDS:
        raise ImpossibleError(f"nobody can fill in a {element['type']} here")
    name, initial = _FIELDS[element["type"]]
    nothing: list[str] | None = [] if name.endswith("s") else None
    if element["action_id"] not in values:
        return name, element.get(initial, nothing)
    value = values[element["action_id"]] or nothing
    if value is not None and isinstance(value, list) is not (nothing == []):
        raise ImpossibleError(f"{element['action_id']} takes something else")
    if value and name in _CHOSEN:
        return name, _chosen(element, value, several=nothing is not None)
    if len(value or "") > element.get("max_length", MOST_TYPED):
        raise ImpossibleError(f"{element['action_id']} takes less")
    return name, value


def _chosen(element: Json, value: Value, *, several: bool) -> Json | list[Json]:
    wanted = [value] if isinstance(value, str) else value
    options = [option for option in _options(element) if option["value"] in wanted]
    if len(options) != len(wanted) or len(set(wanted)) != len(wanted):
        raise ImpossibleError(f"{element['action_id']} has no such options as {wanted}")
    return options if several else options[0]


def _options(element: Json) -> list[Json]:
    groups = element.get("option_groups", ())
    inside = [option for group in groups for option in group["options"]]
    return [*element.get("options", ()), *inside]
