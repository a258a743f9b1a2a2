"""One digest on its way to one channel."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.digests import Trouble
from bot.domain.failures import Failures
from bot.domain.messages import Message
from bot.domain.troubles import History
from bot.domain.windows import Window

LEASE = timedelta(seconds=120)
"""How long whoever delivers may be silent before somebody else goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A claim on one slot of one subscription.

    Attributes:
        id: carried by each of its parts, so that they can be found again.
        subscription: the id of whose it is.
        slot: when it was due, in UTC.
        since: the slot before, or from when on the subscription is told anything.
        told_from: executions that began earlier are never told.
        planned: whether its parts stand.
    """

    id: str
    subscription: str
    slot: datetime
    since: datetime
    told_from: datetime
    planned: bool = False

    @property
    def window(self) -> Window:
        """What it is labelled with."""
        return Window(self.since, self.slot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message of a delivery; the first is the root, the others go in its thread.

    Attributes:
        number: from 0.
        message: as it is posted.
        tried: when it was first sent, in UTC; None if it never was.
        ts: Slack's name for it, once it is there; else "".
    """

    number: int
    message: Message
    tried: datetime | None = None
    ts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that a delivery tells of executions.

    Attributes:
        failures: the executions themselves, some thousands at most, and their causes.
        troubles: which work they are of, but for orders, which happen once.
        lasting: what was open before, and how that work went on.
    """

    failures: Failures
    troubles: tuple[Trouble, ...] = ()
    lasting: tuple[tuple[Trouble, History], ...] = ()
