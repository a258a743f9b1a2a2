"""What the ledger and the lists tell, without its secrets."""

from dataclasses import replace

from bot.domain.answers import Match
from bot.domain.causes import Cause
from bot.domain.executions import Detail, Named, Outcome
from bot.domain.failures import BlastRadius, Failure
from bot.domain.outputs import Output
from bot.domain.redaction import (
    MASK,
    redact_failure,
    redact_match,
    redact_radius,
    redact_work,
)
from bot.domain.references import Reference, SourceName
from bot.domain.works import ListedWork
from tests.domain.samples import execution

LOOSE, HIDDEN = "token=abc", f"token={MASK}"
OTHER, OTHER_HIDDEN = "password=hunter2", f"password={MASK}"


def failure(text: str, more: str, hidden: int = 0) -> Failure:
    """With `text` wherever the source's own words stand, and `more` as its output."""
    return Failure(
        execution=replace(
            execution(),
            raw_status=text,
            kind=text,
            script=Named("s1", text),
            target=Named("d1", text),
            cause=Cause(text, text),
            output=Output(more, end=more),
            details=(Detail("Command", text),),
        ),
        work=Named("t1", text),
        place=Named("p1", text),
        hidden=hidden,
    )


def radius(cause: str, pool: str, *examples: Failure) -> BlastRadius:
    return BlastRadius(
        id="c1",
        cause=Cause("X", cause),
        outcome=Outcome.FAILED,
        count=2,
        targets=2,
        runs=1,
        pools=(pool,),
        examples=examples,
    )


def work(text: str) -> ListedWork:
    return ListedWork(
        reference=Reference("prod", SourceName.TASK, ("t1",)),
        work=Named("t1", text),
        kind=text,
        schedule=text,
        raw_last=text,
        details=(Detail("Description", text),),
    )


def match(text: str) -> Match:
    line = f'/runs pool pool:"{text}" cloud:prod'
    return Match(what="desktop pool", label=text, line=line, cloud="prod")


def test_every_text_of_work_is_redacted_and_the_same_one_counts_once() -> None:
    assert redact_work(work(LOOSE)) == (work(HIDDEN), 1)


def test_a_match_hides_in_its_line_what_it_hides_in_its_label() -> None:
    assert redact_match(match(LOOSE)) == (match(HIDDEN), 1)


def test_a_match_keeps_a_line_that_has_no_secret() -> None:
    fine = match("Finance pool")

    assert redact_match(fine) == (fine, 0)


def test_every_text_of_a_failure_is_redacted() -> None:
    assert redact_failure(failure(LOOSE, OTHER)) == (failure(HIDDEN, OTHER_HIDDEN), 2)


def test_what_was_hidden_before_a_failure_was_kept_counts_as_well() -> None:
    kept = failure(HIDDEN, OTHER_HIDDEN, hidden=3)

    assert redact_failure(kept) == (kept, 3)


def test_every_text_of_a_blast_radius_is_redacted() -> None:
    loose = radius(LOOSE, OTHER, failure(LOOSE, OTHER), failure(LOOSE, OTHER, 2))

    assert redact_radius(loose) == (
        radius(
            HIDDEN,
            OTHER_HIDDEN,
            failure(HIDDEN, OTHER_HIDDEN),
            failure(HIDDEN, OTHER_HIDDEN, 2),
        ),
        4,
    )
