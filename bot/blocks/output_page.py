"""What one execution printed, for a message; what is longer goes into a file."""

from bot.blocks import limits
from bot.blocks.again import again_block, with_again
from bot.blocks.audience import Audience
from bot.blocks.buttons import asking, in_a_row, output
from bot.blocks.elements import context, header, preformatted, section
from bot.blocks.gaps import gap_blocks, gap_lines
from bot.blocks.outputs import blank, fold
from bot.blocks.text import clean, escape, one_line
from bot.blocks.words import headline, secrets
from bot.domain.answers import OutputAnswer
from bot.domain.executions import Execution
from bot.domain.messages import Attachment, Message
from bot.domain.outputs import Output
from bot.domain.presses import command_for

_WHOLE = 2_400
_HEAD, _TAIL = 3, 17
_UNSAFE = frozenset('/\\:*?"<>|')


def output_page(
    answer: OutputAnswer, request_id: str = "", audience: Audience = Audience.ASKER
) -> Message:
    """All of it where it is short, else how it began and how it ended."""
    execution = answer.execution
    printed, note = _shown(execution, answer.hidden)
    gaps = gap_lines(answer.gaps, request_id)
    shown = preformatted(printed) if printed else section(escape(note))
    said = [context(escape(note))] if printed else []
    line = command_for(execution.reference)
    pressed = [*(output(line) if printed else []), *asking(answer.line, 1, audience)]
    return Message(
        text=_text(answer, printed, note, gaps),
        blocks=(
            header(headline(execution)),
            *said,
            shown,
            *in_a_row(pressed),
            again_block(answer.line, answer.as_of, answer.zone),
            *gap_blocks(gaps),
        ),
    )


def output_file(answer: OutputAnswer) -> Attachment | None:
    """All that was kept of it; None where the message shows that."""
    execution = answer.execution
    kept = _kept(execution.output)
    if blank(execution.output) or kept == _shown(execution, 0)[0]:
        return None
    name = "".join("_" if one in _UNSAFE else one for one in execution.target.label)
    at = f"{answer.as_of:%Y%m%d-%H%M%S-%f}"
    file = f"output-{one_line(name, limits.ROW_NAME) or 'unnamed'}-{at}.txt"
    return Attachment(file, one_line(headline(execution), limits.NAME), kept)


def _shown(execution: Execution, hidden: int) -> tuple[str, str]:
    """The output and a note on it; without one, why that is."""
    found = execution.output
    if blank(found):
        return "", f"It was not read: {found.gap}" if found.gap else _nothing(execution)
    kept, folded = _kept(found), fold(found, _HEAD, _TAIL)
    whole = len(kept) <= _WHOLE and not found.end
    count = f"{kept.count(chr(10)) + 1:,} lines" if whole else folded.summary
    note = f"{count}, {secrets(hidden)} hidden" if hidden else count
    return (kept if whole else folded.text), note.replace("1 lines", "1 line", 1)


def _kept(found: Output) -> str:
    begin, end = clean(found.text).strip("\n"), clean(found.end).strip("\n")
    if not end:
        return begin
    missing = found.lines - begin.count("\n") - end.count("\n") - 2
    return f"{begin}\n⋯ {max(missing, 0):,} lines were not kept ⋯\n{end}"


def _nothing(execution: Execution) -> str:
    so_far = "" if execution.finished else " so far"
    return f"It printed nothing{so_far}."


def _text(answer: OutputAnswer, printed: str, note: str, gaps: list[str]) -> str:
    said = [escape(headline(answer.execution)), escape(note), escape(printed)]
    told = "\n".join(filter(None, said))
    return with_again(told, answer.line, answer.as_of, answer.zone, gaps)
