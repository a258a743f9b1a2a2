from asyncio import open_connection
from datetime import timedelta

import pytest
from aiohttp import ClientResponse, ClientSession

from bot.playground.cloud import CloudRequest, SimulatedCloud
from bot.playground.cloud.world import FAILED, records
from tests.playground.hand_clock import HandClock
from tests.playground.signer import ACCESS_KEY, PROJECT, SECRET_KEY, signed


def record_url(
    cloud: SimulatedCloud, record: str = FAILED, project: str = PROJECT
) -> str:
    return f"{cloud.url}/v2/{project}/script-execution-records/{record}"


async def refusal(response: ClientResponse) -> tuple[int, str, str]:
    body = await response.json()
    return response.status, body["error_code"], body["error_msg"]


def unauthorized(problem: str) -> tuple[int, str, str]:
    message = f"Incorrect IAM authentication information: {problem}"
    return 401, "APIGW.0301", message


async def test_a_signed_request_gets_the_record(
    cloud: SimulatedCloud, http: ClientSession, clock: HandClock
) -> None:
    url = record_url(cloud)

    async with http.get(url, headers=signed(url, clock())) as response:
        body = await response.json()

    assert (response.status, body) == (200, records(clock())[FAILED])
    assert len(response.headers["X-Request-Id"]) == 32


async def test_what_arrived_is_kept(
    cloud: SimulatedCloud, http: ClientSession, clock: HandClock
) -> None:
    url = record_url(cloud, "odd%3Aid") + "?a=%20"

    async with http.get(url, headers={"X-Sdk-Date": "x", "User-Agent": "tests"}):
        pass

    assert cloud.requests == [
        CloudRequest(
            "GET",
            f"/v2/{PROJECT}/script-execution-records/odd:id",
            "a=%20",
            {
                "host": cloud.url.removeprefix("http://"),
                "x-sdk-date": "x",
                "user-agent": "tests",
                "accept": "*/*",
                "accept-encoding": "gzip, deflate",
            },
            clock(),
            401,
            "W7",
        )
    ]


async def test_the_path_is_kept_as_it_is_on_the_wire(
    cloud: SimulatedCloud, clock: HandClock
) -> None:
    host, _, port = cloud.url.removeprefix("http://").partition(":")
    reader, writer = await open_connection(host, int(port))
    writer.write(b"GET /v2/%2E%2E/x%2fy?q=%41 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    await reader.readline()
    writer.close()

    assert cloud.requests == [
        CloudRequest(
            "GET", "/v2/%2E%2E/x%2fy", "q=%41", {"host": "localhost"}, clock(), 404
        )
    ]


async def test_a_bad_signature_is_refused(
    cloud: SimulatedCloud, http: ClientSession, clock: HandClock
) -> None:
    url = record_url(cloud)
    headers = signed(url, clock(), secret_key="another")

    async with http.get(url, headers=headers) as response:
        answer = await refusal(response)
        body = await response.json()

    assert answer == unauthorized("the signature does not match the request")
    assert body["request_id"] == response.headers["X-Request-Id"]


async def test_an_unknown_access_key_is_refused(
    cloud: SimulatedCloud, http: ClientSession, clock: HandClock
) -> None:
    url = record_url(cloud)

    async with http.get(
        url, headers=signed(url, clock(), access_key="AK2")
    ) as response:
        answer = await refusal(response)

    assert answer == unauthorized("the access key is unknown")


@pytest.mark.parametrize(
    ("minutes", "status"),
    [(-15, 200), (15, 200), (-15.1, 401), (15.1, 401)],
)
async def test_a_clock_may_be_fifteen_minutes_off(
    cloud: SimulatedCloud,
    http: ClientSession,
    clock: HandClock,
    minutes: float,
    status: int,
) -> None:
    url = record_url(cloud)
    headers = signed(url, clock() + timedelta(minutes=minutes))

    async with http.get(url, headers=headers) as response:
        body = await response.json()

    assert response.status == status
    assert body.get("error_code") == (None if status == 200 else "APIGW.0303")


async def test_temporary_keys_need_their_token(
    http: ClientSession, clock: HandClock
) -> None:
    async with SimulatedCloud(
        access_key=ACCESS_KEY,
        secret_key=SECRET_KEY,
        project_id=PROJECT,
        security_token="TMPTOKEN",
        now=clock,
    ) as cloud:
        url = record_url(cloud)
        statuses = []
        for token in ("TMPTOKEN", "OLDTOKEN", None):
            headers = signed(url, clock(), security_token=token)
            async with http.get(url, headers=headers) as response:
                statuses.append(response.status)

    assert statuses == [200, 401, 401]


async def test_five_failures_in_a_row_lock_a_key_for_five_minutes(
    cloud: SimulatedCloud, http: ClientSession, clock: HandClock
) -> None:
    url = record_url(cloud)
    for _ in range(5):
        async with http.get(url, headers=signed(url, clock(), secret_key="x")):
            pass

    async with http.get(url, headers=signed(url, clock())) as response:
        while_locked = await refusal(response)
    clock.advance(minutes=5)
    async with http.get(url, headers=signed(url, clock())) as response:
        later = response.status

    assert (while_locked, later) == (unauthorized("the access key is locked"), 200)


async def test_a_success_between_failures_keeps_the_key_open(
    cloud: SimulatedCloud, http: ClientSession, clock: HandClock
) -> None:
    url = record_url(cloud)
    statuses = []
    for secret in ("x", "x", "x", "x", SECRET_KEY, "x", SECRET_KEY):
        headers = signed(url, clock(), secret_key=secret)
        async with http.get(url, headers=headers) as response:
            statuses.append(response.status)

    assert statuses == [401, 401, 401, 401, 200, 401, 200]


async def test_a_locked_key_can_be_unlocked(
    cloud: SimulatedCloud, http: ClientSession, clock: HandClock
) -> None:
    url = record_url(cloud)
    for _ in range(5):
        async with http.get(url, headers=signed(url, clock(), secret_key="x")):
            pass

    cloud.unlock()

    async with http.get(url, headers=signed(url, clock())) as response:
        assert response.status == 200


async def test_another_project_is_forbidden(
    cloud: SimulatedCloud, http: ClientSession, clock: HandClock
) -> None:
    url = record_url(cloud, project="f" * 32)

    async with http.get(url, headers=signed(url, clock())) as response:
        body = await response.json()

    assert (response.status, body) == (
        403,
        {
            "error_code": "WKS.xxxx",
            "error_msg": "no permission",
            "error_detail": "policy does not allow the action",
            "encoded_authorization_message": cloud.denials.seal(
                "workspace:scripts:getRecordDetail"
            ),
        },
    )


async def test_an_unknown_record_is_not_found(
    cloud: SimulatedCloud, http: ClientSession, clock: HandClock
) -> None:
    url = record_url(cloud, "srr-none")

    async with http.get(url, headers=signed(url, clock())) as response:
        answer = await refusal(response)

    assert answer == (
        404,
        "WKS.0202",
        "The script execution record does not exist.",
    )


@pytest.mark.parametrize(
    "path",
    ["/", f"/v1/{PROJECT}/script-execution-records/x", f"/v2/{PROJECT}/scripts"],
)
async def test_an_unknown_path_is_no_api(
    cloud: SimulatedCloud, http: ClientSession, path: str
) -> None:
    async with http.get(cloud.url + path) as response:
        answer = await refusal(response)

    assert answer == (
        404,
        "APIGW.0101",
        "The API does not exist or has not been published.",
    )


async def test_other_methods_are_not_allowed(
    cloud: SimulatedCloud, http: ClientSession
) -> None:
    async with http.delete(record_url(cloud)) as response:
        answer = await refusal(response)

    assert answer == (405, "WKS.xxxx", "The method is not allowed.")


async def test_records_can_be_given_and_changed(http: ClientSession) -> None:
    clock = HandClock()
    async with SimulatedCloud(
        access_key=ACCESS_KEY,
        secret_key=SECRET_KEY,
        project_id=PROJECT,
        records={"one": {"id": "one"}},
        now=clock,
    ) as cloud:
        cloud.records["two"] = {"id": "two"}
        bodies = []
        for record in ("one", "two"):
            url = record_url(cloud, record)
            async with http.get(url, headers=signed(url, clock())) as response:
                bodies.append(await response.json())

    assert bodies == [{"id": "one"}, {"id": "two"}]


async def test_without_a_clock_it_is_now() -> None:
    cloud = SimulatedCloud(
        access_key=ACCESS_KEY, secret_key=SECRET_KEY, project_id=PROJECT
    )

    assert cloud.records.keys() == records(HandClock()()).keys()
