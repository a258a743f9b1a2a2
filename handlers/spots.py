"""What was found in a message, when it is not one thing alone."""

from collections.abc import Sequence

from bot.blocks.spotted import nothing_spotted, several_spotted
from bot.domain.access import Action, Actor, require
from handlers.asking import Asking


class Spots:
    """A list to choose from, for the asker alone."""

    def __init__(self, asking: Asking, found: Sequence[str]) -> None:
        self._asking = asking
        self._found = found

    async def answer(self, request_id: str) -> None:  # noqa: ARG002  as every request
        await self._asking.done(self._may)
        found = self._found
        message = several_spotted(found) if found else nothing_spotted()
        await self._asking.reply(message)

    async def fail(self, error: BaseException, request_id: str) -> None:
        await self._asking.fail(error, request_id)

    async def _may(self, actor: Actor) -> None:
        require(actor, Action.LOOK_UP, self._asking.desk.answers.cloud_names)
