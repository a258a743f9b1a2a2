"""What the bot found out, before anybody decides how to say it."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain.executions import Execution


@dataclass(frozen=True, slots=True)
class HelpAnswer:
    """What can be asked; an empty topic is everything."""

    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionsAnswer:
    """What clouds know of one execution: normally one finding.

    Attributes:
        executions: at least one, one a cloud; secrets already hidden.
        hidden: how many secrets were hidden in them.
        gaps: a sentence for each cloud that was asked and gave no answer.
        as_of: when this was so, in UTC.
        zone: where the person who asked lives.
    """

    executions: tuple[Execution, ...]
    hidden: int
    gaps: tuple[str, ...]
    as_of: datetime
    zone: tzinfo


Answer = HelpAnswer | ExecutionsAnswer
