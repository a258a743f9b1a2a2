"""Everything that answers of the ledger may carry, the hostile and the huge included."""

from datetime import timedelta

from hypothesis import strategies as st

from bot.domain.answers import (
    Condition,
    FailuresAnswer,
    FoundAnswer,
    GlanceAnswer,
    HealthAnswer,
    Match,
    WorksAnswer,
)
from bot.domain.causes import Cause
from bot.domain.executions import Outcome
from bot.domain.failures import BlastRadius, Failure, FailureFilter, SourceGlance
from bot.domain.pages import ROWS_A_PAGE, Page
from bot.domain.references import SourceName
from bot.domain.sweeping import Coverage
from bot.domain.windows import Window
from bot.domain.works import ListedWork
from tests.blocks.samples import NINE
from tests.blocks.strategies import (
    CLOUD,
    COUNTS,
    DETAILS,
    EXECUTION,
    FOUND,
    LINE,
    MOMENT,
    NAMED,
    NUMBER,
    REFERENCE,
    TEXT,
    TIME,
)

SOURCE = st.sampled_from(SourceName)
MANY = st.integers(1, 2**63 - 1)
OUTCOME = st.sampled_from(Outcome)
LATELY = st.timedeltas(timedelta(0), timedelta(days=60)).map(lambda ago: NINE - ago)
AT = st.none() | LATELY | TIME
# A cause's id is made by us, or typed.
CAUSE_ID = st.from_regex(r"[a-z0-9]{0,16}", fullmatch=True) | TEXT
CLOUDS = st.lists(CLOUD, max_size=6).map(tuple)


def few(one: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(one, max_size=5).map(tuple)


FAILURE = st.builds(
    Failure,
    execution=EXECUTION,
    work=NAMED,
    place=NAMED,
    clouds=CLOUDS,
    cause=CAUSE_ID,
    count=st.integers(1, 3) | MANY,
    hidden=st.integers(0, 10**6),
)
RADIUS = st.builds(
    BlastRadius,
    id=CAUSE_ID,
    cause=st.builds(Cause, code=TEXT | st.just("WKS.00010110"), reason=TEXT),
    outcome=OUTCOME,
    count=MANY,
    targets=NUMBER,
    runs=NUMBER,
    works=NUMBER,
    sources=st.lists(SOURCE, max_size=5).map(tuple),
    pools=few(TEXT),
    pool_count=st.integers(0, 4) | NUMBER,
    first=AT,
    last=AT,
    examples=st.lists(FAILURE, max_size=2).map(tuple),
)
COVERAGE = st.builds(
    Coverage,
    cloud=CLOUD | st.just("prod"),
    source=SOURCE,
    since=AT,
    until=AT,
    tried=AT,
    gaps=few(TEXT),
    failing_since=AT,
    walked=AT,
)
WANTED = st.builds(
    FailureFilter,
    sources=st.frozensets(SOURCE),
    targets=few(TEXT),
    scripts=few(TEXT),
    pools=few(TEXT),
    names=few(TEXT),
    causes=few(TEXT),
    outcomes=st.frozensets(OUTCOME),
)
REMEMBERED = {
    **FOUND,
    "window": st.builds(Window, since=AT, until=AT),
    "coverage": st.lists(COVERAGE, max_size=30).map(tuple),
    "line": LINE | st.just("/runs failures since:24h"),
    "causes": st.lists(RADIUS, max_size=5).map(tuple),
    "cause_count": NUMBER,
}


def pages(row: st.SearchStrategy[object]) -> st.SearchStrategy[Page[object]]:
    return st.builds(
        Page,
        rows=st.lists(row, max_size=ROWS_A_PAGE).map(tuple),
        number=st.integers(1, 2) | st.integers(1, 999_999),
        pages=st.integers(1, 999_999),
        of=NUMBER,
        total=st.none() | NUMBER,
    )


GLANCE_ANSWER = st.builds(
    GlanceAnswer,
    sources=st.lists(
        st.builds(SourceGlance, source=SOURCE, counts=COUNTS, runs=NUMBER),
        max_size=5,
        unique_by=lambda one: one.source,
    ).map(tuple),
    **REMEMBERED,
)
FAILURES_ANSWER = st.builds(
    FailuresAnswer, wanted=WANTED, page=pages(FAILURE), counts=COUNTS, **REMEMBERED
)
WORKS_ANSWER = st.builds(
    WorksAnswer,
    source=SOURCE,
    page=pages(
        st.builds(
            ListedWork,
            reference=REFERENCE,
            work=NAMED,
            kind=TEXT,
            schedule=TEXT,
            last=st.none() | OUTCOME,
            raw_last=TEXT,
            next=MOMENT,
            enabled=st.none() | st.booleans(),
            details=DETAILS,
        )
    ),
    line=LINE,
    **FOUND,
)
FOUND_ANSWER = st.builds(
    FoundAnswer,
    text=TEXT,
    page=pages(
        st.builds(
            Match,
            what=TEXT,
            label=TEXT,
            line=LINE,
            cloud=CLOUD,
            outcome=st.none() | OUTCOME,
            at=MOMENT,
            remembered=st.booleans(),
        )
    ),
    line=LINE,
    **FOUND,
)
HEALTH_ANSWER = st.builds(
    HealthAnswer,
    conditions=st.lists(
        st.builds(Condition, what=TEXT, fine=st.booleans(), said=TEXT), max_size=10
    ).map(tuple),
    coverage=st.lists(COVERAGE, max_size=30).map(tuple),
    line=LINE,
    **FOUND,
)
LEDGER_ANSWER = GLANCE_ANSWER | FAILURES_ANSWER
EVERY_ANSWER = st.one_of(
    GLANCE_ANSWER, FAILURES_ANSWER, WORKS_ANSWER, FOUND_ANSWER, HEALTH_ANSWER
)
