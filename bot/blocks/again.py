"""How to ask for one thing again, and how old its answer is: pressing must show."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from bot.blocks import limits
from bot.blocks.elements import context
from bot.blocks.text import code, cut_escaped, escape
from bot.blocks.times import date_token, spoken
from bot.domain.executions import Moment
from bot.domain.messages import Block


def again_block(line: str, as_of: datetime, zone: tzinfo) -> Block:
    """The last words of a message about one execution."""
    age = date_token(Moment("", as_of), zone)
    return context(f"Ask again: {code(line, limits.COMMAND)} · as of {age}")


def with_again(
    said: str, line: str, as_of: datetime, zone: tzinfo, gaps: Sequence[str]
) -> str:
    """The text of such a message: however long `said` is, what is below it stays in."""
    command = cut_escaped(escape(line), limits.WHOLE_COMMAND)
    age = spoken(Moment("", as_of), zone)
    last = [f"Ask again: {command}", f"As of: {age}", *gaps]
    room = limits.ANSWER_TEXT - len("\n".join(last)) - 1
    return "\n".join([cut_escaped(said, room), *last])
