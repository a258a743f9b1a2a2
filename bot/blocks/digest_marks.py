"""What a digest says of muted causes: one line, however many there are."""

from collections.abc import Sequence

from bot.blocks.mark_words import mark_said
from bot.blocks.mentions import person
from bot.blocks.row_parts import Said
from bot.blocks.text import code, cut_escaped, escape, one_line
from bot.blocks.times import minute
from bot.blocks.words import plural
from bot.domain.digests import Digest
from bot.domain.marks import Mark

_NAMED = 3
_LABEL = 60


def muted_line(digest: Digest) -> list[Said]:
    """How many executions are not listed, whose wish that is, and until when."""
    causes = {one.cause: one for one in reversed(digest.mutes)}
    if not causes:
        return []
    first, *more = reversed(causes.values())
    counted = f"{digest.muted:,} not listed"
    if more:
        said = f"🔇 {_several([first, *more], digest)} · {counted}"
        return [(said, said)]
    markup, text = mark_said(first, digest.zone)
    label = cut_escaped(escape(one_line(first.label, _LABEL)), _LABEL)
    return [
        (
            f"🔇 {code(first.label, _LABEL)} is {markup} · {counted}",
            f"{label} is {text} · {counted}",
        )
    ]


def _several(marks: Sequence[Mark], digest: Digest) -> str:
    people = list(dict.fromkeys(person(one.by) for one in marks))
    named = ", ".join(people[:_NAMED])
    others = len(people) - _NAMED
    by = f"{named} and {others} more" if others > 0 else named
    ends = {minute(one.until, digest.zone): None for one in marks}
    first = next(iter(ends))
    end = f"until {first}" if len(ends) == 1 else f"the first until {first}"
    return f"{plural(len(marks), 'cause')} muted by {by}, {end}"
