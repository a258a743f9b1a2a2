"""The sources' status words, as outcomes.

The lists are open: the documents leave most of them out, and words differ between
endpoints (FAIL, FAILED and ABNORMAL all mean failed).
"""

from bot.domain.executions import Outcome

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


def outcome_of(raw_status: str) -> Outcome:
    """The outcome of ONE target; `Outcome.UNKNOWN` for every word not listed.

    A status alone decides: a filled code or reason does not make a failure (trap of
    seed 001, whose example is SUCCESS with both).
    """
    word = raw_status.strip()
    if not word.isascii():  # upper() would turn other letters into these
        return Outcome.UNKNOWN
    return _OUTCOMES.get(word.upper(), Outcome.UNKNOWN)
