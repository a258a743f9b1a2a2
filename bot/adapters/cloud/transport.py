"""HTTP to a cloud through aiohttp, with every request target as it was signed."""

import ssl
from urllib.parse import parse_qsl

import aiohttp
from httpx_aiohttp import AiohttpTransport
from yarl import URL

from bot.adapters.cloud.auth import canonical_query

_CONNECTIONS = 32


def transport(
    *, context: ssl.SSLContext, proxy: str | None, trust_env: bool
) -> AiohttpTransport:
    """A transport for one `httpx.AsyncClient`; its session opens with the first call.

    Args:
        context: which certificates to believe.
        proxy: the address of a proxy, or None.
        trust_env: whether the environment may name a proxy.
    """

    def session() -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=context, limit=_CONNECTIONS),
            middlewares=(_as_signed,),
            proxy=proxy,
            trust_env=trust_env,
        )

    return AiohttpTransport(verify=context, client=session)


async def _as_signed(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Undo aiohttp's own quoting, which turns `%3A` in a query back into a colon."""
    pairs = parse_qsl(request.url.raw_query_string, keep_blank_values=True)
    if pairs:
        bare = str(request.url.with_query(None))
        request.url = URL(f"{bare}?{canonical_query(pairs)}", encoded=True)
    return await handler(request)
