"""How big and how fast a living fleet is, and what a console shows of it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.playground.cloud import SMALL, Fleet, Life, RecentRun
from bot.playground.cloud.tables import Row, Tables
from bot.playground.cloud.world import records, tables

START = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
BIG = Fleet(1_000, 10_000)


def alive(
    fleet: Fleet = SMALL, speed: float = 60
) -> tuple[Life, Tables, dict[str, Row]]:
    known, loose = tables(START), records(START)
    life = Life(known, loose, start=START, fleet=fleet, speed=speed, seed=1)
    return life, known, loose


@pytest.mark.parametrize("text", ["1000x10000", " 1000 x 10000 ", "1000X10000"])
def test_a_fleet_is_written_as_tasks_and_desktops(text: str) -> None:
    assert Fleet.parse(text) == BIG


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "A fleet is written TASKSxDESKTOPS, such as 12x137; '' is not."),
        ("12", "A fleet is written TASKSxDESKTOPS, such as 12x137; '12' is not."),
        ("-1x5", "A fleet is written TASKSxDESKTOPS, such as 12x137; '-1x5' is not."),
        (
            "0x5",
            "A fleet has 1 to 1,000 tasks and 1 to 10,000 desktops; 0x5 is out of that.",
        ),
        (
            "1x20001",
            (
                "A fleet has 1 to 1,000 tasks and 1 to 10,000 desktops; "
                "1x20001 is out of that."
            ),
        ),
    ],
)
def test_another_text_is_no_fleet(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="A fleet") as refused:
        Fleet.parse(text)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("speed", [0, -1, 1_441, float("nan")])
def test_time_neither_stands_still_nor_flies(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        alive(speed=speed)


@pytest.mark.parametrize(
    ("fleet", "speed", "summary"),
    [
        (SMALL, 60, "12 tasks, 137 desktops, a day in 24 minutes"),
        (SMALL, 1, "12 tasks, 137 desktops, in real time"),
        (Fleet(1, 1), 24, "1 task, 1 desktop, a day in 1 hour"),
        (SMALL, 16, "12 tasks, 137 desktops, a day in 1.5 hours"),
        (SMALL, 0.5, "12 tasks, 137 desktops, a day in 2 days"),
        (SMALL, 1440, "12 tasks, 137 desktops, a day in 1 minute"),
    ],
)
def test_it_says_how_big_and_fast_it_is(
    fleet: Fleet, speed: float, summary: str
) -> None:
    life, _, _ = alive(fleet, speed)

    assert life.summary == summary


def test_there_are_as_many_tasks_and_desktops_as_were_asked_for() -> None:
    for fleet in (Fleet(1, 1), SMALL):
        _, known, _ = alive(fleet)
        fixed = tables(START)

        assert len(known.tasks) - len(fixed.tasks) == fleet.tasks
        pools = known.pools[len(fixed.pools) :]
        assert sum(pool["desktop_count"] for pool in pools) == fleet.desktops


def test_a_small_fleet_has_tasks_of_all_kinds() -> None:
    _, known, _ = alive()

    kinds = {task["task_type"] for task in known.tasks[6:]}
    scheduled = {task["scheduled_type"] for task in known.tasks[6:]}

    assert {"REBOOT", "STOP", "START", "EXECUTE_SCRIPT"} <= kinds
    assert scheduled == {"DAY", "WEEK", "MONTH", "LIFE_CYCLE"}


def test_days_lie_behind_it_when_it_begins() -> None:
    life, _, _ = alive()

    runs = life.recent(1_000)

    assert all(run.at <= START for run in runs)
    assert {run.source for run in runs} == {"task", "pool", "order", "app", "script"}
    assert timedelta(days=2, hours=12) < START - runs[-1].at <= timedelta(days=3)


def test_at_speed_60_a_nightly_task_runs_every_24_minutes() -> None:
    life, _, _ = alive()
    life.catch_up(START + timedelta(hours=4))

    begun = [
        run.at
        for run in life.recent(1_000)
        if run.name == "nightly-reboot-finance-singapore" and run.at > START
    ]

    assert {(a - b).total_seconds() for a, b in pairwise(begun)} == {1440}


@pytest.mark.parametrize(("speed", "longest"), [(60, 25), (1, 130 * 1.5)])
def test_a_run_lasts_as_long_as_people_need_to_see_it(
    speed: float, longest: float
) -> None:
    life, known, _ = alive(speed=speed)
    life.catch_up(START + timedelta(days=2 / speed + 1 / 12))
    reboots = [
        known.task_rows[task["id"], run["id"]]
        for task in known.tasks[6:]
        if task["task_type"] == "REBOOT" and task["time_zone"] == "Asia/Singapore"
        for run in known.task_runs[task["id"]][:2]
    ]

    lasted = [
        max(
            datetime.fromisoformat(row["end_time"])
            - datetime.fromisoformat(row["start_time"])
            for row in rows
        ).total_seconds()
        for rows in reboots
        if all(row["exec_status"] != "FAIL" and row["end_time"] for row in rows)
    ]

    assert lasted
    assert all(10 <= seconds <= longest for seconds in lasted)


def test_times_are_written_on_the_wall_of_the_tasks_zone_or_in_utc() -> None:
    _, known, _ = alive(Fleet(26, 137))
    forms = {
        (task["time_zone"], known.task_runs[task["id"]][0]["start_time"][-1] == "Z")
        for task in known.tasks[6:]
        if known.task_runs[task["id"]]
    }

    assert {zone for zone, utc in forms if not utc} >= {
        "Asia/Singapore",
        "Europe/London",
    }
    assert any(utc for _, utc in forms)


def test_it_can_fail_a_thousand_times_at_once() -> None:
    life, known, _ = alive()
    now = START + timedelta(minutes=10)

    command = life.burst(1_000, now)

    task, record = command.removeprefix("/runs task ").split()
    rows = known.task_rows[task, record]
    assert len({row["desktop_id"] for row in rows}) == 1_000
    assert {row["exec_status"] for row in rows} == {"FAIL"}
    assert 3 <= len({row["result_code"] for row in rows}) <= 5
    shown = RecentRun(
        now - timedelta(seconds=21),
        "task",
        "restart-everything-now",
        "failed",
        "1,000 failed",
        command,
    )
    assert shown in life.recent(5)


def test_only_the_latest_bursts_are_kept() -> None:
    life, known, _ = alive()
    commands = [
        life.burst(10, START + timedelta(minutes=minute)) for minute in range(8)
    ]

    task = commands[0].split()[2]
    kept = [run["id"] for run in known.task_runs[task]]

    assert kept == [command.split()[3] for command in reversed(commands[3:])]
    assert sum(key[0] == task for key in known.task_rows) == 5
    assert sum(row["id"] == task for row in known.tasks) == 1


def test_the_newest_runs_come_first_with_the_command_that_shows_them() -> None:
    life, known, loose = alive()
    life.catch_up(START + timedelta(minutes=30))

    runs = life.recent(200)

    assert [run.at for run in runs] == sorted((run.at for run in runs), reverse=True)
    for run in runs:
        verb, *ids = run.command.removeprefix("/runs ").split()
        there = {
            "task": lambda ids=ids: (ids[0], ids[1]) in known.task_rows,
            "pool": lambda ids=ids: any(r["id"] == ids[0] for r in known.pool_tasks),
            "order": lambda ids=ids: ids[0] in known.order_details,
            "app": lambda ids=ids: ids[0] in known.app_rows,
            "script": lambda ids=ids: ids[0] in loose,
        }
        assert verb == run.source
        assert there[verb]()
        assert are_counts(run.counts)


def are_counts(counts: str) -> bool:
    words = {"failed", "skipped", "canceled", "running", "waiting", "succeeded"}
    parts = [part.split() for part in counts.split(", ")]
    return all(len(part) == 2 and part[1] in words for part in parts)


def test_ten_thousand_desktops_have_rows_and_pools_of_their_own() -> None:
    life, known, _ = alive(BIG)
    life.catch_up(START + timedelta(minutes=1))

    assert sum(map(len, known.task_rows.values())) > 20_000
    names = [pool["name"] for pool in known.pools]
    assert len(set(names)) == len(names) > 200


def test_what_is_kept_does_not_grow() -> None:
    life, known, loose = alive(Fleet(5, 50), speed=1_440)

    def rows() -> int:
        return (
            sum(map(len, known.task_rows.values()))
            + len(known.script_rows)
            + len(loose)
            + sum(map(len, known.instances.values()))
        )

    life.catch_up(START + timedelta(minutes=200))
    full = rows()
    life.catch_up(START + timedelta(minutes=400))

    assert abs(rows() - full) < full / 10
