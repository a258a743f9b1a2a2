"""`runwatch check` and `runwatch ask` as whoever runs the bot sees them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from bot.app.storing import ledger_of
from bot.demo import OPTIONAL_SCOPES, SCOPES
from bot.domain.schedules import Schedule
from bot.domain.subscriptions import Subscription
from bot.playground.cloud import SimulatedCloud, Skew, world
from bot.playground.slack import (
    CHANNEL,
    OPERATOR,
    UNJOINED_CHANNEL,
    LocalSlack,
    ServerError,
)
from bot.settings.model import DatabaseSettings
from tests.journeys.process import Ended, environment, runwatch
from tests.journeys.reading import rows
from tests.journeys.town import (
    ACCESS_KEY,
    APP_TOKEN,
    BOT_TOKEN,
    SECRET_KEY,
    SIGNING_SECRET,
    local_slack,
    simulated,
)

ENDPOINTS = [
    *("prod script W5", "prod script W6", "prod script W7"),
    *("prod task W1", "prod task W3", "prod task W4"),
    *("prod pool W8", "prod pool W9", "prod pool W6"),
    *("prod order C1", "prod order C2", "prod order C3", "prod order C4"),
    *("prod order C5", "prod app A1", "prod app A2", "prod app A3", "prod STS decode"),
]


ALL_SCOPES = (*SCOPES, *OPTIONAL_SCOPES)


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with local_slack() as one:
        yield one


@pytest.fixture
async def cloud() -> AsyncIterator[SimulatedCloud]:
    async with simulated() as one:
        yield one
        # The clock is read off whatever answers, so that is no endpoint.
        assert one.misuse == []


SECRETS = (ACCESS_KEY, SECRET_KEY, BOT_TOKEN, APP_TOKEN, SIGNING_SECRET)


def no_traceback_and_no_secret(ended: Ended) -> bool:
    return not [one for one in ("Traceback", *SECRETS) if one in ended.told]


async def test_all_that_works_is_a_table_of_ok_and_exit_code_0(
    cloud: SimulatedCloud,
) -> None:
    ended = await runwatch("check", **environment(cloud))

    first, slack, *rows_ = ended.out.splitlines()
    assert (ended.code, ended.error) == (0, "")
    assert first.startswith("settings ")
    assert "not tried" in slack
    assert [" ok " in row for row in rows_] == [True] * len(rows_)
    assert [row for one in ENDPOINTS for row in rows_ if row.startswith(one)] == rows_[
        -len(ENDPOINTS) :
    ]
    assert no_traceback_and_no_secret(ended)


async def test_the_database_is_opened_and_nothing_is_made_there(
    cloud: SimulatedCloud, tmp_path: Path
) -> None:
    file = tmp_path / "runwatch.db"
    there = {"RUNWATCH_DATABASE__URL": f"sqlite+aiosqlite:///{file}"}

    ended = await runwatch("check", **environment(cloud) | there)

    assert ended.row("database") == (
        "database ok not there yet: `runwatch serve` makes it"
    )
    assert (ended.code, file.exists()) == (0, False)


async def test_a_database_that_cannot_be_opened_is_exit_code_1(
    cloud: SimulatedCloud, tmp_path: Path
) -> None:
    folder = tmp_path / "gone"
    there = {"RUNWATCH_DATABASE__URL": f"sqlite+aiosqlite:///{folder}/runwatch.db"}

    ended = await runwatch("check", **environment(cloud) | there)

    assert ended.code == 1
    assert ended.row("database") == f"database failed there is no folder {folder}"
    assert " ok " in ended.row("prod script W7")


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
        "prod script W5"
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


def with_slack(
    cloud: SimulatedCloud, slack: LocalSlack, mode: str = "socket"
) -> dict[str, str]:
    """What a process needs to ask both."""
    return environment(cloud) | {
        "RUNWATCH_SLACK__MODE": mode,
        "RUNWATCH_SLACK__API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
    }


def granting(*scopes: str) -> LocalSlack:
    """A Slack that granted these scopes only."""
    return LocalSlack(
        signing_secret=SIGNING_SECRET,
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        scopes=scopes,
    )


@pytest.mark.parametrize(
    ("way", "last"),
    [
        ("socket", "slack app token ok"),
        ("http", "slack signing secret not tried is set"),
    ],
    ids=["socket", "http"],
)
async def test_slack_comes_first_with_every_scope_by_name(
    cloud: SimulatedCloud, slack: LocalSlack, way: str, last: str
) -> None:
    ended = await runwatch("check", **with_slack(cloud, slack, way))

    _, bot, *lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    scopes = [f"slack scope {name} ok granted" for name in ALL_SCOPES]
    assert (ended.code, ended.error) == (0, "")
    assert bot.startswith("slack bot token ok runwatch in the workspace ")
    assert lines[: len(scopes)] == scopes
    assert lines[len(scopes)].startswith(last)
    assert lines[len(scopes) + 1].startswith("database ok ")
    assert lines[len(scopes) + 2].startswith("prod ")
    assert slack.broken_rules == []
    assert no_traceback_and_no_secret(ended)


async def test_a_missing_scope_names_the_feature_and_is_exit_code_1(
    cloud: SimulatedCloud,
) -> None:
    granted = [one for one in ALL_SCOPES if one != "app_mentions:read"]
    async with granting(*granted) as slack:
        ended = await runwatch("check", **with_slack(cloud, slack))

    assert ended.code == 1
    assert ended.row("slack scope app_mentions:read") == (
        "slack scope app_mentions:read failed without it this does not work: answers "
        "to those who mention the bot; reinstall the app from the manifest"
    )
    assert ended.out.count(" failed ") == 1


async def test_missing_optional_scopes_are_told_and_exit_code_0(
    cloud: SimulatedCloud,
) -> None:
    async with granting(*SCOPES) as slack:
        ended = await runwatch("check", **with_slack(cloud, slack))

    assert (ended.code, ended.out.count(" not granted ")) == (0, 5)
    assert ended.row("slack scope channels:history") == (
        "slack scope channels:history not granted in public channels, a post whose "
        "answer was lost cannot be looked for: a digest may come twice, marked; plain "
        "replies in threads are not heard (optional)"
    )


FILED = f"""
[[digests]]
name = "night"
channel = "{CHANNEL}"
schedule = "0 9 * * *"

[[digests]]
name = "day"
channel = "{CHANNEL}"
schedule = "0 12 * * *"
"""


MADE = Subscription(
    name="noon",
    channel=UNJOINED_CHANNEL,
    schedule=Schedule.parse("0 12 * * *"),
    zone=ZoneInfo("UTC"),
    clouds=(),
    owner=OPERATOR,
)


async def test_each_channel_of_a_digest_has_a_line_wherever_it_was_made(
    cloud: SimulatedCloud, slack: LocalSlack, tmp_path: Path
) -> None:
    file = tmp_path / "runwatch.toml"
    file.write_text(FILED, encoding="utf-8")
    given = with_slack(cloud, slack)
    async with ledger_of(
        DatabaseSettings(url=SecretStr(given["RUNWATCH_DATABASE__URL"]))
    ) as ledger:
        await ledger.subscriptions.add(MADE)

    ended = await runwatch("check", "--config", str(file), **given)

    assert ended.code == 1
    assert ended.row(f"slack channel {CHANNEL}") == (
        f"slack channel {CHANNEL} ok #operations: member, not archived, exactly once"
    )
    assert ended.row(f"slack channel {UNJOINED_CHANNEL}").startswith(
        f"slack channel {UNJOINED_CHANNEL} failed #elsewhere: the bot is not in it; "
        "invite the bot: /invite @runwatch in the channel ("
    )
    assert no_traceback_and_no_secret(ended)


async def test_wrong_tokens_are_refused_and_the_clouds_are_asked_all_the_same(
    cloud: SimulatedCloud, slack: LocalSlack
) -> None:
    wrong = {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-wrong"}

    ended = await runwatch("check", **with_slack(cloud, slack) | wrong)

    assert ended.code == 1
    for token in ("bot", "app"):
        row = ended.row(f"slack {token} token")
        assert " failed Slack does not take it (invalid_auth): copy " in row
    assert ended.row("slack scopes").endswith("not tried the bot token was not taken")
    assert " ok " in ended.row("prod app A3")
    assert "-wrong" not in ended.told


async def test_a_slack_that_is_down_is_asked_once_for_each_token(
    cloud: SimulatedCloud, slack: LocalSlack
) -> None:
    for method in ("auth.test", "apps.connections.open"):
        slack.faults.next(method, ServerError(503), times=9)

    ended = await runwatch("check", **with_slack(cloud, slack))

    assert (ended.code, len(slack.calls)) == (1, 2)
    assert " failed Slack cannot be asked (" in ended.row("slack bot token")
    assert no_traceback_and_no_secret(ended)
