"""Pieces of what a page shows, and what changed among them."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entity:
    """One piece.

    Attributes:
        key: Its name, which nothing else of the page has.
        revision: Another one whenever it looks different than before.
        build: What the page is told; its kind, and what that kind has.
    """

    key: str
    revision: Hashable
    build: Callable[[], Json]

    @property
    def kind(self) -> str:
        """The first part of the key."""
        return self.key.partition("/")[0]

    def as_json(self) -> Json:
        """The whole piece."""
        return {"key": self.key, "kind": self.kind, **self.build()}


def fixed(key: str, content: Json) -> Entity:
    """A piece that is small enough to be compared as a whole."""
    return Entity(key, repr(content), lambda: content)


class Changed:
    """Tells one page after another look what is different."""

    def __init__(self) -> None:
        self._known: dict[str, Hashable] | None = None

    def since(self, entities: Iterable[Entity]) -> Json | None:
        """What to put and what is gone; None when nothing is different."""
        now = {entity.key: entity for entity in entities}
        known, first = self._known or {}, self._known is None
        put = [
            entity.as_json()
            for key, entity in now.items()
            if key not in known or known[key] != entity.revision
        ]
        gone = [key for key in known if key not in now]
        self._known = {key: entity.revision for key, entity in now.items()}
        if not (first or put or gone):
            return None
        return {"reset": first, "put": put, "gone": gone}
