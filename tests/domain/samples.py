"""Runs and executions to test with."""

from datetime import timedelta

from bot.domain.executions import Execution, Moment, Named, Outcome
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Run
from tests.fakes import NINE


def run(
    name: str = "r1", outcome: Outcome = Outcome.FAILED, *, cloud: str = "prod"
) -> Run:
    """Of a desktop pool, and nothing known of it but how it stands."""
    return Run(reference=Reference(cloud, SourceName.POOL, (name,)), outcome=outcome)


def execution(
    target: str = "d1", outcome: Outcome = Outcome.FAILED, *, cloud: str = "prod"
) -> Execution:
    """On one desktop, in one run of a scheduled task."""
    return Execution(
        reference=Reference(cloud, SourceName.TASK, ("t1", "r1", target)),
        outcome=outcome,
        raw_status=outcome.upper(),
        target=Named(target),
    )


def moment(hours: float) -> Moment:
    """So long after nine."""
    at = NINE + timedelta(hours=hours)
    return Moment(at.isoformat(), at)
