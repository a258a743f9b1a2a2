import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapters.cloud.faults import fault, hides_an_error, retry_after
from bot.errors import Fault

HTML = b"<html><head><title>502</title></head><body>CloudWAF</body></html>"


def body(**fields: Any) -> bytes:  # noqa: ANN401  any JSON
    return json.dumps(fields).encode()


@pytest.mark.parametrize(
    ("answered", "code", "message"),
    [
        (
            body(error_code="WKS.00010099", error_msg="The service is disabled."),
            "WKS.00010099",
            "The service is disabled.",
        ),
        (
            body(
                error_code="WKS.0001",
                error_msg="no permission",
                error_detail="policy",
                encoded_authorization_message="Y2lwaGVy",
            ),
            "WKS.0001",
            "no permission",
        ),
        (
            body(error_msg="Bad signature", error_code="APIGW.0301", request_id=""),
            "APIGW.0301",
            "Bad signature",
        ),
        (
            body(error={"code": 401, "message": "required", "title": "Unauthorized"}),
            "401",
            "required",
        ),
        (body(errorCode="ECS.0219", errorMsg="Bad name"), "ECS.0219", "Bad name"),
        (body(code="COC.1", message="Bad order"), "COC.1", "Bad order"),
        (
            body(provider_code="049", error_code="GOM.1", error_msg=None, data=None),
            "GOM.1",
            "",
        ),
        (
            body(
                status_code=429,
                request_id="",
                error_code="APIGW.0308",
                error_message="throttled",
                encoded_authorization_message="",
            ),
            "APIGW.0308",
            "throttled",
        ),
        (HTML, "", HTML.decode()),
    ],
    ids=[
        "two-fields",
        "four-fields",
        "gateway",
        "keystone",
        "camel",
        "code-and-message",
        "incident-family",
        "sdk-dump",
        "html",
    ],
)
def test_every_documented_body_is_understood(
    answered: bytes, code: str, message: str
) -> None:
    understood = fault(400, {}, answered)

    assert (understood.code, understood.message) == (code, message)


@pytest.mark.parametrize(
    ("answered", "code", "message"),
    [
        (body(error_code="WKS.1"), "WKS.1", ""),
        (body(error_code="WKS.1", error_msg={"en": "no"}), "WKS.1", ""),
        (body(error_code=7, error_msg=8), "7", "8"),
        (
            body(error_code="", error_msg="x"),
            "",
            '{"error_code": "", "error_msg": "x"}',
        ),
        (body(errorCode="x"), "x", ""),
        (body(code=None, message="x"), "", '{"code": null, "message": "x"}'),
        (body(code={"a": 1}, message="x"), "", '{"code": {"a": 1}, "message": "x"}'),
        (
            body(data={"error_code": "in", "error_msg": "a"}, code="out", message="b"),
            "out",
            "b",
        ),
        (
            body(error_code="first", error_msg="a", code="second", message="b"),
            "first",
            "a",
        ),
        (body(a={"b": {"error_code": "deep", "error_msg": "m"}}), "deep", "m"),
        (b'[{"error_code": "WKS.1"}]', "", '[{"error_code": "WKS.1"}]'),
        (b'"WKS.1"', "", '"WKS.1"'),
        (b"null", "", "null"),
        (b"", "", ""),
        (b"  \n\t ", "", ""),
        (b"<p>\n  bad\r\n\tgateway</p>", "", "<p> bad gateway</p>"),
        (body(error_code="WKS.1", error_msg=" two\n lines "), "WKS.1", "two lines"),
        ("网关错误".encode(), "", "网关错误"),
        (b"\xff\xfe\x00caf\xe9", "", "\ufffd\ufffd\x00caf\ufffd"),
        (b"\xef\xbb\xbf" + body(error_code="BOM"), "BOM", ""),
        (b'{"error_code": ' + b"9" * 5000 + b"}", "", '{"error_code": ' + "9" * 185),
    ],
)
def test_an_odd_body_still_says_what_it_can(
    answered: bytes, code: str, message: str
) -> None:
    understood = fault(400, {}, answered)

    assert understood == Fault(code=code, message=message, status=400)


def test_a_reason_that_only_the_cloud_can_read_is_kept_out_of_sight() -> None:
    answered = body(
        error_code="WKS.xxxx",
        error_msg="no permission",
        error_detail="policy",
        encoded_authorization_message="Y2lwaGVydGV4dA==",
    )

    understood = fault(403, {}, answered)

    assert understood == Fault(
        code="WKS.xxxx",
        message="no permission",
        status=403,
        encoded_denial="Y2lwaGVydGV4dA==",
    )
    assert "Y2lwaGVydGV4dA==" not in f"{understood!r} {understood}"


@pytest.mark.parametrize(
    "encoded", [None, 7, "", ["x"], "x" * 16_385], ids=lambda value: str(value)[:9]
)
def test_a_reason_that_is_none_or_too_long_is_left_out(encoded: object) -> None:
    answered = body(error_code="W.1", encoded_authorization_message=encoded)

    assert fault(403, {}, answered).encoded_denial == ""


@pytest.mark.parametrize(
    "answered",
    [
        b"x" * 5_000_000,
        "网".encode() * 1_000,
        body(error_code="WKS.1", error_msg="x" * 5_000_000),
    ],
    ids=["plain", "many-bytes-a-letter", "json"],
)
def test_a_long_message_is_cut(answered: bytes) -> None:
    assert len(fault(500, {}, answered).message) == 200


def test_a_long_code_is_cut() -> None:
    answered = body(error_code="W" * 5_000_000, error_msg="x")

    assert len(fault(500, {}, answered).code) <= 200


@pytest.mark.parametrize(
    "answered",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"a":' * 960 + b"1" + b"}" * 960,
        b'{"a":' * 700 + b"1" + b"}" * 700,
    ],
    ids=["lists", "objects", "valid-objects", "fewer-valid-objects"],
)
def test_deep_json_says_what_it_can(answered: bytes) -> None:
    understood = fault(502, {}, answered)

    assert understood == Fault(message=answered[:200].decode(), status=502)


@pytest.mark.parametrize(
    ("headers", "request_id"),
    [
        ({"x-request-id": "from-header"}, "from-header"),
        ({"x-iam-trace-id": "from-iam"}, "from-iam"),
        ({"x-request-id": "first", "x-iam-trace-id": "second"}, "first"),
        ({"x-request-id": ""}, "from-body"),
        ({}, "from-body"),
        ({"x-request-id": "r" * 500}, ""),
    ],
    ids=["header", "iam", "both", "empty", "body", "long"],
)
def test_the_clouds_own_id_of_the_request_is_kept(
    headers: dict[str, str], request_id: str
) -> None:
    answered = body(error_code="APIGW.1", error_msg="m", request_id="from-body")

    understood = fault(500, headers, answered)

    assert understood == Fault(
        code="APIGW.1", message="m", status=500, request_id=request_id
    )


@pytest.mark.parametrize("answered", [b"[]", b"{}", b'{"request_id": null}', b"<p>"])
def test_a_request_without_an_id_has_none(answered: bytes) -> None:
    assert fault(500, {}, answered).request_id == ""


@pytest.mark.parametrize(
    ("headers", "message", "seconds"),
    [
        ({"retry-after": "7"}, "", 7.0),
        ({"retry-after": "0"}, "", 0.0),
        ({"retry-after": "7"}, "limit:10,time:1 minute", 7.0),
        ({"retry-after": ""}, "limit:10,time:1 minute", 60.0),
        ({"retry-after": "soon"}, "limit:10,time:1 second", 1.0),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, "", None),
        ({"retry-after": "-1"}, "", None),
        ({"retry-after": "1.5"}, "", None),
        ({"retry-after": "٣"}, "", None),
        ({"retry-after": "²"}, "", None),
        ({}, "policy user over ratelimit,limit:10,time:1 second", 1.0),
        ({}, "limit:10,time:5 minutes", 300.0),
        ({}, "limit:10,TIME: 2  Hour", 7_200.0),
        ({}, "limit:10,time:1 day", None),
        ({}, "slow down", None),
        ({}, "", None),
    ],
)
def test_the_time_to_wait_is_found(
    headers: Mapping[str, str], message: str, seconds: float | None
) -> None:
    assert retry_after(headers, message) == seconds


@pytest.mark.parametrize(
    ("answered", "hides"),
    [
        ({"error_code": "WKS.00010109"}, True),
        ({"error_code": "WKS.00010109", "id": "x"}, True),
        ({"error_code": 7}, True),
        ({"error_code": "GOM.00000000"}, False),
        ({"error_code": "0"}, False),
        ({"error_code": 0}, False),
        ({"error_code": ""}, False),
        ({"error_code": None}, False),
        ({"result_code": "WKS.00010032"}, False),
        ({}, False),
        ([{"error_code": "WKS.1"}], False),
        ("error_code", False),
        (None, False),
    ],
)
def test_an_error_with_status_200_is_seen(answered: object, *, hides: bool) -> None:
    assert hides_an_error(answered) is hides


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["error_code", "error_msg", "code", "message", "error", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(answered=st.binary(max_size=400) | JSON.map(lambda v: json.dumps(v).encode()))
@example(answered=b'{"error_code": "\\ud800", "error_msg": "\\ud800"}')
@example(answered=b'{"error_code": NaN, "error_msg": Infinity}')
def test_no_body_is_too_odd(answered: bytes) -> None:
    understood = fault(500, {}, answered)

    assert understood.status == 500
    assert len(understood.message) <= 200
    assert "\n" not in understood.message
