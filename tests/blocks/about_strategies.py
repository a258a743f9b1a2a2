"""Whatever may be known about one execution, and failures in groups."""

from hypothesis import strategies as st

from bot.domain.answers import (
    FailuresAnswer,
    HistoryAnswer,
    OutputAnswer,
    WhyAnswer,
)
from bot.domain.background import Background, Beside, Recovery
from bot.domain.failures import By, Group
from tests.blocks.failure_strategies import (
    FAILURE,
    LATELY,
    MANY,
    RADIUS,
    REMEMBERED,
    WANTED,
    pages,
)
from tests.blocks.strategies import COUNTS, EXECUTION, FOUND, LINE, NAMED, NUMBER, TEXT

BESIDE = st.builds(Beside, rows=st.lists(FAILURE, max_size=5).map(tuple), count=NUMBER)
BACKGROUND = st.builds(
    Background,
    radius=st.none() | RADIUS,
    recovery=st.none()
    | st.builds(Recovery, work=NAMED, last=LATELY, clean=NUMBER, dirty=NUMBER),
    on_target=BESIDE,
    of_script=BESIDE,
)
_OF_LEDGER = {
    key: value
    for key, value in REMEMBERED.items()
    if key not in {"causes", "cause_count"}
}
WHY_ANSWER = st.builds(
    WhyAnswer,
    execution=EXECUTION,
    background=BACKGROUND,
    chinese=st.booleans(),
    sibling=st.none() | EXECUTION,
    differs=st.lists(TEXT.map("+ {}".format), max_size=30).map(tuple),
    alone=st.just("") | TEXT,
    **_OF_LEDGER,
)
HISTORY_ANSWER = st.builds(
    HistoryAnswer,
    wanted=WANTED,
    page=pages(FAILURE),
    counts=COUNTS,
    execution=EXECUTION,
    of_script=NUMBER,
    **REMEMBERED,
)
OUTPUT_ANSWER = st.builds(OutputAnswer, execution=EXECUTION, **{**FOUND, "line": LINE})
GROUPED_ANSWER = st.builds(
    FailuresAnswer,
    wanted=WANTED,
    page=pages(FAILURE),
    counts=COUNTS,
    by=st.sampled_from([By.TARGET, By.SCRIPT]),
    groups=st.lists(
        st.builds(Group, thing=NAMED, count=MANY, causes=MANY, last=LATELY), max_size=10
    ).map(tuple),
    group_count=NUMBER,
    **REMEMBERED,
)
ABOUT = st.one_of(WHY_ANSWER, HISTORY_ANSWER, OUTPUT_ANSWER, GROUPED_ANSWER)
