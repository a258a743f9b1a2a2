"""Somebody who has the page open, as the page's own requests are."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from aiohttp import ClientResponse, ClientSession, ClientTimeout

Json = dict[str, Any]

_FEED = ClientTimeout(total=20)


async def no_fault(response: ClientResponse) -> None:
    """Fail the test when the server did not know what to answer."""
    assert response.status < 500, (response.status, await response.text())


@dataclass
class Feed:
    """What a page was told.

    Attributes:
        events: Everything, in order.
        known: The pieces as they stand, by key.
    """

    response: ClientResponse
    events: list[Json] = field(default_factory=list)
    known: dict[str, Json] = field(default_factory=dict)

    async def next(self) -> Json:
        """The next event; nothing in it may be known already."""
        while True:
            line = await asyncio.wait_for(self.response.content.readline(), 5)
            assert line, "the feed has ended"
            if line.startswith(b"data: "):
                break
        event: Json = json.loads(line.removeprefix(b"data: "))
        self._take(event)
        return event

    async def until(self, wanted: Callable[[dict[str, Json]], object]) -> None:
        """Read until the pieces are as wanted."""
        async with asyncio.timeout(20):
            while not wanted(self.known):
                await self.next()

    async def has(self, key: str) -> Json:
        """Read until there is this piece."""
        await self.until(lambda known: key in known)
        return self.known[key]

    async def quiet(self, seconds: float = 0.15) -> None:
        """Nothing comes for so long."""
        try:
            event = await asyncio.wait_for(self.next(), seconds)
        except TimeoutError:
            return
        raise AssertionError(event)

    def of(self, kind: str) -> list[Json]:
        """The pieces of one kind, by key."""
        pieces = sorted(self.known.items())
        return [piece for _, piece in pieces if piece["kind"] == kind]

    def texts(self) -> list[str]:
        """Of all messages, by channel and ts."""
        return [message["text"] for message in self.of("message")]

    def _take(self, event: Json) -> None:
        assert event.keys() == {"reset", "put", "gone"}
        assert event["reset"] is (not self.events)
        for piece in event["put"]:
            assert self.known.get(piece["key"]) != piece, f"again: {piece}"
            self.known[piece["key"]] = piece
        for key in event["gone"]:
            del self.known[key]
        self.events.append(event)


@dataclass(frozen=True)
class Visitor:
    """One person at one page.

    Attributes:
        user: Who it is.
        url: Where the page is.
    """

    user: str
    url: str
    http: ClientSession

    @asynccontextmanager
    async def feed(self) -> AsyncIterator[Feed]:
        """The feed, from its first event on."""
        url = f"{self.url}/feed"
        async with self.http.get(
            url, params={"as": self.user}, timeout=_FEED, read_bufsize=2**22
        ) as response:
            assert (response.status, response.content_type) == (
                200,
                "text/event-stream",
            )
            feed = Feed(response)
            await feed.next()
            yield feed

    async def does(self, name: str, **deed: object) -> Json:
        """Do it, which works; returns the answer."""
        status, said = await self.tries(name, **deed)
        assert (status, said["error"]) == (200, None), said
        return said

    async def tries(self, name: str, **deed: object) -> tuple[int, Json]:
        """Try it; the status and the answer, which is always a JSON object."""
        return await self.sends(name, json.dumps({"as": self.user, **deed}).encode())

    async def sends(self, name: str, body: bytes) -> tuple[int, Json]:
        """Send this body."""
        headers = {"Content-Type": "application/json"}
        url = f"{self.url}/do/{name}"
        async with self.http.post(url, data=BytesIO(body), headers=headers) as response:
            assert response.content_type == "application/json", response
            said: Json = await response.json()
            assert "error" in said
            return response.status, said

    async def gets(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers of a GET."""
        async with self.http.get(f"{self.url}{path}") as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            return response.status, await response.read(), headers


def is_sentence(text: object) -> bool:
    """Whether a person can read it: no names of classes, no empty places."""
    if not isinstance(text, str) or not text:
        return False
    programmed = ("Wanted(", "Error", "None", "Traceback", "action_id=")
    return (
        text[0].isprintable()
        and text[0] not in ": ,"
        and not any(word in text for word in programmed)
    )
