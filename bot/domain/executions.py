"""What happened on one target, as every source tells it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from bot.domain.causes import Cause
from bot.domain.outputs import Output
from bot.domain.references import Reference

# What makes a terminal change colours or its title; it prints nothing.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?)")


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
        """The name where there is one to be seen, else the id."""
        return self.name if _visible(self.name) else self.id


# One of each is enough: runs have many rows, and most of them lack these.
UNNAMED, NO_CAUSE, NO_OUTPUT = Named(), Cause(), Output()


@dataclass(frozen=True, slots=True)
class Detail:
    """One more thing that a source tells: a label of ours, and the source's text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """What happened on one target in one run.

    Texts are the source's own and are not to be trusted. `id` is what the source calls
    this one result, which one field of it alone does not tell from others; `run_id` is
    the firing of work that it was part of, empty when the source names none; `kind` is
    the source's word for what was done there, such as RESTART_SERVER.
    """

    reference: Reference
    outcome: Outcome
    raw_status: str
    target: Named
    id: str = ""
    script: Named = UNNAMED
    kind: str = ""
    target_kind: str = ""
    run_id: str = ""
    batch: Batch | None = None
    started: Moment | None = None
    ended: Moment | None = None
    cause: Cause = NO_CAUSE
    output: Output = NO_OUTPUT
    details: tuple[Detail, ...] = ()

    @property
    def duration(self) -> timedelta | None:
        """As of `between`."""
        return between(self.started, self.ended)

    @property
    def finished(self) -> bool:
        return self.outcome in FINISHED


FINISHED = frozenset(
    {Outcome.SUCCEEDED, Outcome.FAILED, Outcome.SKIPPED, Outcome.CANCELED}
)
WRONG = frozenset({Outcome.FAILED, Outcome.SKIPPED})
UNDER_WAY = frozenset({Outcome.RUNNING, Outcome.WAITING, Outcome.PAUSED})


def between(started: Moment | None, ended: Moment | None) -> timedelta | None:
    """End minus start; None when either is unknown or they contradict."""
    if started is None or ended is None or started.at is None or ended.at is None:
        return None
    lasted = ended.at - started.at
    return lasted if lasted >= timedelta(0) else None


def _visible(text: str) -> bool:
    """Whether anything of it would be seen."""
    if text.isprintable():  # as most texts are
        return bool(text) and not text.isspace()
    printed = _ESCAPES.sub("", text)
    return any(one.isprintable() and not one.isspace() for one in printed)


def details(**texts: str) -> tuple[Detail, ...]:
    """Those that say something, `current_batch="2"` labelled "Current batch"."""
    return tuple(
        [Detail(_label(name), text) for name, text in texts.items() if text.strip()]
    )


@cache
def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()
