"""Windows in which people fill in what a command alone cannot say."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.blocks.answers import render
from bot.blocks.forms import DIGESTS, LOOKING_UP
from bot.blocks.lookup_form import looked_up, lookup_form
from bot.blocks.mark_form import mark_form
from bot.blocks.subscription_form import subscription_form
from bot.domain.access import Action, Actor, require
from bot.domain.digest_answers import DigestAnswer
from bot.domain.digest_queries import DigestQuery
from bot.domain.lookup_form import LookUpForm, form_of
from bot.domain.messages import Modal
from bot.domain.queries import parse
from bot.domain.subscription_form import SubscriptionForm
from bot.domain.verbs import lone_verb
from bot.errors import InvalidQueryError
from handlers.asking import Asking
from handlers.errors import explain
from handlers.windows import Window

Work = Callable[[Actor], Awaitable[DigestAnswer]]
"""What is done with what was filled in."""

Wanted = DigestQuery | LookUpForm
"""What a window is opened for."""


def opening(text: str) -> Wanted | None:
    """What was typed or pressed, if it opens a window."""
    try:
        query = parse(text)
    except InvalidQueryError:
        # A command that needs more; of any other whoever answers it says what is wrong.
        return form_of(lone_verb(text))
    if isinstance(query, DigestQuery) and query.opens_window:
        return query
    return None


class FormWindow:
    """A window to be filled in; where Slack opens none, a button that tries again."""

    def __init__(self, asking: Asking, query: Wanted, window: Window) -> None:
        self._asking = asking
        self._query = query
        self._window = window
        self._frame = LOOKING_UP if isinstance(query, LookUpForm) else DIGESTS

    async def answer(self, request_id: str) -> None:
        """Open it, and fill it.

        Raises:
            InvalidQueryError: it did not open, and the command needs more.
        """
        await self._window.open(f"runs.{request_id}", self._frame.loading())
        modal = await self._asking.done(self._form)
        if await self._window.show(modal):
            return
        text = self._asking.press.text
        parse(text)  # a command that needs more says what
        await self._asking.append(self._frame.unopened(text))

    async def fail(self, error: BaseException, request_id: str) -> None:
        message = explain(error, request_id)
        if not await self._window.tell(self._frame.problem(message)):
            await self._asking.notify(message)

    async def _form(self, actor: Actor) -> Modal:
        if isinstance(self._query, LookUpForm):
            clouds = self._asking.desk.answers.cloud_names
            granted = require(actor, Action.LOOK_UP, clouds)
            form = replace(self._query, clouds=tuple(sorted(granted)))
            return lookup_form(form, actor.channel)
        filled = await self._asking.desk.answers.digests.form(actor, self._query)
        if isinstance(filled, SubscriptionForm):
            return subscription_form(filled)
        return mark_form(filled, actor.channel)


class Submitted:
    """What was filled in, done; what came of it is told privately in the channel."""

    def __init__(self, asking: Asking, work: Work) -> None:
        self._asking = asking
        self._work = work

    async def answer(self, request_id: str) -> None:
        answer = await self._asking.done(self._work)
        await self._asking.reply(render(answer, request_id))

    async def fail(self, error: BaseException, request_id: str) -> None:
        await self._asking.fail(error, request_id)


class LookedUp:
    """What was filled in, looked up; the command that does the same is said with it."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def answer(self, request_id: str) -> None:
        answer = render(await self._asking.patient_answer(), request_id)
        await self._asking.reply(looked_up(self._asking.press.text, answer))

    async def fail(self, error: BaseException, request_id: str) -> None:
        await self._asking.fail(error, request_id)
