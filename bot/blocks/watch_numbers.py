"""How far something has come, in numbers."""

from bot.blocks.words import outcomes
from bot.domain.executions import FINISHED, Outcome
from bot.domain.watches import Seen

_CELLS = 20


def numbers(seen: Seen) -> str:
    """Such as "3 failed, 20 succeeded of 41"; "" where nothing was counted."""
    total = seen.counts.total
    counted = outcomes(seen.counts)
    if not counted:
        return f"{total:,} in all, none counted" if total else ""
    return f"{counted} of {total:,}" if total else counted


def bar(seen: Seen) -> str:
    """How much of it has ended, as signs and as a number; "" where that is not known."""
    total, ended = seen.counts.total, sum(map(seen.counts.of, FINISHED))
    if not total or not seen.counts.by_outcome:
        return ""
    full = min(ended * _CELLS // total, _CELLS)
    return f"{'▰' * full}{'▱' * (_CELLS - full)} {min(ended * 100 // total, 100)}%"


def result(seen: Seen) -> str:
    """How it ended, such as "3 failed of 41" or "all 41 succeeded"."""
    counts, total = seen.counts, seen.counts.total
    good = counts.of(Outcome.SUCCEEDED)
    if good and good == total:
        return "it succeeded" if total == 1 else f"all {total:,} succeeded"
    bad = {one: many for one, many in counts.by_outcome.items() if many}
    bad.pop(Outcome.SUCCEEDED, None)
    if not bad or not total:
        return numbers(seen) or seen.outcome.value
    said = ", ".join(f"{many:,} {one}" for one, many in _worst_first(bad))
    return seen.outcome.value if total == 1 else f"{said} of {total:,}"


def _worst_first(counts: dict[Outcome, int]) -> list[tuple[Outcome, int]]:
    order = list(Outcome)
    first = (Outcome.FAILED, Outcome.SKIPPED)
    return sorted(
        counts.items(), key=lambda one: (one[0] not in first, order.index(one[0]))
    )
