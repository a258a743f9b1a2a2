"""views.open, views.push, views.update and views.publish.

docs.slack.dev/reference/methods/views.open and the pages beside it
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.rules.block_shapes import Surface
from bot.playground.slack.answers import Answer, RefusalError
from bot.playground.slack.arguments import Given, structure, text, wanted
from bot.playground.slack.modals import HomeView, ModalView
from bot.playground.slack.rates import TIER_4
from bot.playground.slack.tokens import Method
from bot.playground.slack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ViewMethods:
    """The windows and tabs that the bot shows to one person at a time."""

    workspace: Workspace

    def methods(self) -> Mapping[str, Method]:
        """By name; none needs a scope."""
        answers = {
            "views.open": self._open,
            "views.push": self._push,
            "views.update": self._update,
            "views.publish": self._publish,
        }
        return {
            name: Method(answer, per_minute=TIER_4) for name, answer in answers.items()
        }

    def _open(self, given: Given) -> Answer:
        # A view that is refused leaves its trigger for another try.
        view = self._judged(given, "modal")
        user = self.workspace.triggers.use(text(given, "trigger_id"))
        return _shown(self.workspace.views.open(user, view))

    def _push(self, given: Given) -> Answer:
        view = self._judged(given, "modal")
        user = self.workspace.triggers.use(text(given, "trigger_id"))
        return _shown(self.workspace.views.push(user, view))

    def _update(self, given: Given) -> Answer:
        view = self._judged(given, "modal")
        views = self.workspace.views
        modal = views.find(text(given, "view_id"), text(given, "external_id"))
        return _shown(views.update(modal, view, text(given, "hash")))

    def _publish(self, given: Given) -> Answer:
        user = wanted(given, "user_id")
        if user not in self.workspace.people:
            raise RefusalError("user_not_found")
        view = self._judged(given, "home")
        return _shown(self.workspace.views.publish(user, view, text(given, "hash")))

    def _judged(self, given: Given, surface: Surface) -> dict[str, Any]:
        wanted(given, "view")
        view: dict[str, Any] = structure(given, "view", dict, "invalid_arguments")
        self.workspace.views.judge(view, surface)
        return view


def _shown(view: ModalView | HomeView) -> Answer:
    return {"ok": True, "view": view.as_view()}
