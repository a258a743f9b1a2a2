"""Finding what goes by an id, or by a name: in the ledger first, then in the clouds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from bot.domain.commandline import COMMAND, echo
from bot.domain.failures import Failure
from bot.domain.finding import Shape, closeness, places_for, shape_of
from bot.domain.lookups import LookUpQuery, reference_in
from bot.domain.matching import by_kind
from bot.domain.references import Reference
from bot.domain.runs import Finding
from bot.domain.words import Words, joined
from bot.domain.works import FindQuery
from bot.domain.zones import first_zone
from bot.errors import (
    InvalidQueryError,
    LedgerError,
    NotFoundError,
    SourceError,
)
from bot.ports import Clock, Ledger
from bot.services.asking import Asked, asked_of, nothing_told
from bot.services.clouds import Clouds
from bot.services.kept import KeptReading
from bot.services.leads import Thing, things_by_id, things_by_name
from bot.services.live import LiveCloud
from bot.services.matches import KeptMatches
from bot.services.readings import Reading, in_order

_MOST = 50
_NEXT = {
    Shape.ID: "Check the id. Of a desktop pool ask `/runs pool pool:{0}`, of a script "
    "`/runs failures script:{0}`.",
    Shape.ORDER: "Check the id, or look through `/runs orders`.",
    Shape.NAME: "Try the whole name, or a shorter part of it, or look through "
    "`/runs tasks` and `/runs apps`.",
}
# Of what the ledger knows: all of a desktop's, but of a name only so much that there is
# room for what the clouds tell.
_REMEMBERED = {Shape.ID: 100, Shape.ORDER: 100, Shape.NAME: 30}


@dataclass(frozen=True, slots=True)
class _Remembered:
    """What the ledger knows, and what it does not tell."""

    failures: tuple[Failure, ...] = ()
    gaps: tuple[str, ...] = ()
    error: LedgerError | None = None


class Finds:
    """Finds things for people who know an id, or a part of a name."""

    def __init__(
        self, ledger: Ledger, live: Mapping[str, LiveCloud], clock: Clock
    ) -> None:
        self._ledger = ledger
        self._live = live
        self._clock = clock

    async def find(
        self, clouds: Clouds, query: FindQuery, zone: str
    ) -> KeptMatches | KeptReading:
        """Everything that goes by the text; where an id means one thing, that itself.

        Raises:
            InvalidQueryError: there is no such cloud.
            NotFoundError: nobody knows anything by that id or name.
            SourceError: nobody knows anything, and a cloud gave no answer.
            LedgerError: the same of the database.
        """
        names = clouds.named(query.cloud)
        where = first_zone(zone, *clouds.zones(cloud=query.cloud))
        reference = reference_in(query.text)
        if reference is not None:
            return self._reading(*await _opened(clouds, reference), where)
        shape = shape_of(query.text)
        before = await self._remembered(names, query.text, _REMEMBERED[shape])
        live = {name: self._live[name] for name in names if name in self._live}
        asked = await asked_of(live, places_for(shape), query.text)
        things = _things(shape, query.text, asked, before.failures)
        if not things:
            raise _nothing(query.text, names, asked, before)
        gaps = (*before.gaps, *asked.gaps)
        if len(things) == 1 and shape is not Shape.NAME:
            whole, more = await self._whole(clouds, things[0])
            gaps = (*gaps, *more)
            if whole is not None:
                return self._reading((whole,), gaps, where)
        return self._matches(query.text, things, gaps, where)

    async def _remembered(
        self, names: Sequence[str], text: str, most: int
    ) -> _Remembered:
        try:
            found = await self._ledger.find(names, text, most + 1)
        except LedgerError as error:
            return _Remembered(gaps=(str(error),), error=error)
        if len(found) <= most:
            return _Remembered(found)
        more = joined(Words((COMMAND, "failures"), {"name": text, "since": "30d"}))
        said = f"The ledger knows more than {most} executions by that: `{more}`."
        return _Remembered(found[:most], (said,))

    async def _whole(
        self, clouds: Clouds, thing: Thing
    ) -> tuple[Finding | None, tuple[str, ...]]:
        """All of the only thing there is; None where it cannot be opened, and why."""
        reference = thing.lead.reference
        if thing.whole is not None:
            return thing.whole, ()
        if reference is None or reference_in(str(reference)) is None:
            return None, ()
        try:
            (found, *_), gaps = await _opened(clouds, reference)
        except NotFoundError:
            gone = (
                f"{reference.cloud} does not have it any more; this is what I remember."
            )
            return None, (gone,)
        except (SourceError, InvalidQueryError) as error:
            return None, (str(error),)
        return found, gaps

    def _reading(
        self, found: tuple[Finding, ...], gaps: tuple[str, ...], zone: tzinfo
    ) -> KeptReading:
        shown = tuple(map(in_order, found))
        return KeptReading(Reading(shown, gaps, as_of=self._clock.now(), zone=zone))

    def _matches(
        self, text: str, things: Sequence[Thing], gaps: tuple[str, ...], zone: tzinfo
    ) -> KeptMatches:
        more = len(things) - _MOST
        left_out = (f"{more:,} more go by `{echo(text)}`: say more of the name.",)
        return KeptMatches(
            text=text,
            rows=tuple(thing.lead.match for thing in things[:_MOST]),
            gaps=(*(left_out if more > 0 else ()), *gaps),
            as_of=self._clock.now(),
            zone=zone,
        )


async def _opened(
    clouds: Clouds, reference: Reference
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    return await clouds.find(
        LookUpQuery(reference.source, reference.ids, reference.cloud)
    )


def _things(
    shape: Shape, text: str, asked: Asked, failures: Sequence[Failure]
) -> tuple[Thing, ...]:
    """The closest names first; of the same closeness, and of an id, by kind."""
    if shape is not Shape.NAME:
        things = things_by_id(asked.told, failures)
        return tuple(sorted(things, key=lambda one: by_kind(one.lead.match)))
    return tuple(
        sorted(
            things_by_name(text, asked.told, failures),
            key=lambda one: (
                closeness(text, *one.lead.names),
                by_kind(one.lead.match),
            ),
        )
    )


def _nothing(
    text: str, names: Sequence[str], asked: Asked, before: _Remembered
) -> NotFoundError | SourceError | LedgerError:
    """Not found only if all said so: whoever gave no answer may well know it."""
    error = nothing_told(asked) or before.error
    if error is not None:
        return error
    said = echo(text)
    return NotFoundError(
        f"Nothing goes by `{said}`, neither in what I remember nor in "
        f"{', '.join(names)}. {_NEXT[shape_of(text)].format(said)}",
        reference=text,
    )
