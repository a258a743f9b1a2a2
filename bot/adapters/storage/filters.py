"""What people ask for, as conditions on executions."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, false, or_, select

from bot.adapters.storage.tables import EXECUTIONS as ROW
from bot.adapters.storage.tables import RUNS
from bot.adapters.storage.texts import NAME, REASON, bounded, folded
from bot.domain.failures import FailureFilter
from bot.domain.windows import Window

Condition = ColumnElement[bool]
# Of its own name, for statements that read the runs as well.
_RUN = RUNS.alias("its_run")
_ByText = Callable[[str], Condition]


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something with an id and a name; `of_run` where the run knows it.

    What people look for is bounded as what was kept, and databases have bounds as well.
    """

    id: Column[str]
    fold: Column[str]
    of_run: bool = False

    def goes_by(self, text: str) -> Condition:
        """An exact id, or a part of the name in any case."""
        text = bounded(text, NAME)
        return self._of(or_(self.id == text, contains(self.fold, folded(text))))

    def _of(self, condition: Condition) -> Condition:
        if not self.of_run:
            return condition
        # Looked up only for rows that are as wanted otherwise.
        return select(_RUN.c.key).where(_RUN.c.key == ROW.c.run, condition).exists()


_TARGET = _Thing(ROW.c.target_id, ROW.c.target_fold)
_SCRIPT = _Thing(ROW.c.script_id, ROW.c.script_fold)
_WORK = _Thing(_RUN.c.work_id, _RUN.c.work_fold, of_run=True)
_POOL = _Thing(_RUN.c.place_id, _RUN.c.place_fold, of_run=True)


def matching(
    clouds: Collection[str], wanted: FailureFilter, window: Window
) -> list[Condition]:
    """All of them hold for every execution that is wanted."""
    conditions = [listed_by(ROW.c.clouds, clouds), *within(ROW.c.at, window)]
    if wanted.sources:
        conditions.append(ROW.c.source.in_(sorted(wanted.sources)))
    if wanted.outcomes:
        conditions.append(ROW.c.outcome.in_(sorted(wanted.outcomes)))
    for texts, by_text in (
        (wanted.causes, _cause),
        (wanted.targets, _TARGET.goes_by),
        (wanted.scripts, _SCRIPT.goes_by),
        (wanted.pools, _POOL.goes_by),
        (wanted.names, _name),
    ):
        conditions += _any(texts, by_text)
    return conditions


def found(clouds: Collection[str], text: str) -> list[Condition]:
    """Executions that `text` names: an id of theirs, or part of a name."""
    wanted = bounded(text, NAME)
    ids = (ROW.c.row_id, ROW.c.run_id, ROW.c.reference)
    by_id = or_(*(one == wanted for one in ids))
    things = (_TARGET, _SCRIPT, _WORK)
    named = or_(by_id, *(one.goes_by(wanted) for one in things))
    return [listed_by(ROW.c.clouds, clouds), named]


def listed_by(column: Column[str], clouds: Collection[str]) -> Condition:
    """Whether one of `clouds` lists it."""
    return or_(false(), *(contains(column, f"|{one}|") for one in clouds))


def within(column: Column[object], window: Window) -> list[Condition]:
    since = [column >= window.since] if window.since else []
    return [*since, column < window.until] if window.until else since


def contains(column: Column[str], text: str) -> Condition:
    """Whether it has `text` in it; `%` and `_` mean themselves."""
    return column.contains(text, autoescape=True)


def _any(texts: Iterable[str], by_text: _ByText) -> list[Condition]:
    """Nothing is asked for where there are no texts."""
    alternatives = [by_text(text) for text in texts]
    return [or_(*alternatives)] if alternatives else []


def _cause(text: str) -> Condition:
    text = bounded(text, REASON)
    return or_(ROW.c.cause == text, contains(ROW.c.cause_fold, folded(text)))


def _name(text: str) -> Condition:
    things = (_TARGET, _SCRIPT, _WORK, _POOL)
    return or_(*(thing.goes_by(text) for thing in things))
