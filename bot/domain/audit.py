"""Who asked what: one row for each request."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question as it was answered.

    Attributes:
        id: ours, which the person sees as well.
        at: when it came, in UTC.
        user, workspace, channel: Slack's ids of who asked, and where.
        line: the command, its secrets hidden.
        result: "answered", or the name of the error.
        seconds: how long it took.
    """

    id: str
    at: datetime
    user: str
    workspace: str
    channel: str
    line: str
    result: str
    seconds: float
