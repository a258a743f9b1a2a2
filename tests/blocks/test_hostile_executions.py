import re
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.executions import executions
from bot.blocks.text import unescape
from bot.domain.answers import ExecutionsAnswer
from bot.domain.causes import Cause
from bot.domain.executions import Batch, Execution, Moment, Named, Outcome
from bot.domain.messages import Message
from bot.domain.outputs import Output
from bot.domain.references import Reference, SourceName
from tests.blocks.samples import (
    FAILED,
    NINE,
    SINGAPORE,
    answer,
    broken_rules,
    texts,
)

FRAGMENTS = [
    *("<!channel>", "<@U0123456789>", "<https://evil.example|ok>", "https://a.example"),
    *("<!date^1^{date}|now>", "&", "&amp;", "<", ">", "`", "```", "*bold*", ":fire:"),
    *("\x00", "\x1b[31m", "\x1b", "\r", "\n", "\t", " ", "\u202e", "\u2066", "\u200b"),
    *("\ud800", "\udfff", "\x85", "\u2028", "桌", "🚀", "a\u0300", "x"),
]
TEXT = st.one_of(
    st.text(st.characters(), max_size=50),
    st.lists(st.sampled_from(FRAGMENTS), max_size=8).map("".join),
    st.builds(str.__mul__, st.sampled_from(FRAGMENTS), st.integers(1, 6_000)),
)
NAMED = st.builds(Named, id=TEXT, name=TEXT)
MOMENT = st.none() | st.builds(
    Moment,
    raw=TEXT,
    at=st.none() | st.datetimes(timezones=st.just(UTC)),
    exact=st.booleans(),
)
EXECUTION = st.builds(
    Execution,
    reference=st.builds(
        Reference,
        cloud=st.from_regex(r"[a-z0-9]{1,20}", fullmatch=True),
        source=st.sampled_from(SourceName),
        ids=st.tuples(
            st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._~:-]{0,127}", fullmatch=True)
        ),
    ),
    outcome=st.sampled_from(Outcome),
    raw_status=TEXT,
    script=NAMED,
    target=NAMED,
    target_kind=TEXT,
    run_id=TEXT,
    batch=st.none() | st.sampled_from(Batch),
    started=MOMENT,
    ended=MOMENT,
    cause=st.builds(Cause, code=TEXT, reason=TEXT),
    output=st.builds(Output, text=TEXT, end=TEXT, lines=st.integers(0, 100)),
)
ANSWER = st.builds(
    ExecutionsAnswer,
    executions=st.lists(EXECUTION, min_size=1, max_size=3).map(tuple),
    hidden=st.integers(0, 10_000),
    gaps=st.lists(TEXT.map("gap {}".format), max_size=3).map(tuple),
    as_of=st.just(NINE),
    zone=st.just(SINGAPORE),
)
DATE_TOKEN = re.compile(
    r"<!date\^\d+\^\{date_short_pretty\} \{time_secs\}\|[-:0-9A-Za-z/ ]+>"
)


def mrkdwn_of(message: Message) -> list[str]:
    fields = [field for block in message.blocks for field in block.get("fields", [])]
    elements = [
        element for block in message.blocks for element in block.get("elements", [])
    ]
    objects = [block.get("text", {}) for block in message.blocks]
    return [
        found["text"]
        for found in [*fields, *elements, *objects]
        if found.get("type") == "mrkdwn"
    ]


@settings(max_examples=150, deadline=None)
@given(ANSWER)
def test_no_execution_breaks_a_rule(found: ExecutionsAnswer) -> None:
    message = executions(found)

    assert broken_rules(message) == []


@settings(max_examples=100, deadline=None)
@given(ANSWER)
def test_nothing_from_outside_becomes_markup(found: ExecutionsAnswer) -> None:
    message = executions(found)

    shown = "\n".join(DATE_TOKEN.sub("", text) for text in mrkdwn_of(message))
    assert "<" not in message.text
    assert "<" not in shown
    assert ">" not in shown


WORD = st.text(
    st.characters(categories=["L", "N"], codec="utf-8"), min_size=1, max_size=40
)


@settings(max_examples=100, deadline=None)
@given(EXECUTION, WORD, WORD, st.lists(WORD, max_size=3))
def test_the_text_alone_says_what_matters(
    execution: Execution, reason: str, status: str, gaps: list[str]
) -> None:
    known = replace(execution, cause=Cause("WKS.1", reason), raw_status=status)

    message = executions(answer(known, gaps=tuple(gaps)))

    said = unescape(message.text)
    missing = [
        thing
        for thing in (reason, "(WKS.1)", f"/runs {known.reference.source}", *gaps)
        if thing not in said
    ]
    assert missing == []
    assert status in said or status.lower() == known.outcome
    assert str(known.reference) in said


HUGE = 10_000


@pytest.mark.parametrize("sign", ["&", "<!channel>", "\n", "桌", "\ud800", "x "])
def test_everything_huge_at_once_still_fits(sign: str) -> None:
    text = "a" + sign * HUGE
    monster = replace(
        FAILED,
        script=Named(text, f"{text} name"),
        target=Named(text, f"{text} name"),
        target_kind=text,
        raw_status=text,
        run_id=text,
        started=Moment(text, None),
        ended=Moment(text, None),
        cause=Cause(text, text),
        output=Output(f"{text}\n" * 30),
    )

    message = executions(answer(monster, hidden=1_000_000, gaps=(text, text)))

    assert broken_rules(message) == []
    assert sum(map(len, texts(message.blocks))) <= 10_000
    assert "/runs script prod/script/rec-1" in message.text
    assert "\nCause: " in message.text
    assert "\n⚠ " in message.text


@pytest.mark.parametrize(
    "output",
    ["\x1b[0m", "\x1b[31m\x1b[0m\n", "\x00", "\u200e", "\r\r\r", "\x1c", "```", "<"],
    ids=ascii,
)
def test_odd_output_breaks_no_rule(output: str) -> None:
    message = executions(answer(replace(FAILED, output=Output(output))))

    assert broken_rules(message) == []


@pytest.mark.parametrize("reason", [" ", "\n", "\x1b[0m", "\x00", "\u202e"], ids=ascii)
def test_an_odd_reason_breaks_no_rule(reason: str) -> None:
    message = executions(answer(replace(FAILED, cause=Cause("", reason))))

    assert broken_rules(message) == []
