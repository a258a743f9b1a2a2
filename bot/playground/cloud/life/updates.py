"""Updates that take most of an hour."""

from collections.abc import Sequence
from dataclasses import replace

from bot.playground.cloud.life.catalogue import WINDOWS_UPDATE
from bot.playground.cloud.life.pace import HOUR, Pace
from bot.playground.cloud.life.places import Group
from bot.playground.cloud.life.pool_runs import PoolWork
from bot.playground.cloud.life.troubles import Troubles

PERIOD = 1.25 * HOUR
PHASE = 0.15 * HOUR
_DESKTOPS = 12


def windows_update(groups: Sequence[Group], pace: Pace, troubles: Troubles) -> PoolWork:
    """The update, on some desktops of the first pool."""
    pool = groups[0]
    some = replace(pool, size=min(_DESKTOPS, pool.size))
    return PoolWork(some, WINDOWS_UPDATE, ("POWERSHELL", ""), pace, troubles)
