"""*Share*: what one person was shown becomes a message for the whole channel."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import structlog

from bot.blocks.answers import render
from bot.blocks.audience import Audience
from bot.blocks.problems import ALREADY_SHARED, NOT_A_MEMBER, UNSURE_SHARE, problem
from bot.blocks.sharing import shared
from bot.domain.answers import Shareable
from bot.domain.commandline import line
from bot.domain.messages import Message, Posted
from bot.domain.threads import Step
from bot.errors import LedgerError, MessengerError, UncertainError
from handlers.asking import Asking
from handlers.seen import Seen

_log = structlog.get_logger()


class Sharing:
    """Posts an answer once, however often somebody presses."""

    def __init__(self, asking: Asking, seen: Seen) -> None:
        self._asking = asking
        self._seen = seen
        self._unsure = False

    async def answer(self, request_id: str) -> None:
        with self._only_once() as first:
            if first:
                await self._share(request_id)

    async def fail(self, error: BaseException, request_id: str) -> None:
        if self._unsure:
            _log.error("share_uncertain", why=str(error))
            await self._asking.notify(problem(UNSURE_SHARE, request_id=request_id))
            return
        await self._asking.fail(error, request_id)

    async def _share(self, request_id: str) -> None:
        answer = await self._asking.patient_answer()
        if not isinstance(answer, Shareable):
            await self._asking.append(render(answer, request_id))
        elif await self._posted(answer, request_id):
            await self._take_the_button_away(answer, request_id)
        else:
            await self._asking.append(Message(ALREADY_SHARED))

    async def _posted(self, answer: Shareable, request_id: str) -> bool:
        """False where the same reading stands in the channel already.

        What could not be posted may be tried again.
        """
        asking = self._asking
        key = f"{self._key} as of {answer.as_of}"
        message = shared(
            render(answer, request_id, Audience.CHANNEL), asking.asker.user
        )
        if not self._seen.first(key):
            return False
        try:
            ts = await asking.desk.messenger.share(asking.address, message, request_id)
        except BaseException as exc:
            self._seen.forget(key)
            self._unsure = isinstance(exc, UncertainError)
            raise
        await self._open_thread(answer, ts)
        return True

    async def _open_thread(self, answer: Shareable, ts: str) -> None:
        """Let people ask on below it; where that fails, it is shared all the same."""
        asking = self._asking
        thread = asking.address.thread or ts
        if not ts:
            await self._tell_no_member()
            return
        place = Posted(asking.address.channel, thread)
        step = Step(line(asking.press.text), asking.press.page)
        try:
            await asking.desk.follow_ups.begin(place, answer, step)
        except LedgerError as error:
            _log.warning("thread_not_kept", why=str(error))

    async def _tell_no_member(self) -> None:
        """What went through the response_url has no name that a thread could go by."""
        try:
            await self._asking.append(Message(NOT_A_MEMBER))
        except MessengerError as exc:
            _log.warning("no_member_not_told", why=str(exc))

    async def _take_the_button_away(self, answer: Shareable, request_id: str) -> None:
        """Say in place of the button that it was pressed; the channel shows it anyway."""
        asking = self._asking
        marked = render(answer, request_id, Audience.SHARER)
        try:
            await asking.desk.messenger.reply(
                replace(asking.address, replaces=True), marked
            )
        except (MessengerError, asyncio.CancelledError) as exc:
            # It is in the channel; to say that it failed would make people repeat it.
            _log.warning("share_not_marked", why=str(exc))

    @contextmanager
    def _only_once(self) -> Iterator[bool]:
        """Whether this press is the only one under way: people press twice."""
        key = f"{self._key} by {self._asking.asker.user}"
        first = self._seen.first(key)
        try:
            yield first
        finally:
            if first:
                self._seen.forget(key)

    @property
    def _key(self) -> str:
        address, press = self._asking.address, self._asking.press
        return f"share {address.channel}/{address.thread} {press.page} {press.text}"
