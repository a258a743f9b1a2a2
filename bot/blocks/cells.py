"""What the rows of a table tell of executions and runs."""

from datetime import timedelta, tzinfo

from bot.blocks import limits
from bot.blocks.elements import Element
from bot.blocks.tables import NUMBER, TARGETS, WHY, Cells, cell
from bot.blocks.text import blank, one_line
from bot.blocks.times import date_run, doubt, span, spoken
from bot.blocks.words import (
    SIGNS,
    outcomes,
    so_far,
    target_noun,
    what_ran,
    why_in_short,
)
from bot.domain.executions import Execution, Moment, Outcome
from bot.domain.references import SourceName
from bot.domain.runs import Run

_UNNAMED = "no target named"
# A text of at most 60 characters, and words that say it is no time.
_TIME = 90


def execution_cells(
    number: int, execution: Execution, zone: tzinfo, *, script: bool
) -> Cells:
    """What happened on one target; with the script if asked to."""
    noun = target_noun(execution.reference.source).capitalize()
    ran = execution.script.label if script else ""
    return {
        NUMBER: number_cell(number),
        "Outcome": outcome_cell(execution.outcome, execution.raw_status),
        noun: name_cell(execution.target.label) or name_cell(_UNNAMED),
        "Script": name_cell(ran),
        "Started": time_cell(execution.started, zone),
        "Took": _span(execution.duration),
        WHY: cell(why_in_short(execution), limits.ROW_WHY),
    }


def run_cells(number: int, run: Run, zone: tzinfo, *, clouds: bool) -> Cells:
    """One run; with its cloud where there are several."""
    pool = run.reference.source is SourceName.POOL
    return {
        NUMBER: number_cell(number),
        "Outcome": outcome_cell(run.outcome, run.raw_status, so_far(run)),
        "What": name_cell(what_ran(run)),
        "Pool": name_cell(run.place.name if pool else ""),
        "Task": name_cell("" if pool else run.place.name),
        "Cloud": name_cell(run.reference.cloud if clouds else ""),
        "Started": time_cell(run.started, zone),
        "Took": _span(run.duration),
        TARGETS: cell(outcomes(run.counts), limits.ROW_WHY),
    }


def number_cell(number: int) -> Element | None:
    return cell(str(number), limits.ROW_NAME)


def name_cell(name: str) -> Element | None:
    return cell(name, limits.ROW_NAME)


def outcome_cell(outcome: Outcome, raw: str, added: str = "") -> Element | None:
    word = f"{SIGNS[outcome]} {outcome.value}{added}"
    if outcome is not Outcome.UNKNOWN or blank(raw):
        return cell(word, limits.ROW_NAME)
    return cell(f"{word} ({one_line(raw, limits.ROW_NAME)})", limits.NAME)


def time_cell(moment: Moment | None, zone: tzinfo) -> Element | None:
    """Everybody reads it in the zone of their own device."""
    if moment is None:
        return None
    run = date_run(moment, zone)
    if run is None:
        return cell(spoken(moment, zone), _TIME)
    unsure = doubt(moment)
    after = [{"type": "text", "text": unsure}] if unsure else []
    inside = {"type": "rich_text_section", "elements": [run, *after]}
    return {"type": "rich_text", "elements": [inside]}


def _span(lasted: timedelta | None) -> Element | None:
    return cell(span(lasted), limits.ROW_NAME) if lasted else None
