"""Each source in numbers."""

from dataclasses import dataclass

from bot.blocks import limits
from bot.blocks.coverage import receipt_of
from bot.blocks.tables import Cells, cell
from bot.blocks.words import plural
from bot.domain.answers import GlanceAnswer
from bot.domain.executions import UNDER_WAY, Outcome
from bot.domain.failures import SourceGlance
from bot.domain.references import SourceName
from bot.domain.runs import Counts

SOURCES = {
    SourceName.SCRIPT: "Scripts",
    SourceName.TASK: "Scheduled tasks",
    SourceName.POOL: "Desktop pools",
    SourceName.ORDER: "COC orders",
    SourceName.APP: "App Streaming",
}
# What is not known is told as nothing at all, never as a zero.
_NOT_READ = "not read"


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """A source: its text and its cells."""

    text: str
    cells: Cells


def glance_rows(answer: GlanceAnswer) -> list[GlanceRow]:
    """Every source that was asked, in the order in which people know them."""
    glances = {one.source: one for one in answer.sources}
    short = {one.source for one in receipt_of(answer).missing}
    read = {one.source for one in answer.coverage if one.until is not None}
    asked = {*glances, *(one.source for one in answer.coverage)}
    return [
        _row(source, glances.get(source), known=source in read, short=source in short)
        for source in SourceName
        if source in asked
    ]


def _row(
    source: SourceName, glance: SourceGlance | None, *, known: bool, short: bool
) -> GlanceRow:
    numbers = _numbers(glance.counts if glance else Counts())
    runs = glance.runs if glance else 0
    if not (known or runs or any(numbers.values())):
        name = f"{SOURCES[source]} ({_NOT_READ})"
        return GlanceRow(name, {"Source": cell(name, limits.ROW_NAME)})
    name = f"{SOURCES[source]} (PARTIAL)" if short else SOURCES[source]
    told = [
        f"{count:,} {word}"
        for word, count in numbers.items()
        if count or word == Outcome.FAILED
    ]
    return GlanceRow(
        f"{name}: {', '.join([*told, plural(runs, 'run')])}",
        {
            "Source": cell(name, limits.ROW_NAME),
            **{
                word.capitalize(): cell(f"{count:,}", limits.ROW_NAME)
                for word, count in numbers.items()
            },
            "Runs": cell(f"{runs:,}", limits.ROW_NAME),
        },
    )


def _numbers(counts: Counts) -> dict[str, int]:
    """What people ask for first; what happened to none is left out but for those."""
    count = counts.of
    unknown = count(Outcome.UNKNOWN)
    return {
        "failed": count(Outcome.FAILED),
        "skipped": count(Outcome.SKIPPED),
        "unfinished": sum(map(count, UNDER_WAY)),
        **({"unknown": unknown} if unknown else {}),
    }
