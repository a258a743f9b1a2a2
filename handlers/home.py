"""The Home tab: shown to whoever opens it.

https://docs.slack.dev/reference/events/app_home_opened
"""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.domain.commandline import COMMAND
from bot.domain.messages import Address
from bot.domain.presses import Press
from handlers.asking import Asker, Asking, Desk
from handlers.intake import Intake
from handlers.seen import Seen
from handlers.tabs import HomeTab

OPENED = "app_home_opened"
_HOME = "home"


class Home:
    """People who come to see their Home."""

    def __init__(self, intake: Intake, desk: Desk, seen: Seen) -> None:
        self._intake = intake
        self._desk = desk
        self._seen = seen

    def register(self, app: AsyncApp) -> None:
        app.event(OPENED)(self.opened)

    async def opened(self, body: dict[str, Any], event: dict[str, Any]) -> None:
        """Show it, once; the tab with the messages needs nothing."""
        user, told = (str(event.get(key) or "") for key in ("user", "tab"))
        key = f"event {body['event_id']}" if body.get("event_id") else ""
        if not user or told != _HOME or not self._seen.first(key):
            return
        request = HomeTab(self._asking(user, body), opened=True)
        if not self._intake.accept(request):
            self._intake.turn_away(request)

    def _asking(self, user: str, body: dict[str, Any]) -> Asking:
        workspace = str(body.get("team_id") or "")
        return Asking(
            desk=self._desk,
            asker=Asker(user=user, workspace=workspace, channel=""),
            address=Address(user=user),
            press=Press(COMMAND),
        )
