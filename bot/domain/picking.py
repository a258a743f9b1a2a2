"""Which row of a thread is meant, and the command that a follow-up makes of it."""

from bot.domain.commandline import COMMAND, echo
from bot.domain.digest_queries import DigestVerb
from bot.domain.followups import About, MarkRow, Pick
from bot.domain.lookups import reference_in
from bot.domain.presses import command_for
from bot.domain.threads import Row, Thread
from bot.domain.words import Words, joined, near
from bot.errors import InvalidQueryError

_UNDOES = frozenset({DigestVerb.UNMUTE, DigestVerb.UNACK})
_UNEXPLAINED = "asked for in its thread"


def picked(thread: Thread, pick: Pick) -> Row:
    """The row of the newest list that is meant.

    Raises:
        InvalidQueryError: there is none, or several go by that name.
    """
    if pick.number:
        return _numbered(thread, pick.number)
    if pick.name:
        return _named(thread, pick.name)
    if not thread.focus:
        raise InvalidQueryError(
            "Which row? Say its number, such as `output 3`, or its name."
        )
    return Row(thread.focus)


def is_plain(thread: Thread, pick: Pick) -> bool:
    """Whether words that nobody said to the bot can mean that: names are words, too."""
    if pick.name:
        return any(_is(row, pick.name) for row in thread.rows.values())
    return bool(pick.number or thread.focus)


def about_line(about: About, row: Row) -> str:
    """The command that tells that of the row.

    Raises:
        InvalidQueryError: the row is nothing that was executed.
    """
    if about is About.DETAILS:
        return row.line
    reference = reference_in(row.line.rpartition(" ")[2])
    if reference is None:
        raise InvalidQueryError(
            f"That row is no execution, so there is no {about} of it; "
            "`details` opens it."
        )
    return f"{COMMAND} {about} {reference}"


def mark_line(mark: MarkRow, row: Row, digest: str, *, everywhere: bool) -> str:
    """The command that says it of the row's cause.

    Raises:
        InvalidQueryError: the row has no cause.
    """
    if not row.cause:
        raise InvalidQueryError("That row has no cause that could be marked.")
    options = {"cause": row.cause}
    if mark.span:
        options["for"] = mark.span
    if mark.verb not in _UNDOES:
        options["why"] = mark.why.replace('"', "'") or _UNEXPLAINED
    if everywhere:
        options["in"] = "channel"
    return joined(Words((COMMAND, "digest", str(mark.verb), digest), options))


def _numbered(thread: Thread, number: int) -> Row:
    row = thread.rows.get(number)
    if row is not None:
        return row
    if not thread.rows:
        raise InvalidQueryError("There is no list in this thread yet.")
    first, last = min(thread.rows), max(thread.rows)
    has = f"only row {first:,}" if first == last else f"rows {first:,} to {last:,}"
    raise InvalidQueryError(f"There is no row {number:,}: the newest list has {has}.")


def _named(thread: Thread, name: str) -> Row:
    reference = reference_in(name)
    if reference is not None:
        return Row(command_for(reference), name)
    found = [(at, row) for at, row in thread.rows.items() if _is(row, name)]
    if not found:
        raise _unknown(thread, name)
    if len({row.line for _, row in found}) > 1:
        numbers = ", ".join(f"`{at}`" for at, _ in found[:10])
        raise InvalidQueryError(
            f"{len(found)} rows go by `{echo(name)}`: say which one, {numbers}."
        )
    return found[0][1]


def _unknown(thread: Thread, name: str) -> InvalidQueryError:
    labels = {row.label.lower(): row.label for row in thread.rows.values() if row.label}
    meant = next(iter(near(name, labels, 1)), "")
    return InvalidQueryError(
        f"No row of the newest list is called `{echo(name)}`.",
        suggestion=labels.get(meant, "help"),
    )


def _is(row: Row, name: str) -> bool:
    return bool(row.label) and row.label.lower() == name.lower()
