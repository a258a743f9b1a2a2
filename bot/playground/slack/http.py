"""Reads calls of the local Slack from HTTP and writes the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.playground.slack.answers import Answer, RateLimitedError, failure
from bot.playground.slack.deliveries import ApiCall
from bot.playground.slack.files import Files
from bot.playground.slack.response_urls import Reply, ResponseUrls
from bot.playground.slack.strict_json import parsed
from bot.playground.slack.web_api import WebApi


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a call carries, apart from its token; `problem` is Slack's error."""

    token: str
    values: dict[str, Any]
    problem: str | None = None

    @classmethod
    async def from_request(cls, request: web.BaseRequest) -> "Arguments":
        """Read the query and a form or JSON body."""
        values: dict[str, Any] = dict(request.query)
        problem = None
        if request.content_type == "application/json":
            problem = _add_json(values, await request.read())
        else:
            values |= await request.post()
        inline = str(values.pop("token", ""))
        scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
        token = bearer.strip() if scheme == "Bearer" else inline
        return cls(token, values, problem)


def _add_json(values: dict[str, Any], body: bytes) -> str | None:
    try:
        found = parsed(body)
    except ValueError:
        return "invalid_json"
    if not isinstance(found, dict):
        return "json_not_object"
    values |= found
    return None


@dataclass(frozen=True, slots=True)
class ApiAttempt:
    """A call of a Web API method."""

    request: web.BaseRequest
    api: WebApi
    call: ApiCall
    arguments: Arguments

    async def succeed(self) -> web.StreamResponse:
        """Call the method; its answer may still be a refusal."""
        problem, method = self.arguments.problem, self.call.method
        if problem is not None:
            return self.fail(problem)
        token, values = self.arguments.token, self.arguments.values
        try:
            return self._answer(self.api.call(method, token, values))
        except RateLimitedError as limit:
            self.note("ratelimited")
            return too_many(limit.seconds, self._headers())

    def fail(self, error: str) -> web.StreamResponse:
        """The answer `ok: false`."""
        return self._answer(failure(error))

    def note(self, error: str) -> None:
        """Remember the error in the record of calls."""
        self.call.error = error

    def _answer(self, answer: Answer) -> web.StreamResponse:
        if not answer["ok"]:
            self.note(answer["error"])
        return web.json_response(answer, headers=self._headers())

    def _headers(self) -> Mapping[str, str]:
        return {
            "x-oauth-scopes": self.api.granted_scopes(self.call.method),
            "x-accepted-oauth-scopes": self.api.accepted_scope(self.call.method),
        }


@dataclass(frozen=True, slots=True)
class ResponseUrlAttempt:
    """A message for a response_url."""

    request: web.BaseRequest
    urls: ResponseUrls
    body: bytes

    async def succeed(self) -> web.StreamResponse:
        """Take the message, unless the URL or the message is no good."""
        return _write(await self.urls.use(self.request.path, self.body))

    def fail(self, error: str) -> web.StreamResponse:
        """The answer of a URL that takes nothing."""
        return _write(Reply.gone(error))

    def note(self, error: str) -> None:
        """Nothing is remembered: `posts` show what arrived."""


@dataclass(frozen=True, slots=True)
class UploadAttempt:
    """The bytes of a file, on their way to an upload URL."""

    request: web.BaseRequest
    files: Files
    body: bytes

    async def succeed(self) -> web.StreamResponse:
        """Take the bytes, unless the URL or their number is wrong."""
        file = self.files.take(self.request.path, self.body)
        if file is None:
            return self.fail("file_not_found")
        return web.Response(text=f"OK - {file.length}")

    def fail(self, error: str) -> web.StreamResponse:
        """The answer of a URL that takes nothing; Slack's own isn't documented."""
        return web.Response(status=404, text=error)

    def note(self, error: str) -> None:
        """Nothing is remembered: `files` show what arrived."""


def too_many(seconds: int, headers: Mapping[str, str]) -> web.StreamResponse:
    """HTTP 429 (docs.slack.dev/apis/web-api/rate-limits)."""
    return web.json_response(
        failure("ratelimited"),
        status=429,
        headers={**headers, "Retry-After": str(seconds)},
    )


def _write(reply: Reply) -> web.StreamResponse:
    if reply.retry_after is not None:
        return too_many(reply.retry_after, {})
    kind = "application/json" if reply.body.startswith("{") else "text/html"
    return web.Response(status=reply.status, text=reply.body, content_type=kind)
