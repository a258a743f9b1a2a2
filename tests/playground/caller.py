"""Calls the Web API of a workspace without HTTP."""

from dataclasses import dataclass, field
from typing import Any

from bot.playground.slack import CHANNEL, OPERATOR
from bot.playground.slack.web_api import WebApi
from bot.playground.slack.workspace import Workspace
from tests.playground.hand_clock import HandClock

SCOPES = (
    "chat:write",
    "channels:history",
    "channels:read",
    "files:write",
    "groups:history",
    "im:history",
    "users:read",
)
BOT_TOKEN, APP_TOKEN = "xoxb-playground", "xapp-playground"


@dataclass
class Caller:
    """The bot, a workspace, and a clock that stands still."""

    scopes: tuple[str, ...] = SCOPES
    clock: HandClock = field(default_factory=HandClock)
    workspace: Workspace = field(init=False)
    api: WebApi = field(init=False)

    def __post_init__(self) -> None:
        self.workspace = Workspace(self.clock)
        self.api = WebApi(
            self.workspace,
            bot_token=BOT_TOKEN,
            scopes=self.scopes,
            app_token=APP_TOKEN,
            connection_url=lambda: "ws://127.0.0.1:1/link/?ticket=t",
            base_url=lambda: "http://127.0.0.1:1",
        )

    def __call__(self, method: str, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
        return self.api.call(method, BOT_TOKEN, arguments)

    def error(self, method: str, **arguments: Any) -> str | None:  # noqa: ANN401 - any JSON
        """Why the call was refused, None when it was not."""
        error: str | None = self(method, **arguments).get("error")
        return error

    def say(self, text: str, **more: Any) -> str:  # noqa: ANN401 - any JSON
        """Post to the channel, without haste; returns the ts."""
        self.clock.advance(seconds=1)
        answer = self("chat.postMessage", **{"channel": CHANNEL, "text": text, **more})
        assert answer["ok"], answer
        return str(answer["ts"])

    def trigger(self, user: str = OPERATOR) -> str:
        return self.workspace.triggers.issue(user)

    def rules(self) -> list[str]:
        return [each.rule for each in self.workspace.broken_rules]
