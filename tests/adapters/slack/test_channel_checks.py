"""`runwatch check` of channels: may digests be posted there, and do they come once."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.adapters.checked import Checked, Verdict
from bot.adapters.slack.channel_checks import check_channel
from bot.adapters.slack.client import web_client
from bot.playground.slack import (
    BOT_USER,
    CHANNEL,
    PRIVATE_CHANNEL,
    UNJOINED_CHANNEL,
    ApiError,
    Channel,
    Fault,
    LocalSlack,
    RateLimited,
    ServerError,
)

READ = ("channels:read", "groups:read")
HISTORY = ("channels:history", "groups:history")
INFO, TOLD = "conversations.info", "conversations.history"
INVITE = "the bot is not in it; invite the bot: /invite @runwatch in the channel"
PUBLIC = (
    f"{INVITE} (with chat:write.public it can post there as it is, but neither find its "
    "own posts nor share files)"
)
UNKNOWN = (
    "Slack shows it to the bot as no channel; see to its id, or invite the bot: "
    "/invite @runwatch in the channel"
)


@asynccontextmanager
async def granting(scopes: Collection[str]) -> AsyncIterator[LocalSlack]:
    """A Slack whose private channel has the bot in it, too."""
    async with LocalSlack(
        signing_secret="s", bot_token="xoxb-check", scopes=scopes
    ) as slack:
        slack.channels[PRIVATE_CHANNEL].members.add(BOT_USER)
        yield slack


async def checked(
    slack: LocalSlack, session: aiohttp.ClientSession, channel: str
) -> Checked:
    client = web_client(slack.api_url, "xoxb-check", session)
    client.retry_handlers = []
    return await check_channel(client, channel)


async def told(
    session: aiohttp.ClientSession, channel: str, *scopes: str
) -> tuple[Verdict, str]:
    """What is said of the channel when these scopes are granted, without its id."""
    async with granting(scopes) as slack:
        line = await checked(slack, session, channel)
    assert line.what == f"slack channel {channel}"
    return line.verdict, line.said


@pytest.mark.parametrize(
    ("channel", "name"), [(CHANNEL, "operations"), (PRIVATE_CHANNEL, "night-team")]
)
async def test_where_history_may_be_read_a_digest_comes_exactly_once(
    session: aiohttp.ClientSession, channel: str, name: str
) -> None:
    said = f"#{name}: member, not archived, exactly once"

    assert await told(session, channel, *READ, *HISTORY) == (Verdict.OK, said)


@pytest.mark.parametrize(
    ("channel", "begins", "scope"),
    [
        (CHANNEL, "#operations", "channels:history"),
        (PRIVATE_CHANNEL, "#night-team", "groups:history"),
    ],
)
async def test_elsewhere_it_comes_at_least_once_and_the_scope_is_named(
    session: aiohttp.ClientSession, channel: str, begins: str, scope: str
) -> None:
    said = (
        f"{begins}: member, not archived, at least once, marked: history may not be "
        f"read (scope {scope})"
    )

    assert await told(session, channel, *READ) == (Verdict.NOT_GRANTED, said)


async def test_the_history_of_the_other_kind_of_channel_does_not_help(
    session: aiohttp.ClientSession,
) -> None:
    verdict, said = await told(session, CHANNEL, *READ, "groups:history")

    assert verdict is Verdict.NOT_GRANTED
    assert said.endswith("(scope channels:history)")


async def test_without_scopes_to_read_channels_history_tells_who_is_a_member(
    session: aiohttp.ClientSession,
) -> None:
    said = "member, archived: not known, exactly once"

    assert await told(session, CHANNEL, *HISTORY) == (Verdict.OK, said)
    assert await told(session, UNJOINED_CHANNEL, *HISTORY) == (Verdict.FAILED, PUBLIC)


async def test_without_any_of_them_nothing_is_claimed(
    session: aiohttp.ClientSession,
) -> None:
    said = (
        "membership: not known, archived: not known, at least once, marked: history may "
        "not be read (scope channels:history / groups:history)"
    )

    assert await told(session, CHANNEL, "chat:write") == (Verdict.NOT_GRANTED, said)


async def test_where_the_bot_is_not_it_wants_to_be_invited(
    session: aiohttp.ClientSession,
) -> None:
    expected = (Verdict.FAILED, f"#elsewhere: {PUBLIC}")

    assert await told(session, UNJOINED_CHANNEL, *READ, *HISTORY) == expected


async def test_an_archived_channel_fails_whoever_is_in_it(
    session: aiohttp.ClientSession,
) -> None:
    async with granting([*READ, *HISTORY]) as slack:
        for members in ({BOT_USER}, set[str]()):
            old = Channel("C0ARCHIVED1", "old", members, is_archived=True)
            slack.channels[old.id] = old

            assert await checked(slack, session, old.id) == Checked(
                "slack channel C0ARCHIVED1",
                Verdict.FAILED,
                "#old: archived, so nobody can post there; unarchive it, or choose "
                "another one",
            )


async def test_what_slack_does_not_show_is_unknown_or_private(
    session: aiohttp.ClientSession,
) -> None:
    async with granting([*READ, *HISTORY]) as slack:
        slack.channels[PRIVATE_CHANNEL].members.clear()
        lines = [
            await checked(slack, session, one)
            for one in (PRIVATE_CHANNEL, "C0NOWHERE01")
        ]

    assert [(one.verdict, one.said) for one in lines] == [(Verdict.FAILED, UNKNOWN)] * 2


async def test_a_channel_that_is_unknown_and_may_not_be_read_is_unknown(
    session: aiohttp.ClientSession,
) -> None:
    assert await told(session, "C0NOWHERE01", *READ) == (Verdict.FAILED, UNKNOWN)


async def test_what_can_be_read_is_there_whatever_else_is_said_of_it(
    session: aiohttp.ClientSession,
) -> None:
    async with granting([*READ, *HISTORY]) as slack:
        slack.faults.next(INFO, ApiError("channel_not_found"))

        line = await checked(slack, session, CHANNEL)

    said = "member, archived: not known, exactly once"
    assert (line.verdict, line.said) == (Verdict.OK, said)


@pytest.mark.parametrize("method", [INFO, TOLD])
@pytest.mark.parametrize(
    ("fault", "named"),
    [
        (ApiError("internal_error"), "internal_error"),
        (ServerError(503), "SlackApiError"),
    ],
    ids=["error", "no answer"],
)
async def test_trouble_fails_and_is_named(
    session: aiohttp.ClientSession, method: str, fault: Fault, named: str
) -> None:
    async with granting([*READ, *HISTORY]) as slack:
        slack.faults.next(method, fault)

        line = await checked(slack, session, CHANNEL)

    assert line.verdict is Verdict.FAILED
    assert line.said.startswith(f"Slack does not tell ({named}")


async def test_too_many_questions_are_no_failure(
    session: aiohttp.ClientSession,
) -> None:
    async with granting([*READ, *HISTORY]) as slack:
        slack.faults.next(TOLD, RateLimited(60))

        line = await checked(slack, session, CHANNEL)

    said = "Slack wants to be asked less often (ratelimited): try again in a minute"
    assert (line.verdict, line.said) == (Verdict.NOT_TRIED, said)


async def test_the_history_is_asked_for_as_little_as_can_be(
    session: aiohttp.ClientSession,
) -> None:
    async with granting([*READ, *HISTORY]) as slack:
        await checked(slack, session, CHANNEL)

        (read,) = [one for one in slack.calls if one.method == TOLD]
        assert read.arguments == {"channel": CHANNEL, "limit": "1"}
        assert slack.broken_rules == []


async def test_a_name_of_others_stays_on_its_line(
    session: aiohttp.ClientSession,
) -> None:
    async with granting([*READ, *HISTORY]) as slack:
        slack.channels[CHANNEL].name = "a\nslack channel C1  ok" + "x" * 99

        line = await checked(slack, session, CHANNEL)

    assert "\n" not in line.said
    assert len(line.said) < 120
