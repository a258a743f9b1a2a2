from dataclasses import replace

import pytest

from bot.adapters.cloud.found_scripts import FoundScripts
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Listing
from bot.errors import SourceRejectedError
from tests.adapters.cloud.endpoint_samples import DESKTOP
from tests.adapters.cloud.endpoints import Refusal, in_order
from tests.adapters.cloud.samples import PROJECT
from tests.adapters.cloud.swept_cloud import SCRIPT_TASK, Paged, SweptCloud
from tests.adapters.cloud.test_swept_script import ROW, THE_ROW

THE_EXECUTION = THE_ROW.execution


def w6(*rows: object) -> Paged:
    return Paged("script_records", "count", rows)


def scripts(cloud: SweptCloud) -> FoundScripts:
    return FoundScripts(cloud.client, cloud="prod", project_id=PROJECT)


async def test_what_a_task_did_is_found() -> None:
    cloud = SweptCloud(W6=w6(ROW))

    found = await scripts(cloud).of_task(SCRIPT_TASK)

    assert found == Listing((THE_EXECUTION,), 1)
    assert cloud.asked("W6") == [
        in_order(f"script_task_id={SCRIPT_TASK}&limit=100&offset=0")
    ]


async def test_what_ran_on_a_desktop_is_found() -> None:
    cloud = SweptCloud(W6=w6(ROW))

    found = await scripts(cloud).of_desktop(DESKTOP)

    assert found == Listing((THE_EXECUTION,), 1)
    assert cloud.asked("W6") == [in_order(f"resource_id={DESKTOP}&limit=100&offset=0")]


async def test_what_a_script_did_is_found_by_its_name() -> None:
    cloud = SweptCloud(W6=w6(ROW))

    found = await scripts(cloud).named("patch check")

    assert found == Listing((THE_EXECUTION,), 1)
    assert cloud.asked("W6") == [
        in_order("script_name=patch%20check&limit=100&offset=0")
    ]


async def test_at_most_a_hundred_are_read_and_the_total_is_told() -> None:
    cloud = SweptCloud(W6=w6(*(ROW | {"id": f"srr-{n}"} for n in range(230))))

    found = await scripts(cloud).named("patch-check")

    assert (len(found.rows), found.total, found.gaps) == (100, 230, ())
    assert len(cloud.requests) == 1


async def test_a_cloud_that_ignores_the_question_finds_nothing() -> None:
    cloud = SweptCloud(W6=w6(ROW))

    assert await scripts(cloud).of_task("another") == Listing()
    assert await scripts(cloud).of_desktop("another") == Listing()


async def test_a_total_that_is_too_small_is_none() -> None:
    cloud = SweptCloud(W6={"script_records": [ROW], "count": 0})

    assert await scripts(cloud).named("patch-check") == Listing((THE_EXECUTION,))


async def test_what_cannot_be_opened_is_told_all_the_same() -> None:
    cloud = SweptCloud(W6=w6(ROW | {"id": "a/b"}, "no row"))

    nowhere = Reference("prod", SourceName.SCRIPT, ())
    assert await scripts(cloud).named("patch-check") == Listing(
        (replace(THE_EXECUTION, id="a/b", reference=nowhere),),
        2,
        ("1 row holds something that I cannot read; it is left out.",),
    )


async def test_a_refusal_names_the_permission() -> None:
    with pytest.raises(SourceRejectedError, match="workspace:scripts:listRecords"):
        await scripts(SweptCloud(W6=Refusal(403))).named("x")
