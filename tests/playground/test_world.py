from datetime import datetime, timedelta

from bot.playground.cloud import world
from bot.playground.cloud.outputs import PATCH_FAILURE, SECRETS
from tests.playground.hand_clock import HandClock

FIELDS = [
    "end_time",
    "execute_order",
    "id",
    "output",
    "reason",
    "resource_id",
    "resource_name",
    "resource_type",
    "result_code",
    "script_id",
    "script_name",
    "script_task_id",
    "start_time",
    "status",
]


def test_every_record_has_every_documented_field(clock: HandClock) -> None:
    fields = {key: sorted(record) for key, record in world.records(clock()).items()}

    assert fields == {
        world.SUCCEEDED: FIELDS,
        world.FAILED: FIELDS,
        world.SKIPPED: FIELDS,
        world.RUNNING: [field for field in FIELDS if field != "end_time"],
        world.ODD_STATUS: FIELDS,
        world.FILLED_SUCCESS: FIELDS,
        world.HOSTILE: FIELDS,
        world.CHINESE: FIELDS,
        world.LONG: FIELDS,
    }


def test_statuses_are_as_various_as_in_the_cloud(clock: HandClock) -> None:
    outcomes = {
        key: (record["status"], record["result_code"])
        for key, record in world.records(clock()).items()
    }

    assert outcomes == {
        world.SUCCEEDED: ("SUCCESS", ""),
        world.FAILED: ("FAILED", "WKS.00010032"),
        world.SKIPPED: ("SKIP", "WKS.000x"),
        world.RUNNING: ("RUNNING", ""),
        world.ODD_STATUS: ("HALF_DONE", ""),
        world.FILLED_SUCCESS: ("SUCCESS", "WKS.00010110"),
        world.HOSTILE: ("FAILED", "<!here>"),
        world.CHINESE: ("FAILED", "WKS.00010032"),
        world.LONG: ("FAILED", "WKS.00010032"),
    }


def test_times_are_recent_and_written_as_on_the_wire(clock: HandClock) -> None:
    records = world.records(clock())

    failed = records[world.FAILED]
    assert (failed["start_time"], failed["end_time"]) == (
        "2026-01-15T07:30:00.000Z",
        "2026-01-15T07:31:25.357Z",
    )
    for record in records.values():
        begun = datetime.fromisoformat(record["start_time"])
        assert timedelta() < clock() - begun < timedelta(hours=3)


def test_the_failed_output_is_long_and_carries_three_secrets() -> None:
    assert 55 <= len(PATCH_FAILURE.splitlines()) <= 65
    assert [PATCH_FAILURE.count(secret) for secret in SECRETS] == [1, 1, 1]
