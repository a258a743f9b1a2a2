"""HTTP to a cloud through aiohttp, with every request target as it was signed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from yarl import URL

from bot.adapters.cloud.auth import canonical_query
from bot.adapters.http_session import Outbound

_CONNECTIONS = 32
# Nobody quotes these in another way.
_PLAIN_QUERY = re.compile(r"[A-Za-z0-9._~=&-]*", re.ASCII)


class _NoCookies(httpx.Cookies):
    """The services set none; whatever stands in between may not tie requests together."""

    def extract_cookies(self, response: httpx.Response) -> None:
        del response


class _CookielessClient(httpx.AsyncClient):
    _none = _NoCookies()  # asked for several times with each request

    @property  # type: ignore[misc]  # nobody sets them
    def cookies(self) -> httpx.Cookies:
        return self._none


def http_client(
    origin: str, headers: Mapping[str, str], auth: httpx.Auth | None, out: Outbound
) -> httpx.AsyncClient:
    """A client for `origin`; without a time-out, which each call has as a whole."""
    return _CookielessClient(
        base_url=origin,
        headers={
            "Content-Type": "application/json",
            "User-Agent": "runwatch",
            **headers,
        },
        auth=auth,
        timeout=httpx.Timeout(None),
        transport=transport(origin, out),
    )


def metadata_client(origin: str, out: Outbound) -> httpx.AsyncClient:
    """A client for this machine's metadata service, which no proxy reaches."""
    return http_client(origin, {}, None, replace(out, proxy=None, trust_env=False))


def project_headers(project_id: str) -> dict[str, str]:
    """What Workspace, App Streaming and STS want to know."""
    return {"X-Project-Id": project_id}


def coc_headers(project_id: str) -> dict[str, str]:
    """What COC wants to know; it spells the project's header in lower case."""
    return {**project_headers(project_id), "X-Language": "en-us"}


def transport(origin: str, out: Outbound) -> AiohttpTransport:
    """A transport for one `httpx.AsyncClient`; its session opens with the first call."""

    def session() -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=out.context, limit=_CONNECTIONS),
            middlewares=(_as_signed,),
            proxy=out.proxy_for(origin),
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    return AiohttpTransport(verify=out.context, client=session)


async def _as_signed(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Undo aiohttp's own quoting, which turns `%3A` in a query back into a colon."""
    query = request.url.raw_query_string
    if not _PLAIN_QUERY.fullmatch(query):
        pairs = parse_qsl(query, keep_blank_values=True)
        bare = str(request.url.with_query(None))
        request.url = URL(f"{bare}?{canonical_query(pairs)}", encoded=True)
    return await handler(request)
