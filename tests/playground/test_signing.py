import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.playground.cloud.signing import (
    Authorization,
    SignatureError,
    SignedRequest,
    canonical_request,
    signed_at,
    verify,
)
from tests.playground.signer import ACCESS_KEY, SECRET_KEY

DATE = "20260115T093000Z"
PROJECT = "0123456789abcdef0123456789abcdef"


def authorization(signed_headers: str, signature: str) -> str:
    return (
        f"SDK-HMAC-SHA256 Access={ACCESS_KEY}, "
        f"SignedHeaders={signed_headers}, Signature={signature}"
    )


# Two signatures computed with the SDK's own signer, with made-up keys.
LIST_RECORDS = SignedRequest(
    "GET",
    f"/v2/{PROJECT}/script-execution-records",
    "execute_time_start=2026-01-14T00%3A00%3A00Z&limit=100&offset=0"
    "&resource_id=d-1&resource_id=d-2&status=FAILED",
    {
        "host": "workspace.ap-southeast-3.myhuaweicloud.com",
        "content-type": "application/json",
        "x-project-id": PROJECT,
        "x-sdk-date": DATE,
        "authorization": authorization(
            "content-type;host;x-project-id;x-sdk-date",
            "a6008ae94c5338e45d29148f3b866460fdc70186fc584b6998c2abefb3413b7d",
        ),
    },
)
LIST_ORDERS = SignedRequest(
    "GET",
    "/v1/job/script/orders",
    "limit=100&status=ABNORMAL",
    {
        "host": "coc-intl.myhuaweicloud.com",
        "content-type": "application/json",
        "x-security-token": "TMPTOKEN",
        "x-domain-id": "d" * 32,
        "x-sdk-date": DATE,
        "authorization": authorization(
            "content-type;host;x-domain-id;x-sdk-date;x-security-token",
            "fd189583eee18fbf115ecaa91cdc34f45416599cbc963691e5cf841d95a1a511",
        ),
    },
)


def with_headers(request: SignedRequest, **changes: str | None) -> SignedRequest:
    named = {name.replace("_", "-"): value for name, value in changes.items()}
    changed = {**request.headers, **named}
    kept = {name: value for name, value in changed.items() if value is not None}
    return replace(request, headers=kept)


@pytest.mark.parametrize(
    "request_", [LIST_RECORDS, LIST_ORDERS], ids=["permanent key", "temporary key"]
)
def test_a_signature_of_the_sdk_is_accepted(request_: SignedRequest) -> None:
    verify(request_, access_key=ACCESS_KEY, secret_key=SECRET_KEY)


@pytest.mark.parametrize(
    ("request_", "digest"),
    [
        (
            LIST_RECORDS,
            "884c17bfd5955be2023ef1a96af48ab765c36b63bcca67c1342bab927fae8122",
        ),
        (
            LIST_ORDERS,
            "7042a49eba1a4072c2bf0159fc46202794110485ef425cf7bb78da0a530c647d",
        ),
    ],
    ids=["permanent key", "temporary key"],
)
def test_the_canonical_request_is_that_of_the_sdk(
    request_: SignedRequest, digest: str
) -> None:
    names = Authorization.from_header(request_.headers["authorization"]).signed_headers

    canonical = canonical_request(request_, names)

    assert hashlib.sha256(canonical.encode()).hexdigest() == digest


def test_a_query_in_another_order_has_the_same_signature() -> None:
    parts = LIST_RECORDS.raw_query.split("&")

    shuffled = replace(LIST_RECORDS, raw_query="&".join(reversed(parts)))

    verify(shuffled, access_key=ACCESS_KEY, secret_key=SECRET_KEY)


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (
            lambda r: replace(r, method="POST"),
            "the signature does not match the request",
        ),
        (
            lambda r: replace(r, raw_path=r.raw_path + "/x"),
            "the signature does not match the request",
        ),
        (
            lambda r: replace(r, raw_query=r.raw_query + "&x"),
            "the signature does not match the request",
        ),
        (
            lambda r: replace(r, body=b"{}"),
            "the signature does not match the request",
        ),
        (
            lambda r: with_headers(r, x_domain_id="e" * 32),
            "the signature does not match the request",
        ),
        (
            lambda r: with_headers(r, x_domain_id=None),
            "x-domain-id is signed but not sent",
        ),
        (
            lambda r: with_headers(r, authorization=None),
            "the Authorization header is missing or malformed",
        ),
        (
            lambda r: with_headers(
                r, authorization=r.headers["authorization"].replace(", ", ",")
            ),
            "the Authorization header is missing or malformed",
        ),
        (
            lambda r: with_headers(
                r, authorization=authorization("x-sdk-date;host", "0" * 64)
            ),
            "SignedHeaders is not a sorted list of lower-case names",
        ),
        (
            lambda r: with_headers(
                r, authorization=authorization("x-sdk-date", "0" * 64)
            ),
            "host is not signed",
        ),
        (
            lambda r: with_headers(r, authorization=authorization("host", "0" * 64)),
            "x-sdk-date is not signed",
        ),
        (
            lambda r: with_headers(
                r, authorization=authorization("host;x-sdk-date", "0" * 64)
            ),
            "x-security-token is not signed",
        ),
    ],
    ids=[
        "other method",
        "other path",
        "other query",
        "other body",
        "other header",
        "header gone",
        "no signature",
        "malformed",
        "names not sorted",
        "host not signed",
        "date not signed",
        "token not signed",
    ],
)
def test_what_the_signature_does_not_cover_is_refused(
    spoil: Callable[[SignedRequest], SignedRequest], problem: str
) -> None:
    with pytest.raises(SignatureError) as refused:
        verify(spoil(LIST_ORDERS), access_key=ACCESS_KEY, secret_key=SECRET_KEY)

    assert str(refused.value) == problem


@pytest.mark.parametrize(
    ("access_key", "secret_key", "problem"),
    [
        ("AKOTHER", SECRET_KEY, "the access key is unknown"),
        ("AKÖTHER", SECRET_KEY, "the access key is unknown"),
        (ACCESS_KEY, "SKOTHER", "the signature does not match the request"),
    ],
    ids=["access key", "no ASCII", "secret key"],
)
def test_another_key_is_refused(access_key: str, secret_key: str, problem: str) -> None:
    with pytest.raises(SignatureError) as refused:
        verify(LIST_RECORDS, access_key=access_key, secret_key=secret_key)

    assert str(refused.value) == problem


@pytest.mark.parametrize(
    ("raw_path", "raw_query", "canonical"),
    [
        ("/v2/a%20b~c", "", "GET\n/v2/a%20b~c/\n\n"),
        ("/v2/%E7%BC%96/", "", "GET\n/v2/%E7%BC%96/\n\n"),
        ("/v2/x%3Ay", "a+b=%7E&a=", "GET\n/v2/x%3Ay/\na=&a%2Bb=~\n"),
        ("/v2/x:y", "q", "GET\n/v2/x%3Ay/\nq=\n"),
        ("/v2/..", "", "GET\n/v2/../\n\n"),
    ],
)
def test_path_and_query_are_encoded_anew(
    raw_path: str, raw_query: str, canonical: str
) -> None:
    request = SignedRequest("GET", raw_path, raw_query, {})

    text = canonical_request(request, ())

    assert text == canonical + "\n\n" + hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("headers", "body", "payload_hash"),
    [
        ({}, b"{}", hashlib.sha256(b"{}").hexdigest()),
        ({"x-sdk-content-sha256": "UNSIGNED-PAYLOAD"}, b"{}", "UNSIGNED-PAYLOAD"),
        (
            {"x-sdk-content-sha256": "UNSIGNED-PAYLOAD"},
            b"",
            hashlib.sha256(b"").hexdigest(),
        ),
    ],
    ids=["hashed", "declared", "declared without a body"],
)
def test_the_body_is_part_of_the_signature(
    headers: dict[str, str], body: bytes, payload_hash: str
) -> None:
    request = SignedRequest("POST", "/", "", headers, body)

    text = canonical_request(request, ())

    assert text == f"POST\n/\n\n\n\n{payload_hash}"


def test_the_date_of_a_signature_is_utc() -> None:
    assert signed_at(LIST_RECORDS) == datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


def test_a_malformed_date_is_refused() -> None:
    with pytest.raises(SignatureError) as refused:
        signed_at(with_headers(LIST_RECORDS, x_sdk_date="2026-01-15"))

    assert str(refused.value) == "X-Sdk-Date is missing or malformed"
