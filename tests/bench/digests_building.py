"""How long one digest of 10,000 executions takes to be made; prints JSON."""

import json
import resource
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app import collect_seldom
from bot.blocks.digest import digest_contents
from bot.domain.causes import Cause
from bot.domain.deliveries import Content, Delivery, Told
from bot.domain.executions import Execution, Moment, Named, Outcome
from bot.domain.failures import BlastRadius, Failure, Failures
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Subscription
from bot.domain.sweeping import Coverage
from bot.services.digest_building import Known, built

ROWS, CAUSES, ROUNDS = 10_000, 12, 7
NINE = datetime(2026, 1, 15, 1, tzinfo=UTC)
DAY = timedelta(days=1)
NIGHT = Subscription(
    name="night",
    channel="C0NIGHT",
    schedule=Schedule.parse("0 9 * * *"),
    zone=ZoneInfo("Asia/Singapore"),
    clouds=("prod",),
)


def main() -> None:
    collect_seldom()  # as the bot does
    known = _known()
    before = _peak()
    parts = _make(known)
    first = _peak()
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        _make(known)
        seconds.append(time.perf_counter() - begun)
    figures = {
        "rows": ROWS,
        "parts": len(parts),
        "ms": round(1_000 * statistics.median(seconds), 1),
        "added_mb": round(first - before, 1),
    }
    sys.stdout.write(json.dumps(figures))


def _make(known: Known) -> tuple[Content, ...]:
    due = Delivery(
        id="d" * 32,
        subscription=NIGHT.id,
        slot=NINE,
        since=NINE - DAY,
        told_from=NINE - 2 * DAY,
    )
    digest, _ = built(NIGHT, due, known)
    return digest_contents(digest, due.id)


def _known() -> Known:
    """No two rows say the same, so that nothing need be read only once."""
    rows = tuple(map(_row, range(ROWS)))
    causes = tuple(_cause(rows, number) for number in range(CAUSES))
    failures = Failures(
        rows=rows,
        of=ROWS,
        counts=Counts({Outcome.FAILED: ROWS}),
        causes=causes,
        cause_count=CAUSES,
    )
    coverage = [
        Coverage(cloud="prod", source=source, since=NINE - 30 * DAY, until=NINE)
        for source in SourceName
    ]
    told = Told(failures=failures)
    return Known(told=told, coverage=tuple(coverage), gaps=(), now=NINE)


def _row(number: int) -> Failure:
    ended = NINE - timedelta(seconds=number)
    target = Named(f"dt-{number:08}", f"FIN-DESK-{number:05}")
    execution = Execution(
        reference=Reference(
            "prod", SourceName.TASK, (f"t-{number % 100}", "r-1", target.id)
        ),
        outcome=Outcome.FAILED,
        raw_status="FAIL",
        target=target,
        started=Moment("", ended - timedelta(minutes=1)),
        ended=Moment("", ended),
        cause=Cause(
            f"WKS.{number % CAUSES:08}", f"Session {number}: the agent is offline."
        ),
    )
    work = Named(f"t-{number % 100}", f"Patch ring {number % 100}")
    return Failure(
        execution=execution, work=work, clouds=("prod",), cause=f"c{number % CAUSES}"
    )


def _cause(rows: tuple[Failure, ...], number: int) -> BlastRadius:
    mine = rows[number::CAUSES]
    return BlastRadius(
        id=f"c{number}",
        cause=mine[0].execution.cause,
        outcome=Outcome.FAILED,
        count=len(mine),
        targets=len(mine),
        runs=len(mine),
        works=100,
        sources=(SourceName.TASK,),
        first=NINE - DAY,
        last=NINE,
        examples=mine[:2],
    )


def _peak() -> float:
    """Megabytes, the most that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
