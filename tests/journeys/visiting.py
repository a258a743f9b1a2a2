"""People who come to see their Home, and press what is there."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.playground.slack import OPERATOR, LocalSlack, Post
from bot.playground.slack.modals import HomeView
from bot.playground.slack.pressables import BUTTONS, Wanted, interactive
from tests.journeys.reading import standing

OPENED = "app_home_opened"
_READING = "The clouds are being read"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody in an app that is told who opens its Home."""

    slack: LocalSlack
    user: str = OPERATOR

    async def opens(self) -> str:
        """All that stands in Home, once everything has been read."""
        before = self.shown
        await self.slack.open_home(self.user)
        return await self.sees(before)

    async def sees(self, before: int, words: str = "") -> str:
        """What stands there after it was shown anew, with these words in it."""

        def found() -> str | None:
            now = self.standing
            new = self.shown > before and _READING not in now
            return now if new and words in now else None

        return await self.slack.workspace.changes.until(found, 10)

    async def presses(self, text: str, value: str | None = None) -> None:
        """Press the button that says so."""
        wanted = Wanted(text=text, value=value)
        await self.slack.act_at_home(self.user, BUTTONS, wanted)

    async def asks(self, text: str, value: str | None = None) -> str:
        """What they are told after a press, in the conversation with the bot."""
        before = len(self.direct)
        await self.presses(text, value)
        await self.slack.workspace.posted(lambda _: len(self.direct) > before)
        return standing(self.direct[before])

    @property
    def standing(self) -> str:
        """All that stands there now; "" where nothing does."""
        home = self._home
        return "\n".join(_texts(home.view["blocks"])) if home else ""

    @property
    def shown(self) -> int:
        """How many times it was shown."""
        home = self._home
        return len(home.versions) if home else 0

    @property
    def buttons(self) -> list[str]:
        """What can be pressed there, in order."""
        blocks = self._home.view["blocks"] if self._home else []
        return [
            str(one["text"]["text"]) for block in blocks for one in interactive(block)
        ]

    @property
    def direct(self) -> list[Post]:
        """What the bot has said to them in their own conversation, oldest first."""
        channel = self.slack.workspace.direct(self.user).id
        return [one for one in self.slack.posts if one.shown.channel == channel]

    @property
    def _home(self) -> HomeView | None:
        return self.slack.workspace.views.home(self.user)


def _texts(node: object) -> Iterator[str]:
    """Every text of a block but those of buttons, in order."""
    match node:
        case {"type": "button"}:
            return
        case {"text": str(text)}:
            yield text
        case dict():
            for inner in node.values():
                yield from _texts(inner)
        case list():
            for inner in node:
                yield from _texts(inner)
