"""`/runs`: accept, then ack; the answer follows through the response_url."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks.answers import render
from bot.blocks.problems import BUSY, RESTARTING
from bot.blocks.progress import STILL_READING, first_words
from bot.domain.access import Actor
from bot.domain.messages import Address, Message
from bot.domain.queries import COMMAND, echo
from bot.domain.redaction import redact
from bot.errors import MessengerError
from bot.ports import Clock, Messenger, People
from bot.services.answer import AnswerService
from handlers.errors import explain
from handlers.intake import Intake

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


class Commands:
    """The slash command."""

    def __init__(self, intake: Intake, desk: Desk) -> None:
        self._intake = intake
        self._desk = desk

    def register(self, app: AsyncApp) -> None:
        app.command(COMMAND)(self.runs)

    async def runs(self, ack: AsyncAck, command: dict[str, Any]) -> None:
        """Answer privately; the ack is the first sign of progress."""
        accepted = self._intake.accept(CommandRequest(command, self._desk))
        refusal = RESTARTING if self._intake.closed else BUSY
        text = first_words(str(command.get("text") or "")) if accepted else refusal
        await ack(text=text, response_type="ephemeral")


class CommandRequest:
    """One `/runs …` of one person."""

    def __init__(self, command: Mapping[str, Any], desk: Desk) -> None:
        self._command = command
        self._desk = desk
        self._answering = False
        self._progressing = False

    async def answer(self, request_id: str) -> None:
        user = str(self._command.get("user_id", ""))
        text = str(self._command.get("text") or "")
        structlog.contextvars.bind_contextvars(user=user)
        _log.info("command", text=echo(redact(text).text))
        async with self._patience():
            actor = await self._actor(user)
            answer = await self._desk.answers.answer(actor, text)
        self._answering = True
        await self._reply(render(answer, request_id))

    async def fail(self, error: BaseException, request_id: str) -> None:
        if self._answering and isinstance(error, asyncio.CancelledError):
            # The answer is on its way; to deny it would only confuse.
            _log.warning("answer_not_delivered", why="stopped while Slack took it")
            return
        await self._reply(explain(error, request_id))

    async def _actor(self, user: str) -> Actor:
        workspace = str(self._command.get("team_id", ""))
        return Actor(
            user=user,
            workspace=workspace,
            channel=str(self._command.get("channel_id", "")),
            person=await self._desk.people.person(user, workspace),
        )

    async def _reply(self, message: Message) -> None:
        address = Address(str(self._command.get("response_url", "")))
        await self._desk.messenger.reply(address, message)

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
            await self._reply(Message(STILL_READING))
        except MessengerError as exc:
            _log.warning("progress_not_delivered", why=str(exc))
