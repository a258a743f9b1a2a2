"""Everything that the bot can call of the local Slack."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

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


@dataclass(slots=True)
class Serving:
    """The Web API, the response_urls, uploads and Socket Mode behind one server.

    Attributes:
        calls: Every call of the Web API.
        faults: What goes wrong with the next calls.
    """

    api: WebApi
    urls: ResponseUrls
    files: Files
    sockets: Sockets
    now: Callable[[], datetime]
    calls: list[ApiCall] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """The answer, after whatever fault is due."""
        if request.path == LINK:
            return await self.sockets.serve(request)
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
