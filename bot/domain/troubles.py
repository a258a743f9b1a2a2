"""What is new, what still fails, and what has ended, from one digest to the next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.digests import Trouble, TroubleKey

_QUIET = timedelta(hours=48)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """How the work of a trouble went on.

    Attributes:
        clean, dirty: finished runs since its last failure.
        latest: when the work's latest finished run ended, else began.
        interval: between two of its runs, as a rule; nothing where there was only one.
    """

    clean: int = 0
    dirty: int = 0
    latest: datetime
    interval: timedelta = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """From the last digest to this one.

    Attributes:
        open: troubles that last on, with those that are new.
        new: which of them are.
        recovered: those that ended with clean runs, the longest first.
        quiet: those whose work has not run again for long, the longest first.
    """

    open: Mapping[TroubleKey, Trouble]
    new: frozenset[TroubleKey]
    recovered: tuple[Trouble, ...] = ()
    quiet: tuple[Trouble, ...] = ()


def delta(
    before: Sequence[tuple[Trouble, History]],
    told: Collection[Trouble],
    now: datetime,
    *,
    complete: bool,
) -> Delta:
    """What has changed since `before`.

    Args:
        before: what was open when the last digest was planned, and how it went on.
        told: troubles of which this digest tells executions.
        now: the time.
        complete: whether nothing is missing in what was read; else nothing has ended.
    """
    fresh = {one.key: one for one in told}
    silent = [(one, went) for one, went in before if one.key not in fresh]
    recovered = [one for one, went in silent if complete and _is_clean(went)]
    quiet = [
        one
        for one, went in silent
        if complete and not _is_clean(went) and _is_quiet(went, now)
    ]
    ended = {one.key for one in (*recovered, *quiet)}
    lasting = {one.key: one for one, _ in before if one.key not in ended}
    return Delta(
        open={
            **lasting,
            **{key: _on(lasting.get(key), one) for key, one in fresh.items()},
        },
        new=frozenset(fresh.keys() - lasting.keys()),
        recovered=tuple(sorted(recovered, key=_longest)),
        quiet=tuple(sorted(quiet, key=_longest)),
    )


def _on(before: Trouble | None, told: Trouble) -> Trouble:
    """The trouble with what is told of it now."""
    if before is None:
        return told
    return replace(
        told,
        since=min(before.since, told.since),
        last=max(before.last, told.last),
        count=before.count + told.count,
    )


def _is_clean(went: History) -> bool:
    return went.clean > 0 and not went.dirty


def _is_quiet(went: History, now: datetime) -> bool:
    return now - went.latest > max(2 * went.interval, _QUIET)


def _longest(one: Trouble) -> datetime:
    return one.since
