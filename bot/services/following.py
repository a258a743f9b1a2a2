"""Follow-ups in threads: each is a command of its own, made from what came before."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from weakref import WeakValueDictionary

from bot.domain.access import Action, Actor, require
from bot.domain.answers import Answer, Shareable
from bot.domain.commandline import line as whole
from bot.domain.digest_answers import DigestAnswer
from bot.domain.followups import (
    About,
    Bare,
    Command,
    FollowUp,
    LookAt,
    MarkRow,
    Narrow,
    Regroup,
    TurnTo,
)
from bot.domain.messages import Attachment, Posted
from bot.domain.narrowing import day_before, narrowed, regrouped
from bot.domain.picking import about_line, mark_line, picked
from bot.domain.thread_rows import focus_of, rows_of
from bot.domain.threads import Claim, Step, Thread, begun
from bot.domain.zones import first_zone
from bot.errors import InvalidQueryError
from bot.ports import Clock, Threads
from bot.services.answer import AnswerService
from bot.services.roster import Roster
from bot.services.row_files import RowFiles

_MOST_CHANGES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What came of a follow-up.

    Attributes:
        answer: what is shown; None where a file says it all.
        public: whether everybody in the thread is shown it.
        file: what is put in the thread as well.
        thread: what it is about once that is shown; None where that does not change.
    """

    answer: Answer | None = None
    public: bool = True
    file: Attachment | None = None
    thread: Thread | None = None


_Doing = Callable[[Actor, Thread], Awaitable[Followed]]


class FollowUps:
    """Goes on with conversations; `lifetime` after the last question they end."""

    def __init__(
        self,
        threads: Threads,
        answers: AnswerService,
        roster: Roster,
        files: RowFiles,
        clock: Clock,
        *,
        lifetime: timedelta,
    ) -> None:
        self._threads = threads
        self._answers = answers
        self._roster = roster
        self._files = files
        self._clock = clock
        self._lifetime = lifetime
        self._turns: WeakValueDictionary[Posted, asyncio.Lock] = WeakValueDictionary()
        self._bare: dict[Bare, _Doing] = {
            Bare.ALL: lambda actor, thread: self._went_on(
                actor, thread, Step(thread.first.line)
            ),
            Bare.NEXT: lambda actor, thread: self._turned(
                actor, thread, thread.step.page + 1
            ),
            Bare.PREVIOUS: lambda actor, thread: self._turned(
                actor, thread, thread.step.page - 1
            ),
            Bare.REFRESH: lambda actor, thread: self._went_on(
                actor, thread, thread.step
            ),
            Bare.YESTERDAY: self._yesterday,
            Bare.UNDO: self._undone,
            Bare.CSV: self._csv,
        }

    def turn(self, place: Posted) -> asyncio.Lock:
        """Held by whoever answers there: what is typed next is about what that shows."""
        return self._turns.setdefault(place, asyncio.Lock())

    async def thread(self, place: Posted) -> Thread | None:
        """What the thread is about; None where it is none of the bot's.

        Raises:
            LedgerError: the database gave no answer; so do all others here.
        """
        return await self._threads.get(place)

    async def take(self, message: Posted) -> Claim | None:
        """Answer the message; None where that is for nobody, or somebody else."""
        return await self._threads.take(message, self._clock.now())

    async def done(self, message: Posted) -> None:
        """Let the message be answered by nobody any more."""
        await self._threads.done(message)

    async def admit(self, actor: Actor) -> None:
        """Return if they may ask at all.

        Raises:
            AccessDeniedError: they may not.
        """
        require(actor, Action.LOOK_UP, ())

    async def answer(
        self,
        actor: Actor,
        place: Posted,
        thread: Thread | None,
        said: FollowUp | Command,
    ) -> Followed:
        """What to show; `keep` its thread once it is shown.

        Raises:
            BotError: there is no answer; its text says why.
            MessengerError: Slack did not take a file.
        """
        require(actor, Action.LOOK_UP, ())
        if isinstance(said, Command):
            return await self._commanded(actor, thread, said)
        if thread is None:
            raise InvalidQueryError(
                "This thread is not under an answer of mine, so I don't know what you "
                "mean. Mention me with a command, such as `failures`."
            )
        self._require_lasting(thread)
        return await self._followed(actor, place, thread, said)

    async def keep(self, place: Posted, thread: Thread) -> None:
        """Remember what the thread is about now: what was shown last counts."""
        for _ in range(_MOST_CHANGES):
            if await self._threads.keep(place, thread):
                return
            newer = await self._threads.get(place)
            thread = replace(thread, version=newer.version if newer else 0)

    async def begin(self, place: Posted, answer: Answer, step: Step) -> None:
        """Let people ask on below an answer that everybody sees there."""
        thread = await self._threads.get(place)
        await self.keep(place, self._shown(thread, answer, step))

    async def _followed(
        self, actor: Actor, place: Posted, thread: Thread, said: FollowUp
    ) -> Followed:
        match said:
            case LookAt():
                followed = await self._looked_at(actor, thread, said)
            case Narrow(options):
                step = Step(narrowed(thread.step.line, options))
                followed = await self._went_on(actor, thread, step)
            case Regroup(by):
                step = Step(regrouped(thread.step.line, by))
                followed = await self._went_on(actor, thread, step)
            case TurnTo(page):
                followed = await self._turned(actor, thread, page)
            case MarkRow():
                followed = await self._marked(actor, place, thread, said)
            case _:
                followed = await self._bare[said](actor, thread)
        return followed

    async def _commanded(
        self, actor: Actor, thread: Thread | None, said: Command
    ) -> Followed:
        """What the thread is about from now on."""
        line = whole(said.text)
        answer = await self._answers.answer(actor, line)
        if not isinstance(answer, Shareable):
            return Followed(answer=answer, public=False)
        return Followed(answer=answer, thread=self._shown(thread, answer, Step(line)))

    async def _went_on(self, actor: Actor, thread: Thread, step: Step) -> Followed:
        answer = await self._answers.answer(actor, step.line, page=step.page)
        return Followed(answer=answer, thread=self._shown(thread, answer, step))

    async def _turned(self, actor: Actor, thread: Thread, page: int) -> Followed:
        if page < 1:
            raise InvalidQueryError("This is the first page.")
        step = Step(thread.step.line, page)
        answer = await self._answers.answer(actor, step.line, page=page, again=True)
        shown = getattr(answer, "page", None)
        if shown is None or shown.number < page:
            last = f"Page {shown.number:,}" if shown else "This"
            raise InvalidQueryError(f"{last} is the last page.")
        now = self._clock.now()
        after = thread.turned(step, rows_of(answer), now)
        return Followed(answer=answer, thread=after.looked_at(focus_of(answer), now))

    async def _looked_at(self, actor: Actor, thread: Thread, said: LookAt) -> Followed:
        row = picked(thread, said.pick)
        line = about_line(said.about, row)
        if said.about is About.HISTORY:  # a list with numbers of its own
            return await self._went_on(actor, thread, Step(line))
        answer = await self._answers.answer(actor, line)
        now = self._clock.now()
        return Followed(
            answer=answer,
            public=isinstance(answer, Shareable),
            file=self._files.output(answer),
            # A run that was opened is a list with numbers of its own, too.
            thread=self._shown(thread, answer, Step(line))
            if rows_of(answer)
            else thread.looked_at(row.line, now),
        )

    async def _yesterday(self, actor: Actor, thread: Thread) -> Followed:
        zone = first_zone(actor.person.time_zone, *self._answers.zones)
        line = day_before(thread.step.line, self._clock.now(), zone)
        return await self._went_on(actor, thread, Step(line))

    async def _undone(self, actor: Actor, thread: Thread) -> Followed:
        if len(thread.steps) == 1:
            raise InvalidQueryError(
                "There is nothing to undo: this is what the thread began with."
            )
        step = thread.steps[-2]
        answer = await self._answers.answer(actor, step.line, page=step.page)
        back = thread.went_back(rows_of(answer), self._clock.now())
        return Followed(answer=answer, thread=back)

    async def _csv(self, actor: Actor, thread: Thread) -> Followed:
        used = replace(thread, used=self._clock.now())
        if thread.delivery and len(thread.steps) == 1:
            line = whole(f"digest csv {thread.delivery}")
            answer = await self._answers.answer(actor, line)
            return Followed(answer=answer, public=False, thread=used)
        file = await self._files.rows(actor, thread.step.line)
        return Followed(file=file, thread=used)

    async def _marked(
        self, actor: Actor, place: Posted, thread: Thread, said: MarkRow
    ) -> Followed:
        """What anybody does with a cause, everybody reads."""
        row = picked(thread, said.pick)
        digest = thread.digest or await self._digest(place.channel)
        line = mark_line(said, row, digest, everywhere=not thread.digest)
        answer = await self._answers.answer(actor, line)
        public = isinstance(answer, DigestAnswer)
        used = replace(thread, used=self._clock.now())
        return Followed(answer=answer, public=public, thread=used)

    async def _digest(self, channel: str) -> str:
        """The name of one that is told in the channel."""
        told = [one.name for one in await self._roster.all() if one.channel == channel]
        if not told:
            raise InvalidQueryError(
                "No digest is posted to this channel, so there is nothing to mute or "
                "acknowledge.",
                suggestion=whole("digest new"),
            )
        return told[0]

    def _shown(self, thread: Thread | None, answer: Answer, step: Step) -> Thread:
        """The thread once that is shown; under nothing else it begins there."""
        now, rows = self._clock.now(), rows_of(answer)
        after = thread.went_on(step, rows, now) if thread else begun(step, rows, now)
        return after.looked_at(focus_of(answer), now)

    def _require_lasting(self, thread: Thread) -> None:
        if self._clock.now() - thread.used <= self._lifetime:
            return
        days = self._lifetime // timedelta(days=1)
        spell = f"{days} days" if days > 1 else "a day" if days else "a while"
        raise InvalidQueryError(
            f"This conversation has ended: nobody asked here for {spell}. Ask anew.",
            suggestion=thread.step.line,
        )
