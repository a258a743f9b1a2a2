"""What people said of a cause, in a few words."""

import re
from datetime import datetime, tzinfo

from bot.blocks.row_parts import Said
from bot.blocks.text import cut_escaped, escape, one_line
from bot.domain.marks import Mark

_PERSON = re.compile(r"[UW][A-Z0-9]{2,40}", re.ASCII)
_WHY = 120


def mark_said(mark: Mark, zone: tzinfo) -> Said:
    """Such as "acknowledged by @x until Fri 27 Nov 09:00: ticket 4711"."""
    begin = f"{mark.kind} by {person(mark.by)} until {until(mark.until, zone)}"
    why = cut_escaped(escape(one_line(mark.why, _WHY)), _WHY)
    said = f"{begin}: {why}" if why else begin
    return said, said


def until(at: datetime, zone: tzinfo) -> str:
    """Such as "Fri 27 Nov 09:00", on a clock there."""
    return f"{at.astimezone(zone):%a %d %b %H:%M}"


def person(user: str) -> str:
    """As Slack shows people; what is no id of a person is nobody's name."""
    return f"<@{user}>" if _PERSON.fullmatch(user) else "somebody"
