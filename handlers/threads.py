"""What people say to the bot in channels, and in the threads below its messages."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.blocks.problems import BUSY
from bot.domain.followup_words import exactly
from bot.domain.messages import Address
from bot.domain.presses import Press
from bot.errors import BusyError
from handlers.asking import Asking, Desk
from handlers.following import FollowedUp
from handlers.intake import Intake
from handlers.sayings import Saying, saying
from handlers.seen import Seen

MENTIONED = "app_mention"
SAID = "message"


class Threads:
    """Mentions, and replies in threads where the bot `listens`.

    `me` is the bot's id as a user.
    """

    def __init__(
        self, intake: Intake, desk: Desk, seen: Seen, *, me: str, listens: bool
    ) -> None:
        self._intake = intake
        self._desk = desk
        self._seen = seen
        self._me = me
        self._listens = listens

    def register(self, app: AsyncApp) -> None:
        app.event(MENTIONED)(self.said)
        if self._listens:
            app.event(SAID)(self.said)

    async def said(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Go on with it, once; other bots, edits and what is no follow-up get nothing."""
        said = saying(body, event, self._me)
        if said is None or not _may_be_meant(said) or not self._is_new(said):
            return
        request = FollowedUp(self._asking(said), said)
        if self._intake.accept(request):
            return
        if said.called:
            self._intake.turn_away(request)
            return
        # Nobody knows yet whether it is for the bot, so Slack is asked to tell it again.
        for key in _keys(said):
            self._seen.forget(key)
        raise BusyError(BUSY)

    def _is_new(self, said: Saying) -> bool:
        return self._seen.first(*_keys(said))

    def _asking(self, said: Saying) -> Asking:
        user, channel = said.asker.user, said.asker.channel
        # What only they see would be lost in a thread that has nothing else yet.
        thread = said.place.ts if said.reply else ""
        return Asking(
            desk=self._desk,
            asker=said.asker,
            address=Address(user=user, channel=channel, thread=thread),
            press=Press(said.text or "help"),
        )


def _keys(said: Saying) -> tuple[str, str]:
    """A mention and a message event can be about the same message."""
    event = f"event {said.event}" if said.event else ""
    return event, f"message {said.message}"


def _may_be_meant(said: Saying) -> bool:
    """Nothing is asked of the database for most of what people say to one another.

    A single word may be the name of a row, which only the thread can tell.
    """
    return said.called or (said.reply and exactly(said.text) is not None)
