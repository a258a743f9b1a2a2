"""The living script orders of COC: C1 to C5."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from random import Random

from bot.playground.cloud.life.causes import Family
from bot.playground.cloud.life.fates import Fates
from bot.playground.cloud.life.pace import HOUR, Pace, lasting
from bot.playground.cloud.life.places import host_name
from bot.playground.cloud.life.printing import host_log
from bot.playground.cloud.life.rollouts import Rollout, Step
from bot.playground.cloud.life.runs import Firing, RecentRun, Run
from bot.playground.cloud.life.shelves import Shelves
from bot.playground.cloud.life.troubles import Troubles
from bot.playground.cloud.tables import Row
from bot.playground.cloud.world.fleet import Ending, Target
from bot.playground.cloud.world.hosts import HostEnding
from bot.playground.cloud.world.orders import Order

# Order ids carry their second in front, so that later ones are greater.
_WORKS = 100
_INSTANCES = 1_000
_MOST_BATCHES = 4
_FEW_HOSTS = 4
# How often an order that stands still is canceled.
_GIVEN_UP = 0.4
_PAUSE = 2 * HOUR
# What follows from the order rather than from its hosts.
_OUTCOMES = {"PAUSED": "paused", "CANCELED": "canceled", "PROCESSING": "running"}
_CREATORS = ("ops-user1", "ops-user2", "night-shift", "automation")
# The uuids of the service tell the time of China (section 1, on seed 003).
_UUID_ZONE = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class OrderWork:
    """One script that is ordered again and again on the same hosts."""

    number: int
    name: str
    seconds: float
    first: int
    size: int
    pace: Pace
    troubles: Troubles

    def run(self, firing: Firing) -> Run:
        luck = firing.luck
        tail = f"{luck.getrandbits(36):09x}"
        uuid = f"SCT{firing.begun.astimezone(_UUID_ZONE):%Y%m%d%H%M%S}{tail}"
        rate = luck.choice((100.0, 100.0, 90.0, 60.0))
        rollout = self._rollout(firing, self._batches(firing), rate)
        order_id = int(firing.begun.timestamp()) * _WORKS + self.number % _WORKS
        creator = luck.choice(_CREATORS)
        return HostOrder(self, uuid, order_id, creator, rollout, rate)

    def note(self, shelves: Shelves, again: datetime) -> None:
        """Nothing tells when it will be ordered again."""

    def _batches(self, firing: Firing) -> list[tuple[HostEnding, ...]]:
        numbers = range(self.first, self.first + self.size)
        met = self.troubles.at(firing.at, Family.HOST, self.name)
        fates = Fates(firing.luck, Family.HOST, met, self.seconds)
        targets = [Target("", host_name(number)) for number in numbers]
        endings = self.pace.played(firing.at, fates.of(numbers, targets))
        hosts = [
            _on_host(firing.luck, self.name, target.name, end)
            for target, end in zip(targets, endings, strict=True)
        ]
        return list(_split(firing.luck, hosts))

    def _rollout(
        self, firing: Firing, batches: Sequence[Sequence[HostEnding]], rate: float
    ) -> Rollout:
        """Batch after batch; people stop once to look, after the first bad one."""
        steps, begins = [], 0.0
        pause, canceled = None, None
        for number, batch in enumerate(batches, 1):
            steps.append(_step(begins, batch))
            begins = steps[-1].over() + 1.0
            if pause is None and number < len(batches) and _is_bad(batch):
                pause = self._pause(firing, steps[-1].over())
                begins = pause[1]
                canceled = begins if firing.luck.random() < _GIVEN_UP else None
        status = "CANCELED" if canceled else _verdict(steps, rate)
        return Rollout(firing.begun, steps, status, pause, canceled)

    def _pause(self, firing: Firing, begins: float) -> tuple[float, float]:
        lasts = _PAUSE * self.pace.factor(firing.at, _PAUSE)
        return begins, begins + lasts


@dataclass(frozen=True, slots=True)
class HostOrder:
    """One order; `id` is its execute_uuid."""

    work: OrderWork
    id: str
    order_id: int
    creator: str
    rollout: Rollout
    rate: float

    @property
    def begun(self) -> datetime:
        return self.rollout.begun

    def next_change(self, now: datetime) -> datetime | None:
        return self.rollout.next_change(now)

    def write(self, shelves: Shelves, now: datetime) -> None:
        order = self._order(now)
        by = {"creator": self.creator}
        shelves.orders.put(self.id, {**order.row(), **by})
        detail = {**order.detail(), **by}
        detail["properties"]["script_uuid"] = f"SC20251201091215{self.work.number:09x}"
        shelves.tables.order_details[self.id] = detail
        shelves.tables.batches[self.id] = order.batch_rows()
        for index, rows in order.instances():
            shelves.tables.instances[self.id, index] = [*self._named(rows)]

    def erase(self, shelves: Shelves) -> None:
        shelves.orders.drop(self.id)
        del shelves.tables.order_details[self.id], shelves.tables.batches[self.id]
        for index in range(1, len(self.rollout.steps) + 1):
            del shelves.tables.instances[self.id, index]

    def recent(self, now: datetime) -> RecentRun:
        hosts = [end.status for batch in self.rollout.batches(now) for end in batch]
        outcome = _OUTCOMES.get(self.rollout.status_at(now))
        name, command = self.work.name, f"/runs order {self.id}"
        return RecentRun.of(self.begun, name, hosts, command, outcome)

    def _order(self, now: datetime) -> Order:
        return Order(
            self.id,
            self.order_id,
            self.work.name,
            self.rollout.status_at(now),
            self.begun,
            self.order_id * _INSTANCES,
            self.rollout.batches(now),
            self.rollout.seconds(now),
            in_seconds=self.work.number % 2 == 0,
            source="CUSTOM_SCRIPT",
            parameters={"success_rate": self.rate},
        )

    def _named(self, rows: list[Row]) -> Iterator[Row]:
        """The rows with the names and addresses of this order's hosts."""
        for row in rows:
            number = self.work.first + row["id"] % _INSTANCES
            target = row["target_instance"]
            properties = {
                **target["properties"],
                "host_name": host_name(number),
                "fixed_ip": f"198.51.{100 + number // 250}.{1 + number % 250}",
            }
            resource_id = f"ecs-9a10{number:04d}-1f2a-4c3b-8d4e-aabbccddee01"
            ours = {"resource_id": resource_id, "properties": properties}
            yield {**row, "target_instance": {**target, **ours}}


_NAMES = (
    ("disk-clean", 120, 6 * HOUR),
    ("nightly-backup", 300, 24 * HOUR),
    ("time-sync", 4, 8 * HOUR),
    ("tls-rollout", 30, 24 * HOUR),
    ("kernel-update", 400, 48 * HOUR),
    ("security-baseline", 50, 24 * HOUR),
    ("log-rotate", 12, 12 * HOUR),
)


def order_works(
    hosts: int, pace: Pace, troubles: Troubles
) -> Iterator[tuple[OrderWork, float]]:
    """All of them, each with its period."""
    for number, (name, seconds, period) in enumerate(_NAMES):
        size = max(2, hosts // (1 + number % 3))
        first = number % (hosts - size + 1)
        yield OrderWork(number, name, seconds, first, size, pace, troubles), period


def _on_host(luck: Random, name: str, host: str, end: Ending) -> HostEnding:
    if end.status == "SUCCESS":
        return HostEnding("FINISHED", host_log(luck, name, host), lasting(end))
    log = host_log(luck, name, host, end.reason)
    return HostEnding("ABNORMAL", log, lasting(end))


def _split(
    luck: Random, hosts: Sequence[HostEnding]
) -> Iterator[tuple[HostEnding, ...]]:
    count = min(luck.randint(1, _MOST_BATCHES), max(1, len(hosts) // _FEW_HOSTS))
    for number in range(count):
        first, end = (len(hosts) * at // count for at in (number, number + 1))
        yield tuple(hosts[first:end])


def _step(begins: float, batch: Sequence[HostEnding]) -> Step:
    moved = (end._replace(seconds=begins + (end.seconds or 0)) for end in batch)
    return Step(begins, tuple(moved))


def _is_bad(batch: Sequence[HostEnding]) -> bool:
    return any(end.status == "ABNORMAL" for end in batch)


def _verdict(steps: Sequence[Step], rate: float) -> str:
    """How an order ends of which so many percent of the hosts have to succeed."""
    hosts = [end for step in steps for end in step.endings]
    well = sum(end.status == "FINISHED" for end in hosts)
    return "FINISHED" if 100 * well / len(hosts) >= rate else "ABNORMAL"
