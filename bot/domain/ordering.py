"""In which order rows are shown."""

import re
from collections.abc import Iterable

from bot.domain.executions import Execution, Outcome
from bot.domain.runs import Run
from bot.domain.works import ListedWork

# What people look for comes first.
_BY_URGENCY = (
    Outcome.FAILED,
    Outcome.UNKNOWN,
    Outcome.SKIPPED,
    Outcome.CANCELED,
    Outcome.PAUSED,
    Outcome.RUNNING,
    Outcome.WAITING,
    Outcome.SUCCEEDED,
)
_URGENCY = {outcome: place for place, outcome in enumerate(_BY_URGENCY)}
# Longer ones would take long to be made into numbers.
_NUMBER = re.compile(r"([0-9]{1,18})")


def worst_first(executions: Iterable[Execution]) -> tuple[Execution, ...]:
    """By outcome, failures first, then by target."""
    return tuple(
        sorted(
            executions,
            key=lambda one: (
                _URGENCY[one.outcome],
                natural(one.target.label),
                one.target.id,
            ),
        )
    )


def newest_first(runs: Iterable[Run]) -> tuple[Run, ...]:
    """By start, else end; those whose time nobody can read come first, to be seen."""
    return tuple(sorted(runs, key=_age))


def trouble_first(works: Iterable[ListedWork]) -> tuple[ListedWork, ...]:
    """Work whose latest run failed, then skipped, then all else; each by name."""
    return tuple(sorted(works, key=_trouble))


def natural(name: str) -> list[tuple[int, str]]:
    """A key by which DESK-9 comes before DESK-10."""
    parts = _NUMBER.split(name)
    return [
        (int(part), "") if place % 2 else (0, part.casefold())
        for place, part in enumerate(parts)
    ]


def _trouble(listed: ListedWork) -> tuple[int, list[tuple[int, str]], str]:
    places = {Outcome.FAILED: 0, Outcome.SKIPPED: 1}
    place = places.get(listed.last, 2) if listed.last else 2
    return (place, natural(listed.work.label), str(listed.reference))


def _age(run: Run) -> tuple[float, str]:
    moments = (run.started, run.ended)
    at = next((one.at for one in moments if one and one.at), None)
    return (-at.timestamp() if at else float("-inf"), str(run.reference))
