"""Every way to sign in, through Slack: once for all, renewed once, and never told."""

import asyncio
from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
import structlog

from bot.playground.cloud import Status, world
from bot.playground.slack import OPERATOR
from tests.journeys.reading import first_line
from tests.journeys.town import PASSWORD, SECRET_KEY, Town, simulated, town_of

Log = list[MutableMapping[str, Any]]

# Made up, and good for nothing but the servers of one test.
TOKEN = "MIIjourneystatictoken"
SECURITY_TOKEN = "journey-security-token"
LOGIN = {
    "auth": "password",
    "username": "slack-bot",
    "password": PASSWORD,
    "domain": "example-account",
}
EVERY_SOURCE = [
    pytest.param(f"script {world.FAILED}", id="script"),
    pytest.param(f"task {world.TASK} {world.TASK_RUN}", id="task"),
    pytest.param(f"pool {world.POOL_TASK}", id="pool"),
    pytest.param(f"order {world.ORDER_FINISHED}", id="order"),
    pytest.param(f"app {world.APP_RUN}", id="app"),
]


@pytest.fixture
def log() -> Iterator[Log]:
    """Everything that was logged, before anything is masked."""
    with structlog.testing.capture_logs() as entries:
        yield entries


async def ten_at_once(town: Town, typed: str) -> list[str]:
    """The first lines of ten answers to one question."""
    asking = (town.slack.command(user=OPERATOR, text=typed) for _ in range(10))
    deliveries = await asyncio.gather(*asking)
    posts = [await delivery.post() for delivery in deliveries]
    return [first_line(post.message["text"]) for post in posts]


def told(town: Town, log: Log) -> str:
    """All that anybody could read: messages, acks, the log."""
    assert "question" in {entry["event"] for entry in log}
    return f"{town.slack.posts}{town.slack.deliveries}{town.slack.presses}{log}"


def sent(town: Town, *names: str) -> set[str]:
    """What the bot sent in these headers, as far as it is secret."""
    headers = (one.headers for one in town.cloud.requests)
    return {each[name] for each in headers for name in names if name in each}


@pytest.mark.parametrize("typed", EVERY_SOURCE)
async def test_a_password_is_changed_for_one_token_whoever_waits(
    log: Log, typed: str
) -> None:
    async with town_of(sign_in=LOGIN) as town:
        said = await ten_at_once(town, typed)

        assert {line[:8] for line in said} == {"✖ Failed"}
        assert len(town.asked("I1")) == 1
        secret = {PASSWORD, *sent(town, "x-auth-token")}
        assert len(secret) == 2
        assert not [one for one in secret if one in told(town, log)]


@pytest.mark.parametrize("typed", EVERY_SOURCE)
async def test_a_token_that_the_cloud_ended_is_renewed_once(
    log: Log, typed: str
) -> None:
    async with town_of(sign_in=LOGIN) as town:
        await town.ask(typed)
        town.cloud.expire_tokens()

        said = await ten_at_once(town, typed)

        assert {line[:8] for line in said} == {"✖ Failed"}
        assert len(town.asked("I1")) == 2
        assert not [one for one in sent(town, "x-auth-token") if one in told(town, log)]


@pytest.mark.parametrize("typed", EVERY_SOURCE)
async def test_a_wrong_password_is_one_sentence_and_no_second_try(
    log: Log, typed: str
) -> None:
    wrong = {**LOGIN, "password": "not-the-password"}
    async with town_of(sign_in=wrong) as town:
        first = await town.answer(typed)
        again = await town.answer(typed)

        assert first.startswith(
            "prod could not be asked: IAM refused this bot's sign-in (401). "
        )
        assert again.startswith("prod was not asked: its credentials were refused")
        assert [one.endpoint for one in town.cloud.requests] == ["I1"]
        assert "not-the-password" not in told(town, log)


async def test_iam_in_trouble_is_told_and_asked_again_by_the_next(log: Log) -> None:
    async with town_of(sign_in=LOGIN) as town:
        town.cloud.faults.at("I1").next(Status(503), 3)
        first = await town.answer(f"script {world.FAILED}")
        await asyncio.sleep(1)  # for so long nobody asks IAM again
        again = await town.answer(f"script {world.FAILED}")

        assert first.startswith("prod could not be asked: IAM has a problem of its own")
        assert again.startswith("✖ Failed")
        assert PASSWORD not in told(town, log)


async def test_a_renewal_that_iam_refuses_is_one_sentence(log: Log) -> None:
    async with town_of(sign_in=LOGIN) as town:
        await town.ask(f"script {world.FAILED}")
        town.cloud.expire_tokens()
        town.cloud.identity.password = "changed-meanwhile"

        said = await ten_at_once(town, f"script {world.FAILED}")
        after = await town.answer(f"script {world.FAILED}")

        assert {line[:23] for line in said} <= {
            "prod could not be asked",
            "prod was not asked: its",
        }
        assert after.startswith("prod was not asked: its credentials were refused")
        assert len(town.asked("I1")) == 2
        assert PASSWORD not in told(town, log)


@pytest.mark.parametrize("typed", EVERY_SOURCE)
async def test_a_token_of_the_settings_is_sent_as_it_is(log: Log, typed: str) -> None:
    cloud = simulated(token=TOKEN)
    async with town_of(cloud=cloud, sign_in={"auth": "token", "token": TOKEN}) as town:
        said = await town.answer(typed)

        assert said.startswith("✖ Failed")
        assert sent(town, "x-auth-token") == {TOKEN}
        assert TOKEN not in told(town, log)


async def test_a_wrong_token_of_the_settings_is_one_sentence(log: Log) -> None:
    async with town_of(sign_in={"auth": "token", "token": TOKEN}) as town:
        first = await town.answer(f"script {world.FAILED}")
        await town.ask(f"script {world.FAILED}")

        assert first.startswith("prod refused this bot's credentials (401 APIGW.0301).")
        assert len(town.cloud.requests) == 1
        assert TOKEN not in told(town, log)


@pytest.mark.parametrize("typed", EVERY_SOURCE)
@pytest.mark.parametrize("tokens", [True, False], ids=["new metadata", "old metadata"])
async def test_an_agency_is_asked_for_keys_once(
    log: Log, typed: str, *, tokens: bool
) -> None:
    cloud = simulated()
    cloud.metadata_tokens = tokens
    async with town_of(cloud=cloud, sign_in={"auth": "agency"}) as town:
        said = await ten_at_once(town, typed)

        keys = [one.method for one in town.asked() if one.path.endswith("securitykey")]
        assert {line[:8] for line in said} == {"✖ Failed"}
        assert keys == ["GET"]
        secret = sent(town, "x-security-token", "x-metadata-token")
        assert len(secret) == 1 + tokens
        assert not [one for one in secret if one in told(town, log)]


@pytest.mark.parametrize("typed", EVERY_SOURCE)
async def test_keys_that_the_cloud_ended_are_renewed_once(log: Log, typed: str) -> None:
    async with town_of(sign_in={"auth": "agency"}) as town:
        await town.ask(typed)
        town.cloud.expire_agency()

        said = await ten_at_once(town, typed)

        keys = [one.method for one in town.asked() if one.path.endswith("securitykey")]
        assert {line[:8] for line in said} == {"✖ Failed"}
        assert keys == ["GET", "GET"]
        assert not [
            one for one in sent(town, "x-security-token") if one in told(town, log)
        ]


async def test_a_machine_without_an_agency_is_one_sentence() -> None:
    async with town_of(sign_in={"auth": "agency"}) as town:
        town.cloud.faults.at("METADATA").always(Status(404))
        first = await town.answer(f"script {world.FAILED}")
        asked = len(town.cloud.requests)
        again = await town.answer(f"script {world.FAILED}")

        assert "has to check that the machine has an agency." in first
        assert again.startswith("prod was not asked: its credentials were refused")
        assert len(town.cloud.requests) == asked


@pytest.mark.parametrize("typed", EVERY_SOURCE)
async def test_a_security_token_goes_with_the_key(log: Log, typed: str) -> None:
    cloud = simulated(security_token=SECURITY_TOKEN)
    async with town_of(cloud=cloud, sign_in={"security_token": SECURITY_TOKEN}) as town:
        said = await town.answer(typed)

        assert said.startswith("✖ Failed")
        assert sent(town, "x-security-token") == {SECURITY_TOKEN}
        secrets = [SECURITY_TOKEN, SECRET_KEY]
        assert not [one for one in secrets if one in told(town, log)]


async def test_a_key_without_its_security_token_is_one_sentence() -> None:
    async with town_of(cloud=simulated(security_token=SECURITY_TOKEN)) as town:
        said = await town.answer(f"script {world.FAILED}")

        assert said.startswith("prod refused this bot's credentials (401 APIGW.0301).")
