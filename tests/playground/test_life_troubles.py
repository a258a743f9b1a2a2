"""Troubles of the living fleet: they come, recur and end; what failed says why."""

import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice

from bot.playground.cloud import SMALL, Life
from bot.playground.cloud.outputs import SECRETS
from bot.playground.cloud.tables import Row, Tables
from bot.playground.cloud.world import records, tables

START = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DAYS = 12
BAD = ("FAIL", "SKIP")


@cache
def after_days(days: float) -> Tables:
    known = tables(START)
    life = Life(known, records(START), start=START, fleet=SMALL, speed=60, seed=1)
    life.catch_up(START + timedelta(days=days / 60))
    return known


def histories(known: Tables) -> dict[tuple[str, str], list[Row]]:
    """What became of each desktop in each task, the oldest first."""
    found = defaultdict(list)
    for task, runs in known.task_runs.items():
        if task.startswith("st-5e9a"):
            for run in reversed(runs):
                for row in known.task_rows[task, run["id"]]:
                    found[task, row["desktop_id"]].append(row)
    return found


def test_a_trouble_comes_recurs_and_is_over() -> None:
    stories = {
        "".join("x" if row["exec_status"] == "FAIL" else "." for row in rows)
        for rows in histories(after_days(DAYS)).values()
    }

    recovered = [story for story in stories if re.search(r"\.x{2,}\.", story)]

    assert recovered


def test_most_goes_well_and_skips_stand_apart() -> None:
    rows = [row for rows in histories(after_days(DAYS)).values() for row in rows]

    shares = {
        status: sum(row["exec_status"] == status for row in rows) / len(rows)
        for status in ("SUCCESS", *BAD)
    }

    assert shares["SUCCESS"] > 0.85
    assert 0.005 < shares["FAIL"] < 0.1
    assert 0.003 < shares["SKIP"] < 0.1


def test_what_went_wrong_has_a_code_and_a_reason_and_what_went_well_has_none() -> None:
    rows = [row for rows in histories(after_days(DAYS)).values() for row in rows]

    said = {
        (row["exec_status"] in BAD, bool(row["result_code"]), bool(row["fail_reason"]))
        for row in rows
    }
    codes = {row["result_code"] for row in rows if row["exec_status"] == "FAIL"}

    assert said == {(True, True, True), (False, False, False)}
    assert {"WKS.00010032", "WKS.00129901", "WKS.00010110"} <= codes


def test_one_cause_is_told_in_several_wordings() -> None:
    wordings = defaultdict(set)
    for rows in histories(after_days(DAYS)).values():
        for row in rows:
            wordings[row["result_code"]].add(row["fail_reason"])

    assert max(map(len, wordings.values())) > 3


def test_every_way_to_end_comes_within_days() -> None:
    known = after_days(DAYS)

    orders = {order["status"] for order in known.orders[7:]}
    apps = {
        row["status"]
        for rows in known.app_rows.values()
        for row in rows
        if "result_code" in row
    }
    hosts = {row["status"] for rows in known.instances.values() for row in rows}

    assert {"FINISHED", "ABNORMAL", "CANCELED"} <= orders
    assert "FAILED" in apps
    assert {"FINISHED", "ABNORMAL", "CANCELED"} <= hosts


def test_orders_are_paused_now_and_then() -> None:
    known = tables(START)
    life = Life(known, records(START), start=START, fleet=SMALL, speed=60, seed=1)
    fixed = {order["execute_uuid"] for order in tables(START).orders}
    states = set()

    for minute in range(24 * DAYS):
        life.catch_up(START + timedelta(minutes=minute))
        states |= {
            order["status"]
            for order in known.orders
            if order["execute_uuid"] not in fixed
        }

    assert states >= {"PAUSED", "FINISHED", "ABNORMAL", "CANCELED"}


def printed(known: Tables) -> dict[str, str]:
    """The outputs of some living rows, and of all that failed."""
    living = {k: row for k, row in known.script_rows.items() if "output" not in row}
    well = (k for k, row in living.items() if row["status"] == "SUCCESS")
    badly = (k for k, row in living.items() if row["status"] == "FAILED")
    ids = [*islice(well, 300), *badly]
    return {row_id: known.script_rows[row_id]["output"] for row_id in ids}


def test_outputs_are_long_and_of_all_kinds() -> None:
    outputs = [text for text in printed(after_days(DAYS)).values() if text]

    lines = [text.count("\n") + 1 for text in outputs]

    assert min(lines) >= 14
    assert 200 < max(lines) < 320
    assert any("PS C:\\>" in text for text in outputs)
    assert any("$ ./" in text for text in outputs)
    assert any("校验和" in text for text in outputs)
    assert any(secret in text for secret in SECRETS for text in outputs)
    assert any("<!channel>" in text and "\u202e" in text for text in outputs)
    assert any(len(line) > 300_000 for text in outputs for line in text.split("\n"))


def test_an_output_is_the_same_each_time_and_ends_as_its_row_says() -> None:
    known = after_days(0)

    first = printed(known)

    assert printed(known) == first
    for row_id, text in first.items():
        row = known.script_rows[row_id]
        if text:
            assert text.endswith("exit 0" if row["status"] == "SUCCESS" else "exit 1")
        else:
            assert "offline" in row["reason"]


def test_what_runs_or_was_skipped_has_printed_nothing() -> None:
    known = tables(START)
    life = Life(known, records(START), start=START, fleet=SMALL, speed=60, seed=1)
    seen = set()

    for minute in range(60):
        life.catch_up(START + timedelta(minutes=minute))
        seen |= {
            (row["status"], known.script_rows[row_id]["output"])
            for row_id, row in known.script_rows.items()
            if "output" not in row and row["status"] not in ("SUCCESS", "FAILED")
        }

    assert seen == {("RUNNING", ""), ("SKIP", "")}


def test_an_unknown_row_is_none() -> None:
    assert after_days(0).script_rows.get("srr-none") is None


def test_one_check_fails_and_recovers_again_and_again_from_the_beginning() -> None:
    known = tables(START)
    life = Life(known, records(START), start=START, fleet=SMALL, speed=60, seed=1)
    life.catch_up(START + timedelta(minutes=12))

    checks = [run for run in life.recent(1_000) if run.name.startswith("shift-check")]

    said = "".join("x" if run.outcome == "failed" else "." for run in reversed(checks))
    assert said == "xxx...xxx..."
