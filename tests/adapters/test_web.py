import hmac
import io
import json
import time
from collections.abc import AsyncIterator, Mapping

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from structlog.testing import capture_logs

from bot.adapters.web import Door, listening, web_app
from bot.errors import ConfigurationError
from bot.playground.slack import OPERATOR, LocalSlack

SECRET = "signing-secret"
LIMIT = 1024 * 1024
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


class Readiness:
    def __init__(self) -> None:
        self.missing: dict[str, str] = {}

    async def __call__(self) -> dict[str, str]:
        return self.missing


class Caller:
    """Asks the port, and returns status and body."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self.session = session
        self.address = address

    async def get(self, path: str) -> tuple[int, str]:
        async with self.session.get(f"{self.address}{path}") as answer:
            return answer.status, await answer.text()

    async def post(
        self, body: bytes, headers: Mapping[str, str], path: str = "/slack/events"
    ) -> tuple[int, str]:
        async with self.session.post(
            f"{self.address}{path}", data=io.BytesIO(body), headers=headers
        ) as answer:
            return answer.status, await answer.text()


def signed(body: bytes, kind: Mapping[str, str] = FORM) -> dict[str, str]:
    now = int(time.time())
    base = f"v0:{now}:".encode() + body
    digest = hmac.new(SECRET.encode(), base, "sha256").hexdigest()
    return {
        **kind,
        "X-Slack-Request-Timestamp": str(now),
        "X-Slack-Signature": f"v0={digest}",
    }


@pytest.fixture
def bolt() -> AsyncApp:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1"
        )

    async def accept(ack: AsyncAck) -> None:
        await ack("One moment…")

    app = AsyncApp(
        signing_secret=SECRET, authorize=authorize, process_before_response=True
    )
    app.command("/runs")(accept)
    return app


@pytest.fixture
def door(bolt: AsyncApp) -> Door:
    door = Door(SECRET)
    door.open(bolt)
    return door


@pytest.fixture
def readiness() -> Readiness:
    return Readiness()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as running:
        yield running


@pytest.fixture
async def caller(
    door: Door, readiness: Readiness, session: aiohttp.ClientSession
) -> AsyncIterator[Caller]:
    async with listening(web_app(door, readiness), "127.0.0.1", 0) as address:
        yield Caller(session, address)


async def test_before_bolt_is_there_the_door_is_shut(
    readiness: Readiness, session: aiohttp.ClientSession
) -> None:
    door = Door(SECRET)

    async with listening(web_app(door, readiness), "127.0.0.1", 0) as address:
        answer = await Caller(session, address).post(b"command=/runs", FORM)

    assert (answer, door.is_open) == ((503, ""), False)


async def test_a_command_is_acknowledged(door: Door, caller: Caller) -> None:
    body = b"command=%2Fruns&text=help&user_id=U1&team_id=T1"

    answer = await caller.post(body, signed(body))

    assert (answer, door.is_open) == ((200, "One moment…"), True)


async def test_a_command_from_slack_is_acknowledged(caller: Caller) -> None:
    async with LocalSlack(
        signing_secret=SECRET, bot_token="xoxb-1", scopes=[]
    ) as slack:
        slack.events_url = f"{caller.address}/slack/events"

        delivery = await slack.command(user=OPERATOR, text="help")

    acked = {"text": "One moment…", "response_type": "ephemeral"}
    assert (delivery.error, delivery.ack) == (None, acked)


@pytest.mark.parametrize(
    "headers",
    [FORM, FORM | {"X-Slack-Signature": "v0=1", "X-Slack-Request-Timestamp": "1"}],
    ids=["unsigned", "wrongly-signed"],
)
async def test_who_is_not_slack_is_turned_away(
    caller: Caller, headers: dict[str, str]
) -> None:
    status, _ = await caller.post(b"command=/runs", headers)

    assert status == 401


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"\xff\xfe\xfa", FORM),
        (b"command=/runs&text=\xe9", FORM),
        (b"{", JSON),
        (b"nothing", JSON | {"Content-Encoding": "gzip"}),
        (b"payload=nothing", FORM),
        (b"payload=", FORM),
        (b"payload=[]", FORM),
        (b"payload=1", FORM),
        (b"[]", JSON),
        (b"null", JSON),
        (b'"text"', JSON),
        (b"[" * 100_000, JSON),
    ],
    ids=[
        "no-text",
        "latin-1",
        "cut-json",
        "no-gzip",
        "payload",
        "empty-payload",
        "list-payload",
        "number-payload",
        "list",
        "null",
        "string",
        "deep",
    ],
)
async def test_garbage_is_a_bad_request(
    caller: Caller, body: bytes, headers: dict[str, str]
) -> None:
    status, _ = await caller.post(body, signed(body, headers))

    assert status == 400


async def test_a_look_at_our_certificate_is_answered(caller: Caller) -> None:
    assert await caller.post(b"ssl_check=1&token=x", FORM) == (200, "")


async def test_an_unsigned_request_is_logged_without_its_body(caller: Caller) -> None:
    with capture_logs() as log:
        await caller.post(b"command=/runs&text=private", FORM)

    assert log == [
        {
            "event": "request_not_signed",
            "log_level": "warning",
            "remote": "127.0.0.1",
        }
    ]


async def test_after_garbage_the_door_is_still_open(caller: Caller) -> None:
    await caller.post(b"\xff", FORM)
    body = b"command=%2Fruns&user_id=U1&team_id=T1"

    status, _ = await caller.post(body, signed(body))

    assert status == 200


@pytest.mark.parametrize(
    ("size", "status"), [(LIMIT, 401), (LIMIT + 1, 413)], ids=["largest", "larger"]
)
async def test_a_body_over_a_mebibyte_is_too_large(
    caller: Caller, size: int, status: int
) -> None:
    answered, _ = await caller.post(b"x" * size, FORM)

    assert answered == status


async def test_a_process_that_runs_is_alive(caller: Caller) -> None:
    status, body = await caller.get("/healthz")

    assert (status, json.loads(body)) == (200, {"alive": True})


async def test_when_nothing_is_missing_it_is_ready(caller: Caller) -> None:
    status, body = await caller.get("/readyz")

    assert (status, json.loads(body)) == (200, {"ready": True, "missing": {}})


async def test_when_something_is_missing_it_is_not_ready(
    caller: Caller, readiness: Readiness
) -> None:
    readiness.missing = {"slack": "not reached"}

    status, body = await caller.get("/readyz")

    assert (status, json.loads(body)) == (
        503,
        {"ready": False, "missing": {"slack": "not reached"}},
    )


async def test_a_process_that_is_not_ready_is_alive(
    caller: Caller, readiness: Readiness
) -> None:
    readiness.missing = {"slack": "not reached"}

    status, _ = await caller.get("/healthz")

    assert status == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [("/slack/events", 405), ("/", 404), ("/metrics", 404), ("/healthz/", 404)],
)
async def test_nothing_else_is_served(caller: Caller, path: str, status: int) -> None:
    answered, _ = await caller.get(path)

    assert answered == status


async def test_the_address_is_free_afterwards(readiness: Readiness) -> None:
    site = web_app(Door(SECRET), readiness)
    async with listening(site, "127.0.0.1", 0) as address:
        port = int(address.rpartition(":")[2])

    async with listening(web_app(Door(SECRET), readiness), "127.0.0.1", port) as again:
        found = again

    assert found == address


async def test_a_port_in_use_is_a_setting_to_change(readiness: Readiness) -> None:
    async with listening(web.Application(), "127.0.0.1", 0) as address:
        port = int(address.rpartition(":")[2])

        with pytest.raises(ConfigurationError) as caught:
            async with listening(web_app(Door(SECRET), readiness), "127.0.0.1", port):
                pass

    assert caught.value.key == "http.port"
    assert str(caught.value).startswith(
        f"http.port: cannot listen on 127.0.0.1:{port} ("
    )
    assert "Address already in use" in str(caught.value)


async def test_a_command_may_speak_of_a_payload(caller: Caller) -> None:
    body = b"command=%2Fruns&text=find+payload&user_id=U1&team_id=T1"

    answer = await caller.post(body, signed(body))

    assert answer == (200, "One moment…")


async def test_a_signature_with_odd_letters_is_refused(caller: Caller) -> None:
    body = b"command=%2Fruns"
    odd = signed(body) | {"X-Slack-Signature": "v0=\u00e9"}

    status, _ = await caller.post(body, odd)

    assert status == 400


@pytest.mark.parametrize(
    "payload",
    [{"user": 5, "type": "block_actions"}, {"team": [1]}, {"event": 7}, {"view": "x"}],
    ids=["user", "team", "event", "view"],
)
async def test_a_signed_payload_of_odd_types_shows_nothing_in_the_log(
    caller: Caller, caplog: pytest.LogCaptureFixture, payload: dict[str, object]
) -> None:
    body = json.dumps({**payload, "text": "secret words"}).encode()

    with capture_logs() as log, caplog.at_level("DEBUG", logger="aiohttp.server"):
        status, said = await caller.post(body, signed(body, JSON))

    assert status in {200, 404, 500}
    assert "secret words" not in f"{log}{caplog.text}{said}"
