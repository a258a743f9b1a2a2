"""What people do in the modals and Home tabs of the local Slack."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.slack.acks import Ack
from bot.playground.slack.answers import RefusalError
from bot.playground.slack.deliveries import Interaction
from bot.playground.slack.envelopes import Envelope
from bot.playground.slack.impossible import ImpossibleError
from bot.playground.slack.modals import HomeView, ModalView
from bot.playground.slack.outbound import Outbound
from bot.playground.slack.people import TEAM
from bot.playground.slack.pressables import BUTTONS, MENUS, Wanted
from bot.playground.slack.submissions import Value, ViewClosed, ViewSubmission
from bot.playground.slack.typing import (
    Typing,
    breaches,
    enough,
    offered,
    payload,
    select_in,
)
from bot.playground.slack.view_acks import end_submission
from bot.playground.slack.view_actions import ViewAction


@dataclass(slots=True, kw_only=True)
class ViewPress(Interaction):
    """One press of a button, or one choice from a menu, in a modal or a Home tab.

    `channel` and `response_url` are empty: neither has one.

    Attributes:
        modal: Where it was pressed.
        action: What was pressed, as the bot was told.
    """

    modal: ModalView | HomeView
    action: dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Submission(Interaction):
    """One modal that was filled in and submitted; no channel, no response_url.

    Attributes:
        modal: What was submitted.
        errors: What is shown beside the inputs, by block_id.
    """

    modal: ModalView
    errors: dict[str, Any] = field(default_factory=dict)


class Windows(Outbound):
    """Sends what people do in modals to the bot."""

    async def press_in_modal(
        self,
        user: str,
        *,
        action_id: str | None = None,
        text: str | None = None,
        value: str | None = None,
        block_id: str | None = None,
    ) -> ViewPress:
        """Press a button of the modal on top, and wait for the bot's ack.

        All is as in `press`.

        Raises:
            ValueError: The person has no modal, or not exactly one of its buttons fits.
        """
        wanted = Wanted(action_id, text, value, block_id)
        return await self.act_in_modal(user, BUTTONS, wanted)

    async def choose_in_modal(
        self,
        user: str,
        *,
        action_id: str | None = None,
        text: str | None = None,
        value: str | None = None,
        block_id: str | None = None,
    ) -> ViewPress:
        """Choose an option of a menu in the modal on top, and wait for the bot's ack.

        All is as in `choose`.

        Raises:
            ValueError: The person has no modal, or not exactly one of its options fits.
        """
        wanted = Wanted(action_id, text, value, block_id)
        return await self.act_in_modal(user, MENUS, wanted)

    async def act_in_modal(
        self, user: str, kinds: frozenset[str], wanted: Wanted
    ) -> ViewPress:
        """Press a button of the modal on top, or choose from a menu there.

        Args:
            user: Before whom it stands.
            kinds: BUTTONS or MENUS.
            wanted: What it looks like.

        Raises:
            ValueError: The person has no modal, or not exactly one thing fits.
        """
        return await self._act_in(self._top(user), kinds, wanted)

    async def act_at_home(
        self, user: str, kinds: frozenset[str], wanted: Wanted
    ) -> ViewPress:
        """Press a button of the Home tab, or choose from a menu there.

        All is as in `act_in_modal`.

        Raises:
            ValueError: The bot has published no Home tab, or not exactly one thing fits.
        """
        home = self._workspace.views.home(user)
        if home is None:
            raise ImpossibleError(f"{user} has no Home tab")
        return await self._act_in(home, kinds, wanted)

    async def submit(self, user: str, values: Mapping[str, Value]) -> Submission:
        """Fill in the modal on top, submit it, and do what the bot's ack says.

        Args:
            user: Who submits.
            values: By action_id: what is typed, or the value of the option that is
                chosen, or the values where several may be.

        Raises:
            ValueError: The person has no modal, or Slack would not let it be submitted.
        """
        modal = self._top(user)
        sent = ViewSubmission.of(user, modal, values)
        submission = Submission(user=user, channel="", response_url="", modal=modal)
        trigger = self._workspace.triggers.issue(user)
        payload = sent.payload(self.people.get(user), TEAM, trigger)
        envelope = Envelope("interactive", payload, accepts=True)
        for ack in (await self._send(submission, envelope))[:1]:
            self._end(submission, ack)
        return submission

    async def type_in_modal(self, user: str, action_id: str, typed: str) -> Typing:
        """Type into a select of the modal on top, and wait for what the bot offers.

        What is offered can be chosen when the modal is submitted.

        Args:
            user: Who types.
            action_id: Of the select.
            typed: All that stands in its field then.

        Raises:
            ValueError: The person has no modal, or no such select in it.
        """
        modal = self._top(user)
        block_id, select = select_in(modal, action_id)
        typing = Typing(user=user, channel="", response_url="", typed=typed)
        if not enough(select, typed):
            typing.asked = False
            return typing
        told = payload(modal, (block_id, action_id), typed, self.people.get(user), TEAM)
        envelope = Envelope("interactive", told, accepts=True)
        for ack in (await self._send(typing, envelope))[:1]:
            self._offer(typing, ack)
        # An option that was offered before can still be the one that is chosen.
        before = modal.offered.get((block_id, action_id), [])
        modal.offered[block_id, action_id] = [
            *typing.options,
            *(one for one in before if one not in typing.options),
        ]
        return typing

    async def close_modal(self, user: str) -> list[Interaction]:
        """Close the modal on top, and all below it if it says so.

        Returns:
            What the bot was told, as it asked to be; the top first.

        Raises:
            ValueError: The person has no modal.
        """
        views = self._workspace.views
        cleared = self._top(user).view.get("clear_on_close") is True
        modals = views.clear(user) if cleared else [views.close(user)]
        every = [ViewClosed(user, modal, is_cleared=cleared) for modal in modals]
        return [await self._closed(each) for each in every if each.told]

    async def _closed(self, closed: ViewClosed) -> Interaction:
        told = Interaction(user=closed.user, channel="", response_url="")
        await self._interact(told, closed.payload(self.people.get(closed.user), TEAM))
        return told

    def _offer(self, typing: Typing, ack: Ack) -> None:
        """Slack shows no option of an ack of which one is wrong."""
        try:
            typing.ack = ack.message()
        except ValueError:
            typing.error = "invalid_options"
            return
        found = [one.of(typing.ack or {}) for one in breaches(typing.ack or {})]
        self.broken_rules.extend(found)
        if found:
            typing.error = "invalid_options"
            return
        typing.options = offered(typing.ack or {})

    def _end(self, submission: Submission, ack: Ack) -> None:
        try:
            submission.ack = ack.message()
            submission.errors = end_submission(
                self._workspace.views, submission.user, submission.ack
            )
        except (ValueError, RefusalError):
            submission.error = "invalid_command_response"

    async def _act_in(
        self, modal: ModalView | HomeView, kinds: frozenset[str], wanted: Wanted
    ) -> ViewPress:
        user = modal.user
        act = ViewAction.of(user, modal, kinds, wanted, self._workspace.stamp())
        press = ViewPress(
            user=user, channel="", response_url="", modal=modal, action=act.action
        )
        trigger = self._workspace.triggers.issue(user)
        payload = act.payload(self.people.get(user), TEAM, trigger)
        await self._interact(press, payload)
        return press

    def _top(self, user: str) -> ModalView:
        modals = self._workspace.views.modals(user)
        if not modals:
            raise ImpossibleError(f"{user} has no modal")
        return modals[-1]
