"""Whoever signs us in, and a service that looks at what it is sent."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpx

from bot.adapters.cloud.signing_in import Renewed
from bot.adapters.cloud.tokens import (
    Login,
    Scope,
    Token,
    password_tokens,
    project_scope,
)
from tests.adapters.cloud.samples import PROJECT
from tests.adapters.cloud.wire import settle
from tests.fakes import NINE, FakeClock

Reply = httpx.Response | Exception
LOGIN = Login("slack-bot", "pass-word-of-iam", "example-account")
DAY = timedelta(days=1)


class Answering:
    """Answers with the replies it is given, then for ever with the last one."""

    def __init__(self, *replies: Reply) -> None:
        self.requests: list[httpx.Request] = []
        self.open = asyncio.Event()
        self.open.set()
        self._replies = deque(replies)

    async def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(_as_it_came(request))
        more = len(self._replies) > 1
        reply = self._replies.popleft() if more else self._replies[0]
        await self.open.wait()
        if isinstance(reply, Exception):
            raise reply
        return httpx.Response(
            reply.status_code, headers=reply.headers, content=reply.content
        )

    def client(self, auth: httpx.Auth | None = None) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url="https://cloud.example",
            transport=httpx.MockTransport(self.answer),
            auth=auth,
        )

    def headers(self, name: str) -> list[str | None]:
        return [request.headers.get(name) for request in self.requests]


def issued(text: str, ends: datetime = NINE + DAY, **more: object) -> httpx.Response:
    """I1: a token."""
    written = ends.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    body = {"token": {"expires_at": written, "methods": ["password"], **more}}
    return httpx.Response(201, json=body, headers={"X-Subject-Token": text})


def keystone(status: int, message: str = "The password is wrong.") -> httpx.Response:
    error = {"code": status, "message": message, "title": "Unauthorized"}
    return httpx.Response(status, json={"error": error})


def tokens_of(
    iam: Answering, clock: FakeClock, scope: Scope | None = None
) -> Renewed[Token]:
    return password_tokens(iam.client(), LOGIN, scope or project_scope(PROJECT), clock)


def agency(access: str, ends: datetime = NINE + DAY, **more: object) -> httpx.Response:
    """The metadata service's answer: keys of the machine's agency."""
    written = ends.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    credential = {
        "access": access,
        "secret": f"secret-of-{access}",
        "securitytoken": f"token-of-{access}",
        "expires_at": written,
        **more,
    }
    return httpx.Response(200, json={"credential": credential})


@asynccontextmanager
async def held_back(answering: Answering) -> AsyncIterator[None]:
    """Nothing is answered until the end of the block."""
    answering.open.clear()
    yield
    answering.open.set()
    await settle()


def sent_json(request: httpx.Request) -> object:
    return json.loads(request.content)


def _as_it_came(request: httpx.Request) -> httpx.Request:
    """A copy: whoever signs a request anew changes it."""
    return httpx.Request(
        request.method,
        request.url,
        headers=request.headers.multi_items(),
        content=request.content,
    )
