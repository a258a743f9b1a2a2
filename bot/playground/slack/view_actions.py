"""What people do inside of modals and Home tabs, as Slack tells the bot.

docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.playground.slack.impossible import ImpossibleError
from bot.playground.slack.modals import HomeView, ModalView
from bot.playground.slack.people import APP, TEAM_DOMAIN, Person
from bot.playground.slack.pressables import Pressable, Wanted, find, interactive
from bot.playground.slack.requests import VERIFICATION_TOKEN

Json = dict[str, Any]

# What the bot is told again of the element that it sent.
_TOLD = ("text", "value", "url", "style", "placeholder", "initial_option", "confirm")


@dataclass(frozen=True, slots=True)
class ViewAction:
    """A press of a button, or a choice from a menu, in a view as it stands now.

    Attributes:
        view: The view object as it was when it was pressed.
    """

    user: str
    modal: ModalView | HomeView
    pressed: Pressable
    action_ts: str
    view: Json

    @classmethod
    def of(
        cls,
        user: str,
        modal: ModalView | HomeView,
        kinds: frozenset[str],
        wanted: Wanted,
        action_ts: str,
    ) -> "ViewAction":
        """Press the button, or choose the option, that is wanted; menus remember it.

        Raises:
            ValueError: The person doesn't see the modal, there is no such thing in
                it, or there are several.
        """
        if modal.closed or modal.user != user:
            raise ImpossibleError(f"{user} does not see the modal {modal.id}")
        pressed = find(modal.blocks, kinds, wanted)
        if pressed.option is not None:
            place = pressed.block_id, pressed.element["action_id"]
            modal.choices[place] = pressed.option
        view = modal.as_view(dict(_state(modal)))
        return cls(user, modal, pressed, action_ts, view)

    @property
    def action(self) -> Json:
        """The one entry of the payload's `actions`."""
        element, option = self.pressed.element, self.pressed.option
        told = {key: element[key] for key in _TOLD if key in element}
        return {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": self.pressed.block_id,
            **told,
            **({} if option is None else {"selected_option": option}),
            "action_ts": self.action_ts,
        }

    def payload(self, person: Person | None, team: str, trigger_id: str) -> Json:
        """The payload: of a view, so with no channel, message or response_url."""
        return {
            "type": "block_actions",
            **interaction(self.user, person, team, trigger_id),
            "container": {"type": "view", "view_id": self.modal.id},
            "view": self.view,
            "actions": [self.action],
        }


def interaction(user: str, person: Person | None, team: str, trigger_id: str) -> Json:
    """What the payloads of all interactions with a modal have in common."""
    name = "" if person is None else person.name
    home = team if person is None else person.team_id
    return {
        "user": {"id": user, "username": name, "name": name, "team_id": home},
        "api_app_id": APP,
        "token": VERIFICATION_TOKEN,
        "trigger_id": trigger_id,
        "team": {"id": team, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _state(modal: ModalView | HomeView) -> Iterator[tuple[str, Json]]:
    """What stands in the selects, by block and action."""
    for block in modal.blocks:
        name = block["block_id"]
        selects = {
            each["action_id"]: _selected(modal, name, each)
            for each in interactive(block)
            if each["type"] == "static_select"
        }
        if selects:
            yield name, selects


def _selected(modal: ModalView | HomeView, block_id: str, select: Json) -> Json:
    place = block_id, select["action_id"]
    option = modal.choices.get(place, select.get("initial_option"))
    return {"type": select["type"], "selected_option": option}
