"""What IAM denies, and how STS tells which action it was."""

import json

import pytest
from aiohttp import ClientSession

from bot.playground.cloud import SimulatedCloud, Status, world
from tests.playground.hand_clock import HandClock
from tests.playground.signer import PROJECT, Caller, Heard

ROWS = f"/v2/{{}}/scheduled-tasks/{world.TASK}/records/{world.TASK_RUN}"
PAGE = {"offset": 0, "limit": 10}
DECODE = "/v5/decode-authorization-message"
ORDERS = "/v1/job/script/orders"


@pytest.fixture
def ask(cloud: SimulatedCloud, http: ClientSession, clock: HandClock) -> Caller:
    return Caller(cloud, http, clock)


async def decode(ask: Caller, sealed: object) -> Heard:
    return await ask.post(DECODE, json.dumps({"encoded_message": sealed}).encode())


async def test_a_denied_action_is_a_403_that_sts_can_open(ask: Caller) -> None:
    ask.cloud.denied.add("workspace:scheduledTasks:getRecord")

    heard = await ask(ROWS, **PAGE)
    sealed = heard.body.pop("encoded_authorization_message")
    opened = await decode(ask, sealed)

    assert (heard.status, heard.body) == (
        403,
        {
            "error_code": "WKS.xxxx",
            "error_msg": "no permission",
            "error_detail": "policy does not allow the action",
        },
    )
    assert "getRecord" not in sealed
    assert (opened.status, opened.body) == (
        200,
        {
            "decoded_message": '{"allowed":false,"explicit_deny":false,'
            '"context":{"action":"workspace:scheduledTasks:getRecord"}}'
        },
    )
    assert [request.endpoint for request in ask.cloud.requests] == ["W4", "STS"]
    assert ask.cloud.misuse == []


@pytest.mark.parametrize(
    ("action", "path"),
    [
        ("workspace:scheduledTasks:list", "/v2/{}/scheduled-tasks"),
        (
            "workspace:scheduledTasks:listRecords",
            f"/v2/{{}}/scheduled-tasks/{world.TASK}/records",
        ),
        ("workspace:scripts:listTasks", "/v2/{}/script-execution-tasks"),
        ("workspace:scripts:listRecords", "/v2/{}/script-execution-records"),
        (
            "workspace:scripts:getRecordDetail",
            f"/v2/{{}}/script-execution-records/{world.FAILED}",
        ),
        ("workspace:desktopPools:list", "/v2/{}/desktop-pools"),
        (
            "workspace:desktopPools:listScriptTasks",
            "/v2/{}/desktop-pools/script-execution-tasks/detail",
        ),
        ("workspace:scheduledTasks:list", "/v1/{}/schedule-task"),
        (
            "workspace:scheduledTasks:listRecords",
            f"/v1/{{}}/schedule-task/{world.APP_TASK}/execute-history",
        ),
        (
            "workspace:scheduledTasks:getRecord",
            f"/v1/{{}}/schedule-task/{world.APP_RUN}/execute-detail",
        ),
    ],
)
async def test_every_endpoint_has_its_action(
    ask: Caller, action: str, path: str
) -> None:
    ask.cloud.denied.add(action)

    heard = await ask(path)

    assert heard.status == 403
    opened = await decode(ask, heard.body["encoded_authorization_message"])
    told = json.loads(opened.body["decoded_message"])
    assert told["context"]["action"] == action


@pytest.mark.parametrize(
    ("action", "tail"),
    [
        ("coc:job:list", ""),
        ("coc:job:get", f"/{world.ORDER}"),
        ("coc:job:get", f"/{world.ORDER}/statistics"),
        ("coc:job:get", f"/{world.ORDER}/batches"),
        ("coc:job:get", f"/{world.ORDER}/batches/1"),
    ],
)
async def test_coc_denies_with_two_fields(ask: Caller, action: str, tail: str) -> None:
    ask.cloud.denied.add(action)

    heard = await ask(ORDERS + tail)

    assert (heard.status, heard.body) == (
        403,
        {"error_code": "COC.xxxx", "error_msg": "no permission"},
    )


async def test_another_project_is_denied_everywhere(ask: Caller) -> None:
    heard = await ask("/v1/ffff/schedule-task")

    opened = await decode(ask, heard.body["encoded_authorization_message"])
    assert heard.status == 403
    assert "workspace:scheduledTasks:list" in opened.body["decoded_message"]


async def test_sts_opens_what_a_403_on_request_carries(ask: Caller) -> None:
    ask.cloud.faults.next(Status(403))
    heard = await ask(ROWS, **PAGE)

    opened = await decode(ask, heard.body["encoded_authorization_message"])

    assert "workspace:scheduledTasks:getRecord" in opened.body["decoded_message"]


async def test_sts_can_be_denied_itself(ask: Caller) -> None:
    ask.cloud.denied.add("sts::decodeAuthorizationMessage")

    heard = await decode(ask, "Y2lwaGVydGV4dA==")

    assert (heard.status, heard.body) == (
        403,
        {"error_code": "STS.xxxx", "error_msg": "no permission"},
    )


@pytest.mark.parametrize(
    "sent",
    [b"", b"[]", b'{"encoded_message": 3}', b'{"encoded_message": "bm9uZQ=="}'],
    ids=["nothing", "no object", "no text", "not from here"],
)
async def test_sts_opens_nothing_else(ask: Caller, sent: bytes) -> None:
    assert (await ask.post(DECODE, sent)).status == 400


async def test_a_signature_covers_the_body(ask: Caller) -> None:
    url = ask.url(DECODE)
    honest = await ask.post(DECODE, b"{}")
    headers = {
        name: value
        for name, value in ask.cloud.requests[0].headers.items()
        if name in ("host", "x-sdk-date", "authorization")
    }

    forged = await ask.send("POST", url, headers, b'{"encoded_message": "x"}')

    assert (honest.status, forged.status) == (400, 401)
    assert PROJECT not in url
