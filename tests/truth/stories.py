"""Stories of clouds as hypothesis makes them up."""

from hypothesis import strategies as st

from tests.truth.unfolding import Ending, Story, Unfolding, UnfoldingTask

# At the last step everything has ended and is shown.
LAST = 4
# Hours: one long running, for which a quick sweep looks back far enough.
_AGES = st.sampled_from([0, 0, 3, 40])
_TASK = ("WAITING", "RUNNING"), ("SUCCESS", "FAIL", "SKIP")
_SCRIPT = _TASK
_APP = ("WAITING", "RUNNING"), ("SUCCESS", "FAILED")
_HOST = ("READY", "PROCESSING"), ("FINISHED", "ABNORMAL", "CANCELED")

Words = tuple[tuple[str, ...], tuple[str, ...]]
Runs = st.SearchStrategy[tuple[Unfolding, ...]]


@st.composite
def _run(draw: st.DrawFn, words: Words) -> Unfolding:
    step = draw(st.integers(0, LAST))
    ending = st.builds(Ending, *map(st.sampled_from, words), st.integers(step, LAST))
    endings = st.lists(ending, min_size=1, max_size=4).map(tuple)
    return Unfolding(draw(_AGES), step, draw(endings))


def _runs(words: Words, most: int = 3) -> Runs:
    return st.lists(_run(words), max_size=most).map(tuple)


_STEPS = st.frozensets(st.integers(0, LAST - 1))

stories = st.builds(
    Story,
    tasks=st.lists(
        st.builds(UnfoldingTask, st.booleans(), st.booleans(), _runs(_TASK)),
        max_size=3,
    ).map(tuple),
    pools=_runs(_SCRIPT),
    scripts=_runs(_SCRIPT),
    apps=st.lists(_runs(_APP), max_size=2).map(tuple),
    orders=_runs(_HOST),
    late=_STEPS,
    unlisted=_STEPS,
)
