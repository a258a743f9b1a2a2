"""What a channel is told on a schedule, before anybody decides how to say it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.coverage import receipt
from bot.domain.executions import Named
from bot.domain.failures import BlastRadius, Failure, FailureFilter
from bot.domain.marks import Mark
from bot.domain.references import SourceName
from bot.domain.runs import Counts
from bot.domain.sweeping import Coverage
from bot.domain.windows import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleKey:
    """What tells one trouble from another, for one subscription.

    Attributes:
        work_ref: of the work, equal for all of its runs; it has cloud and source in it.
        cause: the id of what its executions are grouped by.
    """

    work_ref: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Work that fails for one cause, while it lasts.

    Attributes:
        key: what tells it from others.
        work: by its name.
        source: where it runs.
        since: when its first execution counts for.
        last: the same of its latest one.
        count: executions that the subscription was told of.
    """

    key: TroubleKey
    work: Named
    source: SourceName
    since: datetime
    last: datetime
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestCause:
    """A cause as a digest tells it.

    Attributes:
        radius: how far it reaches, of what was not told before.
        troubles: how many pieces of work have it.
        new: how many of those had no such trouble when the last digest was posted.
        since: since when the oldest of the others has lasted; None where all are new.
        acknowledged: who has taken it on, and until when; it comes after the others.
    """

    radius: BlastRadius
    troubles: int
    new: int
    since: datetime | None = None
    acknowledged: Mark | None = None

    @property
    def is_new(self) -> bool:
        """Whether no piece of work had it before."""
        return self.new == self.troubles


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldBefore:
    """How much one earlier digest told: executions, by outcome; muted ones are none."""

    slot: datetime
    failed: int
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """How much the ledger has of a window: runs, and the executions that they count."""

    runs: int = 0
    executions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """All that one delivery tells; secrets are hidden.

    Attributes:
        name: of the subscription.
        wanted: what it filters.
        window: what the digest is labelled with; what is told may be older.
        slot: when it was due, in UTC.
        late: how late it is; nothing within a minute or two.
        counts: executions by outcome, of what was not told before.
        causes: the biggest blast radius first; `cause_count` of them in all.
        rows: the newest first, at most some thousands; `of` of them in all.
        recovered: troubles that ended with a clean run, the longest first.
        quiet: troubles whose work has not run again for long.
        coverage: what the ledger knows of each source that it is about.
        read: how much ran there in the window, failed or not.
        gaps: what else is missing.
        mention: ids of whom to mention where something failed.
        hidden: how many secrets are hidden in what is shown.
        mutes: causes that are muted for it now, those that end first first.
        muted: how many executions of those were not told before, and are not listed.
        before: what earlier digests told, the oldest first; at most 19.
    """

    name: str
    wanted: FailureFilter
    window: Window
    slot: datetime
    late: timedelta = timedelta()
    counts: Counts
    causes: tuple[DigestCause, ...] = ()
    cause_count: int = 0
    rows: tuple[Failure, ...] = ()
    of: int = 0
    recovered: tuple[Trouble, ...] = ()
    quiet: tuple[Trouble, ...] = ()
    coverage: tuple[Coverage, ...]
    read: Read = field(default_factory=Read)
    gaps: tuple[str, ...] = ()
    mention: tuple[str, ...] = ()
    hidden: int = 0
    mutes: tuple[Mark, ...] = ()
    muted: int = 0
    before: tuple[ToldBefore, ...] = ()
    as_of: datetime
    zone: ZoneInfo

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing new to tell; that may be for want of reading."""
        return not (self.of or self.recovered or self.quiet)

    @property
    def is_whole(self) -> bool:
        """Whether everything that it is about was read."""
        read = receipt(self.coverage, self.window, self.as_of)
        return read.complete and not self.gaps
