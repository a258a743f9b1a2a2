"""What the bot found out, before anybody decides how to say it."""

from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from bot.domain.background import Background
from bot.domain.digest_answers import DigestAnswer
from bot.domain.executions import Execution, Moment, Outcome
from bot.domain.failures import (
    BlastRadius,
    By,
    Failure,
    FailureFilter,
    Group,
    SourceGlance,
)
from bot.domain.pages import Page
from bot.domain.references import SourceName
from bot.domain.runs import Counts, Finding, Run
from bot.domain.sweeping import Coverage
from bot.domain.watches import WatchAnswer
from bot.domain.windows import Window
from bot.domain.works import ListedWork


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RunAnswer(Found):
    """One run, and a page of what happened on its targets.

    `tally` counts the rows that were read, on every page; those with outcomes in `only`
    are shown, or all.
    """

    run: Run
    tally: Counts
    only: frozenset[Outcome] = frozenset()
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered(Found):
    """What every answer of the ledger says of itself; `as_of` is when it was read.

    Attributes:
        window: what was asked for.
        coverage: what the ledger knows of each source of each cloud that was asked for.
        line: asks for it again.
    """

    window: Window
    coverage: tuple[Coverage, ...]
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GlanceAnswer(Remembered):
    """Every source at a glance, and the causes with the biggest blast radius."""

    sources: tuple[SourceGlance, ...]
    causes: tuple[BlastRadius, ...]
    cause_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FailuresAnswer(Remembered):
    """A page of failures, newest first, with all of them by outcome and by cause."""

    wanted: FailureFilter
    page: Page[Failure]
    counts: Counts
    causes: tuple[BlastRadius, ...] = ()
    cause_count: int = 0
    by: By = By.CAUSE
    groups: tuple[Group, ...] = ()
    group_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputAnswer(Found):
    """What one execution printed, its secrets already hidden."""

    execution: Execution
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyAnswer(Remembered):
    """Why one execution failed or was skipped.

    Attributes:
        background: what the ledger knows around it.
        chinese: whether the asker reads Chinese.
        sibling: one of the same run that succeeded; None where there is none to compare.
        differs: where its output differs from that of the sibling, line by line.
        alone: a sentence on why there is nothing to compare, "" where there is.
    """

    execution: Execution
    background: Background
    chinese: bool = False
    sibling: Execution | None = None
    differs: tuple[str, ...] = ()
    alone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryAnswer(FailuresAnswer):
    """What failed or was skipped on the same target.

    Attributes:
        execution: whose history it is.
        of_script: how many executions of the same script the ledger knows besides.
    """

    execution: Execution
    of_script: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksAnswer(Found):
    """A page of the tasks of desktops, or of application servers."""

    source: SourceName
    page: Page[ListedWork]
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Something that goes by what was looked for.

    Attributes:
        what: what it is, such as "scheduled task".
        label: its name, else its id.
        line: the command that shows it, or more of it.
        cloud: where it is.
        outcome: how it went, where it is a run or an execution.
        at: when.
        remembered: whether the ledger knew it; else a cloud told it just now.
    """

    what: str
    label: str
    line: str
    cloud: str
    outcome: Outcome | None = None
    at: Moment | None = None
    remembered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAnswer(Found):
    """A page of everything that goes by `text`."""

    text: str
    page: Page[Match]
    line: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether one thing that the bot needs works, and a few words on it."""

    what: str
    fine: bool
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthAnswer(Found):
    """How the bot itself is: Slack, the database, and what is covered of each source."""

    conditions: tuple[Condition, ...]
    coverage: tuple[Coverage, ...]
    line: str


Shareable = (
    ExecutionAnswer
    | RunAnswer
    | RunsAnswer
    | GlanceAnswer
    | FailuresAnswer
    | OutputAnswer
    | WhyAnswer
    | WorksAnswer
    | FoundAnswer
    | HealthAnswer
)
"""What may be shown to everybody in a channel."""

Answer = (
    HelpAnswer
    | ReferenceAnswer
    | ExecutionAnswer
    | ChoiceAnswer
    | RunAnswer
    | RunsAnswer
    | GlanceAnswer
    | FailuresAnswer
    | OutputAnswer
    | WhyAnswer
    | WorksAnswer
    | FoundAnswer
    | HealthAnswer
    | DigestAnswer
    | WatchAnswer
)
