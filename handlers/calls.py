"""A mention of the bot: who calls is told how to ask."""

from bot.blocks.helping import mention_help
from handlers.asking import Asking
from handlers.errors import explain


class Call:
    """Answered with the shortest help there is, to those who may ask at all."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def answer(self, request_id: str) -> None:
        del request_id
        await self._asking.answer()
        await self._asking.reply(mention_help())

    async def fail(self, error: BaseException, request_id: str) -> None:
        await self._asking.append(explain(error, request_id))
