"""Presses as Slack sends them.

docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.playground.slack.deliveries import Post, Press, Shown
from bot.playground.slack.people import APP, TEAM_DOMAIN, Channel, Person
from bot.playground.slack.pressables import (
    Json,
    Pressable,
    Wanted,
    find,
    interactive,
    with_ids,
)
from bot.playground.slack.requests import VERIFICATION_TOKEN, channel_name

# What the bot is told again of the element that it sent.
_TOLD = ("text", "value", "url", "style", "placeholder", "initial_option", "confirm")


@dataclass(frozen=True, slots=True)
class BlockAction:
    """What somebody pressed, in a message as it stands there now."""

    user: str
    shown: Shown
    blocks: list[Json]
    pressed: Pressable
    action_ts: str

    @classmethod
    def of(
        cls,
        user: str,
        shown: Shown,
        kinds: frozenset[str],
        wanted: Wanted,
        action_ts: str,
    ) -> "BlockAction":
        """Press the button, or choose the option, that is wanted; menus remember it.

        Raises:
            ValueError: There is no such thing there, or there are several.
        """
        newest = shown.versions[-1].get("blocks") or []
        blocks = with_ids(newest, f"{shown.ts}/{len(shown.versions)}")
        pressed = find(blocks, kinds, wanted)
        if pressed.option is not None:
            place = user, pressed.block_id, pressed.element["action_id"]
            shown.choices[place] = pressed.option
        return cls(user, shown, blocks, pressed, action_ts)

    def begin(self, original: Post, response_url: str) -> Press:
        """The record of it, before anything came back."""
        return Press(
            user=self.user,
            channel=self.shown.channel,
            response_url=response_url,
            original=original,
            action=self._action(),
            confirmed=self.pressed.element.get("confirm"),
        )

    def _action(self) -> Json:
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

    def payload(
        self,
        person: Person | None,
        channel: Channel | None,
        *,
        team: str,
        response_url: str,
        trigger_id: str,
    ) -> Json:
        """What the bot is told."""
        return {
            "type": "block_actions",
            "user": user_object(self.user, person, team),
            "api_app_id": APP,
            "token": VERIFICATION_TOKEN,
            "container": self._container(),
            "trigger_id": trigger_id,
            "team": {"id": team, "domain": TEAM_DOMAIN},
            "enterprise": None,
            "is_enterprise_install": False,
            "channel": {"id": self.shown.channel, "name": channel_name(channel)},
            **self._message(),
            "state": {"values": dict(self._state())},
            "response_url": response_url,
            "actions": [self._action()],
        }

    def _container(self) -> Json:
        thread = self.shown.thread_ts
        return {
            "type": "message",
            "message_ts": self.shown.ts,
            "channel_id": self.shown.channel,
            "is_ephemeral": self.shown.visible_to is not None,
            **({} if thread is None else {"thread_ts": thread}),
        }

    def _message(self) -> Json:
        """The message itself, which Slack leaves out when only one person sees it."""
        if self.shown.visible_to is not None:
            return {}
        return {"message": {**self.shown.as_message(), "blocks": self.blocks}}

    def _state(self) -> Iterator[tuple[str, Json]]:
        """What stands in the selects, by block and action."""
        for block in self.blocks:
            name = block["block_id"]
            selects = {
                each["action_id"]: self._selected(name, each)
                for each in interactive(block)
                if each["type"] == "static_select"
            }
            if selects:
                yield name, selects

    def _selected(self, block_id: str, select: Json) -> Json:
        place = self.user, block_id, select["action_id"]
        option = self.shown.choices.get(place, select.get("initial_option"))
        return {"type": select["type"], "selected_option": option}


def user_object(user: str, person: Person | None, team: str) -> Json:
    """Who did it, as an interaction names them."""
    name = "" if person is None else person.name
    home = team if person is None else person.team_id
    return {"id": user, "username": name, "name": name, "team_id": home}
