"""Signs requests the way the SDK does, told once more from scratch."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from aiohttp import ClientSession
from yarl import URL

from bot.playground.cloud import SimulatedCloud
from tests.playground.hand_clock import HandClock

ACCESS_KEY = "AKEXAMPLE0000000000A"
SECRET_KEY = "SKEXAMPLE/not+a+real+secret/0000000000A"
PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"


def signed(
    url: str,
    at: datetime,
    *,
    access_key: str = ACCESS_KEY,
    secret_key: str = SECRET_KEY,
    security_token: str | None = None,
    method: str = "GET",
    body: bytes = b"",
    more: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The headers to send, with `more` among them, in lower case.

    The query has to be encoded and sorted already.
    """
    host, _, rest = url.removeprefix("http://").partition("/")
    path, _, query = rest.partition("?")
    date = f"{at:%Y%m%dT%H%M%SZ}"
    headers = {"host": host, "x-sdk-date": date, **(more or {})}
    if security_token is not None:
        headers["x-security-token"] = security_token
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    hashed = hashlib.sha256(body).hexdigest()
    canonical = f"{method}\n/{path}/\n{query}\n{lines}\n{names}\n{hashed}"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"SDK-HMAC-SHA256\n{headers['x-sdk-date']}\n{digest}"
    signature = hmac.new(secret_key.encode(), text.encode(), "sha256").hexdigest()
    authorization = (
        f"SDK-HMAC-SHA256 Access={access_key}, SignedHeaders={names}, "
        f"Signature={signature}"
    )
    return {**headers, "Authorization": authorization}


@dataclass(frozen=True, slots=True)
class Heard:
    """What the cloud answered."""

    status: int
    body: Any
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Caller:
    """Asks the cloud with the permanent access key, as a careful client does."""

    cloud: SimulatedCloud
    http: ClientSession
    clock: HandClock

    async def __call__(self, path: str, **query: object) -> Heard:
        """GET; {} in the path is the project; a list repeats its key."""
        url = self.url(path, **query)
        headers = signed(url, self.clock(), more={"x-project-id": PROJECT})
        return await self.send("GET", url, headers)

    async def post(self, path: str, body: bytes) -> Heard:
        url = self.url(path)
        headers = signed(url, self.clock(), method="POST", body=body)
        return await self.send("POST", url, headers, body)

    def url(self, path: str, **query: object) -> str:
        pairs = sorted(
            (name, str(part))
            for name, value in query.items()
            for part in (value if isinstance(value, list) else [value])
        )
        text = "&".join(f"{name}={quote(value, safe='~')}" for name, value in pairs)
        return self.cloud.url + path.format(PROJECT) + (f"?{text}" if text else "")

    async def send(
        self, method: str, url: str, headers: dict[str, str], body: bytes = b""
    ) -> Heard:
        asking = self.http.request(
            method, URL(url, encoded=True), headers=headers, data=body
        )
        async with asking as response:
            is_json = response.content_type == "application/json"
            told = await (response.json() if is_json else response.text())
            named = {name.lower(): value for name, value in response.headers.items()}
            return Heard(response.status, told, named)
