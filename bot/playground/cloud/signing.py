"""Checks SDK-HMAC-SHA256 signatures as the API gateway does.

Written from the description of the SDK signer (huaweicloudsdkcore/signer), not from
any client's code, so that a client with a wrong idea of it is told so.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote, unquote

ALGORITHM = "SDK-HMAC-SHA256"
DATE_FORMAT = "%Y%m%dT%H%M%SZ"

_AUTHORIZATION = re.compile(
    ALGORITHM + r" Access=(?P<access>[^,\s]+), "
    r"SignedHeaders=(?P<signed>[^,\s]+), Signature=(?P<signature>[0-9a-f]{64})"
)
_ALWAYS_SIGNED = ("host", "x-sdk-date")
_SIGNED_WHEN_PRESENT = ("x-security-token",)


class SignatureError(Exception):
    """The request isn't signed, or not as the SDK signer does it."""


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request as it stood on the wire; header names are lower-case."""

    method: str
    raw_path: str
    raw_query: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Authorization:
    """What the Authorization header says."""

    access_key: str
    signed_headers: tuple[str, ...]
    signature: str = field(repr=False)

    @classmethod
    def from_header(cls, header: str) -> "Authorization":
        """Read the header.

        Raises:
            SignatureError: It isn't of the form that the SDK signer writes.
        """
        match = _AUTHORIZATION.fullmatch(header)
        if match is None:
            raise SignatureError("the Authorization header is missing or malformed")
        signed = tuple(match["signed"].split(";"))
        return cls(match["access"], signed, match["signature"])


def verify(request: SignedRequest, *, access_key: str, secret_key: str) -> None:
    """Return if the request carries the signature of this key.

    Raises:
        SignatureError: It doesn't; the text says what is wrong.
    """
    authorization = Authorization.from_header(request.headers.get("authorization", ""))
    if not hmac.compare_digest(
        authorization.access_key.encode(errors="surrogateescape"), access_key.encode()
    ):
        raise SignatureError("the access key is unknown")
    _check_signed_headers(authorization.signed_headers, request.headers)
    expected = sign(request, authorization.signed_headers, secret_key)
    if not hmac.compare_digest(authorization.signature, expected):
        raise SignatureError("the signature does not match the request")


def sign(
    request: SignedRequest, signed_headers: tuple[str, ...], secret_key: str
) -> str:
    """The signature this request must carry: the secret key is the HMAC key itself."""
    canonical = canonical_request(request, signed_headers)
    # Header values that aren't UTF-8 arrive as surrogates.
    digest = hashlib.sha256(canonical.encode(errors="surrogateescape")).hexdigest()
    text = "\n".join((ALGORITHM, request.headers["x-sdk-date"], digest))
    return hmac.new(secret_key.encode(), text.encode(), hashlib.sha256).hexdigest()


def signed_at(request: SignedRequest) -> datetime:
    """When the request says that it was signed.

    Raises:
        SignatureError: X-Sdk-Date is missing or malformed.
    """
    try:
        text = request.headers.get("x-sdk-date", "")
        return datetime.strptime(text, DATE_FORMAT).replace(tzinfo=UTC)
    except ValueError as exc:
        raise SignatureError("X-Sdk-Date is missing or malformed") from exc


def canonical_request(request: SignedRequest, signed_headers: tuple[str, ...]) -> str:
    """The text that is hashed; the headers end with a newline of their own."""
    return "\n".join(
        (
            request.method.upper(),
            _canonical_path(request.raw_path),
            _canonical_query(request.raw_query),
            "".join(f"{n}:{request.headers[n].strip()}\n" for n in signed_headers),
            ";".join(signed_headers),
            _payload_hash(request),
        )
    )


def _check_signed_headers(signed: tuple[str, ...], headers: Mapping[str, str]) -> None:
    if list(signed) != sorted({name.lower() for name in signed}):
        raise SignatureError("SignedHeaders is not a sorted list of lower-case names")
    present = (name for name in _SIGNED_WHEN_PRESENT if name in headers)
    for name in (*_ALWAYS_SIGNED, *present):
        if name not in signed:
            raise SignatureError(f"{name} is not signed")
    for name in signed:
        if name not in headers:
            raise SignatureError(f"{name} is signed but not sent")


def _canonical_path(raw_path: str) -> str:
    """Each segment of the decoded path encoded again, with a slash at the end."""
    segments = unquote(raw_path).split("/")
    path = "/".join(_encode(segment) for segment in segments)
    return path if path.endswith("/") else f"{path}/"


def _canonical_query(raw_query: str) -> str:
    pairs = (part.partition("=") for part in raw_query.split("&") if part)
    # `+` stands for itself: the signer writes a space as %20.
    decoded = sorted((unquote(key), unquote(value)) for key, _, value in pairs)
    return "&".join(f"{_encode(key)}={_encode(value)}" for key, value in decoded)


def _payload_hash(request: SignedRequest) -> str:
    declared = request.headers.get("x-sdk-content-sha256")
    if declared is not None and request.body:
        return declared
    return hashlib.sha256(request.body).hexdigest()


def _encode(text: str) -> str:
    return quote(text, safe="~")
