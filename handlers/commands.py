"""`/runs`: accept, then ack; the answer follows through the response_url."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks.problems import BUSY, RESTARTING
from bot.blocks.progress import first_words
from bot.domain.commandline import COMMAND
from bot.domain.messages import Address
from bot.domain.presses import Press
from handlers.intake import Intake
from handlers.questions import Asker, Desk, Question


class Commands:
    """The slash command."""

    def __init__(self, intake: Intake, desk: Desk) -> None:
        self._intake = intake
        self._desk = desk

    def register(self, app: AsyncApp) -> None:
        app.command(COMMAND)(self.runs)

    async def runs(self, ack: AsyncAck, command: dict[str, Any]) -> None:
        """Answer privately; the ack is the first sign of progress."""
        typed = str(command.get("text") or "")
        question = Question(
            self._desk, _asker(command), _address(command), Press(typed)
        )
        accepted = self._intake.accept(question)
        refusal = RESTARTING if self._intake.closed else BUSY
        text = first_words(typed) if accepted else refusal
        await ack(text=text, response_type="ephemeral")


def _asker(command: dict[str, Any]) -> Asker:
    return Asker(
        user=str(command.get("user_id", "")),
        workspace=str(command.get("team_id", "")),
        channel=str(command.get("channel_id", "")),
    )


def _address(command: dict[str, Any]) -> Address:
    return Address(str(command.get("response_url", "")))
