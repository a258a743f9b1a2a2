"""The sources' status words, as outcomes.

The lists are open: the documents leave most of them out, and words differ between
endpoints (FAIL, FAILED and ABNORMAL all mean failed).
"""

from bot.domain.executions import UNDER_WAY, Outcome
from bot.domain.runs import Counts

_WORDS = {
    Outcome.WAITING: "WAITING INIT READY PENDING",
    Outcome.RUNNING: "RUNNING PROCESSING EXECUTING ROLLBACK ABORTING",
    Outcome.SUCCEEDED: "SUCCESS FINISHED",
    Outcome.FAILED: "FAIL FAILED ABNORMAL ERROR TIMEOUT",
    Outcome.SKIPPED: "SKIP SKIPPED",
    Outcome.CANCELED: "CANCELED CANCELLED STOPPED ABORTED ROLLBACKED",
    Outcome.PAUSED: "PAUSED PAUSE",
}
_OUTCOMES = {
    word: outcome for outcome, words in _WORDS.items() for word in words.split()
}
# Words that only say that a run is over, and the counters without which nobody knows
# how: W9's FINISH hides failed and skipped desktops, COC's FINISHED failed instances.
_OVER = {
    "FINISH": (Outcome.FAILED, Outcome.SKIPPED),
    "FINISHED": (Outcome.FAILED,),
}


def outcome_of(raw_status: str) -> Outcome:
    """The outcome of ONE target; `Outcome.UNKNOWN` for every word not listed.

    A status alone decides: a filled code or reason does not make a failure (trap of
    seed 001, whose example is SUCCESS with both).
    """
    known = _OUTCOMES.get(raw_status)  # as it nearly always is
    return known or _OUTCOMES.get(_word(raw_status), Outcome.UNKNOWN)


def run_outcome(raw_status: str, counts: Counts) -> Outcome:
    """The outcome of a whole run: its counters beat its status.

    One failure makes it failed, however it stands. A word that only says "over" is a
    success when the counters say that nothing else happened, and unknown without them.
    """
    if counts.of(Outcome.FAILED):
        return Outcome.FAILED
    word = _word(raw_status)
    said = _OUTCOMES.get(word, Outcome.UNKNOWN)
    if word not in _OVER and said is not Outcome.SUCCEEDED:
        return said
    return _over(counts) if counts.knows(*_OVER.get(word, ())) else Outcome.UNKNOWN


def is_under_way(raw_status: str, counts: Counts) -> bool:
    """Whether the run has not ended, by its status or by what it counts as running."""
    by_status = _OUTCOMES.get(_word(raw_status)) in UNDER_WAY
    return by_status or counts.of(Outcome.RUNNING) > 0


def _over(counts: Counts) -> Outcome:
    """What a run that claims to be over has come to, by its counters."""
    order = (Outcome.RUNNING, Outcome.SKIPPED, Outcome.CANCELED)
    worse = next((outcome for outcome in order if counts.of(outcome)), None)
    if worse is not None:
        return worse
    # Targets that never started or went on, or whose word nobody knows, are no success.
    odd = (Outcome.WAITING, Outcome.PAUSED, Outcome.UNKNOWN)
    return Outcome.UNKNOWN if any(map(counts.of, odd)) else Outcome.SUCCEEDED


def _word(raw_status: str) -> str:
    word = raw_status.strip()
    # upper() would turn other letters into these.
    return word.upper() if word.isascii() else ""
