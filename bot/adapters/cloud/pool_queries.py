"""What W9 can be asked; how it understands its filters is hardly documented."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.executions import Outcome
from bot.domain.pools import PoolFilter
from bot.domain.windows import Window

# W9 asks in another vocabulary than it answers in, and its FAILED may leave out runs
# that FINISHed with failures: only these two are asked for (trap 21).
_ASKED = {Outcome.WAITING: "WAITING", Outcome.RUNNING: "RUNNING"}
# The cloud filters by start; a run that ends in the window may begin long before it.
_LOOKBACK = timedelta(hours=48)
_MARGIN = timedelta(seconds=1)
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_SURELY_AN_ID = re.compile(
    r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", re.IGNORECASE
)


def query(wanted: PoolFilter, window: Window) -> dict[str, Any]:
    """What W9 can be asked so that nothing wanted is left out."""
    asked: dict[str, Any] = {}
    if len(wanted.outcomes) == 1:
        asked["status"] = _ASKED.get(next(iter(wanted.outcomes)))
    if wanted.type is not None:
        asked["task_type"] = wanted.type.value.upper()
    if wanted.tasks:
        asked["task_id"] = list(wanted.tasks)
    if window.since is not None:
        asked["execute_time_start"] = _time(window.since - _LOOKBACK)
    if window.until is not None:
        asked["execute_time_end"] = _time(window.until + _MARGIN)
    return {key: value for key, value in asked.items() if value is not None}


def exact(wanted: PoolFilter) -> dict[str, str]:
    """Filters by id, where there is one and it cannot well be a part of a name."""
    filters = {"desktop_pool_id": wanted.pools, "script_id": wanted.scripts}
    return {
        key: values[0]
        for key, values in filters.items()
        if len(values) == 1 and _SURELY_AN_ID.search(values[0])
    }


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime(_TIME)
