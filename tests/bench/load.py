"""Many people at once: every line sends the next command when its last one is over."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.blocks.problems import BUSY
from tests.bench.answers import Answers
from tests.bench.commands import Command
from tests.bench.lines import Ack, Line

Over = Literal["acked", "answered"]
_BUSY = BUSY.encode()


def busy(ack: Ack) -> bool:
    """Whether the bot has said that it takes no more; it then makes no answer."""
    return _BUSY in ack.said


@dataclass(frozen=True, slots=True)
class Load:
    """How commands are sent.

    Attributes:
        lines: how many are in flight at a time.
        over: what a line waits for before it sends the next.
        answers: where answers come, None where none are made.
        pause: seconds from then to the next.
        patience: seconds for all of them.
    """

    lines: Sequence[Line]
    over: Over
    answers: Answers | None
    pause: float = 0.0
    patience: float = 60.0

    async def send(self, commands: Sequence[Command]) -> list[Ack]:
        """Every ack, once every answer is there."""
        left = iter(commands)
        acks: list[Ack] = []

        async def keep_busy(line: Line) -> None:
            for command in left:
                ack = await line.carry(command)
                acks.append(ack)
                if self.over == "answered":
                    await self._answer(ack)
                if self.pause:
                    await asyncio.sleep(self.pause)

        async with asyncio.timeout(self.patience):
            await asyncio.gather(*map(keep_busy, self.lines))
            if self.over == "acked":
                await asyncio.gather(*map(self._answer, acks))
        return acks

    async def _answer(self, ack: Ack) -> None:
        if self.answers is not None and not busy(ack):
            await self.answers.to(ack.number)
