"""A question of one person on its way: read, answered, shown."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import structlog

from bot.blocks.answers import render
from bot.blocks.progress import STILL_READING
from bot.domain.access import Actor
from bot.domain.commandline import echo
from bot.domain.messages import Address, Message
from bot.domain.presses import Press
from bot.domain.redaction import redact
from bot.errors import MessengerError
from bot.ports import Clock, Messenger, People
from bot.services.answer import AnswerService
from handlers.errors import explain

_ON_ITS_WAY = 3.0

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What answering needs.

    A response_url takes five posts; after `patience` seconds one of them says that the
    answer takes long.
    """

    people: People
    answers: AnswerService
    messenger: Messenger
    clock: Clock
    patience: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Ids of who asks, of their workspace and of the channel."""

    user: str
    workspace: str
    channel: str


class Question:
    """One question of one person.

    `press` is what they typed, or what they pressed; `again` turns the pages of what
    they were shown.
    """

    def __init__(
        self,
        desk: Desk,
        asker: Asker,
        address: Address,
        press: Press,
        *,
        again: bool = False,
    ) -> None:
        self._desk = desk
        self._asker = asker
        self._address = address
        self._press = press
        self._again = again
        self._answering = False
        self._progressing = False

    async def answer(self, request_id: str) -> None:
        structlog.contextvars.bind_contextvars(user=self._asker.user)
        typed = echo(redact(self._press.text).text)
        _log.info("question", text=typed, page=self._press.page)
        async with self._patience():
            answer = await self._desk.answers.answer(
                await self._actor(),
                self._press.text,
                page=self._press.page,
                again=self._again,
            )
        self._answering = True
        await self._desk.messenger.reply(self._address, render(answer, request_id))

    async def fail(self, error: BaseException, request_id: str) -> None:
        if self._answering and isinstance(error, asyncio.CancelledError):
            # The answer is on its way; to deny it would only confuse.
            _log.warning("answer_not_delivered", why="stopped while Slack took it")
            return
        await self._append(explain(error, request_id))

    async def _actor(self) -> Actor:
        asker = self._asker
        return Actor(
            user=asker.user,
            workspace=asker.workspace,
            channel=asker.channel,
            person=await self._desk.people.person(asker.user, asker.workspace),
        )

    async def _append(self, message: Message) -> None:
        """Say it below: trouble does not take away what a person was reading."""
        await self._desk.messenger.reply(
            replace(self._address, replaces=False), message
        )

    @asynccontextmanager
    async def _patience(self) -> AsyncIterator[None]:
        """Say once that it takes long, if it does."""
        waiting = asyncio.create_task(self._say_still_reading())
        try:
            yield
        finally:
            if not self._progressing:
                waiting.cancel()
            # A word on progress that is on its way must not arrive after the answer.
            await asyncio.wait([waiting], timeout=_ON_ITS_WAY)
            waiting.cancel()

    async def _say_still_reading(self) -> None:
        await self._desk.clock.sleep(self._desk.patience)
        self._progressing = True
        try:
            await self._append(Message(STILL_READING))
        except MessengerError as exc:
            _log.warning("progress_not_delivered", why=str(exc))
