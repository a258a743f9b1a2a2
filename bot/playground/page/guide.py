"""What a page offers to type, as the app's manifest and its makers say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.playground.page.entities import Entity, Json, fixed
from bot.playground.slack.people import BOT_USER, TEAM_NAME


@dataclass(frozen=True, slots=True)
class Example:
    """Something to try: what to type, and what it shows."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Guide:
    """What can be done with the app.

    Attributes:
        manifest: The app's, parsed.
        examples: Things to try.
        topics: The first words of commands.
    """

    manifest: Mapping[str, Any]
    examples: Sequence[Example]
    topics: Sequence[str]

    @property
    def commands(self) -> frozenset[str]:
        """The app's commands, such as "/runs"."""
        return frozenset(each["command"] for each in self._commands())

    @property
    def writable(self) -> bool:
        """Whether people may write to the app in its own conversation."""
        return self._messages() == "on"

    @property
    def home(self) -> bool:
        """Whether the app has a Home tab."""
        return bool(self._app_home().get("home_tab_enabled"))

    def entity(self) -> Entity:
        """The app, as a page shows it."""
        features = self.manifest["features"]
        content: Json = {
            "team": TEAM_NAME,
            "bot": {"id": BOT_USER, "name": features["bot_user"]["display_name"]},
            "commands": [_command(each) for each in self._commands()],
            "shortcuts": list(features.get("shortcuts", ())),
            "home": self.home,
            "messages": self._messages(),
            "examples": [{"text": one.text, "why": one.why} for one in self.examples],
            "topics": list(self.topics),
        }
        return fixed("app", content)

    def _commands(self) -> Sequence[Json]:
        return self.manifest["features"].get("slash_commands", ())  # type: ignore[no-any-return]

    def _app_home(self) -> Json:
        return self.manifest["features"].get("app_home", {})  # type: ignore[no-any-return]

    def _messages(self) -> str:
        if not self._app_home().get("messages_tab_enabled"):
            return "off"
        locked = self._app_home().get("messages_tab_read_only_enabled")
        return "read-only" if locked else "on"


def _command(command: Json) -> Json:
    return {
        "command": command["command"],
        "description": command.get("description", ""),
        "usage_hint": command.get("usage_hint", ""),
    }
