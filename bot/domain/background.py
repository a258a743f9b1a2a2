"""What the ledger knows around one execution: its cause, its target and its script."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.executions import UNNAMED, Named
from bot.domain.failures import BlastRadius, Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One execution, as the ledger is asked about it.

    Attributes:
        cause: the id of its cause, unless the ledger knows the execution itself.
        row_id: what its source calls it.
    """

    cause: str
    target: Named
    script: Named = UNNAMED
    row_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """How work went on after it failed so for the last time.

    Attributes:
        work: what runs again and again.
        last: when that last time was.
        clean, dirty: finished runs since then.
    """

    work: Named
    last: datetime
    clean: int = 0
    dirty: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The latest executions that share something with it, and how many there are."""

    rows: tuple[Failure, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What is known around it.

    Attributes:
        radius: how far its cause reaches; None where nobody has seen it.
        recovery: how its work went on; None where that is not known, or happens once.
        on_target, of_script: without the execution itself.
    """

    radius: BlastRadius | None = None
    recovery: Recovery | None = None
    on_target: Beside = field(default_factory=Beside)
    of_script: Beside = field(default_factory=Beside)
