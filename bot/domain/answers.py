"""What the bot found out, before anybody decides how to say it."""

from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Generic

from bot.domain.executions import Execution
from bot.domain.runs import Counts, Finding, Row_co, Run
from bot.domain.windows import Window

ROWS_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class HelpAnswer:
    """What can be asked; an empty topic is everything."""

    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What every answer of the clouds says of itself.

    Attributes:
        hidden: how many secrets were hidden in what is shown.
        gaps: a sentence for each thing that is missing, such as a cloud's answer.
        as_of: when this was so, in UTC.
        zone: where the person who asked lives.
    """

    hidden: int = 0
    gaps: tuple[str, ...] = ()
    as_of: datetime
    zone: tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionAnswer(Found):
    """One execution, its secrets already hidden; `line` asks for it again."""

    execution: Execution
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceAnswer(Found):
    """The same ids in several clouds: at least two findings, one a cloud."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)  # no slots, for the reason that `Listing` tells
class Page(Generic[Row_co]):
    """Some of the rows.

    Attributes:
        rows: at most `ROWS_A_PAGE`, their secrets hidden.
        number: from 1.
        pages: how many there are, at least 1.
        of: how many rows were read in all.
        total: how many there are, as the source says, where it does.
    """

    rows: tuple[Row_co, ...]
    number: int
    pages: int
    of: int
    total: int | None = None

    @property
    def first(self) -> int:
        """The number of its first row, from 1."""
        return (self.number - 1) * ROWS_A_PAGE + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RunAnswer(Found):
    """One run, and a page of what happened on its targets.

    `tally` counts the rows that were read, on every page.
    """

    run: Run
    tally: Counts
    page: Page[Execution]
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunsAnswer(Found):
    """A page of runs: of the work that `title` names, or as searched for in `window`."""

    title: str
    window: Window = field(default_factory=Window)
    page: Page[Run]
    line: str


@dataclass(frozen=True, slots=True)
class ReferenceAnswer:
    """A command line, and the reference in it, where it has one: to be copied."""

    line: str
    reference: str = ""


Shareable = ExecutionAnswer | RunAnswer | RunsAnswer
"""What may be shown to everybody in a channel."""

Answer = (
    HelpAnswer
    | ReferenceAnswer
    | ExecutionAnswer
    | ChoiceAnswer
    | RunAnswer
    | RunsAnswer
)
