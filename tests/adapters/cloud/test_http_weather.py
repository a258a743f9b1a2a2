import ssl
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from bot.adapters.cloud.auth import AccessKeyAuth
from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.pace import Pace
from bot.adapters.cloud.script import ScriptSource
from bot.adapters.cloud.transport import http_client, project_headers
from bot.adapters.http_session import Outbound
from bot.domain.executions import Outcome
from bot.errors import (
    BotError,
    NotFoundError,
    SourceRejectedError,
    SourceUnavailableError,
)
from bot.playground.cloud import (
    Body,
    CutJson,
    Drip,
    Fault,
    Hang,
    Html,
    Reset,
    SimulatedCloud,
    Slow,
    Status,
    Truncated,
    WrongTypes,
)
from tests.adapters.cloud.samples import (
    ACCESS_KEY,
    HUNG_UP,
    NONE_SUCH,
    NOT_ALLOWED,
    PROJECT,
    RECORD,
    SECRET_KEY,
    UNREADABLE,
    W7,
)
from tests.fakes import FakeClock

TOO_SLOW = "prod did not answer within 0.15 s. Ask again in a minute."
THROTTLED = "prod gets too many requests right now. Ask again in"
REFUSED = (
    "prod refused this bot's credentials (401 APIGW.0301). Whoever runs this bot has "
    "to check them; asking again will not help."
)


def its_own(named: str) -> str:
    return f"prod has a problem of its own ({named}). Ask again in a few minutes."


NO_ENDPOINT = (
    "prod has no such endpoint. Whoever runs this bot has to check the cloud's region "
    "and endpoints in its settings."
)


def not_taken(named: str) -> str:
    return f"prod did not take the question ({named}). Check the id; if it is right, tell whoever runs this bot."


@pytest.fixture
async def cloud(clock: FakeClock) -> AsyncIterator[SimulatedCloud]:
    async with SimulatedCloud(
        access_key=ACCESS_KEY,
        secret_key=SECRET_KEY,
        project_id=PROJECT,
        records={RECORD: W7},
        now=clock.now,
    ) as running:
        yield running


@pytest.fixture
async def http(
    cloud: SimulatedCloud, clock: FakeClock
) -> AsyncIterator[httpx.AsyncClient]:
    auth = AccessKeyAuth(
        access_key=ACCESS_KEY, secret_key=SECRET_KEY, security_token="", clock=clock
    )
    out = Outbound(ssl.create_default_context(), proxy=None, trust_env=False)
    async with http_client(cloud.url, project_headers(PROJECT), auth, out) as running:
        yield running


def asking(http: httpx.AsyncClient, clock: FakeClock, timeout: float) -> ScriptSource:
    client = CloudClient(
        http, Credential("key", clock), pace=Pace(50, clock), timeout=timeout
    )
    return ScriptSource(client, cloud="prod", project_id=PROJECT)


@pytest.fixture
def source(http: httpx.AsyncClient, clock: FakeClock) -> ScriptSource:
    return asking(http, clock, timeout=5)


@pytest.fixture
def hasty(http: httpx.AsyncClient, clock: FakeClock) -> ScriptSource:
    return asking(http, clock, timeout=0.15)


async def refusal(source: ScriptSource) -> tuple[type[BotError], str]:
    with pytest.raises(BotError) as caught:
        await source.find(RECORD)
    return type(caught.value), str(caught.value)


@pytest.mark.parametrize(
    ("fault", "kind", "sentence"),
    [
        (Reset(), SourceUnavailableError, HUNG_UP),
        (Truncated(), SourceUnavailableError, HUNG_UP),
        (Html(), SourceRejectedError, UNREADABLE),
        (Html(502), SourceUnavailableError, its_own("502")),
        (Html(403), SourceRejectedError, NOT_ALLOWED),
        (Html(404), SourceRejectedError, NO_ENDPOINT),
        (CutJson(), SourceRejectedError, UNREADABLE),
        (WrongTypes([W7]), SourceRejectedError, UNREADABLE),
        (WrongTypes("FAILED"), SourceRejectedError, UNREADABLE),
        (WrongTypes(None), SourceRejectedError, UNREADABLE),
        (Body({}), SourceRejectedError, UNREADABLE),
        (
            Body({"error_code": "WKS.1", "error_msg": "m"}),
            SourceRejectedError,
            not_taken("200 WKS.1"),
        ),
        (Status(200, "no json"), SourceRejectedError, UNREADABLE),
        (Status(204, ""), SourceRejectedError, not_taken("204")),
        (
            Status(302, {}, {"Location": "/elsewhere"}),
            SourceRejectedError,
            not_taken("302"),
        ),
        (Status(400), SourceRejectedError, not_taken("400 WKS.xxxx")),
        (Status(401), SourceRejectedError, REFUSED),
        (Status(403), SourceRejectedError, NOT_ALLOWED),
        (Status(404), NotFoundError, NONE_SUCH),
        (Status(405), SourceRejectedError, not_taken("405 WKS.xxxx")),
        (Status(409), SourceUnavailableError, its_own("409 WKS.xxxx")),
        (Status(429), SourceUnavailableError, f"{THROTTLED} 1 s."),
        (
            Status(429, None, {"Retry-After": "30"}),
            SourceUnavailableError,
            f"{THROTTLED} 30 s.",
        ),
        (Status(500), SourceUnavailableError, its_own("500 WKS.00000003")),
        (Status(503), SourceUnavailableError, its_own("503 WKS.00129901")),
        (Status(504, "upstream"), SourceUnavailableError, its_own("504")),
    ],
    ids=repr,
)
async def test_bad_weather_becomes_one_clear_sentence(
    cloud: SimulatedCloud,
    source: ScriptSource,
    fault: Fault,
    kind: type[BotError],
    sentence: str,
) -> None:
    cloud.faults.always(fault)

    assert await refusal(source) == (kind, sentence)


TARDY = pytest.mark.parametrize("fault", [Hang(), Slow(5), Drip(0.02)], ids=repr)


@TARDY
async def test_a_cloud_that_takes_too_long_is_not_waited_for(
    cloud: SimulatedCloud, hasty: ScriptSource, fault: Fault
) -> None:
    cloud.faults.always(fault)

    assert await refusal(hasty) == (SourceUnavailableError, TOO_SLOW)
    assert len(cloud.requests) == 1


@TARDY
async def test_after_a_time_out_the_next_question_is_answered(
    cloud: SimulatedCloud, hasty: ScriptSource, source: ScriptSource, fault: Fault
) -> None:
    cloud.faults.next(fault)
    await refusal(hasty)

    found = await source.find(RECORD)

    assert found.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    "fault", [Reset(), Truncated(), Html(502), Status(429)], ids=repr
)
async def test_after_bad_weather_the_next_question_is_answered(
    cloud: SimulatedCloud, source: ScriptSource, fault: Fault
) -> None:
    cloud.faults.always(fault)
    await refusal(source)
    cloud.faults.always(None)

    found = await source.find(RECORD)

    assert found.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    "fault",
    [
        Status(400),
        Status(403),
        Status(404),
        Status(409),
        Status(501),
        Status(429, None, {"Retry-After": "16"}),
        Truncated(),
        CutJson(),
    ],
    ids=repr,
)
async def test_what_will_not_pass_is_asked_about_once(
    cloud: SimulatedCloud, source: ScriptSource, fault: Fault
) -> None:
    cloud.faults.always(fault)

    await refusal(source)

    assert len(cloud.requests) == 1


@pytest.mark.parametrize(
    "fault", [Html(502), Status(500), Status(503), Status(504), Status(429)], ids=repr
)
async def test_what_may_pass_is_asked_about_three_times(
    cloud: SimulatedCloud, source: ScriptSource, fault: Fault
) -> None:
    cloud.faults.always(fault)

    await refusal(source)

    assert len(cloud.requests) == 3


@pytest.mark.parametrize(
    "fault", [Html(502), Status(500), Status(429), Reset()], ids=repr
)
async def test_what_has_passed_is_not_told(
    cloud: SimulatedCloud, source: ScriptSource, fault: Fault
) -> None:
    cloud.faults.next(fault, times=2)

    found = await source.find(RECORD)

    assert found.outcome is Outcome.FAILED
    assert len(cloud.requests) == 3


async def test_a_pause_that_the_cloud_asks_for_is_kept(
    cloud: SimulatedCloud, source: ScriptSource
) -> None:
    cloud.faults.next(Status(429, None, {"Retry-After": "7"}))

    await source.find(RECORD)

    first, second = (request.at for request in cloud.requests)
    assert second - first >= timedelta(seconds=7)


async def test_a_question_that_was_hung_up_on_is_asked_once_more(
    cloud: SimulatedCloud, source: ScriptSource
) -> None:
    cloud.faults.next(Reset())

    found = await source.find(RECORD)

    assert found.outcome is Outcome.FAILED
    assert len(cloud.requests) == 2


async def test_a_nearby_answer_is_signed_and_read(
    cloud: SimulatedCloud, source: ScriptSource
) -> None:
    await source.find(RECORD)

    (request,) = cloud.requests
    assert (request.path, request.query, request.status) == (
        f"/v2/{PROJECT}/script-execution-records/{RECORD}",
        "",
        200,
    )


async def test_a_cloud_that_is_not_there_may_come_back(
    cloud: SimulatedCloud, source: ScriptSource
) -> None:
    await cloud.__aexit__(None, None, None)

    assert await refusal(source) == (SourceUnavailableError, HUNG_UP)


async def test_a_refused_key_is_not_sent_until_it_would_be_locked(
    cloud: SimulatedCloud, source: ScriptSource
) -> None:
    cloud.faults.always(Status(401))

    refusals = [(await refusal(source))[0] for _ in range(6)]

    assert refusals == [SourceRejectedError] * 6
    assert len(cloud.requests) == 1
