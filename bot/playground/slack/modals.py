"""A modal that somebody has before their eyes, or had."""

from dataclasses import dataclass, field
from typing import Any

from bot.playground.slack.people import APP, BOT, TEAM
from bot.playground.slack.pressables import with_ids

Json = dict[str, Any]

# What the bot gave, as the view object repeats it, and what stands there if it didn't.
_TOLD: Json = {
    "title": None,
    "close": None,
    "submit": None,
    "private_metadata": "",
    "callback_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
}


@dataclass(slots=True, kw_only=True)
class ModalView:
    """One modal.

    Attributes:
        user: Who sees it.
        hash: Changes with each version.
        root_view_id: The modal at the bottom of its stack.
        previous_view_id: The one below it, None at the bottom.
        versions: What was accepted for it, oldest first.
        choices: The option that was chosen from a menu, by block_id and action_id.
        offered: What the bot named last for a select, by block_id and action_id.
        closed: Whether nobody sees it any more.
    """

    id: str
    user: str
    external_id: str
    hash: str
    root_view_id: str
    previous_view_id: str | None
    versions: list[Json]
    choices: dict[tuple[str, str], Json] = field(default_factory=dict)
    offered: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    closed: bool = False

    @property
    def view(self) -> Json:
        """What the bot gave last."""
        return self.versions[-1]

    @property
    def blocks(self) -> list[Json]:
        """The blocks with the ids that Slack makes up for those that have none."""
        blocks = with_ids(self.view["blocks"], f"{self.id}/{len(self.versions)}")
        for block in blocks:
            if block["type"] == "input":
                block["element"].setdefault("action_id", f"{block['block_id']}/input")
        return blocks

    def as_view(self, values: Json | None = None) -> Json:
        """The view object, with the state that is given.

        docs.slack.dev/reference/interaction-payloads/view-interactions-payload
        """
        told = {key: self.view.get(key, empty) for key, empty in _TOLD.items()}
        return {
            "id": self.id,
            "team_id": TEAM,
            "type": "modal",
            "blocks": self.blocks,
            **told,
            "state": {"values": values or {}},
            "hash": self.hash,
            "root_view_id": self.root_view_id,
            "previous_view_id": self.previous_view_id,
            "app_id": APP,
            "app_installed_team_id": TEAM,
            "external_id": self.external_id,
            "bot_id": BOT,
        }


@dataclass(slots=True, kw_only=True)
class HomeView:
    """What stands in somebody's Home tab; the fields are those of a modal."""

    id: str
    user: str
    external_id: str
    hash: str
    versions: list[Json]
    choices: dict[tuple[str, str], Json] = field(default_factory=dict)
    closed: bool = False

    @property
    def view(self) -> Json:
        """What the bot gave last."""
        return self.versions[-1]

    @property
    def blocks(self) -> list[Json]:
        """The blocks with all their ids, as those of a modal."""
        return with_ids(self.view["blocks"], f"{self.id}/{len(self.versions)}")

    def as_view(self, values: Json | None = None) -> Json:
        """The view object, with the state that is given."""
        return {
            "id": self.id,
            "team_id": TEAM,
            "type": "home",
            "blocks": self.blocks,
            "private_metadata": self.view.get("private_metadata", ""),
            "callback_id": self.view.get("callback_id", ""),
            "state": {"values": values or {}},
            "hash": self.hash,
            "root_view_id": self.id,
            "previous_view_id": None,
            "app_id": APP,
            "external_id": self.external_id,
            "bot_id": BOT,
        }
