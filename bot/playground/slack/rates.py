"""How often the local Slack may be called.

docs.slack.dev/apis/web-api/rate-limits
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.playground.slack.answers import RateLimitedError

TIER_3 = 50
TIER_4 = 100
# What apps that are distributed outside of the Marketplace may read of history.
RESTRICTED_PER_MINUTE = 1
RESTRICTED_ITEMS = 15


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: datetime


@dataclass(slots=True)
class Rates:
    """Token buckets: one per channel for posts, one per method for other calls.

    Attributes:
        enabled: Whether there are limits at all.
        burst: How many posts a channel takes at once beyond one a second.
        restricted_history: Whether history may be read once a minute, 15 items a time.
    """

    now: Callable[[], datetime]
    enabled: bool = True
    burst: int = 1
    restricted_history: bool = False
    _buckets: dict[str, _Bucket] = field(default_factory=dict, repr=False)

    def post(self, channel: str) -> None:
        """Count one message to the channel.

        Raises:
            RateLimitedError: It came too soon.
        """
        self._take(f"post {channel}", capacity=1 + self.burst, per_second=1)

    def call(self, method: str, per_minute: int) -> None:
        """Count one call of the method.

        Raises:
            RateLimitedError: It came too soon.
        """
        self._take(method, capacity=per_minute, per_second=per_minute / 60)

    def read(self, method: str) -> None:
        """Count one reading of history.

        Raises:
            RateLimitedError: It came too soon.
        """
        rate = RESTRICTED_PER_MINUTE if self.restricted_history else TIER_3
        self.call(method, rate)

    def _take(self, key: str, *, capacity: int, per_second: float) -> None:
        if not self.enabled:
            return
        now = self.now()
        bucket = self._buckets.setdefault(key, _Bucket(capacity, now))
        regained = (now - bucket.at).total_seconds() * per_second
        bucket.tokens = min(capacity, bucket.tokens + regained)
        bucket.at = now
        if bucket.tokens < 1:
            raise RateLimitedError(math.ceil((1 - bucket.tokens) / per_second))
        bucket.tokens -= 1
