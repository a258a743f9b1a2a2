"""The client and the pace, and the client and whoever signs it in."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.http import CloudClient
from bot.adapters.cloud.pace import Lane, Pace, Turn
from bot.adapters.cloud.signing_in import REFUSED_FOR
from bot.adapters.cloud.tokens import token_auth
from bot.errors import BotError, SourceRejectedError, SourceUnavailableError
from tests.adapters.cloud.queueing import HandClock
from tests.adapters.cloud.samples import ASKED, UNREADABLE
from tests.adapters.cloud.signing import Answering, issued, keystone, tokens_of
from tests.adapters.cloud.wire import settle
from tests.fakes import FakeClock

OK = httpx.Response(200, content=b"{}")
UNAUTHORIZED = httpx.Response(401, json={"error_code": "APIGW.0301", "error_msg": "m"})
REFUSED_BEFORE = (
    "prod was not asked: its credentials were refused less than 5 minutes ago. Whoever "
    "runs this bot has to check them."
)


def throttled(seconds: int) -> httpx.Response:
    return httpx.Response(429, headers={"Retry-After": str(seconds)})


def client(
    service: Answering,
    pace: Pace,
    *,
    auth: httpx.Auth | None = None,
    lane: Lane = Lane.PEOPLE,
    credential: Credential | None = None,
) -> CloudClient:
    known = credential or Credential("key", FakeClock())
    http = service.client(auth)
    return CloudClient(http, known, pace=pace, lane=lane, timeout=0.2)


async def ask(asking: CloudClient) -> object:
    return await asking.get(ASKED, "/x", parse=lambda body: body)


async def refusal(asking: CloudClient) -> tuple[type[BotError], str]:
    with pytest.raises(BotError) as caught:
        await ask(asking)
    return type(caught.value), str(caught.value)


def too_many(when: str) -> tuple[type[BotError], str]:
    said = f"prod gets too many requests right now. Ask again {when}."
    return SourceUnavailableError, said


async def test_every_attempt_takes_a_turn(clock: FakeClock) -> None:
    pace = Pace(10, clock)
    service = Answering(httpx.Response(500), httpx.Response(502), OK)

    await ask(client(service, pace))

    assert await pace.turn(Lane.PEOPLE) == Turn(4)


async def test_a_long_pause_is_told_to_whoever_asks_next(clock: FakeClock) -> None:
    service = Answering(throttled(45))
    asking = client(service, Pace(10, clock))
    first = await refusal(asking)
    await clock.sleep(5.5)

    second = await refusal(asking)

    assert (first, second) == (too_many("in 45 s"), too_many("in 40 s"))
    assert len(service.requests) == 1


async def test_the_error_says_when_to_come_back(clock: FakeClock) -> None:
    pace = Pace(10, clock)
    pace.throttled(Turn(1), 45)

    with pytest.raises(SourceUnavailableError) as caught:
        await ask(client(Answering(OK), pace))

    assert caught.value.retry_after == 45


async def test_sweeps_wait_where_people_do_not(clock: FakeClock) -> None:
    pace = Pace(10, clock)
    pace.throttled(Turn(1), 45)

    assert await ask(client(Answering(OK), pace, lane=Lane.SWEEPS)) == {}
    assert sum(clock.slept) >= 45


async def test_a_short_pause_is_waited_for(clock: FakeClock) -> None:
    service = Answering(throttled(9), OK)

    assert await ask(client(service, Pace(10, clock))) == {}
    assert sum(clock.slept) >= 9


async def test_a_cloud_that_throttles_for_ever_is_asked_three_times(
    clock: FakeClock,
) -> None:
    service = Answering(throttled(9))

    found = await refusal(client(service, Pace(10, clock)))

    assert (found, len(service.requests)) == (too_many("in 9 s"), 3)


@pytest.mark.parametrize(
    ("reply", "rate"),
    [
        (throttled(60), 2.5),
        (httpx.Response(200, content=b"no json"), 5.5),
        (httpx.Response(404), 5.5),
        (httpx.Response(500), 5.0),
        (httpx.ConnectError("x"), 5.0),
    ],
    ids=["429", "200", "404", "500", "unreachable"],
)
async def test_the_pace_learns_from_each_answer(
    clock: FakeClock, reply: httpx.Response | Exception, rate: float
) -> None:
    pace = Pace(10, clock)
    pace.throttled(await pace.turn(Lane.PEOPLE), 0)

    await refusal(client(Answering(reply), pace))

    assert pace.rate == rate


async def test_waiting_for_a_turn_is_not_the_cloud_s_time() -> None:
    hand = HandClock()
    pace = Pace(1, hand)
    await pace.turn(Lane.PEOPLE)
    asking = asyncio.create_task(ask(client(Answering(OK), pace)))
    await asyncio.sleep(0.25)  # longer than a request may take

    hand.move(1)

    assert await asking == {}
    await settle()


async def test_who_has_waited_for_a_minute_is_told_to_come_back() -> None:
    hand = HandClock()
    pace = Pace(0.001, hand)
    await pace.turn(Lane.PEOPLE)
    asking = asyncio.create_task(refusal(client(Answering(OK), pace)))
    await settle()

    hand.move(60)

    assert await asking == (
        SourceUnavailableError,
        "prod was not asked: too many questions wait already. Ask again in a minute.",
    )


async def test_a_refused_credential_takes_no_turn(clock: FakeClock) -> None:
    pace = Pace(10, clock)
    asking = client(Answering(UNAUTHORIZED), pace)
    await refusal(asking)

    for _ in range(5):
        assert await refusal(asking) == (SourceRejectedError, REFUSED_BEFORE)

    assert await pace.turn(Lane.PEOPLE) == Turn(2)


async def test_an_answer_that_cannot_be_read_is_asked_for_once(
    clock: FakeClock,
) -> None:
    service = Answering(httpx.Response(200, content=b"<html>"))

    found = await refusal(client(service, Pace(10, clock)))

    assert found == (SourceRejectedError, UNREADABLE)
    assert len(service.requests) == 1


async def test_a_time_out_is_asked_about_once(clock: FakeClock) -> None:
    service = Answering(OK)
    service.open.clear()

    found = await refusal(client(service, Pace(10, clock)))

    assert found == (
        SourceUnavailableError,
        "prod did not answer within 0.2 s. Ask again in a minute.",
    )
    assert len(service.requests) == 1


async def test_a_wrong_password_refuses_the_credential(clock: FakeClock) -> None:
    iam, service = Answering(keystone(401)), Answering(OK)
    credential = Credential("key", clock)
    auth = token_auth(tokens_of(iam, clock))
    asking = client(service, Pace(10, clock), auth=auth, credential=credential)

    first, second = await refusal(asking), await refusal(asking)

    assert first == (
        SourceRejectedError,
        (
            "prod could not be asked: IAM refused this bot's sign-in (401). Whoever "
            "runs this bot has to check its user name, password, domain and project "
            "id, and the endpoint of IAM."
        ),
    )
    assert second == (SourceRejectedError, REFUSED_BEFORE)
    assert (len(iam.requests), len(service.requests)) == (1, 0)


async def test_iam_that_is_away_may_come_back(clock: FakeClock) -> None:
    away = httpx.Response(503)
    iam, service = Answering(away, away, issued("T1")), Answering(OK)
    auth = token_auth(tokens_of(iam, clock))
    asking = client(service, Pace(10, clock), auth=auth)

    found = await refusal(asking)

    assert found == (
        SourceUnavailableError,
        (
            "prod could not be asked: IAM has a problem of its own (503). Ask again in "
            "a minute."
        ),
    )
    assert len(iam.requests) == 2
    clock.time += timedelta(seconds=1)
    assert await ask(asking) == {}


@pytest.mark.parametrize(("rate", "breadth"), [(0.5, 4), (5, 5), (31.9, 31), (200, 32)])
def test_a_list_is_asked_for_no_broader_than_the_pace(
    clock: FakeClock, rate: float, breadth: int
) -> None:
    asking = client(Answering(OK), Pace(rate, clock))

    assert asking.breadth == breadth


async def test_a_renewed_token_that_is_refused_refuses_the_credential(
    clock: FakeClock,
) -> None:
    iam, service = Answering(issued("T1"), issued("T2")), Answering(UNAUTHORIZED)
    credential = Credential("key", clock)
    auth = token_auth(tokens_of(iam, clock))
    asking = client(service, Pace(10, clock), auth=auth, credential=credential)

    first, second = await refusal(asking), await refusal(asking)

    assert "refused this bot's credentials (401 APIGW.0301)" in first[1]
    assert second == (SourceRejectedError, REFUSED_BEFORE)
    assert service.headers("X-Auth-Token") == ["T1", "T2"]
    clock.time += REFUSED_FOR
    assert "refused this bot's credentials" in (await refusal(asking))[1]


async def test_a_token_that_ended_early_is_nobody_s_trouble(clock: FakeClock) -> None:
    iam, service = Answering(issued("T1"), issued("T2")), Answering(UNAUTHORIZED, OK)
    auth = token_auth(tokens_of(iam, clock))

    assert await ask(client(service, Pace(10, clock), auth=auth)) == {}
    assert service.headers("X-Auth-Token") == ["T1", "T2"]


async def test_who_gives_up_leaves_the_sign_in_to_the_others(clock: FakeClock) -> None:
    iam, service = Answering(issued("T1")), Answering(OK)
    iam.open.clear()
    auth = token_auth(tokens_of(iam, clock))
    asking = client(service, Pace(10, clock), auth=auth)

    found = await refusal(asking)
    iam.open.set()

    assert found[0] is SourceUnavailableError
    assert await ask(asking) == {}
    assert len(iam.requests) == 1


async def test_who_waited_for_a_refused_probe_asks_nothing(clock: FakeClock) -> None:
    service = Answering(UNAUTHORIZED)
    asking = client(service, Pace(10, clock))

    first, second = await asyncio.gather(refusal(asking), refusal(asking))

    assert "refused this bot's credentials" in first[1]
    assert second == (SourceRejectedError, REFUSED_BEFORE)
    assert len(service.requests) == 1
