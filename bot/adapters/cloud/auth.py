"""Requests signed with an access key: SDK-HMAC-SHA256.

As the vendor's SDK signs (huaweicloudsdkcore, `signer.py` and `credentials.py`).
"""

import hashlib
import hmac
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote

import httpx

from bot.ports import Clock

ALGORITHM = "SDK-HMAC-SHA256"
_DATE = "%Y%m%dT%H%M%SZ"
# Headers that the transport or a proxy adds or rewrites stay out of the signature;
# the list of those signed travels with it.
_SIGNED = frozenset({"host", "content-type"})
_SIGNED_PREFIX = "x-"


@dataclass(frozen=True, slots=True)
class Keys:
    """An access key with its secret; a temporary one has a security token, too."""

    access_key: str
    secret_key: str = field(repr=False)
    security_token: str = field(default="", repr=False)


class AccessKeyAuth(httpx.Auth):
    """Signs each request anew, by the clock it is given."""

    requires_request_body = True

    def __init__(
        self, *, access_key: str, secret_key: str, security_token: str, clock: Clock
    ) -> None:
        self._keys = Keys(access_key, secret_key, security_token)
        self._clock = clock

    def auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        sign(request, self._keys, self._clock.now())
        yield request


def sign(request: httpx.Request, keys: Keys, now: datetime) -> None:
    """Sign a request whose body was read; a signature that it has is replaced.

    The query is put in the order of the signature.
    """
    if keys.security_token:
        request.headers["X-Security-Token"] = keys.security_token
    request.headers["X-Sdk-Date"] = now.strftime(_DATE)
    query = canonical_query(_pairs(request.url))
    path = request.url.raw_path.partition(b"?")[0]
    target = path + f"?{query}".encode() if query else path
    if target != request.url.raw_path:
        request.url = request.url.copy_with(raw_path=target)
    signed = _signed_headers(request.headers)
    names = ";".join(name for name, _ in signed)
    canonical = "\n".join(
        [
            request.method.upper(),
            canonical_path(path.decode("ascii")),
            query,
            *(f"{name}:{value.strip()}" for name, value in signed),
            "",
            names,
            hashlib.sha256(request.content).hexdigest(),
        ]
    )
    request.headers["Authorization"] = (
        f"{ALGORITHM} Access={keys.access_key}, SignedHeaders={names}, "
        f"Signature={_signature(request.headers['X-Sdk-Date'], canonical, keys)}"
    )


def canonical_query(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs sorted by key and value, all but unreserved characters encoded."""
    return "&".join(
        f"{quote(key, safe='~')}={quote(value, safe='~')}"
        for key, value in sorted(pairs)
    )


@lru_cache(maxsize=256)  # a list is asked for page by page
def canonical_path(raw_path: str) -> str:
    """The path decoded, encoded once, and closed by a slash (which the wire lacks)."""
    encoded = quote(unquote(raw_path), safe="/~")
    return encoded if encoded.endswith("/") else f"{encoded}/"


def _signature(date: str, canonical: str, keys: Keys) -> str:
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    to_sign = f"{ALGORITHM}\n{date}\n{digest}".encode()
    return hmac.new(keys.secret_key.encode(), to_sign, hashlib.sha256).hexdigest()


def _pairs(url: httpx.URL) -> list[tuple[str, str]]:
    return parse_qsl(url.query.decode("ascii"), keep_blank_values=True)


def _signed_headers(headers: httpx.Headers) -> list[tuple[str, str]]:
    return sorted(
        (name, value)
        for name, value in headers.items()
        if (name in _SIGNED or name.startswith(_SIGNED_PREFIX)) and "_" not in name
    )
