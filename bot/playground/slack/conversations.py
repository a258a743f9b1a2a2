"""conversations.info, conversations.history and conversations.replies."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.playground.slack.answers import Answer
from bot.playground.slack.arguments import Given, text, wanted
from bot.playground.slack.history import Query, thread, timeline
from bot.playground.slack.rates import RESTRICTED_ITEMS, TIER_3
from bot.playground.slack.reach import Reach
from bot.playground.slack.tokens import Method
from bot.playground.slack.workspace import Workspace

_FAMILIES = ("channels", "groups", "im")
_READ = tuple(f"{family}:read" for family in _FAMILIES)
_HISTORY = tuple(f"{family}:history" for family in _FAMILIES)
# How many messages come when no limit is given, and at most.
_TIMELINE, _THREAD, _MOST = 100, 1_000, 1_000


@dataclass(frozen=True, slots=True)
class Conversations:
    """What the bot may know of conversations and of what was said there."""

    workspace: Workspace
    reach: Reach

    def methods(self) -> Mapping[str, Method]:
        """By name."""
        return {
            "conversations.info": Method(self._info, _READ, per_minute=TIER_3),
            "conversations.history": Method(self._history, _HISTORY),
            "conversations.replies": Method(self._replies, _HISTORY),
        }

    def _info(self, given: Given) -> Answer:
        channel = self.reach.look(text(given, "channel"))
        return {"ok": True, "channel": channel.as_conversation()}

    def _history(self, given: Given) -> Answer:
        self.workspace.rates.read("conversations.history")
        channel = self.reach.read(text(given, "channel"))
        page = timeline(channel.messages, self._query(given, _TIMELINE))
        return {"ok": True, **page, "pin_count": 0}

    def _replies(self, given: Given) -> Answer:
        self.workspace.rates.read("conversations.replies")
        channel = self.reach.read(text(given, "channel"))
        query = self._query(given, _THREAD)
        return {"ok": True, **thread(channel.messages, wanted(given, "ts"), query)}

    def _query(self, given: Given, default: int) -> Query:
        restricted = self.workspace.rates.restricted_history
        return Query.of(given, default, RESTRICTED_ITEMS if restricted else _MOST)
