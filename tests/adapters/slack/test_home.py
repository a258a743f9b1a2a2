import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
import stamina
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from structlog.testing import capture_logs

from bot.adapters.slack.client import web_client
from bot.adapters.slack.home import Identity, SlackHome, SlackUnreachableError
from bot.errors import ConfigurationError
from bot.playground.slack import (
    BOT,
    BOT_USER,
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

TOKEN = "xoxb-playground"
HOME = Identity(workspace=TEAM, organisation="", user=BOT_USER, bot=BOT)
TROUBLE = [
    ApiError("internal_error"),
    ApiError("team_added_to_org"),
    RateLimited(1),
    ServerError(500),
    ServerError(502),
    ResetBefore(),
]


@pytest.fixture(autouse=True)
def _hurry() -> Iterator[None]:
    """Retries come at once, and at most five times."""
    with stamina.set_testing(True, attempts=5):
        yield


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(signing_secret="s", bot_token=TOKEN, scopes=[]) as running:
        yield running


@pytest.fixture
def home(
    slack: LocalSlack, session: aiohttp.ClientSession, clock: FakeClock
) -> SlackHome:
    """Asks through a client that does not wait and try again by itself."""
    client = web_client(slack.api_url, TOKEN, session)
    client.retry_handlers.clear()
    return SlackHome(client, clock)


class Teller(AsyncWebClient):
    """Answers `auth.test` from memory."""

    def __init__(self, **answer: object) -> None:
        super().__init__(token=TOKEN)
        self.answer = {"ok": True, **answer}

    async def auth_test(self, **_: Any) -> AsyncSlackResponse:  # noqa: ANN401  as the SDK has it
        return AsyncSlackResponse(
            client=self,
            http_verb="POST",
            api_url="",
            req_args={},
            data=self.answer,
            headers={},
            status_code=200,
        )


async def test_slack_says_who_we_are(home: SlackHome) -> None:
    assert await home.identity() == HOME


@pytest.mark.parametrize(
    ("answer", "organisation", "bot"),
    [
        ({"enterprise_id": "E0ORG", "bot_id": "B1"}, "E0ORG", "B1"),
        ({"enterprise_id": None, "bot_id": None}, "", ""),
        ({}, "", ""),
    ],
    ids=["grid", "nulls", "missing"],
)
async def test_an_organisation_and_a_bot_may_be_missing(
    answer: dict[str, object], organisation: str, bot: str, clock: FakeClock
) -> None:
    teller = Teller(team_id="T1", user_id="U1", **answer)

    found = await SlackHome(teller, clock).identity()

    assert found == Identity("T1", organisation, "U1", bot)


@pytest.mark.parametrize("missing", ["team_id", "user_id"])
async def test_an_answer_that_does_not_say_who_we_are_is_none(
    missing: str, clock: FakeClock
) -> None:
    whole = {"team_id": "T1", "user_id": "U1"}
    answer = {key: value for key, value in whole.items() if key != missing}

    with pytest.raises(SlackUnreachableError):
        await SlackHome(Teller(**answer), clock).identity()


@pytest.mark.parametrize("fault", TROUBLE, ids=repr)
async def test_slack_is_asked_until_it_answers(
    slack: LocalSlack, home: SlackHome, fault: Fault
) -> None:
    slack.faults.next("auth.test", fault, times=3)

    with capture_logs() as logs:
        found = await home.identity()

    assert found == HOME
    assert len(slack.calls) == 4
    unreachable = [log for log in logs if log["event"] == "slack_unreachable"]
    assert len(unreachable) == 3
    assert TOKEN not in str(logs)


async def test_the_log_says_why_slack_was_not_reached(
    slack: LocalSlack, home: SlackHome
) -> None:
    slack.faults.next("auth.test", ApiError("internal_error"))

    with capture_logs() as logs:
        await home.reached()

    assert logs == [
        {
            "event": "slack_unreachable",
            "why": "internal_error",
            "log_level": "warning",
        }
    ]


@pytest.mark.parametrize(
    "code",
    [
        "account_inactive",
        "invalid_auth",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    ],
)
async def test_a_token_that_slack_does_not_take_is_a_setting_to_change(
    slack: LocalSlack, home: SlackHome, code: str
) -> None:
    slack.faults.next("auth.test", ApiError(code))

    with pytest.raises(ConfigurationError) as caught:
        await home.identity()

    assert (caught.value.key, str(caught.value)) == (
        "SLACK_BOT_TOKEN",
        f"SLACK_BOT_TOKEN: Slack does not take it ({code})",
    )
    assert len(slack.calls) == 1


async def test_a_wrong_token_is_a_setting_to_change(
    slack: LocalSlack, session: aiohttp.ClientSession, clock: FakeClock
) -> None:
    client = web_client(slack.api_url, "xoxb-wrong", session)

    with pytest.raises(ConfigurationError, match="invalid_auth"):
        await SlackHome(client, clock).identity()


async def test_the_environments_proxy_is_left_to_the_session(
    slack: LocalSlack,
    session: aiohttp.ClientSession,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    client = web_client(slack.api_url, TOKEN, session)

    assert await SlackHome(client, clock).identity() == HOME


async def test_slack_is_reached(home: SlackHome) -> None:
    assert await home.reached() is True


@pytest.mark.parametrize("fault", [*TROUBLE, ApiError("token_revoked")], ids=repr)
async def test_slack_is_not_reached(
    slack: LocalSlack, home: SlackHome, fault: Fault
) -> None:
    slack.faults.next("auth.test", fault)

    assert await home.reached() is False
    assert len(slack.calls) == 1


async def test_a_slack_that_does_not_answer_in_time_is_not_reached(
    slack: LocalSlack, hasty: aiohttp.ClientSession, clock: FakeClock
) -> None:
    slack.faults.next("auth.test", Hang())
    home = SlackHome(web_client(slack.api_url, TOKEN, hasty), clock)

    assert await home.reached() is False


async def test_an_answer_holds_for_half_a_minute(
    slack: LocalSlack, home: SlackHome, clock: FakeClock
) -> None:
    await home.reached()
    slack.faults.next("auth.test", ServerError(500))
    clock.time += timedelta(seconds=30) - timedelta(microseconds=1)

    found = await home.reached()

    assert found is True
    assert len(slack.calls) == 1


async def test_trouble_holds_for_half_a_minute_too(
    slack: LocalSlack, home: SlackHome, clock: FakeClock
) -> None:
    slack.faults.next("auth.test", ServerError(500))
    await home.reached()
    clock.time += timedelta(seconds=29)

    found = await home.reached()

    assert found is False
    assert len(slack.calls) == 1


async def test_after_half_a_minute_slack_is_asked_again(
    slack: LocalSlack, home: SlackHome, clock: FakeClock
) -> None:
    slack.faults.next("auth.test", ServerError(500))
    await home.reached()
    clock.time += timedelta(seconds=30)

    assert await home.reached() is True


async def test_many_who_want_to_know_ask_once(
    slack: LocalSlack, home: SlackHome
) -> None:
    found = await asyncio.gather(*(home.reached() for _ in range(5)))

    assert found == [True] * 5
    assert len(slack.calls) == 1
