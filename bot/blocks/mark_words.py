"""What people said of a cause, in a few words."""

from datetime import tzinfo

from bot.blocks.mentions import person
from bot.blocks.row_parts import Said
from bot.blocks.text import cut_escaped, escape, one_line
from bot.blocks.times import minute
from bot.domain.marks import Mark

_WHY = 120


def mark_said(mark: Mark, zone: tzinfo) -> Said:
    """Such as "acknowledged by @x until Fri 27 Nov 09:00: ticket 4711"."""
    begin = f"{mark.kind} by {person(mark.by)} until {minute(mark.until, zone)}"
    why = cut_escaped(escape(one_line(mark.why, _WHY)), _WHY)
    said = f"{begin}: {why}" if why else begin
    return said, said
