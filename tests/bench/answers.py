"""As much of Slack as the bot needs: it answers at once, and takes answers."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from tests.bench.commands import USER, WORKSPACE
from tests.bench.lines import whole_body

_PATH = re.compile(rb"[A-Z]+ (/[^\s?]*)")
_ANSWERS = "/answers/"
_POST_ID = re.compile(rb"post_id.{1,24}?C0BENCH[0-9]+\.([0-9]+)\.")
_METHODS: Mapping[str, Mapping[str, object]] = {
    "auth.test": {"team_id": WORKSPACE, "user_id": "U0BOT", "bot_id": "B0BOT"},
    "users.info": {"user": {"id": USER, "team_id": WORKSPACE, "tz": "Asia/Singapore"}},
}


class Answers:
    """What came to the response_urls, by the number of the command."""

    def __init__(self, sockets_url: str) -> None:
        self.address = ""
        self._sockets_url = sockets_url
        self._awaited: dict[int, asyncio.Future[None]] = {}

    @property
    def url(self) -> str:
        """The response_url of a command, without its number."""
        return f"{self.address}{_ANSWERS}"

    def api_url(self, caller: str) -> str:
        """The Web API for this caller, who gets sockets of its own."""
        return f"{self.address}/{caller}/api/"

    async def to(self, number: int) -> None:
        """Wait for the first answer to this command; to be asked once."""
        await self._answer(number)
        del self._awaited[number]

    def posted(self, request: bytes) -> None:
        """Note what everybody is shown: it carries which message it answers."""
        carried = _POST_ID.search(request)
        if carried is not None and not (answer := self._answer(int(carried[1]))).done():
            answer.set_result(None)

    def take(self, path: str) -> bytes:
        """What is said to a request at this path."""
        if path.startswith(_ANSWERS):
            answer = self._answer(int(path.removeprefix(_ANSWERS)))
            if not answer.done():
                answer.set_result(None)
            return b"ok"
        _, caller, _, method = path.split("/")
        if method == "apps.connections.open":
            said: Mapping[str, object] = {"url": f"{self._sockets_url}/{caller}"}
        else:
            said = _METHODS.get(method, {"ts": "1.0"})
        return json.dumps({"ok": True, **said}).encode()

    def _answer(self, number: int) -> asyncio.Future[None]:
        if number not in self._awaited:
            self._awaited[number] = asyncio.get_running_loop().create_future()
        return self._awaited[number]


class _Connection(asyncio.Protocol):
    """A connection of the bot's."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._transport: asyncio.WriteTransport
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._got += data
        if whole_body(self._got) is None:
            return
        asked = _PATH.match(self._got)
        assert asked is not None
        self._answers.posted(self._got)
        said, self._got = self._answers.take(asked[1].decode()), b""
        kind = b"application/json" if said.startswith(b"{") else b"text/html"
        self._transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
            % (kind, len(said), said)
        )


@asynccontextmanager
async def answering(sockets_url: str = "") -> AsyncIterator[Answers]:
    answers = Answers(sockets_url)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(answers), "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    answers.address = f"http://{host}:{port}"
    async with server:
        yield answers
