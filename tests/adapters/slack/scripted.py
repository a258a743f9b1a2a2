"""A Slack that answers as it was told; nothing is judged and nothing is kept in order."""

from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.playground.loopback import drop, never

URL = "response_url"

Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


def says(text: str = "ok", status: int = 200, **headers: str) -> Answer:
    """An answer in text; `Retry_After="5"` is a header."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=status, text=text, headers=named)

    return answer


def gives(answer: Any, status: int = 200, kind: str = "application/json") -> Answer:  # noqa: ANN401  any JSON
    """An answer in JSON."""

    async def answering(_: web.BaseRequest) -> web.StreamResponse:
        response = web.json_response(answer, status=status)
        response.content_type = kind
        return response

    return answering


def refuses(code: str, **more: object) -> Answer:
    """How the Web API says no."""
    return gives({"ok": False, "error": code, **more})


def throttles(seconds: int) -> Answer:
    return says("rate limited", 429, Retry_After=str(seconds))


async def resets(request: web.BaseRequest) -> web.StreamResponse:
    """No answer: the connection breaks."""
    return drop(request)


async def hangs(_: web.BaseRequest) -> web.StreamResponse:
    """No answer: until the client leaves."""
    await never()


class ScriptedSlack:
    """The answers of each method, in order and the last for ever; keeps what came.

    Attributes:
        base: where it listens.
        calls: what was called, and with what.
    """

    def __init__(self) -> None:
        self.base = ""
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self._answers: defaultdict[str, deque[Answer]] = defaultdict(deque)

    @property
    def api_url(self) -> str:
        return f"{self.base}/api/"

    @property
    def response_url(self) -> str:
        return f"{self.base}/commands/T1/1/secret"

    @property
    def called(self) -> list[str]:
        return [method for method, _ in self.calls]

    def bodies(self, method: str) -> list[dict[str, Any]]:
        return [body for called, body in self.calls if called == method]

    def will(self, method: str, *answers: Answer) -> None:
        self._answers[method] = deque(answers)

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        _, _, method = request.path.partition("/api/")
        body = await request.json() if request.can_read_body else dict(request.query)
        self.calls.append((method or URL, body))
        answers = self._answers[method or URL]
        if not answers:
            return await (gives({"ok": True}) if method else says())(request)
        return await (answers.popleft() if len(answers) > 1 else answers[0])(request)
