import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.cloud.auth import AccessKeyAuth, canonical_path, canonical_query
from bot.playground.cloud.signing import (
    Authorization,
    SignedRequest,
    canonical_request,
    verify,
)
from tests.adapters.cloud.samples import ACCESS_KEY, SECRET_KEY
from tests.fakes import FakeClock

SIGNED_AT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
ORIGIN = "https://workspace.ap-southeast-3.myhuaweicloud.com"

# Vectors A and B of the vendor's signer.
A_PROJECT = "0123456789abcdef0123456789abcdef"
A_QUERY = (
    b"execute_time_start=2026-01-14T00%3A00%3A00Z&limit=100&offset=0"
    b"&resource_id=d-1&resource_id=d-2&status=FAILED"
)
A = httpx.Request(
    "GET",
    f"{ORIGIN}/v2/{A_PROJECT}/script-execution-records",
    params={
        "status": "FAILED",
        "offset": 0,
        "limit": 100,
        "resource_id": ["d-2", "d-1"],
        "execute_time_start": "2026-01-14T00:00:00Z",
    },
    headers={"Content-Type": "application/json", "X-Project-Id": A_PROJECT},
)
B = httpx.Request(
    "GET",
    "https://coc-intl.myhuaweicloud.com/v1/job/script/orders?limit=100&status=ABNORMAL",
    headers={"Content-Type": "application/json", "X-Domain-Id": "d" * 32},
)


def signed(
    request: httpx.Request, *, security_token: str = "", clock: FakeClock | None = None
) -> httpx.Request:
    auth = AccessKeyAuth(
        access_key=ACCESS_KEY,
        secret_key=SECRET_KEY,
        security_token=security_token,
        clock=clock or FakeClock(SIGNED_AT),
    )
    return next(auth.auth_flow(request))


def get(
    target: str = "/v2/p/x",
    *,
    params: Iterable[tuple[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
    content: bytes = b"",
) -> httpx.Request:
    return httpx.Request(
        method,
        f"{ORIGIN}{target}",
        params=None if params is None else httpx.QueryParams(tuple(params)),
        headers=headers,
        content=content,
    )


def as_sent(request: httpx.Request) -> SignedRequest:
    path, _, query = request.url.raw_path.decode().partition("?")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return SignedRequest(request.method, path, query, headers, request.content)


def authorization(request: httpx.Request) -> Authorization:
    return Authorization.from_header(request.headers["Authorization"])


@pytest.mark.parametrize(
    ("request_", "token", "names", "digest", "signature"),
    [
        (
            A,
            "",
            "content-type;host;x-project-id;x-sdk-date",
            "884c17bfd5955be2023ef1a96af48ab765c36b63bcca67c1342bab927fae8122",
            "a6008ae94c5338e45d29148f3b866460fdc70186fc584b6998c2abefb3413b7d",
        ),
        (
            B,
            "TMPTOKEN",
            "content-type;host;x-domain-id;x-sdk-date;x-security-token",
            "7042a49eba1a4072c2bf0159fc46202794110485ef425cf7bb78da0a530c647d",
            "fd189583eee18fbf115ecaa91cdc34f45416599cbc963691e5cf841d95a1a511",
        ),
    ],
    ids=["A-regional", "B-temporary-keys"],
)
def test_a_request_is_signed_as_the_vendors_sdk_does(
    request_: httpx.Request, token: str, names: str, digest: str, signature: str
) -> None:
    sent = signed(request_, security_token=token)

    canonical = canonical_request(as_sent(sent), tuple(names.split(";")))
    assert sent.headers["Authorization"] == (
        f"SDK-HMAC-SHA256 Access={ACCESS_KEY}, SignedHeaders={names}, "
        f"Signature={signature}"
    )
    assert hashlib.sha256(canonical.encode()).hexdigest() == digest


def test_the_query_goes_out_as_it_was_signed() -> None:
    assert signed(A).url.query == A_QUERY


@pytest.mark.parametrize("target", ["/v2/p/x", "/v2/p/x?", "/v2/p/x?&&"])
def test_a_request_without_a_query_gets_none(target: str) -> None:
    assert signed(get(target)).url.raw_path == b"/v2/p/x"


def test_a_temporary_key_brings_its_token() -> None:
    sent = signed(get(), security_token="TMPTOKEN")

    assert sent.headers["X-Security-Token"] == "TMPTOKEN"
    assert "x-security-token" in authorization(sent).signed_headers


def test_a_permanent_key_brings_no_token() -> None:
    assert "X-Security-Token" not in signed(get()).headers


async def test_each_request_is_signed_anew() -> None:
    clock = FakeClock(SIGNED_AT)
    first = signed(get(), clock=clock)
    await clock.sleep(1)

    second = signed(get(), clock=clock)

    dates = [sent.headers["X-Sdk-Date"] for sent in (first, second)]
    assert dates == ["20260115T093000Z", "20260115T093001Z"]
    assert authorization(first).signature != authorization(second).signature


def test_what_a_proxy_may_rewrite_is_not_signed() -> None:
    headers = {"User-Agent": "a", "Accept": "*/*", "Via": "b", "X-Odd_Name": "c"}

    names = authorization(signed(get(headers=headers))).signed_headers

    assert names == ("host", "x-sdk-date")


def test_spaces_around_a_header_are_not_signed() -> None:
    trimmed = signed(get(headers={"X-Project-Id": "p"}))

    padded = signed(get(headers={"X-Project-Id": "  p\t"}))

    assert padded.headers["Authorization"] == trimmed.headers["Authorization"]


def test_an_older_signature_is_replaced() -> None:
    sent = signed(get(headers={"Authorization": "old", "X-Sdk-Date": "old"}))

    verify(as_sent(sent), access_key=ACCESS_KEY, secret_key=SECRET_KEY)
    assert sent.headers.get_list("X-Sdk-Date") == ["20260115T093000Z"]


async def test_the_body_is_signed() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    auth = AccessKeyAuth(
        access_key=ACCESS_KEY,
        secret_key=SECRET_KEY,
        security_token="",
        clock=FakeClock(SIGNED_AT),
    )
    async with httpx.AsyncClient(
        transport=httpx.MockTransport(answer), auth=auth
    ) as client:
        await client.post(f"{ORIGIN}/v5/decode", json={"encoded": "ä"})

    verify(as_sent(seen[0]), access_key=ACCESS_KEY, secret_key=SECRET_KEY)
    assert seen[0].content == '{"encoded":"ä"}'.encode()


@pytest.mark.parametrize(
    ("pairs", "query"),
    [
        ([], ""),
        ([("b", "1"), ("a", "2")], "a=2&b=1"),
        ([("a", "2"), ("a", "10"), ("a", "")], "a=&a=10&a=2"),
        ([("B", "1"), ("a", "1")], "B=1&a=1"),
        ([("k", "a b")], "k=a%20b"),
        ([("k", "a+b")], "k=a%2Bb"),
        ([("k", "100%")], "k=100%25"),
        ([("k", "%2e%2E")], "k=%252e%252E"),
        ([("k", "a/b:c?d#e&f=g;h,i@j")], "k=a%2Fb%3Ac%3Fd%23e%26f%3Dg%3Bh%2Ci%40j"),
        ([("k", "a~b-c_d.e")], "k=a~b-c_d.e"),
        ([("k", "*'()!$")], "k=%2A%27%28%29%21%24"),
        ([("k", "財務 é")], "k=%E8%B2%A1%E5%8B%99%20%C3%A9"),
        ([("k", "\r\n\0")], "k=%0D%0A%00"),
        ([("ключ", "")], "%D0%BA%D0%BB%D1%8E%D1%87="),
        ([("", "v")], "=v"),
    ],
)
def test_a_query_is_sorted_and_encoded(
    pairs: list[tuple[str, str]], query: str
) -> None:
    assert canonical_query(pairs) == query


@pytest.mark.parametrize(
    ("raw", "query"),
    [
        ("flag", b"flag="),
        ("flag&a=1", b"a=1&flag="),
        ("a=1=2", b"a=1%3D2"),
        ("a=b+c", b"a=b%20c"),
        ("a=%2e%2E", b"a=.."),
        ("a=%zz", b"a=%25zz"),
        ("&a=1&&", b"a=1"),
    ],
)
def test_a_query_that_was_written_out_is_put_in_order(raw: str, query: bytes) -> None:
    assert signed(get(f"/x?{raw}")).url.query == query


@pytest.mark.parametrize(
    ("raw_path", "canonical"),
    [
        ("/", "/"),
        ("", "/"),
        ("/v2/p/x", "/v2/p/x/"),
        ("/v2/p/x/", "/v2/p/x/"),
        ("/a//b", "/a//b/"),
        ("/srr:1", "/srr%3A1/"),
        ("/srr%3a1", "/srr%3A1/"),
        ("/a~b-c_d.e", "/a~b-c_d.e/"),
        ("/x%2Fy%20z", "/x/y%20z/"),
        ("/a+b", "/a%2Bb/"),
        ("/%E8%B2%A1", "/%E8%B2%A1/"),
        ("/100%25", "/100%25/"),
        ("/%2e%2E", "/../"),
    ],
)
def test_a_path_is_encoded_once_and_closed(raw_path: str, canonical: str) -> None:
    assert canonical_path(raw_path) == canonical


PAIRS = st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=6)
LETTERS = st.characters(exclude_characters="/", exclude_categories=["Cs"])
SEGMENTS = st.lists(st.text(LETTERS, min_size=1, max_size=10), max_size=4)


@given(pairs=PAIRS, segments=SEGMENTS, token=st.sampled_from(["", "TMPTOKEN"]))
def test_whatever_is_asked_another_reader_finds_the_signature_right(
    pairs: list[tuple[str, str]], segments: list[str], token: str
) -> None:
    path = "".join(f"/{quote(segment, safe='')}" for segment in segments)

    sent = signed(get(path, params=pairs), security_token=token)

    verify(as_sent(sent), access_key=ACCESS_KEY, secret_key=SECRET_KEY)
    assert sent.url.query.decode() == canonical_query(pairs)
