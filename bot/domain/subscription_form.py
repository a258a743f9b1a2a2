"""What a person wants to be told, before it is somebody's subscription."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.commandline import echo
from bot.domain.digest_words import NAME
from bot.domain.executions import Outcome
from bot.domain.failures import FailureFilter
from bot.domain.forms import LONGEST_KEPT, Carried, Faults, Filled
from bot.domain.references import SourceName
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Subscription
from bot.domain.zones import known_zone
from bot.errors import InvalidQueryError

LONGEST_FILTER = 200
"""The most characters of one filter's texts."""

_TOO_LONG = (
    "This is more than I can keep. Choose fewer, or none at all for all of them."
)


class Field(StrEnum):
    """What can be filled in."""

    NAME = "name"
    CHANNEL = "channel"
    SCHEDULE = "schedule"
    ZONE = "zone"
    CLOUDS = "clouds"
    SOURCES = "sources"
    OUTCOMES = "outcomes"
    TARGET = "target"
    SCRIPT = "script"
    POOL = "pool"
    CAUSE = "cause"
    EMPTY = "empty"
    MENTION = "mention"


POST, SILENT = "post", "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionForm:
    """What is to be filled in.

    Attributes:
        one: what is changed; None for a new one.
        taken: names that others have.
        clouds: those that there are, by name.
        channel: where it was asked for.
        zone: of whoever asks, an IANA name, or "".
    """

    one: Subscription | None = None
    taken: tuple[str, ...] = ()
    clouds: tuple[str, ...]
    channel: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A subscription without an owner; its members are those of `Subscription`."""

    name: str
    channel: str
    schedule: Schedule
    zone: ZoneInfo
    clouds: tuple[str, ...] = ()
    wanted: FailureFilter
    posts_empty: bool = True
    mention: tuple[str, ...] = ()

    def of(self, owner: str) -> Subscription:
        """The subscription of that owner."""
        return Subscription(
            name=self.name,
            channel=self.channel,
            schedule=self.schedule,
            zone=self.zone,
            clouds=self.clouds,
            wanted=self.wanted,
            posts_empty=self.posts_empty,
            mention=self.mention,
            owner=owner,
        )


def wish(filled: Filled, carried: Carried) -> Wish | Faults:
    """What was filled in, if it makes sense."""
    name = carried.name or filled.text(Field.NAME).lower()
    channel = filled.text(Field.CHANNEL)
    schedule, unscheduled = _schedule(filled.text(Field.SCHEDULE))
    zone = known_zone(filled.text(Field.ZONE))
    faults: dict[str, str] = {
        Field.NAME: "" if carried.name else _name_fault(name, carried.taken),
        Field.CHANNEL: "" if channel[:1] in {"C", "G"} else "Choose a channel.",
        Field.SCHEDULE: unscheduled,
        Field.ZONE: "" if zone else "This is no time zone like Asia/Singapore.",
        Field.CLOUDS: _length_fault(filled, carried),
        **_filter_faults(filled),
    }
    wrong = {name: fault for name, fault in faults.items() if fault}
    if wrong or schedule is None or zone is None:
        return Faults(wrong)
    return Wish(
        name=name,
        channel=channel,
        schedule=schedule,
        zone=zone,
        clouds=filled.chosen(Field.CLOUDS),
        wanted=_wanted(filled),
        posts_empty=filled.text(Field.EMPTY) != SILENT,
        mention=filled.chosen(Field.MENTION),
    )


def filled_in(one: Subscription) -> Filled:
    """What would have to be filled in to get this one."""
    wanted = one.wanted
    fields: Mapping[Field, Collection[str]] = {
        Field.NAME: [one.name],
        Field.CHANNEL: [one.channel],
        Field.SCHEDULE: [one.schedule.words],
        Field.ZONE: [str(one.zone)],
        Field.CLOUDS: one.clouds,
        Field.SOURCES: sorted(wanted.sources),
        Field.OUTCOMES: sorted(wanted.outcomes),
        Field.TARGET: [", ".join(wanted.targets)],
        Field.SCRIPT: [", ".join(wanted.scripts)],
        Field.POOL: [", ".join(wanted.pools)],
        Field.CAUSE: [", ".join(wanted.causes)],
        Field.EMPTY: [POST if one.posts_empty else SILENT],
        Field.MENTION: one.mention,
    }
    known = {name: tuple(filter(None, values)) for name, values in fields.items()}
    return Filled({name.value: values for name, values in known.items() if values})


def _wanted(filled: Filled) -> FailureFilter:
    asked = filled.chosen(Field.SOURCES), filled.chosen(Field.OUTCOMES)
    sources = frozenset(one for one in SourceName if one in asked[0])
    outcomes = frozenset(one for one in Outcome if one in asked[1])
    return FailureFilter(
        sources=frozenset() if sources == frozenset(SourceName) else sources,
        targets=_texts(filled, Field.TARGET),
        scripts=_texts(filled, Field.SCRIPT),
        pools=_texts(filled, Field.POOL),
        causes=_texts(filled, Field.CAUSE),
        outcomes=outcomes or FailureFilter().outcomes,
    )


def _texts(filled: Filled, name: Field) -> tuple[str, ...]:
    """What stands between commas."""
    texts = (one.strip() for one in filled.text(name).split(","))
    return tuple(dict.fromkeys(filter(None, texts)))


def _schedule(text: str) -> tuple[Schedule | None, str]:
    try:
        return Schedule.parse(text), ""
    except InvalidQueryError as error:
        # What stands below a field is plain text.
        return None, str(error).replace("`", "")


def _name_fault(name: str, taken: Collection[str]) -> str:
    if not NAME.fullmatch(name):
        return "A name is made of a-z, 0-9, - and _, at most 40 of them."
    if name in taken:
        return f"There is a digest {echo(name)} already."
    return ""


def _filter_faults(filled: Filled) -> dict[str, str]:
    return {
        name: f"This is too long: {LONGEST_FILTER} characters at most."
        for name in (Field.TARGET, Field.SCRIPT, Field.POOL, Field.CAUSE)
        if len(filled.text(name)) > LONGEST_FILTER
    }


def _length_fault(filled: Filled, carried: Carried) -> str:
    """A window has to keep it all until whoever filled it in has read it again."""
    kept = Carried(channel=carried.channel, name=carried.name, filled=filled)
    return _TOO_LONG if len(kept.packed()) > LONGEST_KEPT else ""
