"""The HTTP port: Slack's requests, and what a supervisor asks."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

EVENTS_PATH = "/slack/events"
# The largest form that Slack sends is far smaller; its signature is checked over it.
_LARGEST_BODY = 1024 * 1024

Readiness = Callable[[], Awaitable[dict[str, str]]]


class Door:
    """Where Slack's requests come in; shut with 503 until Bolt is there."""

    def __init__(self) -> None:
        self._bolt: AsyncApp | None = None

    def open(self, bolt: AsyncApp) -> None:
        self._bolt = bolt

    @property
    def is_open(self) -> bool:
        return self._bolt is not None

    async def events(self, request: web.Request) -> web.Response:
        """Hand the request to Bolt, which checks its signature and timestamp."""
        if self._bolt is None:
            return web.Response(status=503)
        try:
            answer = await self._bolt.async_dispatch(await to_bolt_request(request))
        except ValueError:  # neither text nor a form nor JSON
            return web.Response(status=400)
        return await to_aiohttp_response(answer)


def web_app(door: Door, readiness: Readiness) -> web.Application:
    """The application behind the port.

    Args:
        door: takes what Slack delivers.
        readiness: says what is not ready, by name; empty when all is.
    """

    async def ready(_: web.Request) -> web.Response:
        missing = await readiness()
        return web.json_response(
            {"ready": not missing, "missing": missing}, status=503 if missing else 200
        )

    app = web.Application(client_max_size=_LARGEST_BODY)
    app.router.add_post(EVENTS_PATH, door.events)
    app.router.add_get("/healthz", _alive)
    app.router.add_get("/readyz", ready)
    return app


async def _alive(_: web.Request) -> web.Response:
    return web.json_response({"alive": True})
