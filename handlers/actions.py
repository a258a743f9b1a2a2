"""Buttons and selects: what they carry is asked again, with the presser's rights."""

import re
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks import buttons
from bot.domain.lookup_form import LookUpForm
from handlers.asking import Asking, Desk
from handlers.copies import Copy
from handlers.forms import FormWindow, opening
from handlers.intake import Intake, Request
from handlers.outputs import OutputModal
from handlers.presses import Pressed, pressed
from handlers.questions import Question
from handlers.seen import Seen
from handlers.sharing import Sharing
from handlers.tabs import HomeTab, ThenHome
from handlers.windows import Window

_TURNS_PAGES = frozenset({buttons.PREVIOUS, buttons.NEXT})
_IN_PLACE = _TURNS_PAGES | {buttons.REFRESH}
_IN_MODAL = frozenset(
    {buttons.OUTPUT_PREVIOUS, buttons.OUTPUT_NEXT, buttons.OUTPUT_AGAIN}
)
# What Home shows is out of date after these.
_CHANGES = (buttons.CHANGE, buttons.UNWATCH)
# They show what was shown before, for as long as that is known; all else asks anew.
_AGAIN = _TURNS_PAGES | _IN_MODAL | {buttons.SHARE}


class Actions:
    """Everything of ours that can be pressed."""

    def __init__(self, intake: Intake, desk: Desk, seen: Seen) -> None:
        self._intake = intake
        self._desk = desk
        self._seen = seen

    def register(self, app: AsyncApp) -> None:
        app.action(re.compile(rf"^{re.escape(buttons.ACTION)}"))(self.pressed)

    async def pressed(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]
    ) -> None:
        """Do what stands on the button, once for each press."""
        found = pressed(body, action)
        if found is not None and self._seen.first(found.trigger):
            request = self._request(found)
            # An ack of a press cannot say anything, so whoever is turned away is told.
            if not self._intake.accept(request):
                self._intake.turn_away(request)
        await ack()

    def _request(self, found: Pressed) -> Request:
        asking = self._asking(found)
        if found.home and found.action_id == buttons.HOME:
            return HomeTab(asking)
        request = self._asked(found, asking)
        if found.home and found.action_id.startswith(_CHANGES):
            return ThenHome(request, HomeTab(asking))
        return request

    def _asked(self, found: Pressed, asking: Asking) -> Request:
        if found.modal and found.action_id in _IN_MODAL:
            return OutputModal(asking, self._window(key=found.modal))
        match found.action_id:
            case buttons.SHARE:
                return Sharing(asking, self._seen)
            case buttons.OUTPUT:
                return OutputModal(asking, self._window(found.trigger))
            case buttons.COPY:
                return Copy(asking)
        return self._question(asking, found)

    def _question(self, asking: Asking, found: Pressed) -> Request:
        query = opening(found.press.text)
        if found.action_id == buttons.LOOK_UP_FORM:
            query = query or LookUpForm()
        if query is not None:
            return FormWindow(asking, query, self._window(found.trigger))
        return Question(asking)

    def _window(self, trigger: str = "", key: str = "") -> Window:
        return Window(self._desk.messenger, trigger=trigger, key=key)

    def _asking(self, found: Pressed) -> Asking:
        """A message that others see, too, is left as it is."""
        changes = found.action_id.startswith(buttons.CHANGE)
        replaces = found.private and (changes or found.action_id in _IN_PLACE)
        return Asking(
            desk=self._desk,
            asker=found.asker,
            address=replace(found.address, replaces=replaces),
            press=found.press,
            again=found.action_id in _AGAIN,
        )
