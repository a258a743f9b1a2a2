from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.adapters.cloud.credentials import (
    REFUSED_FOR,
    Credential,
    CredentialRefusedError,
)
from tests.adapters.cloud.wire import (
    OK,
    UNAUTHORIZED,
    Wire,
    gathered,
    send,
    senders,
)
from tests.fakes import FakeClock

LOGGED = {
    "event": "credential_refused",
    "credential": "access key of clouds.prod",
    "log_level": "error",
}


async def test_a_refused_probe_stops_everybody_who_waited(
    credential: Credential, wire: Wire
) -> None:
    tasks = await senders(credential, wire, 4)

    await wire.answer(401)

    first, *others = await gathered(tasks)
    assert first == UNAUTHORIZED
    assert [type(other) for other in others] == [CredentialRefusedError] * 3
    assert wire.began == 1


async def test_a_refusal_holds_for_five_minutes(
    credential: Credential, wire: Wire, clock: FakeClock
) -> None:
    await send(credential, 401)
    clock.time += REFUSED_FOR - timedelta(microseconds=1)

    with pytest.raises(CredentialRefusedError, match="access key"):
        await credential.send(wire.call)

    assert wire.began == 0


async def test_after_five_minutes_one_probe_goes_again(
    credential: Credential, wire: Wire, clock: FakeClock
) -> None:
    await send(credential, 200)
    await send(credential, 401)
    clock.time += timedelta(minutes=5)

    tasks = await senders(credential, wire, 3)

    assert wire.began == 1
    await wire.answer(200)
    assert wire.open == 2
    await wire.answer(200)
    await wire.answer(200)
    assert await gathered(tasks) == [OK] * 3


async def test_a_second_refusal_holds_again(
    credential: Credential, clock: FakeClock
) -> None:
    await send(credential, 401)
    clock.time += timedelta(minutes=5)
    await send(credential, 401)
    clock.time += timedelta(minutes=4)

    with pytest.raises(CredentialRefusedError):
        await send(credential, 200)


async def test_a_refusal_is_logged_once(credential: Credential, wire: Wire) -> None:
    await send(credential, 200)
    tasks = await senders(credential, wire, 3)

    with capture_logs() as logs:
        for _ in range(3):
            await wire.answer(401)

    assert logs == [LOGGED]
    assert await gathered(tasks) == [UNAUTHORIZED] * 3


async def test_refusing_without_asking_is_not_logged_again(
    credential: Credential,
) -> None:
    await send(credential, 401)

    with capture_logs() as logs, pytest.raises(CredentialRefusedError):
        await send(credential, 200)

    assert logs == []


async def test_each_refusal_is_logged(credential: Credential, clock: FakeClock) -> None:
    with capture_logs() as logs:
        await send(credential, 401)
        clock.time += timedelta(minutes=5)
        await send(credential, 401)

    assert logs == [LOGGED, LOGGED]


async def test_a_late_refusal_does_not_prolong_the_pause(
    credential: Credential, wire: Wire, clock: FakeClock
) -> None:
    await send(credential, 200)
    tasks = await senders(credential, wire, 2)
    await wire.answer(401)
    clock.time += timedelta(minutes=4)
    await wire.answer(401)
    clock.time += timedelta(minutes=1)

    assert await send(credential, 200) == OK
    assert await gathered(tasks) == [UNAUTHORIZED] * 2


async def test_an_answer_that_was_under_way_does_not_undo_a_refusal(
    credential: Credential, wire: Wire, clock: FakeClock
) -> None:
    await send(credential, 200)
    earlier = await senders(credential, wire, 2)
    await wire.answer_newest(401)
    await wire.answer(200)
    clock.time += timedelta(minutes=5)

    tasks = await senders(credential, wire, 3)

    assert wire.open == 1
    for _ in range(3):
        await wire.answer(200)
    assert await gathered(earlier) == [OK, UNAUTHORIZED]
    assert await gathered(tasks) == [OK] * 3
