"""Troubles: they begin, hit some targets again and again for a while, and end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from bot.playground.cloud.life.catalogue import SCRIPTS
from bot.playground.cloud.life.causes import (
    ADDING_DISKS,
    AGENT_OFFLINE,
    BAD_RELEASE,
    BUSY_STATE,
    DENIED,
    DISK_FULL,
    LOST,
    NO_ADDRESS,
    NO_ANSWER,
    NO_DOMAIN,
    NO_SPACE,
    NOT_RUNNING,
    SESSIONS,
    UNAVAILABLE,
    Cause,
    Family,
)
from bot.playground.cloud.life.chance import chance
from bot.playground.cloud.life.pace import DAY, HOUR
from bot.playground.cloud.life.places import Places

_SWITCH = 24
_LONGEST_DAYS = 3
_GROUPS_PER_TROUBLE = 12
_USUALLY_PER_DAY = 3


@dataclass(frozen=True, slots=True)
class Ill:
    """A kind of trouble.

    Attributes:
        causes: what each family of work says of it.
        reaches: how far it goes: "one", "switch", "group", "all".
        days: how long it lasts at most.
        release: only one script is ill, wherever it runs.
    """

    causes: Mapping[Family, Cause]
    reaches: tuple[str, ...]
    days: float = _LONGEST_DAYS
    release: bool = False


_POWER, _SCRIPT = Family.POWER, Family.SCRIPT
_ILLS = (
    Ill({_POWER: NO_ADDRESS, _SCRIPT: AGENT_OFFLINE}, ("switch", "one")),
    Ill({_SCRIPT: AGENT_OFFLINE}, ("one", "group")),
    Ill({_POWER: BUSY_STATE}, ("one", "switch")),
    Ill({_SCRIPT: DISK_FULL}, ("one", "one", "group")),
    Ill({_SCRIPT: BAD_RELEASE}, ("all",), 1.5, release=True),
    Ill({_SCRIPT: NO_DOMAIN}, ("group",), 0.5),
    Ill({_POWER: ADDING_DISKS}, ("one", "switch"), 1),
    Ill({_POWER: NOT_RUNNING, _SCRIPT: NOT_RUNNING}, ("one", "switch"), 2),
    Ill(dict.fromkeys(Family, UNAVAILABLE), ("all",), 0.2),
    Ill({Family.SERVER: NO_ANSWER}, ("one",)),
    Ill({Family.SERVER: SESSIONS}, ("one", "all"), 1),
    Ill({Family.HOST: NO_SPACE}, ("one",)),
    Ill({Family.HOST: DENIED}, ("one", "all"), 1),
    Ill({Family.HOST: LOST}, ("one", "switch"), 1),
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """One trouble while it lasts; moments are in fleet time.

    Attributes:
        places: the numbers of those it hits, among the desktops, servers or hosts.
        script: the one that is ill, if it is about a script.
    """

    causes: Mapping[Family, Cause]
    places: range
    probability: float
    begins: float
    ends: float
    script: str = ""

    def concerns(self, at: float, family: Family, script: str) -> bool:
        """Whether such work meets it at this time."""
        return (
            self.begins <= at < self.ends
            and family in self.causes
            and self.script in ("", script)
        )


@dataclass(slots=True)
class Troubles:
    """Which troubles there are at which time; the same for the same seed."""

    seed: int
    places: Places
    _days: dict[int, tuple[Trouble, ...]] = field(default_factory=dict)

    def at(self, moment: float, family: Family, script: str = "") -> list[Trouble]:
        """Those that such work meets at this fleet time."""
        today = int(moment // DAY)
        return [
            trouble
            for day in range(today - _LONGEST_DAYS, today + 1)
            for trouble in self._day(day)
            if trouble.concerns(moment, family, script)
        ]

    def _day(self, day: int) -> tuple[Trouble, ...]:
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = tuple(self._begun_on(day))
            for old in [each for each in self._days if each < day - 2 * _LONGEST_DAYS]:
                del self._days[old]
        return known

    def _begun_on(self, day: int) -> Iterator[Trouble]:
        luck = chance(self.seed, "troubles", day)
        count = _USUALLY_PER_DAY + len(self.places.groups) // _GROUPS_PER_TROUBLE
        for _ in range(luck.randint(count - 1, count + 2)):
            yield self._trouble(luck, day)

    def _trouble(self, luck: Random, day: int) -> Trouble:
        ill = luck.choice(_ILLS)
        begins = (day + luck.random()) * DAY
        hours = luck.uniform(3, 24 * ill.days)
        reach = luck.choice(ill.reaches)
        return Trouble(
            ill.causes,
            self._reached(luck, ill, reach),
            luck.uniform(0.15, 0.4) if reach == "all" else luck.uniform(0.6, 1),
            begins,
            begins + hours * HOUR,
            luck.choice(SCRIPTS).name if ill.release else "",
        )

    def _reached(self, luck: Random, ill: Ill, reach: str) -> range:
        total = self._total(ill)
        if reach == "all":
            return range(max(total, self.places.fleet.desktops))
        if reach == "group":
            group = luck.choice(self.places.groups)
            return range(group.first, group.first + group.size)
        first = luck.randrange(total)
        return range(first, first + (1 if reach == "one" else _SWITCH))

    def _total(self, ill: Ill) -> int:
        if Family.HOST in ill.causes:
            return self.places.hosts
        if Family.SERVER in ill.causes:
            return self.places.servers
        return self.places.fleet.desktops
