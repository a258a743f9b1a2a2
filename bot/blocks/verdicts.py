"""How an answer of the ledger begins: what it found, or that it found nothing."""

from bot.blocks.coverage import is_whole
from bot.blocks.words import SIGNS, outcomes
from bot.domain.answers import Remembered
from bot.domain.executions import Outcome
from bot.domain.runs import Counts

ALL_CLEAR = "nothing failed or was skipped"
_URGENT = (Outcome.FAILED, Outcome.SKIPPED)


def verdict(answer: Remembered, counts: Counts, *, filtered: bool) -> tuple[str, str]:
    """A sign and the words for it; an all-clear only where nothing is missing."""
    whole = is_whole(answer)
    found = outcomes(counts)
    if found:
        return _sign(counts), found if whole else f"{found} (PARTIAL)"
    if not whole:
        return "⚠", "none known (PARTIAL)"
    if filtered:
        return "", "nothing matches"
    return SIGNS[Outcome.SUCCEEDED], ALL_CLEAR


def _sign(counts: Counts) -> str:
    known = [*_URGENT, *Outcome]
    return SIGNS[next(outcome for outcome in known if counts.of(outcome))]
