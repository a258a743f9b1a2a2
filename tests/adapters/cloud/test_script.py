from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.domain.executions import Outcome
from bot.domain.outputs import Output
from bot.domain.references import Reference, SourceName
from bot.errors import NotFoundError, SourceRejectedError
from tests.adapters.cloud.one_answer import EMPTY, EXECUTION, Cloud, read, refusal
from tests.adapters.cloud.samples import (
    NONE_SUCH,
    PROJECT,
    RECORD,
    REFERENCE,
    UNREADABLE,
    W7,
)


async def test_a_record_becomes_an_execution() -> None:
    assert await read(W7) == EXECUTION


async def test_the_record_is_asked_for_by_project_and_id() -> None:
    cloud = Cloud(W7)

    await cloud.source.find(RECORD)

    assert cloud.asked == [
        f"https://cloud.example/v2/{PROJECT}/script-execution-records/{RECORD}"
    ]


async def test_the_reference_is_what_was_asked_for() -> None:
    found = await Cloud(W7 | {"id": "another"}).source.find("srr:1~x")

    assert found.reference == Reference("prod", SourceName.SCRIPT, ("srr:1~x",))


@pytest.mark.parametrize(
    "body",
    [{}, [], [W7], None, 0, True, "FAILED", {"script_record": W7}, {"x": None}],
    ids=lambda body: str(body)[:20],
)
async def test_what_is_no_record_is_unreadable(body: object) -> None:
    found = await refusal(body)

    assert (type(found), str(found)) == (SourceRejectedError, UNREADABLE)


@pytest.mark.parametrize(
    "body",
    [[], {}, {"id": []}, {"new": 1}],
    ids=["list", "empty", "nested", "unknown-fields"],
)
async def test_an_unreadable_answer_is_logged(body: object) -> None:
    with capture_logs() as logs:
        await refusal(body)

    assert [(entry["event"], entry["reference"]) for entry in logs] == [
        ("cloud_gave_no_answer", str(REFERENCE))
    ]


async def test_new_fields_are_left_out() -> None:
    assert await read(W7 | {"risk": {"level": 9}, "": "", "moment": []}) == EXECUTION


async def test_one_known_field_is_enough() -> None:
    assert await read({"output": "hello"}) == replace(EMPTY, output=Output("hello"))


@pytest.mark.parametrize("status", ["SUCCESS", "RUNNING", "SKIP"])
async def test_a_filled_code_and_reason_make_no_failure(status: str) -> None:
    found = await read(W7 | {"status": status})

    assert found.outcome is not Outcome.FAILED
    assert found.cause == EXECUTION.cause


async def test_an_unknown_status_is_kept_as_it_was_written() -> None:
    found = await read(W7 | {"status": " Half_Done "})

    assert found == replace(
        EXECUTION, outcome=Outcome.UNKNOWN, raw_status=" Half_Done "
    )


async def test_of_a_huge_output_both_ends_and_the_count_are_kept() -> None:
    """Trap 19: no limit is documented."""
    lines = [f"line 网 {number}" for number in range(500_000)]

    read_back = await read(W7 | {"output": "\n".join(lines) + "\n"})

    output = read_back.output
    assert output.text.split("\n")[:3] == lines[:3]
    assert output.end.strip("\n").split("\n")[-17:] == lines[-17:]
    assert output.lines == 500_000


async def test_a_record_that_is_not_there_is_not_found() -> None:
    body = {"error_code": "WKS.0202", "error_msg": "does not exist"}

    found = await refusal(body, status=404)

    assert (type(found), str(found)) == (NotFoundError, NONE_SUCH)
