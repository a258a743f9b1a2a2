"""What is known of an execution, each fact as mrkdwn and as plain text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.blocks import limits
from bot.blocks.text import blank, code, escape, one_line
from bot.blocks.times import date_token, span, spoken
from bot.domain.executions import Execution, Moment, Named, Outcome

# A sign beside the word, never instead of it.
_SIGNS = {
    Outcome.WAITING: "◷",
    Outcome.RUNNING: "▶",
    Outcome.SUCCEEDED: "✔",
    Outcome.FAILED: "✖",
    Outcome.SKIPPED: "⤼",
    Outcome.CANCELED: "⊘",
    Outcome.PAUSED: "⏸",
    Outcome.UNKNOWN: "?",
}
# Two of them and the words around keep below the limit of a header.
_IN_HEADLINE = 60
_IN_LABEL = 30
_NOTHING_WRONG = {Outcome.SUCCEEDED, Outcome.RUNNING, Outcome.WAITING}
_ENDS = (".", "!", "?", ")", "。", "！", "？")


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value twice: as mrkdwn, and as escaped plain text."""

    label: str
    markup: str
    text: str


def headline(execution: Execution) -> str:
    """Outcome, script and target, such as "✖ Failed: patch-check on FIN-DESK-02"."""
    script = one_line(execution.script.label, _IN_HEADLINE) or "Script"
    target = one_line(execution.target.label, _IN_HEADLINE)
    where = f" on {target}" if target else ""
    outcome = execution.outcome.value.capitalize()
    return f"{_SIGNS[execution.outcome]} {outcome}: {script}{where}"


def facts(execution: Execution, as_of: datetime, zone: tzinfo) -> Iterator[Fact]:
    """At most ten facts, in the order in which people ask for them."""
    yield from _named("Script", execution.script)
    yield from _named(_kind(execution.target_kind), execution.target)
    yield from _moment("Started", execution.started, zone)
    yield from _moment("Ended", execution.ended, zone)
    yield from _took(execution, as_of)
    yield from _fact("Cloud", execution.reference.cloud)
    yield from _fact("Script task", execution.run_id)
    if execution.batch is not None:
        yield Fact("Batch", execution.batch.value, execution.batch.value)
    if execution.raw_status.strip().lower() != execution.outcome.value:
        word = "none" if blank(execution.raw_status) else execution.raw_status
        yield from _fact("Status in the cloud", word)


def reason(execution: Execution) -> tuple[str, str]:
    """A label and why it ended so, or two empty texts.

    The label is "Cause" only where there is one to look for: the cloud fills code and
    reason of executions that succeeded, too.
    """
    cause = execution.cause
    code_ = one_line(cause.code, limits.NAME)
    meant = f"{code_}: {cause.meaning}" if cause.meaning else code_ and f"({code_})"
    why = one_line(cause.reason, limits.REASON)
    said = " ".join(_sentence(part) for part in (why, meant) if part)
    if not said:
        return "", ""
    good = execution.outcome in _NOTHING_WRONG
    return "The cloud notes" if good else "Cause", said


def _fact(label: str, text: str) -> Iterator[Fact]:
    if not blank(text):
        yield Fact(label, code(text), escape(one_line(text, limits.NAME)))


def _named(label: str, thing: Named) -> Iterator[Fact]:
    for first in _fact(label, thing.label):
        if blank(thing.id) or thing.id == thing.label:
            yield first
            return
        id_ = escape(one_line(thing.id, limits.NAME))
        both = f"{first.markup}\n{code(thing.id)}"
        yield Fact(label, both, f"{first.text} ({id_})")


def _kind(target_kind: str) -> str:
    """The source's word for what it happened on, as a label."""
    words = one_line(target_kind.replace("_", " "), _IN_LABEL)
    return words.capitalize() or "Desktop"


def _moment(label: str, moment: Moment | None, zone: tzinfo) -> Iterator[Fact]:
    if moment is not None:
        yield Fact(label, date_token(moment, zone), escape(spoken(moment, zone)))


def _took(execution: Execution, as_of: datetime) -> Iterator[Fact]:
    started, ended = _at(execution.started), _at(execution.ended)
    if execution.duration is not None:
        lasted = span(execution.duration) + _doubt(execution)
        yield Fact("Took", lasted, lasted)
    elif started and ended:
        said = "not known: the times contradict each other"
        yield Fact("Took", said, said)
    elif _runs_since(execution) and started and started <= as_of:
        so_far = f"{span(as_of - started)} so far"
        yield Fact("Running for", so_far, so_far)


def _runs_since(execution: Execution) -> bool:
    """Whether a time so far can be told: from a start whose zone is known."""
    certain = execution.started is not None and execution.started.exact
    return execution.outcome is Outcome.RUNNING and certain


def _doubt(execution: Execution) -> str:
    """Two times of one unknown zone are as far apart as they look."""
    moments = (execution.started, execution.ended)
    mixed = len({moment.exact for moment in moments if moment}) > 1
    return " (zone uncertain)" if mixed else ""


def _at(moment: Moment | None) -> datetime | None:
    return moment.at if moment else None


def _sentence(part: str) -> str:
    return part if part.endswith(_ENDS) else f"{part}."
