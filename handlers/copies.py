"""*Copy reference*: the reference and the command line, where they can be copied."""

from bot.blocks.answers import render
from handlers.asking import Asking


class Copy:
    """Told below what the person was reading; no cloud is asked."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def answer(self, request_id: str) -> None:
        self._asking.log()
        actor = await self._asking.actor()
        answers = self._asking.desk.answers
        reference = answers.reference(actor, self._asking.press.text)
        await self._asking.append(render(reference, request_id))

    async def fail(self, error: BaseException, request_id: str) -> None:
        await self._asking.fail(error, request_id)
