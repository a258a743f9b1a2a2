"""IAM's password tokens, a static token, and what each of them opens."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.playground.cloud import SimulatedCloud, world
from tests.playground.hand_clock import HandClock
from tests.playground.signer import (
    ACCESS_KEY,
    PROJECT,
    SECRET_KEY,
    Caller,
    Heard,
    signed,
)

SIGN_IN = "/v3/auth/tokens"
OF_PROJECT: dict[str, Any] = {"project": {"id": PROJECT}}
OF_DOMAIN: dict[str, Any] = {"domain": {"name": "example-account"}}
DESKTOPS = "/v2/{}/desktop-pools"
APPS = "/v1/{}/schedule-task"
ORDERS = "/v1/job/script/orders"


@pytest.fixture
async def cloud(clock: HandClock) -> AsyncIterator[SimulatedCloud]:
    async with SimulatedCloud(
        access_key=ACCESS_KEY,
        secret_key=SECRET_KEY,
        project_id=PROJECT,
        now=clock,
        password="right",
        token="static-token",
        token_lifetime=timedelta(hours=2),
    ) as running:
        yield running


@pytest.fixture
def ask(cloud: SimulatedCloud, http: ClientSession, clock: HandClock) -> Caller:
    return Caller(cloud, http, clock)


def body(scope: object = OF_PROJECT, **changes: object) -> bytes:
    user = {
        "domain": {"name": "example-account"},
        "name": "slack-bot",
        "password": "right",
        **changes,
    }
    identity = {"methods": ["password"], "password": {"user": user}}
    return json.dumps({"auth": {"identity": identity, "scope": scope}}).encode()


async def sign_in(ask: Caller, sent: bytes, **query: object) -> Heard:
    return await ask.send("POST", ask.url(SIGN_IN, **query), {}, sent)


async def token(ask: Caller, scope: object = OF_PROJECT) -> str:
    heard = await sign_in(ask, body(scope))
    return heard.headers["x-subject-token"]


async def use(ask: Caller, path: str, value: str) -> tuple[int, str]:
    headers = {"X-Auth-Token": value, "X-Project-Id": PROJECT}
    heard = await ask.send("GET", ask.url(path), headers)
    return heard.status, heard.body.get("error_code", "")


async def test_a_password_gets_a_token_for_the_project(ask: Caller) -> None:
    heard = await sign_in(ask, body(), nocatalog=1)

    domain = {"id": "d" * 32, "name": "example-account"}
    assert heard.status == 201
    assert len(heard.headers["x-subject-token"]) > 2000
    assert heard.body == {
        "token": {
            "expires_at": "2026-01-15T11:30:00.000000Z",
            "issued_at": "2026-01-15T09:30:00.000000Z",
            "methods": ["password"],
            "project": {"id": PROJECT, "name": "ap-southeast-3", "domain": domain},
            "user": {
                "id": "0f00000000000000000000000000bb01",
                "name": "slack-bot",
                "password_expires_at": "",
                "domain": domain,
            },
            "roles": [{"id": "0", "name": "te_admin"}],
            "catalog": [],
        }
    }
    assert [request.endpoint for request in ask.cloud.requests] == ["I1"]


async def test_the_catalogue_comes_unless_it_is_declined(ask: Caller) -> None:
    heard = await sign_in(ask, body(OF_DOMAIN))

    told = heard.body["token"]
    assert told["domain"] == {"id": "d" * 32, "name": "example-account"}
    assert "project" not in told
    assert [service["type"] for service in told["catalog"]] == ["iam"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param(body(password="wrong"), 401, id="password"),
        pytest.param(body(name="somebody"), 401, id="user"),
        pytest.param(body(domain={"name": "other"}), 401, id="domain"),
        pytest.param(body({"project": {"id": "f" * 32}}), 403, id="project"),
        pytest.param(body({"domain": {"name": "other"}}), 403, id="other domain"),
        pytest.param(b'{"auth": {}}', 400, id="no identity"),
        pytest.param(b"[]", 400, id="no object"),
        pytest.param(b"{", 400, id="no JSON"),
        pytest.param(
            body().replace(b'["password"]', b'["token"]'), 400, id="another method"
        ),
    ],
)
async def test_a_sign_in_that_is_refused_has_keystones_body(
    ask: Caller, sent: bytes, status: int
) -> None:
    heard = await sign_in(ask, sent)

    titles = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden"}
    assert heard.status == status
    assert (heard.body["error"]["code"], heard.body["error"]["title"]) == (
        status,
        titles[status],
    )
    assert "x-subject-token" not in heard.headers


@pytest.mark.parametrize(
    ("scope", "path", "answer"),
    [
        pytest.param(OF_PROJECT, DESKTOPS, (200, ""), id="project on desktops"),
        pytest.param(OF_PROJECT, APPS, (200, ""), id="project on apps"),
        pytest.param(OF_PROJECT, ORDERS, (401, "APIGW.0301"), id="project on orders"),
        pytest.param(OF_DOMAIN, DESKTOPS, (401, "APIGW.0301"), id="domain on desktops"),
        pytest.param(OF_DOMAIN, APPS, (401, "APIGW.0301"), id="domain on apps"),
        pytest.param(OF_DOMAIN, ORDERS, (200, ""), id="domain on orders"),
        pytest.param(
            {"project": {"name": "ap-southeast-3"}}, APPS, (200, ""), id="by region"
        ),
        pytest.param({"domain": {"id": "d" * 32}}, ORDERS, (200, ""), id="by id"),
    ],
)
async def test_a_token_opens_what_its_scope_says(
    ask: Caller, scope: object, path: str, answer: tuple[int, str]
) -> None:
    assert await use(ask, path, await token(ask, scope)) == answer
    assert ask.cloud.misuse == []


async def test_a_token_ends_by_the_clouds_clock(ask: Caller) -> None:
    value = await token(ask)

    ask.clock.advance(minutes=119)
    before = await use(ask, DESKTOPS, value)
    ask.clock.advance(minutes=1)
    after = await use(ask, DESKTOPS, value)

    assert (before, after) == ((200, ""), (401, "APIGW.0307"))


async def test_a_new_token_leaves_the_old_one_alone(ask: Caller) -> None:
    old, new = await token(ask), await token(ask)

    assert [await use(ask, DESKTOPS, value) for value in (old, new)] == [(200, "")] * 2


async def test_all_tokens_can_be_ended_at_once(ask: Caller) -> None:
    old = await token(ask)
    ask.cloud.expire_tokens()
    new = await token(ask)

    answers = [await use(ask, DESKTOPS, value) for value in (old, new, "static-token")]

    assert answers == [(401, "APIGW.0307"), (200, ""), (200, "")]


@pytest.mark.parametrize("path", [DESKTOPS, APPS, ORDERS])
async def test_the_static_token_opens_every_service(ask: Caller, path: str) -> None:
    assert await use(ask, path, "static-token") == (200, "")


async def test_an_unknown_token_opens_nothing(ask: Caller) -> None:
    headers = {"X-Auth-Token": "MIIunknown"}

    heard = await ask.send("GET", ask.url(DESKTOPS), headers)

    assert heard.status == 401
    assert heard.body == {
        "error_msg": "Incorrect IAM authentication information: decrypt token fail",
        "error_code": "APIGW.0301",
        "request_id": heard.headers["x-request-id"],
    }


async def test_sts_wants_a_signature(ask: Caller) -> None:
    url = ask.url("/v5/decode-authorization-message")

    heard = await ask.send("POST", url, {"X-Auth-Token": "static-token"}, b"{}")

    assert (heard.status, heard.body["error_code"]) == (401, "APIGW.0301")


async def test_a_signature_counts_when_a_token_comes_with_it(ask: Caller) -> None:
    url = ask.url(f"/v2/{{}}/script-execution-records/{world.FAILED}")
    headers = {**signed(url, ask.clock()), "X-Auth-Token": "MIIunknown"}

    heard = await ask.send("GET", url, headers)

    assert heard.status == 200


async def test_secrets_are_in_no_text(ask: Caller) -> None:
    value = await token(ask)

    shown = repr(ask.cloud.identity) + repr(ask.cloud.identity.token(value))

    assert [secret in shown for secret in (value, "right", "static-token")] == [
        False
    ] * 3
