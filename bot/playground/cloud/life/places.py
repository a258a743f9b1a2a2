"""What the living fleet is made of: groups of desktops, hosts, application servers."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.playground.cloud.life.sizes import Fleet
from bot.playground.cloud.world.fleet import Target

_DEPARTMENTS = (
    ("FIN", "finance"),
    ("CC", "call-centre"),
    ("ENG", "engineering"),
    ("HR", "people"),
    ("SAL", "sales"),
    ("LEG", "legal"),
    ("MKT", "marketing"),
    ("LAB", "research-lab"),
    ("CLM", "claims"),
    ("ACT", "actuarial"),
    ("PRC", "procurement"),
    ("LOG", "logistics"),
    ("TRN", "training"),
    ("REN", "render"),
)
_CITIES = (
    ("SIN", "singapore", "Asia/Singapore"),
    ("LON", "london", "Europe/London"),
    ("SHA", "shanghai", "Asia/Shanghai"),
    ("SAO", "sao-paulo", "America/Sao_Paulo"),
    ("BKK", "bangkok", "Asia/Bangkok"),
    ("JNB", "johannesburg", "Africa/Johannesburg"),
    ("SZX", "shenzhen", "Asia/Shanghai"),
    ("ANK", "ankara", "Europe/Istanbul"),
    ("MEX", "mexico-city", "America/Mexico_City"),
    ("JKT", "jakarta", "Asia/Jakarta"),
    ("CTU", "chengdu", "Asia/Shanghai"),
    ("RUH", "riyadh", "Asia/Riyadh"),
    ("SCL", "santiago", "America/Santiago"),
    ("KUL", "kuala-lumpur", "Asia/Kuala_Lumpur"),
    ("DUB", "dublin", "Europe/Dublin"),
)
CHINESE_CITIES = ("SHA", "SZX", "CTU")
_LINUX = ("ENG", "LAB", "REN")
# Departments and cities have no common divisor: so many pairs differ.
_MOST_GROUPS = len(_DEPARTMENTS) * len(_CITIES)
_USUAL_GROUP = 34
_ROLES = ("web", "db", "cache", "queue", "batch")


@dataclass(frozen=True, slots=True)
class Group:
    """The desktops of one department in one city; they are a pool, too.

    Attributes:
        first: the fleet's number of its first desktop.
    """

    number: int
    code: str
    name: str
    zone: ZoneInfo
    linux: bool
    first: int
    size: int

    @property
    def pool_id(self) -> str:
        """As W8 and W9 name it."""
        return f"pool-8d41e6a0-52c7-4b19-a3d8-{self.number:012x}"

    def desktops(self, count: int | None = None) -> tuple[Target, ...]:
        """Its first desktops, or all."""
        return tuple(self.desktop(n) for n in range(count or self.size))

    def desktop(self, number: int) -> Target:
        """One of them, from 0; numbers past the last are new desktops."""
        desktop_id = f"dt-{0x7B1D0000 + self.number:08x}-4c2e-4f0c-9d0d-{number:012x}"
        return Target(desktop_id, f"{self.code}-{number + 1:03d}")


@dataclass(frozen=True)
class Places:
    """Everything that can be worked on."""

    fleet: Fleet

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All desktops, group by group."""
        desktops = self.fleet.desktops
        count = max(1, min(_MOST_GROUPS, desktops // _USUAL_GROUP))
        bounds = [desktops * number // count for number in range(count + 1)]
        return tuple(
            _group(number, first, end - first)
            for number, (first, end) in enumerate(pairwise(bounds))
        )

    @property
    def servers(self) -> int:
        """How many application servers there are."""
        return 6 + self.fleet.desktops // 150

    @property
    def hosts(self) -> int:
        """How many hosts COC knows."""
        return 12 + self.fleet.desktops // 100


def host_name(number: int) -> str:
    """The name of a host, from 0."""
    return f"{_ROLES[number % len(_ROLES)]}-{number // len(_ROLES) + 1:02d}"


def _group(number: int, first: int, size: int) -> Group:
    short, department = _DEPARTMENTS[number % len(_DEPARTMENTS)]
    code, city, zone = _CITIES[number % len(_CITIES)]
    return Group(
        number,
        f"{short}-{code}",
        f"{department}-{city}",
        ZoneInfo(zone),
        short in _LINUX,
        first,
        size,
    )
