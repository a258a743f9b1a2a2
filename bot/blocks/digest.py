"""A digest as its channel reads it: why, what has changed, and in its thread, where."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.blocks import limits
from bot.blocks.audience import Audience
from bot.blocks.buttons import asking
from bot.blocks.causes import CauseLine, cause_lines
from bot.blocks.digest_rows import replies
from bot.blocks.notes import noted
from bot.blocks.remembered import Memory, tell
from bot.blocks.row_parts import Said
from bot.blocks.searched import searched
from bot.blocks.text import code, escape, one_line
from bot.blocks.times import span
from bot.blocks.verdicts import verdict
from bot.domain.answers import Remembered
from bot.domain.code_book import harmless
from bot.domain.commandline import COMMAND
from bot.domain.digests import Digest, DigestCause, Trouble
from bot.domain.executions import Outcome
from bot.domain.messages import Message
from bot.domain.words import Words, joined

_CLEAR = "nothing new failed or was skipped"
_NAMED = 5
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_PERSON = re.compile(r"[UW][A-Z0-9]{2,40}", re.ASCII)
_GROUP = re.compile(r"S[A-Z0-9]{2,40}", re.ASCII)


def digest_messages(digest: Digest) -> tuple[Message, ...]:
    """The root, and what goes in its thread: at most four replies."""
    return (_root(digest), *replies(digest, line_of(digest)))


def may_repeat(message: Message) -> Message:
    """The message, where nobody knows whether it is there already."""
    return noted(message, "Slack's answer was lost: this may be here twice.")


def line_of(digest: Digest) -> str:
    """What asks for everything from the beginning of its window up to now again."""
    times = {"since": digest.window.since, "until": digest.as_of}
    options = {key: at.strftime(_TIME) for key, at in times.items() if at}
    return joined(Words((COMMAND, "failures"), options))


def _root(digest: Digest) -> Message:
    line = line_of(digest)
    answer = Remembered(
        window=digest.window,
        coverage=digest.coverage,
        line=line,
        hidden=digest.hidden,
        gaps=digest.gaps,
        as_of=digest.as_of,
        zone=digest.zone,
    )
    memory = Memory(
        title=_title(digest, answer),
        said=list(_said(digest)),
        causes=(_causes(digest, line), digest.cause_count),
        rows=(),
        actions=asking(line, 1, Audience.CHANNEL) if digest.of else [],
    )
    return tell(answer, memory, "")


def _title(digest: Digest, answer: Remembered) -> str:
    """Such as "✖ 137 failed, 12 skipped · night-shift"."""
    if digest.of or not digest.is_whole:
        sign, found = verdict(answer, digest.counts, filtered=False)
    else:
        sign, found = "✔", _CLEAR
    return f"{sign} {found[:1].upper()}{found[1:]} · {digest.name}"


def _said(digest: Digest) -> Iterator[Said]:
    if names := _mentions(digest):
        yield names, names
    yield searched(digest.wanted, digest.window, digest.as_of, digest.zone)
    if digest.late:
        late = f"Late by {span(digest.late)}."
        yield late, late
    yield from _ended("✔ Recovered", digest.recovered)
    yield from _ended("… Gone quiet, not run again since", digest.quiet)


def _mentions(digest: Digest) -> str:
    """Only who may be mentioned, and only where something failed."""
    if not digest.counts.of(Outcome.FAILED):
        return ""
    people = [f"<@{one}>" for one in digest.mention if _PERSON.fullmatch(one)]
    groups = [f"<!subteam^{one}>" for one in digest.mention if _GROUP.fullmatch(one)]
    return " ".join([*people, *groups])


def _ended(how: str, troubles: Sequence[Trouble]) -> Iterator[Said]:
    """Each piece of work once, with how long it failed."""
    work = {one.key.work_ref: one for one in reversed(troubles)}
    if not work:
        return
    named = [_work(one) for one in reversed(work.values())]
    more = len(named) - _NAMED
    rest = [f"{more:,} more"] if more > 0 else []
    markup, text = (
        ", ".join([*(one[place] for one in named[:_NAMED]), *rest]) for place in (0, 1)
    )
    yield f"{how}: {markup}", f"{how}: {text}"


def _work(trouble: Trouble) -> Said:
    failing = f" (failed for {span(trouble.last - trouble.since)})"
    lasted = failing if trouble.last > trouble.since else ""
    name = one_line(trouble.work.label, limits.ROW_NAME)
    return f"{code(name, limits.ROW_NAME)}{lasted}", f"{escape(name)}{lasted}"


def _causes(digest: Digest, line: str) -> list[CauseLine]:
    causes = sorted(digest.causes, key=_grave)
    lines = cause_lines([one.radius for one in causes], line, digest.zone, whole=True)
    return [
        _standing(said, cause, digest)
        for said, cause in zip(lines, causes, strict=True)
    ]


def _grave(cause: DigestCause) -> tuple[bool, bool]:
    """What failed comes first, then what was skipped, and last what does no harm."""
    radius = cause.radius
    return radius.outcome is not Outcome.FAILED, harmless(radius.cause.code)


def _standing(said: CauseLine, cause: DigestCause, digest: Digest) -> CauseLine:
    """The cause, and whether it is new."""
    word = _since(cause, digest)
    first, _, rest = said.markup.partition("\n")
    return replace(
        said,
        markup=f"{first} · *{word}*\n{rest}",
        text=f"{word.capitalize()}: {said.text}",
    )


def _since(cause: DigestCause, digest: Digest) -> str:
    if cause.is_new or cause.since is None:
        return "new"
    lasts = f"still failing after {span(digest.as_of - cause.since)}"
    return f"{lasts}, new in {cause.new:,} more" if cause.new else lasts
