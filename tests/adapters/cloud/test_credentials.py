import asyncio

import pytest

from bot.adapters.cloud import credentials
from bot.adapters.cloud.credentials import Credential
from bot.adapters.cloud.exchange import HttpAnswer
from tests.adapters.cloud.wire import (
    OK,
    Wire,
    answer,
    begun,
    gathered,
    send,
    senders,
    settle,
)
from tests.fakes import FakeClock


async def test_the_answer_is_handed_on(credential: Credential) -> None:
    whole = HttpAnswer(404, {"x-request-id": "r1"}, b"body")

    async def call() -> HttpAnswer:
        return whole

    assert await credential.send(call) is whole


async def test_the_first_use_is_one_probe_that_all_wait_for(
    credential: Credential, wire: Wire
) -> None:
    tasks = await senders(credential, wire, 5)
    during = wire.began

    await wire.answer(200)

    assert (during, wire.began, wire.open) == (1, 5, 4)
    for _ in range(4):
        await wire.answer(200)
    assert await gathered(tasks) == [OK] * 5


async def test_a_proven_credential_is_used_at_once(
    credential: Credential, wire: Wire
) -> None:
    await send(credential, 200)

    tasks = await senders(credential, wire, 3)

    assert wire.open == 3
    for _ in range(3):
        await wire.answer(200)
    assert await gathered(tasks) == [OK] * 3


@pytest.mark.parametrize("status", [200, 204, 302, 400, 403, 404, 409, 428, 430, 499])
async def test_an_answer_of_the_service_proves_it(
    credential: Credential, wire: Wire, status: int
) -> None:
    await send(credential, status)

    tasks = await senders(credential, wire, 2)

    assert wire.open == 2
    await wire.answer(200)
    await wire.answer(200)
    assert await gathered(tasks) == [OK] * 2


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_trouble_proves_nothing(
    credential: Credential, wire: Wire, status: int
) -> None:
    await send(credential, status)

    tasks = await senders(credential, wire, 3)

    assert wire.began == 1
    await wire.answer(status)
    assert (wire.began, wire.open) == (2, 1)
    await wire.answer(200)
    await wire.answer(200)
    assert await gathered(tasks) == [answer(status), OK, OK]


async def test_a_probe_that_fails_lets_the_next_one_probe(
    credential: Credential, wire: Wire
) -> None:
    tasks = await senders(credential, wire, 3)

    await wire.fail(ConnectionResetError("gone"))

    assert (wire.began, wire.open) == (2, 1)
    await wire.answer(200)
    await wire.answer(200)
    first, *others = await gathered(tasks)
    assert isinstance(first, ConnectionResetError)
    assert others == [OK, OK]


async def test_a_probe_that_is_given_up_lets_the_next_one_probe(
    credential: Credential, wire: Wire
) -> None:
    first, second = await senders(credential, wire, 2)

    first.cancel()
    await settle()

    assert wire.began == 2
    await wire.answer_newest(200)
    assert await gathered([second]) == [OK]
    assert first.cancelled()


async def test_who_gives_up_waiting_leaves_the_probe_alone(
    credential: Credential, wire: Wire
) -> None:
    first, second = await senders(credential, wire, 2)

    second.cancel()
    await settle()

    assert wire.began == 1
    await wire.answer(200)
    assert await gathered([first]) == [OK]
    assert second.cancelled()


async def test_one_credential_knows_nothing_of_another(clock: FakeClock) -> None:
    await send(Credential("one", clock), 401)

    assert await send(Credential("other", clock), 200) == OK


async def test_once_proven_any_number_may_be_under_way(
    credential: Credential, wire: Wire
) -> None:
    await send(credential, 200)

    tasks = await senders(credential, wire, 60)

    assert wire.open == 60
    for _ in range(60):
        await wire.answer(200)
    assert await gathered(tasks) == [OK] * 60


async def test_fewer_calls_than_lock_a_key_are_unproven_within_the_time_of_a_call(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credentials, "_LONGEST_PROBE", 0.05)
    credential = Credential("key", FakeClock())

    clock = asyncio.get_running_loop()
    started = clock.time()
    tasks = await senders(credential, wire, 60)
    await begun(wire, 5)

    # The fifth waits until four before it have lasted as long as a probe may.
    assert clock.time() - started >= 4 * 0.05 - 0.005  # timers may be early by a tick
    assert wire.began == 5
    for task in tasks:
        task.cancel()
    await gathered(tasks)


async def test_a_slow_probe_lets_the_next_one_begin(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credentials, "_LONGEST_PROBE", 0.01)
    credential = Credential("key", FakeClock())

    tasks = await senders(credential, wire, 2)
    await begun(wire, 2)

    assert wire.open == 2
    for _ in range(2):
        await wire.answer(200)
    assert await gathered(tasks) == [OK, OK]
