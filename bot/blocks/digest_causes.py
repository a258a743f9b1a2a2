"""Why, as a digest tells it: what failed, what was skipped, and what does no harm."""

from collections.abc import Iterator
from dataclasses import replace

from bot.blocks.cause_room import CauseLine
from bot.blocks.causes import cause_lines, work_noun
from bot.blocks.mark_words import mark_said
from bot.blocks.row_parts import Said
from bot.blocks.text import escape
from bot.blocks.times import date_token, spoken
from bot.domain.code_book import harmless
from bot.domain.digests import Digest, DigestCause
from bot.domain.executions import Moment, Outcome

_GRAVEST = (Outcome.FAILED, Outcome.SKIPPED)
_HARMLESS = "harmless"
_TAKEN = "Acknowledged"


def digest_causes(digest: Digest, line: str) -> list[CauseLine]:
    """The causes, each kind by itself, the biggest blast radius of a kind first."""
    causes = sorted(digest.causes, key=_grave)
    radii = [one.radius for one in causes]
    known = {one.radius.id for one in causes if not one.is_new}
    lines = cause_lines(radii, line, digest.zone, whole=True, known=known)
    kinds = list(map(_kind, causes))
    heads = [
        kind if kind not in kinds[:place] and _is_told(kind, kinds) else ""
        for place, kind in enumerate(kinds)
    ]
    return [
        _headed(_standing(said, cause, digest), head)
        for said, cause, head in zip(lines, causes, heads, strict=True)
    ]


def _grave(cause: DigestCause) -> tuple[bool, bool, int, str]:
    """What failed comes first, then what was skipped, then what does no harm.

    What somebody has taken on comes last.
    """
    outcome = cause.radius.outcome
    rank = _GRAVEST.index(outcome) if outcome in _GRAVEST else len(_GRAVEST)
    return cause.acknowledged is not None, _is_harmless(cause), rank, outcome


def _kind(cause: DigestCause) -> str:
    if cause.acknowledged:
        return _TAKEN
    said = cause.radius.outcome.capitalize()
    return f"{said}, {_HARMLESS}" if _is_harmless(cause) else said


def _is_harmless(cause: DigestCause) -> bool:
    """Whoever says that something failed may know more than the code book."""
    radius = cause.radius
    return radius.outcome is not Outcome.FAILED and harmless(radius.cause.code)


def _is_told(kind: str, kinds: list[str]) -> bool:
    """Where all are of one kind, the title says which."""
    return len(set(kinds)) > 1 or kind.endswith((_HARMLESS, _TAKEN))


def _headed(said: CauseLine, head: str) -> CauseLine:
    if not head:
        return said
    return replace(
        said, markup=f"*{head}*\n{said.markup}", text=f"{head}:\n{said.text}"
    )


def _standing(said: CauseLine, cause: DigestCause, digest: Digest) -> CauseLine:
    """The cause, and whether it is new."""
    markup, text = ("".join(part) for part in zip(*_lasts(cause, digest), strict=True))
    first, _, rest = said.markup.partition("\n")
    return replace(
        said,
        markup=f"{first} · {markup}\n{rest}",
        text=f"{text[:1].upper()}{text[1:]}: {said.text}",
    )


def _lasts(cause: DigestCause, digest: Digest) -> Iterator[Said]:
    """Such as "still failing since …, 2 of 5 tasks new"."""
    yield from _since(cause, digest)
    if cause.acknowledged:
        markup, text = mark_said(cause.acknowledged, digest.zone)
        yield f" · {markup}", f", {text}"


def _since(cause: DigestCause, digest: Digest) -> Iterator[Said]:
    if cause.is_new or cause.since is None:
        yield "*new*", "new"
        return
    since = Moment("", cause.since)
    word = "failing" if cause.radius.outcome is Outcome.FAILED else cause.radius.outcome
    yield f"*still {word}* since ", f"still {word} since "
    yield date_token(since, digest.zone), escape(spoken(since, digest.zone))
    if cause.new:
        noun = work_noun(cause.radius.sources)
        of = f"{cause.troubles:,} {noun}s" if noun else f"{cause.troubles:,}"
        yield (f", {cause.new:,} of {of} new",) * 2
