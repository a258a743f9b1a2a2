"""Whatever stands in the ledger or in a list, its answer can be sent."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.answers import render
from bot.blocks.audience import Audience
from bot.blocks.ladder import simpler
from bot.blocks.sharing import shared
from bot.blocks.times import spoken
from bot.domain.answers import (
    Condition,
    FailuresAnswer,
    GlanceAnswer,
    Match,
    Shareable,
)
from bot.domain.causes import Cause
from bot.domain.commandline import LONGEST
from bot.domain.executions import Detail, Execution, Moment, Named, Outcome
from bot.domain.failures import BlastRadius, Failure, FailureFilter, SourceGlance
from bot.domain.messages import Message
from bot.domain.outputs import Output
from bot.domain.pages import ROWS_A_PAGE, Page
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts
from bot.domain.sweeping import Coverage
from bot.domain.works import ListedWork
from tests.blocks.failure_samples import failures, found, glance, health, works
from tests.blocks.failure_strategies import EVERY_ANSWER, LEDGER_ANSWER
from tests.blocks.samples import DATE_TOKEN, NINE, broken_rules, mrkdwn_of, texts
from tests.blocks.strategies import LONGEST_TEXT

SHARER = "U0123456789"
MOST_IN_BLOCKS = 10_000
MOST_IN_TEXT = 4_000
LEFT_TO_SHARERS = 80


def fits(message: Message, room: int = 0) -> bool:
    in_blocks = sum(map(len, texts(message.blocks)))
    return (
        in_blocks <= MOST_IN_BLOCKS - room and len(message.text) <= MOST_IN_TEXT - room
    )


@settings(max_examples=25)
@given(EVERY_ANSWER, st.sampled_from(Audience))
def test_no_answer_breaks_a_rule(answer: Shareable, audience: Audience) -> None:
    message = render(answer, "k3v9", audience)

    assert broken_rules(message) == []
    assert fits(message)


@settings(max_examples=25)
@given(EVERY_ANSWER)
def test_no_shared_or_simpler_answer_breaks_a_rule(answer: Shareable) -> None:
    message = shared(render(answer, "k3v9", Audience.CHANNEL), SHARER)

    rungs = [message, *simpler(message)]
    broken = [broken_rules(one, mentions_allowed=[SHARER]) for one in rungs]
    assert broken == [[]] * len(rungs)
    assert [one for one in rungs if not fits(one)] == []
    assert message.text.endswith(f"\nShared by <@{SHARER}> · mention me to ask on")


@settings(max_examples=25)
@given(EVERY_ANSWER)
def test_nothing_from_outside_becomes_markup(answer: Shareable) -> None:
    message = render(answer, "k3v9")

    shown = "\n".join(DATE_TOKEN.sub("", text) for text in mrkdwn_of(message))
    assert re.findall("[<>]", message.text) == []
    assert re.findall("[<>]", shown) == []


@settings(max_examples=25)
@given(LEDGER_ANSWER)
def test_no_answer_with_something_missing_is_an_all_clear(
    answer: GlanceAnswer | FailuresAnswer,
) -> None:
    message = render(replace(answer, gaps=("gap",)), "k3v9")

    title, loud, *_ = message.text.split("\n")
    assert "(PARTIAL)" in title
    assert "othing failed" not in message.text
    assert loud == "PARTIAL: not all of this was read, the numbers may be too low."
    assert "\nid `k3v9`" in message.text


@settings(max_examples=25)
@given(EVERY_ANSWER)
def test_every_answer_says_how_old_it_is_and_how_to_ask_again(
    answer: Shareable,
) -> None:
    message = render(answer)

    as_of = spoken(Moment("", answer.as_of), answer.zone)
    assert f"as of {as_of}, ask again: /runs" in message.text


SIGNS = ["&", "<!channel>", "\n", "桌", "\ud800", "x ", "`"]
GAPS = 12


def huge(sign: str, audience: Audience) -> list[Message]:
    """Answers in which everything is as long as can be."""
    text = ("a" + sign * LONGEST_TEXT)[:LONGEST_TEXT]
    line = ("/runs pool " + sign * LONGEST)[:LONGEST]
    thing = Named(text, f"{text[:-5]} name")
    reference = Reference("c" * 40, SourceName.TASK, ("a" + ":" * 127,) * 3)
    when = Moment(text, None)
    row = Failure(
        execution=Execution(
            reference=reference,
            outcome=Outcome.UNKNOWN,
            raw_status=text,
            target=thing,
            ended=when,
            cause=Cause(text, text),
            output=Output(text),
        ),
        work=thing,
        place=thing,
        clouds=("c" * 40,) * 9,
        cause=text,
    )
    cause = BlastRadius(
        id="a" * 64,
        cause=Cause("WKS.00010110", text),
        outcome=Outcome.SUCCEEDED,
        count=2**63 - 1,
        targets=2**63 - 2,
        runs=2**63 - 1,
        pools=(text,) * 3,
        pool_count=3,
        last=NINE,
        examples=(
            row,
            replace(row, execution=replace(row.execution, target=Named(sign))),
        ),
    )
    coverage = tuple(
        Coverage(
            cloud=f"{number:040}",
            source=source,
            since=NINE - timedelta(minutes=number),
            until=NINE - timedelta(days=1, minutes=number),
            gaps=(text,) * GAPS,
            failing_since=NINE,
        )
        for number in range(10)
        for source in SourceName
    )
    page = {"number": 1, "pages": 99_999, "of": 10**12}
    gaps = (text,) * GAPS
    wanted = FailureFilter(targets=(text,) * 9, names=(text,) * 9, causes=(text,) * 9)
    first = replace(
        failures(coverage=coverage, line=line, gaps=gaps, wanted=wanted),
        page=Page(rows=(row,) * ROWS_A_PAGE, **page),
        counts=Counts(dict.fromkeys(Outcome, 2**63 - 1)),
        causes=(cause,) * 5,
        cause_count=10**9,
        hidden=10**9,
    )
    glances = tuple(
        SourceGlance(
            source=source, counts=Counts(dict.fromkeys(Outcome, 2**63 - 1)), runs=2**63
        )
        for source in SourceName
    )
    work = ListedWork(
        reference=reference,
        work=thing,
        kind=text,
        schedule=text,
        last=Outcome.UNKNOWN,
        raw_last=text,
        next=when,
        enabled=False,
        details=(Detail(text, text),) * GAPS,
    )
    match = Match(
        what=text,
        label=text,
        line=line,
        cloud="c" * 40,
        outcome=Outcome.UNKNOWN,
        at=when,
    )
    answers: list[Shareable] = [
        first,
        glance(coverage, sources=glances, causes=(cause,) * 5, gaps=gaps, line=line),
        replace(
            works(line=line, gaps=gaps), page=Page(rows=(work,) * ROWS_A_PAGE, **page)
        ),
        replace(
            found(text=text, gaps=gaps), page=Page(rows=(match,) * ROWS_A_PAGE, **page)
        ),
        replace(
            health(coverage, (Condition(text, fine=False, said=text),) * 30),
            gaps=gaps,
            line=line,
        ),
    ]
    return [render(answer, "k3v9", audience) for answer in answers]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("audience", [Audience.ASKER, Audience.CHANNEL])
def test_everything_huge_at_once_still_fits(sign: str, audience: Audience) -> None:
    messages = huge(sign, audience)

    sent = [*messages, *(rung for one in messages for rung in simpler(one))]
    assert [rule for one in sent for rule in broken_rules(one)] == []
    assert sum(not fits(one, LEFT_TO_SHARERS) for one in messages) == 0
    assert sum(not fits(one) for one in sent) == 0
