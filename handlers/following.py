"""A follow-up on its way: answered in its thread, where everybody reads it."""

import asyncio

import structlog

from bot.blocks.answers import render
from bot.blocks.audience import Audience
from bot.blocks.helping import mention_help
from bot.blocks.thread_help import thread_help
from bot.domain.followup_words import exactly, follow_up
from bot.domain.followups import About, Bare, Command, FollowUp, LookAt, MarkRow
from bot.domain.messages import Address, Attachment
from bot.domain.picking import is_plain
from bot.domain.queries import parse
from bot.domain.threads import Claim, Thread
from bot.domain.verbs import VERBS, first_verb
from bot.errors import InvalidQueryError, LedgerError
from bot.services.following import Followed
from handlers.asking import Asking
from handlers.sayings import Saying

# These are commands, too; below an answer they are about one of its rows.
_ABOUT = frozenset({About.WHY, About.HISTORY, About.OUTPUT})

_log = structlog.get_logger()


class FollowedUp:
    """Its answer is for everybody in the thread; what goes wrong, for the asker."""

    def __init__(self, asking: Asking, saying: Saying) -> None:
        self._asking = asking
        self._saying = saying
        self._follow_ups = asking.desk.follow_ups
        self._meant = saying.called

    async def answer(self, request_id: str) -> None:
        async with self._follow_ups.turn(self._saying.place):
            thread, claim = await self._taken()
            if claim is not None:
                await self._go_on(thread, claim, request_id)

    async def fail(self, error: BaseException, request_id: str) -> None:
        if self._meant:
            await self._asking.fail(error, request_id)
        else:
            _log.warning("reply_not_understood", why=str(error), exc_info=error)

    async def _taken(self) -> tuple[Thread | None, Claim | None]:
        """What the thread is about, and our claim if it is for us to answer."""
        place, message = self._saying.place, self._saying.message
        know, take = self._follow_ups.thread, self._follow_ups.take
        if self._saying.called:
            return await asyncio.gather(know(place), take(message))
        thread = await know(place)
        self._meant = self._is_meant(thread)
        return thread, await take(message) if self._meant else None

    def _is_meant(self, thread: Thread | None) -> bool:
        """Whether the bot is: people talk to one another, too."""
        if thread is None:
            return False
        said = exactly(self._saying.text)
        if isinstance(said, LookAt | MarkRow):
            return is_plain(thread, said.pick)
        return said is not None

    async def _go_on(
        self, thread: Thread | None, claim: Claim, request_id: str
    ) -> None:
        try:
            await self._answered(thread, claim, request_id)
        finally:
            await self._done()

    async def _answered(
        self, thread: Thread | None, claim: Claim, request_id: str
    ) -> None:
        said = _meant(self._saying.text, thread)
        if said is None or said is Bare.HELP:
            await self._helped(thread)
            return
        place, follow_ups = self._saying.place, self._follow_ups
        followed = await self._asking.patiently(
            lambda actor: follow_ups.answer(actor, place, thread, said)
        )
        await self._show(followed, claim, request_id)
        if followed.thread is not None:
            await follow_ups.keep(place, followed.thread)
        if followed.file is not None:
            await self._attach(followed.file)

    async def _helped(self, thread: Thread | None) -> None:
        """The help, for those who may ask at all."""
        await self._asking.done(self._follow_ups.admit)
        shown = thread_help() if thread else mention_help()
        await self._asking.reply(shown)

    async def _attach(self, file: Attachment) -> None:
        # Known by its name, which no other file has.
        await self._asking.desk.poster.attach(self._here, file, file.name, None)

    async def _show(self, followed: Followed, claim: Claim, request_id: str) -> None:
        if followed.answer is None:
            return
        if not followed.public:
            await self._asking.reply(render(followed.answer, request_id))
            return
        message = self._saying.message
        shown = render(followed.answer, request_id, Audience.CHANNEL)
        post_id = f"{message.channel}.{message.ts}"
        await self._asking.post(self._here, shown, post_id, claim.tried)

    @property
    def _here(self) -> Address:
        """The thread, for everybody."""
        place = self._saying.place
        return Address(channel=place.channel, thread=place.ts)

    async def _done(self) -> None:
        """Whoever is told of the message again need not answer it."""
        try:
            await self._follow_ups.done(self._saying.message)
        except LedgerError as error:
            _log.warning("message_not_done", why=str(error))


def _meant(text: str, thread: Thread | None) -> FollowUp | Command | None:
    """What was said to the bot: a follow-up, else a whole command; None for neither.

    Raises:
        InvalidQueryError: it is something like one of them.
    """
    said = exactly(text)
    below = thread is not None and isinstance(said, LookAt) and said.about in _ABOUT
    verb = first_verb(text) in VERBS and said is not Bare.HELP
    if verb and not below and not _is_sure(said):
        return Command(text)
    if said is not None and (thread is not None or _is_sure(said)):
        return said
    if _is_command(text):
        return Command(text)
    if thread is None:
        return None
    return follow_up(text)


def _is_sure(said: FollowUp | None) -> bool:
    """Whether it can be nothing else: a word may be a name, or a command."""
    return said is not None and not (isinstance(said, LookAt) and said.pick.name)


def _is_command(text: str) -> bool:
    try:
        parse(text)
    except InvalidQueryError:
        return False
    return bool(text)
