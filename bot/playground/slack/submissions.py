"""Modals that people submit or close, as Slack tells the bot.

docs.slack.dev/reference/interaction-payloads/view-interactions-payload
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.slack.modals import ModalView
from bot.playground.slack.people import Person
from bot.playground.slack.view_actions import interaction

Json = dict[str, Any]

Value = str | list[str]

_NOTHING: Mapping[str, Json] = {
    "plain_text_input": {"value": None},
    "static_select": {"selected_option": None},
    "radio_buttons": {"selected_option": None},
    "multi_static_select": {"selected_options": []},
    "checkboxes": {"selected_options": []},
}


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
            raise ValueError(f"{user} cannot submit the modal {modal.id}")
        inputs = [block for block in modal.blocks if block["type"] == "input"]
        there = {block["element"]["action_id"] for block in inputs}
        if not values.keys() <= there:
            raise ValueError(f"there are only {sorted(there)}")
        filled = {block["block_id"]: _filled(block, values) for block in inputs}
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


def _filled(block: Json, values: Mapping[str, Value]) -> Json:
    element = block["element"]
    action = element["action_id"]
    value = values.get(action) or element.get("initial_value")
    if value:
        state = _state(element, value)
    else:
        state = _initial(element)
        if not block.get("optional") and not any(state.values()):
            raise ValueError(f"{action} must be filled in")
    return {action: {"type": element["type"], **state}}


def _state(element: Json, value: Value) -> Json:
    if element["type"] == "plain_text_input":
        return {"value": value}
    wanted = [value] if isinstance(value, str) else value
    options = [option for option in _options(element) if option["value"] in wanted]
    if len(options) != len(wanted):
        raise ValueError(f"{element['action_id']} has no such options as {wanted}")
    if "selected_options" in _NOTHING[element["type"]]:
        return {"selected_options": options}
    return {"selected_option": options[0]}


def _initial(element: Json) -> Json:
    nothing = _NOTHING[element["type"]]
    if "initial_option" in element:
        return {"selected_option": element["initial_option"]}
    if "initial_options" in element:
        return {"selected_options": element["initial_options"]}
    return dict(nothing)


def _options(element: Json) -> list[Json]:
    groups = element.get("option_groups", ())
    inside = [option for group in groups for option in group["options"]]
    return [*element.get("options", ()), *inside]
