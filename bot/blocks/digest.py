"""A digest as its channel reads it: why, what has changed, and in its thread, where."""

from dataclasses import dataclass
from datetime import timedelta

from bot.blocks.audience import Audience
from bot.blocks.buttons import asking
from bot.blocks.digest_causes import digest_causes
from bot.blocks.digest_csv import failures_csv
from bot.blocks.digest_heads import digest_head, digest_tail, digest_title
from bot.blocks.digest_rows import Placed, handfuls, replies
from bot.blocks.narrowing import failures_of
from bot.blocks.notes import noted
from bot.blocks.remembered import Memory, tell
from bot.domain.answers import Remembered
from bot.domain.digests import Digest
from bot.domain.messages import Message
from bot.domain.sweeping import KEPT_FOR
from bot.domain.windows import Window

# What is exactly that old may be gone when somebody asks.
_KEPT = KEPT_FOR - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestParts:
    """A digest, ready to be posted.

    Attributes:
        root: what the channel sees.
        replies: the rows, in its thread: at most four messages.
        csv: all rows, for a file in the thread; "" where they stand in the replies.
    """

    root: Message
    replies: tuple[Message, ...] = ()
    csv: str = ""


def digest_parts(digest: Digest) -> DigestParts:
    """All of it; rows that do not fit the replies stand in the file."""
    return _parts(digest, filed=True)


def digest_messages(digest: Digest) -> tuple[Message, ...]:
    """The same without a file: the root, then what goes in its thread."""
    parts = _parts(digest, filed=False)
    return (parts.root, *parts.replies)


def may_repeat(message: Message) -> Message:
    """The message, where nobody knows whether it is there already."""
    return noted(message, "Slack's answer was lost: this may be here twice.")


def line_of(digest: Digest) -> str:
    """What asks again for all that it tells, and for what was told before."""
    radii = (one.radius for one in digest.causes)
    oldest = digest.as_of - _KEPT
    known = [max(oldest, one.first) for one in radii if one.first]
    begins = [*known, *([digest.window.since] if digest.window.since else [])]
    clouds = {one.cloud for one in digest.coverage}
    return failures_of(
        digest.wanted,
        Window(min(begins, default=None), digest.as_of),
        clouds.pop() if len(clouds) == 1 else "",
    )


def _parts(digest: Digest, *, filed: bool) -> DigestParts:
    line = line_of(digest)
    shown = handfuls(digest)
    told = sum(map(len, shown))
    rows = digest.rows if filed and told < len(digest.rows) else ()
    placed = Placed(told, len(rows), digest.of)
    return DigestParts(
        root=_root(digest, line, placed),
        replies=tuple(replies(shown, placed, line)),
        csv=failures_csv(rows) if rows else "",
    )


def _root(digest: Digest, line: str, placed: Placed) -> Message:
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
        title=digest_title(digest, answer),
        said=digest_head(digest),
        causes=(digest_causes(digest, line), digest.cause_count),
        after=digest_tail(digest),
        actions=asking(line, 1, Audience.CHANNEL) if digest.of else [],
        note=placed.note,
    )
    return tell(answer, memory, "")
