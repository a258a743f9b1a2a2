"""Digests of a believable morning."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.causes import Cause
from bot.domain.digests import Digest, DigestCause, Trouble, TroubleKey
from bot.domain.executions import Named, Outcome
from bot.domain.failures import FailureFilter
from bot.domain.references import SourceName
from bot.domain.runs import Counts
from bot.domain.zones import known_zone
from tests.blocks.failure_samples import (
    COVERED,
    DAY,
    IN_USE_CAUSE,
    OFFLINE_CAUSE,
    OFFLINE_ROW,
    PARTLY,
    ROWS,
)
from tests.blocks.samples import NINE

ZONE = known_zone("Asia/Singapore")
assert ZONE is not None

EMPTY = Digest(
    name="night-shift",
    wanted=FailureFilter(),
    window=DAY,
    slot=NINE,
    counts=Counts(),
    coverage=COVERED,
    as_of=NINE,
    zone=ZONE,
)
PARTIAL = replace(EMPTY, coverage=PARTLY)
MORNING = replace(
    EMPTY,
    counts=Counts({Outcome.FAILED: 61, Outcome.SKIPPED: 1}),
    causes=(
        DigestCause(radius=IN_USE_CAUSE, troubles=1, new=1),
        DigestCause(
            radius=replace(OFFLINE_CAUSE, works=5),
            troubles=5,
            new=2,
            since=NINE - timedelta(days=3),
        ),
    ),
    cause_count=2,
    rows=ROWS,
    of=3,
)
MANY = replace(MORNING, rows=(OFFLINE_ROW,) * 1_000, of=1_000)
MORE = replace(MANY, of=1_500)

# A code that the code book calls harmless.
ENABLED = replace(
    IN_USE_CAUSE,
    id="enabled",
    cause=Cause("COC.00014110", "the task is enabled"),
)


def trouble(name: str, days: int = 2) -> Trouble:
    """Work that failed for so many days, until yesterday."""
    return Trouble(
        key=TroubleKey(work_ref=f"prod/task/{name}", cause="offline"),
        work=Named(name, name),
        source=SourceName.TASK,
        since=NINE - timedelta(days=1 + days),
        last=NINE - timedelta(days=1),
        count=7,
    )
