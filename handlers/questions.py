"""A question on its way: read, answered, shown to whoever asked."""

from bot.blocks.answers import render
from handlers.asking import Asking


class Question:
    """Its answer is for the asker alone."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def answer(self, request_id: str) -> None:
        answer = await self._asking.patient_answer()
        await self._asking.reply(render(answer, request_id))

    async def fail(self, error: BaseException, request_id: str) -> None:
        await self._asking.fail(error, request_id)
