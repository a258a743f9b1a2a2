"""Three weeks of the nightly reboot, and the runs of the other tasks without scripts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import (
    CONFLICT,
    NO_ADDRESS,
    NOT_BEGUN,
    NOT_RUNNING,
    OK,
    TASK_CONFLICT,
    UNAVAILABLE,
    UNDER_WAY,
    Ending,
    agent_desktop,
)
from bot.playground.cloud.world.task_runs import TaskRun
from bot.playground.cloud.world.tasks import (
    LONDON,
    SINGAPORE,
    TASK,
    TASK_GMT,
    TASK_LONDON,
)
from bot.playground.cloud.world.times import night

TASK_RUN = "rec-5a0f7e2c-93c4-4e0b-8f43-2b7f1c7a2201"
TASK_RUN_BEFORE = "rec-1d9b2f60-0b3e-4e61-a1a7-7a1e5d1c2200"
TASK_BIG_RUN = "rec-93b1c6d4-5e20-4a7f-8c11-6f0e2d4b2199"
TASK_RUN_RUNNING = "rec-93b1c6d4-5e20-4a7f-8c11-6f0e2d4b2202"
TASK_RUN_ODD = "rec-93b1c6d4-5e20-4a7f-8c11-6f0e2d4b2198"
TASK_RUN_SAME_IDS = "rec-93b1c6d4-5e20-4a7f-8c11-6f0e2d4b2197"
TASK_RUN_BACKWARDS = "rec-93b1c6d4-5e20-4a7f-8c11-6f0e2d4b2196"

BIG = 137
# The word for a run that somebody stopped stands in no document.
ODD_WORD = "INTERRUPTED"
_ETC_GMT_8 = ZoneInfo("Etc/GMT-8")

_FILLED = Ending(
    "SUCCESS", "WKS.00010110", "The desktop had no valid IP address at first", 171
)
_BACKWARDS = Ending("SUCCESS", seconds=-40)
_USUAL = (OK, OK, OK, OK, OK, OK)
_EARLIER = (
    _USUAL,
    (OK, OK, CONFLICT, OK, OK, OK),
    _USUAL,
    (OK, TASK_CONFLICT, OK, OK, OK, OK),
    (OK, OK, OK, NO_ADDRESS, NO_ADDRESS, OK),
    _USUAL,
    _USUAL,
    (OK, NOT_RUNNING, NOT_RUNNING, OK, OK, OK),
    (UNAVAILABLE,) * 6,
    _USUAL,
    _USUAL,
)


def task_runs(tasks: dict[str, Row], now: datetime) -> Iterator[TaskRun]:
    """Runs of TASK, TASK_GMT and TASK_LONDON, the latest of each first."""
    yield from _nightly(tasks[TASK], now)
    for back, endings in enumerate([(OK,) * 3 + (NOT_RUNNING,) * 2, (OK,) * 5] * 3):
        yield TaskRun(
            tasks[TASK_GMT],
            f"rec-0c7d41aa-8e5b-4f19-b2c6-91d3e85f{3300 - back}",
            night(now, back, minutes=-180),
            endings,
            agent_desktop,
            zone=_ETC_GMT_8,
        )
    for back in range(3):
        yield TaskRun(
            tasks[TASK_LONDON],
            f"rec-6e2f9b13-4ad8-4c70-9d51-0b8a7c2e{4400 - back}",
            night(now, 2 + 7 * back, minutes=360),
            (OK, OK),
            lambda number: agent_desktop(40 + number),
            zone=LONDON,
        )


def _nightly(task: Row, now: datetime) -> Iterator[TaskRun]:
    running = (OK, UNDER_WAY, UNDER_WAY, NOT_BEGUN)
    yield TaskRun(task, TASK_RUN_RUNNING, now - timedelta(minutes=6), running)
    latest = (OK, CONFLICT, TASK_CONFLICT)
    yield TaskRun(task, TASK_RUN, night(now), latest, row_ids="det-")
    before = TaskRun(task, TASK_RUN_BEFORE, night(now, 1), (OK, OK, _FILLED), zone=None)
    yield before
    yield replace(before, id=TASK_BIG_RUN, begun=night(now, 2), endings=_big())
    yield TaskRun(
        task, TASK_RUN_ODD, night(now, 3), (OK, OK, TASK_CONFLICT), status=ODD_WORD
    )
    yield TaskRun(task, TASK_RUN_SAME_IDS, night(now, 4), (_FILLED,), same_ids=True)
    yield TaskRun(task, TASK_RUN_BACKWARDS, night(now, 5), (OK, _BACKWARDS))
    for back, endings in enumerate(_EARLIER, 6):
        # The service writes either form: which one isn't settled (section 4).
        zone = None if back % 2 else SINGAPORE
        run_id = f"rec-93b1c6d4-5e20-4a7f-8c11-6f0e2d4b{2201 - back}"
        yield TaskRun(task, run_id, night(now, back), endings, zone=zone)


def _big() -> tuple[Ending, ...]:
    endings = [OK] * BIG
    for number in (4, 17, 58, 101, 136):
        endings[number] = CONFLICT
    for number in (23, 24, 120):
        endings[number] = NO_ADDRESS
    endings[99] = UNAVAILABLE
    for number in (11, 12, 105):
        endings[number] = TASK_CONFLICT
    for number in (70, 71):
        endings[number] = NOT_RUNNING
    return tuple(endings)
