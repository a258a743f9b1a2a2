"""Windows in which people fill in what a command alone cannot say."""

from collections.abc import Awaitable, Callable

from bot.blocks.answers import render
from bot.blocks.buttons import ACTION, carrying, in_a_row
from bot.blocks.elements import section
from bot.blocks.forms import loading_form, problem_form
from bot.blocks.mark_form import mark_form
from bot.blocks.problems import NO_WINDOW
from bot.blocks.subscription_form import subscription_form
from bot.domain.access import Actor
from bot.domain.digest_answers import DigestAnswer
from bot.domain.digest_queries import DigestQuery
from bot.domain.messages import Message, Modal
from bot.domain.queries import parse
from bot.domain.subscription_form import SubscriptionForm
from bot.errors import InvalidQueryError
from handlers.asking import Asking
from handlers.errors import explain
from handlers.windows import Window

_AGAIN = f"{ACTION}window"

Work = Callable[[Actor], Awaitable[DigestAnswer]]
"""What is done with what was filled in."""


def opening(text: str) -> DigestQuery | None:
    """What was typed or pressed, if it opens a window."""
    try:
        query = parse(text)
    except InvalidQueryError:
        return None  # whoever answers it says what is wrong
    if isinstance(query, DigestQuery) and query.opens_window:
        return query
    return None


class FormWindow:
    """A window to be filled in; where Slack opens none, a button that tries again."""

    def __init__(self, asking: Asking, query: DigestQuery, window: Window) -> None:
        self._asking = asking
        self._query = query
        self._window = window

    async def answer(self, request_id: str) -> None:
        await self._window.open(f"runs.{request_id}", loading_form())
        modal = await self._asking.done(self._form)
        if not await self._window.show(modal):
            again = carrying("Try again", _AGAIN, self._asking.press.text)
            blocks = (section(NO_WINDOW), *in_a_row(again))
            await self._asking.append(Message(NO_WINDOW, blocks))

    async def fail(self, error: BaseException, request_id: str) -> None:
        message = explain(error, request_id)
        if not await self._window.tell(problem_form(message)):
            await self._asking.notify(message)

    async def _form(self, actor: Actor) -> Modal:
        form = await self._asking.desk.answers.digests.form(actor, self._query)
        if isinstance(form, SubscriptionForm):
            return subscription_form(form)
        return mark_form(form, actor.channel)


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
