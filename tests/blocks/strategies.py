"""Everything that an answer may carry, the hostile and the huge included."""

from datetime import UTC
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain.answers import (
    ChoiceAnswer,
    ExecutionAnswer,
    RunAnswer,
    RunsAnswer,
)
from bot.domain.causes import Cause
from bot.domain.commandline import LONGEST
from bot.domain.executions import Batch, Detail, Execution, Moment, Named, Outcome
from bot.domain.lookups import SHAPES
from bot.domain.outputs import Output
from bot.domain.pages import ROWS_A_PAGE, Page
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts, Listing, Run, Runs, WholeRun
from bot.domain.windows import Window
from tests.blocks.samples import NINE

FRAGMENTS = [
    *("<!channel>", "<@U0123456789>", "<https://evil.example|ok>", "https://a.example"),
    *("<!date^1^{date}|now>", "&", "&amp;", "<", ">", "`", "```", "*bold*", ":fire:"),
    *("\x00", "\x1b[31m", "\x1b", "\r", "\n", "\t", " ", "\u202e", "\u2066", "\u200b"),
    *("\ud800", "\udfff", "\x85", "\u2028", "桌", "🚀", "a\u0300", "x", "1" * 19),
]
# No text but an output reaches us longer than this.
LONGEST_TEXT = 4_096
TEXT = st.one_of(
    st.text(st.characters(), max_size=50),
    st.lists(st.sampled_from(FRAGMENTS), max_size=8).map("".join),
    st.builds(
        lambda sign, times: (sign * times)[:LONGEST_TEXT],
        st.sampled_from(FRAGMENTS),
        st.integers(1, LONGEST_TEXT),
    ),
)
NAMED = st.builds(Named, id=TEXT, name=TEXT)
TIME = st.datetimes(timezones=st.just(UTC))
MOMENT = st.none() | st.builds(
    Moment, raw=TEXT, at=st.none() | TIME, exact=st.booleans()
)
DETAILS = st.lists(st.builds(Detail, label=TEXT, text=TEXT), max_size=12).map(tuple)
CLOUD = st.from_regex(r"[a-z0-9]{1,40}", fullmatch=True)
ID = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._~:-]{0,127}", fullmatch=True) | st.just(
    "a" + ":" * 127
)


def references(*counts: int) -> st.SearchStrategy[Reference]:
    """References of so many ids, else of as many as can be looked up."""

    def of(source: SourceName) -> st.SearchStrategy[Reference]:
        sizes = st.sampled_from(counts or SHAPES[source].counts)
        ids = sizes.flatmap(lambda size: st.tuples(*[ID] * size))
        return st.builds(Reference, cloud=CLOUD, source=st.just(source), ids=ids)

    return st.sampled_from(SourceName).flatmap(of)


REFERENCE = references()
EXECUTION = st.builds(
    Execution,
    reference=REFERENCE,
    outcome=st.sampled_from(Outcome),
    raw_status=TEXT,
    target=NAMED,
    script=NAMED,
    kind=TEXT,
    target_kind=TEXT,
    run_id=TEXT,
    batch=st.none() | st.sampled_from(Batch),
    started=MOMENT,
    ended=MOMENT,
    cause=st.builds(Cause, code=TEXT, reason=TEXT),
    output=st.builds(Output, text=TEXT, end=TEXT, lines=st.integers(0, 10**6)),
    details=DETAILS,
)
NUMBER = st.integers(0, 2**63 - 1)
COUNTS = st.builds(
    Counts,
    by_outcome=st.dictionaries(st.sampled_from(Outcome), NUMBER),
    total=st.none() | NUMBER,
)
RUN = st.builds(
    Run,
    reference=REFERENCE,
    outcome=st.sampled_from(Outcome),
    raw_status=TEXT,
    work=NAMED,
    scripts=st.lists(NAMED, max_size=4).map(tuple),
    kind=TEXT | st.just("COMMAND"),
    place=NAMED,
    started=MOMENT,
    ended=MOMENT,
    counts=COUNTS,
    details=DETAILS,
    under_way=st.booleans(),
)
GAPS = st.lists(TEXT.map("gap {}".format), max_size=12).map(tuple)
ZONE = st.sampled_from(["Asia/Singapore", "America/Argentina/ComodRivadavia"])
LINE = st.builds(
    lambda text: f"/runs pool {text}"[:LONGEST],
    TEXT | st.sampled_from("&<:x").map(lambda sign: sign * LONGEST),
)
FOUND = {
    "hidden": st.integers(0, 10**9),
    "gaps": GAPS,
    "as_of": st.just(NINE),
    "zone": ZONE.map(ZoneInfo),
}


def pages(
    row: st.SearchStrategy[Run] | st.SearchStrategy[Execution], *, least: int = 0
) -> st.SearchStrategy[Page[object]]:
    return st.builds(
        Page,
        rows=st.lists(row, min_size=least, max_size=ROWS_A_PAGE).map(tuple),
        number=st.integers(1, 999_999),
        pages=st.integers(1, 999_999),
        of=NUMBER,
        total=st.none() | NUMBER,
    )


EXECUTION_ANSWER = st.builds(ExecutionAnswer, execution=EXECUTION, **FOUND)
RUN_ANSWER = st.builds(
    RunAnswer, run=RUN, tally=COUNTS, page=pages(EXECUTION), line=LINE, **FOUND
)
RUNS_ANSWER = st.builds(
    RunsAnswer,
    title=TEXT.map("Runs of {}".format),
    window=st.builds(Window, since=st.none() | TIME, until=st.none() | TIME),
    page=pages(RUN),
    line=LINE,
    **FOUND,
)
_NO_EXECUTIONS: Listing[Execution] = Listing()
_NO_RUNS: Listing[Run] = Listing()
CHOICE_ANSWER = st.builds(
    ChoiceAnswer,
    findings=st.lists(
        st.one_of(
            EXECUTION,
            st.builds(WholeRun, RUN, st.just(_NO_EXECUTIONS)),
            st.builds(Runs, REFERENCE, st.just(_NO_RUNS)),
        ),
        min_size=2,
        max_size=12,
    ).map(tuple),
    **FOUND,
)
