"""`runwatch check` and `runwatch ask` as whoever runs the bot sees them."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.playground.cloud import SimulatedCloud, Skew, world
from tests.journeys.process import Ended, environment, runwatch
from tests.journeys.reading import rows
from tests.journeys.town import ACCESS_KEY, SECRET_KEY, simulated

ENDPOINTS = [
    *("prod script W6", "prod script W7"),
    *("prod task W1", "prod task W3", "prod task W4"),
    *("prod pool W9", "prod pool W6"),
    *("prod order C1", "prod order C2", "prod order C3", "prod order C4"),
    *("prod order C5", "prod app A1", "prod app A2", "prod app A3", "prod STS decode"),
]


@pytest.fixture
async def cloud() -> AsyncIterator[SimulatedCloud]:
    async with simulated() as one:
        yield one
        # The clock is read off whatever answers, so that is no endpoint.
        assert one.misuse == []


def no_traceback_and_no_secret(ended: Ended) -> bool:
    return not [
        one for one in ("Traceback", ACCESS_KEY, SECRET_KEY) if one in ended.told
    ]


async def test_all_that_works_is_a_table_of_ok_and_exit_code_0(
    cloud: SimulatedCloud,
) -> None:
    ended = await runwatch("check", **environment(cloud))

    rows_ = ended.out.splitlines()
    assert (ended.code, ended.error) == (0, "")
    assert [" ok " in row for row in rows_] == [True] * len(rows_)
    assert [row for one in ENDPOINTS for row in rows_ if row.startswith(one)] == rows_[
        -len(ENDPOINTS) :
    ]
    assert no_traceback_and_no_secret(ended)


async def test_a_missing_action_is_named_in_its_row_and_the_rest_is_tried(
    cloud: SimulatedCloud,
) -> None:
    cloud.denied.add("workspace:scripts:getRecordDetail")

    ended = await runwatch("check", **environment(cloud))

    assert ended.code == 1
    row = ended.row("prod script W7")
    assert " failed " in row
    assert row.endswith("the permission workspace:scripts:getRecordDetail.")
    failed = [one for one in ENDPOINTS if " failed " in ended.row(one)]
    assert failed == ["prod script W7"]
    assert no_traceback_and_no_secret(ended)


async def test_a_list_that_is_denied_leaves_what_needs_it_untried(
    cloud: SimulatedCloud,
) -> None:
    cloud.denied.add("coc:job:list")

    ended = await runwatch("check", **environment(cloud))

    assert ended.code == 1
    assert ended.row("prod order C1").endswith("the permission coc:job:list.")
    assert ended.row("prod order C2").endswith(
        "not tried there is no order to ask about"
    )


@pytest.mark.parametrize("seconds", [-1_200, 1_200])
async def test_a_clock_that_is_off_is_exit_code_1(
    cloud: SimulatedCloud, seconds: int
) -> None:
    cloud.faults.always(Skew(seconds))

    ended = await runwatch("check", **environment(cloud))

    way = "behind" if seconds > 0 else "ahead of"
    row = ended.row("prod Workspace clock")
    assert ended.code == 1
    assert row.startswith("prod Workspace clock failed this machine's is ")
    assert f" {way} it: set it, or signatures are refused" in row


async def test_a_host_that_cannot_be_reached_is_exit_code_1(
    cloud: SimulatedCloud,
) -> None:
    nowhere = {"ENDPOINTS__COC": "http://127.0.0.1:1"}

    ended = await runwatch("check", **environment(cloud, **nowhere))

    assert ended.code == 1
    assert ended.row("prod COC clock").startswith(
        "prod COC clock failed the host cannot be reached ("
    )
    assert "could not be reached, or hung up." in ended.row("prod order C1")
    assert " ok " in ended.row("prod app A3")
    assert no_traceback_and_no_secret(ended)


async def test_a_wrong_key_is_asked_with_once(cloud: SimulatedCloud) -> None:
    wrong = {"SECRET_KEY": "not-the-secret-key"}

    ended = await runwatch("check", **environment(cloud, **wrong))

    assert ended.code == 1
    assert "refused this bot's credentials (401 APIGW.0301)" in ended.row(
        "prod script W6"
    )
    assert "was not asked" in ended.row("prod app A1")
    asked = [one for one in cloud.requests if "authorization" in one.headers]
    assert len(asked) == 1
    assert "not-the-secret-key" not in ended.told


async def test_a_page_is_asked_for_on_the_command_line(cloud: SimulatedCloud) -> None:
    given = environment(cloud)
    asking = (
        runwatch("ask", f"task {world.TASK}", "--page", "2", **given),
        runwatch("ask", "script nobody-knows-1", **given),
    )

    page, unknown = await asyncio.gather(*asking)

    assert (page.code, page.error, len(rows(page.out))) == (0, "", 8)
    assert "page 2 of 2" in page.out
    assert (unknown.code, unknown.out) == (1, "")
    assert unknown.error == (
        "prod has no script execution `nobody-knows-1`. Check the id and ask again.\n"
    )
