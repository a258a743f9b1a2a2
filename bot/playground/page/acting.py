"""What people press, choose, fill in and open on a page."""

from dataclasses import dataclass

from bot.playground.page.deeds import (
    Act,
    Choosing,
    Closing,
    Submitting,
    Typing,
    Visiting,
)
from bot.playground.page.entities import Json
from bot.playground.page.told import NotThereError, failure, there, told
from bot.playground.slack import LocalSlack, Post
from bot.playground.slack.deliveries import Interaction
from bot.playground.slack.modals import ModalView
from bot.playground.slack.pressables import BUTTONS, MENUS, Wanted
from bot.playground.slack.submissions import missing


@dataclass(frozen=True, slots=True)
class Acting:
    """Does it in the local Slack, and says what the person is told at once.

    Verbs raise NotThereError where this person has no such thing before them.
    """

    slack: LocalSlack

    async def press(self, deed: Act) -> Json:
        """Press a button."""
        return told(failure("That", await there(self._act(deed, BUTTONS))))

    async def choose(self, deed: Act) -> Json:
        """Choose an option of a menu."""
        return told(failure("That", await there(self._act(deed, MENUS))))

    async def submit(self, deed: Submitting) -> Json:
        """Submit the modal on top."""
        return await there(self._submit(deed))

    async def type(self, deed: Typing) -> Json:
        """Type into a select of the modal on top, to be offered options."""
        self._top(deed.actor, deed.view)
        typing = self.slack.type_in_modal(deed.actor, deed.action_id, deed.value)
        sent = await there(typing)
        return {**told(failure("The menu", sent)), "options": sent.options}

    async def close(self, deed: Closing) -> Json:
        """Close the modal on top."""
        self._top(deed.actor, deed.view)
        await self.slack.close_modal(deed.actor)
        return told(None)

    async def shortcut(self, deed: Choosing) -> Json:
        """Choose a shortcut, of a message or of the workspace."""
        place = None if deed.ts is None else (deed.channel, deed.ts)
        chosen = self.slack.shortcut_at(deed.actor, deed.callback_id, place)
        return told(failure("The shortcut", await there(chosen)))

    async def home(self, deed: Visiting) -> Json:
        """Open the Home tab."""
        await self.slack.open_home(deed.actor)
        return told(None)

    async def _submit(self, deed: Submitting) -> Json:
        modal = self._top(deed.actor, deed.view)
        if wrong := missing(modal, deed.values):
            return {**told(None), "errors": wrong}
        sent = await self.slack.submit(deed.actor, deed.values)
        return {**told(failure("The form", sent)), "errors": sent.errors}

    async def _act(self, deed: Act, kinds: frozenset[str]) -> Interaction:
        # Whoever lets a channel see something may be named there.
        self.slack.mentions_allowed.add(deed.actor)
        wanted = Wanted(deed.action_id, None, deed.value, deed.block_id)
        if deed.home:
            return await self.slack.act_at_home(deed.actor, kinds, wanted)
        if deed.view is not None:
            self._top(deed.actor, deed.view)
            return await self.slack.act_in_modal(deed.actor, kinds, wanted)
        team = self.slack.people[deed.actor].team_id
        return await self.slack.act(deed.actor, self._post(deed), kinds, wanted, team)

    def _post(self, deed: Act) -> Post:
        """The newest post at the place where the message stands."""
        shown = self.slack.workspace.places.get((deed.channel, deed.ts or ""))
        there = (post for post in reversed(self.slack.posts) if post.shown is shown)
        found = next(there, None)
        if found is None:
            raise NotThereError("That message is not there any more.")
        return found

    def _top(self, user: str, view: str) -> ModalView:
        modals = self.slack.workspace.views.modals(user)
        if not modals or modals[-1].id != view:
            raise NotThereError("That window is not open any more.")
        return modals[-1]
