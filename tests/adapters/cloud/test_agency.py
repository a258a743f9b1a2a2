import asyncio
import ssl
from datetime import timedelta

import httpx
import pytest

from bot.adapters.cloud.agency import agency_auth, agency_keys
from bot.adapters.cloud.signing_in import (
    SignInError,
    SignInRefusedError,
    SignInUnavailableError,
)
from bot.adapters.cloud.transport import http_client, metadata_client
from bot.adapters.http_session import Outbound
from bot.playground.cloud.signing import SignedRequest, verify
from tests.adapters.cloud.raw_server import RawServer
from tests.adapters.cloud.signing import DAY, Answering, agency
from tests.fakes import NINE, FakeClock

METADATA_TOKEN = httpx.Response(200, content=b"metadata-token\n")
OK = httpx.Response(200, content=b"{}")
UNAUTHORIZED = httpx.Response(401, content=b"{}")
WHO = "the metadata service of this machine"
SILENT = f"could not be asked: {WHO} did not answer. Ask again in a minute."
UNREADABLE = f"could not be asked: {WHO} gave an answer that I cannot read. Ask again in a minute."
NO_AGENCY = (
    f"could not be asked: {WHO} refused this bot's sign-in (404). Whoever runs this "
    "bot has to check that the machine has an agency."
)
PUT_TOKEN = ("PUT", "/meta-data/latest/api/token")
GET_KEYS = ("GET", "/openstack/latest/securitykey")


def asked(metadata: Answering) -> list[tuple[str, str]]:
    return [(one.method, one.url.path) for one in metadata.requests]


async def refused(metadata: Answering, clock: FakeClock) -> SignInError:
    with pytest.raises(SignInError) as caught:
        await agency_keys(metadata.client(), clock).current()
    return caught.value


async def test_a_token_is_fetched_and_then_the_keys(clock: FakeClock) -> None:
    metadata = Answering(METADATA_TOKEN, agency("AK1"))

    held = await agency_keys(metadata.client(), clock).current()

    assert asked(metadata) == [PUT_TOKEN, GET_KEYS]
    assert metadata.headers("X-Metadata-Token-Ttl-Seconds") == ["21600", None]
    assert metadata.headers("X-Metadata-Token") == [None, "metadata-token"]
    assert (held.keys.access_key, held.keys.secret_key, held.keys.security_token) == (
        "AK1",
        "secret-of-AK1",
        "token-of-AK1",
    )
    assert (held.ends, held.renew_from) == (
        NINE + DAY,
        NINE + DAY - timedelta(minutes=40),
    )


@pytest.mark.parametrize(("status", "times"), [(404, 1), (405, 1), (503, 2)])
async def test_an_old_service_knows_no_tokens(
    clock: FakeClock, status: int, times: int
) -> None:
    metadata = Answering(*[httpx.Response(status)] * times, agency("AK1"))

    held = await agency_keys(metadata.client(), clock).current()

    assert held.keys.access_key == "AK1"
    assert metadata.headers("X-Metadata-Token") == [None] * (times + 1)


async def test_trouble_that_passes_at_once_is_waited_for(clock: FakeClock) -> None:
    away = httpx.Response(503)
    metadata = Answering(away, METADATA_TOKEN, away, agency("AK1"))

    held = await agency_keys(metadata.client(), clock).current()

    assert held.keys.access_key == "AK1"
    assert asked(metadata) == [PUT_TOKEN, PUT_TOKEN, GET_KEYS, GET_KEYS]
    assert metadata.headers("X-Metadata-Token")[2:] == ["metadata-token"] * 2


async def test_a_token_that_has_ended_is_fetched_again_once(clock: FakeClock) -> None:
    metadata = Answering(METADATA_TOKEN, UNAUTHORIZED, METADATA_TOKEN, agency("AK1"))

    held = await agency_keys(metadata.client(), clock).current()

    assert asked(metadata) == [PUT_TOKEN, GET_KEYS] * 2
    assert held.keys.access_key == "AK1"


async def test_a_service_that_refuses_twice_refuses_the_sign_in(
    clock: FakeClock,
) -> None:
    metadata = Answering(METADATA_TOKEN, UNAUTHORIZED, METADATA_TOKEN, UNAUTHORIZED)

    found = await refused(metadata, clock)

    assert (type(found), len(metadata.requests)) == (SignInRefusedError, 4)


async def test_a_machine_without_an_agency_is_refused(clock: FakeClock) -> None:
    metadata = Answering(METADATA_TOKEN, httpx.Response(404))

    found = await refused(metadata, clock)

    assert (type(found), str(found)) == (
        SignInRefusedError,
        NO_AGENCY,
    )


@pytest.mark.parametrize(
    "replies",
    [
        (httpx.Response(500),),
        (METADATA_TOKEN, httpx.Response(500)),
        (METADATA_TOKEN, httpx.Response(429)),
    ],
    ids=["token", "keys", "throttled"],
)
async def test_trouble_of_the_service_may_pass(
    clock: FakeClock, replies: tuple[httpx.Response, ...]
) -> None:
    found = await refused(Answering(*replies), clock)

    assert isinstance(found, SignInUnavailableError)
    assert f"{WHO} has a problem of its own" in str(found)


async def test_a_machine_that_is_no_ecs_has_no_such_service(clock: FakeClock) -> None:
    found = await refused(Answering(httpx.ConnectError("x")), clock)

    assert (type(found), str(found)) == (SignInUnavailableError, SILENT)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, content=b"<html>"),
        httpx.Response(200, json={}),
        httpx.Response(200, json={"credential": {"access": "SECRET-AK"}}),
        agency("SECRET-AK", expires_at="soon"),
        agency("SECRET-AK", secret="line\nend"),
        agency("SECRET-AK", securitytoken=""),
    ],
    ids=["html", "empty", "incomplete", "no-time", "line-end", "no-token"],
)
async def test_keys_that_cannot_be_read_are_none_and_not_repeated(
    clock: FakeClock, answer: httpx.Response
) -> None:
    found = await refused(Answering(METADATA_TOKEN, answer), clock)

    assert (type(found), str(found)) == (SignInUnavailableError, UNREADABLE)
    shown = f"{found!r} {found.fault!r} {found.__cause__!r} {found.__context__!r}"
    assert "SECRET-AK" not in shown


@pytest.mark.parametrize("body", [b"", b"a b", "é".encode(), b"a\nb"], ids=ascii)
async def test_a_token_that_cannot_be_sent_is_none(
    clock: FakeClock, body: bytes
) -> None:
    found = await refused(Answering(httpx.Response(200, content=body)), clock)

    assert (type(found), str(found)) == (SignInUnavailableError, UNREADABLE)


async def test_keys_are_fetched_anew_40_minutes_before_they_end(
    clock: FakeClock,
) -> None:
    metadata = Answering(METADATA_TOKEN, agency("AK1"), agency("AK2", NINE + 2 * DAY))
    keys = agency_keys(metadata.client(), clock)
    await keys.current()
    clock.time = NINE + DAY - timedelta(minutes=40, seconds=1)
    early = (await keys.current()).keys.access_key
    clock.time += timedelta(seconds=1)

    late = (await keys.current()).keys.access_key

    assert (early, late) == ("AK1", "AK2")
    assert asked(metadata) == [PUT_TOKEN, GET_KEYS, GET_KEYS]


async def test_keys_that_come_with_less_are_used_and_not_fetched_in_a_loop(
    clock: FakeClock,
) -> None:
    metadata = Answering(METADATA_TOKEN, agency("AK1", NINE + timedelta(minutes=20)))
    keys = agency_keys(metadata.client(), clock)

    used = [(await keys.current()).keys.access_key for _ in range(10)]

    assert (used, len(metadata.requests)) == (["AK1"] * 10, 2)


async def test_all_who_wait_share_one_fetch(clock: FakeClock) -> None:
    metadata = Answering(METADATA_TOKEN, agency("AK1"))
    keys = agency_keys(metadata.client(), clock)

    await asyncio.gather(*(keys.current() for _ in range(20)))

    assert len(metadata.requests) == 2


async def test_requests_are_signed_with_the_keys(clock: FakeClock) -> None:
    metadata = Answering(METADATA_TOKEN, agency("AK1"))
    service = Answering(OK)
    auth = agency_auth(agency_keys(metadata.client(), clock), clock)

    async with service.client(auth) as http:
        await http.post("/v5/x", params={"b": "1", "a": ":"}, json={"encoded": "ä"})

    (request,) = service.requests
    assert request.headers["X-Security-Token"] == "token-of-AK1"
    verify(as_sent(request), access_key="AK1", secret_key="secret-of-AK1")


async def test_refused_keys_are_renewed_and_the_request_signed_anew(
    clock: FakeClock,
) -> None:
    metadata = Answering(METADATA_TOKEN, agency("AK1"), agency("AK2"))
    service = Answering(UNAUTHORIZED, OK)
    auth = agency_auth(agency_keys(metadata.client(), clock), clock)

    async with service.client(auth) as http:
        answer = await http.get("/x", params={"b": ["2", "1"]})

    assert answer.status_code == 200
    first, second = service.requests
    assert second.headers.get_list("X-Security-Token") == ["token-of-AK2"]
    verify(as_sent(second), access_key="AK2", secret_key="secret-of-AK2")
    assert first.url == second.url


async def test_what_is_sent_again_arrives_as_it_was_signed_anew(
    clock: FakeClock,
) -> None:
    metadata = Answering(METADATA_TOKEN, agency("AK1"), agency("AK2"))
    auth = agency_auth(agency_keys(metadata.client(), clock), clock)
    out = Outbound(ssl.create_default_context(), proxy=None, trust_env=False)
    unauthorized = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\n{}"

    async with (
        RawServer(unauthorized) as server,
        http_client(server.url, {}, auth, out) as http,
    ):
        answer = await http.post("/v5/x", params={"a": "b:c"}, json={"x": "ä"})

    assert answer.status_code == 401
    for key, wire in zip(("AK1", "AK2"), server.requests, strict=True):
        verify(wire.as_signed(), access_key=key, secret_key=f"secret-of-{key}")


async def test_who_shall_not_resend_does_not(clock: FakeClock) -> None:
    metadata = Answering(METADATA_TOKEN, agency("AK1"))
    service = Answering(UNAUTHORIZED)
    auth = agency_auth(agency_keys(metadata.client(), clock), clock, resends=False)

    async with service.client(auth) as http:
        await http.get("/x")

    assert (len(service.requests), len(metadata.requests)) == (1, 2)


async def test_no_secret_is_in_any_repr(clock: FakeClock) -> None:
    metadata = Answering(METADATA_TOKEN, agency("AK1"))

    held = await agency_keys(metadata.client(), clock).current()

    assert "secret-of-AK1" not in repr(held)
    assert "token-of-AK1" not in repr(held)


@pytest.mark.parametrize("trust_env", [True, False])
async def test_no_proxy_stands_before_the_metadata_service(
    monkeypatch: pytest.MonkeyPatch, *, trust_env: bool
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    out = Outbound(ssl.create_default_context(), "http://127.0.0.1:9", trust_env)

    async with RawServer() as server, metadata_client(server.url, out) as http:
        await http.get("/openstack/latest/securitykey")

    assert [one.target for one in server.requests] == ["/openstack/latest/securitykey"]


def as_sent(request: httpx.Request) -> SignedRequest:
    path, _, query = request.url.raw_path.decode().partition("?")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return SignedRequest(request.method, path, query, headers, request.content)
