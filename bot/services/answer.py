"""Asking the clouds what one question needs."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.domain.access import Action, Actor, require
from bot.domain.answers import Answer, ExecutionsAnswer, HelpAnswer
from bot.domain.executions import Execution
from bot.domain.queries import COMMAND, HelpQuery, ScriptQuery, parse
from bot.domain.redaction import redact_execution
from bot.domain.references import SourceName
from bot.domain.zones import first_zone
from bot.errors import (
    InvalidQueryError,
    NotFoundError,
    SourceError,
    SourceUnavailableError,
)
from bot.ports import Clock, Source


@dataclass(frozen=True, slots=True)
class Cloud:
    """One configured cloud: what can be asked of it, and where its people live."""

    sources: Mapping[SourceName, Source]
    time_zone: str = ""


class AnswerService:
    """Answers questions on behalf of an actor, from the clouds as they are now."""

    def __init__(self, clouds: Mapping[str, Cloud], clock: Clock) -> None:
        self._clouds = clouds
        self._clock = clock

    async def answer(self, actor: Actor, text: str) -> Answer:
        """What the clouds know about what was typed after `/runs`.

        Raises:
            AccessDeniedError: the actor may not ask; no cloud was asked.
            InvalidQueryError: it cannot be read, or names a cloud that is not there.
            NotFoundError: every cloud that was asked answered that there is none.
            SourceError: a cloud gave no answer, and no other one had it.
        """
        granted = require(actor, Action.LOOK_UP, self._clouds)
        query = parse(text)
        match query:
            case HelpQuery(topic):
                return HelpAnswer(topic)
            case ScriptQuery(record_id, cloud):
                asked = self._asked(granted, SourceName.SCRIPT, cloud)
                return await self._executions(actor, asked, record_id)
        assert_never(query)

    def _asked(
        self, granted: Collection[str], source: SourceName, cloud: str
    ) -> dict[str, Source]:
        if cloud and cloud not in granted:
            names = ", ".join(f"`{name}`" for name in sorted(granted))
            raise InvalidQueryError(
                f"There is no cloud `{cloud}`. Configured: {names}."
            )
        asked = {
            name: one.sources[source]
            for name, one in self._clouds.items()
            if name in granted and source in one.sources and cloud in {"", name}
        }
        if not asked:
            where = f"cloud `{cloud}`" if cloud else "any cloud"
            raise InvalidQueryError(
                f"The source `{source}` is not configured for {where}.",
                suggestion=f"{COMMAND} help",
            )
        return asked

    async def _executions(
        self, actor: Actor, asked: Mapping[str, Source], *ids: str
    ) -> ExecutionsAnswer:
        outcomes = await asyncio.gather(
            *(_ask(source, *ids) for source in asked.values())
        )
        found = [outcome for outcome in outcomes if isinstance(outcome, Execution)]
        if not found:
            raise _nothing(outcomes)
        clean = [redact_execution(execution) for execution in found]
        zones = (self._clouds[name].time_zone for name in asked)
        return ExecutionsAnswer(
            executions=tuple(execution for execution, _ in clean),
            hidden=sum(hidden for _, hidden in clean),
            gaps=tuple(str(gap) for gap in outcomes if isinstance(gap, SourceError)),
            as_of=self._clock.now(),
            zone=first_zone(actor.person.time_zone, *zones),
        )


async def _ask(source: Source, *ids: str) -> Execution | NotFoundError | SourceError:
    """An answer as a value, so that one cloud's trouble does not hide another's."""
    try:
        return await source.execution(*ids)
    except (NotFoundError, SourceError) as exc:
        return exc


def _nothing(
    outcomes: Sequence[Execution | NotFoundError | SourceError],
) -> NotFoundError | SourceError:
    """Not found only if every cloud said so: a silent one may well have it."""
    errors = [one for one in outcomes if not isinstance(one, Execution)]
    said = " ".join(map(str, errors))
    silent = [one for one in errors if isinstance(one, SourceError)]
    if not silent:
        missing = next(one for one in errors if isinstance(one, NotFoundError))
        return NotFoundError(
            f"{said} Check the id and ask again.", reference=missing.reference
        )
    # Those that may answer later decide what kind of error it is.
    silent.sort(key=lambda one: not isinstance(one, SourceUnavailableError))
    first = silent[0]
    return type(first)(said, cloud=first.cloud, source=first.source, fault=first.fault)
