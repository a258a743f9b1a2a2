"""Windows by `views.open` and `views.update`."""

from datetime import timedelta
from typing import Any

from bot.adapters.slack.calls import SlackCalls
from bot.adapters.slack.codes import Fate
from bot.adapters.slack.ladder import log_refusal
from bot.adapters.slack.outcomes import Outcome
from bot.adapters.slack.patience import Terms
from bot.blocks.views import plain_view, view
from bot.domain.messages import Message, Modal
from bot.ports import Clock

# https://docs.slack.dev/interactivity/handling-user-interaction: triggers live so long.
_TRIGGER_LIVES = timedelta(seconds=3)
# One that was on its way when the trigger died is waited for a little longer.
_OPENS_WITHIN = timedelta(seconds=4)
# Seconds. A window that has just opened may not be known by its external_id yet.
_KNOWN_WITHIN = 0.5
_OPEN = "views.open"
_UPDATE = "views.update"


class Windows:
    """Opens windows while the trigger lives, and changes them as long as they are open."""

    def __init__(self, calls: SlackCalls, clock: Clock) -> None:
        self._calls = calls
        self._clock = clock

    async def open(self, trigger: str, key: str, modal: Modal) -> Outcome:
        """What came of it, after four seconds at most.

        `Fate.TOO_LATE` where the trigger died before it could be.
        """
        now = self._clock.now()
        terms = Terms(_OPEN, until=now + _TRIGGER_LIVES, given_up=now + _OPENS_WITHIN)
        return await self._shown({"trigger_id": trigger}, key, modal, terms)

    async def update(self, key: str, modal: Modal) -> Outcome:
        """What came of it; `Fate.GONE` where the window is closed.

        The same content twice is the same window, so a lost answer is asked for again.
        """
        which, terms = {"external_id": key}, Terms(_UPDATE, repeatable=True)
        outcome = await self._shown(which, key, modal, terms)
        if outcome.fate is not Fate.GONE:
            return outcome
        await self._clock.sleep(_KNOWN_WITHIN)
        return await self._shown(which, key, modal, terms)

    async def _shown(
        self, which: dict[str, Any], key: str, modal: Modal, terms: Terms
    ) -> Outcome:
        full = which | {"view": view(key, modal)}
        outcome = await self._calls.write(terms.method, full, terms)
        if outcome.fate is not Fate.BLOCKS:
            return outcome
        log_refusal(outcome, Message(modal.title, modal.blocks))
        plain = which | {"view": plain_view(key, modal)}
        return await self._calls.write(terms.method, plain, terms)
