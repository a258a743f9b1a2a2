"""Keys from instance metadata: issued, accepted, ended."""

from datetime import timedelta

import pytest
from aiohttp import ClientSession

from bot.playground.cloud import SimulatedCloud
from tests.playground.hand_clock import HandClock
from tests.playground.signer import PROJECT, Caller, Heard, signed

TOKEN, KEY = "/meta-data/latest/api/token", "/openstack/latest/securitykey"
DESKTOPS = "/v2/{}/desktop-pools"


@pytest.fixture
def ask(cloud: SimulatedCloud, http: ClientSession, clock: HandClock) -> Caller:
    return Caller(cloud, http, clock)


async def metadata_token(ask: Caller, seconds: str = "21600") -> Heard:
    headers = {"X-Metadata-Token-Ttl-Seconds": seconds}
    return await ask.send("PUT", ask.url(TOKEN), headers)


async def key(ask: Caller, token: str = "") -> Heard:
    return await ask.send("GET", ask.url(KEY), {"X-Metadata-Token": token})


async def credential(ask: Caller) -> dict[str, str]:
    heard = await key(ask, (await metadata_token(ask)).body)
    given: dict[str, str] = heard.body["credential"]
    return given


async def use(ask: Caller, given: dict[str, str]) -> tuple[int, str]:
    url = ask.url(DESKTOPS)
    headers = signed(
        url,
        ask.clock(),
        access_key=given["access"],
        secret_key=given["secret"],
        security_token=given["securitytoken"],
        more={"x-project-id": PROJECT},
    )
    heard = await ask.send("GET", url, headers)
    return heard.status, heard.body.get("error_msg", "")


async def test_metadata_gives_a_token_and_then_a_key(ask: Caller) -> None:
    given = await credential(ask)

    assert sorted(given) == ["access", "expires_at", "secret", "securitytoken"]
    assert given["expires_at"] == "2026-01-16T09:30:00.000000Z"
    assert await use(ask, given) == (200, "")
    endpoints = [request.endpoint for request in ask.cloud.requests]
    assert endpoints == ["METADATA", "METADATA", "W8"]
    assert ask.cloud.misuse == []


async def test_a_temporary_key_needs_its_own_security_token(ask: Caller) -> None:
    given, other = await credential(ask), await credential(ask)

    status, message = await use(ask, {**given, "securitytoken": other["securitytoken"]})

    problem = "the security token does not belong to the access key"
    assert status == 401
    assert message == f"Incorrect IAM authentication information: {problem}"


async def test_a_key_ends_by_the_clouds_clock(ask: Caller) -> None:
    ask.cloud.agency.lifetime = timedelta(minutes=15)
    given = await credential(ask)

    ask.clock.advance(minutes=15)

    assert await use(ask, given) == (
        401,
        "Incorrect IAM authentication information: the security token has expired",
    )


async def test_all_keys_can_be_ended_and_ended_keys_are_not_locked(ask: Caller) -> None:
    old = await credential(ask)
    ask.cloud.expire_agency()
    new = await credential(ask)

    statuses = [(await use(ask, given))[0] for given in [old] * 6 + [new]]

    assert statuses == [401] * 6 + [200]


async def test_a_metadata_token_is_needed_and_ends(ask: Caller) -> None:
    token = (await metadata_token(ask, "60")).body

    statuses = [(await key(ask, given)).status for given in ("", "x", token)]
    ask.clock.advance(seconds=60)
    statuses.append((await key(ask, token)).status)

    assert statuses == [401, 401, 200, 401]


@pytest.mark.parametrize("seconds", ["", "0", "21601", "long"])
async def test_a_metadata_token_lasts_six_hours_at_most(
    ask: Caller, seconds: str
) -> None:
    assert (await metadata_token(ask, seconds)).status == 400


async def test_the_old_metadata_service_knows_no_tokens(ask: Caller) -> None:
    ask.cloud.metadata_tokens = False

    refused = await metadata_token(ask)
    given = await key(ask)

    assert (refused.status, given.status) == (404, 200)


async def test_secrets_are_in_no_text(ask: Caller) -> None:
    given = await credential(ask)

    shown = repr(ask.cloud.agency) + repr(ask.cloud.agency.key(given["access"]))

    assert given["secret"] not in shown
    assert given["securitytoken"] not in shown
