"""What was looked for, in one line."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo

from bot.blocks import limits
from bot.blocks.row_parts import Said
from bot.blocks.text import code, cut_escaped, escape, one_line
from bot.blocks.times import date_token, spoken
from bot.domain.executions import Moment
from bot.domain.failures import FailureFilter
from bot.domain.windows import Window

USUAL = FailureFilter()
_TOLD = 3
_A_MINUTE = timedelta(minutes=1)


def searched(
    wanted: FailureFilter, window: Window, as_of: datetime, zone: tzinfo
) -> Said:
    """Since when, and what else was asked for: as mrkdwn and as escaped text."""
    said = [*_window(window, as_of, zone), *_wanted(wanted)]
    markup = " · ".join(one for one, _ in said)
    text = ", ".join(one for _, one in said)
    longest = limits.COMMAND
    return cut_escaped(markup, longest), cut_escaped(text, longest)


def _window(window: Window, as_of: datetime, zone: tzinfo) -> Iterator[Said]:
    """From when on, and until when if that is not simply now."""
    if window.since is not None:
        yield _time("Since", window.since, zone)
    if window.until is not None and window.until < as_of - _A_MINUTE:
        yield _time("before", window.until, zone)


def _time(word: str, at: datetime, zone: tzinfo) -> Said:
    moment = Moment("", at)
    told = date_token(moment, zone), escape(spoken(moment, zone))
    return f"{word} {told[0]}", f"{word} {told[1]}"


def _wanted(wanted: FailureFilter) -> Iterator[Said]:
    yield from _option("source", sorted(wanted.sources))
    yield from _option("target", wanted.targets)
    yield from _option("script", wanted.scripts)
    yield from _option("pool", wanted.pools)
    yield from _option("name", wanted.names)
    yield from _option("cause", wanted.causes)
    if wanted.outcomes != USUAL.outcomes:
        yield from _option("outcome", sorted(wanted.outcomes))


def _option(name: str, values: Iterable[str]) -> Iterator[Said]:
    known = list(values)
    if not known:
        return
    more = f" or {len(known) - _TOLD:,} more" if len(known) > _TOLD else ""
    markup = " or ".join(code(one, limits.ROW_NAME) for one in known[:_TOLD])
    text = " or ".join(escape(one_line(one, limits.ROW_NAME)) for one in known[:_TOLD])
    yield f"{name} {markup}{more}", f"{name} {text}{more}"
