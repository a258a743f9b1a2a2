"""*Output*: a modal that opens at once, and is filled when the cloud has answered."""

import structlog

from bot.blocks.answers import render
from bot.blocks.notes import noted
from bot.blocks.output_modal import loading_modal, output_modal, problem_modal
from bot.blocks.problems import TOO_LATE
from bot.domain.answers import Answer, ExecutionAnswer
from bot.domain.messages import Modal
from bot.errors import MessengerError, UncertainError
from handlers.asking import Asking
from handlers.errors import explain

_log = structlog.get_logger()


class OutputModal:
    """A modal for whoever pressed; where Slack opens none, a private message.

    `key` is that of the modal in which a page was turned; else `trigger` opens one.
    """

    def __init__(self, asking: Asking, *, trigger: str = "", key: str = "") -> None:
        self._asking = asking
        self._trigger = trigger
        self._key = key
        self._sure = bool(key)

    async def answer(self, request_id: str) -> None:
        if not self._key:
            await self._open(f"runs.{request_id}")
        answer = await self._asking.answer()
        modal = _modal(answer, request_id, self._asking.press.page)
        if not await self._seen(modal):
            message = noted(render(answer, request_id), TOO_LATE)
            await self._asking.append(message)

    async def fail(self, error: BaseException, request_id: str) -> None:
        message = explain(error, request_id)
        try:
            seen = await self._seen(problem_modal(message, self._asking.press))
        except MessengerError as exc:
            _log.warning("modal_not_filled", why=str(exc))
            seen = False
        if not seen:
            await self._asking.notify(message)

    async def _open(self, key: str) -> None:
        """Take the modal into use, also where Slack did not say whether it opened."""
        messenger = self._asking.desk.messenger
        try:
            await messenger.open(self._trigger, key, loading_modal())
        except UncertainError as exc:
            _log.warning("modal_perhaps_opened", why=str(exc))
        except MessengerError as exc:
            _log.info("modal_not_opened", why=str(exc))
            return
        else:
            self._sure = True
        self._key = key

    async def _seen(self, modal: Modal) -> bool:
        """Whether it is shown, or the person has closed what would show it."""
        if not self._key:
            return False
        shown = await self._asking.desk.messenger.update(self._key, modal)
        return shown or self._sure


def _modal(answer: Answer, request_id: str, page: int) -> Modal:
    """The output; of anything else, which only a value that is not ours asks for, text."""
    if isinstance(answer, ExecutionAnswer):
        return output_modal(answer, page)
    return problem_modal(render(answer, request_id))
