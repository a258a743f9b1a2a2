"""Runs that people watch until they end."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.digest_answers import Offer
from bot.domain.executions import Outcome
from bot.domain.messages import Posted
from bot.domain.references import Reference
from bot.domain.runs import Counts

QUICK, SLOW = timedelta(seconds=3), timedelta(minutes=1)
"""How soon something is looked at again that moves, and that does not."""
# A run of thousands takes long to read, and people ask the same cloud.
_SHARE = 5
LEASE = timedelta(seconds=60)
"""How long whoever looks may be silent before somebody else does."""
UNREAD = timedelta(hours=1)
"""After this long without an answer the message says so."""
LONGEST = timedelta(days=7)


class WatchVerb(StrEnum):
    """What is to be done with watches."""

    LIST = "list"
    BEGIN = "begin"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class WatchQuery:
    """`/runs watch [list | REFERENCE | stop REFERENCE]`; a list has no reference."""

    verb: WatchVerb = WatchVerb.LIST
    reference: Reference | None = None


class Ending(StrEnum):
    """Why a watch is over."""

    ENDED = "it ended"
    STOPPED = "whoever watched did not want to any more"
    TOO_LONG = "it was watched for a week"
    MISSING = "the cloud knows it no more"
    UNCONFIGURED = "its cloud is not in the settings any more"
    DENIED = "whoever watched may not look it up any more"
    GONE = "its message is gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How a run or an execution stood; secrets are hidden.

    Attributes:
        headline: its outcome, what it is and where, as one line of plain text.
        outcome: by itself.
        counts: of its executions.
        finished: whether it has ended.
    """

    headline: str
    outcome: Outcome
    counts: Counts = field(default_factory=Counts)
    finished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One person's wish to be told how a run goes on.

    Attributes:
        id: carried by its posts, so that they can be found again.
        user, workspace: who watches.
        channel: where they asked; "" where that was nowhere.
        reference: what they watch.
        begun: when, in UTC.
        seen: as its message has it.
        seen_at: since when it has been like that, as far as was seen.
        unread: whether its message says that no cloud answers.
        failing_since: when the cloud stopped answering; None while it does.
        place: where its message is, or is to be.
        ts: Slack's name for its message; "" while that is not there.
        tried: when the message was first sent; None if it never was.
        due: when it is looked at next.
        pause: between the last look and the next.
        ending: why it is over, once it is; then there is one more thing to say.
        word_tried: when that was first sent.
    """

    id: str
    user: str
    workspace: str
    channel: str
    reference: Reference
    begun: datetime
    seen: Seen
    seen_at: datetime
    unread: bool = False
    failing_since: datetime | None = None
    place: str
    ts: str = ""
    tried: datetime | None = None
    due: datetime
    pause: timedelta = QUICK
    ending: Ending | None = None
    word_tried: datetime | None = None

    @property
    def board(self) -> Posted:
        """Its message."""
        return Posted(channel=self.place, ts=self.ts)

    @property
    def is_direct(self) -> bool:
        """Whether its message goes to whoever watches alone."""
        return self.place == self.user or self.place.startswith("D")

    def looks_like(self, other: "Watch") -> bool:
        """Whether the messages of both say the same."""
        mine = self.seen, self.unread, self.ending
        return mine == (other.seen, other.unread, other.ending)

    def looked(self, seen: Seen, now: datetime, took: timedelta) -> "Watch":
        """The same once `seen` has been read, which `took` so long."""
        moved = self.unread or seen != self.seen
        ending = Ending.ENDED if seen.finished else self._too_long(now)
        one = replace(self, seen=seen, unread=False, failing_since=None, ending=ending)
        if moved:
            pause = min(max(QUICK, took * _SHARE), SLOW)
            return replace(one, seen_at=now, pause=pause, due=now + pause)
        return one.later(now)

    def not_read(self, now: datetime) -> "Watch":
        """The same once the cloud gave no answer."""
        since = self.failing_since or now
        unread = now - since >= UNREAD
        one = replace(self, failing_since=since, unread=unread)
        return replace(one, ending=self._too_long(now)).later(now)

    def over(self, ending: Ending) -> "Watch":
        """The same, to be looked at no more."""
        return replace(self, ending=ending)

    def later(self, now: datetime) -> "Watch":
        """The same, looked at again after a longer pause."""
        pause = min(self.pause * 2, SLOW)
        return replace(self, pause=pause, due=now + pause)

    def _too_long(self, now: datetime) -> Ending | None:
        return Ending.TOO_LONG if now - self.begun >= LONGEST else None


class Added(StrEnum):
    """What came of a wish to watch."""

    NEW = "it is watched from now on"
    SAME = "they watch it there already"
    FULL = "they watch as much as one person can"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchToldAnswer:
    """A few sentences of plain text about a watch, and what can be done next.

    Attributes:
        said: what is said; the place of its message follows it.
        place: a channel, or "".
    """

    said: str
    place: str = ""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchesAnswer:
    """What somebody watches, the latest first; `most` is how much they may."""

    watches: tuple[Watch, ...]
    most: int


WatchAnswer = WatchToldAnswer | WatchesAnswer
