import json

import aiohttp
import httpx
import pytest
from structlog.testing import capture_logs

from bot.adapters.cloud import denials as module
from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.denials import Denials
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.pace import Pace
from bot.adapters.cloud.signing_in import SignInRefusedError
from bot.errors import BotError
from tests.adapters.cloud.samples import ASKED, NOT_ALLOWED
from tests.adapters.cloud.signing import Answering, held_back, sent_json
from tests.fakes import FakeClock

ENCODED = "Y2lwaGVydGV4dA=="
ACTION = "workspace:scheduledTasks:getRecord"


def decoded(message: object) -> httpx.Response:
    """S1: the message is JSON in JSON."""
    text = message if isinstance(message, str) else json.dumps(message)
    return httpx.Response(200, json={"decoded_message": text})


def denied(action: object) -> httpx.Response:
    return decoded(
        {"allowed": False, "explicit_deny": False, "context": {"action": action}}
    )


def denials(sts: Answering, clock: FakeClock) -> Denials:
    return Denials(sts.client(), clock)


async def test_the_missing_action_is_found(clock: FakeClock) -> None:
    sts = Answering(denied(ACTION))

    assert await denials(sts, clock).action(ENCODED) == ACTION
    (request,) = sts.requests
    assert (request.method, request.url.path, sent_json(request)) == (
        "POST",
        "/v5/decode-authorization-message",
        {"encoded_message": ENCODED},
    )


async def test_without_a_message_nobody_is_asked(clock: FakeClock) -> None:
    sts = Answering(denied(ACTION))

    assert await denials(sts, clock).action("") == ""
    assert sts.requests == []


@pytest.mark.parametrize("action", ["a:b:*", "workspace:scripts:list-x_y", "a" * 128])
async def test_an_action_is_short_and_plain(clock: FakeClock, action: str) -> None:
    assert await denials(Answering(denied(action)), clock).action(ENCODED) == action


USELESS: list[httpx.Response | Exception] = [
    denied(""),
    denied("<!channel>"),
    denied("a b"),
    denied("a\n"),
    denied("a" * 129),
    denied(None),
    denied(["a:b"]),
    decoded({}),
    decoded([]),
    decoded("no json"),
    decoded({"context": None}),
    httpx.Response(200, json={}),
    httpx.Response(200, json={"decoded_message": None}),
    httpx.Response(200, content=b"<html>"),
    httpx.Response(200, content=b"[" * 100_000),
    httpx.Response(201, json={"decoded_message": "{}"}),
    httpx.Response(400, json={"error_code": "STS.1", "error_msg": "m"}),
    httpx.Response(403),
    httpx.Response(429),
    httpx.Response(500),
    httpx.ConnectError("x"),
    httpx.ReadError("x"),
    aiohttp.ClientPayloadError("x"),
    TimeoutError(),
    SignInRefusedError("x"),
    httpx.Response(200, content=b" " * (16 * 1024 * 1024 + 1)),
]


@pytest.mark.parametrize(
    "answer", USELESS, ids=[f"{n}-{repr(one)[:20]}" for n, one in enumerate(USELESS)]
)
async def test_any_failure_is_silently_nothing(
    clock: FakeClock, answer: httpx.Response | Exception
) -> None:
    sts = Answering(answer)

    with capture_logs() as logs:
        found = await denials(sts, clock).action(ENCODED)

    assert (found, len(sts.requests)) == ("", 1)
    assert {entry["log_level"] for entry in logs} <= {"info"}


async def test_a_service_that_hangs_is_not_waited_for(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_TIMEOUT", 0.01)
    sts = Answering(denied(ACTION))

    async with held_back(sts):
        found = await denials(sts, clock).action(ENCODED)

    assert found == ""


async def test_a_service_that_refuses_us_is_left_alone_for_five_minutes(
    clock: FakeClock,
) -> None:
    sts = Answering(httpx.Response(401), denied(ACTION))
    asking = denials(sts, clock)
    early = [await asking.action(ENCODED) for _ in range(3)]
    asked = len(sts.requests)
    await clock.sleep(300)

    late = await asking.action(ENCODED)

    assert (early, asked, late) == ([""] * 3, 1, ACTION)


async def test_the_reason_is_logged_without_secrets_and_bounded(
    clock: FakeClock,
) -> None:
    reason = {"password": "hunter22", "context": {"action": ACTION}, "x": "y" * 5_000}

    with capture_logs() as logs:
        await denials(Answering(decoded(reason)), clock).action(ENCODED)

    (entry,) = logs
    assert entry["event"] == "denial_decoded"
    assert "hunter22" not in entry["decoded"]
    assert len(entry["decoded"]) <= 1_000


DENIED = {
    "error_code": "WKS.xxxx",
    "error_msg": "no permission",
    "error_detail": "policy does not allow the action",
    "encoded_authorization_message": ENCODED,
}


async def refusal(sts: Answering | None, status: int = 403) -> BotError:
    clock = FakeClock()
    service = Answering(httpx.Response(status, json=DENIED))
    asking = CloudClient(
        service.client(),
        Credential("key", clock),
        pace=Pace(50, clock),
        timeout=1,
        denials=denials(sts, clock) if sts else None,
    )
    with pytest.raises(BotError) as caught:
        await asking.get(ASKED, "/x", parse=dict)
    return caught.value


async def test_people_are_told_the_action_that_is_missing() -> None:
    found = await refusal(Answering(denied(ACTION)))

    assert str(found) == NOT_ALLOWED.replace(ASKED.permission, ACTION)


@pytest.mark.parametrize(
    "sts",
    [None, Answering(httpx.Response(401)), Answering(denied("<x>"))],
    ids=["nobody", "refused", "odd"],
)
async def test_else_they_are_told_the_documented_one(sts: Answering | None) -> None:
    assert str(await refusal(sts)) == NOT_ALLOWED


async def test_only_a_denial_is_decoded() -> None:
    sts = Answering(denied(ACTION))

    await refusal(sts, status=400)

    assert sts.requests == []


async def test_the_encoded_reason_reaches_neither_people_nor_the_log() -> None:
    with capture_logs() as logs:
        found = await refusal(Answering(denied(ACTION)))

    assert ENCODED not in f"{found} {found!r} {logs}"


async def test_a_refused_decoder_does_not_refuse_the_credential(
    clock: FakeClock,
) -> None:
    credential = Credential("key", clock)
    sts = Answering(httpx.Response(401))
    service = Answering(httpx.Response(403, json=DENIED), httpx.Response(200, json={}))
    asking = CloudClient(
        service.client(),
        credential,
        pace=Pace(50, clock),
        timeout=1,
        denials=denials(sts, clock),
    )
    with pytest.raises(BotError):
        await asking.get(ASKED, "/x", parse=dict)

    assert await asking.get(ASKED, "/x", parse=dict) == {}
    assert len(sts.requests) == 1
