"""One execution beside another of the same run that succeeded."""

import asyncio
from dataclasses import dataclass

from bot.domain.diffs import difference
from bot.domain.executions import Execution, Outcome
from bot.domain.lookups import LookUpQuery
from bot.domain.redaction import redact_execution
from bot.errors import NotFoundError, SourceError
from bot.services.clouds import Clouds

_SILENT = "It printed nothing, so there is nothing to compare."
_UNKNOWN = "Its source does not tell what else was in its run."
_NONE = "Nothing else in its run succeeded, so there is nothing to compare it with."
_MUTE = "The one that succeeded printed nothing to compare."
_SAME = "It printed the same as {label}, where it succeeded."


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """As the members of `WhyAnswer` that have these names; secrets are hidden."""

    sibling: Execution | None = None
    differs: tuple[str, ...] = ()
    alone: str = ""


async def compared(clouds: Clouds, execution: Execution) -> Comparison:
    """Where its output differs; at most two more requests, and what fails is said."""
    if execution.outcome is not Outcome.FAILED or not _printed(execution):
        return Comparison(alone=_SILENT if _prints(execution) else "")
    try:
        return await _compared(clouds, execution)
    except (NotFoundError, SourceError) as error:
        return Comparison(alone=f"It could not be compared: {error}")


async def _compared(clouds: Clouds, execution: Execution) -> Comparison:
    listing = await clouds.beside(execution)
    if listing is None:
        return Comparison(alone=_UNKNOWN)
    sibling = _chosen(execution, listing.rows)
    if sibling is None:
        return Comparison(alone=_NONE)
    whole = sibling if _printed(sibling) else await _whole(clouds, sibling)
    if whole is None or not _printed(whole):
        return Comparison(alone=_MUTE)
    return await _told(execution, whole)


async def _told(execution: Execution, sibling: Execution) -> Comparison:
    ours, theirs = (redact_execution(one)[0] for one in (execution, sibling))
    # In a thread: hundreds of lines take a while, and acks do not wait.
    lines = await asyncio.to_thread(difference, _printed(theirs), _printed(ours))
    if not lines:
        return Comparison(sibling=theirs, alone=_SAME.format(label=theirs.target.label))
    return Comparison(sibling=theirs, differs=lines)


def _chosen(execution: Execution, rows: tuple[Execution, ...]) -> Execution | None:
    """One that succeeded elsewhere, of the same script where there is one."""
    fine = [
        one
        for one in rows
        if one.outcome is Outcome.SUCCEEDED and one.target != execution.target
    ]
    same = [one for one in fine if one.script == execution.script]
    return next(iter(same or fine), None)


async def _whole(clouds: Clouds, sibling: Execution) -> Execution | None:
    """With its output, which lists leave out."""
    reference = sibling.reference
    asked = LookUpQuery(reference.source, reference.ids, reference.cloud)
    (found, *_), _ = await clouds.find(asked)
    return found if isinstance(found, Execution) else None


def _printed(execution: Execution) -> str:
    output = execution.output
    return f"{output.text}\n{output.end}".strip()


def _prints(execution: Execution) -> bool:
    """Whether it ran a script, so that silence tells something."""
    return bool(execution.script.label) and execution.outcome is Outcome.FAILED
