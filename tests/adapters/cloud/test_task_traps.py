"""Traps 1 to 12, 60, 61, 73 and 74 of the documents: seed 001 (W4), and W3."""

from datetime import UTC, datetime

import pytest

from bot.domain.causes import Cause
from bot.domain.executions import Moment, Outcome
from bot.errors import NotFoundError, SourceRejectedError, SourceUnavailableError
from tests.adapters.cloud.endpoint_samples import RUN, TASK, W3, W4, w3, w4
from tests.adapters.cloud.endpoints import Endpoints, Refusal, refused, runs, whole

DETAILED = {
    "error_code": "WKS.0101",
    "error_msg": "No.",
    "error_detail": "None.",
    "encoded_authorization_message": "AbCd",
}


async def test_offset_and_limit_are_always_sent() -> None:
    """Traps 1 and 3: both are mandatory here, and limit has no default."""
    cloud = Endpoints(W3=w3(W3), W4=w4(W4))

    await cloud.task.find(TASK, RUN)

    assert cloud.asked("W4") == ["limit=100&offset=0"]


@pytest.mark.parametrize("rows", [0, 1, 99, 100, 101, 250])
async def test_a_limit_of_nothing_is_never_sent(rows: int) -> None:
    """Trap 2: nobody says what it does."""
    cloud = Endpoints(W4={"tasks_records_details": [W4] * 3, "total_count": rows})

    await cloud.task.find(TASK, RUN)

    assert all("limit=100" in query for query in cloud.asked("W4"))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, SourceRejectedError),
        (401, SourceRejectedError),
        (403, SourceRejectedError),
        (404, SourceRejectedError),
        (405, SourceRejectedError),
        (429, SourceUnavailableError),
        (500, SourceUnavailableError),
        (503, SourceUnavailableError),
    ],
)
async def test_an_error_that_the_page_does_not_list_is_understood(
    status: int, kind: type[Exception]
) -> None:
    """Trap 4: only 400 and 500 are documented."""
    body = DETAILED | {"error_code": "APIGW.0101" if status == 404 else "WKS.0101"}
    cloud = Endpoints(W3=w3(W3), W4=Refusal(status, body))

    assert type(await refused(cloud.task, TASK, RUN)) is kind


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("SUCCESS", Outcome.SUCCEEDED),
        ("RUNNING", Outcome.RUNNING),
        ("WAITING", Outcome.WAITING),
        ("SKIP", Outcome.SKIPPED),
        ("", Outcome.UNKNOWN),
    ],
)
async def test_a_filled_code_and_reason_make_no_failure(
    word: str, outcome: Outcome
) -> None:
    """Traps 5 and 12: they stand beside a SUCCESS, and serve a skip as well."""
    cloud = Endpoints(W4=w4(W4 | {"exec_status": word}))

    (row,) = (await whole(cloud.task, TASK, RUN)).executions.rows

    assert (row.outcome, row.cause) == (
        outcome,
        Cause("WKS.00010032", "Operation conflict"),
    )


async def test_one_value_in_every_id_costs_no_row() -> None:
    """Trap 6: the example's id, record_id and desktop_id are the same."""
    same = {"id": "a", "record_id": "a", "desktop_id": "a"}
    cloud = Endpoints(W4=w4(W4 | same, W4 | same | {"desktop_name": "second"}))

    found = await whole(cloud.task, TASK, RUN)

    assert [row.target.name for row in found.executions.rows] == [
        "FIN-DESK-02",
        "second",
    ]


async def test_a_total_of_ten_with_one_row_is_a_gap_and_ends() -> None:
    """Trap 6: as in the example."""
    cloud = Endpoints(
        W4=lambda request: {
            "tasks_records_details": [W4]
            if request.url.params["offset"] == "0"
            else [],
            "total_count": 10,
        }
    )

    found = await whole(cloud.task, TASK, RUN)

    assert len(found.executions.rows) == 1
    assert found.executions.gaps == ("The cloud counts 10 rows, but gave 1.",)


async def test_an_end_that_is_the_start_lasts_no_time() -> None:
    """Trap 6, and trap 5 of the times."""
    cloud = Endpoints(W4=w4(W4 | {"end_time": W4["start_time"]}))

    (row,) = (await whole(cloud.task, TASK, RUN)).executions.rows

    assert row.duration is not None
    assert row.duration.total_seconds() == 0


async def test_a_placeholder_of_the_documents_is_no_code_that_means_something() -> None:
    """Trap 7: WKS.000x."""
    cloud = Endpoints(W4=w4(W4 | {"result_code": "WKS.000x"}))

    (row,) = (await whole(cloud.task, TASK, RUN)).executions.rows

    assert (row.cause.code, row.cause.meaning) == ("WKS.000x", "")


@pytest.mark.parametrize("word", ["FAIL", "FAILED", "fail "])
async def test_both_spellings_of_failed_are_failed(word: str) -> None:
    """Traps 8 and 56: exec_status has no list of values."""
    cloud = Endpoints(W4=w4(W4 | {"exec_status": word}))

    (row,) = (await whole(cloud.task, TASK, RUN)).executions.rows

    assert (row.outcome, row.raw_status) == (Outcome.FAILED, word)


async def test_a_word_that_nobody_lists_is_unknown_and_kept() -> None:
    """Trap 8."""
    cloud = Endpoints(W4=w4(W4 | {"exec_status": "HALF_DONE"}))

    found = await whole(cloud.task, TASK, RUN)

    (row,) = found.executions.rows
    assert (row.outcome, row.raw_status) == (Outcome.UNKNOWN, "HALF_DONE")
    assert found.run.outcome is Outcome.UNKNOWN


TWO = datetime(2026, 1, 14, 18, 0, 1, tzinfo=UTC)
TIMES = {
    "zone-less": ("2026-01-15 02:00:01", "Asia/Singapore", True),
    "iso-z": ("2026-01-14T18:00:01.000Z", "Asia/Singapore", True),
    "iso-offset": ("2026-01-15T02:00:01+08:00", "America/Lima", True),
    "gmt-at-the-end": ("2026-01-15 02:00:01 GMT+08:00", "America/Lima", True),
    "offset-for-a-zone": ("2026-01-15 02:00:01", "GMT+8", True),
    "no-zone": ("2026-01-14 18:00:01", "", False),
    "no-such-zone": ("2026-01-14 18:00:01", "Mars/Olympus", False),
    "words-for-a-zone": ("2026-01-14 18:00:01", "Coordinated Universal Time", True),
}


@pytest.mark.parametrize(("raw", "zone", "exact"), TIMES.values(), ids=list(TIMES))
async def test_a_time_is_read_as_documented_and_as_working_clients_read_it(
    raw: str, zone: str, *, exact: bool
) -> None:
    """Trap 11, and traps 1 to 3 of the times: the zone is only for zone-less ones."""
    times = {"start_time": raw, "time_zone": zone}
    cloud = Endpoints(W3=w3(W3 | times), W4=w4(W4 | times))

    found = await whole(cloud.task, TASK, RUN)

    moment = Moment(raw, TWO, exact)
    assert (found.run.started, found.executions.rows[0].started) == (moment, moment)


@pytest.mark.parametrize("kind", ["DELETE_BLACK_ECS", "CREATE_SNAPSHOT", "BREW_TEA"])
async def test_a_kind_of_task_that_is_not_listed_is_told_as_it_stands(
    kind: str,
) -> None:
    """Trap 60 (and 59: the word means another thing in every list)."""
    found = await runs(Endpoints(W3=w3(W3 | {"task_type": kind})).task, TASK)

    assert found.listing.rows[0].kind == kind


async def test_a_life_cycle_is_told_with_its_trigger() -> None:
    """Trap 61."""
    trigger = {"life_cycle_type": "POST_DESKTOP_DISCONNECTED"}

    found = await runs(Endpoints(W3=w3(W3 | trigger)).task, TASK)

    told = {one.label: one.text for one in found.listing.rows[0].details}
    assert told["Scheduled"] == "LIFE_CYCLE"
    assert told["Trigger"] == "POST_DESKTOP_DISCONNECTED"


async def test_an_error_in_an_answer_of_200_is_an_error() -> None:
    """Trap 73."""
    cloud = Endpoints(W3=w3(W3), W4=Refusal(200, DETAILED))

    assert type(await refused(cloud.task, TASK, RUN)) is SourceRejectedError


async def test_a_400_that_says_there_is_none_is_not_found() -> None:
    """Trap 74: W3 answers so for a task that is not there."""
    body = {"error_code": "WKS.0001", "error_msg": "The scheduled task does not exist"}

    error = await refused(Endpoints(W3=Refusal(400, body)).task, TASK)

    assert (type(error), str(error)) == (
        NotFoundError,
        (
            f"prod lists no run of scheduled task `{TASK}`: it has not run yet, or "
            "there is no such task."
        ),
    )
