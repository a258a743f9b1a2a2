"""One WebSocket of the bot in Socket Mode."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import WSMsgType, web

from bot.playground.loopback import drop, never
from bot.playground.rules.rule import BrokenRule
from bot.playground.slack.acks import Ack
from bot.playground.slack.envelopes import Envelope
from bot.playground.slack.strict_json import parsed

# How long a closing end waits for the other's close frame.
CLOSE_SECONDS = 1.0
# How many acked envelopes are known again when a second ack comes.
REMEMBERED = 1_000

_OVER = (WSMsgType.CLOSED, WSMsgType.CLOSING, WSMsgType.ERROR)


class Connection:
    """Carries envelopes one way and acks the other.

    Attributes:
        muted: Whether the network swallows what either end sends from now on, without
            telling them; a ping isn't answered.
    """

    def __init__(
        self, request: web.BaseRequest, report: Callable[[BrokenRule], None]
    ) -> None:
        # Pings and close frames must be left alone once the connection is mute.
        self._ws = web.WebSocketResponse(
            autoping=False, autoclose=False, timeout=CLOSE_SECONDS
        )
        self._request = request
        self._report = report
        self._waiting: dict[str, deque[asyncio.Future[Ack]]] = {}
        self._acked = deque[str](maxlen=REMEMBERED)
        self.muted = False

    @property
    def unacked(self) -> int:
        """How many envelopes were sent and not yet acked, however late that is."""
        return len(self._waiting)

    async def open(self) -> web.WebSocketResponse:
        """Shake hands."""
        await self._ws.prepare(self._request)
        return self._ws

    async def send(self, message: Mapping[str, Any]) -> None:
        """Send JSON.

        Raises:
            ConnectionError: the connection is gone.
        """
        if not self.muted:
            await self._ws.send_json(message)

    async def exchange(self, envelope: Envelope) -> Ack:
        """Send it, and wait for its ack.

        Raises:
            ConnectionError: the connection is or goes away.
        """
        answer: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(envelope.id, deque()).append(answer)
        await self.send(envelope.frame())
        return await answer

    async def listen(self) -> None:
        """Take acks and pings until the connection ends."""
        while await self._hear():
            pass

    async def close(self) -> None:
        """Close as the protocol wants it, which a mute connection cannot."""
        if not self.muted:
            await self._ws.close()

    def cut(self) -> None:
        """Drop the TCP connection, with no close frame."""
        drop(self._request)

    def end(self) -> None:
        """Give up every ack that is still awaited."""
        for answer in (each for answers in self._waiting.values() for each in answers):
            if not answer.done():
                answer.set_exception(ConnectionAbortedError())

    async def _hear(self) -> bool:
        """Take one message; whether there may be more."""
        message = await self._ws.receive()
        if self.muted and message.type not in _OVER:
            await never()
        match message.type:
            case WSMsgType.TEXT | WSMsgType.BINARY:
                self._take(message.data)
            case WSMsgType.PING:
                await self._ws.pong(message.data)
            case WSMsgType.CLOSE:
                await self._ws.close(drain=False)
        return not self._ws.closed and message.type not in _OVER

    def _take(self, data: str | bytes) -> None:
        sent = _parse(data)
        envelope = str(sent.get("envelope_id"))
        if "envelope_id" not in sent:
            self._break("not-an-ack", "a WebSocket takes acks and nothing else", sent)
        elif envelope in self._waiting:
            _settle(self._first(envelope), _ack(sent))
        elif envelope in self._acked:
            self._break("second-ack", "an envelope is acked once", sent)
        else:
            detail = "nothing with this envelope_id was sent over this WebSocket"
            self._break("unknown-envelope", detail, sent)

    def _first(self, envelope: str) -> asyncio.Future[Ack]:
        """Whoever waits longest for its ack; the last one is forgotten."""
        answers = self._waiting[envelope]
        answer = answers.popleft()
        if not answers:
            del self._waiting[envelope]
            self._acked.append(envelope)
        return answer

    def _break(self, rule: str, detail: str, sent: Mapping[str, Any]) -> None:
        self._report(BrokenRule(rule, detail, sent))


def _parse(data: str | bytes) -> dict[str, Any]:
    try:
        found = parsed(data)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"sent": data}


def _settle(answer: asyncio.Future[Ack], ack: Ack) -> None:
    """Hand the ack over, unless it is late and nobody waits any more."""
    if not answer.done():
        answer.set_result(ack)


def _ack(sent: Mapping[str, Any]) -> Ack:
    """The same as HTTP would have brought.

    Bolt turns an ack of plain text into an object with nothing but the text.
    """
    match sent.get("payload"):
        case None:
            return Ack("text/plain", "")
        case {"text": str(text), **more} if not more:
            return Ack("text/plain", text)
        case payload:
            return Ack("application/json", json.dumps(payload))
