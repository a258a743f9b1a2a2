"""Runs of the tasks that execute scripts: W3 and W4, joined to W5 and W6."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import Ending, Target, desktop
from bot.playground.cloud.world.script_runs import (
    AGENT_OFFLINE,
    DESKTOP_OFF,
    EXITED,
    JOIN_DOMAIN,
    PATCH_CHECK,
    WENT_WELL,
    ScriptRun,
)
from bot.playground.cloud.world.task_runs import TaskRun
from bot.playground.cloud.world.tasks import TASK_LIFE_CYCLE, TASK_SCRIPT
from bot.playground.cloud.world.times import night

TASK_SCRIPT_RUN = "rec-b47a90e5-3c18-4d62-a5f7-28e1c06d5500"
TASK_LIFE_CYCLE_RUN = "rec-d15e73c8-6fb2-4097-83ad-f4902b1e6600"
# What the W3 row of TASK_SCRIPT_RUN carries as execute_task_id.
TASK_SCRIPT_TASK = "stk-2b8e64f1-70d9-4ac3-95e6-4d0000001500"

_NIGHTS = (
    (WENT_WELL, EXITED, WENT_WELL, DESKTOP_OFF),
    (WENT_WELL,) * 4,
    (WENT_WELL, WENT_WELL, AGENT_OFFLINE, AGENT_OFFLINE),
    (WENT_WELL,) * 4,
    (WENT_WELL, DESKTOP_OFF, WENT_WELL, WENT_WELL),
    (WENT_WELL,) * 4,
)


@dataclass(frozen=True, slots=True)
class ScriptNight:
    """One run, seen as the scheduled task's and as the script's."""

    run: TaskRun
    script: ScriptRun


def script_nights(tasks: dict[str, Row], now: datetime) -> Iterator[ScriptNight]:
    """The runs of TASK_SCRIPT and of TASK_LIFE_CYCLE, the latest of each first."""
    for back, endings in enumerate(_NIGHTS):
        yield _joined(
            tasks[TASK_SCRIPT],
            (
                f"{TASK_SCRIPT_RUN[:-4]}{5500 - back}",
                f"{TASK_SCRIPT_TASK[:-4]}{1500 - back}",
            ),
            PATCH_CHECK,
            night(now, back, minutes=70),
            endings,
        )
    created = (
        (timedelta(hours=3), (EXITED,), 136),
        (timedelta(days=2), (WENT_WELL,), 135),
        (timedelta(days=2, hours=1), (WENT_WELL,), 134),
    )
    for number, (ago, endings_, last) in enumerate(created):
        yield _joined(
            tasks[TASK_LIFE_CYCLE],
            (
                f"{TASK_LIFE_CYCLE_RUN[:-4]}{6600 - number}",
                f"{TASK_SCRIPT_TASK[:-4]}{1700 - number}",
            ),
            JOIN_DOMAIN,
            now - ago,
            endings_,
            first=last,
        )


def _joined(
    task: Row,
    ids: tuple[str, str],
    script: Target,
    begun: datetime,
    endings: tuple[Ending, ...],
    *,
    first: int = 1,
) -> ScriptNight:
    run_id, script_task_id = ids

    def target(number: int) -> Target:
        return desktop(first + number - 1)

    return ScriptNight(
        TaskRun(
            task,
            run_id,
            begun,
            tuple(_as_task(ending) for ending in endings),
            target,
            script_id=script.id,
            more={
                "execute_task_id": script_task_id,
                "execute_object_type": "DESKTOP",
            },
        ),
        ScriptRun(
            script_task_id,
            f"srr-{script_task_id[-4:]}b2c0-41d7-4e86-9f30-8b00000008",
            script,
            begun + timedelta(seconds=1),
            [target(number) for number in range(1, len(endings) + 1)],
            endings,
        ),
    )


def _as_task(ending: Ending) -> Ending:
    """The same ending in W1's words, where a failure is FAIL (section 3)."""
    return ending._replace(status="FAIL") if ending.status == "FAILED" else ending
