"""What happened on one target, as every source tells it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.causes import Cause
from bot.domain.outputs import Output
from bot.domain.references import Reference


class Outcome(StrEnum):
    """How an execution stands; the source's own word is kept beside it."""

    WAITING = "waiting"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    SKIPPED = "skipped"
    CANCELED = "canceled"
    PAUSED = "paused"
    UNKNOWN = "unknown"


class Batch(StrEnum):
    """Which part of a gradual rollout an execution belonged to."""

    GRAY = "gray"
    NON_GRAY = "non-gray"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as a source wrote it.

    Attributes:
        raw: the source's text.
        at: the same in UTC, or None when the text is no time that we know.
        exact: False when the zone had to be assumed, or the local time was doubtful.
    """

    raw: str
    at: datetime | None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a source knows by id and name; either may be empty."""

    id: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        """The name where there is one, else the id."""
        return self.name if self.name.strip() else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """What happened on one target in one run.

    Texts are the source's own and are not to be trusted. `run_id` is the firing
    of work that this execution was part of, empty when the source names none.
    """

    reference: Reference
    outcome: Outcome
    raw_status: str
    script: Named
    target: Named
    target_kind: str = ""
    run_id: str = ""
    batch: Batch | None = None
    started: Moment | None = None
    ended: Moment | None = None
    cause: Cause = field(default_factory=Cause)
    output: Output = field(default_factory=Output)

    @property
    def duration(self) -> timedelta | None:
        """End minus start; None when either is unknown or they contradict."""
        if self.started is None or self.ended is None:
            return None
        if self.started.at is None or self.ended.at is None:
            return None
        lasted = self.ended.at - self.started.at
        return lasted if lasted >= timedelta(0) else None

    @property
    def finished(self) -> bool:
        return self.outcome in {
            Outcome.SUCCEEDED,
            Outcome.FAILED,
            Outcome.SKIPPED,
            Outcome.CANCELED,
        }
