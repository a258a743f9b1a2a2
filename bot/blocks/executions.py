"""One execution, as a person reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.blocks import limits
from bot.blocks.elements import (
    context,
    fields,
    header,
    labelled,
    preformatted,
    section,
)
from bot.blocks.outputs import fold
from bot.blocks.text import code, cut_escaped, escape, one_line
from bot.blocks.times import date_token, span, spoken
from bot.domain.answers import ExecutionsAnswer
from bot.domain.executions import Execution, Named, Outcome
from bot.domain.messages import Block, Message
from bot.domain.queries import COMMAND

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
_TEXT_TAIL = 8


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value twice: as mrkdwn, and as escaped plain text."""

    label: str
    markup: str
    text: str


def executions(answer: ExecutionsAnswer) -> Message:
    """One execution whole; the same id in several clouds as a list to choose from."""
    gaps = [section(f"⚠ {escape(gap)}") for gap in answer.gaps]
    if len(answer.executions) > 1:
        return _choice(answer, gaps)
    execution = answer.executions[0]
    return Message(
        text=_text(execution, answer),
        blocks=(*_blocks(execution, answer), *gaps),
    )


def _blocks(execution: Execution, answer: ExecutionsAnswer) -> Iterator[Block]:
    yield header(_headline(execution))
    yield fields((fact.label, fact.markup) for fact in _facts(execution, answer))
    for label, text in _reasons(execution):
        yield labelled(label, text)
    if execution.output.strip():
        folded = fold(execution.output)
        yield labelled("Output", _with_hidden(folded.summary, answer.hidden))
        yield preformatted(folded.text)
    elif execution.finished:
        yield labelled("Output", _with_hidden("none", answer.hidden))
    yield context(f"Ask again: {code(_command(execution), 300)}")


def _text(execution: Execution, answer: ExecutionsAnswer) -> str:
    """Everything that the blocks say, for those who get only the text."""
    lines = [escape(_headline(execution))]
    lines += [f"{fact.label}: {fact.text}" for fact in _facts(execution, answer)]
    lines += [
        f"{label}: {escape(one_line(text, 400))}" for label, text in _reasons(execution)
    ]
    lines.append(f"Ask again: {escape(_command(execution))}")
    lines += [f"⚠ {escape(gap)}" for gap in answer.gaps]
    if execution.output.strip():
        folded = fold(execution.output, head=0, tail=_TEXT_TAIL)
        summary = _with_hidden(folded.summary, answer.hidden)
        lines.append(f"Output ({summary}):\n{escape(folded.text)}")
    return cut_escaped("\n".join(lines), limits.TEXT)


def _headline(execution: Execution) -> str:
    script = one_line(execution.script.label, 60) or "Script"
    target = one_line(execution.target.label, 60)
    where = f" on {target}" if target else ""
    outcome = execution.outcome.value.capitalize()
    return f"{_SIGNS[execution.outcome]} {outcome}: {script}{where}"


def _facts(execution: Execution, answer: ExecutionsAnswer) -> Iterator[Fact]:
    yield from _named("Script", execution.script)
    yield from _named(_kind(execution.target_kind), execution.target)
    for label, moment in (("Started", execution.started), ("Ended", execution.ended)):
        if moment is not None:
            said = escape(spoken(moment, answer.zone))
            yield Fact(label, date_token(moment, answer.zone), said)
    yield from _took(execution, answer)
    yield _fact("Cloud", execution.reference.cloud)
    if execution.run_id:
        yield _fact("Script task", execution.run_id)
    if execution.batch is not None:
        yield Fact("Batch", execution.batch.value, execution.batch.value)
    if execution.raw_status.strip().lower() != execution.outcome.value:
        yield _fact("Status in the cloud", execution.raw_status or "none")


def _fact(label: str, text: str) -> Fact:
    return Fact(label, code(text), escape(one_line(text, 150)))


def _named(label: str, thing: Named) -> Iterator[Fact]:
    if not thing.label:
        return
    both = bool(thing.name and thing.id and thing.name != thing.id)
    first = _fact(label, thing.label)
    yield Fact(
        label,
        f"{first.markup}\n{code(thing.id)}" if both else first.markup,
        f"{first.text} ({escape(one_line(thing.id, 150))})" if both else first.text,
    )


def _kind(target_kind: str) -> str:
    return "Desktop" if target_kind.upper() in {"", "DESKTOP"} else "Target"


def _took(execution: Execution, answer: ExecutionsAnswer) -> Iterator[Fact]:
    lasted = execution.duration
    if lasted is not None:
        yield Fact("Took", span(lasted), span(lasted))
    elif execution.started and execution.ended:
        said = "not known: the times contradict each other"
        yield Fact("Took", said, said)
    elif execution.outcome is Outcome.RUNNING and execution.started is not None:
        yield from _so_far(execution, answer)


def _so_far(execution: Execution, answer: ExecutionsAnswer) -> Iterator[Fact]:
    started = execution.started.at if execution.started else None
    if started is not None and answer.as_of - started >= timedelta(0):
        said = f"{span(answer.as_of - started)} so far"
        yield Fact("Running for", said, said)


def _reasons(execution: Execution) -> Iterator[tuple[str, str]]:
    """A cause where there is one to look for; else what the cloud filled in anyway."""
    cause = execution.cause
    if not cause:
        return
    good = execution.outcome in {Outcome.SUCCEEDED, Outcome.RUNNING, Outcome.WAITING}
    label = "The cloud notes" if good else "Cause"
    parts = (cause.reason.strip(), cause.meaning, f"({cause.code})" * bool(cause.code))
    yield label, " ".join(_sentence(part) for part in parts if part)


def _sentence(part: str) -> str:
    ends = (".", "!", "?", ")", "。", "！", "？")
    return part if part.endswith(ends) else f"{part}."


def _with_hidden(summary: str, hidden: int) -> str:
    if not hidden:
        return summary
    return f"{summary}, {hidden:,} {'secret' if hidden == 1 else 'secrets'} hidden"


def _command(execution: Execution) -> str:
    return f"{COMMAND} {execution.reference.source} {execution.reference}"


def _choice(answer: ExecutionsAnswer, gaps: list[Block]) -> Message:
    title = f"{len(answer.executions)} clouds know this id"
    rows = [
        (_headline(execution), _command(execution)) for execution in answer.executions
    ]
    shown = rows[: limits.BLOCKS_PER_MESSAGE // 2 - len(gaps)]
    return Message(
        text=cut_escaped(
            "\n".join(
                [
                    title,
                    *(f"{escape(line)}: {escape(command)}" for line, command in rows),
                ]
                + [f"⚠ {escape(gap)}" for gap in answer.gaps]
            ),
            limits.TEXT,
        ),
        blocks=(
            header(title),
            *(
                section(f"{escape(line)}\n{code(command, 300)}")
                for line, command in shown
            ),
            *gaps,
        ),
    )
