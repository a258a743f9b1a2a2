"""What rows of every kind are made of, each part as mrkdwn and as escaped text."""

from collections.abc import Iterable, Iterator
from datetime import timedelta, tzinfo

from bot.blocks import limits
from bot.blocks.text import blank, code, cut_escaped, escape, one_line
from bot.blocks.times import date_token, span, spoken
from bot.blocks.words import SIGNS
from bot.domain.executions import Moment, Outcome

# The same twice: as mrkdwn, and as escaped plain text.
Said = tuple[str, str]


def option_text(number: int, outcome: Outcome, names: Iterable[str]) -> str:
    """How a select calls a row: without times, which each reader has in another zone."""
    return " ".join([str(number), SIGNS[outcome], outcome.value, *names])


def row_said(
    number: int, first: Iterable[Said], rest: Iterable[Said], below: str
) -> Said:
    """Markup and text of a row: what and where, when and how long, and why."""
    (status, word), *names = first
    more = list(rest)
    markup = " · ".join(
        [
            "  ".join([str(number), status, *(one for one, _ in names)]),
            *(one for one, _ in more),
        ]
    )
    plain = [one for _, one in names]
    begin = " ".join([f"{number}.", word, *plain[:1]])
    text = ", ".join([begin, *plain[1:], *(one for _, one in more)])
    if blank(below):
        return markup, text
    why = cut_escaped(escape(one_line(below, limits.ROW_WHY)), limits.ROW_WHY)
    return f"{markup}\n{why}", f"{text}: {why}"


def status_said(outcome: Outcome, raw: str, added: str = "") -> Said:
    word = f"{SIGNS[outcome]} {outcome.value}{added}"
    if outcome is not Outcome.UNKNOWN or blank(raw):
        return word, word
    shown = one_line(raw, limits.ROW_NAME)
    return f"{word} ({code(shown, limits.ROW_NAME)})", f"{word} ({escape(shown)})"


def name_said(text: str) -> Said:
    return code(text, limits.ROW_NAME), escape(text)


def when_said(started: Moment | None, zone: tzinfo) -> Iterator[Said]:
    if started is not None:
        yield date_token(started, zone), escape(spoken(started, zone))


def took_said(duration: timedelta | None) -> Iterator[Said]:
    if duration:
        yield span(duration), span(duration)
