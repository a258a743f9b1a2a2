"""*Output*: a modal that opens at once, and is filled when the cloud has answered."""

from bot.blocks.answers import render
from bot.blocks.notes import noted
from bot.blocks.output_modal import loading_modal, output_modal, problem_modal
from bot.blocks.problems import TOO_LATE
from bot.domain.answers import Answer, ExecutionAnswer
from bot.domain.messages import Modal
from handlers.asking import Asking
from handlers.errors import explain
from handlers.windows import Window


class OutputModal:
    """A modal for whoever pressed; where Slack opens none, a private message."""

    def __init__(self, asking: Asking, window: Window) -> None:
        self._asking = asking
        self._window = window

    async def answer(self, request_id: str) -> None:
        await self._window.open(f"runs.{request_id}", loading_modal())
        answer = await self._asking.answer()
        modal = _modal(answer, request_id, self._asking.press.page)
        if not await self._window.show(modal):
            message = noted(render(answer, request_id), TOO_LATE)
            await self._asking.append(message)

    async def fail(self, error: BaseException, request_id: str) -> None:
        message = explain(error, request_id)
        if not await self._window.tell(problem_modal(message, self._asking.press)):
            await self._asking.notify(message)


def _modal(answer: Answer, request_id: str, page: int) -> Modal:
    """The output; of anything else, which only a value that is not ours asks for, text."""
    if isinstance(answer, ExecutionAnswer):
        return output_modal(answer, page)
    return problem_modal(render(answer, request_id))
