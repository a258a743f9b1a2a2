"""Clouds as hypothesis makes them up, and what of them belongs into a ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain.executions import Outcome
from bot.playground.cloud.tables import Row, Tables

# Each source's own words for how one target ends.
TASK_WORDS = {
    "SUCCESS": None,
    "FAIL": Outcome.FAILED,
    "FAILED": Outcome.FAILED,
    "SKIP": Outcome.SKIPPED,
    "RUNNING": Outcome.RUNNING,
    "WAITING": Outcome.WAITING,
    "STRANGE": Outcome.UNKNOWN,
}
SCRIPT_WORDS = TASK_WORDS
APP_WORDS = {
    "SUCCESS": None,
    "FAILED": Outcome.FAILED,
    "RUNNING": Outcome.RUNNING,
    "WAITING": Outcome.WAITING,
}
HOST_WORDS = {
    "FINISHED": None,
    "ABNORMAL": Outcome.FAILED,
    "PROCESSING": Outcome.RUNNING,
    "READY": Outcome.WAITING,
    "CANCELED": None,
}
_UNDER_WAY = {"RUNNING", "WAITING", "PROCESSING", "READY", "STRANGE"}
_ZONES = ("Asia/Singapore", "America/New_York", "Europe/London", "")

Truth = dict[str, Outcome]


@dataclass(frozen=True, slots=True)
class Firing:
    """One run: how many hours ago it began, and the word of each target."""

    hours: int
    words: tuple[str, ...]

    @property
    def over(self) -> bool:
        return not _UNDER_WAY & set(self.words)

    def count(self, *words: str) -> int:
        return sum(word in words for word in self.words)


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """A scheduled task: its kind, how its times are written, and its runs."""

    triggered: bool
    script: bool
    zone: str
    firings: tuple[Firing, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Everything in one cloud."""

    tasks: tuple[TaskPlan, ...] = ()
    pools: tuple[Firing, ...] = ()
    scripts: tuple[Firing, ...] = ()
    apps: tuple[tuple[Firing, ...], ...] = ()
    orders: tuple[tuple[int, tuple[tuple[str, ...], ...]], ...] = ()
    newest_first: bool = True


def firings(words: dict[str, Outcome | None]) -> st.SearchStrategy[Firing]:
    # Older than the bot remembers, too; and never just now, when rows may still come.
    ages = st.integers(2, 34 * 24) | st.integers(36 * 24, 60 * 24)
    targets = st.lists(st.sampled_from(sorted(words)), min_size=1, max_size=6)
    return st.builds(Firing, ages, targets.map(tuple))


def _some(
    strategy: st.SearchStrategy[Firing], most: int = 4
) -> st.SearchStrategy[tuple[Firing, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


@st.composite
def _orders(draw: st.DrawFn) -> tuple[int, tuple[tuple[str, ...], ...]]:
    hosts = st.lists(st.sampled_from(sorted(HOST_WORDS)), min_size=1, max_size=4)
    batches = st.lists(hosts.map(tuple), min_size=1, max_size=3).map(tuple)
    return draw(st.integers(2, 34 * 24)), draw(batches)


worlds = st.builds(
    World,
    tasks=st.lists(
        st.builds(
            TaskPlan,
            st.booleans(),
            st.booleans(),
            st.sampled_from(_ZONES),
            _some(firings(TASK_WORDS)),
        ),
        max_size=4,
    ).map(tuple),
    pools=_some(firings(SCRIPT_WORDS)),
    scripts=_some(firings(SCRIPT_WORDS)),
    apps=st.lists(_some(firings(APP_WORDS), 3), max_size=2).map(tuple),
    orders=st.lists(_orders(), max_size=3).map(tuple),
    newest_first=st.booleans(),
)


@dataclass(slots=True)
class Built:
    """A world as the simulated cloud serves it, and what is true in it."""

    tables: Tables = field(default_factory=Tables)
    truth: Truth = field(default_factory=dict)


class Builder:
    """Writes a world down as the wire shows it at `now`."""

    def __init__(self, world: World, now: datetime) -> None:
        self._world = world
        self._now = now
        self._built = Built()

    def build(self) -> Built:
        world, tables = self._world, self._built.tables
        for number, task in enumerate(world.tasks):
            self._task(number, task)
        for number, firing in enumerate(world.pools):
            self._pool(number, firing)
        for number, firing in enumerate(world.scripts):
            self._script_task(f"own-{number}", firing)
            self._true(firing, (f"prod/script/own-{number}-rec{{}}"), SCRIPT_WORDS)
        for number, runs in enumerate(world.apps):
            self._app(number, runs)
        for number, (hours, batches) in enumerate(world.orders):
            self._order(number, hours, batches)
        if world.newest_first:
            tables.pool_tasks.reverse()
            tables.script_tasks.reverse()
            tables.tasks.reverse()
        return self._built

    def _task(self, number: int, plan: TaskPlan) -> None:
        id_ = f"st-{number}"
        tables = self._built.tables
        row: Row = {
            "id": id_,
            "task_name": f"task {number}",
            "task_type": "EXECUTE_SCRIPT" if plan.script else "REBOOT",
            "scheduled_type": "LIFE_CYCLE" if plan.triggered else "DAY",
            "last_status": "",
            "time_zone": plan.zone or "Asia/Shanghai",
            "enable": True,
        }
        tables.tasks.append(row)
        runs = tables.task_runs[id_] = []
        for place, firing in enumerate(plan.firings):
            run = f"rec-{number}-{place}"
            at = self._at(firing)
            task = f"stk-{number}-{place}" if plan.script else ""
            runs.append(
                {
                    "id": run,
                    "start_time": self._time(at, plan.zone),
                    "task_type": row["task_type"],
                    "status": "FINISH" if firing.over else "RUNNING",
                    "success_num": firing.count("SUCCESS"),
                    "failed_num": firing.count("FAIL", "FAILED"),
                    "skip_num": firing.count("SKIP"),
                    "time_zone": row["time_zone"],
                    "execute_task_id": task,
                }
            )
            tables.task_rows[id_, run] = [
                {
                    "id": f"det-{run}-{n}",
                    "record_id": run,
                    "desktop_id": f"dt-{n}",
                    "desktop_name": f"DESK-{n}",
                    "exec_status": word,
                    "result_code": "WKS.0001",
                    "fail_reason": "whatever",
                    "start_time": self._time(at, plan.zone),
                    "end_time": "",
                    "time_zone": row["time_zone"],
                }
                for n, word in enumerate(firing.words)
            ]
            self._true(firing, f"prod/task/{id_}/{run}/dt-{{}}", TASK_WORDS)
            if task:
                self._script_task(task, firing)

    def _pool(self, number: int, firing: Firing) -> None:
        id_ = f"pt-{number}"
        self._built.tables.pool_tasks.append(
            {
                "id": id_,
                "desktop_pool_id": "pool-1",
                "desktop_pool_name": "one",
                "scripts": [{"id": "scr-1", "name": "script one"}],
                "start_time": f"{self._at(firing):%Y-%m-%dT%H:%M:%SZ}",
                "status": "FINISH" if firing.over else "RUNNING",
                **_counters(firing),
            }
        )
        self._records(id_, firing)
        self._true(firing, f"prod/pool/{id_}/dt-{{}}", SCRIPT_WORDS)

    def _script_task(self, id_: str, firing: Firing) -> None:
        self._built.tables.script_tasks.append(
            {
                "id": id_,
                "task_scripts": [{"id": "scr-1", "name": "script one"}],
                "resource_type": "DESKTOP",
                "start_time": f"{self._at(firing):%Y-%m-%dT%H:%M:%S.000Z}",
                "status": "FINISH" if firing.over else "RUNNING",
                **_counters(firing),
            }
        )
        self._records(id_, firing)

    def _records(self, task: str, firing: Firing) -> None:
        for n, word in enumerate(firing.words):
            self._built.tables.script_rows[f"{task}-rec{n}"] = {
                "id": f"{task}-rec{n}",
                "script_id": "scr-1",
                "script_name": "script one",
                "script_task_id": task,
                "resource_id": f"dt-{n}",
                "resource_name": f"DESK-{n}",
                "start_time": f"{self._at(firing):%Y-%m-%dT%H:%M:%S.000Z}",
                "status": word,
                "result_code": "",
                "reason": "",
                "output": "",
            }

    def _app(self, number: int, runs: Sequence[Firing]) -> None:
        id_, tables = f"at-{number}", self._built.tables
        tables.app_tasks.append(
            {"id": id_, "task_name": f"app {number}", "last_status": ""}
        )
        listed = tables.app_runs[id_] = []
        for place, firing in enumerate(runs):
            run = f"eh-{number}-{place}"
            at = f"{self._at(firing):%Y-%m-%dT%H:%M:%S.000Z}"
            listed.append(
                {
                    "id": run,
                    "task_id": id_,
                    "status": "SUCCESS" if firing.over else "RUNNING",
                    "total_count": len(firing.words),
                    "success_count": firing.count("SUCCESS"),
                    "failed_count": firing.count("FAILED"),
                    "excuting_count": firing.count("RUNNING"),
                    "time_zone": "Asia/Shanghai",
                    "begin_time": at,
                }
            )
            tables.app_rows[run] = [
                {
                    "id": f"sub-{run}-{n}",
                    "execute_id": run,
                    "server_id": f"srv-{n}",
                    "server_name": f"SRV-{n}",
                    "status": word,
                    "begin_time": at,
                }
                for n, word in enumerate(firing.words)
            ]
            self._true(firing, f"prod/app/{run}/srv-{{}}", APP_WORDS)

    def _order(self, number: int, hours: int, batches: Sequence[Sequence[str]]) -> None:
        uuid, tables = f"SCT20260101{number:04d}", self._built.tables
        words = {word for batch in batches for word in batch}
        created = int((self._now - timedelta(hours=hours)).timestamp() * 1000)
        listed = {
            "order_id": 1_000 + number,
            "order_name": f"order {number}",
            "execute_uuid": uuid,
            "gmt_created": created,
            "gmt_finished": None if words & _UNDER_WAY else created + 60_000,
            "creator": "ops",
            "status": "PROCESSING" if words & _UNDER_WAY else "FINISHED",
            "properties": {"region_ids": ""},
        }
        tables.orders.append(listed)
        tables.order_details[uuid] = {**listed, "properties": {}}
        tables.batches[uuid] = [
            {"batch_index": place, "total_instances": len(batch)}
            for place, batch in enumerate(batches, 1)
        ]
        row_id = number * 1_000
        for place, batch in enumerate(batches, 1):
            hosts = tables.instances[uuid, place] = []
            for word in batch:
                row_id += 1
                target = {"resource_id": f"ecs-{row_id}", "properties": {}}
                hosts.append(
                    {
                        "id": row_id,
                        "target_instance": target,
                        "gmt_created": created,
                        "status": word,
                        "message": "log",
                    }
                )
                outcome = HOST_WORDS[word]
                if outcome is not None:
                    key = f"prod/order/{uuid}/{place}/{row_id}"
                    self._built.truth[key] = outcome

    def _true(self, firing: Firing, key: str, words: dict[str, Outcome | None]) -> None:
        """What nobody forgets: runs of the last 35 days."""
        if firing.hours > 35 * 24:
            return
        for n, word in enumerate(firing.words):
            if (outcome := words[word]) is not None:
                self._built.truth[key.format(n)] = outcome

    def _at(self, firing: Firing) -> datetime:
        return (self._now - timedelta(hours=firing.hours)).replace(microsecond=0)

    def _time(self, at: datetime, zone: str) -> str:
        if not zone:
            return f"{at:%Y-%m-%dT%H:%M:%S.000Z}"
        return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S}"


def _counters(firing: Firing) -> Row:
    return {
        "success_num": firing.count("SUCCESS"),
        "failed_num": firing.count("FAIL", "FAILED"),
        "skip_num": firing.count("SKIP"),
    }


def shuffled(tables: Tables) -> Iterator[list[Row]]:
    """Every list whose order is not documented."""
    yield tables.tasks
    yield from tables.task_runs.values()
    yield from tables.task_rows.values()
    yield tables.script_tasks
    yield tables.pool_tasks
    yield tables.app_tasks
    yield from tables.app_runs.values()
    yield from tables.app_rows.values()
