import gzip
import hashlib
import hmac
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote, unquote

import httpx
import pytest

from bot.adapters.cloud.auth import AccessKeyAuth
from bot.adapters.cloud.exchange import exchange
from bot.adapters.cloud.transport import (
    coc_headers,
    http_client,
    project_headers,
)
from bot.adapters.http_session import Outbound
from bot.playground.cloud.signing import verify
from tests.adapters.cloud.raw_server import RawServer, WireRequest
from tests.adapters.cloud.samples import ACCESS_KEY, PROJECT, SECRET_KEY
from tests.fakes import FakeClock

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def client(
    origin: str, *, proxy: str | None = None, trust_env: bool = False
) -> httpx.AsyncClient:
    auth = AccessKeyAuth(
        access_key=ACCESS_KEY,
        secret_key=SECRET_KEY,
        security_token="TMPTOKEN",
        clock=FakeClock(),
    )
    out = Outbound(ssl.create_default_context(), proxy, trust_env)
    return http_client(origin, project_headers(PROJECT), auth, out)


def canonical_query(raw: str) -> str:
    """What the gateway makes of the query on the wire; `+` is a plus there."""
    parts = [part.partition("=") for part in raw.split("&") if part]
    pairs = sorted((unquote(key), unquote(value)) for key, _, value in parts)
    return "&".join(f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in pairs)


def authorization(wire: WireRequest) -> str:
    """Computed from the bytes on the wire and the secret key alone."""
    names = "content-type;host;x-project-id;x-sdk-date;x-security-token"
    segments = unquote(wire.path).split("/")
    canonical = "\n".join(
        [
            wire.method,
            "/".join(quote(segment, safe="~") for segment in segments) + "/",
            canonical_query(wire.query),
            *(f"{name}:{wire.header(name)}" for name in names.split(";")),
            "",
            names,
            EMPTY,
        ]
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"SDK-HMAC-SHA256\n{wire.header('x-sdk-date')}\n{digest}"
    signature = hmac.new(SECRET_KEY.encode(), text.encode(), "sha256").hexdigest()
    return (
        f"SDK-HMAC-SHA256 Access={ACCESS_KEY}, SignedHeaders={names}, "
        f"Signature={signature}"
    )


@pytest.fixture
async def server() -> AsyncIterator[RawServer]:
    async with RawServer() as running:
        yield running


@pytest.mark.parametrize(
    "query",
    [
        {"execute_time_start": "2026-01-14T00:00:00Z"},
        {"path": "/a/b", "sum": "1+1", "name": "fin desk", "home": "~ops"},
        {"dots": "%2e%2e", "more": "../..", "mark": "%", "twice": "%253A"},
        {"id": ["d-2", "d-1", "d-10", ""]},
        {"q": "a&b=c;d#e?f", "star": "*'()!$,@[]"},
        {"财务": "桌面 é \U0001f600"},
        {"control": "\t\r\n\x00\x7f"},
        {"empty": "", "": "nameless"},
    ],
    ids=[
        "colon",
        "slash-plus-space-tilde",
        "percent",
        "repeated",
        "delimiters",
        "unicode",
        "control",
        "empty",
    ],
)
async def test_a_query_arrives_as_it_was_signed(
    server: RawServer, query: dict[str, str | list[str]]
) -> None:
    async with client(server.url) as http:
        await http.get(f"/v2/{PROJECT}/script-execution-records", params=query)

    (wire,) = server.requests
    assert wire.header("authorization") == authorization(wire)
    assert wire.query == canonical_query(wire.query)


@pytest.mark.parametrize(
    ("raw", "arrives"),
    [
        ("b=%2e%2E&a=x%3ay", "a=x%3Ay&b=.."),
        ("flag&b=c+d", "b=c%20d&flag="),
        ("x=%2B", "x=%2B"),
        ("", ""),
    ],
)
async def test_a_query_that_was_written_out_arrives_as_it_was_signed(
    server: RawServer, raw: str, arrives: str
) -> None:
    async with client(server.url) as http:
        await http.get(f"/v2/p/records?{raw}")

    (wire,) = server.requests
    assert wire.header("authorization") == authorization(wire)
    assert wire.query == arrives


@pytest.mark.parametrize(
    "record", ["srr:1", "~", "...a", "a..", "a.b_c-d~e:f", "A" * 128, ":", "-._~:0"]
)
async def test_an_id_arrives_as_it_was_signed(server: RawServer, record: str) -> None:
    async with client(server.url) as http:
        await http.get(f"/v2/p/records/{record}")

    (wire,) = server.requests
    assert wire.header("authorization") == authorization(wire)
    assert unquote(wire.target) == f"/v2/p/records/{record}"


async def test_another_reader_finds_the_signature_right(server: RawServer) -> None:
    async with client(server.url) as http:
        await http.get("/v2/p/records", params={"since": "2026-01-14T00:00:00Z"})

    (wire,) = server.requests
    assert (wire.method, wire.header("host")) == ("GET", server.address)
    verify(wire.as_signed(), access_key=ACCESS_KEY, secret_key=SECRET_KEY)


async def test_a_compressed_answer_is_read_once() -> None:
    body = gzip.compress(b'{"id": "x"}')
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}"
    whole = f"{head}\r\n\r\n".encode() + body

    async with RawServer(whole) as server, client(server.url) as http:
        answer = await http.get("/v2/p/records")

    assert answer.json() == {"id": "x"}


async def test_a_redirect_is_not_followed() -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
    async with RawServer(head) as server, client(server.url) as http:
        answer = await http.get("/v2/p/records")

    assert answer.status_code == 302
    assert len(server.requests) == 1


async def test_a_proxy_gets_what_was_signed(server: RawServer) -> None:
    async with client("http://workspace.example", proxy=server.url) as http:
        await http.get("/v2/p/records", params={"since": "2026-01-14T00:00:00Z"})

    (wire,) = server.requests
    origin = "http://workspace.example"
    assert wire.target == f"{origin}/v2/p/records?since=2026-01-14T00%3A00%3A00Z"
    direct = WireRequest(wire.method, wire.target.removeprefix(origin), wire.headers)
    assert wire.header("authorization") == authorization(direct)


async def test_the_environment_may_name_a_proxy(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url)

    async with client("http://workspace.example", trust_env=True) as http:
        await http.get("/v2/p/records")

    assert [wire.target for wire in server.requests] == [
        "http://workspace.example/v2/p/records"
    ]


async def test_the_environment_is_not_asked_for_a_proxy_unless_it_may_be(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    async with client(server.url, trust_env=False) as http:
        await http.get("/v2/p/records")

    assert [wire.target for wire in server.requests] == ["/v2/p/records"]


async def test_a_password_in_netrc_does_not_meddle_with_the_signature(
    server: RawServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))

    async with client(server.url, trust_env=True) as http:
        await http.get("/v2/p/records")

    (wire,) = server.requests
    assert wire.header("authorization") == authorization(wire)


async def test_a_body_arrives_as_it_was_signed(server: RawServer) -> None:
    async with client(server.url) as http:
        await http.post("/v5/x", params={"a": "b:c"}, json={"encoded_message": "ä+/="})

    (wire,) = server.requests
    assert (wire.method, wire.body) == ("POST", '{"encoded_message":"ä+/="}'.encode())
    assert wire.header("content-type") == "application/json"
    verify(wire.as_signed(), access_key=ACCESS_KEY, secret_key=SECRET_KEY)


async def test_coc_is_told_the_project_once_and_the_language(server: RawServer) -> None:
    out = Outbound(ssl.create_default_context(), proxy=None, trust_env=False)

    async with http_client(server.url, coc_headers(PROJECT), None, out) as http:
        await http.get("/v1/job/script/orders")

    (wire,) = server.requests
    assert (wire.header("x-project-id"), wire.header("x-language")) == (
        PROJECT,
        "en-us",
    )


async def test_who_has_nothing_to_sign_with_signs_nothing(server: RawServer) -> None:
    out = Outbound(ssl.create_default_context(), proxy=None, trust_env=False)

    async with http_client(server.url, {}, None, out) as http:
        await http.post("/v3/auth/tokens", params={"nocatalog": "1"}, json={"auth": {}})

    (wire,) = server.requests
    assert (wire.target, wire.body) == (
        "/v3/auth/tokens?nocatalog=1",
        b'{"auth":{}}',
    )
    names = {name for name, _ in wire.headers}
    assert not names & {"authorization", "x-sdk-date", "x-auth-token", "x-project-id"}


async def test_a_cookie_that_was_set_is_not_sent_back() -> None:
    head = (
        b"HTTP/1.1 200 OK\r\nSet-Cookie: tied=together; Path=/\r\n"
        b"Connection: close\r\nContent-Length: 2\r\n\r\n{}"
    )
    async with RawServer(head) as server:
        # By name: nobody keeps the cookies of a bare address.
        async with client("http://workspace.example", proxy=server.url) as http:
            await http.get("/v2/p/records")
            await http.get("/v2/p/records")

        sent = [dict(wire.headers).get("cookie") for wire in server.requests]
    assert sent == [None, None]


@pytest.mark.parametrize(
    ("params", "query"),
    [
        ({"b": 2, "a": 1}, "a=1&b=2"),
        ({"id": ["d-2", "d-10", "d-1"]}, "id=d-1&id=d-10&id=d-2"),
        ({"z": True, "a b": "x/y"}, "a%20b=x%2Fy&z=true"),
        ({"a-b": "1", "a": "2"}, "a=2&a-b=1"),
    ],
    ids=["keys", "values", "encoded", "prefix"],
)
async def test_a_question_is_written_in_the_order_of_its_signature(
    server: RawServer, params: dict[str, object], query: str
) -> None:
    async with client(server.url) as http:
        await exchange(http, "GET", "/v2/p/records", params=params)

    (wire,) = server.requests
    assert wire.target == f"/v2/p/records?{query}"
    assert wire.header("authorization") == authorization(wire)
