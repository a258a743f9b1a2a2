from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.adapters.cloud.credentials import Credential, CredentialRefusedError
from bot.adapters.cloud.exchange import HttpAnswer
from bot.adapters.cloud.signing_in import (
    REFUSED_FOR,
    SignInRefusedError,
    SignInUnavailableError,
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


class Refusing:
    """A sign-in that is refused; counts how often it is tried."""

    def __init__(self) -> None:
        self.tried = 0

    async def call(self) -> HttpAnswer:
        self.tried += 1
        raise SignInRefusedError("could not be asked.")


async def test_a_refused_sign_in_refuses_the_credential(
    credential: Credential, clock: FakeClock
) -> None:
    signing = Refusing()

    with capture_logs() as logs:
        for error in (SignInRefusedError, CredentialRefusedError):
            with pytest.raises(error):
                await credential.send(signing.call)

    assert (signing.tried, logs) == (1, [LOGGED])
    clock.time += REFUSED_FOR
    assert await send(credential, 200) == OK


async def test_a_sign_in_may_be_refused_after_it_was_proven(
    credential: Credential, wire: Wire
) -> None:
    await send(credential, 200)
    with pytest.raises(SignInRefusedError):
        await credential.send(Refusing().call)

    with pytest.raises(CredentialRefusedError):
        await credential.send(wire.call)

    assert wire.began == 0


async def test_a_sign_in_without_an_answer_refuses_nothing(
    credential: Credential,
) -> None:
    async def call() -> HttpAnswer:
        raise SignInUnavailableError("could not be asked.")

    with pytest.raises(SignInUnavailableError):
        await credential.send(call)

    credential.stop_if_refused()


async def test_who_asks_first_is_told_of_a_refusal(credential: Credential) -> None:
    await send(credential, 401)

    with pytest.raises(CredentialRefusedError, match="access key"):
        credential.stop_if_refused()


async def test_whoever_waits_for_a_refused_sign_in_is_stopped(
    credential: Credential, wire: Wire
) -> None:
    tasks = await senders(credential, wire, 3)

    await wire.fail(SignInRefusedError("could not be asked."))

    ended = await gathered(tasks)
    assert [type(one) for one in ended] == [
        SignInRefusedError,
        CredentialRefusedError,
        CredentialRefusedError,
    ]
