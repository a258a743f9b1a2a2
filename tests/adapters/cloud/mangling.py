"""Payloads as no document has them: from any JSON to a sample with a dent."""

from collections.abc import Sequence
from typing import Any

import httpx
from hypothesis import strategies as st

from bot.domain.executions import Execution, Outcome
from bot.domain.runs import Listing, Run, Runs, WholeRun
from bot.errors import BotError
from tests.adapters.cloud import endpoint_samples as samples
from tests.adapters.cloud.endpoints import ASKING, Endpoints, Refusal
from tests.adapters.cloud.samples import W7

WORDS = {
    Outcome.WAITING: {"WAITING", "INIT", "READY", "PENDING"},
    Outcome.RUNNING: {"RUNNING", "PROCESSING", "EXECUTING", "ROLLBACK", "ABORTING"},
    Outcome.SUCCEEDED: {"SUCCESS", "FINISHED", "FINISH"},
    Outcome.FAILED: {"FAIL", "FAILED", "ABNORMAL", "ERROR", "TIMEOUT"},
    Outcome.SKIPPED: {"SKIP", "SKIPPED"},
    Outcome.CANCELED: {"CANCELED", "CANCELLED", "STOPPED", "ABORTED", "ROLLBACKED"},
    Outcome.PAUSED: {"PAUSED", "PAUSE"},
}
_TEXT = st.text(max_size=12) | st.sampled_from(
    [*sorted(set.union(*WORDS.values())), "\ud800", "\u202e<!channel>", "9" * 5_000]
)
_NUMBER = (
    st.integers()
    | st.integers(-3, 3)
    | st.floats()
    | st.sampled_from([2**63, 10**40, 8.64e13])
)
SCALAR = st.none() | st.booleans() | _NUMBER | _TEXT
JSON = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3)
    ),
    max_leaves=5,
)

# A record of another run is none of the run that is asked for.
_OF_ANY_RUN = {
    name: value for name, value in samples.W6.items() if name != "script_task_id"
}
# The list, its total and a row of each endpoint with pages.
LISTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "W3": ("tasks_records", "total_count", samples.W3),
    "W4": ("tasks_records_details", "total_count", samples.W4),
    "W6": ("script_records", "count", _OF_ANY_RUN),
    "W9": ("script_execution_tasks", "total_count", samples.W9),
    "A2": ("items", "count", samples.A2),
    "A3": ("items", "count", samples.A3),
    "C5": ("execute_instances", "total_instances", samples.C5),
}
OBJECTS: dict[str, Any] = {
    "W7": W7,
    "C2": samples.C2,
    "C3": samples.C3,
    "C4": samples.C4,
}
ENDPOINTS = [*LISTS, *OBJECTS]


def dented(sample: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401  any JSON
    """The sample, of which parts are missing, wrong or more than there should be."""
    whole = st.just(sample)
    if isinstance(sample, list):
        return whole | st.lists(dented(sample[0]) | JSON, max_size=3) | JSON
    if not isinstance(sample, dict):
        return whole | SCALAR | JSON
    return st.builds(
        lambda fields, more: fields | more,
        st.fixed_dictionaries(
            {}, optional={name: dented(value) for name, value in sample.items()}
        ),
        st.just({}) | st.dictionaries(_TEXT, JSON, max_size=1),
    )


def rows(endpoint: str) -> st.SearchStrategy[list[Any]]:
    """Rows of which some are whole, some are dented, and some are none at all."""
    sample = LISTS[endpoint][2]
    return st.lists(st.just(sample) | dented(sample) | JSON, max_size=6)


def bodies(endpoint: str) -> st.SearchStrategy[Any]:
    """Anything that an endpoint might answer."""
    if endpoint in OBJECTS:
        sample = OBJECTS[endpoint]
        return dented(sample) | dented(sample).map(samples.in_data) | JSON
    name, total, _ = LISTS[endpoint]
    pages = st.fixed_dictionaries({}, optional={name: rows(endpoint), total: SCALAR})
    return pages | pages.map(samples.in_data) | JSON


def first_page(endpoint: str, items: Sequence[object], total: object) -> Any:  # noqa: ANN401  a body or what makes one
    """Answers with these rows, and with none after them."""
    name, counter, _ = LISTS[endpoint]

    def answer(request: httpx.Request) -> object:
        query = request.url.params
        first = "marker" not in query and query.get("offset", "0") == "0"
        page = {name: list(items) if first else [], counter: total}
        return samples.in_data(page) if endpoint == "C5" else page

    return answer


async def asked(endpoint: str, answer: object) -> object:
    """What a source makes of one endpoint's answer, be it an error of ours."""
    others = {
        "W9": samples.w9(samples.W9),
        "C2": samples.in_data(samples.C2),
        "C3": Refusal(404),
        "C4": samples.in_data(samples.C4[:1]),
        "C5": samples.c5(samples.C5),
    }
    cloud = Endpoints(**{**others, endpoint: answer})
    try:
        return await ASKING[endpoint](cloud)
    except BotError as error:
        return error


def listing(found: object) -> Listing[Any]:
    """The rows that were asked for, wherever they stand."""
    match found:
        case WholeRun(executions=executions):
            return executions
        case Runs(listing=runs):
            return runs
        case Listing():
            return found
    return Listing()


def outcomes(found: object) -> list[Run | Execution]:
    """Everything that says how it went."""
    runs = [found.run] if isinstance(found, WholeRun) else []
    single = [found] if isinstance(found, Execution) else []
    return [*runs, *single, *listing(found).rows]
