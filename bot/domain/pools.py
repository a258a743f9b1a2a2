"""Which runs of desktop pools somebody wants to see."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.executions import Named, Outcome
from bot.domain.runs import Run

_COMMAND = "Command"  # the label of that detail


class PoolTaskType(StrEnum):
    """What a pool can be told to run (W9 `task_type`)."""

    SCRIPT = "script"
    COMMAND = "command"


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolFilter:
    """What a run has to be like; an empty member asks for nothing.

    Texts match an exact id or a part of a name, whatever its case. `type` is asked of
    the cloud and never told by it.
    """

    pools: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    outcomes: frozenset[Outcome] = frozenset()
    tasks: tuple[str, ...] = ()
    type: PoolTaskType | None = None

    def matches(self, run: Run) -> bool:
        """Whether `run` is as wanted, but for its type and task, which the cloud knows."""
        return (
            _any(self.pools, run.place)
            and _any(self.scripts, run.work, *run.scripts)
            and _any(self.names, run.place, run.work, *run.scripts, *_command(run))
            and (not self.outcomes or bool(self.outcomes & _standing(run)))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolQuery:
    """`/runs pool …` with options; times are still words."""

    wanted: PoolFilter
    since: str = ""
    until: str = ""
    cloud: str = ""


def _any(wanted: tuple[str, ...], *things: Named) -> bool:
    return not wanted or any(_is(one, thing) for one in wanted for thing in things)


def _is(wanted: str, thing: Named) -> bool:
    return wanted == thing.id or wanted.casefold() in thing.name.casefold()


def _command(run: Run) -> tuple[Named, ...]:
    """The whole command, of which a run's work may be only the beginning."""
    return tuple(
        Named(name=detail.text) for detail in run.details if detail.label == _COMMAND
    )


def _standing(run: Run) -> set[Outcome]:
    """A run with failures that is still under way is both; one that waits is not."""
    begun = run.outcome not in {Outcome.WAITING, Outcome.PAUSED}
    both = run.under_way and begun
    return {run.outcome, Outcome.RUNNING} if both else {run.outcome}
