"""Everything that can be done on a page, by name."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from bot.playground.page import deeds
from bot.playground.page.entities import Json
from bot.playground.page.people import person
from bot.playground.slack.workspace import Workspace

Verb = Callable[[Any], Awaitable[Json]]


class UnreadableError(Exception):
    """What a page says cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Doing:
    """Reads what a page says and does it.

    Attributes:
        workspace: Where whoever does it is known.
        verbs: By name: what the page has to say, and who does it.
    """

    workspace: Workspace
    verbs: Mapping[str, tuple[type[deeds.Deed], Verb]]
    _under_way: set[asyncio.Future[Json]] = field(default_factory=set)

    async def do(self, name: str, body: bytes) -> Json:
        """Do it.

        Raises:
            UnreadableError: There is no such verb, or the body says something else.
            NotThereError: What it is about isn't there.
        """
        if name not in self.verbs:
            raise UnreadableError(f"Nobody can {name}.")
        model, verb = self.verbs[name]
        try:
            deed = model.model_validate_json(body)
        except ValidationError as exc:
            raise UnreadableError(_problem(exc)) from None
        person(self.workspace, deed.actor)
        # Slack goes on with what people did although they closed the page.
        done = asyncio.ensure_future(verb(deed))
        self._under_way.add(done)
        done.add_done_callback(self._under_way.discard)
        return await asyncio.shield(done)


def _problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"The page said nonsense. {place or 'All of it'}: {first['msg']}."
