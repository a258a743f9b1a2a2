"""Failures by target or by script, each with the way to its own."""

from bot.blocks import limits
from bot.blocks.buttons import DETAILS, carrying
from bot.blocks.cause_room import CauseLine
from bot.blocks.narrowing import of_thing
from bot.blocks.text import code, escape, one_line
from bot.blocks.times import date_token, spoken
from bot.blocks.words import plural
from bot.domain.answers import FailuresAnswer
from bot.domain.executions import Moment
from bot.domain.failures import Group


def group_lines(answer: FailuresAnswer) -> list[CauseLine]:
    """A line each: how many, of how many causes, and when the last one was."""
    return [_line(place, group, answer) for place, group in enumerate(answer.groups, 1)]


def _line(place: int, group: Group, answer: FailuresAnswer) -> CauseLine:
    last = Moment("", group.last)
    count = plural(group.count, "execution")
    causes = f"{count}, {plural(group.causes, 'cause')}"
    command = of_thing(answer.line, answer.by, group.thing)
    show = carrying("Show", f"{DETAILS}group.{place}", command) if command else []
    name = group.thing.label
    see = f" See: {escape(command)}" if command else ""
    return CauseLine(
        markup=f"{code(name, limits.ROW_NAME)}\n{causes} · last"
        f" {date_token(last, answer.zone)}",
        text=f"{escape(one_line(name, limits.ROW_NAME))}: {causes}, last"
        f" {escape(spoken(last, answer.zone))}.{see}",
        show=next(iter(show), None),
    )
