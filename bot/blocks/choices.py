"""The same ids in several clouds: which one is meant."""

from collections.abc import Sequence

from bot.blocks import limits
from bot.blocks.elements import context, header, section
from bot.blocks.gaps import gap_blocks, gap_lines
from bot.blocks.paging import details_button
from bot.blocks.text import code, cut_escaped, escape, how_many
from bot.blocks.words import headline, run_headline
from bot.domain.answers import ChoiceAnswer
from bot.domain.executions import Execution
from bot.domain.messages import Message
from bot.domain.presses import command_for
from bot.domain.references import Reference
from bot.domain.runs import Finding, Runs, WholeRun

_MOST = 8
# Shares of what Slack takes: of a headline, and of the clouds that are left out.
_HEADLINE, _LEFT_OUT = 250, 500


def choice(answer: ChoiceAnswer, request_id: str = "") -> Message:
    """A line and a command for each cloud, at most eight.

    The text has as many as fit whole, since half a command is of no use.
    """
    title = f"{len(answer.findings):,} clouds know this id"
    gaps = gap_lines(answer.gaps, request_id)
    rows = [
        (cut_escaped(escape(_headline(one)), _HEADLINE), command_for(_reference(one)))
        for one in answer.findings[:_MOST]
    ]
    blocks = [
        section(
            f"{line}\n{code(command, limits.COMMAND)}",
            details_button(place, _reference(finding)),
        )
        for place, ((line, command), finding) in enumerate(
            zip(rows, answer.findings, strict=False), 1
        )
    ]
    lines = [f"{line}: {escape(command)}" for line, command in rows]
    room = limits.TEXT - len("\n".join([title, *gaps])) - _LEFT_OUT - 1
    fitting = lines[: how_many(lines, room)]
    left_out = _left_out(answer.findings[len(fitting) :])
    return Message(
        text="\n".join([title, *fitting, *left_out, *gaps]),
        blocks=(
            header(title),
            *blocks,
            *map(context, _left_out(answer.findings[_MOST:])),
            *gap_blocks(gaps),
        ),
    )


def _left_out(findings: Sequence[Finding]) -> list[str]:
    clouds = ", ".join(escape(_reference(one).cloud) for one in findings)
    more = f"{len(findings):,} more, in {clouds}"
    return [cut_escaped(more, _LEFT_OUT)] if findings else []


def _headline(finding: Finding) -> str:
    match finding:
        case Execution() as execution:
            return headline(execution)
        case WholeRun(run, _):
            return run_headline(run)
        case Runs(reference, listing):
            runs = "1 run" if len(listing.rows) == 1 else f"{len(listing.rows):,} runs"
            return f"{runs} of {reference.source} {reference.ids[0]}"


def _reference(finding: Finding) -> Reference:
    return finding.run.reference if isinstance(finding, WholeRun) else finding.reference
