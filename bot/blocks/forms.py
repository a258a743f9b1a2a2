"""A window before it can be filled in, or where it cannot be."""

from dataclasses import dataclass

from bot.blocks.buttons import ACTION, LOOK_UP_FORM, carrying, in_a_row
from bot.blocks.elements import section
from bot.blocks.lookup_form import TITLE as LOOK_UP
from bot.blocks.problems import NO_WINDOW
from bot.domain.messages import Message, Modal


@dataclass(frozen=True, slots=True)
class Frame:
    """What is around a form: its title, what is seen at first, and what opens it again."""

    title: str
    first: str
    again: str

    def loading(self) -> Modal:
        """What is seen at first: a window must open within 3 seconds."""
        return Modal(self.title, (section(self.first),))

    def problem(self, message: Message) -> Modal:
        """Why there is nothing to fill in."""
        return Modal(self.title, message.blocks or (section(message.text),))

    def unopened(self, text: str) -> Message:
        """What is told where Slack opens none: a button tries `text` again."""
        again = carrying("Try again", self.again, text)
        return Message(NO_WINDOW, (section(NO_WINDOW), *in_a_row(again)))


LOOKING_UP = Frame(LOOK_UP, "One moment…", LOOK_UP_FORM)
DIGESTS = Frame("Digests", "Looking at the digests…", f"{ACTION}window")
