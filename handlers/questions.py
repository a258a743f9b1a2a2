"""A question on its way: read, answered, shown to whoever asked."""

import asyncio

import structlog

from bot.blocks.answers import render
from handlers.asking import Asking
from handlers.errors import explain

_log = structlog.get_logger()


class Question:
    """Its answer is for the asker alone."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._answering = False

    async def answer(self, request_id: str) -> None:
        answer = await self._asking.patient_answer()
        self._answering = True
        await self._asking.reply(render(answer, request_id))

    async def fail(self, error: BaseException, request_id: str) -> None:
        if self._answering and isinstance(error, asyncio.CancelledError):
            # The answer is on its way; to deny it would only confuse.
            _log.warning("answer_not_delivered", why="stopped while Slack took it")
            return
        await self._asking.append(explain(error, request_id))
