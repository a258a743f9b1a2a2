import asyncio
import json
from typing import Any

import pytest
from aiohttp import (
    ClientPayloadError,
    ClientSession,
    ClientTimeout,
    ServerDisconnectedError,
    web,
)

from bot.playground.cloud import (
    Body,
    CutJson,
    Drip,
    Fault,
    Hang,
    Html,
    Reset,
    SimulatedCloud,
    Slow,
    Status,
    Truncated,
    WrongTypes,
)
from bot.playground.cloud.faults import Exchange
from bot.playground.cloud.world import RUNNING, records
from tests.playground.hand_clock import HandClock
from tests.playground.signer import PROJECT, signed

THROTTLED = (
    "The throttling threshold has been reached: "
    "policy user over ratelimit,limit:10,time:1 second"
)


class HangAloud:
    """Hangs, and says when it does."""

    def __init__(self) -> None:
        self.began = asyncio.Event()

    async def answer(self, exchange: Exchange) -> web.StreamResponse:
        self.began.set()
        return await Hang().answer(exchange)


class Asker:
    """Asks for one record over and over."""

    def __init__(
        self, cloud: SimulatedCloud, http: ClientSession, at: HandClock
    ) -> None:
        self.url = f"{cloud.url}/v2/{PROJECT}/script-execution-records/{RUNNING}"
        self.http = http
        self.at = at

    async def ask(self, patience: float | None = None) -> tuple[int, str, bytes]:
        headers = signed(self.url, self.at())
        timeout = ClientTimeout(total=patience)
        async with self.http.get(
            self.url, headers=headers, timeout=timeout
        ) as response:
            body = await response.read()
            return response.status, response.content_type, body


@pytest.fixture
def asker(cloud: SimulatedCloud, http: ClientSession, clock: HandClock) -> Asker:
    return Asker(cloud, http, clock)


@pytest.fixture
def right(clock: HandClock) -> bytes:
    return json.dumps(records(clock())[RUNNING]).encode()


@pytest.mark.parametrize(
    ("fault", "body"),
    [
        (
            Status(403),
            {
                "error_code": "WKS.xxxx",
                "error_msg": "no permission",
                "error_detail": "policy does not allow the action",
                "encoded_authorization_message": "Y2lwaGVydGV4dA==",
            },
        ),
        (
            Status(404),
            {
                "error_code": "WKS.0202",
                "error_msg": "The script execution record does not exist.",
            },
        ),
        (
            Status(500),
            {
                "error_code": "WKS.00000003",
                "error_msg": "Failed to read the database.",
            },
        ),
        (
            Status(503),
            {"error_code": "WKS.00129901", "error_msg": "The service is unavailable."},
        ),
        (
            Status(418),
            {"error_code": "WKS.xxxx", "error_msg": "HTTP status 418"},
        ),
        (Status(400, {"errorCode": "x"}), {"errorCode": "x"}),
    ],
    ids=["403", "404", "500", "503", "418", "given"],
)
async def test_a_status_has_a_body(
    cloud: SimulatedCloud, asker: Asker, fault: Status, body: dict[str, Any]
) -> None:
    cloud.faults.next(fault)

    status, kind, answered = await asker.ask()

    assert (status, kind, json.loads(answered)) == (
        fault.code,
        "application/json",
        body,
    )


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (401, "APIGW.0301", "Incorrect IAM authentication information"),
        (429, "APIGW.0308", THROTTLED),
    ],
)
async def test_a_status_of_the_gateway_names_the_request(
    cloud: SimulatedCloud, asker: Asker, status: int, code: str, message: str
) -> None:
    cloud.faults.next(Status(status, headers={"Retry-After": "2"}))

    async with asker.http.get(asker.url) as response:
        body = await response.json()

    assert (response.status, response.headers["Retry-After"]) == (status, "2")
    assert body == {
        "error_msg": message,
        "error_code": code,
        "request_id": response.headers["X-Request-Id"],
    }


async def test_a_status_can_have_any_text(cloud: SimulatedCloud, asker: Asker) -> None:
    cloud.faults.next(Status(502, "bad gateway"))

    assert await asker.ask() == (502, "text/plain", b"bad gateway")


async def test_a_page_of_a_gateway_is_html(cloud: SimulatedCloud, asker: Asker) -> None:
    cloud.faults.next(Html(503))

    status, kind, body = await asker.ask()

    assert (status, kind, body[:6]) == (503, "text/html", b"<html>")


async def test_a_hanging_cloud_never_answers(
    cloud: SimulatedCloud, asker: Asker
) -> None:
    fault = HangAloud()
    cloud.faults.next(fault)

    asking = asyncio.create_task(asker.ask())
    await fault.began.wait()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asking, 0.05)

    assert [request.status for request in cloud.requests] == [None]


async def test_a_hanging_request_does_not_keep_the_cloud_from_stopping(
    http: ClientSession,
) -> None:
    async with SimulatedCloud(access_key="a", secret_key="s", project_id="p") as cloud:
        fault = HangAloud()
        cloud.faults.always(fault)
        hanging = asyncio.create_task(http.post(cloud.url))
        await fault.began.wait()

    with pytest.raises(ServerDisconnectedError):
        await hanging


async def test_a_slow_cloud_sends_the_right_answer_late(
    cloud: SimulatedCloud, asker: Asker, right: bytes
) -> None:
    cloud.faults.next(Slow(0.1))

    with pytest.raises(TimeoutError):
        await asker.ask(patience=0.01)
    cloud.faults.next(Slow(0.001))

    assert await asker.ask() == (200, "application/json", right)


async def test_a_dripping_cloud_sends_the_right_answer_in_the_end(
    cloud: SimulatedCloud, asker: Asker, right: bytes
) -> None:
    cloud.faults.next(Drip(0))

    assert await asker.ask() == (200, "application/json", right)


async def test_a_dripping_cloud_defeats_a_time_out_per_read(
    cloud: SimulatedCloud, http: ClientSession
) -> None:
    cloud.faults.next(Drip(0.01))

    async with http.get(cloud.url, timeout=ClientTimeout(sock_read=5)) as response:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(response.read(), 0.1)

    assert response.status == 404


async def test_a_reset_connection_has_no_answer(
    cloud: SimulatedCloud, asker: Asker
) -> None:
    # aiohttp's client asks once more by itself when the answer to a GET is lost.
    cloud.faults.next(Reset(), times=2)

    with pytest.raises(ServerDisconnectedError):
        await asker.ask()

    assert [request.status for request in cloud.requests] == [None, None]


async def test_a_truncated_answer_is_shorter_than_it_says(
    cloud: SimulatedCloud, asker: Asker
) -> None:
    cloud.faults.next(Truncated())

    with pytest.raises(ClientPayloadError):
        await asker.ask()


async def test_cut_json_has_a_true_length(
    cloud: SimulatedCloud, asker: Asker, right: bytes
) -> None:
    cloud.faults.next(CutJson())

    assert await asker.ask() == (200, "application/json", right[: len(right) // 2])


@pytest.mark.parametrize(
    ("fault", "body"),
    [
        (
            WrongTypes(),
            {
                "id": 702,
                "script_name": ["patch-check"],
                "resource_name": {"name": "FIN-DESK-02"},
                "start_time": True,
                "end_time": ["2026-01-14"],
                "status": 3,
                "execute_order": "second",
                "result_code": 10032,
                "output": {"lines": 12},
            },
        ),
        (WrongTypes([{"id": "x"}]), [{"id": "x"}]),
        (Body({"error_code": "WKS.0001"}), {"error_code": "WKS.0001"}),
        (Body([]), []),
    ],
    ids=["wrong types", "given wrong types", "object", "list"],
)
async def test_a_wrong_body_comes_with_status_200(
    cloud: SimulatedCloud, asker: Asker, fault: Fault, body: object
) -> None:
    cloud.faults.next(fault)

    status, kind, answered = await asker.ask()

    assert (status, kind, json.loads(answered)) == (200, "application/json", body)


async def test_faults_come_in_order_and_then_the_standing_one(
    cloud: SimulatedCloud, asker: Asker
) -> None:
    cloud.faults.always(Status(503))
    cloud.faults.next(Status(500), times=2)
    cloud.faults.next(Status(429))

    statuses = [(await asker.ask())[0] for _ in range(5)]
    cloud.faults.always(None)
    statuses.append((await asker.ask())[0])

    assert statuses == [500, 500, 429, 503, 503, 200]
