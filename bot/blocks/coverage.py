"""What an answer of the ledger stands on, and loudly what it lacks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, tzinfo

from bot.blocks.gaps import warned
from bot.blocks.text import escape
from bot.blocks.times import date_token, spoken
from bot.domain.answers import Remembered
from bot.domain.coverage import Receipt, Shortfall, receipt
from bot.domain.executions import Moment
from bot.domain.sweeping import Coverage

LOUD = "PARTIAL: not all of this was read, the numbers may be too low."
_NOT_THERE = "No cloud that you may ask has such a source."
_NAMED_CLOUDS = 4
_TOLD_GAPS = 2

# A time in one of the two ways in which every message tells it.
_Tell = Callable[[datetime], str]


def receipt_of(answer: Remembered) -> Receipt:
    """What the answer stands on."""
    return receipt(answer.coverage, answer.window, answer.as_of)


def is_whole(answer: Remembered) -> bool:
    """Whether nothing that was asked for is missing, so that nothing means nothing."""
    return receipt_of(answer).complete and not answer.gaps


def partial(answer: Remembered, request_id: str) -> tuple[list[str], list[str]]:
    """What is missing, line by line: as mrkdwn and as escaped text; or nothing."""
    if is_whole(answer):
        return [], []
    short = receipt_of(answer)
    loud, quiet = (
        [LOUD, *warned([*_missing(short, tell), *map(escape, answer.gaps)], request_id)]
        for tell in _both(answer.zone)
    )
    return [f"*{loud[0]}*", *loud[1:]], quiet


def receipt_line(answer: Remembered) -> tuple[str, str]:
    """What was read and up to when, in one line: as mrkdwn and as escaped text."""
    found = receipt_of(answer)
    markup, text = (
        _receipt(found, answer.coverage, tell) for tell in _both(answer.zone)
    )
    return markup, text


def _both(zone: tzinfo) -> tuple[_Tell, _Tell]:
    """Mrkdwn, which readers see in their own zones, and text."""
    return (
        lambda at: date_token(Moment("", at), zone),
        lambda at: escape(spoken(Moment("", at), zone)),
    )


def _missing(found: Receipt, tell: _Tell) -> list[str]:
    """A line for all sources of a cloud that lack the same."""
    if not found.read and not found.missing:
        return [_NOT_THERE]
    sources: dict[tuple[str, str], list[str]] = {}
    for short in found.missing:
        sources.setdefault((short.cloud, _lacks(short, tell)), []).append(short.source)
    return [
        f"{escape(cloud)} {', '.join(names)}: {lacks}"
        for (cloud, lacks), names in sources.items()
    ]


def _lacks(short: Shortfall, tell: _Tell) -> str:
    return "; ".join(_lacking(short, tell))


def _lacking(short: Shortfall, tell: _Tell) -> Iterator[str]:
    if short.unread:
        yield "never read yet"
    if short.since:
        yield f"reaches back to {tell(short.since)} only"
    because = f": {_gaps(short.gaps)}" if short.gaps else ""
    if short.until:
        yield f"read up to {tell(short.until)} only{because}"
    elif because:
        since = f" since {tell(short.failing_since)}" if short.failing_since else ""
        yield f"failing{since}{because}"


def _gaps(gaps: Sequence[str]) -> str:
    told = " ".join(map(escape, gaps[:_TOLD_GAPS]))
    more = len(gaps) - _TOLD_GAPS
    return f"{told} (and {more:,} more)" if more > 0 else told


def _receipt(found: Receipt, coverage: Iterable[Coverage], tell: _Tell) -> str:
    if not found.read:
        return "Read in full: nothing"
    begin = "Read in full" if found.missing else "Read"
    until = f" up to {tell(found.until)}" if found.until else ""
    return f"{begin}: {_read(found, list(coverage))}{until}"


def _read(found: Receipt, coverage: Sequence[Coverage]) -> str:
    """Such as "prod (5 sources)", or how many clouds where they are many."""
    clouds = dict.fromkeys(one.cloud for one in found.read)
    if len(clouds) > _NAMED_CLOUDS:
        return f"{len(clouds)} clouds ({_share(len(found.read), len(coverage))})"
    return ", ".join(
        f"{escape(cloud)} ({_share(_of(cloud, found.read), _of(cloud, coverage))})"
        for cloud in clouds
    )


def _of(cloud: str, coverage: Iterable[Coverage]) -> int:
    return sum(one.cloud == cloud for one in coverage)


def _share(read: int, of: int) -> str:
    sources = "source" if of == 1 else "sources"
    return f"{of} {sources}" if read == of else f"{read} of {of} {sources}"
