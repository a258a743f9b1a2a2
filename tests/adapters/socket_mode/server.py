"""A small Slack that speaks Socket Mode only, and a clock that a test moves."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Self

from aiohttp import WSMsgType, web

from bot.playground.loopback import drop
from tests.fakes import NINE

TICKET = "ticket-7d1f"
HELLO = {"type": "hello", "num_connections": 1}

Answer = Callable[[web.Request], web.StreamResponse]


async def until(condition: Callable[[], object]) -> None:
    """Return once `condition` holds; fail after twenty seconds."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110  what is waited for has no event
            await asyncio.sleep(0.001)


class HandClock:
    """Stands still until the test moves it, and whoever sleeps with it."""

    def __init__(self) -> None:
        self.time = NINE
        self.slept: list[float] = []
        self._passed = 0.0
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        sleeper = (self._passed + seconds, asyncio.Event())
        self._sleepers.append(sleeper)
        try:
            await sleeper[1].wait()
        finally:
            self._sleepers.remove(sleeper)

    def set(self, time: datetime) -> None:
        """Say another time; nobody who sleeps notices."""
        self.time = time

    def move(self, seconds: float) -> None:
        self._passed += seconds
        self.set(self.time + timedelta(seconds=seconds))
        for when, awake in self._sleepers:
            if when <= self._passed:
                awake.set()

    async def move_until(
        self, condition: Callable[[], object], step: float = 1.0
    ) -> None:
        """Move on by `step` seconds again and again until `condition` holds."""

        def moved() -> bool:
            self.move(step)
            return bool(condition())

        await until(moved)


class Peer:
    """Slack's end of one connection."""

    def __init__(self, request: web.Request, *, deaf: bool) -> None:
        self.socket = web.WebSocketResponse(autoping=False)
        self.request = request
        self.deaf = deaf
        self.mute = False
        self.pings = 0
        self.pongs = 0
        self.acks: list[dict[str, Any]] = []
        self.over = False
        self.code: int | None = None

    async def say(self, message: dict[str, Any]) -> None:
        await self.socket.send_json(message)

    async def deliver(self, envelope: str, payload: object, **fields: object) -> None:
        kind = "slash_commands"
        message = {"type": kind, "envelope_id": envelope, "payload": payload}
        await self.say({**message, **fields})

    async def acked(self, envelope: str) -> dict[str, Any]:
        """The ack of `envelope`, once it is there."""
        await until(lambda: envelope in [ack["envelope_id"] for ack in self.acks])
        return next(ack for ack in self.acks if ack["envelope_id"] == envelope)

    def drop(self) -> None:
        drop(self.request)

    async def hear(self) -> None:
        """Listen to the end; a deaf peer leaves everything in the pipe."""
        if self.deaf:
            await asyncio.Event().wait()
        async for frame in self.socket:
            if frame.type is WSMsgType.TEXT:
                self.acks.append(frame.json())
            elif frame.type is WSMsgType.PONG:
                self.pongs += 1
            elif frame.type is WSMsgType.PING:
                self.pings += 1
                if not self.mute:
                    await self.socket.pong(frame.data)
        self.code = self.socket.close_code


class SocketServer:
    """Gives addresses, and keeps every connection that was ever made.

    Attributes:
        answers: to the next calls of `apps.connections.open`; then each succeeds.
        first_words: what the next peers say instead of hello; None is silence.
        hang: how many of the next calls for an address get no answer.
        deaf: whether the next peers never read.
        fewest: the least number of open connections there was after a peer was gone.
    """

    def __init__(self) -> None:
        self.answers: deque[Answer] = deque()
        self.first_words: deque[dict[str, Any] | None] = deque()
        self.hang = 0
        self.deaf = False
        self.peers: list[Peer] = []
        self.tokens: list[str] = []
        self.fewest: int | None = None
        self._words = 0
        app = web.Application()
        app.router.add_post("/api/apps.connections.open", self._give)
        app.router.add_get("/link/", self._link)
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=0.02, handler_cancellation=True
        )

    @property
    def url(self) -> str:
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def open(self) -> list[Peer]:
        return [peer for peer in self.peers if not peer.over]

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        for peer in self.open:
            peer.drop()
        await self._runner.cleanup()

    async def pinged(self, times: int) -> None:
        """Return once each open peer that listens was pinged so often."""
        await until(
            lambda: all(peer.pings >= times for peer in self.open if not peer.deaf)
        )

    async def heard(self) -> None:
        """Return once the bot has read all that the peers that listen have said."""
        self._words += 1
        word = f"heard-{self._words}"
        for peer in self.open:
            if not peer.deaf:
                await peer.deliver(f"{word}-{id(peer)}", {"command": "/quiet"})
                await peer.acked(f"{word}-{id(peer)}")

    def acks(self) -> dict[str, dict[str, Any]]:
        """Every ack by its envelope; fails when there are two."""
        every = [ack for peer in self.peers for ack in peer.acks]
        by_id = {ack["envelope_id"]: ack for ack in every}
        assert len(by_id) == len(every)
        return by_id

    async def _give(self, request: web.Request) -> web.StreamResponse:
        self.tokens.append(request.headers.get("Authorization", ""))
        if self.hang:
            self.hang -= 1
            await asyncio.Event().wait()
        if self.answers:
            return self.answers.popleft()(request)
        # As they were asked: a proxy is asked for another host than its own.
        host = request.url.authority
        address = f"ws://{host}/link/?ticket={TICKET}-{len(self.tokens)}"
        return web.json_response({"ok": True, "url": address})

    async def _link(self, request: web.Request) -> web.StreamResponse:
        peer = Peer(request, deaf=self.deaf)
        await peer.socket.prepare(request)
        word = self.first_words.popleft() if self.first_words else HELLO
        if word is not None:
            await peer.say(word)
        self.peers.append(peer)
        try:
            await peer.hear()
        finally:
            peer.over = True
            left = len(self.open)
            self.fewest = left if self.fewest is None else min(left, self.fewest)
        return peer.socket


def refuses(code: str) -> Answer:
    """An answer with an error code."""
    return lambda _: web.json_response({"ok": False, "error": code})


def fails(status: int, **headers: str) -> Answer:
    """An answer that is an HTTP error."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = {"ok": False, "error": "ratelimited"} if status == 429 else None
    return lambda _: web.json_response(body, status=status, headers=named)


def says(body: object) -> Answer:
    """An answer with this body."""
    return lambda _: web.json_response(body)
