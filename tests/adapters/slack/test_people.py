import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from structlog.testing import capture_logs

from bot.adapters.slack.client import web_client
from bot.adapters.slack.home import Identity
from bot.adapters.slack.people import SlackPeople, standing
from bot.domain.access import Person, Standing
from bot.playground.slack import (
    BOT,
    BOT_USER,
    COLLEAGUE,
    GUEST,
    OPERATOR,
    OTHER_TEAM,
    STRANGER,
    TEAM,
    ApiError,
    Fault,
    Hang,
    LocalSlack,
    RateLimited,
    ResetBefore,
    ServerError,
)
from tests.fakes import FakeClock

HOME = Identity(workspace=TEAM, organisation="", user=BOT_USER, bot=BOT)
GRID = Identity(workspace=TEAM, organisation="E0ORG", user=BOT_USER, bot=BOT)
OPERATES = Person(Standing.MEMBER, "Asia/Singapore", "en-US")
NOBODY_KNOWS = Person(Standing.UNKNOWN)
TOKEN = "xoxb-playground"


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(
        signing_secret="s", bot_token=TOKEN, scopes=["users:read"]
    ) as running:
        yield running


@pytest.fixture
def client(slack: LocalSlack, session: aiohttp.ClientSession) -> AsyncWebClient:
    return web_client(slack.api_url, TOKEN, session)


@pytest.fixture
def once(client: AsyncWebClient) -> AsyncWebClient:
    """A client that does not wait and try again."""
    client.retry_handlers.clear()
    return client


@pytest.fixture
def people(client: AsyncWebClient, clock: FakeClock) -> SlackPeople:
    return SlackPeople(client, HOME, clock)


def asked(slack: LocalSlack) -> list[str]:
    return [str(call.arguments.get("user")) for call in slack.calls]


@pytest.mark.parametrize(
    ("user", "person"),
    [
        (OPERATOR, OPERATES),
        (COLLEAGUE, Person(Standing.MEMBER, "Europe/Berlin", "de-DE")),
        (GUEST, Person(Standing.GUEST, "Asia/Singapore", "en-US")),
        (STRANGER, Person(Standing.EXTERNAL, "Asia/Singapore", "en-US")),
        (BOT_USER, Person(Standing.BOT, "Asia/Singapore", "en-US")),
    ],
    ids=["member", "abroad", "guest", "stranger", "bot"],
)
async def test_slack_says_who_somebody_is(
    people: SlackPeople, user: str, person: Person
) -> None:
    assert await people.person(user, TEAM) == person


async def test_a_deactivated_account_has_no_zone(
    slack: LocalSlack, people: SlackPeople
) -> None:
    slack.people[OPERATOR].deleted = True

    assert await people.person(OPERATOR, TEAM) == Person(
        Standing.DEACTIVATED, locale="en-US"
    )


async def test_who_comes_from_another_workspace_is_not_asked_about(
    slack: LocalSlack, people: SlackPeople
) -> None:
    found = await people.person(OPERATOR, OTHER_TEAM)

    assert found == Person(Standing.EXTERNAL)
    assert slack.calls == []


async def test_within_an_organisation_everybody_is_asked_about(
    slack: LocalSlack, client: AsyncWebClient, clock: FakeClock
) -> None:
    found = await SlackPeople(client, GRID, clock).person(OPERATOR, OTHER_TEAM)

    assert found == OPERATES
    assert asked(slack) == [OPERATOR]


async def test_an_answer_is_kept_for_ten_minutes(
    slack: LocalSlack, people: SlackPeople, clock: FakeClock
) -> None:
    await people.person(OPERATOR, TEAM)
    slack.people[OPERATOR].is_restricted = True
    clock.time += timedelta(minutes=10) - timedelta(microseconds=1)

    found = await people.person(OPERATOR, TEAM)

    assert found == OPERATES
    assert asked(slack) == [OPERATOR]


async def test_after_ten_minutes_slack_is_asked_again(
    slack: LocalSlack, people: SlackPeople, clock: FakeClock
) -> None:
    await people.person(OPERATOR, TEAM)
    slack.people[OPERATOR].is_restricted = True
    clock.time += timedelta(minutes=10)

    found = await people.person(OPERATOR, TEAM)

    assert found == Person(Standing.GUEST, "Asia/Singapore", "en-US")
    assert asked(slack) == [OPERATOR, OPERATOR]


async def test_everybody_is_kept_apart(slack: LocalSlack, people: SlackPeople) -> None:
    await people.person(OPERATOR, TEAM)

    found = await people.person(GUEST, TEAM)

    assert found.standing is Standing.GUEST
    assert asked(slack) == [OPERATOR, GUEST]


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (ApiError("user_not_found"), "user_not_found"),
        (ApiError("missing_scope"), "missing_scope"),
        (ApiError("token_revoked"), "token_revoked"),
        (RateLimited(1), "ratelimited"),
        (ServerError(500), "SlackApiError"),
        (ServerError(503), None),
        (ResetBefore(), None),
    ],
    ids=repr,
)
async def test_trouble_makes_somebody_unknown(
    slack: LocalSlack,
    once: AsyncWebClient,
    clock: FakeClock,
    fault: Fault,
    why: str | None,
) -> None:
    # aiohttp asks once more by itself when a connection breaks.
    slack.faults.next("users.info", fault, times=2)
    people = SlackPeople(once, HOME, clock)

    with capture_logs() as logs:
        found = await people.person(OPERATOR, TEAM)

    assert found == NOBODY_KNOWS
    assert [(log["event"], log["user"]) for log in logs] == [
        ("person_not_knowable", OPERATOR)
    ]
    assert why is None or logs[0]["why"] == why
    assert TOKEN not in str(logs)


async def test_who_cannot_be_asked_about_in_time_is_unknown(
    slack: LocalSlack, hasty: aiohttp.ClientSession, clock: FakeClock
) -> None:
    slack.faults.next("users.info", Hang())
    people = SlackPeople(web_client(slack.api_url, TOKEN, hasty), HOME, clock)

    with capture_logs() as logs:
        found = await people.person(OPERATOR, TEAM)

    assert found == NOBODY_KNOWS
    assert [log["why"] for log in logs] == ["TimeoutError"]


async def test_trouble_is_not_kept(
    slack: LocalSlack, once: AsyncWebClient, clock: FakeClock
) -> None:
    slack.faults.next("users.info", ServerError(500))
    people = SlackPeople(once, HOME, clock)
    await people.person(OPERATOR, TEAM)

    found = await people.person(OPERATOR, TEAM)

    assert found == OPERATES


async def test_an_old_answer_is_not_used_in_trouble(
    slack: LocalSlack, once: AsyncWebClient, clock: FakeClock
) -> None:
    people = SlackPeople(once, HOME, clock)
    await people.person(OPERATOR, TEAM)
    clock.time += timedelta(minutes=10)
    slack.faults.next("users.info", ServerError(500))

    assert await people.person(OPERATOR, TEAM) == NOBODY_KNOWS


class Directory(AsyncWebClient):
    """Answers `users.info` from memory, with whatever it is given."""

    def __init__(self, user: object = None) -> None:
        super().__init__(token=TOKEN)
        self.user = user
        self.asked: list[str] = []

    async def users_info(self, *, user: str, **_: Any) -> AsyncSlackResponse:  # noqa: ANN401  as the SDK has it
        self.asked.append(user)
        await asyncio.sleep(0)
        return AsyncSlackResponse(
            client=self,
            http_verb="POST",
            api_url="",
            req_args={},
            data={"ok": True, "user": self.user},
            headers={},
            status_code=200,
        )


@pytest.mark.parametrize("user", [None, [], "U1", 0, {}], ids=repr)
async def test_an_answer_without_a_user_makes_somebody_unknown(user: object) -> None:
    directory = Directory(user)
    people = SlackPeople(directory, HOME, FakeClock())
    await people.person("U1", TEAM)

    found = await people.person("U1", TEAM)

    assert found == NOBODY_KNOWS
    assert directory.asked == ["U1", "U1"]


@pytest.mark.parametrize(
    ("zone", "kept"), [(None, ""), ("", ""), ("Asia/Tokyo", "Asia/Tokyo"), (8, "8")]
)
async def test_a_zone_may_be_missing(zone: object, kept: str) -> None:
    directory = Directory({"team_id": TEAM, "tz": zone})
    people = SlackPeople(directory, HOME, FakeClock())

    assert await people.person("U1", TEAM) == Person(Standing.MEMBER, kept)


async def test_of_very_many_people_the_oldest_are_forgotten() -> None:
    directory = Directory({"team_id": TEAM})
    people = SlackPeople(directory, HOME, FakeClock())
    for number in range(10_001):
        await people.person(f"U{number}", TEAM)
    directory.asked.clear()

    for user in ("U1", "U10000", "U0"):
        await people.person(user, TEAM)

    assert directory.asked == ["U0"]


async def test_who_was_asked_about_again_is_not_the_oldest() -> None:
    directory, clock = Directory({"team_id": TEAM}), FakeClock()
    people = SlackPeople(directory, HOME, clock)
    for number in range(10_000):
        await people.person(f"U{number}", TEAM)
    clock.time += timedelta(minutes=10)
    await people.person("U0", TEAM)
    await people.person("UNEW", TEAM)
    directory.asked.clear()

    await people.person("U0", TEAM)

    assert directory.asked == []


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ({}, Standing.UNKNOWN),
        ({"team_id": ""}, Standing.UNKNOWN),
        ({"team_id": None}, Standing.UNKNOWN),
        ({"team_id": TEAM}, Standing.MEMBER),
        ({"team_id": OTHER_TEAM}, Standing.EXTERNAL),
        ({"team_id": TEAM, "is_stranger": True}, Standing.EXTERNAL),
        ({"team_id": TEAM, "is_restricted": True}, Standing.GUEST),
        ({"team_id": TEAM, "is_ultra_restricted": True}, Standing.GUEST),
        ({"team_id": TEAM, "is_bot": True}, Standing.BOT),
        ({"team_id": TEAM, "id": "USLACKBOT"}, Standing.BOT),
        ({"team_id": TEAM, "deleted": True}, Standing.DEACTIVATED),
        (
            {"deleted": True, "is_bot": True, "is_restricted": True},
            Standing.DEACTIVATED,
        ),
        ({"is_bot": True, "is_restricted": True}, Standing.BOT),
        ({"is_restricted": True}, Standing.GUEST),
        ({"team_id": OTHER_TEAM, "is_restricted": True}, Standing.GUEST),
        (
            {"team_id": OTHER_TEAM, "enterprise_user": {"enterprise_id": "E0ORG"}},
            Standing.EXTERNAL,
        ),
        (
            {"team_id": OTHER_TEAM, "enterprise_user": {"enterprise_id": ""}},
            Standing.EXTERNAL,
        ),
    ],
    ids=str,
)
def test_a_profile_gives_a_standing(
    profile: dict[str, object], expected: Standing
) -> None:
    assert standing(profile, HOME) is expected


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (
            {"team_id": OTHER_TEAM, "enterprise_user": {"enterprise_id": "E0ORG"}},
            Standing.MEMBER,
        ),
        (
            {"team_id": OTHER_TEAM, "enterprise_user": {"enterprise_id": "E0OTHER"}},
            Standing.EXTERNAL,
        ),
        ({"team_id": OTHER_TEAM, "enterprise_user": {}}, Standing.EXTERNAL),
        ({"team_id": OTHER_TEAM, "enterprise_user": None}, Standing.EXTERNAL),
        ({"team_id": OTHER_TEAM, "enterprise_user": "E0ORG"}, Standing.EXTERNAL),
        ({"team_id": OTHER_TEAM}, Standing.EXTERNAL),
        ({"team_id": TEAM}, Standing.MEMBER),
        (
            {
                "team_id": OTHER_TEAM,
                "is_stranger": True,
                "enterprise_user": {"enterprise_id": "E0ORG"},
            },
            Standing.EXTERNAL,
        ),
        (
            {
                "team_id": OTHER_TEAM,
                "is_restricted": True,
                "enterprise_user": {"enterprise_id": "E0ORG"},
            },
            Standing.GUEST,
        ),
    ],
    ids=str,
)
def test_in_an_organisation_its_people_are_members(
    profile: dict[str, object], expected: Standing
) -> None:
    assert standing(profile, GRID) is expected


async def test_one_person_is_asked_for_once_however_many_wait(
    slack: LocalSlack, people: SlackPeople
) -> None:
    found = await asyncio.gather(*(people.person(OPERATOR, TEAM) for _ in range(90)))

    assert found == [OPERATES] * 90
    assert asked(slack) == [OPERATOR]
