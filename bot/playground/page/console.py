"""The fleet's latest runs, as the cloud's own console would show them."""

from datetime import datetime, timedelta

from bot.playground.cloud.life import Life, RecentRun
from bot.playground.page.entities import Json

MOST_RUNS = 30
# All pages share a look that is not older: in a big fleet one takes a while.
FRESH = timedelta(seconds=1)


class Console:
    """Looks at the fleet at most once a second, for however many pages."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._seen: tuple[datetime, Json] | None = None

    def at(self, now: datetime) -> Json:
        """The fleet in words, and its latest runs."""
        if self._seen is None or now - self._seen[0] >= FRESH:
            self._seen = now, self._look(now)
        return self._seen[1]

    def _look(self, now: datetime) -> Json:
        self._life.catch_up(now)
        runs = [_run(run) for run in self._life.recent(MOST_RUNS)]
        return {"fleet": self._life.summary, "runs": runs}


def _run(run: RecentRun) -> Json:
    return {
        "at": run.at.timestamp(),
        "source": run.source,
        "name": run.name,
        "outcome": run.outcome,
        "counts": run.counts,
        "command": run.command,
    }
