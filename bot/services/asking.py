"""One text asked of every place that may know it, at the same time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.domain.finding import Place
from bot.domain.runs import Listing
from bot.errors import Silence, SourceError, SourceUnavailableError
from bot.ports import Fact
from bot.services.gathering import answers, each_once
from bot.services.live import LiveCloud


@dataclass(frozen=True, slots=True)
class Told:
    """What one place of one cloud told."""

    cloud: str
    place: Place
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Answered:
    cloud: str
    place: Place
    said: Listing[Fact] | Silence

    @property
    def where(self) -> str:
        return f"{_named([self.place])} of {self.cloud}"

    def error(self, said: str) -> SourceUnavailableError:
        """Nothing was found, but not everything was read."""
        return SourceUnavailableError(said, cloud=self.cloud, source=self.place.source)


@dataclass(frozen=True, slots=True)
class Asked:
    """What all of them told.

    Attributes:
        told: of the places that know something, in the order of the places.
        gaps: a sentence for each thing that is missing; it names the place.
        errors: of the places that gave no answer.
    """

    told: tuple[Told, ...] = ()
    gaps: tuple[str, ...] = ()
    errors: tuple[SourceError, ...] = ()


async def asked_of(
    clouds: Mapping[str, LiveCloud], places: Sequence[Place], text: str
) -> Asked:
    """What the places of these clouds that have them know of `text`, each asked once.

    Orders of clouds that share them count once, as the first that has them by name.
    """
    asking = [
        (name, place, one.finder)
        for place in places
        for name, one in sorted(clouds.items())
        if one.finder is not None and place in one.finder.places
    ]
    said = await answers(
        partial(finder.ask, place, text) for _, place, finder in asking
    )
    answered = [
        _Answered(name, place, one)
        for (name, place, _), one in zip(asking, said, strict=True)
    ]
    hosts = {name: one.coc for name, one in clouds.items()}
    return _asked(_with_orders_once(answered, hosts))


def nothing_told(asked: Asked) -> SourceError | None:
    """The error that says why nobody told anything; None where all said there is none.

    An error that may be gone later decides what kind it is.
    """
    if not asked.errors:
        return None
    later = (one for one in asked.errors if isinstance(one, SourceUnavailableError))
    first = next(later, asked.errors[0])
    said = " ".join(asked.gaps)
    return type(first)(said, cloud=first.cloud, source=first.source, fault=first.fault)


def _with_orders_once(
    answered: Sequence[_Answered], hosts: Mapping[str, str]
) -> Iterator[_Answered]:
    orders = {one.cloud: one.said for one in answered if one.place is Place.ORDER}
    counted = each_once(orders, hosts)
    for one in answered:
        if one.place is not Place.ORDER or any(one.said is said for said in counted):
            yield one


def _asked(answered: Iterable[_Answered]) -> Asked:
    told: list[Told] = []
    gaps: list[str] = []
    errors: list[SourceError] = []
    silent: dict[str, list[Place]] = defaultdict(list)
    for one in answered:
        if isinstance(one.said, Listing):
            told.append(Told(one.cloud, one.place, one.said.rows))
            missing = [f"{one.where}: {gap}" for gap in _gaps(one.said)]
            gaps += missing
            errors += [one.error(gap) for gap in missing[:1] if not one.said.rows]
        elif isinstance(one.said, SourceError):
            silent[str(one.said)].append(one.place)
            errors.append(one.said)
    gaps += [f"{_named(places)}: {why}" for why, places in silent.items()]
    return Asked(tuple(one for one in told if one.facts), tuple(gaps), tuple(errors))


def _gaps(listing: Listing[Fact]) -> tuple[str, ...]:
    """What it says is missing, else how much it counts beyond its rows."""
    read = len(listing.rows)
    if listing.gaps or (listing.total or 0) <= read:
        return listing.gaps
    return (f"{listing.total:,} go by that, of which {read:,} were read.",)


def _named(places: Iterable[Place]) -> str:
    """The places as the beginning of a sentence, each once."""
    words = ", ".join(dict.fromkeys(place.value for place in places))
    return words[:1].upper() + words[1:]
