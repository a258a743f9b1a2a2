"""What a digest says before and after its causes."""

from collections.abc import Callable, Iterator, Sequence
from datetime import tzinfo

from bot.blocks import limits
from bot.blocks.mentions import everybody
from bot.blocks.row_parts import Said
from bot.blocks.searched import searched
from bot.blocks.text import code, cut_escaped, escape, one_line
from bot.blocks.times import date_token, minute, span, spoken
from bot.blocks.verdicts import verdict
from bot.domain.answers import Remembered
from bot.domain.digests import Digest, Trouble
from bot.domain.executions import Moment, Outcome
from bot.domain.windows import Window

_CLEAR = "nothing new failed or was skipped"
_NAMED = 5
_NAME = limits.ROW_NAME // 2
# Half of what a command has: what is missing and why comes first.
_FILTER = limits.COMMAND // 2


def digest_title(digest: Digest, answer: Remembered) -> str:
    """Such as "✖ 137 failed, 12 skipped · night-shift"."""
    sign, found = "✔", _nothing_new(digest)
    if digest.of or not digest.is_whole:
        sign, found = verdict(answer, digest.counts, filtered=False)
    return f"{sign} {found[:1].upper()}{found[1:]} · {digest.name}"


def _nothing_new(digest: Digest) -> str:
    """An all-clear only where nothing is muted."""
    if digest.muted:
        return f"nothing new but {digest.muted:,} muted"
    recovered = len({one.key.work_ref for one in digest.recovered})
    return f"{recovered:,} recovered, nothing new" if recovered else _CLEAR


def digest_head(digest: Digest) -> list[Said]:
    """Whom it concerns, how late it is, and what it is about."""
    names = _mentions(digest)
    lines = [names, *_late(digest), *_window(digest.window, digest.zone)]
    head = [(line, line) for line in lines if line]
    only = searched(digest.wanted, Window(), digest.as_of, digest.zone)
    markup, text = (cut_escaped(f"Only {one}", _FILTER) for one in only)
    return [*head, (markup, text)] if any(only) else head


def digest_tail(digest: Digest) -> list[Said]:
    """What has ended since the last one."""
    return [
        *_ended("✔ Recovered", digest.recovered, _after),
        *_ended("… Gone quiet", digest.quiet, lambda one: _since(one, digest.zone)),
    ]


def _mentions(digest: Digest) -> str:
    """Only who may be mentioned, and only where something failed."""
    failed = digest.counts.of(Outcome.FAILED)
    return everybody(digest.mention) if failed else ""


def _late(digest: Digest) -> Iterator[str]:
    if digest.late:
        due = f"{minute(digest.slot, digest.zone)} {escape(str(digest.zone))}"
        yield f"Late by {span(digest.late)}: it was due {due}."


def _window(window: Window, zone: tzinfo) -> Iterator[str]:
    """It is the channel's, so everybody reads it in the channel's zone."""
    since, until = window.since, window.until
    if since is None or until is None:
        return
    begin, end = minute(since, zone), minute(until, zone)
    day, _, clock = end.rpartition(" ")
    shown = clock if begin.startswith(f"{day} ") else end
    yield f"{begin} to {shown} {escape(str(zone))}"


def _ended(
    how: str, troubles: Sequence[Trouble], more_of: Callable[[Trouble], Said]
) -> Iterator[Said]:
    """A line for each piece of work, whatever the number of its causes."""
    work = {one.key.work_ref: one for one in reversed(troubles)}
    known = list(reversed(work.values()))
    told = [_line(how, one, more_of(one)) for one in known[:_NAMED]]
    rest = len(known) - len(told)
    if rest > 0:
        told.append((f"{how}: {rest:,} more",) * 2)
    if told:
        markup, text = ("\n".join(one) for one in zip(*told, strict=True))
        yield markup, text


def _line(how: str, trouble: Trouble, more: Said) -> Said:
    name = cut_escaped(escape(one_line(trouble.work.label, _NAME)), _NAME)
    shown = code(trouble.work.label, _NAME)
    return f"{how}: {shown}{more[0]}", f"{how}: {name}{more[1]}"


def _after(trouble: Trouble) -> Said:
    """How long it failed."""
    lasted = trouble.last - trouble.since
    said = f", after {span(lasted)}" if trouble.last > trouble.since else ""
    return said, said


def _since(trouble: Trouble, zone: tzinfo) -> Said:
    last = Moment("", trouble.last)
    return (
        f", nothing since {date_token(last, zone)}",
        f", nothing since {escape(spoken(last, zone))}",
    )
