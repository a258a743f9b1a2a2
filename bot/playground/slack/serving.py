"""Everything that the bot can call of the local Slack."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from bot.playground.loopback import Handler
from bot.playground.slack.deliveries import ApiCall
from bot.playground.slack.faults import Attempt, Faults
from bot.playground.slack.files import Files
from bot.playground.slack.http import (
    ApiAttempt,
    Arguments,
    ResponseUrlAttempt,
    UploadAttempt,
)
from bot.playground.slack.response_urls import ResponseUrls
from bot.playground.slack.sockets import LINK, Sockets
from bot.playground.slack.web_api import WebApi
from bot.playground.traffic import Traffic

# Where the Web API, uploads, WebSockets and response_urls are.
_SLACKS = ("/api/", "/upload/", LINK, "/commands/", "/actions/", "/app/")


@dataclass(slots=True)
class Serving:
    """The Web API, the response_urls, uploads and Socket Mode behind one server.

    Attributes:
        calls: Every call of the Web API.
        faults: What goes wrong with the next calls.
        traffic: Notes everything that the bot calls, None where nobody looks.
        elsewhere: Answers what nothing of Slack's has the path of.
    """

    api: WebApi
    urls: ResponseUrls
    files: Files
    sockets: Sockets
    now: Callable[[], datetime]
    calls: list[ApiCall] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    traffic: Traffic | None = None
    elsewhere: Handler | None = None

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """The answer, after whatever fault is due."""
        if self.elsewhere is not None and not request.path.startswith(_SLACKS):
            return await self.elsewhere(request)
        handler = self.sockets.serve if request.path == LINK else self._answer
        if self.traffic is None:
            return await handler(request)
        return await self.traffic.watch(request, "Slack", _what(request), handler)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        target, attempt = await self._attempt(request)
        fault = self.faults.take(target)
        if fault is None:
            return await attempt.succeed()
        return await fault.answer(attempt)

    async def _attempt(self, request: web.BaseRequest) -> tuple[str, Attempt]:
        if request.path.startswith("/upload/"):
            body = await request.read()
            return "upload", UploadAttempt(request, self.files, body)
        if not request.path.startswith("/api/"):
            body = await request.read()
            return "response_url", ResponseUrlAttempt(request, self.urls, body)
        method = request.path.removeprefix("/api/")
        arguments = await Arguments.from_request(request)
        call = ApiCall(method, arguments.values, self.now())
        self.calls.append(call)
        return method, ApiAttempt(request, self.api, call, arguments)


def _what(request: web.BaseRequest) -> str:
    """In a few words, without the secret part of the path."""
    kind = request.path.split("/")[1]
    match kind:
        case "api":
            return request.path.removeprefix("/api/")
        case "upload":
            return "upload of a file"
        case "link":
            return "WebSocket of Socket Mode"
        case _:
            return "response_url"
