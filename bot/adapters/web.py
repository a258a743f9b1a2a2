"""The HTTP port: Slack's requests, and what a supervisor asks."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest

from bot.errors import ConfigurationError

EVENTS_PATH = "/slack/events"
# The largest form that Slack sends is far smaller; its signature is checked over it.
_LARGEST_BODY = 1024 * 1024
# Whoever is still connected at the end has been answered or told.
_CLOSING = 0.5

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
        body = await _readable(request)
        if body is None:
            return web.Response(status=400)
        # The signature is computed over the text, so a charset may not change it.
        answer = await self._bolt.async_dispatch(
            AsyncBoltRequest(
                body=body, query=request.query_string, headers=dict(request.headers)
            )
        )
        return await to_aiohttp_response(answer)


async def _readable(request: web.Request) -> str | None:
    """The body, if it is what Slack sends: a form or a JSON object, in UTF-8.

    Bolt reads a body before it checks the signature, and breaks on anything else.
    """
    if "Content-Encoding" in request.headers:
        return None
    try:
        body = (await request.read()).decode()
        understood = _form(body, request.content_type)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(understood, dict) else None


def _form(body: str, content_type: str) -> object:
    if content_type == "application/json" or body.startswith("{"):
        return json.loads(body)
    fields = dict(parse_qsl(body, keep_blank_values=True))
    return json.loads(fields["payload"]) if "payload" in fields else fields


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


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """The address that `app` listens at; port 0 takes a free one.

    Raises:
        ConfigurationError: the port cannot be had.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSING)
    await runner.setup()
    try:
        yield await _started(runner, host, port)
    finally:
        await runner.cleanup()


async def _started(runner: web.AppRunner, host: str, port: int) -> str:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as exc:
        raise ConfigurationError(
            "http.port", f"cannot listen on {host}:{port} ({exc.strerror})"
        ) from exc
    bound_host, bound_port = runner.addresses[0][:2]
    return f"http://{bound_host}:{bound_port}"
