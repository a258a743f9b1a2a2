"""One digest on its way to one channel."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.causes import Cause
from bot.domain.digests import Read, ToldBefore, Trouble
from bot.domain.failures import FailureFilter, Failures
from bot.domain.marks import Mark
from bot.domain.messages import Attachment, Message
from bot.domain.runs import Counts
from bot.domain.threads import Opening
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
        file: what is posted instead; the message then says where else its rows are.
        tried: when it was first sent, in UTC; None if it never was.
        ts: Slack's name for it, once it is there; else "".
    """

    number: int
    message: Message
    file: Attachment | None = None
    tried: datetime | None = None
    ts: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What one part is to say, before it has a place in a delivery; as in `Part`."""

    message: Message
    file: Attachment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a subscription is about.

    Attributes:
        clouds: which ones, by name.
        wanted: what is told of them.
        marks: what people said of causes: muted ones are counted, but not listed, and
            acknowledged ones are listed after the others.
    """

    clouds: tuple[str, ...]
    wanted: FailureFilter = field(default_factory=FailureFilter)
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a delivery posts, and what holds once that stands.

    Attributes:
        contents: the root, then what goes in its thread; nothing is no root, either.
        counts: executions that it lists, by outcome.
        troubles: all that are open then.
        over: what was acknowledged and has recovered.
        opening: what people can ask for below it; None where there is nothing.
    """

    contents: Sequence[Content] = ()
    counts: Counts = field(default_factory=Counts)
    troubles: Collection[Trouble] = ()
    over: Collection[Mark] = ()
    opening: Opening | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A delivery as people look back at it.

    Attributes:
        slot: when it was due, in UTC.
        told: how much it told; None before it was planned.
        ended: when all of it was there, or it turned out that there was nothing to say.
        ts: Slack's name for its root; "" while that is not there.
    """

    slot: datetime
    told: ToldBefore | None = None
    ended: datetime | None = None
    ts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCause:
    """A cause that a subscription was told of.

    Attributes:
        id: what groups it.
        cause: code and reason of its newest example; secrets may be in it.
        count: executions.
        last: when the latest one counts for.
    """

    id: str
    cause: Cause
    count: int
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that a delivery tells of executions.

    Attributes:
        failures: the executions themselves, some thousands at most, and their causes.
        troubles: which work they are of, but for orders, which happen once.
        lasting: what was open before, and how that work went on.
        muted: how many more executions count as told now, because their cause is muted.
        before: what earlier digests told, the oldest first.
        read: how much ran in its window, failed or not.
    """

    failures: Failures
    troubles: tuple[Trouble, ...] = ()
    lasting: tuple[tuple[Trouble, History], ...] = ()
    muted: int = 0
    before: tuple[ToldBefore, ...] = ()
    read: Read = field(default_factory=Read)
