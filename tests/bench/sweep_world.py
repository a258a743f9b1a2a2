"""A fleet whose every run follows from its number: nothing is kept, all can be counted.

1,000 scheduled tasks on 10,000 desktops, pools, scripts, app tasks and orders, for 30
days. One run in 25 is bad; in it every second target failed, so that 2 % failed in all,
and few runs hold them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

DAYS, DAY = 30, 86_400
# The world stands still at this time: nothing is under way, nothing is due soon.
NOW = datetime(2026, 1, 31, tzinfo=UTC)
BEGAN = NOW - timedelta(days=DAYS)
BAD_EVERY, FAILED_EVERY, SKIPPED_EVERY = 25, 2, 10
_EARLY, _LATE = 1_800, 5_400


@dataclass(frozen=True, slots=True)
class Series:
    """Work of one kind; each piece of it runs on so many targets, so often a day.

    Attributes:
        name: stands in the ids of its runs.
        works: how many pieces; a multiple of 25, so that equally many are bad each time.
        least, spread: a run has `least` targets or up to `spread` more.
        skips: whether its targets can be skipped.
    """

    name: str
    works: int
    a_day: int
    least: int
    spread: int
    skips: bool = True

    @property
    def firings(self) -> int:
        """How often each piece ran in all."""
        return self.a_day * DAYS

    def targets(self, work: int) -> int:
        return self.least + work * 37 % (self.spread + 1)

    def runs(self, days: int = DAYS) -> Iterator["Firing"]:
        """The runs of the last `days`."""
        first = self.firings - days * self.a_day
        for nth in range(first, self.firings):
            for work in range(self.works):
                yield Firing(self, work, nth)


class Firing(NamedTuple):
    """One run: the `nth` of a piece of work."""

    series: Series
    work: int
    nth: int

    @property
    def name(self) -> str:
        return f"{self.series.name}-6c1a4f0c9d0d-{self.work:08d}-{self.nth:04d}"

    @property
    def order_id(self) -> int:
        """Grows with time; COC's lists go on after it."""
        return self.nth * self.series.works + self.work + 1

    @property
    def second(self) -> int:
        """When it started, in seconds since the world began."""
        every = DAY // self.series.a_day
        offset = _EARLY + self.work * 997 % (every - _EARLY - _LATE)
        return self.nth * every + offset

    @property
    def started(self) -> datetime:
        return BEGAN + timedelta(seconds=self.second)

    @property
    def size(self) -> int:
        return self.series.targets(self.work)

    @property
    def bad(self) -> bool:
        return (self.work * 7 + self.nth * 13) % BAD_EVERY == 0

    @property
    def failed(self) -> int:
        return -(-self.size // FAILED_EVERY) if self.bad else 0

    @property
    def skipped(self) -> int:
        troubled = self.bad and self.series.skips
        return (self.size + SKIPPED_EVERY - 2) // SKIPPED_EVERY if troubled else 0

    def outcome(self, row: int) -> str:
        """How it went on the target of this row: succeeded, failed or skipped."""
        if self.bad and row % FAILED_EVERY == 0:
            return "failed"
        if self.bad and self.series.skips and row % SKIPPED_EVERY == 1:
            return "skipped"
        return "succeeded"


@dataclass(frozen=True)
class World:
    """The fleet, `times` as large as it is meant to be at least."""

    times: int = 1

    @cached_property
    def desktops(self) -> int:
        return 10_000 * self.times

    @cached_property
    def tasks(self) -> tuple[Series, Series]:
        """Those on a schedule; every second one runs a script."""
        return (
            Series("day", 975 * self.times, 1, 150, 100),
            Series("cycle", 25 * self.times, 3, 50, 20),
        )

    @cached_property
    def pools(self) -> Series:
        return Series("pool", 50 * self.times, 2, 200, 0)

    @cached_property
    def scripts(self) -> Series:
        """Script tasks that nothing else owns."""
        return Series("alone", 100 * self.times, 1, 20, 120)

    @cached_property
    def apps(self) -> Series:
        return Series("app", 100 * self.times, 1, 80, 70, skips=False)

    @cached_property
    def orders(self) -> Series:
        return Series("order", 50 * self.times, 1, 180, 270, skips=False)

    @property
    def series(self) -> tuple[Series, ...]:
        return (*self.tasks, self.pools, self.scripts, self.apps, self.orders)

    def script_runs(self, days: int = DAYS) -> Iterator[Firing]:
        """All that are script tasks (W5), whoever owns them."""
        for series in (*self.tasks, self.pools, self.scripts):
            yield from filter(runs_script, series.runs(days))


def runs_script(run: Firing) -> bool:
    """Whether its executions are script records, too."""
    return run.series.name != "day" or run.work % 2 == 0


BATCHES = 3


class OrderBatch(NamedTuple):
    """A third of an order's hosts, numbered from 1; in bad orders the first went well."""

    run: Firing
    number: int

    @property
    def size(self) -> int:
        return self.run.size // BATCHES

    @property
    def failed(self) -> int:
        troubled = self.run.bad and self.number > 1
        return -(-self.size // FAILED_EVERY) if troubled else 0

    def outcome(self, row: int) -> str:
        return "failed" if self.failed and row % FAILED_EVERY == 0 else "succeeded"


def batches(order: Firing) -> tuple[OrderBatch, ...]:
    return tuple(OrderBatch(order, number) for number in range(1, BATCHES + 1))
