"""Pages of lists that are never held whole, and the part of them in a window."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from tests.bench.sweep_world import Firing

Query = Mapping[str, str]
Body = dict[str, Any]
# The most rows that one answer holds; of W1 the other.
PAGE, TASKS_PAGE = 100, 50


class Refused(Exception):  # noqa: N818  the client's fault: the cloud answers 400
    """What was asked is not documented, or not simulated here.

    To leave a parameter out in silence would measure a lie.
    """


@dataclass(frozen=True, slots=True)
class Rows:
    """A list: how many rows it has, and the one at a place."""

    count: int
    at: Callable[[int], Body]

    def page(self, query: Query, rows: str, total: str, most: int = PAGE) -> Body:
        offset, limit = int(query.get("offset", 0)), int(query.get("limit", 10))
        if not 1 <= limit <= most or offset < 0:
            raise Refused(f"limit is 1 to {most}")
        end = min(offset + limit, self.count)
        return {rows: [self.at(n) for n in range(offset, end)], total: self.count}


class Newest:
    """Runs, the newest first, and the places of those that began in a window."""

    def __init__(self, runs: Iterable[Firing]) -> None:
        self.runs = sorted(runs, key=_newest_first)
        self._keys = [-run.second for run in self.runs]
        self._rows = [0, *accumulate(run.size for run in self.runs)]

    def between(self, since: float, until: float) -> range:
        """`[since, until)`, in seconds since the world began."""
        return range(bisect_right(self._keys, -until), bisect_right(self._keys, -since))

    def rows(self, runs: range) -> range:
        """The places that the rows of these runs have among those of all runs."""
        return range(self._rows[runs.start], self._rows[runs.stop])

    def row(self, place: int) -> tuple[Firing, int]:
        """The run at this place of all rows, and the number of the row in it."""
        run = bisect_right(self._rows, place) - 1
        return self.runs[run], place - self._rows[run]


def only(query: Query, *names: str) -> None:
    """Refuse what is not among these."""
    if unknown := query.keys() - set(names):
        raise Refused(f"{min(unknown)} is not simulated")


def _newest_first(run: Firing) -> tuple[int, str, int]:
    return -run.second, run.series.name, run.work
