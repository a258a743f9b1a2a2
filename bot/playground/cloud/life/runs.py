"""What every run of the living fleet is, whichever source it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Protocol

from bot.playground.cloud.life.plans import Tally
from bot.playground.cloud.life.shelves import Shelves


@dataclass(frozen=True, slots=True)
class RecentRun:
    """A run as a console shows it.

    Attributes:
        command: the slash command that shows it.
    """

    at: datetime
    source: str
    name: str
    outcome: str
    counts: str
    command: str

    @classmethod
    def of(
        cls,
        at: datetime,
        name: str,
        statuses: Iterable[str],
        command: str,
        outcome: str | None = None,
    ) -> "RecentRun":
        """Of its targets' statuses; `outcome`, if it doesn't follow from them."""
        tally = Tally.of([*statuses])
        source = command.split()[1]
        said = outcome or tally.outcome
        return cls(at, source, name, said, str(tally), command)


@dataclass(frozen=True, slots=True)
class Firing:
    """That work begins once more.

    Attributes:
        number: the how many-th time.
        at: fleet time.
        begun: the same by the wall clock.
    """

    number: int
    at: float
    begun: datetime
    luck: Random = field(repr=False)


class Run(Protocol):
    """One firing of work; what can be seen of it depends on the moment alone."""

    @property
    def id(self) -> str:
        """Its id on the wire."""
        ...

    @property
    def begun(self) -> datetime:
        """When it began."""
        ...

    def write(self, shelves: Shelves, now: datetime) -> None:
        """Show it as it is now, in every table."""
        ...

    def erase(self, shelves: Shelves) -> None:
        """Take it out of every table."""
        ...

    def next_change(self, now: datetime) -> datetime | None:
        """When it looks otherwise; None if it is over."""
        ...

    def recent(self, now: datetime) -> RecentRun:
        """In one line."""
        ...


class Trade(Protocol):
    """What a piece of work does each time."""

    @property
    def size(self) -> int:
        """On how many targets."""
        ...

    def run(self, firing: Firing) -> Run:
        """What will become of this firing."""
        ...

    def note(self, shelves: Shelves, again: datetime) -> None:
        """Tell beside the runs what they mean for the work, which goes on `again`."""
        ...
