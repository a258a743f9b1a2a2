"""What Slack has sent already: it repeats what it is not sure to have delivered.

https://docs.slack.dev/apis/events-api#retries; events came twice without being called
a repeat, too (github.com/slackapi/bolt-js/issues/2487).
"""

from collections import OrderedDict
from datetime import datetime, timedelta

from bot.ports import Clock

_KEPT_FOR = timedelta(hours=1)
# Slack sends at most 30,000 events an hour to one workspace, of two keys each.
_MOST_KEPT = 100_000


class Seen:
    """Keys of the last hour."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, datetime] = OrderedDict()

    def first(self, *keys: str) -> bool:
        """Whether none of the keys was there in the last hour; now all of them were.

        A key that is "" is none: what cannot be told apart is new.
        """
        self._forget_old()
        named = [key for key in keys if key]
        new = not any(key in self._kept for key in named)
        for key in named:
            self._kept.setdefault(key, self._clock.now())
        return new

    def forget(self, key: str) -> None:
        """Let the key be new again."""
        self._kept.pop(key, None)

    def _forget_old(self) -> None:
        oldest = self._clock.now() - _KEPT_FOR
        while self._kept and (
            len(self._kept) > _MOST_KEPT or next(iter(self._kept.values())) < oldest
        ):
            self._kept.popitem(last=False)
