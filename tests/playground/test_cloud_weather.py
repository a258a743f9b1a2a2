"""Faults at one endpoint, throttling by the clock, and clocks that are off."""

import asyncio
from email.utils import parsedate_to_datetime

import pytest
from aiohttp import ClientSession

from bot.playground.cloud import SimulatedCloud, Skew, Slow, Status, Throttle, world
from tests.playground.hand_clock import HandClock
from tests.playground.signer import Caller

POOLS = "/v2/{}/desktop-pools"
RUNS = f"/v2/{{}}/scheduled-tasks/{world.TASK}/records"


@pytest.fixture
def ask(cloud: SimulatedCloud, http: ClientSession, clock: HandClock) -> Caller:
    return Caller(cloud, http, clock)


async def statuses(ask: Caller, *paths: str) -> list[int]:
    return [(await ask(path)).status for path in paths]


async def test_one_endpoint_can_have_weather_of_its_own(ask: Caller) -> None:
    ask.cloud.faults.at("W8").always(Status(503))
    ask.cloud.faults.at("W8").next(Status(500))

    heard = await statuses(ask, RUNS, POOLS, POOLS, RUNS)
    ask.cloud.faults.at("W8").always(None)

    assert heard == [200, 500, 503, 200]
    assert await statuses(ask, POOLS) == [200]


async def test_an_endpoints_own_weather_comes_before_that_of_all(ask: Caller) -> None:
    ask.cloud.faults.always(Status(500))
    ask.cloud.faults.next(Status(501))
    ask.cloud.faults.at("W8").always(Status(502))
    ask.cloud.faults.at("W8").next(Status(503))

    assert await statuses(ask, POOLS, POOLS, POOLS, RUNS) == [503, 501, 502, 500]


@pytest.mark.parametrize(
    ("method", "path", "endpoint"),
    [
        ("POST", "/v3/auth/tokens", "I1"),
        ("POST", "/v5/decode-authorization-message", "STS"),
        ("PUT", "/meta-data/latest/api/token", "METADATA"),
        ("GET", "/openstack/latest/securitykey", "METADATA"),
    ],
)
async def test_the_ways_to_sign_in_have_weather_too(
    ask: Caller, method: str, path: str, endpoint: str
) -> None:
    ask.cloud.faults.at(endpoint).next(Status(503))

    heard = await ask.send(method, ask.url(path), {})

    assert heard.status == 503
    assert [request.endpoint for request in ask.cloud.requests] == [endpoint]


async def test_too_many_requests_in_a_second_are_throttled(ask: Caller) -> None:
    ask.cloud.faults.always(Throttle(2, 1))

    heard = await statuses(ask, POOLS, RUNS, POOLS)
    ask.clock.advance(seconds=1)

    assert heard == [200, 200, 429]
    assert await statuses(ask, POOLS, POOLS, POOLS) == [200, 200, 429]


async def test_refused_requests_count_too(ask: Caller) -> None:
    ask.cloud.faults.always(Throttle(1, 60))

    heard = []
    for _ in range(3):
        heard += await statuses(ask, POOLS)
        ask.clock.advance(seconds=40)

    assert heard == [200, 429, 429]


@pytest.mark.parametrize(
    ("fault", "message", "after"),
    [
        (Throttle(0, 1), "limit:0,time:1 second", None),
        (Throttle(0, 10), "limit:0,time:10 second", None),
        (Throttle(0, 60), "limit:0,time:1 minute", None),
        (Throttle(0, 120, retry_after=7), "limit:0,time:2 minute", "7"),
    ],
)
async def test_a_throttled_answer_names_its_window(
    ask: Caller, fault: Throttle, message: str, after: str | None
) -> None:
    ask.cloud.faults.at("W8").next(fault)

    heard = await ask(POOLS)

    assert heard.body == {
        "error_msg": "The throttling threshold has been reached: "
        f"policy user over ratelimit,{message}",
        "error_code": "APIGW.0308",
        "request_id": heard.headers["x-request-id"],
    }
    assert (heard.status, heard.headers.get("retry-after")) == (429, after)


async def test_every_answer_carries_the_clouds_time(ask: Caller) -> None:
    ask.clock.advance(days=400)
    ask.cloud.faults.next(Status(500))

    heard = [await ask(POOLS), await ask(POOLS), await ask("/none")]

    assert [one.status for one in heard] == [500, 200, 404]
    assert {parsedate_to_datetime(one.headers["date"]) for one in heard} == {
        ask.clock()
    }


@pytest.mark.parametrize("seconds", [-1200, 90])
async def test_a_clock_can_be_off(ask: Caller, seconds: float) -> None:
    ask.cloud.faults.always(Skew(seconds))

    heard = await ask(POOLS)

    date = parsedate_to_datetime(heard.headers["date"])
    assert (heard.status, (date - ask.clock()).total_seconds()) == (200, seconds)


async def test_many_big_pages_come_at_once(ask: Caller) -> None:
    key = world.TASK, world.TASK_BIG_RUN
    row = ask.cloud.tables.task_rows[key][0]
    ask.cloud.tables.task_rows[key] = [{**row, "id": f"det-{n}"} for n in range(60_000)]
    ask.cloud.faults.always(Slow(0.001))
    path = f"{RUNS}/{world.TASK_BIG_RUN}"

    pages = await asyncio.gather(
        *(ask(path, offset=100 * page, limit=100) for page in range(20))
    )

    rows = [row for page in pages for row in page.body["tasks_records_details"]]
    assert len({row["id"] for row in rows}) == 2000
