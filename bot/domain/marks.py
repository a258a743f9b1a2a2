"""What people say of a cause, so that later digests say less of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MarkKind(StrEnum):
    """Muted: counted, but not listed. Acknowledged: listed after the others."""

    MUTED = "muted"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What somebody said of a cause, for a while; it never hides that it has ended.

    Attributes:
        cause: the id of what executions are grouped by.
        label: the cause as people know it; secrets are hidden.
        channel: where it holds.
        subscription: the id of the one that it is for; "": all of the channel.
        by: the id of who said so.
        at, until: from when to when, in UTC. What is acknowledged also ends when the
            trouble recovers.
        why: what they gave as a reason.
    """

    kind: MarkKind
    cause: str
    label: str
    channel: str
    subscription: str = ""
    by: str
    at: datetime
    until: datetime
    why: str
