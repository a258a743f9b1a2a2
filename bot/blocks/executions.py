"""One execution, as a person reads it; or a choice where several clouds know the id."""

from collections.abc import Iterator

from bot.blocks import limits
from bot.blocks.elements import (
    context,
    fields,
    header,
    labelled,
    preformatted,
    section,
)
from bot.blocks.facts import facts, headline, reason
from bot.blocks.outputs import blank, fold
from bot.blocks.text import code, cut, cut_escaped, escape
from bot.domain.answers import ExecutionsAnswer
from bot.domain.executions import Execution
from bot.domain.messages import Block, Message
from bot.domain.queries import COMMAND

_TEXT_FOLDS = ((3, 17), (0, 17), (0, 8), (0, 3), (0, 1))
_TEXT_REASON = 400
_MOST_CHOICES = 8
_MOST_GAPS = 8


def executions(answer: ExecutionsAnswer, request_id: str = "") -> Message:
    """One execution whole; the same id in several clouds as a list to choose from."""
    gaps = _gap_lines(answer, request_id)
    if len(answer.executions) > 1:
        return _choice(answer, gaps)
    execution = answer.executions[0]
    return Message(
        text=_text(execution, answer, gaps),
        blocks=(*_blocks(execution, answer), *_gap_blocks(gaps)),
    )


def _blocks(execution: Execution, answer: ExecutionsAnswer) -> Iterator[Block]:
    yield header(headline(execution))
    known = facts(execution, answer.as_of, answer.zone)
    yield fields((fact.label, fact.markup) for fact in known)
    label, why = reason(execution)
    if why:
        yield labelled(label, why)
    folded = fold(execution.output)
    label, note = _output_note(execution, folded.summary, answer.hidden)
    if note:
        yield labelled(label, note)
    if not blank(execution.output):
        yield preformatted(folded.text)
    yield context(f"Ask again: {code(_command(execution), limits.COMMAND)}")


def _text(execution: Execution, answer: ExecutionsAnswer, gaps: list[str]) -> str:
    """Everything that the blocks say, for those who get only the text.

    However long the rest is, the reference and what is missing stay in.
    """
    first = [escape(headline(execution))]
    label, why = reason(execution)
    if why:
        first.append(f"{label}: {escape(cut(why, _TEXT_REASON))}")
    known = facts(execution, answer.as_of, answer.zone)
    first += [f"{escape(fact.label)}: {fact.text}" for fact in known]
    missing = cut_escaped("\n".join(gaps), limits.GAPS)
    last = [f"Ask again: {escape(_command(execution))}", *filter(None, [missing])]
    room = limits.TEXT - len("\n".join(last)) - 1
    said = "\n".join([cut_escaped("\n".join(first), room), *last])
    return "\n".join([said, *_output_lines(execution, answer, limits.TEXT - len(said))])


def _output_lines(
    execution: Execution, answer: ExecutionsAnswer, room: int
) -> Iterator[str]:
    """As much of the output as there is room for; its end tells most."""
    for head, tail in _TEXT_FOLDS:
        folded = fold(execution.output, head, tail)
        label, note = _output_note(execution, folded.summary, answer.hidden)
        lines = [f"{label} ({note}):", escape(folded.text)]
        if blank(execution.output):
            lines = [f"{label}: {note}"] if note else []
        if sum(len(line) + 1 for line in lines) <= room:
            yield from lines
            return


def _output_note(execution: Execution, summary: str, hidden: int) -> tuple[str, str]:
    """A label, and how much there is and what is not shown; "" where that is nothing."""
    secrets = f"{hidden:,} {'secret' if hidden == 1 else 'secrets'}" if hidden else ""
    if not blank(execution.output):
        return "Output", f"{summary}, {secrets} hidden" if hidden else summary
    if hidden:
        return "Hidden", secrets
    return "Output", "none" if execution.finished else ""


def _command(execution: Execution) -> str:
    return f"{COMMAND} {execution.reference.source} {execution.reference}"


def _choice(answer: ExecutionsAnswer, gaps: list[str]) -> Message:
    title = f"{len(answer.executions)} clouds know this id"
    rows = [(escape(headline(one)), _command(one)) for one in answer.executions]
    shown = rows[:_MOST_CHOICES]
    left_out = answer.executions[_MOST_CHOICES:]
    more = (
        f"{len(left_out)} more, in {', '.join(one.reference.cloud for one in left_out)}"
    )
    lines = [f"{line}: {escape(command)}" for line, command in shown]
    blocks = [
        section(f"{line}\n{code(command, limits.COMMAND)}") for line, command in shown
    ]
    if left_out:
        lines.append(more)
        blocks.append(context(more))
    return Message(
        text=cut_escaped("\n".join([title, *lines, *gaps]), limits.TEXT),
        blocks=(header(title), *blocks, *_gap_blocks(gaps)),
    )


def _gap_blocks(gaps: list[str]) -> list[Block]:
    return [section(cut_escaped("\n".join(gaps), limits.GAPS))] if gaps else []


def _gap_lines(answer: ExecutionsAnswer, request_id: str) -> list[str]:
    """A line for each cloud that is missing, at most eight, and our id to ask about."""
    lines = [f"⚠ {escape(gap)}" for gap in answer.gaps[:_MOST_GAPS]]
    more = len(answer.gaps) - len(lines)
    if more:
        clouds = "cloud" if more == 1 else "clouds"
        lines.append(f"⚠ {more} more {clouds} gave no answer.")
    return [*lines, f"id {code(request_id)}"] if lines and request_id else lines
