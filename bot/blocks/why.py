"""Why one execution went wrong, what to check first, and what is known around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.blocks import limits
from bot.blocks.again import again_block, with_again
from bot.blocks.audience import Audience
from bot.blocks.buttons import HISTORY, SAME_CAUSE, asking, carrying, in_a_row, output
from bot.blocks.causes import reach
from bot.blocks.coverage import is_whole, partial
from bot.blocks.elements import header, labelled, preformatted, section
from bot.blocks.outputs import blank
from bot.blocks.row_parts import Said
from bot.blocks.text import code, escape, one_line
from bot.blocks.times import date_token, spoken
from bot.blocks.why_words import CHINESE, ENGLISH, Headings
from bot.blocks.words import SIGNS, headline, plural, reason, why_in_short
from bot.domain.answers import WhyAnswer
from bot.domain.background import Beside, Recovery
from bot.domain.code_book import book
from bot.domain.commandline import COMMAND
from bot.domain.executions import Execution, Moment
from bot.domain.failures import Failure
from bot.domain.messages import Block, Message
from bot.domain.presses import command_for
from bot.domain.words import Words, joined

_TEXT_REASON = 400
_DIFF = 2_400
_UNSEEN = "It was not seen before."
_NOTHING = "Nothing else failed or was skipped."
# No all-clear comes from what is missing.
_UNREAD = "Nothing in what was read."


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading, what it is of, "" for nothing, and what is said below it, line by line."""

    title: str
    said: Sequence[Said]
    of: str = ""


def why_page(
    answer: WhyAnswer, request_id: str = "", audience: Audience = Audience.ASKER
) -> Message:
    """All that is known, the meaning first."""
    execution = answer.execution
    parts = list(_parts(answer))
    loud, quiet = partial(answer, request_id)
    label, why = reason(execution, explained=False)
    return Message(
        text=_text(answer, parts, quiet),
        blocks=(
            header(headline(execution)),
            *([labelled(label, why)] if why else []),
            *([section("\n".join(loud))] if loud else []),
            *(section(_markup(part)) for part in parts),
            *_difference(answer),
            *in_a_row(_actions(answer, audience)),
            again_block(answer.line, answer.as_of, answer.zone),
        ),
    )


def _parts(answer: WhyAnswer) -> Iterator[_Part]:
    words = CHINESE if answer.chinese else ENGLISH
    yield from _meaning(answer, words)
    yield _Part(words.seen, list(_seen(answer)))
    around = answer.background
    if around.recovery is not None:
        yield _Part(words.since, [_recovery(around.recovery, answer)])
    target = one_line(answer.execution.target.label, limits.ROW_NAME)
    script = one_line(answer.execution.script.label, limits.ROW_NAME)
    for beside, label, title in (
        (around.on_target, target, words.on_target),
        (around.of_script, script, words.of_script),
    ):
        if label:
            yield _Part(title, list(_beside(beside, answer)), label)
    if answer.alone:
        yield _Part(words.sibling, [(escape(answer.alone),) * 2])


def _meaning(answer: WhyAnswer, words: Headings) -> Iterator[_Part]:
    """In the asker's language, as the code book has it."""
    known = answer.execution.cause.code
    entry = book(known)
    if entry is None:
        shown = one_line(known, limits.NAME)
        said = f"{words.unknown} {shown}" if shown.strip() else words.codeless
        yield _Part(words.meaning, [(escape(said),) * 2])
        return
    meaning, check = (
        one.zh if answer.chinese else one.en for one in (entry.meaning, entry.check)
    )
    said = escape(meaning[:1].upper() + meaning[1:])
    yield _Part(words.meaning, [(said, said)], entry.code)
    yield _Part(words.check, [(escape(check),) * 2])


def _seen(answer: WhyAnswer) -> Iterator[Said]:
    radius = answer.background.radius
    if radius is None:
        yield (_UNSEEN if is_whole(answer) else _UNREAD,) * 2
        return
    how_far = reach(radius)
    first, last = (
        _when(Moment("", at) if at else None, answer)
        for at in (radius.first, radius.last)
    )
    yield (
        f"{how_far}\nfirst {first[0]} · latest {last[0]}",
        f"{how_far}, first {first[1]}, latest {last[1]}",
    )


def _recovery(recovery: Recovery, answer: WhyAnswer) -> Said:
    """Whether it has, as far as later runs tell."""
    name = one_line(recovery.work.label, limits.ROW_NAME) or "That work"
    last = _when(Moment("", recovery.last), answer)
    if recovery.dirty:
        runs = plural(recovery.dirty + recovery.clean, "later run")
        said = f"had {runs}, {recovery.dirty:,} with failures or skips"
    elif recovery.clean:
        said = f"has recovered: {plural(recovery.clean, 'clean run')}"
    else:
        said = "has no finished run"
    return (
        f"{code(name, limits.ROW_NAME)} {said} since {last[0]}",
        f"{escape(name)} {said} since {last[1]}",
    )


def _beside(beside: Beside, answer: WhyAnswer) -> Iterator[Said]:
    if not beside.rows:
        yield (_NOTHING if is_whole(answer) else _UNREAD,) * 2
        return
    for row in beside.rows:
        yield _row(row, answer)
    more = beside.count - sum(one.count for one in beside.rows)
    if more > 0:
        yield (f"and {more:,} more",) * 2


def _row(failure: Failure, answer: WhyAnswer) -> Said:
    execution = failure.execution
    when = _when(execution.ended or execution.started, answer)
    where = one_line(execution.target.label, limits.ROW_NAME)
    what = one_line(failure.work.label, limits.ROW_NAME)
    why = one_line(why_in_short(execution), limits.ROW_WHY)
    sign = SIGNS[execution.outcome]
    told = [one for one in (where, what, why) if one.strip()]
    # What is no code could open one that swallows the rows below.
    named = " · ".join(code(one, limits.ROW_WHY) for one in told)
    plain = ", ".join(map(escape, told))
    return f"{sign} {when[0]} · {named}", f"{sign} {when[1]}, {plain}"


def _difference(answer: WhyAnswer) -> Iterator[Block]:
    if answer.differs and answer.sibling is not None:
        words = CHINESE if answer.chinese else ENGLISH
        yield labelled(words.sibling, _against(answer.sibling))
        yield preformatted(_cut_lines(answer.differs))


def _against(sibling: Execution) -> str:
    where = one_line(sibling.target.label, limits.ROW_NAME)
    return f"- {where}, where it succeeded; + here"


def _cut_lines(lines: Sequence[str]) -> str:
    text = "\n".join(lines)
    return text if len(text) <= _DIFF else f"{text[: _DIFF - 1]}…"


def _actions(answer: WhyAnswer, audience: Audience) -> list[Block]:
    execution = answer.execution
    reference = execution.reference
    printed = not blank(execution.output)
    radius = answer.background.radius
    same = joined(
        Words(
            (COMMAND, "failures"),
            {"since": "30d", "cause": radius.id if radius else ""},
        )
    )
    return [
        *(output(command_for(reference)) if printed else []),
        *carrying("History", HISTORY, f"{COMMAND} history {reference}"),
        *(carrying("Same cause", SAME_CAUSE, same) if radius else []),
        *asking(answer.line, 1, audience),
    ]


def _markup(part: _Part) -> str:
    said = "\n".join(markup for markup, _ in part.said)
    of = f" {code(part.of, limits.ROW_NAME)}" if part.of else ""
    return f"*{escape(part.title)}*{of}\n{said}"


def _text(answer: WhyAnswer, parts: Sequence[_Part], missing: Sequence[str]) -> str:
    """The same for those who get only the text; how to ask again stays in."""
    label, why = reason(answer.execution, _TEXT_REASON, explained=False)
    first = [escape(headline(answer.execution))]
    first += [f"{label}: {escape(why)}"] if why else []
    for part in parts:
        title = escape(" ".join(filter(None, (part.title, part.of))))
        first += [f"{title}: {part.said[0][1]}"]
        first += [text for _, text in part.said[1:]]
    if answer.differs and answer.sibling is not None:
        first += [escape(_against(answer.sibling)), escape(_cut_lines(answer.differs))]
    return with_again("\n".join(first), answer.line, answer.as_of, answer.zone, missing)


def _when(moment: Moment | None, answer: WhyAnswer) -> Said:
    if moment is None:
        return "at a time that nobody told", "at a time that nobody told"
    return date_token(moment, answer.zone), escape(spoken(moment, answer.zone))
