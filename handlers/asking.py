"""What every request has in common: who asks, at which desk, and how it is read."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

import structlog

from bot.blocks.progress import STILL_READING
from bot.domain.access import Actor
from bot.domain.answers import Answer
from bot.domain.audit import Request
from bot.domain.commandline import echo, line
from bot.domain.messages import Address, Message
from bot.domain.presses import Press
from bot.domain.redaction import redact
from bot.errors import BotError, MessengerError, UncertainError
from bot.ports import Clock, Messenger, People, Poster
from bot.services.answer import AnswerService
from bot.services.following import FollowUps
from bot.services.home import Homes
from bot.services.noting import Notes
from bot.services.suggesting import Suggesting
from handlers.errors import explain
from handlers.turns import Turns

T = TypeVar("T")

_ON_ITS_WAY = 3.0

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What answering needs.

    `notes` take who asked what; `poster` posts what everybody reads. A response_url takes five posts; after `patience` seconds one of them says that the
    answer takes long. `turns` are waited for before work that would hold up acks.
    """

    people: People
    answers: AnswerService
    notes: Notes
    messenger: Messenger
    poster: Poster
    follow_ups: FollowUps
    homes: Homes
    suggesting: Suggesting
    clock: Clock
    patience: float
    turns: Turns = field(default_factory=Turns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Ids of who asks, of their workspace and of the channel, "" in a window."""

    user: str
    workspace: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One question of one person.

    `press` is what they typed, or what they pressed; `again` asks for what they were
    shown before.
    """

    desk: Desk
    asker: Asker
    address: Address
    press: Press
    again: bool = False

    async def actor(self) -> Actor:
        """Who asks, as far as Slack can tell."""
        asker = self.asker
        return Actor(
            user=asker.user,
            workspace=asker.workspace,
            channel=asker.channel,
            person=await self.desk.people.person(asker.user, asker.workspace),
        )

    async def answer(self) -> Answer:
        """What the clouds know.

        Raises:
            BotError: there is no answer; its text says why.
        """
        press, answers = self.press, self.desk.answers
        return await self.done(
            lambda actor: answers.answer(
                actor, press.text, page=press.page, again=self.again
            )
        )

    async def done(self, work: Callable[[Actor], Awaitable[T]]) -> T:
        """What came of work that this asks for; who asked, and how it went, is kept.

        Raises:
            BotError: there is none; its text says why.
        """
        await self.desk.turns.mine()
        self.log()
        async with self._noted():
            return await work(await self.actor())

    async def patient_answer(self) -> Answer:
        """The same; who waits long is told so, once."""
        async with self._patience():
            return await self.answer()

    async def patiently(self, work: Callable[[Actor], Awaitable[T]]) -> T:
        """What came of work that this asks for; who waits long is told so, once.

        Raises:
            BotError: there is none; its text says why.
        """
        async with self._patience():
            return await self.done(work)

    def log(self) -> None:
        """Write down who asks what, without secrets."""
        structlog.contextvars.bind_contextvars(user=self.asker.user)
        typed = echo(redact(self.press.text).text)
        _log.info("question", text=typed, page=self.press.page)

    async def reply(self, message: Message) -> None:
        """Say it where the question wants its answer.

        Raises:
            MessengerError: Slack did not take it, or nobody knows.
        """
        await self.desk.turns.mine()
        await self.desk.messenger.reply(self.address, message)

    async def post(
        self, place: Address, message: Message, post_id: str, tried: datetime | None
    ) -> None:
        """Say it to everybody there, once, as `Poster.post` does.

        Raises:
            MessengerError: Slack did not take it, or nobody knows.
        """
        await self.desk.turns.mine()
        await self.desk.poster.post(place, message, post_id, tried)

    async def append(self, message: Message) -> None:
        """Say it below: trouble does not take away what a person was reading.

        Raises:
            MessengerError: Slack did not take it, or nobody knows.
        """
        below = replace(self.address, replaces=False)
        await self.desk.messenger.reply(below, message)

    async def fail(self, error: BaseException, request_id: str) -> None:
        """Tell why there is no answer: rather twice than not at all.

        Raises:
            MessengerError: they could not be told.
        """
        await self.notify(explain(error, request_id))

    async def notify(self, message: Message) -> None:
        """Say it below, and where Slack's answer is lost in another way as well.

        Raises:
            MessengerError: Slack did not take it, or nobody knows.
        """
        try:
            await self.append(message)
        except UncertainError as exc:
            if isinstance(exc.__cause__, asyncio.CancelledError):
                raise  # whoever is being stopped has no time for another way
            _log.warning("notice_perhaps_not_delivered", why=str(exc))
            elsewhere = replace(self.address, response_url="", replaces=False)
            await self.desk.messenger.reply(elsewhere, message)

    @asynccontextmanager
    async def _noted(self) -> AsyncIterator[None]:
        """Keep who asked what, and how that went; it does not depend on the note."""
        begun, result = self.desk.clock.now(), "failed"
        try:
            yield
            result = "answered"
        except asyncio.CancelledError:
            result = "interrupted"
            raise
        except BotError as error:
            result = type(error).__name__
            raise
        finally:
            self._note(begun, result)

    def _note(self, begun: datetime, result: str) -> None:
        known = structlog.contextvars.get_contextvars()
        asker = self.asker
        noted = Request(
            id=str(known.get("request_id", "")),
            at=begun,
            user=asker.user,
            workspace=asker.workspace,
            channel=asker.channel,
            line=echo(redact(line(self.press.text)).text),
            result=result,
            seconds=(self.desk.clock.now() - begun).total_seconds(),
        )
        self.desk.notes.take(noted)

    @asynccontextmanager
    async def _patience(self) -> AsyncIterator[None]:
        """Say once that it takes long, if it does."""
        begun = asyncio.Event()
        waiting = asyncio.create_task(self._say_still_reading(begun))
        try:
            yield
        finally:
            if not begun.is_set():
                waiting.cancel()
            # A word on progress that is on its way must not arrive after the answer.
            await asyncio.wait([waiting], timeout=_ON_ITS_WAY)
            waiting.cancel()

    async def _say_still_reading(self, begun: asyncio.Event) -> None:
        await self.desk.clock.sleep(self.desk.patience)
        begun.set()
        try:
            await self.append(Message(STILL_READING))
        except MessengerError as exc:
            _log.warning("progress_not_delivered", why=str(exc))
