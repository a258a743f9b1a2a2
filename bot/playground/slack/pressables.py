"""Finds what people can press in a message."""

import base64
import copy
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.playground.slack.impossible import ImpossibleError

Json = dict[str, Any]

BUTTONS = frozenset({"button"})
MENUS = frozenset({"static_select", "overflow"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; None means any."""

    action_id: str | None = None
    text: str | None = None
    value: str | None = None
    block_id: str | None = None


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button, or one option of a menu.

    Attributes:
        block_id: The block in which it stands.
        element: The button, or the menu.
        option: What is chosen from the menu, None of a button.
    """

    block_id: str
    element: Json
    option: Json | None = None

    @property
    def label(self) -> str:
        """What people read on it."""
        return str((self.option or self.element)["text"]["text"])

    def fits(self, wanted: Wanted) -> bool:
        """Whether it is what somebody looks for."""
        value = (self.option or self.element).get("value")
        return (
            wanted.block_id in (None, self.block_id)
            and wanted.action_id in (None, self.element["action_id"])
            and wanted.text in (None, self.label)
            and wanted.value in (None, value)
        )


def with_ids(blocks: list[Json], seed: str) -> list[Json]:
    """The blocks with the ids that Slack makes up for those that have none.

    One seed always gives the same ids.
    """
    named = copy.deepcopy(blocks)
    for index, block in enumerate(named):
        block.setdefault("block_id", _made_up(f"{seed}/{index}"))
        for place, element in enumerate(interactive(block)):
            element.setdefault("action_id", _made_up(f"{seed}/{index}/{place}"))
    return named


def interactive(block: Json) -> list[Json]:
    """The elements of a block that send something to the bot."""
    elements = block["elements"] if block["type"] == "actions" else []
    if block["type"] == "section" and "accessory" in block:
        elements = [block["accessory"]]
    return [each for each in elements if each["type"] in BUTTONS | MENUS]


def find(named: list[Json], kinds: frozenset[str], wanted: Wanted) -> Pressable:
    """The one thing of these kinds that is wanted.

    Args:
        named: Blocks with all their ids.
        kinds: BUTTONS or MENUS.
        wanted: What it looks like.

    Raises:
        ValueError: There is none, or there are several.
    """
    there = [each for each in _pressables(named) if each.element["type"] in kinds]
    fitting = [each for each in there if each.fits(wanted)]
    if len(fitting) != 1:
        labels = [each.label for each in there]
        raise ImpossibleError(f"{len(fitting)} fit {wanted}; there are {labels}")
    return fitting[0]


def _pressables(named: list[Json]) -> Iterator[Pressable]:
    for block in named:
        for element in interactive(block):
            if element["type"] in BUTTONS:
                yield Pressable(block["block_id"], element)
            for option in _options(element):
                yield Pressable(block["block_id"], element, option)


def _options(element: Json) -> Iterator[Json]:
    yield from element.get("options", ())
    for group in element.get("option_groups", ()):
        yield from group["options"]


def _made_up(seed: str) -> str:
    """Five characters such as "P0z+f"."""
    return base64.b64encode(hashlib.sha256(seed.encode()).digest()).decode()[:5]
