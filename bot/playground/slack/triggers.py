"""Trigger ids: each lets the bot open one window, soon after somebody did something.

docs.slack.dev/interactivity/handling-user-interaction, docs.slack.dev/reference/methods/
views.open
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.playground.slack.answers import RefusalError


@dataclass(slots=True)
class _Issued:
    user: str
    at: datetime
    exchanged: bool = False


@dataclass(slots=True)
class Triggers:
    """Issues trigger ids and exchanges each of them once.

    Attributes:
        lifetime: How long one may be exchanged.
    """

    now: Callable[[], datetime]
    lifetime: timedelta = timedelta(seconds=3)
    _issued: dict[str, _Issued] = field(default_factory=dict, repr=False)

    def issue(self, user: str) -> str:
        """An id such as 3141592653589.0123456789.0123456789abcdef0123456789abcdef."""
        number, other = secrets.randbelow(10**13), secrets.randbelow(10**10)
        trigger = f"{number}.{other}.{secrets.token_hex(16)}"
        self._issued[trigger] = _Issued(user, self.now())
        return trigger

    def use(self, trigger: str) -> str:
        """Exchange it; returns whom it was issued for.

        Raises:
            RefusalError: It is unknown, was exchanged before, or came too late.
        """
        issued = self._issued.get(trigger)
        if issued is None:
            raise RefusalError("invalid_trigger_id")
        if issued.exchanged:
            raise RefusalError("exchanged_trigger_id")
        if self.now() - issued.at >= self.lifetime:
            raise RefusalError("expired_trigger_id")
        issued.exchanged = True
        return issued.user
