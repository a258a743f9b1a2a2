"""The weather that people make on a page."""

from dataclasses import dataclass

from bot.playground.cloud.weather import Weather
from bot.playground.page import deeds
from bot.playground.page.entities import Json
from bot.playground.page.told import NotThereError, told
from bot.playground.slack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Changing:
    """Sets the controls."""

    panel: Weather
    workspace: Workspace

    async def weather(self, deed: deeds.Weather) -> Json:
        """Set one control.

        Raises:
            NotThereError: There is none with this id.
        """
        try:
            said = self.panel.set(deed.id, on=deed.on, now=self.workspace.now())
        except KeyError:
            raise NotThereError(f"There is no weather called {deed.id}.") from None
        self.workspace.changes.announce()
        return {**told(None), "said": said.sentence, "command": said.command}
