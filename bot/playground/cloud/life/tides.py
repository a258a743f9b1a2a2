"""A check of every hour that fails and recovers again and again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.playground.cloud.life.catalogue import SHIFT_CHECK
from bot.playground.cloud.life.causes import AGENT_OFFLINE, Family
from bot.playground.cloud.life.pace import HOUR, Pace
from bot.playground.cloud.life.places import Group
from bot.playground.cloud.life.pool_runs import PoolWork
from bot.playground.cloud.life.troubles import Trouble, Troubles

# Who watches a fleet that works 60 times as fast sees all of it within minutes.
PERIOD = HOUR
PHASE = 0.1 * HOUR
_EBB, _TIDE = 3 * HOUR, 6 * HOUR
_DESKTOPS, _HIT = 6, 2


@dataclass(slots=True)
class Tides(Troubles):
    """One trouble that lasts for three hours of every six."""

    first: int = 0

    def at(self, moment: float, family: Family, script: str = "") -> list[Trouble]:
        begins = moment // _TIDE * _TIDE
        hit = range(self.first, self.first + _HIT)
        low = Trouble({Family.SCRIPT: AGENT_OFFLINE}, hit, 1, begins, begins + _EBB)
        return [low] if low.concerns(moment, family, script) else []


def shift_check(groups: Sequence[Group], pace: Pace, troubles: Troubles) -> PoolWork:
    """The check, on a few desktops of the first pool."""
    pool = groups[0]
    few = replace(pool, size=min(_DESKTOPS, pool.size))
    tides = Tides(troubles.seed, troubles.places, first=pool.first)
    return PoolWork(few, SHIFT_CHECK, ("POWERSHELL", ""), pace, tides)
