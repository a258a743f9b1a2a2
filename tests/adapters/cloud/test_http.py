import json

import aiohttp
import httpx
import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.adapters.cloud.http import CloudClient
from bot.errors import (
    BotError,
    Fault,
    NotFoundError,
    SourceError,
    SourceRejectedError,
    SourceUnavailableError,
)
from tests.adapters.cloud.mocked import LIMIT, always, client, failing, refusal
from tests.adapters.cloud.samples import (
    ASKED,
    HUNG_UP,
    NONE_SUCH,
    NOT_ALLOWED,
    REFERENCE,
    UNREADABLE,
)

CHECK_THE_ID = "Check the id; if it is right, tell whoever runs this bot."
REFUSED_BEFORE = (
    "prod was not asked: its credentials were refused less than 5 minutes ago. Whoever "
    "runs this bot has to check them."
)


@pytest.mark.parametrize(
    "body",
    [{"id": "x"}, [], [1, "two"], None, "text", 0, {"error_code": "GOM.00000000"}],
    ids=str,
)
async def test_json_is_handed_on_as_it_is(body: object) -> None:
    assert await always(body=json.dumps(body).encode()).get(ASKED, "/x") == body


async def test_the_question_is_a_get_with_its_query() -> None:
    seen: list[tuple[str, str]] = []

    def answering(request: httpx.Request) -> httpx.Response:
        seen.append((request.method, str(request.url)))
        return httpx.Response(200, json={})

    await client(answering).get(ASKED, "/v2/p/x", {"limit": 100, "id": ["a", "b"]})

    assert seen == [("GET", "https://cloud.example/v2/p/x?id=a&id=b&limit=100")]


@pytest.mark.parametrize(
    ("status", "kind", "sentence"),
    [
        (404, NotFoundError, NONE_SUCH),
        (403, SourceRejectedError, NOT_ALLOWED),
        (
            409,
            SourceUnavailableError,
            "prod has a problem of its own (409 WKS.1). Ask again in a few minutes.",
        ),
        (
            201,
            SourceRejectedError,
            f"prod did not take the question (201 WKS.1). {CHECK_THE_ID}",
        ),
        (
            302,
            SourceRejectedError,
            f"prod did not take the question (302 WKS.1). {CHECK_THE_ID}",
        ),
    ],
)
async def test_any_status_but_200_is_an_error(
    status: int, kind: type[BotError], sentence: str
) -> None:
    found = await refusal(always(status, b'{"error_code": "WKS.1", "error_msg": "m"}'))

    assert (type(found), str(found)) == (kind, sentence)


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ({"on": True, "off": False, "n": 7}, "/x?n=7&off=false&on=true"),
        ({"id": ("b", "a")}, "/x?id=a&id=b"),
        ({}, "/x"),
        (None, "/x"),
    ],
    ids=["truths", "repeated", "empty", "none"],
)
async def test_a_query_is_written_as_the_documents_say(
    query: dict[str, object] | None, target: str
) -> None:
    seen: list[bytes] = []

    def answering(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.raw_path)
        return httpx.Response(200, json={})

    await client(answering).get(ASKED, "/x", query, parse=dict)

    assert seen == [target.encode()]


async def test_throttling_tells_the_wait_of_the_header() -> None:
    found = await refusal(always(429, headers={"Retry-After": "7"}))

    assert isinstance(found, SourceUnavailableError)
    assert found.retry_after == 7


async def test_an_error_with_status_200_is_an_error() -> None:
    body = b'{"error_code": "WKS.00010109", "error_msg": "name is empty"}'

    found = await refusal(always(body=body, headers={"X-Request-Id": "r1"}))

    assert isinstance(found, SourceRejectedError)
    assert found.fault == Fault(
        code="WKS.00010109", message="name is empty", status=200, request_id="r1"
    )


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b'{"id": "x', b"\xff\xfe\xfa", b"{}{}", b"[" * 100_000, b"\x00"],
    ids=["empty", "html", "cut", "bytes", "two", "deep", "nul"],
)
async def test_what_is_no_json_is_unreadable(body: bytes) -> None:
    found = await refusal(always(body=body, headers={"X-Request-Id": "r1"}))

    assert isinstance(found, SourceRejectedError)
    assert str(found) == UNREADABLE
    assert (found.fault.status, found.fault.request_id) == (200, "r1")


@pytest.mark.parametrize(
    "error",
    [
        httpx.ConnectError("refused"),
        httpx.ReadError("reset"),
        httpx.ReadTimeout("slow"),
        httpx.ProxyError("407"),
        httpx.RemoteProtocolError("garbage"),
        aiohttp.ClientPayloadError("cut"),
        aiohttp.ServerDisconnectedError(),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_trouble_with_the_connection_may_pass(error: Exception) -> None:
    found = await refusal(failing(error))

    assert isinstance(found, SourceUnavailableError)
    assert (str(found), found.fault.status) == (HUNG_UP, None)


async def test_a_body_that_cannot_be_unpacked_counts_as_hung_up() -> None:
    def answering(_: httpx.Request) -> httpx.Response:
        stream = httpx.ByteStream(b"no gzip")
        return httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=stream)

    found = await refusal(client(answering))

    assert (type(found), str(found)) == (SourceUnavailableError, HUNG_UP)


async def test_a_mistake_of_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        await failing(ZeroDivisionError()).get(ASKED, "/x")


async def test_a_refused_credential_asks_nothing_more() -> None:
    asked: list[httpx.Request] = []

    def answering(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(401, json={"error_code": "APIGW.0301", "error_msg": "m"})

    asking = client(answering)
    await refusal(asking)

    found = await refusal(asking)

    assert (type(found), str(found)) == (
        SourceRejectedError,
        REFUSED_BEFORE,
    )
    assert len(asked) == 1


def told(logs: list[EventDict]) -> list[EventDict]:
    """Our own entries; the library that retries makes one for each retry."""
    ours = [entry for entry in logs if entry["event"] != "stamina.retry_scheduled"]
    assert {entry["event"] for entry in ours} == {"cloud_gave_no_answer"}
    return ours


async def test_what_went_wrong_is_logged() -> None:
    body = b'{"error_code": "WKS.1", "error_msg": "login failed: password=hunter22"}'
    asking = always(500, body, {"X-Request-Id": "r1"})

    with capture_logs() as logs:
        await refusal(asking)

    assert told(logs) == [
        {
            "event": "cloud_gave_no_answer",
            "log_level": "warning",
            "reference": str(REFERENCE),
            "kind": "SourceUnavailableError",
            "status": 500,
            "code": "WKS.1",
            "message": "login failed: password=••••",
            "cause": "",
            "cloud_request": "r1",
        }
    ]


async def test_why_there_was_no_connection_is_logged() -> None:
    asking = failing(httpx.ConnectError("certificate has expired"))

    with capture_logs() as logs:
        await refusal(asking)

    causes = [entry["cause"] for entry in told(logs)]
    assert causes == ["ConnectError: certificate has expired"]


@pytest.mark.parametrize(
    ("asking", "kind"),
    [
        (always(body=b"<html>"), "SourceRejectedError"),
        (always(body=b'{"error_code": "WKS.1"}'), "SourceRejectedError"),
        (always(body=b" " * (LIMIT + 1)), "SourceRejectedError"),
        (failing(httpx.ConnectError("x")), "SourceUnavailableError"),
        (failing(TimeoutError()), "SourceUnavailableError"),
        (always(404, b'{"code": "WKS.1", "message": "m"}'), "NotFoundError"),
    ],
    ids=["html", "200-with-code", "large", "connection", "time-out", "gone"],
)
async def test_every_error_is_logged_once(asking: CloudClient, kind: str) -> None:
    with capture_logs() as logs:
        await refusal(asking)

    assert [entry["kind"] for entry in told(logs)] == [kind]


async def test_an_error_keeps_what_caused_it() -> None:
    cause = httpx.ConnectError("refused")

    found = await refusal(failing(cause))

    assert isinstance(found, SourceError)
    assert found.__cause__ is cause
