"""Shortcuts: of a message, whose ids are looked up, and of the whole workspace.

https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
"""

from collections.abc import Iterator, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks.text import unescape
from bot.domain.commandline import COMMAND
from bot.domain.lookup_form import LookUpForm
from bot.domain.messages import Address
from bot.domain.presses import Press
from bot.domain.spotting import spotted
from handlers.asking import Asking, Desk
from handlers.bodies import asker_in, channel_in, part, trigger_in
from handlers.forms import FormWindow
from handlers.intake import Intake, Request
from handlers.questions import Question
from handlers.seen import Seen
from handlers.spots import Spots
from handlers.windows import Window

OF_MESSAGE = "runs.lookup_message"
OF_WORKSPACE = "runs.lookup"

_DEEPEST = 12
# Fields of a message in which people read something.
_READ = ("text", "pretext", "title", "fallback", "value")
# What holds those: a button's value is not read, as no attachment's field is a button.
_HOLDS = ("blocks", "attachments", "elements", "fields", "rows", "accessory")


class Shortcuts:
    """Everything of ours in Slack's menus of shortcuts."""

    def __init__(self, intake: Intake, desk: Desk, seen: Seen) -> None:
        self._intake = intake
        self._desk = desk
        self._seen = seen

    def register(self, app: AsyncApp) -> None:
        app.shortcut(OF_MESSAGE)(self.of_message)
        app.shortcut(OF_WORKSPACE)(self.of_workspace)

    async def of_message(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Look up what stands in the message, once."""
        self._take(body, self._spotted(body))
        await ack()

    async def of_workspace(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Open the form in which anything can be looked up, once."""
        asking = self._asking(body, COMMAND)
        window = Window(self._desk.messenger, trigger=trigger_in(body))
        self._take(body, FormWindow(asking, LookUpForm(), window))
        await ack()

    def _take(self, body: Mapping[str, Any], request: Request) -> None:
        """An ack shows nothing, so whoever is turned away is told."""
        if not self._seen.first(trigger_in(body)):
            return
        if not self._intake.accept(request):
            self._intake.turn_away(request)

    def _spotted(self, body: Mapping[str, Any]) -> Request:
        clouds = self._desk.answers.cloud_names
        found = spotted(texts_in(part(body, "message")), clouds)
        if len(found) == 1:
            return Question(self._asking(body, f"{COMMAND} {found[0]}"))
        return Spots(self._asking(body, COMMAND), found)

    def _asking(self, body: Mapping[str, Any], line: str) -> Asking:
        asker = asker_in(body, channel_in(body))
        return Asking(
            desk=self._desk,
            asker=asker,
            address=Address(
                response_url=str(body.get("response_url") or ""),
                user=asker.user,
                channel=asker.channel,
                thread=str(part(body, "message").get("thread_ts") or ""),
            ),
            press=Press(line),
        )


def texts_in(node: object, depth: int = _DEEPEST) -> Iterator[str]:
    """What people read in a message, block or attachment, without Slack's escapes."""
    if depth == 0:
        return
    if isinstance(node, list):
        yield from _texts_in_line(node, depth)
        return
    if not isinstance(node, Mapping):
        return
    for key in _READ:
        text = node.get(key)
        if isinstance(text, str) and not (key == "value" and "action_id" in node):
            yield unescape(text)
        else:
            yield from texts_in(text, depth - 1)
    for key in _HOLDS:
        yield from texts_in(node.get(key), depth - 1)


def _texts_in_line(nodes: list[object], depth: int) -> Iterator[str]:
    """Pieces of one line of rich text are read as one: styles cut an id in two."""
    if nodes and all(_is_piece(one) for one in nodes):
        yield "".join(str(one["text"]) for one in nodes if isinstance(one, Mapping))
        return
    for one in nodes:
        yield from texts_in(one, depth - 1)


def _is_piece(node: object) -> bool:
    return (
        isinstance(node, Mapping)
        and node.get("type") == "text"
        and isinstance(node.get("text"), str)
    )
