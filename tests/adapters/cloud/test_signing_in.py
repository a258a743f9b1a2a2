"""One fetch for all who wait, and how it is shared."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from bot.adapters.cloud.exchange import HttpAnswer
from bot.adapters.cloud.signing_in import (
    REFUSED_FOR,
    Remembered,
    SignInError,
    SignInRefusedError,
    SignInUnavailableError,
)
from bot.adapters.cloud.tokens import (
    Token,
    domain_scope,
    password_tokens,
    project_scope,
    token_auth,
)
from tests.adapters.cloud.samples import PROJECT
from tests.adapters.cloud.signing import (
    DAY,
    LOGIN,
    Answering,
    held_back,
    issued,
    keystone,
    tokens_of,
)
from tests.adapters.cloud.wire import settle
from tests.fakes import NINE, FakeClock

OK = httpx.Response(200, content=b"{}")
AWAY = httpx.Response(503)
WRONG = (
    "could not be asked: IAM refused this bot's sign-in (401). Whoever runs this bot "
    "has to check its user name, password, domain and project id, and the endpoint of "
    "IAM."
)
HALF_AN_HOUR = timedelta(minutes=30)
MINUTE = timedelta(minutes=1)


async def test_there_is_one_fetch_for_all_who_wait(clock: FakeClock) -> None:
    iam = Answering(issued("T1"))
    tokens = tokens_of(iam, clock)

    got = await asyncio.gather(*(tokens.current() for _ in range(50)))

    assert ({token.text for token in got}, len(iam.requests)) == ({"T1"}, 1)


async def test_who_leaves_does_not_stop_the_fetch_for_others(clock: FakeClock) -> None:
    iam = Answering(issued("T1"))
    tokens = tokens_of(iam, clock)
    async with held_back(iam):
        first, second = (asyncio.create_task(tokens.current()) for _ in range(2))
        await settle()
        first.cancel()
        await settle()

    assert (first.cancelled(), (await second).text) == (True, "T1")
    assert len(iam.requests) == 1


async def test_a_fetch_goes_on_when_everybody_has_left(clock: FakeClock) -> None:
    iam = Answering(issued("T1"))
    tokens = tokens_of(iam, clock)
    async with held_back(iam):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await tokens.current()

    assert ((await tokens.current()).text, len(iam.requests)) == ("T1", 1)


async def test_trouble_that_nobody_waited_for_is_forgotten(clock: FakeClock) -> None:
    iam = Answering(httpx.ConnectError("x"), issued("T1"))
    tokens = tokens_of(iam, clock)
    async with held_back(iam):
        task = asyncio.create_task(tokens.current())
        await settle()
        task.cancel()
        await settle()
    clock.time += timedelta(seconds=1)

    assert (await tokens.current()).text == "T1"


async def test_a_refusal_that_nobody_waited_for_is_remembered(clock: FakeClock) -> None:
    iam = Answering(keystone(401), issued("T1"))
    tokens = tokens_of(iam, clock)
    async with held_back(iam):
        task = asyncio.create_task(tokens.current())
        await settle()
        task.cancel()
        await settle()

    with pytest.raises(SignInRefusedError):
        await tokens.current()


async def test_a_refusal_is_remembered_for_five_minutes(clock: FakeClock) -> None:
    iam = Answering(keystone(401), issued("T1"))
    tokens = tokens_of(iam, clock)
    said = set()
    for seconds in (0, 1, 298.999):
        clock.time += timedelta(seconds=seconds)
        with pytest.raises(SignInRefusedError) as caught:
            await tokens.current()
        said.add((str(caught.value), caught.value.fault.status))
    asked = len(iam.requests)
    clock.time = NINE + REFUSED_FOR

    then = (await tokens.current()).text

    assert (said, asked, then) == ({(WRONG, 401)}, 1, "T1")


async def test_32_late_refusals_after_a_changed_password_ask_iam_once(
    clock: FakeClock,
) -> None:
    iam, turns = Answering(issued("T1"), keystone(401)), asyncio.Semaphore(0)
    tokens = tokens_of(iam, clock)
    await tokens.current()

    async def answer(_: httpx.Request) -> httpx.Response:
        await turns.acquire()
        return httpx.Response(401, content=b"{}")

    async with httpx.AsyncClient(
        base_url="https://cloud.example",
        transport=httpx.MockTransport(answer),
        auth=token_auth(tokens),
    ) as http:
        asking = [asyncio.create_task(http.get("/x")) for _ in range(32)]
        for _ in asking:
            turns.release()
            await settle()
        ended = await asyncio.gather(*asking, return_exceptions=True)

    assert [(type(one), str(one)) for one in ended] == [
        (SignInRefusedError, WRONG)
    ] * 32
    assert len(iam.requests) == 2


@pytest.mark.parametrize(("status", "asked"), [(401, 1), (403, 2), (404, 2)])
async def test_a_wrong_password_is_wrong_for_every_scope(
    clock: FakeClock, status: int, asked: int
) -> None:
    iam, user = Answering(keystone(status)), Remembered(clock)
    for scope in (project_scope(PROJECT), domain_scope("example-account")):
        with pytest.raises(SignInRefusedError):
            await password_tokens(iam.client(), LOGIN, scope, clock, user).current()

    assert len(iam.requests) == asked


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_trouble_that_passes_at_once_is_waited_for(
    clock: FakeClock, status: int
) -> None:
    iam = Answering(httpx.Response(status), issued("T1"))

    assert (await tokens_of(iam, clock).current()).text == "T1"
    assert (len(iam.requests), clock.slept) == (2, [0.5])


@pytest.mark.parametrize(
    ("wait", "asked", "slept"), [("1", 2, [1.0]), ("0", 2, [0.0]), ("30", 1, [])]
)
async def test_iam_may_say_how_long_its_trouble_lasts(
    clock: FakeClock, wait: str, asked: int, slept: list[float]
) -> None:
    iam = Answering(httpx.Response(503, headers={"Retry-After": wait}))

    with pytest.raises(SignInUnavailableError):
        await tokens_of(iam, clock).current()

    assert (len(iam.requests), clock.slept) == (asked, slept)


async def test_all_who_wait_hear_of_a_refusal(clock: FakeClock) -> None:
    iam = Answering(keystone(401))
    tokens = tokens_of(iam, clock)

    ended = await asyncio.gather(
        *(tokens.current() for _ in range(5)), return_exceptions=True
    )

    assert [type(one) for one in ended] == [SignInRefusedError] * 5
    assert len(iam.requests) == 1


async def test_after_a_failure_the_next_one_fetches_again(clock: FakeClock) -> None:
    iam = Answering(AWAY, AWAY, issued("T1"))
    tokens = tokens_of(iam, clock)
    with pytest.raises(SignInUnavailableError):
        await tokens.current()
    clock.time += timedelta(seconds=1)

    assert (await tokens.current()).text == "T1"


async def test_for_a_second_after_a_failure_everybody_hears_the_same(
    clock: FakeClock,
) -> None:
    iam = Answering(AWAY)
    tokens = tokens_of(iam, clock)

    for _ in range(30):
        with pytest.raises(SignInUnavailableError):
            await tokens.current()

    assert len(iam.requests) == 2


async def test_a_token_that_still_lasts_is_used_while_iam_is_away(
    clock: FakeClock,
) -> None:
    iam = Answering(issued("T1"), AWAY, AWAY, issued("T2", NINE + 2 * DAY))
    tokens = tokens_of(iam, clock)
    await tokens.current()
    clock.time = NINE + DAY - HALF_AN_HOUR
    used = [(await tokens.current()).text for _ in range(3)]
    asked = len(iam.requests)
    clock.time += MINUTE

    then = (await tokens.current()).text

    assert (used, asked, then) == (["T1"] * 3, 3, "T2")


async def test_a_token_that_has_ended_is_not_used(clock: FakeClock) -> None:
    iam = Answering(issued("T1"), AWAY)
    tokens = tokens_of(iam, clock)
    await tokens.current()
    clock.time = NINE + DAY

    for _ in range(2):
        with pytest.raises(SignInUnavailableError):
            await tokens.current()
        clock.time += timedelta(seconds=1)

    assert len(iam.requests) == 5


async def test_a_token_is_not_used_beyond_its_end_because_iam_was_away(
    clock: FakeClock,
) -> None:
    iam = Answering(issued("T1"), AWAY, AWAY, issued("T2", NINE + 2 * DAY))
    tokens = tokens_of(iam, clock)
    await tokens.current()
    clock.time = NINE + DAY - timedelta(seconds=10)
    used = (await tokens.current()).text
    clock.time = NINE + DAY

    then = (await tokens.current()).text

    assert (used, then) == ("T1", "T2")


async def test_a_refusal_counts_though_the_old_token_lasts(clock: FakeClock) -> None:
    tokens = tokens_of(Answering(issued("T1"), keystone(401)), clock)
    await tokens.current()
    clock.time = NINE + DAY - HALF_AN_HOUR

    with pytest.raises(SignInRefusedError):
        await tokens.current()


async def test_what_comes_already_ended_is_used_and_not_asked_for_again_at_once(
    clock: FakeClock,
) -> None:
    iam = Answering(issued("T1", NINE - DAY), issued("T2"))
    tokens = tokens_of(iam, clock)

    used = [(await tokens.current()).text for _ in range(5)]
    clock.time += MINUTE
    then = (await tokens.current()).text

    assert (used, then, len(iam.requests)) == (["T1"] * 5, "T2", 2)


async def test_many_refused_requests_make_one_renewal(clock: FakeClock) -> None:
    iam = Answering(issued("T1"), issued("T2"))
    accepted = {"T2"}

    def answer(request: httpx.Request) -> httpx.Response:
        good = request.headers["X-Auth-Token"] in accepted
        return httpx.Response(200 if good else 401, content=b"{}")

    async with httpx.AsyncClient(
        base_url="https://cloud.example",
        transport=httpx.MockTransport(answer),
        auth=token_auth(tokens_of(iam, clock)),
    ) as http:
        answers = await asyncio.gather(*(http.get("/x") for _ in range(20)))

    assert [one.status_code for one in answers] == [200] * 20
    assert len(iam.requests) == 2


async def test_only_what_is_current_is_renewed(clock: FakeClock) -> None:
    iam = Answering(issued("T1"), issued("T2"), issued("T3"))
    tokens = tokens_of(iam, clock)
    first = await tokens.current()
    await tokens.instead_of(first)

    late: Token = await tokens.instead_of(first)

    assert (late.text, len(iam.requests)) == ("T2", 2)


async def test_a_renewal_is_waited_for_by_those_who_ask_then(clock: FakeClock) -> None:
    iam = Answering(issued("T1"), issued("T2"))
    tokens = tokens_of(iam, clock)
    first = await tokens.current()
    async with held_back(iam):
        tasks = [asyncio.create_task(tokens.instead_of(first)) for _ in range(3)]
        await settle()

    assert [(await task).text for task in tasks] == ["T2"] * 3
    assert len(iam.requests) == 2


async def test_a_renewal_that_fails_is_an_error_of_signing_in(clock: FakeClock) -> None:
    iam = Answering(issued("T1"), keystone(403))
    service = Answering(httpx.Response(401, content=b"{}"), OK)

    async with service.client(token_auth(tokens_of(iam, clock))) as http:
        with pytest.raises(SignInError):
            await http.get("/x")

    assert service.headers("X-Auth-Token") == ["T1"]


def test_an_answer_shows_its_status_alone() -> None:
    answer = HttpAnswer(201, {"x-subject-token": "MII-secret"}, b"MII-secret")

    assert repr(answer) == "HttpAnswer(status=201)"


class Endless(httpx.AsyncByteStream):
    """A body without an end; counts what was read of it."""

    def __init__(self) -> None:
        self.read = 0
        self.closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self.read < 1_000:
            self.read += 1
            yield b" " * 1_024

    async def aclose(self) -> None:
        self.closed = True


async def test_what_comes_with_a_401_is_not_read_before_the_resend(
    clock: FakeClock,
) -> None:
    iam, body = Answering(issued("T1"), issued("T2")), Endless()
    answers = deque([httpx.Response(401, stream=body), OK])

    async with httpx.AsyncClient(
        base_url="https://cloud.example",
        transport=httpx.MockTransport(lambda _: answers.popleft()),
        auth=token_auth(tokens_of(iam, clock)),
    ) as http:
        answer = await http.get("/x")

    assert (answer.status_code, body.read, body.closed) == (200, 0, True)
