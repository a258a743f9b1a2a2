"""`/runs`: accept, then ack; the answer follows through the response_url."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks.problems import BUSY, RESTARTING
from bot.blocks.progress import OPENING, first_words
from bot.domain.commandline import COMMAND
from bot.domain.messages import Address
from bot.domain.presses import Press
from handlers.asking import Asker, Asking, Desk
from handlers.forms import FormWindow, opening
from handlers.intake import Intake, Request
from handlers.questions import Question
from handlers.seen import Seen
from handlers.windows import Window


class Commands:
    """The slash command."""

    def __init__(self, intake: Intake, desk: Desk, seen: Seen) -> None:
        self._intake = intake
        self._desk = desk
        self._seen = seen

    def register(self, app: AsyncApp) -> None:
        app.command(COMMAND)(self.runs)

    async def runs(self, ack: AsyncAck, command: dict[str, Any]) -> None:
        """Answer privately; the ack is the first sign of progress."""
        trigger = str(command.get("trigger_id") or "")
        if not self._seen.first(trigger):
            await ack()
            return
        typed = str(command.get("text") or "")
        request = self._request(command, typed, trigger)
        accepted = self._intake.accept(request)
        if not accepted:
            # Should this ack be lost, the refusal must not be taken for an answer.
            self._seen.forget(trigger)
        refusal = RESTARTING if self._intake.closed else BUSY
        opens = isinstance(request, FormWindow)
        first = OPENING if opens else first_words(typed)
        text = first if accepted else refusal
        await ack(text=text, response_type="ephemeral")

    def _request(self, command: dict[str, Any], typed: str, trigger: str) -> Request:
        asking = _asking(self._desk, command, typed)
        query = opening(typed)
        if query is None:
            return Question(asking)
        return FormWindow(asking, query, Window(self._desk.messenger, trigger=trigger))


def _asking(desk: Desk, command: dict[str, Any], typed: str) -> Asking:
    user, channel = (str(command.get(key, "")) for key in ("user_id", "channel_id"))
    workspace = str(command.get("team_id", ""))
    return Asking(
        desk=desk,
        asker=Asker(user=user, workspace=workspace, channel=channel),
        address=Address(
            str(command.get("response_url", "")), user=user, channel=channel
        ),
        press=Press(typed),
    )
