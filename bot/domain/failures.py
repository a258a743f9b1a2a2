"""What failed or was skipped, as the ledger tells it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.causes import Cause
from bot.domain.executions import UNNAMED, WRONG, Execution, Named, Outcome
from bot.domain.references import SourceName
from bot.domain.runs import Counts


class By(StrEnum):
    """What failures are grouped by."""

    CAUSE = "cause"
    TARGET = "target"
    SCRIPT = "script"


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureFilter:
    """Which executions are wanted; an empty member asks for nothing.

    Texts match an exact id or a part of a name, whatever its case; `causes` match a
    cause's id, an exact code, or a part of the code or the reason. `names` match work,
    target, script or pool.
    """

    sources: frozenset[SourceName] = frozenset()
    targets: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    pools: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    outcomes: frozenset[Outcome] = WRONG


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureQuery:
    """`/runs failures …`; times are still words, an empty `since` is 24 hours."""

    wanted: FailureFilter = field(default_factory=FailureFilter)
    since: str = ""
    until: str = ""
    cloud: str = ""
    by: By = By.CAUSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One execution that the ledger keeps, with what it belonged to.

    Attributes:
        execution: as it was read; its reference opens it, or its run.
        work: what runs again and again.
        place: the pool, where it has one.
        clouds: every cloud that lists it, the first by name first.
        cause: the id of what it is grouped by.
        count: how many executions this row stands for (rows of a run were missing).
        hidden: how many secrets were hidden before it was kept.
    """

    execution: Execution
    work: Named = UNNAMED
    place: Named = UNNAMED
    clouds: tuple[str, ...] = ()
    cause: str = ""
    count: int = 1
    hidden: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BlastRadius:
    """One cause, and how far it reaches.

    Attributes:
        id: what groups it.
        cause: code and reason of its newest example.
        outcome: failed or skipped (or another that was asked for).
        count: executions.
        targets, runs, works: how many of each.
        sources: which ones.
        pools: names of up to five, and how many there are in all.
        examples: up to two of its executions, the newest first.
    """

    id: str
    cause: Cause
    outcome: Outcome
    count: int
    targets: int
    runs: int
    works: int = 0
    sources: tuple[SourceName, ...] = ()
    pools: tuple[str, ...] = ()
    pool_count: int = 0
    first: datetime | None = None
    last: datetime | None = None
    examples: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What failed or was skipped on one target, or of one script.

    Attributes:
        thing: the target, or the script.
        count: executions.
        causes: how many different ones.
        last: when the latest one counts for.
    """

    thing: Named
    count: int
    causes: int
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """A page of what matches, and what all of it comes to.

    Attributes:
        rows: the newest first.
        of: how many rows there are in all; a row may stand for several executions.
        counts: executions by outcome.
        causes: the biggest blast radius first, at most as many as asked for.
        cause_count: how many causes there are in all.
    """

    rows: tuple[Failure, ...] = ()
    of: int = 0
    counts: Counts = field(default_factory=Counts)
    causes: tuple[BlastRadius, ...] = ()
    cause_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGlance:
    """One source at a glance: executions by outcome, and how many runs were seen."""

    source: SourceName
    counts: Counts
    runs: int
