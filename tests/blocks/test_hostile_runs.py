"""Whatever a cloud says, a list of it can be sent, and says what is missing."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks import limits
from bot.blocks.answers import render
from bot.blocks.audience import Audience
from bot.blocks.ladder import simpler
from bot.blocks.sharing import shared
from bot.blocks.text import unescape
from bot.blocks.times import spoken
from bot.domain.answers import (
    ChoiceAnswer,
    ExecutionAnswer,
    ReferenceAnswer,
    RunAnswer,
    RunsAnswer,
)
from bot.domain.causes import Cause
from bot.domain.commandline import LONGEST
from bot.domain.executions import Detail, Execution, Moment, Named, Outcome
from bot.domain.messages import Message
from bot.domain.outputs import Output
from bot.domain.pages import ROWS_A_PAGE, Page
from bot.domain.references import SourceName
from bot.domain.runs import Counts, Listing, Run, WholeRun
from tests.blocks.run_samples import RUNS, reference, run_answer, runs_answer
from tests.blocks.samples import (
    DATE_TOKEN,
    NINE,
    broken_rules,
    choices,
    mrkdwn_of,
    texts,
)
from tests.blocks.strategies import (
    CHOICE_ANSWER,
    EXECUTION_ANSWER,
    LONGEST_TEXT,
    RUN_ANSWER,
    RUNS_ANSWER,
    TEXT,
)

Found = ExecutionAnswer | ChoiceAnswer | RunAnswer | RunsAnswer
ANSWER = st.one_of(EXECUTION_ANSWER, CHOICE_ANSWER, RUN_ANSWER, RUNS_ANSWER)
SHARER = "U0123456789"
MOST_IN_BLOCKS = 10_000
MOST_IN_TEXT = 4_000
NOTHING: Listing[Execution] = Listing()


def fits(message: Message) -> bool:
    in_blocks = sum(map(len, texts(message.blocks)))
    return in_blocks <= MOST_IN_BLOCKS and len(message.text) <= MOST_IN_TEXT


@given(ANSWER, st.sampled_from(Audience))
def test_no_answer_breaks_a_rule(found: Found, audience: Audience) -> None:
    message = render(found, "k3v9", audience)

    assert broken_rules(message) == []
    assert fits(message)


@settings(max_examples=20, deadline=None)
@given(ANSWER)
def test_no_shared_answer_breaks_a_rule(found: Found) -> None:
    message = shared(render(found, "k3v9", Audience.CHANNEL), SHARER)

    assert broken_rules(message, mentions_allowed=[SHARER]) == []
    assert fits(message)
    assert message.text.endswith(f"\nShared by <@{SHARER}> · mention me to ask on")


@settings(max_examples=25, deadline=None)
@given(ANSWER, st.sampled_from(Audience))
def test_no_simpler_answer_breaks_a_rule(found: Found, audience: Audience) -> None:
    message = shared(render(found, "k3v9", audience), SHARER)

    rungs = list(simpler(message))

    broken = [broken_rules(one, mentions_allowed=[SHARER]) for one in rungs]
    assert broken == [[]] * len(rungs)
    assert [one for one in rungs if not fits(one)] == []
    assert rungs[-1] == Message(message.text)


@settings(max_examples=20, deadline=None)
@given(TEXT, TEXT)
def test_nothing_that_is_copied_breaks_a_rule(line: str, reference: str) -> None:
    message = render(ReferenceAnswer(line, reference))

    assert broken_rules(message) == []
    assert fits(message)


@settings(max_examples=20, deadline=None)
@given(ANSWER)
def test_nothing_from_outside_becomes_markup(found: Found) -> None:
    message = render(found, "k3v9")

    shown = "\n".join(DATE_TOKEN.sub("", text) for text in mrkdwn_of(message))
    assert re.findall("[<>]", message.text) == []
    assert re.findall("[<>]", shown) == []


@settings(max_examples=20, deadline=None)
@given(ANSWER)
def test_what_is_missing_is_always_told(found: Found) -> None:
    message = render(found, "k3v9")

    told = len(re.findall("^⚠ gap ", message.text, re.MULTILINE))
    more = max(len(found.gaps) - 8, 0)
    assert told == min(len(found.gaps), 8)
    assert ("\nid `k3v9`" in message.text) is bool(found.gaps)
    assert (f"\n⚠ {more} more thing" in message.text) is bool(more)


@settings(max_examples=20, deadline=None)
@given(st.one_of(RUN_ANSWER, RUNS_ANSWER))
def test_a_list_always_says_how_old_it_is_and_how_to_ask_again(
    found: RunAnswer | RunsAnswer,
) -> None:
    message = render(found)

    as_of = spoken(Moment("", found.as_of), found.zone)
    assert f"as of {as_of}, ask again: /runs pool" in message.text


@settings(max_examples=20, deadline=None)
@given(CHOICE_ANSWER)
def test_a_choice_names_every_cloud_and_a_whole_command(found: ChoiceAnswer) -> None:
    message = render(found)

    references = [
        one.run.reference if isinstance(one, WholeRun) else one.reference
        for one in found.findings
    ]
    first, *_ = references
    assert [one.cloud for one in references if one.cloud not in message.text] == []
    assert f": /runs {first.source} {first}\n" in message.text


NAME = st.text(st.characters(categories=["L", "N"], codec="utf-8"), min_size=1)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(NAME, NAME, st.sampled_from(Outcome)), max_size=ROWS_A_PAGE))
def test_the_text_alone_tells_each_row(
    rows: list[tuple[str, str, Outcome]],
) -> None:
    executions = [
        Execution(
            reference=reference(SourceName.TASK, "t", "r", f"d{place}"),
            outcome=outcome,
            raw_status="ODD",
            target=Named("id", name[:40]),
            cause=Cause("WKS.1", why[:60]),
        )
        for place, (name, why, outcome) in enumerate(rows)
    ]

    message = render(run_answer(RUNS[SourceName.TASK], *executions))

    told = unescape(message.text).split("\n")
    missing = [
        line
        for number, one in enumerate(executions, 1)
        if not any(map(line_of(number, one).fullmatch, told))
        for line in [line_of(number, one).pattern]
    ]
    assert missing == []


def line_of(number: int, one: Execution) -> re.Pattern[str]:
    """How a row is told: its outcome, its target and, where it matters, why."""
    odd = r" \(ODD\)" if one.outcome is Outcome.UNKNOWN else ""
    fine = one.outcome in {Outcome.SUCCEEDED, Outcome.RUNNING, Outcome.WAITING}
    why = "" if fine else re.escape(f": {one.cause.reason} (WKS.1)")
    return re.compile(
        rf"{number}\. . {one.outcome}{odd} {re.escape(one.target.name)}{why}"
    )


HUGE = LONGEST_TEXT


@pytest.mark.parametrize("source", SourceName)
@pytest.mark.parametrize("sign", ["&", "<!channel>", "\n", "桌", "\ud800", "x ", "`"])
def test_everything_huge_at_once_still_fits(source: SourceName, sign: str) -> None:
    text = ("a" + sign * HUGE)[:HUGE]
    thing = Named(text, f"{text[:-5]} name")
    ids = ("a" + ":" * 127,) * {SourceName.TASK: 3, SourceName.ORDER: 3}.get(source, 1)
    when = Moment(text, None)
    row = Execution(
        reference=reference(source, *ids),
        outcome=Outcome.UNKNOWN,
        raw_status=text,
        target=thing,
        started=when,
        cause=Cause(text, text),
        output=Output(text),
    )
    run = Run(
        reference=reference(source, *ids),
        outcome=Outcome.UNKNOWN,
        raw_status=text,
        scripts=(thing, thing, thing),
        kind=text,
        place=thing,
        started=when,
        ended=when,
        counts=Counts(dict.fromkeys(Outcome, 2**63 - 1), 2**63 - 1),
        details=(Detail(text, text),) * 12,
        under_way=True,
    )
    line = ("/runs pool " + sign * LONGEST)[:LONGEST]
    gaps = (f"gap {text}",) * 12

    whole = render(
        replace(
            run_answer(run, *[row] * ROWS_A_PAGE, gaps=gaps),
            line=line,
            hidden=10**9,
            tally=Counts(dict.fromkeys(Outcome, 10**9)),
            page=Page(rows=(row,) * 10, number=99_998, pages=99_999, of=10**12),
        ),
        "k3v9",
    )
    several = render(
        replace(
            runs_answer(*[run] * ROWS_A_PAGE, gaps=gaps),
            line=line,
            title=text,
            page=Page(rows=(run,) * 10, number=99_998, pages=99_999, of=10**12),
        ),
        "k3v9",
    )
    many = render(choices(*[WholeRun(run, NOTHING)] * 60, gaps=gaps), "k3v9")

    sent = [whole, several, many]
    sent += [rung for message in sent for rung in simpler(message)]
    assert [broken_rules(one) for one in sent] == [[]] * len(sent)
    assert [one for one in sent if not fits(one)] == []


def test_details_get_the_room_that_the_rest_leaves() -> None:
    text = "&" * HUGE
    when = Moment("x", NINE, exact=False)
    thing = Named(f"{text}i", text)
    row = Execution(
        reference=reference(SourceName.APP, "h-1", "srv-1"),
        outcome=Outcome.UNKNOWN,
        raw_status=text,
        target=thing,
        started=Moment(text, None),
        cause=Cause(text, text),
    )
    rows = [
        replace(row, script=Named("", f"{place}{text}")) for place in range(ROWS_A_PAGE)
    ]
    run = replace(
        RUNS[SourceName.APP],
        work=thing,
        scripts=(thing, thing),
        place=thing,
        kind=text,
        raw_status=text,
        started=when,
        counts=Counts(dict.fromkeys(Outcome, 2**63 - 1), 2**63 - 1),
        details=(Detail("Label", "y" * 160),) * 12,
    )
    answer = replace(
        run_answer(run, *rows, gaps=(f"gap {text}",) * 12),
        line=f"/runs pool {text}"[:LONGEST],
        tally=Counts(dict.fromkeys(Outcome, 2**62)),
        zone=ZoneInfo("America/Argentina/ComodRivadavia"),
    )

    message = render(answer, "k3v9")

    details = message.blocks[3]["elements"][0]["text"]
    assert details.startswith("Label `yyy")
    assert details.endswith("…")
    assert sum(map(len, texts(message.blocks))) == limits.ANSWER_BLOCKS_TEXT
    assert broken_rules(message) == []
