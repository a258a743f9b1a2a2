"""How long a line waits before it asks for its next connection."""

import random

from bot.adapters.socket_mode.connection import End
from bot.adapters.socket_mode.timing import Timing

_MOST_DOUBLINGS = 10


class Pauses:
    """None after a connection that lasted, and more after each that did not."""

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        # In a row: openings that gave nothing, and connections that soon ended.
        self._failures = 0
        self._short = 0

    def failed(self) -> None:
        """An opening gave no connection."""
        self._failures += 1

    def ended(self, end: End, lasted: float) -> None:
        """A connection that had said hello ended after `lasted` seconds.

        One that Slack refuses is worth no more than one that it did not open.
        """
        if end is not End.REFUSED or lasted >= self._timing.steady_after:
            self._failures = 0
        if end is End.REFUSED:
            self._failures += 1
        self._count(end, lasted)

    def next(self) -> float:
        """How many seconds to wait now; at random, so that replicas do not coincide.

        Whoever had a connection is not kept waiting for the next one, unless that
        happens again and again.
        """
        if self._failures:
            return self._doubled(self._failures, self._timing.longest_pause)
        if self._short > 1:
            return self._doubled(self._short - 1, self._timing.longest_gap)
        return 0.0

    def _count(self, end: End, lasted: float) -> None:
        """A refresh is Slack's way, and no fault; a storm of them is spaced out."""
        fault = end is not End.REFRESHED or lasted < self._timing.shortest_pause
        if lasted >= self._timing.steady_after:
            self._short = 0
        elif fault:
            self._short += 1

    def _doubled(self, times: int, most: float) -> float:
        doublings = min(times - 1, _MOST_DOUBLINGS)
        longest = min(self._timing.shortest_pause * 2**doublings, most)
        return random.uniform(longest / 2, longest)  # noqa: S311  no secret
