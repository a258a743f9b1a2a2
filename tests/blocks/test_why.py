"""What people read who ask why something failed."""

from dataclasses import replace

import pytest

from bot.blocks.answers import render
from bot.domain.answers import WhyAnswer
from bot.domain.background import Background, Beside, Recovery
from bot.domain.causes import Cause
from bot.domain.executions import Named, Outcome
from bot.domain.failures import BlastRadius, Failure
from tests.blocks.failure_samples import COVERED, DAY
from tests.blocks.samples import FAILED, NINE, SINGAPORE, broken_rules, mrkdwn_of

RADIUS = BlastRadius(
    id="c0ffee",
    cause=FAILED.cause,
    outcome=Outcome.FAILED,
    count=58,
    targets=41,
    runs=6,
    first=NINE,
    last=NINE,
)
WHY = WhyAnswer(
    execution=FAILED,
    background=Background(radius=RADIUS),
    window=DAY,
    coverage=COVERED,
    line="/runs why prod/script/rec-1",
    as_of=NINE,
    zone=SINGAPORE,
)


def test_the_meaning_comes_first_and_then_how_far_it_reaches() -> None:
    text = render(WHY).text

    parts = [
        "What the code means WKS.00010110: ",
        "Check first: ",
        "The same cause in the last 30 days: ",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "58 failed on 41 targets, 6 runs" in text


def test_it_is_told_in_chinese_to_those_who_read_it() -> None:
    text = render(replace(WHY, chinese=True)).text

    assert "错误码含义 WKS.00010110: 桌面没有有效的IP地址" in text
    assert "先检查: " in text


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (Cause("ODD.1", "no"), "The documents do not explain this code: ODD.1"),
        (Cause("", "no"), "It gave no code that could be explained."),
    ],
)
def test_what_no_book_explains_is_said(cause: Cause, said: str) -> None:
    text = render(replace(WHY, execution=replace(FAILED, cause=cause))).text

    assert f"What the code means: {said}" in text


@pytest.mark.parametrize(
    ("clean", "dirty", "said"),
    [
        (3, 0, "nightly has recovered: 3 clean runs since"),
        (0, 0, "nightly has no finished run since"),
        (2, 1, "nightly had 3 later runs, 1 with failures or skips since"),
    ],
)
def test_whether_it_recovered_is_told_by_later_runs(
    clean: int, dirty: int, said: str
) -> None:
    recovery = Recovery(work=Named("t", "nightly"), last=NINE, clean=clean, dirty=dirty)
    background = Background(radius=RADIUS, recovery=recovery)

    text = render(replace(WHY, background=background)).text

    assert said in text


def test_what_was_read_in_full_and_not_found_was_not_there() -> None:
    text = render(replace(WHY, background=Background())).text

    assert "It was not seen before." in text
    assert "Also on FIN-DESK-02: Nothing else failed or was skipped." in text


def test_what_a_cloud_wrote_swallows_no_row_below() -> None:
    hostile = replace(FAILED, cause=Cause("", "```all *of* this"))
    rows = (Failure(execution=hostile), Failure(execution=FAILED))
    background = Background(radius=RADIUS, on_target=Beside(rows=rows, count=9))

    message = render(replace(WHY, background=background))

    assert [text for text in mrkdwn_of(message) if "```" in text] == []
    assert "and 7 more" in message.text
    assert broken_rules(message) == []


def test_where_it_differs_stands_beside_whom() -> None:
    sibling = replace(
        FAILED, outcome=Outcome.SUCCEEDED, target=Named("d3", "FIN-DESK-03")
    )

    text = render(replace(WHY, sibling=sibling, differs=("- done", "+ exit 1"))).text

    assert "- FIN-DESK-03, where it succeeded; + here\n- done\n+ exit 1" in text


def test_a_command_as_long_as_can_be_is_cut_in_blocks_and_text() -> None:
    message = render(replace(WHY, line=f"/runs why {'&' * 1_800}"))

    assert broken_rules(message) == []
    assert "What the code means WKS.00010110: " in message.text
