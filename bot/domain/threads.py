"""What the bot knows of a thread: what it is about, and which row has which number."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

# So far back leads `undo`; and so many rows can be called by their number.
_STEPS = 30
MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Claim:
    """That a message is ours to answer.

    Attributes:
        tried: when somebody took it before, who perhaps answered and did not say so.
    """

    tried: datetime | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What stands under one number.

    Attributes:
        line: the command that opens it.
        label: what it is called: the target, else the work.
        cause: the id of its cause, "" where it has none.
    """

    line: str
    label: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the answer to a command."""

    line: str
    page: int = 1


@dataclass(frozen=True, slots=True)
class Opening:
    """What the thread of a digest is about: all that it tells, row by row."""

    line: str
    rows: Mapping[int, Row] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What a conversation is about.

    Attributes:
        steps: what it was narrowed to, the first and the newest at the ends; never empty.
        rows: of the newest list, by number.
        focus: the command that opens what was looked at last, "" for nothing.
        digest: the name of the digest that it is under, "" for none.
        delivery: the id of what that digest's delivery was, "" for none.
        used: when somebody asked last, in UTC.
        version: how often it was changed.
    """

    steps: tuple[Step, ...]
    rows: Mapping[int, Row] = field(default_factory=dict)
    focus: str = ""
    digest: str = ""
    delivery: str = ""
    used: datetime
    version: int = 0

    @property
    def step(self) -> Step:
        """What it is about now."""
        return self.steps[-1]

    @property
    def first(self) -> Step:
        """What it began with."""
        return self.steps[0]

    def went_on(self, step: Step, rows: Mapping[int, Row], used: datetime) -> "Thread":
        """The thread after that was read and shown; `rows` are those of its page."""
        before = self.steps[:-1] if self._is_read_again(step) else self.steps
        steps = (*before, step)
        # What it began with is what `all` leads back to.
        kept = (*steps[:1], *steps[1:][-_STEPS:])
        return replace(self, steps=kept, rows=_fewer(rows), focus="", used=used)

    def turned(self, step: Step, rows: Mapping[int, Row], used: datetime) -> "Thread":
        """The thread after another page of its list was shown.

        Pages of one list are numbered through, so rows of its other pages stay.
        """
        after = self.went_on(step, rows, used)
        if not self._is_read_again(step):
            return after
        return replace(after, rows=_fewer({**self.rows, **rows}))

    def _is_read_again(self, step: Step) -> bool:
        """Whether that is of the newest list; a digest has told its own, as it was."""
        told = self.delivery and len(self.steps) == 1
        return self.step.line == step.line and not told

    def went_back(self, rows: Mapping[int, Row], used: datetime) -> "Thread":
        """The thread after its last step was undone."""
        return replace(
            self, steps=self.steps[:-1], rows=dict(rows), focus="", used=used
        )

    def looked_at(self, line: str, used: datetime) -> "Thread":
        """The thread after one thing of it was opened: the list stays what it is."""
        return replace(self, focus=line, used=used)


def begun(step: Step, rows: Mapping[int, Row], used: datetime) -> Thread:
    """A thread under an answer that everybody sees."""
    return Thread(steps=(step,), rows=_fewer(rows), used=used)


def _fewer(rows: Mapping[int, Row]) -> dict[int, Row]:
    """The newest ones, where somebody has turned very many pages."""
    return dict(list(rows.items())[-MOST_ROWS:])
