"""auth.test, users.info and apps.connections.open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.playground.slack.answers import Answer, RefusalError
from bot.playground.slack.arguments import Given, flag, text
from bot.playground.slack.people import (
    BOT,
    BOT_USER,
    TEAM,
    TEAM_DOMAIN,
    TEAM_NAME,
)
from bot.playground.slack.tokens import Method
from bot.playground.slack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Accounts:
    """Who the bot is, who people are, and where the bot may connect to."""

    workspace: Workspace
    connection_url: Callable[[], str] | None

    def methods(self) -> Mapping[str, Method]:
        """By name."""
        return {
            "auth.test": Method(self._auth_test),
            "users.info": Method(self._users_info, ("users:read",)),
            "apps.connections.open": Method(
                self._open_connection, ("connections:write",), caller="app"
            ),
        }

    def _auth_test(self, _: Given) -> Answer:
        return {
            "ok": True,
            "url": f"https://{TEAM_DOMAIN}.slack.com/",
            "team": TEAM_NAME,
            "user": self.workspace.people[BOT_USER].name,
            "team_id": TEAM,
            "user_id": BOT_USER,
            "bot_id": BOT,
            "is_enterprise_install": False,
        }

    def _users_info(self, given: Given) -> Answer:
        person = self.workspace.people.get(text(given, "user"))
        if person is None:
            raise RefusalError("user_not_found")
        locale = flag(given, "include_locale")
        return {"ok": True, "user": person.as_user(include_locale=locale)}

    def _open_connection(self, _: Given) -> Answer:
        if self.connection_url is None:
            # What Slack says to an app without Socket Mode isn't documented.
            raise RefusalError("forbidden")
        return {"ok": True, "url": self.connection_url()}
