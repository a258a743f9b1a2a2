from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.executions import Execution, Outcome
from bot.errors import BotError
from tests.adapters.cloud.one_answer import read
from tests.adapters.cloud.samples import RECORD, W7

OUTCOMES = {
    Outcome.WAITING: {"WAITING", "INIT", "READY", "PENDING"},
    Outcome.RUNNING: {"RUNNING", "PROCESSING", "EXECUTING", "ROLLBACK", "ABORTING"},
    Outcome.SUCCEEDED: {"SUCCESS", "FINISHED"},
    Outcome.FAILED: {"FAIL", "FAILED", "ABNORMAL", "ERROR", "TIMEOUT"},
    Outcome.SKIPPED: {"SKIP", "SKIPPED"},
    Outcome.CANCELED: {"CANCELED", "CANCELLED", "STOPPED", "ABORTED", "ROLLBACKED"},
    Outcome.PAUSED: {"PAUSED", "PAUSE"},
}
NAMES = sorted(W7)

TEXT = st.text() | st.sampled_from(sorted(set.union(*OUTCOMES.values())))
SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
JSON = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
RECORDS = st.dictionaries(st.sampled_from(NAMES), SCALAR, max_size=len(NAMES))
OBJECTS = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), JSON)


def texts(found: Execution) -> Iterator[tuple[str, str]]:
    """The texts of an execution under the names that they have on the wire."""
    yield "script_id", found.script.id
    yield "script_name", found.script.name
    yield "script_task_id", found.run_id
    yield "resource_id", found.target.id
    yield "resource_name", found.target.name
    yield "resource_type", found.target_kind
    yield "status", found.raw_status
    yield "result_code", found.cause.code
    yield "reason", found.cause.reason
    yield "output", found.output.text
    yield "start_time", found.started.raw if found.started else ""
    yield "end_time", found.ended.raw if found.ended else ""


@given(body=OBJECTS | JSON)
async def test_any_json_is_an_execution_or_an_error_of_ours(body: object) -> None:
    try:
        said = str((await read(body)).reference)
    except BotError as error:
        said = str(error)

    assert said.startswith(("prod ", f"prod/script/{RECORD}"))


@given(body=RECORDS.filter(bool))
async def test_no_text_is_lost(body: dict[str, object]) -> None:
    found = await read(body)

    sent = {name: text for name, text in body.items() if isinstance(text, str)}
    times = {"start_time", "end_time"}
    for name, text in texts(found):
        if name in sent:
            assert text == (sent[name].strip() if name in times else sent[name])


@given(body=RECORDS.filter(bool), status=SCALAR)
async def test_an_outcome_is_never_invented(
    body: dict[str, object], status: object
) -> None:
    found = await read(body | {"status": status})

    words = OUTCOMES.get(found.outcome)
    written = str(status).strip().upper()
    assert words is None or written in words
    assert words is not None or not any(written in each for each in OUTCOMES.values())
