from datetime import datetime, timedelta

import httpx
import pytest

from bot.adapters.cloud.signing_in import (
    SignInError,
    SignInRefusedError,
    SignInUnavailableError,
)
from bot.adapters.cloud.tokens import (
    StaticTokenAuth,
    Token,
    domain_scope,
    project_scope,
    token_auth,
)
from tests.adapters.cloud.samples import PROJECT
from tests.adapters.cloud.signing import (
    DAY,
    LOGIN,
    Answering,
    issued,
    keystone,
    sent_json,
    tokens_of,
)
from tests.fakes import NINE, FakeClock

CHECK = (
    "Whoever runs this bot has to check its user name, password, domain and project "
    "id, and the endpoint of IAM."
)
SILENT = "could not be asked: IAM did not answer. Ask again in a minute."
UNREADABLE = (
    "could not be asked: IAM gave an answer that I cannot read. Ask again in a minute."
)
OK = httpx.Response(200, content=b"{}")
UNAUTHORIZED = httpx.Response(401, content=b"{}")


async def refused(iam: Answering, clock: FakeClock) -> SignInError:
    with pytest.raises(SignInError) as caught:
        await tokens_of(iam, clock).current()
    return caught.value


async def test_a_password_is_sent_as_documented(clock: FakeClock) -> None:
    iam = Answering(issued("T1"))

    await tokens_of(iam, clock).current()

    (request,) = iam.requests
    assert (request.method, request.url.raw_path) == (
        "POST",
        b"/v3/auth/tokens?nocatalog=1",
    )
    assert sent_json(request) == {
        "auth": {
            "identity": {
                "methods": ["password"],
                "password": {
                    "user": {
                        "domain": {"name": "example-account"},
                        "name": "slack-bot",
                        "password": "pass-word-of-iam",
                    }
                },
            },
            "scope": {"project": {"id": PROJECT}},
        }
    }


async def test_a_token_may_be_for_a_whole_domain(clock: FakeClock) -> None:
    iam = Answering(issued("T1", domain={"id": "d" * 32, "name": "example-account"}))

    token = await tokens_of(iam, clock, domain_scope("example-account")).current()

    asked = sent_json(iam.requests[0])
    assert isinstance(asked, dict)
    assert asked["auth"]["scope"] == {"domain": {"name": "example-account"}}
    assert token == Token(
        "T1", NINE + DAY, NINE + DAY - timedelta(minutes=30), "d" * 32
    )


async def test_the_domain_of_a_project_is_none_of_the_token_s(clock: FakeClock) -> None:
    project = {"id": PROJECT, "domain": {"id": "d" * 32}}
    user = {"id": "u", "domain": {"id": "d" * 32}}
    iam = Answering(issued("T1", project=project, user=user))

    assert (await tokens_of(iam, clock).current()).domain_id == ""


@pytest.mark.parametrize(
    ("lasts", "renewed_before"),
    [
        (timedelta(hours=24), timedelta(minutes=30)),
        (timedelta(hours=5), timedelta(minutes=30)),
        (timedelta(hours=2), timedelta(minutes=12)),
        (timedelta(minutes=10), timedelta(minutes=1)),
    ],
    ids=["day", "five-hours", "two-hours", "ten-minutes"],
)
async def test_a_token_is_renewed_well_before_it_ends(
    clock: FakeClock, lasts: timedelta, renewed_before: timedelta
) -> None:
    iam = Answering(issued("T1", NINE + lasts), issued("T2", NINE + 2 * DAY))
    tokens = tokens_of(iam, clock)
    await tokens.current()
    clock.time = NINE + lasts - renewed_before - timedelta(seconds=1)
    early = (await tokens.current()).text
    clock.time += timedelta(seconds=1)

    late = (await tokens.current()).text

    assert (early, late, len(iam.requests)) == ("T1", "T2", 2)


@pytest.mark.parametrize("status", [400, 401, 403, 404])
async def test_iam_that_refuses_is_no_passing_trouble(
    clock: FakeClock, status: int
) -> None:
    iam = Answering(keystone(status))

    found = await refused(iam, clock)

    assert (type(found), str(found)) == (
        SignInRefusedError,
        f"could not be asked: IAM refused this bot's sign-in ({status}). {CHECK}",
    )
    assert (found.fault.code, found.fault.message) == (
        str(status),
        "The password is wrong.",
    )
    assert len(iam.requests) == 1


async def test_a_code_of_iam_is_named(clock: FakeClock) -> None:
    iam = Answering(
        httpx.Response(400, json={"error_code": "IAM.0011", "error_msg": "m"})
    )

    assert "(400 IAM.0011)" in str(await refused(iam, clock))


@pytest.mark.parametrize("status", [302, 408, 429, 500, 502, 503, 504])
async def test_trouble_of_iam_may_pass(clock: FakeClock, status: int) -> None:
    found = await refused(Answering(httpx.Response(status)), clock)

    sentence = (
        f"could not be asked: IAM has a problem of its own ({status}). "
        "Ask again in a minute."
    )
    assert (type(found), str(found)) == (SignInUnavailableError, sentence)


@pytest.mark.parametrize(
    "error",
    [httpx.ConnectError("x"), httpx.ReadError("x"), TimeoutError("x")],
    ids=lambda error: type(error).__name__,
)
async def test_iam_that_is_not_there_may_come_back(
    clock: FakeClock, error: Exception
) -> None:
    found = await refused(Answering(error), clock)

    assert (type(found), str(found)) == (SignInUnavailableError, SILENT)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(201, json={"token": {"expires_at": "2026-01-16T09:30:00Z"}}),
        httpx.Response(201, headers={"X-Subject-Token": "T1"}, content=b"<html>"),
        httpx.Response(201, headers={"X-Subject-Token": "T1"}, json={}),
        httpx.Response(
            201,
            headers={"X-Subject-Token": "T1"},
            json={"token": {"expires_at": "tomorrow"}},
        ),
        httpx.Response(
            201,
            headers={"X-Subject-Token": "T1"},
            json={"token": {"expires_at": "2026-01-16T09:30:00"}},
        ),
    ],
    ids=["no-token", "html", "empty", "no-time", "no-zone"],
)
async def test_a_token_that_cannot_be_read_is_none(
    clock: FakeClock, answer: httpx.Response
) -> None:
    found = await refused(Answering(answer), clock)

    assert (type(found), str(found)) == (SignInUnavailableError, UNREADABLE)
    assert "T1" not in f"{found!r} {found.fault!r} {found.__cause__!r}"


async def test_microseconds_may_be_missing(clock: FakeClock) -> None:
    body = {"token": {"expires_at": "2026-01-16T09:30:00Z"}}
    iam = Answering(httpx.Response(201, json=body, headers={"X-Subject-Token": "T"}))

    token = await tokens_of(iam, clock).current()

    assert token.ends == datetime.fromisoformat("2026-01-16T09:30:00+00:00")


async def test_each_request_brings_the_token(clock: FakeClock) -> None:
    service = Answering(OK)
    iam = Answering(issued("T1"))

    async with service.client(token_auth(tokens_of(iam, clock))) as http:
        await http.get("/x")
        await http.get("/y")

    assert service.headers("X-Auth-Token") == ["T1", "T1"]
    assert service.headers("X-Domain-Id") == [None, None]
    assert service.headers("Authorization") == [None, None]
    assert len(iam.requests) == 1


async def test_the_domain_is_told_where_it_is_known(clock: FakeClock) -> None:
    service = Answering(OK)
    iam = Answering(issued("T1", domain={"id": "d" * 32}))

    async with service.client(token_auth(tokens_of(iam, clock))) as http:
        await http.get("/x")

    assert service.headers("X-Domain-Id") == ["d" * 32]


@pytest.mark.parametrize("odd", ["a\nb", "", "a b", "../x"])
async def test_a_domain_that_is_no_id_is_not_sent(clock: FakeClock, odd: str) -> None:
    iam = Answering(issued("T1", domain={"id": odd}))

    assert (await tokens_of(iam, clock).current()).domain_id == ""


async def test_a_refused_token_is_renewed_and_the_request_sent_once_more(
    clock: FakeClock,
) -> None:
    service = Answering(UNAUTHORIZED, OK)
    iam = Answering(issued("T1"), issued("T2"))

    async with service.client(token_auth(tokens_of(iam, clock))) as http:
        answer = await http.get("/x", params={"a": ["1", "2"]})

    assert answer.status_code == 200
    assert service.headers("X-Auth-Token") == ["T1", "T2"]
    assert {str(request.url) for request in service.requests} == {
        "https://cloud.example/x?a=1&a=2"
    }


async def test_a_renewed_token_that_is_refused_too_is_the_answer(
    clock: FakeClock,
) -> None:
    service = Answering(UNAUTHORIZED)
    iam = Answering(issued("T1"), issued("T2"), issued("T3"))

    async with service.client(token_auth(tokens_of(iam, clock))) as http:
        answer = await http.get("/x")

    assert answer.status_code == 401
    assert service.headers("X-Auth-Token") == ["T1", "T2"]


async def test_who_shall_not_resend_does_not(clock: FakeClock) -> None:
    service = Answering(UNAUTHORIZED)
    iam = Answering(issued("T1"))

    async with service.client(token_auth(tokens_of(iam, clock), resends=False)) as http:
        await http.post("/x", json={"a": 1})

    assert (len(service.requests), len(iam.requests)) == (1, 1)


async def test_a_static_token_is_sent_as_it_is() -> None:
    service = Answering(UNAUTHORIZED)

    async with service.client(StaticTokenAuth("MII-static")) as http:
        await http.get("/x")

    assert service.headers("X-Auth-Token") == ["MII-static"]


async def test_neither_password_nor_token_is_in_any_repr(clock: FakeClock) -> None:
    tokens = tokens_of(Answering(issued("MII-secret")), clock)

    token = await tokens.current()

    shown = f"{LOGIN!r} {token!r} {tokens!r} {token_auth(tokens)!r}"
    shown += repr(StaticTokenAuth("MII-secret"))
    assert "MII-secret" not in shown
    assert "pass-word-of-iam" not in shown


def test_scopes_are_as_documented() -> None:
    assert [project_scope("p"), domain_scope("d")] == [
        {"project": {"id": "p"}},
        {"domain": {"name": "d"}},
    ]
