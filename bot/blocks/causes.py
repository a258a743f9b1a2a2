"""Causes, each with how far it reaches and the way to what it broke."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import tzinfo

from bot.blocks import limits
from bot.blocks.buttons import DETAILS, carrying
from bot.blocks.cause_room import CauseLine
from bot.blocks.narrowing import of_cause
from bot.blocks.text import blank, code, escape, one_line
from bot.blocks.times import date_token, spoken
from bot.blocks.words import SIGNS, plural, target_noun
from bot.domain.causes import Cause
from bot.domain.code_book import book
from bot.domain.executions import UNDER_WAY, Moment
from bot.domain.failures import BlastRadius, Failure
from bot.domain.references import SourceName

# The same twice: as mrkdwn, and as escaped plain text.
_Said = tuple[str, str]

_UNSAID = "no reason given"
_UNENDED = "not ended yet"
_TITLE = 120
_NAMED_POOLS = 3
_TASKS = frozenset({SourceName.TASK, SourceName.APP})
_SCRIPTS = frozenset({SourceName.SCRIPT, SourceName.POOL})


def cause_lines(
    causes: Sequence[BlastRadius],
    line: str,
    zone: tzinfo,
    *,
    whole: bool,
    known: Collection[str] = (),
) -> list[CauseLine]:
    """The causes of what `line` asks for, one to three lines each.

    What a code means is said once, and not of causes whose id is in `known`. `whole` adds
    pools and targets by name, when it was last, and what to look at first.
    """
    lines, told = [], {""}
    for place, cause in enumerate(causes, 1):
        meaning = "" if cause.id in known else _meaning(cause.cause, check=whole)
        said = [] if meaning in told else [meaning]
        told.add(meaning)
        lines.append(_cause_line(place, cause, line, zone, said, whole=whole))
    return lines


def reach(cause: BlastRadius) -> str:
    """How far it reaches, pools by name; escaped."""
    return _reach(cause, pools=True)


def work_noun(sources: Iterable[SourceName]) -> str:
    """What work of these sources is called; "" where it is of several kinds."""
    known = set(sources)
    if known and known <= _TASKS:
        return "task"
    return "script" if known and known <= _SCRIPTS else ""


def _cause_line(
    place: int,
    cause: BlastRadius,
    line: str,
    zone: tzinfo,
    meaning: Sequence[str],
    *,
    whole: bool,
) -> CauseLine:
    reach = _reach(cause, pools=whole)
    said = [(reach, reach)]
    if whole:
        said += [*_examples(cause.examples), *_latest(cause, zone)]
    unsaid = _UNENDED if cause.outcome in UNDER_WAY else _UNSAID
    sign, why = SIGNS[cause.outcome], _title(cause.cause) or unsaid
    command = of_cause(line, cause.id)
    show = carrying("Show", f"{DETAILS}cause.{place}", command) if command else []
    facts = " · ".join(markup for markup, _ in said)
    plain = ", ".join(text for _, text in said)
    return CauseLine(
        markup="\n".join([f"{sign} {code(why, _TITLE)}", facts, *meaning]),
        text=" ".join(
            [
                f"{sign} {escape(why)}: {plain}.",
                *meaning,
                *([f"See: {escape(command)}"] if command else []),
            ]
        ),
        show=next(iter(show), None),
    )


def _title(cause: Cause) -> str:
    """Reason and code, "" without; however long the reason is, the code stays."""
    known = one_line(cause.code, limits.NAME // 2)
    why = one_line(cause.reason, _TITLE - len(f" ({known})"))
    return f"{why} ({known})" if why and known else why or known


def _meaning(cause: Cause, *, check: bool) -> str:
    """What the code means, and what to look at first, as far as a book says it."""
    entry = book(cause.code)
    if entry is None:
        return ""
    meaning = f"{entry.code}: {entry.meaning.en}"
    return escape(f"{meaning} {entry.check.en}" if check else meaning)


def _reach(cause: BlastRadius, *, pools: bool) -> str:
    """Such as "58 failed on 41 desktops, 3 pools, 2 tasks"; escaped."""
    nouns = {target_noun(source) for source in cause.sources}
    noun = next(iter(nouns)) if len(nouns) == 1 else "target"
    many = "" if cause.count == cause.targets else f"{cause.count:,} "
    on = f" on {plural(cause.targets, noun)}" if cause.targets else ""
    return ", ".join(
        [f"{many}{cause.outcome}{on}", *_pools(cause, named=pools), *_works(cause)]
    )


def _pools(cause: BlastRadius, *, named: bool) -> Iterator[str]:
    if not cause.pool_count:
        return
    shown = [escape(one_line(name, limits.ROW_NAME // 2)) for name in cause.pools]
    all_named = named and 0 < len(shown) == cause.pool_count <= _NAMED_POOLS
    names = f" ({', '.join(shown)})" if all_named else ""
    yield f"{plural(cause.pool_count, 'pool')}{names}"


def _works(cause: BlastRadius) -> Iterator[str]:
    """How many tasks or scripts, else how many runs, where they are of every kind."""
    noun = work_noun(cause.sources)
    if cause.works and noun:
        yield plural(cause.works, noun)
    elif cause.runs:
        yield plural(cause.runs, "run")


def _examples(examples: Sequence[Failure]) -> Iterator[_Said]:
    labels = dict.fromkeys(one.execution.target.label for one in examples)
    names = [label for label in labels if not blank(label)]
    if names:
        quoted = ", ".join(code(name, limits.ROW_NAME // 2) for name in names)
        plain = (escape(one_line(name, limits.ROW_NAME // 2)) for name in names)
        yield f"such as {quoted}", f"such as {', '.join(plain)}"


def _latest(cause: BlastRadius, zone: tzinfo) -> Iterator[_Said]:
    if cause.last is not None:
        last = Moment("", cause.last)
        yield f"latest {date_token(last, zone)}", f"latest {escape(spoken(last, zone))}"
