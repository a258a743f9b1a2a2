"""The limits of a select that no single field of it has.

docs.slack.dev/reference/block-kit/block-elements/select-menu-element, 2026-11
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.playground.rules.rule import Breach, refused
from bot.playground.rules.shapes import Shape


@dataclass(frozen=True, slots=True)
class Select:
    """A select whose options stand in one place, its initial option among them."""

    shape: Shape

    def __call__(self, value: object, at: str) -> Iterator[Breach]:
        """What is wrong with this value, which stands at this JSON pointer."""
        yield from self.shape(value, at)
        if not isinstance(value, Mapping):  # pragma: no cover - one_of has looked
            return
        if "options" in value and "option_groups" in value:
            problem = "cannot define both `options` and `option_groups`"
            yield refused("both", problem, at)
        if "initial_option" in value:
            yield from _initial_breaches(value, at)


def _initial_breaches(select: Mapping[str, object], at: str) -> Iterator[Breach]:
    if select["initial_option"] not in list(_options(select)):
        problem = "must exactly match one of the options"
        yield refused("unknown-option", problem, f"{at}/initial_option")


def _options(select: Mapping[str, object]) -> Iterator[object]:
    yield from _list(select.get("options"))
    for group in _list(select.get("option_groups")):
        if isinstance(group, Mapping):
            yield from _list(group.get("options"))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
