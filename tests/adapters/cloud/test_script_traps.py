"""Traps 13 to 18 of the documents: seed 000 (W7); 19 is the huge output's."""

from datetime import UTC, datetime

import pytest

from bot.domain.executions import Execution, Moment, Outcome
from bot.domain.outputs import Output
from bot.errors import NotFoundError, SourceUnavailableError
from tests.adapters.cloud.endpoint_samples import (
    A3,
    C2,
    C5,
    HISTORY,
    ORDER,
    RUN,
    SERVER,
    TASK,
    W4,
    c5,
    in_data,
    items,
    w4,
)
from tests.adapters.cloud.endpoints import Endpoints, Refusal, refused
from tests.adapters.cloud.samples import RECORD, W7

PLACEHOLDERS: dict[str, object] = dict.fromkeys(W7, "string") | {"execute_order": 0}


async def execution(**fields: object) -> Execution:
    found = await Endpoints(W7=W7 | fields).script.find(RECORD)
    assert isinstance(found, Execution)
    return found


async def test_the_documents_own_example_of_strings_is_an_unknown_outcome() -> None:
    """Trap 13: no status is listed, and the example says "string"."""
    found = await execution(**PLACEHOLDERS)

    assert (found.outcome, found.raw_status) == (Outcome.UNKNOWN, "string")
    assert found.started == Moment("string", None)


@pytest.mark.parametrize(
    "raw",
    ["2026-01-14T19:10:36.054Z", "2026-01-14T19:10:36.054000Z", "1768417836054"],
)
async def test_a_time_is_read_whatever_type_its_table_names(raw: str) -> None:
    """Trap 14: DateTime in one version of the page, String in the next."""
    found = await execution(start_time=raw)

    assert found.started == Moment(
        raw, datetime(2026, 1, 14, 19, 10, 36, 54_000, tzinfo=UTC)
    )


@pytest.mark.parametrize("more", [{}, {"error_detail": "x"}], ids=["two", "more"])
async def test_an_error_of_two_fields_or_of_four_is_understood(
    more: dict[str, str],
) -> None:
    """Trap 15."""
    body = {"error_code": "WKS.0202", "error_msg": "Not exist."} | more

    error = await refused(Endpoints(W7=Refusal(404, body)).script, RECORD)

    assert type(error) is NotFoundError


async def test_the_reason_has_four_names() -> None:
    """Trap 16: reason, fail_reason, result_message, and COC's message, a log."""
    cloud = Endpoints(
        W7=W7 | {"reason": "why"},
        W4=w4(W4 | {"fail_reason": "why"}),
        A3=items(A3 | {"result_message": "why"}),
        C2=in_data(C2),
        C5=c5(C5 | {"message": "why"}),
    )

    found = [
        await cloud.script.find(RECORD),
        await cloud.task.find(TASK, RUN, W4["desktop_id"]),
        await cloud.app.find(HISTORY, SERVER),
        await cloud.order.find(ORDER, "1", "900102"),
    ]

    told = [
        (one.cause.reason, one.output) for one in found if isinstance(one, Execution)
    ]
    assert [reason for reason, _ in told] == ["why", "why", "why", ""]
    assert told[3][1] == Output("why")


async def test_a_429_that_no_page_lists_is_asked_again_later() -> None:
    """Trap 17."""
    body = {"error_code": "APIGW.0308", "error_msg": "The throttling threshold."}

    error = await refused(Endpoints(W7=Refusal(429, body)).script, RECORD)

    assert type(error) is SourceUnavailableError


@pytest.mark.parametrize("order", [0, None, 3], ids=["default", "none", "new"])
async def test_an_order_that_is_no_part_of_a_rollout_names_no_batch(
    order: int | None,
) -> None:
    """Trap 18."""
    assert (await execution(execute_order=order)).batch is None
