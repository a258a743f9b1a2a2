"""Work as the clouds list it: what runs again and again, and when next."""

from dataclasses import dataclass, field

from bot.domain.executions import Detail, Moment, Named, Outcome
from bot.domain.references import Reference, SourceName


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWork:
    """A task of desktops (W1) or of application servers (A1).

    Attributes:
        reference: opens its runs.
        work: its id and name.
        kind: the source's word for what is done, such as REBOOT.
        schedule: the source's word for how often, such as DAY.
        last: how its latest run ended; None where it never ran, or nobody tells.
        raw_last: the source's word for that.
        next: when it runs next, as far as that is told.
        enabled: None where nobody tells.
        details: everything else that it tells.
    """

    reference: Reference
    work: Named
    kind: str = ""
    schedule: str = ""
    last: Outcome | None = None
    raw_last: str = ""
    next: Moment | None = None
    enabled: bool | None = None
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFilter:
    """Which work is wanted; an empty member asks for nothing.

    `names` match an exact id or a part of a name, `kinds` the source's word, both in
    any case.
    """

    names: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    last: frozenset[Outcome] = frozenset()

    def matches(self, listed: ListedWork) -> bool:
        named = not self.names or any(
            one == listed.work.id or one.casefold() in listed.work.name.casefold()
            for one in self.names
        )
        kinds = {one.casefold() for one in self.kinds}
        kind = not kinds or listed.kind.casefold() in kinds
        return named and kind and (not self.last or listed.last in self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksQuery:
    """`/runs tasks …` and `/runs apps …`."""

    source: SourceName
    wanted: WorkFilter = field(default_factory=WorkFilter)
    cloud: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersQuery:
    """`/runs orders …`; times are still words, an empty `since` is 24 hours."""

    outcomes: frozenset[Outcome] = frozenset()
    since: str = ""
    until: str = ""
    cloud: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindQuery:
    """`/runs find TEXT`, or an id alone."""

    text: str
    cloud: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlanceQuery:
    """`/runs` alone: the last 24 hours at a glance."""

    cloud: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthQuery:
    """`/runs health`."""
