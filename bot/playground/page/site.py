"""The page over HTTP: what it loads, what it is told, what people do on it."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.playground.page.assets import Assets
from bot.playground.page.doing import Doing, UnreadableError
from bot.playground.page.files import download, preview
from bot.playground.page.look import Look
from bot.playground.page.people import person
from bot.playground.page.policy import HEADERS, refusal, refused
from bot.playground.page.streams import stream
from bot.playground.page.told import NotThereError

# No exchange has a number this long.
_DIGITS = 12

Answer = Callable[[web.BaseRequest, str], Awaitable[web.StreamResponse]]


class Site:
    """Serves the page to whoever is on this machine."""

    def __init__(self, look: Look, doing: Doing) -> None:
        self._look = look
        self._doing = doing
        self._assets = Assets()
        self._answers: dict[tuple[str, str], Answer] = {
            ("GET", ""): self._index,
            ("GET", "static"): self._asset,
            ("GET", "feed"): self._feed,
            ("GET", "exchanges"): self._exchange,
            ("GET", "files"): self._file,
            ("POST", "do"): self._do,
        }

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """The answer to any path that is none of Slack's."""
        response = refusal(request) or await self._found(request)
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    async def _found(self, request: web.BaseRequest) -> web.StreamResponse:
        first, _, rest = request.path[1:].partition("/")
        answer = self._answers.get((request.method, first))
        if answer is None:
            return refused(404, "There is nothing here.")
        try:
            return await answer(request, rest)
        except UnreadableError as exc:
            return refused(400, str(exc))
        except web.HTTPRequestEntityTooLarge as exc:
            return refused(exc.status, "That is more than anybody types.")
        except NotThereError as exc:
            return refused(404, str(exc))

    async def _index(self, _: web.BaseRequest, rest: str) -> web.StreamResponse:
        return self._assets.answer("" if rest else "index.html")

    async def _asset(self, _: web.BaseRequest, rest: str) -> web.StreamResponse:
        return self._assets.answer(rest)

    async def _feed(self, request: web.BaseRequest, _: str) -> web.StreamResponse:
        workspace = self._look.workspace
        user = person(workspace, request.query.get("as", "")).id
        return await stream(request, lambda: self._look.of(user), workspace.changes)

    async def _exchange(self, _: web.BaseRequest, rest: str) -> web.StreamResponse:
        number = int(rest) if rest.isdecimal() and len(rest) < _DIGITS else 0
        found = self._look.behind.traffic.find(number)
        if found is None:
            raise NotThereError("That request is not kept any more.")
        return web.json_response({"sent": found.sent, "got": found.got})

    async def _file(self, request: web.BaseRequest, rest: str) -> web.StreamResponse:
        show = preview if "preview" in request.query else download
        return show(self._look.workspace, request.query.get("as", ""), rest)

    async def _do(self, request: web.BaseRequest, rest: str) -> web.StreamResponse:
        return web.json_response(await self._doing.do(rest, await request.read()))
