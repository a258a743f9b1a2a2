"""The simulated fleet lives: work begins, goes on, fails and recovers."""

from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush, nlargest

from bot.playground.cloud.life.bursts import Bursts
from bot.playground.cloud.life.pace import DAY, Pace
from bot.playground.cloud.life.places import Places
from bot.playground.cloud.life.runs import RecentRun, Run
from bot.playground.cloud.life.shelves import Shelves
from bot.playground.cloud.life.sizes import Fleet
from bot.playground.cloud.life.works import Work, all_works
from bot.playground.cloud.tables import Row, Tables

_PAST = 3 * DAY
_OLDEST = 35 * DAY
# So many rows of targets are kept in all, as far as each work keeps a few runs.
_MOST_ROWS = 90_000
_FEWEST_RUNS, _MOST_RUNS = 3, 60


@dataclass(frozen=True, slots=True, order=True)
class _Due:
    """What is to be looked at when its time has come: a firing, or a run."""

    when: datetime
    work: int
    number: int
    run: Run | None = field(default=None, compare=False)


class Life:
    """Keeps the tables of a cloud as they are at a moment that moves on.

    The same for the same start and seed, however often it catches up on the way.
    """

    def __init__(
        self,
        tables: Tables,
        records: dict[str, Row],
        *,
        start: datetime,
        fleet: Fleet,
        speed: float,
        seed: int,
    ) -> None:
        self._seed = seed
        self._pace = Pace(start, speed)
        self._places = Places(fleet)
        self._shelves = Shelves(tables, records)
        self._works = [*all_works(self._places, self._pace, seed, self._shelves)]
        rows = sum(work.trade.size for work in self._works)
        self._kept = min(_MOST_RUNS, max(_FEWEST_RUNS, _MOST_ROWS // rows))
        self._written: set[str] = set()
        self._bursts = Bursts(self._shelves, self._places, seed)
        self._now = start
        self._due: list[_Due] = []
        for work in self._works:
            self._expect(work, work.earliest(-_PAST))
        self.catch_up(start)

    @property
    def summary(self) -> str:
        """How big and how fast it is, such as "12 tasks, 137 desktops, in real time"."""
        fleet = self._places.fleet
        return (
            f"{_many(fleet.tasks, 'task')}, {_many(fleet.desktops, 'desktop')}, "
            f"{self._pace.words}"
        )

    def catch_up(self, now: datetime) -> None:
        """Let everything happen that is due by now; cheap when nothing is."""
        self._now = max(now, self._now)
        changed: dict[str, tuple[Work, Run]] = {}
        while self._due and self._due[0].when <= self._now:
            due = heappop(self._due)
            work = self._works[due.work]
            run = due.run or self._fire(work, due.number)
            if run is not None and work.knows(run):
                changed[run.id] = work, run
        if changed:
            self._show(changed)

    def burst(self, count: int, now: datetime) -> str:
        """Let so many desktops fail at once; the command that shows it."""
        self.catch_up(now)
        return self._bursts.make(count, now).recent(now).command

    def recent(self, count: int) -> list[RecentRun]:
        """So many runs as they were at the latest catching up, the newest first."""
        runs: list[Run] = [*self._bursts.runs]
        for work in self._works:
            runs += (run for _, run in work.runs)
        newest = nlargest(count, runs, key=lambda run: (run.begun, run.id))
        return [run.recent(self._now) for run in newest]

    def _fire(self, work: Work, number: int) -> Run | None:
        """The run that begins, unless so many followed that it is forgotten already."""
        first = work.latest(self._pace.fleet(self._now)) - self._kept + 1
        if number < first:
            self._expect(work, first)
            return None
        firing = work.firing(number, self._pace, self._seed)
        run = work.trade.run(firing)
        work.runs.append((number, run))
        self._expect(work, number + 1)
        return run

    def _expect(self, work: Work, number: int) -> None:
        when = self._pace.wall(work.at(number))
        heappush(self._due, _Due(when, work.number, number))

    def _show(self, changed: dict[str, tuple[Work, Run]]) -> None:
        works = {work.number: work for work, _ in changed.values()}
        for work in works.values():
            self._forget(work)
        for work, run in changed.values():
            if work.knows(run):
                self._write(work, run)
        for work in works.values():
            work.trade.note(self._shelves, self._pace.wall(work.at(work.last + 1)))
        self._shelves.settle()

    def _write(self, work: Work, run: Run) -> None:
        run.write(self._shelves, self._now)
        self._written.add(run.id)
        change = run.next_change(self._now)
        if change is not None:
            heappush(self._due, _Due(change, work.number, work.last, run))

    def _forget(self, work: Work) -> None:
        """Erase the runs that are too old or too many."""
        for run in work.outdated(self._kept, work.at(work.last) - _OLDEST):
            if run.id in self._written:
                self._written.remove(run.id)
                run.erase(self._shelves)


def _many(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
