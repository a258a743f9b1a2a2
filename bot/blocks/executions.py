"""One execution, as a person reads it."""

from collections.abc import Iterator

from bot.blocks import limits
from bot.blocks.again import again_block, with_again
from bot.blocks.audience import Audience
from bot.blocks.buttons import WHY, asking, carrying, copy, in_a_row, output
from bot.blocks.elements import Element, context, fields, header, labelled, preformatted
from bot.blocks.facts import detail_line, facts
from bot.blocks.gaps import gap_blocks, gap_lines
from bot.blocks.outputs import blank, fold
from bot.blocks.text import cut_escaped, escape, one_line
from bot.blocks.watches import watch_button
from bot.blocks.words import headline, reason, secrets
from bot.domain.answers import ExecutionAnswer
from bot.domain.commandline import COMMAND
from bot.domain.executions import WRONG, Detail, Execution, details
from bot.domain.messages import Block, Message
from bot.domain.presses import command_for
from bot.domain.references import SourceName

_TEXT_FOLDS = ((3, 17), (0, 17), (0, 8), (0, 3), (0, 1))
_TEXT_REASON = 400
# Sources that run scripts; the others have no output that could be missing.
_PRINTING = frozenset({SourceName.SCRIPT, SourceName.POOL, SourceName.ORDER})


def execution_page(
    answer: ExecutionAnswer,
    request_id: str = "",
    audience: Audience = Audience.ASKER,
) -> Message:
    """One execution whole."""
    gaps = gap_lines(answer.gaps, request_id)
    command = command_for(answer.execution.reference)
    return Message(
        text=_text(answer.execution, answer, gaps),
        blocks=(
            *_blocks(answer.execution, answer),
            *_actions(answer, audience),
            again_block(command, answer.as_of, answer.zone),
            *gap_blocks(gaps),
        ),
    )


def _blocks(execution: Execution, answer: ExecutionAnswer) -> Iterator[Block]:
    yield header(headline(execution))
    known = facts(execution, answer.as_of, answer.zone)
    yield fields((fact.label, fact.markup) for fact in known)
    more, _ = detail_line(_details(execution))
    if more:
        yield context(cut_escaped(more, limits.DETAILS))
    label, why = reason(execution)
    if why:
        yield labelled(label, why)
    folded = fold(execution.output)
    label, note = _output_note(execution, folded.summary, answer.hidden)
    if note:
        yield labelled(label, note)
    if not blank(execution.output):
        yield preformatted(folded.text)


def _actions(answer: ExecutionAnswer, audience: Audience) -> list[Block]:
    """What can be done with it; the output is opened only where there is one."""
    execution = answer.execution
    command = command_for(execution.reference)
    return in_a_row(
        [
            *([] if blank(execution.output) else output(command)),
            *_explained(execution),
            *asking(answer.line or command, 1, audience),
            *watch_button(execution.reference, finished=execution.finished),
            *copy(command),
        ]
    )


def _explained(execution: Execution) -> list[Element]:
    """What tells why, of what went wrong."""
    if execution.outcome not in WRONG:
        return []
    return carrying("Why", WHY, f"{COMMAND} why {execution.reference}")


def _text(execution: Execution, answer: ExecutionAnswer, gaps: list[str]) -> str:
    """Everything that the blocks say, for those who get only the text.

    However long the rest is, the reference and what is missing stay in.
    """
    first = [escape(headline(execution))]
    label, why = reason(execution, _TEXT_REASON)
    if why:
        first.append(f"{label}: {escape(why)}")
    known = facts(execution, answer.as_of, answer.zone)
    first += [f"{escape(fact.label)}: {fact.text}" for fact in known]
    first += filter(None, [detail_line(_details(execution))[1]])
    command = command_for(execution.reference)
    said = with_again("\n".join(first), command, answer.as_of, answer.zone, gaps)
    left = limits.ANSWER_TEXT - len(said)
    return "\n".join([said, *_output_lines(execution, answer, left)])


def _output_lines(
    execution: Execution, answer: ExecutionAnswer, room: int
) -> Iterator[str]:
    """As much of the output as there is room for; its end tells most."""
    for head, tail in _TEXT_FOLDS:
        folded = fold(execution.output, head, tail)
        label, note = _output_note(execution, folded.summary, answer.hidden)
        lines = [f"{label} ({note}):", escape(folded.text)]
        if blank(execution.output):
            lines = [f"{label}: {escape(note)}"] if note else []
        if sum(len(line) + 1 for line in lines) <= room:
            yield from lines
            return


def _output_note(execution: Execution, summary: str, hidden: int) -> tuple[str, str]:
    """A label, and how much there is and what is not shown; "" where that is nothing."""
    if not blank(execution.output):
        return "Output", f"{summary}, {secrets(hidden)} hidden" if hidden else summary
    if execution.output.gap:
        also = f" ({secrets(hidden)} hidden)" if hidden else ""
        why = one_line(execution.output.gap, _TEXT_REASON)
        return "Output", f"not read: {why}{also}"
    if hidden:
        return "Hidden", secrets(hidden)
    prints = execution.reference.source in _PRINTING
    return "Output", "none" if prints and execution.finished else ""


def _details(execution: Execution) -> tuple[Detail, ...]:
    """With the source's own id of the result, unless the reference has it."""
    known = execution.id in execution.reference.ids
    own = () if known else details(result_id=execution.id)
    return (*execution.details, *own)
