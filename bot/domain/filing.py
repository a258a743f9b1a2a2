"""The rows of a digest as a file, when somebody asks for it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.failures import Failures


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What one delivery told.

    Attributes:
        subscription: the id of whose it was.
        slot: when it was due, in UTC.
        ts: Slack's name for its root.
        failures: the executions, some thousands at most, as they stand now.
    """

    subscription: str
    slot: datetime
    ts: str
    failures: Failures
