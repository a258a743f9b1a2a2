"""What the look-up form asks while it is filled in: names, and other fields.

Names are told in the ack, from memory, as Slack waits for 3 seconds and no longer.
https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
"""

import asyncio
import re
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks.inputs import ACTION
from bot.blocks.lookup_form import CHANGED, suggestions
from bot.domain.access import Actor
from bot.domain.commandline import COMMAND
from bot.domain.forms import unpacked
from bot.domain.lookup_form import PICKED, Ask, Name, form_of
from bot.domain.messages import Address
from bot.domain.presses import Press
from handlers.asking import Asking, Desk
from handlers.bodies import asker_in, part, trigger_in
from handlers.forms import FormWindow
from handlers.intake import Intake
from handlers.seen import Seen
from handlers.windows import Window

_PICKERS = re.compile(rf"^{re.escape(ACTION)}(?:{'|'.join(PICKED)})$")
# Of Slack's three seconds.
_IN_TIME = 2.0

_log = structlog.get_logger()


class Options:
    """The pickers of the look-up form, and the menu that says what it is about."""

    def __init__(self, intake: Intake, desk: Desk, seen: Seen) -> None:
        self._intake = intake
        self._desk = desk
        self._seen = seen

    def register(self, app: AsyncApp) -> None:
        app.options(_PICKERS)(self.typed)
        app.action(CHANGED)(self.changed)

    async def typed(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Names that fit to what somebody has typed so far."""
        kind = Ask(str(body.get("action_id", "")).removeprefix(ACTION))
        names: tuple[Name, ...] = ()
        try:
            async with asyncio.timeout(_IN_TIME):
                names = await self._fitting(body, kind)
        except TimeoutError:
            _log.warning("names_too_late", kind=kind)
        await ack(options=suggestions(names))

    async def changed(
        self, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]
    ) -> None:
        """Show the fields of what somebody has chosen, once."""
        request = self._changed(body, action)
        if request is not None and self._seen.first(trigger_in(body)):
            self._take(request)
        await ack()

    def _take(self, request: FormWindow) -> None:
        """An ack shows nothing, so whoever is turned away is told."""
        if not self._intake.accept(request):
            self._intake.turn_away(request)

    async def _fitting(self, body: Mapping[str, Any], kind: Ask) -> tuple[Name, ...]:
        asker = asker_in(body, "")
        actor = Actor(
            user=asker.user,
            workspace=asker.workspace,
            channel="",
            person=await self._desk.people.person(asker.user, asker.workspace),
        )
        typed = str(body.get("value") or "")
        return await self._desk.suggesting.options(actor, kind, typed)

    def _changed(
        self, body: Mapping[str, Any], action: Mapping[str, Any]
    ) -> FormWindow | None:
        """None where it is no window of ours, or nothing that could be chosen there."""
        view = part(body, "view")
        carried = unpacked(str(view.get("private_metadata") or ""))
        form = form_of(str(part(action, "selected_option").get("value", "")))
        key = str(view.get("external_id") or "")
        if carried is None or form is None or not key:
            _log.warning("choice_not_ours", view=view.get("callback_id"))
            return None
        asker = asker_in(body, carried.channel)
        asking = Asking(
            desk=self._desk,
            asker=asker,
            address=Address(user=asker.user, channel=carried.channel),
            press=Press(COMMAND),
        )
        return FormWindow(asking, form, Window(self._desk.messenger, key=key))
