"""What the documents forbid is refused or noted, each rule once."""

from asyncio import open_connection

import pytest
from aiohttp import ClientSession

from bot.playground.cloud import SimulatedCloud, world
from tests.playground.hand_clock import HandClock
from tests.playground.signer import PROJECT, Caller, signed

TASKS = "/v2/{}/scheduled-tasks"
RUNS = f"{TASKS}/{world.TASK}/records"
ROWS = f"{RUNS}/{world.TASK_RUN}"
RECORDS = "/v2/{}/script-execution-records"
POOL_TASKS = "/v2/{}/desktop-pools/script-execution-tasks/detail"
ORDERS = "/v1/job/script/orders"


@pytest.fixture
def ask(cloud: SimulatedCloud, http: ClientSession, clock: HandClock) -> Caller:
    return Caller(cloud, http, clock)


@pytest.mark.parametrize(
    ("path", "query", "problem"),
    [
        pytest.param(TASKS, {"limit": 10}, "offset is missing", id="W1 offset"),
        pytest.param(TASKS, {"offset": 0}, "limit is missing", id="W1 limit"),
        pytest.param(ROWS, {"limit": 10}, "offset is missing", id="W4 offset"),
        pytest.param(ROWS, {"offset": 0}, "limit is missing", id="W4 limit"),
        pytest.param(
            TASKS, {"offset": 0, "limit": 51}, "limit is out of 0..50", id="W1 above"
        ),
        pytest.param(RUNS, {"limit": 101}, "limit is out of 0..100", id="W3 above"),
        pytest.param(RUNS, {"limit": -1}, "limit is out of 0..100", id="W3 below"),
        pytest.param(
            RUNS, {"offset": -1}, "offset is out of 0..2147483647", id="W3 offset"
        ),
        pytest.param(RUNS, {"limit": "ten"}, "limit is not a number", id="no number"),
        pytest.param(
            POOL_TASKS,
            {"status": "FINISH"},
            "status is none of FAILED, RUNNING, SUCCESS, WAITING",
            id="W9 asked in the words of its rows",
        ),
        pytest.param(
            POOL_TASKS,
            {"execute_time_start": "2026-01-15"},
            "execute_time_start is not a time of the form Z",
            id="a day is no time",
        ),
        pytest.param(
            POOL_TASKS,
            {"script_id": ["a", "b"]},
            "script_id was sent more than once",
            id="one value, not two",
        ),
        pytest.param(
            "/v2/{}/desktop-pools",
            {"in_maintenance_mode": "True"},
            "in_maintenance_mode is neither true nor false",
            id="Python's True",
        ),
    ],
)
async def test_a_broken_rule_is_a_400_of_four_fields(
    ask: Caller, path: str, query: dict[str, object], problem: str
) -> None:
    heard = await ask(path, **query)

    assert (heard.status, heard.body) == (
        400,
        {
            "error_code": "WKS.0001",
            "error_msg": "Invalid request parameter.",
            "error_detail": problem,
        },
    )


@pytest.mark.parametrize(
    ("path", "query", "code", "problem"),
    [
        pytest.param(
            RECORDS, {"limit": 0}, "WKS.0001", "limit is out of 1..100", id="W6"
        ),
        pytest.param(
            "/v1/{}/schedule-task",
            {"limit": 101},
            "WKS.0001",
            "limit is out of 1..100",
            id="A1",
        ),
        pytest.param(
            f"{ORDERS}/{world.ORDER}/batches/1",
            {},
            "COC.00010002",
            "limit is missing",
            id="C5",
        ),
        pytest.param(
            ORDERS, {"limit": 0}, "COC.00010002", "limit is out of 1..100", id="C1"
        ),
        pytest.param(
            ORDERS,
            {"marker": 2**63},
            "COC.00010002",
            "marker is out of 1..9223372036854775807",
            id="C1 marker",
        ),
    ],
)
async def test_a_broken_rule_is_a_400_of_two_fields(
    ask: Caller, path: str, query: dict[str, object], code: str, problem: str
) -> None:
    heard = await ask(path, **query)

    message = f"Invalid request parameter. {problem}"
    assert (heard.status, heard.body) == (
        400,
        {"error_code": code, "error_msg": message},
    )


async def test_a_limit_of_zero_is_an_empty_page_and_noted(ask: Caller) -> None:
    heard = await ask(ROWS, offset=0, limit=0)

    assert heard.body == {"tasks_records_details": [], "total_count": 3}
    assert ask.cloud.misuse == ["W4: limit=0"]


@pytest.mark.parametrize(
    ("path", "query", "note"),
    [
        pytest.param(RUNS, {"limit": 200}, "W3: limit=200 is above 100", id="limit"),
        pytest.param(RUNS, {"page": 2}, "W3: unknown parameter page", id="unknown"),
        pytest.param(f"{RECORDS}/a%2Fb", {}, "W7: record_id is not an id", id="odd id"),
        pytest.param(
            f"{RECORDS}/{'x' * 129}", {}, "W7: record_id is not an id", id="long id"
        ),
        pytest.param(
            f"{RECORDS}/%2E%2E", {}, "W7: record_id is not an id", id="dots only"
        ),
        pytest.param(
            "/v2/ffff/desktop-pools",
            {},
            "W8: x-project-id is not the project of the path",
            id="two projects",
        ),
    ],
)
async def test_misuse_is_noted(
    ask: Caller, path: str, query: dict[str, object], note: str
) -> None:
    await ask(path, **query)

    assert ask.cloud.misuse == [note]


@pytest.mark.parametrize(
    ("path", "headers", "notes"),
    [
        pytest.param(RUNS, {}, ["W3: x-project-id is missing"], id="W3"),
        pytest.param(ORDERS, {}, ["C1: x-project-id is missing"], id="C1"),
        pytest.param(
            ORDERS,
            {"x-project-id": PROJECT, "x-language": "de-de"},
            ["C1: x-language is neither en-us nor zh-cn"],
            id="language",
        ),
        pytest.param(
            ORDERS, {"x-project-id": PROJECT, "x-language": "zh-cn"}, [], id="Chinese"
        ),
        pytest.param(
            RUNS,
            {"x-project-id": PROJECT, "x-auth-token": "t"},
            ["W3: both a signature and a token"],
            id="two proofs",
        ),
    ],
)
async def test_headers_are_looked_at(
    ask: Caller, path: str, headers: dict[str, str], notes: list[str]
) -> None:
    url = ask.url(path)

    heard = await ask.send("GET", url, signed(url, ask.clock(), more=headers))

    assert (heard.status, ask.cloud.misuse) == (200, notes)


async def test_a_project_that_is_named_twice_is_noted(ask: Caller) -> None:
    host, _, port = ask.cloud.url.removeprefix("http://").partition(":")
    reader, writer = await open_connection(host, int(port))
    twice = f"X-Project-Id: {PROJECT}\r\nx-project-id: {PROJECT}\r\n"
    request = f"GET {RUNS.format(PROJECT)} HTTP/1.1\r\nHost: localhost\r\n{twice}\r\n"
    writer.write(request.encode())
    await reader.readline()
    writer.close()

    assert ask.cloud.misuse == ["W3: x-project-id was sent twice"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", RUNS),
        ("GET", "/v3/auth/tokens"),
        ("GET", "/v5/decode-authorization-message"),
        ("GET", "/meta-data/latest/api/token"),
    ],
)
async def test_every_endpoint_has_one_method(
    ask: Caller, method: str, path: str
) -> None:
    heard = await ask.send(method, ask.url(path), {})

    assert heard.status == 405


@pytest.mark.parametrize(
    "path",
    [
        f"{TASKS}/",
        f"{TASKS}/{world.TASK}",
        "/v2/{}/desktops-pools/script-execution-tasks/detail",
        f"{ORDERS}/",
        "/v1/job/scripts",
    ],
)
async def test_a_path_that_is_nearly_right_is_no_api(ask: Caller, path: str) -> None:
    heard = await ask(path)

    assert (heard.status, heard.body["error_code"]) == (404, "APIGW.0101")
    assert [request.endpoint for request in ask.cloud.requests] == [""]
