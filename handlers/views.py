"""Windows that people have filled in.

What is wrong with it is said in the ack, beside each field, from what the window itself
knows; all else is accepted, and answered in the channel.
https://docs.slack.dev/surfaces/modals#response_actions
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks import subscription_form
from bot.blocks.problems import BUSY, RESTARTING
from bot.blocks.views import FORM
from bot.blocks.views import view as slack_view
from bot.domain import lookup_form
from bot.domain.commandline import COMMAND
from bot.domain.digest_queries import DigestVerb
from bot.domain.forms import Faults, Filled
from bot.domain.lookup_form import form_of, wanted_line
from bot.domain.mark_form import MarkField, mark_wish
from bot.domain.marks import MarkKind
from bot.domain.presses import Press
from bot.domain.subscription_form import wish
from handlers.asking import Asking, Desk
from handlers.fillings import Filling, filling
from handlers.forms import LookedUp, Submitted, Work
from handlers.intake import Intake
from handlers.seen import Seen

Reply = Mapping[str, Any]
"""What an ack says; nothing closes the window."""

_VERBS = {MarkKind.MUTED: DigestVerb.MUTE, MarkKind.ACKNOWLEDGED: DigestVerb.ACK}

_log = structlog.get_logger()


class Views:
    """Everything of ours that can be filled in."""

    def __init__(self, intake: Intake, desk: Desk, seen: Seen) -> None:
        self._intake = intake
        self._desk = desk
        self._seen = seen

    def register(self, app: AsyncApp) -> None:
        app.view(re.compile(rf"^{re.escape(FORM)}"))(self.submitted)

    async def submitted(
        self, ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]
    ) -> None:
        """Say what is wrong, show what it comes to, or do it, once."""
        sent = filling(body, view)
        await ack(**(self._reply(sent) if sent else _not_ours(view)))

    def _reply(self, sent: Filling) -> Reply:
        match sent.form:
            case subscription_form.FORM:
                return self._reviewed(sent)
            case subscription_form.REVIEW:
                return self._kept(sent)
            case lookup_form.FORM:
                return self._looked_up(sent)
            case MarkKind.MUTED | MarkKind.ACKNOWLEDGED:
                return self._marked(MarkKind(sent.form), sent)
        return _not_ours({"callback_id": sent.form})

    def _reviewed(self, sent: Filling) -> Reply:
        """What it comes to, on top of the window, so that Back changes it."""
        wished = wish(sent.filled, sent.carried)
        if isinstance(wished, Faults):
            return _errors(wished)
        carried = replace(sent.carried, taken=(), filled=sent.filled)
        now = self._desk.clock.now()
        modal = subscription_form.review(wished, carried, now)
        return {"response_action": "push", "view": slack_view("", modal)}

    def _kept(self, sent: Filling) -> Reply:
        carried = sent.carried
        wished = wish(carried.filled or Filled({}), carried)
        if isinstance(wished, Faults):
            return _not_ours({"callback_id": sent.form})
        line = f"edit {carried.name}" if carried.name else "new"
        keep = self._desk.answers.digests.keep
        if self._accepted(sent, line, partial(keep, name=carried.name, wish=wished)):
            return {"response_action": "clear"}
        now = self._desk.clock.now()
        modal = subscription_form.review(wished, carried, now, self._refusal)
        return {"response_action": "update", "view": slack_view("", modal)}

    def _looked_up(self, sent: Filling) -> Reply:
        found = form_of(sent.carried.name)
        if found is None:
            return _not_ours({"callback_id": sent.form})
        line = wanted_line(found.sought, sent.filled)
        if isinstance(line, Faults):
            return _errors(line)
        if not self._seen.first(sent.trigger):
            return {}
        asking = self._asking(sent, line)
        if self._intake.accept(LookedUp(asking)):
            return {}
        self._seen.forget(sent.trigger)
        return _errors(Faults({lookup_form.FIELDS[found.sought][0]: self._refusal}))

    def _marked(self, kind: MarkKind, sent: Filling) -> Reply:
        wished = mark_wish(sent.filled, kind, sent.carried.name)
        if isinstance(wished, Faults):
            return _errors(wished)
        line = f"{_VERBS[kind]} {wished.name} cause:{wished.cause}"
        mark = self._desk.answers.digests.mark
        if self._accepted(sent, line, partial(mark, wish=wished)):
            return {}
        return _errors(Faults({MarkField.CAUSE: self._refusal}))

    def _accepted(self, sent: Filling, line: str, work: Work) -> bool:
        """Whether it will be done, or is being done already."""
        if not self._seen.first(sent.trigger):
            return True
        asking = self._asking(sent, f"{COMMAND} digest {line}")
        accepted = self._intake.accept(Submitted(asking, work))
        if not accepted:
            self._seen.forget(sent.trigger)
        return accepted

    def _asking(self, sent: Filling, line: str) -> Asking:
        return Asking(
            desk=self._desk, asker=sent.asker, address=sent.address, press=Press(line)
        )

    @property
    def _refusal(self) -> str:
        return RESTARTING if self._intake.closed else BUSY


def _errors(faults: Faults) -> Reply:
    return {"response_action": "errors", "errors": dict(faults.by_field)}


def _not_ours(view: Mapping[str, Any]) -> Reply:
    """Close it: nothing that this bot has written says so."""
    _log.warning("window_not_ours", window=view.get("callback_id"))
    return {}
