"""Script orders of COC: statistics, batches, hosts, logs."""

import pytest

from bot.playground.cloud import Status, world
from bot.playground.cloud.outputs import LOG_SECRET, PARAMETER_SECRET
from tests.journeys.reading import first_line, rows
from tests.journeys.town import Town


@pytest.mark.parametrize(
    ("order", "head", "numbers"),
    [
        pytest.param(
            world.ORDER,
            "✖ Failed: disk-clean",
            "3 hosts: 1 failed, 1 waiting, 1 succeeded",
            id="ABNORMAL",
        ),
        pytest.param(
            world.ORDER_FINISHED,
            "✖ Failed: nightly-backup",
            "12 hosts: 2 failed, 10 succeeded",
            id="FINISHED that hides failures",
        ),
        pytest.param(
            world.ORDER_CLEAN, "✔ Succeeded: time-sync", "4 hosts: 4 succeeded", id="OK"
        ),
        pytest.param(
            world.ORDER_CANCELED,
            "⊘ Canceled: kernel-update",
            "7 hosts: 3 canceled, 2 waiting, 2 succeeded",
            id="CANCELED",
        ),
        pytest.param(
            world.ORDER_RUNNING,
            "▶ Running: disk-clean",
            "5 hosts: 2 running, 1 waiting, 2 succeeded",
            id="PROCESSING",
        ),
        pytest.param(
            world.ORDER_PAUSED,
            "⏸ Paused: tls-rollout",
            "4 hosts: 2 waiting, 2 succeeded",
            id="PAUSED",
        ),
    ],
)
@pytest.mark.parametrize("bare", [False, True], ids=["wrapped", "bare"])
async def test_statistics_decide_whatever_the_order_says(
    town: Town, order: str, head: str, numbers: str, *, bare: bool
) -> None:
    town.cloud.bare_coc = bare

    said = await town.answer(f"order {order}")

    assert said.split("\n")[:2] == [head, numbers]


async def test_every_host_of_a_big_order_is_reached_once(town: Town) -> None:
    read = await town.pages(f"order {world.ORDER_BIG}")

    listed = rows(*read)
    assert sorted(name for _, name in listed) == sorted(
        f"web-{number:02d}" for number in range(1, 231)
    )
    assert [outcome for outcome, _ in listed] == [
        *["failed"] * 12,
        *["succeeded"] * 218,
    ]


async def test_one_host_is_opened_with_its_log(town: Town) -> None:
    post = await town.shown(f"order {world.ORDER_FINISHED}")

    press = await town.choose(post, "web-05")

    said = press.posts[0].message["text"]
    assert first_line(said) == "✖ Failed: nightly-backup on web-05"
    assert "curl: (28) Connection timed out after 5001 milliseconds" in said
    assert "Batch: 1; Address: 192.0.2.15" in said


async def test_the_last_host_of_a_big_order_is_opened_by_its_64_bit_id(
    town: Town,
) -> None:
    last = town.cloud.tables.instances[world.ORDER_BIG, 3][-1]["id"]

    said = await town.answer(f"order {world.ORDER_BIG} 3 {last}")

    assert first_line(said) == "✖ Failed: security-baseline on web-230"


async def test_secrets_of_parameters_and_logs_are_hidden(town: Town) -> None:
    post = await town.shown(f"order {world.ORDER_FINISHED}")

    press = await town.choose(post, "web-05")

    everything = f"{post.message}{press.posts}"
    assert not [one for one in (PARAMETER_SECRET, LOG_SECRET) if one in everything]
    assert "backup_password=••••" in post.message["text"]


@pytest.mark.parametrize("status", [403, 500])
async def test_statistics_that_are_refused_leave_a_gap_and_no_success(
    town: Town, status: int
) -> None:
    town.cloud.faults.at("C3").always(Status(status))
    town.cloud.faults.at("C5").always(Status(status))

    said = await town.answer(f"order {world.ORDER_FINISHED}")

    assert first_line(said) == "? Unknown: nightly-backup"
    assert "No target is known." in said
    assert "Batch 1 was not read. prod " in said


@pytest.mark.parametrize("status", [403, 500])
async def test_hosts_are_counted_where_statistics_are_refused(
    town: Town, status: int
) -> None:
    town.cloud.faults.at("C3").always(Status(status))

    said = await town.answer(f"order {world.ORDER_FINISHED}")

    assert first_line(said) == "✖ Failed: nightly-backup"
    assert "2 failed, 10 succeeded" in said
    assert "\n⚠ Its statistics were not read: prod " in said


async def test_one_batch_that_is_refused_is_a_gap(town: Town) -> None:
    town.cloud.faults.at("C5").next(Status(403))

    said = await town.answer(f"order {world.ORDER_FINISHED}")

    assert said.split("\n")[:2] == [
        "✖ Failed: nightly-backup",
        "12 hosts: 2 failed, 10 succeeded (rows read: 1 failed, 5 succeeded)",
    ]
    assert said.count("was not read. prod does not let this bot") == 1
    assert len(rows(said)) == 6


async def test_batches_that_are_refused_are_taken_from_the_statistics(
    town: Town,
) -> None:
    town.cloud.faults.at("C4").always(Status(403))

    read = await town.pages(f"order {world.ORDER_FINISHED}")

    assert len(rows(*read)) == 12
    assert (
        "⚠ Its batches were not read: prod does not let this bot read a script order's "
        "batches."
    ) in read[0]


@pytest.mark.parametrize(
    ("ids", "named"),
    [
        (("SCT2026000000000000000000",), "script order `SCT2026000000000000000000`"),
        ((world.ORDER, "1", "1"), f"script order's host `{world.ORDER}/1/1`"),
    ],
    ids=["order", "host"],
)
async def test_what_is_not_there_is_said(
    town: Town, ids: tuple[str, ...], named: str
) -> None:
    said = await town.answer(f"order {' '.join(ids)}")

    assert first_line(said) == (f"prod has no {named}. Check the id and ask again.")
