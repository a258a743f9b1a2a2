"""Everything that can be done on a page, by name."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.playground.page import deeds
from bot.playground.page.entities import Json
from bot.playground.page.told import NotThereError

Verb = Callable[[Any], Awaitable[Json]]


class Unreadable(Exception):  # noqa: N818 - a page that says nonsense is no error of ours
    """What a page says cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Doing:
    """Reads what a page says and does it.

    Attributes:
        people: Who there is, by id.
        verbs: By name: what the page has to say, and who does it.
    """

    people: Mapping[str, object]
    verbs: Mapping[str, tuple[type[deeds.Deed], Verb]]

    async def do(self, name: str, body: bytes) -> Json:
        """Do it.

        Raises:
            Unreadable: There is no such verb, or the body says something else.
            NotThereError: What it is about isn't there.
        """
        if name not in self.verbs:
            raise Unreadable(f"Nobody can {name}.")
        model, verb = self.verbs[name]
        try:
            deed = model.model_validate_json(body)
        except ValidationError as exc:
            first = exc.errors(include_url=False, include_input=False)[0]
            place = ".".join(str(part) for part in first["loc"])
            raise Unreadable(f"{place}: {first['msg']}") from None
        if deed.actor not in self.people:
            raise NotThereError(f"There is no {deed.actor}.")
        return await verb(deed)
