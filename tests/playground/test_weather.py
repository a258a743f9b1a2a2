"""The panel's controls: each does what it says to a real request, and clear ends it."""

import asyncio
import time

import pytest
from aiohttp import ClientSession

from bot.playground.cloud import Fleet, Said, SimulatedCloud, Weather
from tests.playground.hand_clock import HandClock
from tests.playground.signer import PROJECT, Caller

PATHS = {
    "task": "/v2/{}/scheduled-tasks?limit=1&offset=0",
    "script": "/v2/{}/script-execution-tasks",
    "pool": "/v2/{}/desktop-pools",
    "order": "/v1/job/script/orders",
    "app": "/v1/{}/schedule-task",
}


@pytest.fixture
def ask(cloud: SimulatedCloud, http: ClientSession, clock: HandClock) -> Caller:
    return Caller(cloud, http, clock)


@pytest.fixture
def weather(cloud: SimulatedCloud) -> Weather:
    cloud.live(Fleet(2, 8), speed=60)
    return Weather(cloud)


async def statuses(ask: Caller) -> dict[str, int]:
    return {source: (await ask(path)).status for source, path in PATHS.items()}


def on(weather: Weather) -> set[str]:
    return {control.id for control in weather.controls() if control.on}


def test_every_control_says_what_it_does(weather: Weather) -> None:
    controls = weather.controls()

    assert {control.id: control.kind for control in controls} == {
        "latency": "switch",
        "status-429": "switch",
        "status-503": "switch",
        "hang": "switch",
        "down/script": "switch",
        "down/task": "switch",
        "down/pool": "switch",
        "down/order": "switch",
        "down/app": "switch",
        "expire-tokens": "once",
        "burst": "once",
        "clear": "once",
    }
    assert all(control.label and control.hint for control in controls)
    assert on(weather) == set()


@pytest.mark.parametrize("status", [429, 503])
async def test_every_answer_can_be_an_error(
    ask: Caller, weather: Weather, clock: HandClock, status: int
) -> None:
    said = weather.set(f"status-{status}", on=True, now=clock())

    assert set((await statuses(ask)).values()) == {status}
    assert on(weather) == {f"status-{status}"}
    assert str(status) in said.sentence

    weather.set("clear", on=True, now=clock())

    assert set((await statuses(ask)).values()) == {200}
    assert on(weather) == set()


async def test_too_many_requests_are_refused_as_the_cloud_does(
    ask: Caller, weather: Weather, clock: HandClock
) -> None:
    weather.set("status-429", on=True, now=clock())

    heard = await ask(PATHS["pool"])

    assert heard.body["error_code"] == "APIGW.0308"
    assert "limit:10,time:1 second" in heard.body["error_msg"]


async def test_answers_can_be_late(
    ask: Caller, weather: Weather, clock: HandClock
) -> None:
    weather.set("latency", on=True, now=clock())

    began = time.monotonic()
    heard = await ask(PATHS["pool"])

    assert heard.status == 200
    assert 2.9 < time.monotonic() - began < 8


async def test_answers_can_stay_away(
    ask: Caller, weather: Weather, clock: HandClock
) -> None:
    weather.set("hang", on=True, now=clock())

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(ask(PATHS["pool"]), 0.3)
    weather.set("hang", on=False, now=clock())

    assert (await ask(PATHS["pool"])).status == 200


@pytest.mark.parametrize("source", PATHS)
async def test_a_source_can_be_down_alone(
    ask: Caller, weather: Weather, clock: HandClock, source: str
) -> None:
    weather.set(f"down/{source}", on=True, now=clock())

    heard = await statuses(ask)
    weather.set(f"down/{source}", on=False, now=clock())

    assert heard == {each: 503 if each == source else 200 for each in PATHS}
    assert set((await statuses(ask)).values()) == {200}


async def test_sources_add_up_and_whole_weather_does_not(
    ask: Caller, weather: Weather, clock: HandClock
) -> None:
    for control in ("down/pool", "status-429", "down/app", "latency", "status-503"):
        weather.set(control, on=True, now=clock())

    assert on(weather) == {"down/pool", "down/app", "status-503"}

    ended = weather.set("status-503", on=False, now=clock())

    assert ended == Said("Still down: app, pool.")
    assert await statuses(ask) == {
        "task": 200,
        "script": 200,
        "pool": 503,
        "order": 200,
        "app": 503,
    }

    weather.set("latency", on=False, now=clock())
    cleared = weather.set("clear", on=False, now=clock())

    assert cleared == Said("The cloud answers as it should again.")
    assert set((await statuses(ask)).values()) == {200}


async def test_switching_off_what_is_off_leaves_the_rest(
    ask: Caller, weather: Weather, clock: HandClock
) -> None:
    weather.set("status-503", on=True, now=clock())

    said = weather.set("hang", on=False, now=clock())

    assert said == Said("The cloud now answers every request with 503.")
    assert on(weather) == {"status-503"}
    assert (await ask(PATHS["pool"])).status == 503


async def test_tokens_expire(
    ask: Caller, cloud: SimulatedCloud, weather: Weather, clock: HandClock
) -> None:
    token = await _token(ask)
    before = await _with_token(ask, token)

    weather.set("expire-tokens", on=True, now=clock())

    assert (before, await _with_token(ask, token)) == (200, 401)
    assert await _with_token(ask, await _token(ask)) == 200
    assert on(weather) == set()
    assert cloud.agency.issue_key().ends is not None


async def test_a_thousand_desktops_fail_at_once(
    ask: Caller, weather: Weather, clock: HandClock
) -> None:
    clock.advance(minutes=5)

    said = weather.set("burst", on=True, now=clock())

    assert said.command is not None
    task, record = said.command.removeprefix("/runs task ").split()
    path = f"/v2/{{}}/scheduled-tasks/{task}/records/{record}"
    heard = await ask(path, offset=900, limit=100)
    rows = heard.body["tasks_records_details"]
    assert heard.body["total_count"] == 1_000
    assert [row["exec_status"] for row in rows] == ["FAIL"] * 100
    assert said.sentence == "1,000 desktops have just failed at once."


@pytest.mark.parametrize("unknown", ["", "rain", "down/", "down/sky", "latency "])
def test_there_is_no_other_weather(
    weather: Weather, clock: HandClock, unknown: str
) -> None:
    with pytest.raises(KeyError):
        weather.set(unknown, on=True, now=clock())


def test_a_cloud_that_stands_still_has_no_bursts(
    cloud: SimulatedCloud, clock: HandClock
) -> None:
    weather = Weather(cloud)

    assert "burst" not in {control.id for control in weather.controls()}
    with pytest.raises(KeyError):
        weather.set("burst", on=True, now=clock())


async def _token(ask: Caller) -> str:
    """A token of the user, as IAM gives it."""
    user = {"name": "slack-bot", "password": "demo-password"}
    identity = {
        "methods": ["password"],
        "password": {"user": {**user, "domain": {"name": "example-account"}}},
    }
    scope = {"project": {"id": PROJECT}}
    async with ask.http.post(
        f"{ask.cloud.url}/v3/auth/tokens",
        json={"auth": {"identity": identity, "scope": scope}},
    ) as response:
        assert response.status == 201, await response.text()
        return response.headers["X-Subject-Token"]


async def _with_token(ask: Caller, token: str) -> int:
    url = ask.url(PATHS["pool"])
    return (await ask.send("GET", url, {"x-auth-token": token})).status
