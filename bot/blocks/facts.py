"""What is known of an execution or a run, each fact as mrkdwn and as plain text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.blocks import limits
from bot.blocks.text import blank, code, escape, one_line
from bot.blocks.times import date_token, span, spoken
from bot.blocks.words import kind_words
from bot.domain.executions import Detail, Execution, Moment, Named, Outcome
from bot.domain.references import SourceName
from bot.domain.runs import Run

_IN_LABEL = 30
# Two by name and id; a run with more of them is rare.
_SCRIPTS = 2
_NOT_RUNNING = frozenset({Outcome.WAITING, Outcome.PAUSED})
# What an execution's run is called where it is not simply "run".
_RUN_LABELS = {SourceName.SCRIPT: "Script task", SourceName.POOL: "Pool run"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value twice: as mrkdwn, and as escaped plain text."""

    label: str
    markup: str
    text: str


def facts(execution: Execution, as_of: datetime, zone: tzinfo) -> Iterator[Fact]:
    """At most ten facts, in the order in which people ask for them."""
    yield from _named("Script", execution.script)
    yield from _named(_target_label(execution.target_kind), execution.target)
    yield from _fact("What", kind_words(execution.kind))
    yield from _moment("Started", execution.started, zone)
    yield from _moment("Ended", execution.ended, zone)
    running = execution.outcome is Outcome.RUNNING
    times = (execution.started, execution.ended)
    yield from _took(*times, execution.duration, running=running, as_of=as_of)
    source = execution.reference.source
    yield from _fact("Cloud", execution.reference.cloud)
    yield from _fact(_RUN_LABELS.get(source, "Run"), execution.run_id)
    if execution.batch is not None:
        yield Fact("Batch", execution.batch.value, execution.batch.value)
    yield from _raw_status(execution.raw_status, execution.outcome)


def run_facts(run: Run, as_of: datetime, zone: tzinfo) -> Iterator[Fact]:
    """At most ten facts about a run."""
    scripts = run.scripts if len(run.scripts) > 1 else (run.work,)
    command = run.kind == "COMMAND"
    label = "Command" if command else "Script"
    for script in scripts[:_SCRIPTS]:
        yield from _named(label, script)
    yield from _fact("More scripts", ", ".join(one.label for one in scripts[_SCRIPTS:]))
    pool = run.reference.source is SourceName.POOL
    yield from _named("Pool" if pool else "Task", run.place)
    yield from _fact("What", "" if command else kind_words(run.kind))
    yield from _moment("Started", run.started, zone)
    yield from _moment("Ended", run.ended, zone)
    times = (run.started, run.ended)
    running = run.under_way and run.outcome not in _NOT_RUNNING
    yield from _took(*times, run.duration, running=running, as_of=as_of)
    yield from _fact("Cloud", run.reference.cloud)
    if run.raw_status:
        yield from _raw_status(run.raw_status, run.outcome)


def detail_line(details: tuple[Detail, ...]) -> tuple[str, str]:
    """Everything else that a source tells: as mrkdwn, and as escaped plain text."""
    shown = [one for one in details if not blank(one.text)]
    markup = " · ".join(
        f"{escape(one.label)} {code(one.text, limits.DETAIL)}" for one in shown
    )
    text = "; ".join(
        f"{escape(one.label)}: {escape(one_line(one.text, limits.DETAIL))}"
        for one in shown
    )
    return markup, text


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


def _target_label(target_kind: str) -> str:
    """The source's word for what it happened on, as a label."""
    words = one_line(target_kind.replace("_", " "), _IN_LABEL)
    return words.capitalize() or "Desktop"


def _moment(label: str, moment: Moment | None, zone: tzinfo) -> Iterator[Fact]:
    if moment is not None:
        yield Fact(label, date_token(moment, zone), escape(spoken(moment, zone)))


def _took(
    started: Moment | None,
    ended: Moment | None,
    duration: timedelta | None,
    *,
    running: bool,
    as_of: datetime,
) -> Iterator[Fact]:
    begun = started.at if started else None
    if duration is not None:
        lasted = span(duration) + _doubt(started, ended)
        yield Fact("Took", lasted, lasted)
    elif begun and ended and ended.at:
        said = "not known: the times contradict each other"
        yield Fact("Took", said, said)
    # A time so far can be told from a start whose zone is known.
    elif running and started and started.exact and begun and begun <= as_of:
        so_far = f"{span(as_of - begun)} so far"
        yield Fact("Running for", so_far, so_far)


def _doubt(*moments: Moment | None) -> str:
    """Two times of one unknown zone are as far apart as they look."""
    mixed = len({moment.exact for moment in moments if moment}) > 1
    return " (zone uncertain)" if mixed else ""


def _raw_status(raw: str, outcome: Outcome) -> Iterator[Fact]:
    if raw.strip().lower() != outcome.value:
        yield from _fact("Status in the cloud", "none" if blank(raw) else raw)
