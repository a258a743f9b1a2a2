from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.executions import execution_page
from bot.blocks.text import unescape
from bot.domain.answers import ExecutionAnswer
from bot.domain.causes import Cause
from bot.domain.executions import Detail, Execution, Moment, Named
from bot.domain.outputs import Output
from bot.domain.references import Reference, SourceName
from tests.blocks.samples import (
    DATE_TOKEN,
    FAILED,
    answer,
    broken_rules,
    mrkdwn_of,
    texts,
)
from tests.blocks.strategies import EXECUTION, EXECUTION_ANSWER


@given(EXECUTION_ANSWER)
def test_no_execution_breaks_a_rule(found: ExecutionAnswer) -> None:
    message = execution_page(found)

    assert broken_rules(message) == []


@given(EXECUTION_ANSWER)
def test_nothing_from_outside_becomes_markup(found: ExecutionAnswer) -> None:
    message = execution_page(found)

    shown = "\n".join(DATE_TOKEN.sub("", text) for text in mrkdwn_of(message))
    assert "<" not in message.text
    assert "<" not in shown
    assert ">" not in shown


WORD = st.text(
    st.characters(categories=["L", "N"], codec="utf-8"), min_size=1, max_size=40
)


@given(EXECUTION, WORD, WORD, st.lists(WORD, max_size=3))
def test_the_text_alone_says_what_matters(
    execution: Execution, reason: str, status: str, gaps: list[str]
) -> None:
    known = replace(execution, cause=Cause("WKS.1", reason), raw_status=status)

    message = execution_page(answer(known, gaps=tuple(gaps)))

    said = unescape(message.text)
    missing = [
        thing
        for thing in (reason, "WKS.1", f"/runs {known.reference.source}", *gaps)
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
        reference=Reference("c" * 40, SourceName.ORDER, ("a" + ":" * 127,) * 3),
        kind=text,
        details=(Detail(text, text), Detail("Label", text)) * 6,
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

    message = execution_page(answer(monster, hidden=1_000_000, gaps=(text,) * 12))

    assert broken_rules(message) == []
    assert sum(map(len, texts(message.blocks))) <= 10_000
    assert f"/runs order {monster.reference}" in message.text
    assert "\nCause: " in message.text
    assert "\n⚠ " in message.text


@pytest.mark.parametrize(
    "output",
    ["\x1b[0m", "\x1b[31m\x1b[0m\n", "\x00", "\u200e", "\r\r\r", "\x1c", "```", "<"],
    ids=ascii,
)
def test_odd_output_breaks_no_rule(output: str) -> None:
    message = execution_page(answer(replace(FAILED, output=Output(output))))

    assert broken_rules(message) == []


@pytest.mark.parametrize("reason", [" ", "\n", "\x1b[0m", "\x00", "\u202e"], ids=ascii)
def test_an_odd_reason_breaks_no_rule(reason: str) -> None:
    message = execution_page(answer(replace(FAILED, cause=Cause("", reason))))

    assert broken_rules(message) == []
