"""What people type in a thread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digest_queries import DigestVerb
from bot.domain.failures import By
from bot.domain.followup_words import NARROWING, exactly, follow_up
from bot.domain.followups import (
    About,
    Bare,
    FollowUp,
    LookAt,
    MarkRow,
    Narrow,
    Pick,
    Regroup,
    TurnTo,
)
from bot.errors import InvalidQueryError

THIRD = Pick(3)
SAID: dict[str, FollowUp] = {
    "3": LookAt(About.DETAILS, THIRD),
    "#3": LookAt(About.DETAILS, THIRD),
    "details 3": LookAt(About.DETAILS, THIRD),
    "FIN-DESK-02": LookAt(About.DETAILS, Pick(name="FIN-DESK-02")),
    "output 3": LookAt(About.OUTPUT, THIRD),
    "Output FIN-DESK-02": LookAt(About.OUTPUT, Pick(name="FIN-DESK-02")),
    "output": LookAt(About.OUTPUT, Pick()),
    "why 3": LookAt(About.WHY, THIRD),
    "history 3": LookAt(About.HISTORY, THIRD),
    "failed": Narrow({"outcome": "failed"}),
    "SKIPPED": Narrow({"outcome": "skipped"}),
    "failed skipped": Narrow({"outcome": "failed,skipped"}),
    "target:FIN cause:agent": Narrow({"target": "FIN", "cause": "agent"}),
    'script:"patch check" failed': Narrow(
        {"script": "patch check", "outcome": "failed"}
    ),
    "source:task since:7d": Narrow({"source": "task", "since": "7d"}),
    "all": Bare.ALL,
    "by cause": Regroup(By.CAUSE),
    "By target": Regroup(By.TARGET),
    "by script": Regroup(By.SCRIPT),
    "next": Bare.NEXT,
    "prev": Bare.PREVIOUS,
    "page 4": TurnTo(4),
    "csv": Bare.CSV,
    "refresh": Bare.REFRESH,
    "same yesterday": Bare.YESTERDAY,
    "undo": Bare.UNDO,
    "help": Bare.HELP,
    "mute 3 for 2d": MarkRow(DigestVerb.MUTE, THIRD, "2d"),
    "mute 3": MarkRow(DigestVerb.MUTE, THIRD),
    "mute 3 for 2d because it is being mended": MarkRow(
        DigestVerb.MUTE, THIRD, "2d", "it is being mended"
    ),
    "unmute 3": MarkRow(DigestVerb.UNMUTE, THIRD),
    "ack FIN-1 because I look": MarkRow(
        DigestVerb.ACK, Pick(name="FIN-1"), "", "I look"
    ),
    "unack 3": MarkRow(DigestVerb.UNACK, THIRD),
}
SLIPS = {
    "faield": "failed",
    "outptu 3": "output 3",
    "outptu": "output",
    "what about row 3?": "3",
    "show me the output of 3, please": "output 3",
    "which ones were skipped?": "skipped",
    "by causes": "by cause",
    "by": "by cause",
    "page": "page 2",
    "nxt": "next",
    "details": "details 3",
    "mute": "mute 3 for 2d",
    "mute 3 until friday": "mute 3 for 2d",
    "unmute 3 for 2d": "unmute 3",
    "same": "same yesterday",
    "sicne:24h": "since:24h",
    "source:tsk": "source:task",
    "how are you today my friend": "help",
    "": "help",
    "x" * 2_000: "help",
}


@pytest.mark.parametrize("text", SAID)
def test_what_is_typed_is_understood(text: str) -> None:
    assert follow_up(text) == SAID[text]
    assert exactly(f"  {text} ") == SAID[text]


@pytest.mark.parametrize("text", SLIPS)
def test_a_close_miss_is_told_the_nearest_form(text: str) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        follow_up(text)

    assert refused.value.suggestion == SLIPS[text]
    assert exactly(text) is None


def test_every_way_to_narrow_can_be_typed_alone() -> None:
    values = {"source": "task"}

    for key in NARROWING:
        value = values.get(key, "7d")
        assert follow_up(f"{key}:{value}") == Narrow({key: value})


@given(st.text())
def test_whatever_is_said_is_understood_or_answered_with_what_would_be(
    text: str,
) -> None:
    said = exactly(text)

    assert said is not None or exactly(_meant(text)) is not None


def _meant(text: str) -> str:
    with pytest.raises(InvalidQueryError) as refused:
        follow_up(text)
    return refused.value.suggestion


@given(st.integers(1, 999_999), st.sampled_from(list(About)))
def test_every_number_can_be_asked_about(number: int, about: About) -> None:
    assert follow_up(f"{about} {number}") == LookAt(about, Pick(number))
