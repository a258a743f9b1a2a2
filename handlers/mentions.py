"""A mention of the bot: who calls is told how to ask."""

from bot.blocks.helping import mention_help
from handlers.asking import Asking


class Mention:
    """Answered with the shortest help there is, to those who may ask at all."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def answer(self, request_id: str) -> None:
        del request_id
        await self._asking.answer()
        await self._asking.reply(mention_help())

    async def fail(self, error: BaseException, request_id: str) -> None:
        await self._asking.fail(error, request_id)
