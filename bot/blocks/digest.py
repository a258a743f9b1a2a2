"""A digest as its channel reads it: why, what has changed, and in its thread, where."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bot.blocks import limits
from bot.blocks.digest_actions import digest_actions
from bot.blocks.digest_causes import digest_causes
from bot.blocks.digest_chart import chart, chart_line
from bot.blocks.digest_csv import failures_csv
from bot.blocks.digest_heads import digest_head, digest_tail, digest_title
from bot.blocks.digest_marks import muted_line
from bot.blocks.digest_rows import Placed, handfuls, replies
from bot.blocks.elements import context
from bot.blocks.narrowing import failures_of
from bot.blocks.notes import noted
from bot.blocks.remembered import Memory, tell
from bot.blocks.text import code
from bot.blocks.words import plural
from bot.domain.answers import Remembered
from bot.domain.deliveries import Content
from bot.domain.digests import Digest, Read
from bot.domain.failures import Failure
from bot.domain.messages import Attachment, Message
from bot.domain.sweeping import KEPT_FOR
from bot.domain.windows import Window

# What is exactly that old may be gone when somebody asks.
_KEPT = KEPT_FOR - timedelta(days=1)
# So much of a delivery's id tells it from others.
_ENOUGH = 12
_TWICE = "this may be here twice"


def digest_contents(digest: Digest, delivery: str) -> tuple[Content, ...]:
    """All of it: the root, at most four messages of rows, and a file for the others.

    `delivery` is the id of the one that posts it, "" where none does.
    """
    line = line_of(digest)
    shown = handfuls(digest)
    told = sum(map(len, shown))
    rows = digest.rows if told < len(digest.rows) else ()
    placed = Placed(told, len(rows), digest.of)
    said = [_root(digest, line, placed, delivery), *replies(shown, placed, line)]
    return (*map(Content, said), *_files(digest, line, rows, delivery))


def may_repeat(content: Content) -> Content:
    """The same, where nobody knows whether it is there already."""
    message = noted(content.message, f"Slack's answer was lost: {_TWICE}.")
    file = content.file
    if file is not None:
        stem, dot, kind = file.name.rpartition(".")
        name = f"{stem}-again{dot}{kind}"
        file = replace(file, name=name, title=f"{file.title} ({_TWICE})")
    return Content(message, file)


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


def file_name(name: str, slot: datetime, zone: tzinfo, delivery: str) -> str:
    """The name of a digest's file; there is one of it in each thread."""
    at = f"{slot.astimezone(zone):%Y%m%d-%H%M}"
    return f"{name}-{at}-{delivery[:_ENOUGH]}.csv"


def _files(
    digest: Digest, line: str, rows: Sequence[Failure], delivery: str
) -> Iterator[Content]:
    """A file of all rows; where it may not be posted, words say how to see them."""
    if rows:
        title = f"{digest.name}: {plural(len(rows), 'row')}"
        name = file_name(digest.name, digest.slot, digest.zone, delivery)
        shown = code(line, limits.COMMAND)
        said = f"The CSV file could not be posted here. All rows: {shown}"
        instead = Message(said, (context(said),))
        yield Content(instead, Attachment(name, title, failures_csv(rows)))


def _root(digest: Digest, line: str, placed: Placed, delivery: str) -> Message:
    answer = Remembered(
        window=digest.window,
        coverage=digest.coverage,
        line=line,
        hidden=digest.hidden,
        gaps=digest.gaps,
        as_of=digest.as_of,
        zone=digest.zone,
    )
    drawn = [text for _, text in chart_line(digest)]
    memory = Memory(
        title=digest_title(digest, answer),
        said=digest_head(digest),
        below=(chart(digest), drawn),
        causes=(digest_causes(digest, line), digest.cause_count),
        after=[*muted_line(digest), *digest_tail(digest)],
        actions=digest_actions(digest, line, delivery),
        note=placed.note,
        read=_read(digest.read),
        again=False,  # its buttons do, and its window says of when it is
    )
    return tell(answer, memory, "")


def _read(read: Read) -> str:
    """Such as ", 1,234 executions in 56 runs"."""
    if not read.runs:
        return ""
    return f", {plural(read.executions, 'execution')} in {plural(read.runs, 'run')}"
