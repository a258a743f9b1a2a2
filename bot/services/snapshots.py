"""What somebody was shown, kept for as long as they turn its pages or share it."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.ports import Clock

Kept = TypeVar("Kept")

_FOR = timedelta(minutes=10)
# Of all readings together. A unit is a row, which takes about two kilobytes, or 2,000
# characters of its texts: two kilobytes, or up to eight where they are not Latin.
_MOST = 20_000


@dataclass(frozen=True)
class _Snapshot(Generic[Kept]):
    value: Kept
    weight: int
    at: datetime


class Snapshots(Generic[Kept]):
    """The latest readings, so that rows do not move between two pages.

    Bounded by age and by weight; whoever comes later than that gets a new reading. The
    newest one is kept however much it weighs: its pages are the ones being turned.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: OrderedDict[Hashable, _Snapshot[Kept]] = OrderedDict()

    def put(self, key: Hashable, value: Kept, weight: int) -> None:
        """Keep `value`, which weighs so much, in place of what was kept before."""
        self._kept.pop(key, None)
        self._forget_old()
        self._kept[key] = _Snapshot(value, weight, self._clock.now())
        while len(self._kept) > 1 and self._weight() > _MOST:
            self._kept.popitem(last=False)

    def get(self, key: Hashable) -> Kept | None:
        """What was kept last, unless that is too long ago."""
        self._forget_old()
        found = self._kept.get(key)
        return found.value if found else None

    def _weight(self) -> int:
        return sum(snapshot.weight for snapshot in self._kept.values())

    def _forget_old(self) -> None:
        oldest = self._clock.now() - _FOR
        for key in [key for key, kept in self._kept.items() if kept.at < oldest]:
            del self._kept[key]
