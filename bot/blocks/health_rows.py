"""How far each source of each cloud was read."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.blocks import limits
from bot.blocks.cells import name_cell, time_cell
from bot.blocks.elements import Element
from bot.blocks.tables import WHY, Cells, cell
from bot.blocks.text import cut_escaped, escape, one_line
from bot.blocks.times import spoken
from bot.domain.answers import HealthAnswer
from bot.domain.coverage import Freshness, freshness
from bot.domain.executions import Moment
from bot.domain.sweeping import Coverage

_SIGNS = {
    Freshness.FAILING: "✖",
    Freshness.BEHIND: "✖",
    Freshness.UNREAD: "◷",
    Freshness.FINE: "✔",
}
_WORST_FIRST = tuple(_SIGNS)


@dataclass(frozen=True, slots=True)
class HealthRow:
    """One source of one cloud: its text and its cells."""

    text: str
    cells: Cells


def how_many(answer: HealthAnswer) -> Counter[Freshness]:
    """How many sources are read how."""
    return Counter(freshness(one, answer.as_of) for one in answer.coverage)


def health_rows(answer: HealthAnswer) -> list[HealthRow]:
    """The worst first, else as they were told."""
    told = [(freshness(one, answer.as_of), one) for one in answer.coverage]
    told.sort(key=lambda pair: _WORST_FIRST.index(pair[0]))
    return [_row(fresh, one, answer.zone) for fresh, one in told]


def _row(fresh: Freshness, one: Coverage, zone: tzinfo) -> HealthRow:
    why = _why(one)
    word = f"{_SIGNS[fresh]} {fresh}"
    facts = ", ".join([word, *_times(one, zone)])
    source = one_line(f"{one.cloud} {one.source}", limits.ROW_NAME)
    because = f": {cut_escaped(escape(why), limits.ROW_WHY)}" if why else ""
    return HealthRow(
        f"{escape(source)}: {facts}{because}",
        {
            "Source": name_cell(source),
            "How it is": name_cell(word),
            "Read up to": _time(one.until, zone),
            "Back to": _time(one.since, zone),
            "Full walk": _time(one.walked, zone),
            "Last try": _time(one.tried, zone),
            "Failing since": _time(one.failing_since, zone),
            WHY: cell(why, limits.ROW_WHY),
        },
    )


def _why(one: Coverage) -> str:
    """The first thing that could not be read, and how many there are."""
    if not one.gaps:
        return ""
    more = len(one.gaps) - 1
    after = f" (and {more:,} more)" if more else ""
    return one_line(one.gaps[0], limits.ROW_WHY - len(after)) + after


def _times(one: Coverage, zone: tzinfo) -> Iterator[str]:
    """Those that people ask for; the table has the others."""
    known = {
        "read up to": one.until,
        "back to": one.since,
        "failing since": one.failing_since,
    }
    for label, at in known.items():
        if at is not None:
            yield f"{label} {escape(spoken(Moment('', at), zone))}"


def _time(at: datetime | None, zone: tzinfo) -> Element | None:
    return time_cell(Moment("", at), zone) if at else None
