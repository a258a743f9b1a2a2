"""Requests signed with an access key: SDK-HMAC-SHA256.

As the vendor's SDK signs (huaweicloudsdkcore, `signer.py` and `credentials.py`).
"""

import hashlib
import hmac
from collections.abc import Generator, Iterable
from urllib.parse import parse_qsl, quote, unquote

import httpx

from bot.ports import Clock

ALGORITHM = "SDK-HMAC-SHA256"
_DATE = "%Y%m%dT%H%M%SZ"
# Headers that the transport or a proxy adds or rewrites stay out of the signature;
# the list of those signed travels with it.
_SIGNED = frozenset({"host", "content-type"})
_SIGNED_PREFIX = "x-"


class AccessKeyAuth(httpx.Auth):
    """Signs each request anew, by the clock it is given."""

    requires_request_body = True

    def __init__(
        self, *, access_key: str, secret_key: str, security_token: str, clock: Clock
    ) -> None:
        self._access_key = access_key
        self._secret_key = secret_key.encode()
        self._security_token = security_token
        self._clock = clock

    def auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        if self._security_token:
            request.headers["X-Security-Token"] = self._security_token
        request.headers["X-Sdk-Date"] = self._clock.now().strftime(_DATE)
        query = canonical_query(_pairs(request.url))
        request.url = request.url.copy_with(query=query.encode() or None)
        request.headers["Authorization"] = self._authorization(request, query)
        yield request

    def _authorization(self, request: httpx.Request, query: str) -> str:
        signed = _signed_headers(request.headers)
        names = ";".join(name for name, _ in signed)
        canonical = "\n".join(
            [
                request.method.upper(),
                canonical_path(request.url.raw_path.partition(b"?")[0].decode("ascii")),
                query,
                *(f"{name}:{value.strip()}" for name, value in signed),
                "",
                names,
                hashlib.sha256(request.content).hexdigest(),
            ]
        )
        signature = self._sign(request.headers["X-Sdk-Date"], canonical)
        return (
            f"{ALGORITHM} Access={self._access_key}, "
            f"SignedHeaders={names}, Signature={signature}"
        )

    def _sign(self, date: str, canonical: str) -> str:
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        to_sign = f"{ALGORITHM}\n{date}\n{digest}".encode()
        return hmac.new(self._secret_key, to_sign, hashlib.sha256).hexdigest()


def canonical_query(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs sorted by key and value, all but unreserved characters encoded."""
    return "&".join(
        f"{quote(key, safe='~')}={quote(value, safe='~')}"
        for key, value in sorted(pairs)
    )


def canonical_path(raw_path: str) -> str:
    """The path decoded, encoded once, and closed by a slash (which the wire lacks)."""
    encoded = quote(unquote(raw_path), safe="/~")
    return encoded if encoded.endswith("/") else f"{encoded}/"


def _pairs(url: httpx.URL) -> list[tuple[str, str]]:
    return parse_qsl(url.query.decode("ascii"), keep_blank_values=True)


def _signed_headers(headers: httpx.Headers) -> list[tuple[str, str]]:
    return sorted(
        (name, value)
        for name, value in headers.items()
        if (name in _SIGNED or name.startswith(_SIGNED_PREFIX)) and "_" not in name
    )
