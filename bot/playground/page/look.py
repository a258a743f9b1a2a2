"""Everything that one person's page shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.playground.page.behind import Behind
from bot.playground.page.entities import Entity
from bot.playground.page.guide import Guide
from bot.playground.page.messages import messages
from bot.playground.page.people import channels, people
from bot.playground.page.views import views
from bot.playground.slack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Look:
    """What a person sees of the workspace, and what anybody sees behind it."""

    workspace: Workspace
    guide: Guide
    behind: Behind

    def of(self, user: str) -> Iterator[Entity]:
        """All of it, as it is now."""
        yield self.guide.entity()
        yield from people(self.workspace)
        yield from channels(self.workspace, user)
        yield from messages(self.workspace, user)
        yield from views(self.workspace.views, user)
        yield from self.behind.entities(self.workspace.now())
