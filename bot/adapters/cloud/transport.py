"""HTTP to a cloud through aiohttp, with every request target as it was signed."""

from urllib.parse import parse_qsl

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from yarl import URL

from bot.adapters.cloud.auth import canonical_query
from bot.adapters.http_session import Outbound

_CONNECTIONS = 32


def http_client(
    origin: str, project_id: str, auth: httpx.Auth, out: Outbound
) -> httpx.AsyncClient:
    """The client of one cloud; without a time-out, which each call has as a whole."""
    return httpx.AsyncClient(
        base_url=origin,
        headers={
            "Content-Type": "application/json",
            "User-Agent": "runwatch",
            "X-Project-Id": project_id,
        },
        auth=auth,
        timeout=httpx.Timeout(None),
        transport=transport(origin, out),
    )


def transport(origin: str, out: Outbound) -> AiohttpTransport:
    """A transport for one `httpx.AsyncClient`; its session opens with the first call."""

    def session() -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=out.context, limit=_CONNECTIONS),
            middlewares=(_as_signed,),
            proxy=out.proxy_for(origin),
        )

    return AiohttpTransport(verify=out.context, client=session)


async def _as_signed(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Undo aiohttp's own quoting, which turns `%3A` in a query back into a colon."""
    pairs = parse_qsl(request.url.raw_query_string, keep_blank_values=True)
    if pairs:
        bare = str(request.url.with_query(None))
        request.url = URL(f"{bare}?{canonical_query(pairs)}", encoded=True)
    return await handler(request)
