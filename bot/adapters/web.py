"""The HTTP port: Slack's requests, and what a supervisor asks."""

import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.errors import ConfigurationError

EVENTS_PATH = "/slack/events"
# The largest form that Slack sends is far smaller; its signature is checked over it.
_LARGEST_BODY = 1024 * 1024
# Connections that wait to be taken; a burst of more than the usual 128 would be told to
# knock again, which they do a second later.
_WAITING = 1_024
# Whoever is still connected at the end has been answered or told.
_CLOSING = 0.5

_log = structlog.get_logger()

Readiness = Callable[[], Awaitable[dict[str, str]]]


class Door:
    """Where Slack's requests come in; shut with 503 until Bolt is there."""

    def __init__(self, signing_secret: str) -> None:
        self._verifier = SignatureVerifier(signing_secret)
        self._bolt: AsyncApp | None = None

    def open(self, bolt: AsyncApp) -> None:
        self._bolt = bolt

    @property
    def is_open(self) -> bool:
        return self._bolt is not None

    async def events(self, request: web.Request) -> web.Response:
        """Hand what Slack signed in the last five minutes to Bolt."""
        if self._bolt is None:
            return web.Response(status=503)
        if "Content-Encoding" in request.headers:
            return web.Response(status=400)
        if await _is_ssl_check(request):
            return web.Response()
        fields = await self._signed_fields(request)
        headers: dict[str, str | Sequence[str]] = dict(request.headers)
        try:
            return await _answer(self._bolt, fields, headers)
        # The guard of the door: Bolt breaks on fields of odd types in many ways, and
        # the traceback that the server would write shows what was sent.
        except Exception as exc:  # noqa: BLE001
            _log.error("request_crashed", kind=type(exc).__name__)
            return web.Response(status=500)

    async def _signed_fields(self, request: web.Request) -> dict[str, Any]:
        """What Slack says in `request`.

        This is not left to Bolt: it reads a body before it checks the signature,
        breaks on odd ones, and takes a form that merely contains the word "payload"
        for an empty one.
        """
        try:
            text = (await request.read()).decode()
            if not self._verifier.is_valid_request(text, dict(request.headers)):
                # The body is nobody's business: a wrong secret has to be found, though.
                _log.warning("request_not_signed", remote=request.remote)
                raise web.HTTPUnauthorized
            fields = _fields(text, request.content_type)
        # TypeError: a signature with other letters than ASCII.
        except (ValueError, TypeError, RecursionError) as exc:
            _log.warning("request_not_readable", why=type(exc).__name__)
            raise web.HTTPBadRequest from exc
        if not isinstance(fields, dict):
            raise web.HTTPBadRequest
        return fields


async def _answer(
    bolt: AsyncApp, fields: dict[str, Any], headers: dict[str, str | Sequence[str]]
) -> web.Response:
    # The mode in which Bolt takes a body that has been read and verified.
    asked = AsyncBoltRequest(body=fields, headers=headers, mode="socket_mode")
    return await to_aiohttp_response(await bolt.async_dispatch(asked))


async def _is_ssl_check(request: web.Request) -> bool:
    """Slack looks now and then whether our certificate is good, without a signature.

    https://docs.slack.dev/interactivity/implementing-slash-commands
    """
    return (await request.read()).startswith(b"ssl_check=1")


def _fields(text: str, content_type: str) -> object:
    """A form, the JSON in its `payload`, or the JSON that it is."""
    if content_type == "application/json":
        return json.loads(text)
    fields = dict(parse_qsl(text, keep_blank_values=True))
    return json.loads(fields["payload"]) if "payload" in fields else fields


def web_app(door: Door | None, readiness: Readiness) -> web.Application:
    """The application behind the port.

    Args:
        door: takes what Slack delivers; None where that does not come by HTTP.
        readiness: says what is not ready, by name; empty when all is.
    """

    async def ready(_: web.Request) -> web.Response:
        missing = await readiness()
        return web.json_response(
            {"ready": not missing, "missing": missing}, status=503 if missing else 200
        )

    app = web.Application(client_max_size=_LARGEST_BODY)
    if door is not None:
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
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=_CLOSING, auto_decompress=False
    )
    await runner.setup()
    try:
        yield await _started(runner, host, port)
    finally:
        await runner.cleanup()


async def _started(runner: web.AppRunner, host: str, port: int) -> str:
    try:
        await web.TCPSite(runner, host, port, backlog=_WAITING).start()
    except OSError as exc:
        # The loop's own words repeat the address; only those of a wrong name do not.
        number = exc.errno or 0
        why = os.strerror(number) if number > 0 else exc.strerror
        raise ConfigurationError(
            "http.port", f"cannot listen on {host}:{port} ({why})"
        ) from exc
    bound_host, bound_port = runner.addresses[0][:2]
    return f"http://{bound_host}:{bound_port}"
