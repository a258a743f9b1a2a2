import asyncio
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.adapters.socket_mode.sockets import Sockets
from bot.adapters.socket_mode.timing import USUAL
from bot.errors import ConfigurationError
from tests.adapters.socket_mode.listeners import (
    QUICK,
    TOKEN,
    Bot,
    Maker,
    command,
)
from tests.adapters.socket_mode.server import (
    TICKET,
    Answer,
    HandClock,
    SocketServer,
    fails,
    refuses,
    says,
    until,
)

WRONG = [
    "account_inactive",
    "invalid_auth",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "not_authed",
    "token_expired",
    "token_revoked",
]


async def test_two_connections_are_open(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    sockets = maker.sockets(server)

    await sockets.open(bot.app)
    first = sockets.alive()
    await until(lambda: sockets.alive() == 2)

    assert first == 1
    assert len(server.open) == 2
    assert server.tokens == [f"Bearer {TOKEN}"] * 2


async def test_the_second_waits_for_the_hello_of_the_first(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    server.first_words.append(None)
    opening = asyncio.create_task(maker.sockets(server).open(bot.app))
    await until(lambda: server.peers)
    asked = len(server.tokens)

    await server.peers[0].say({"type": "hello"})
    await opening

    assert asked == 1
    await until(lambda: len(server.tokens) == 2)


@pytest.mark.parametrize("code", WRONG)
async def test_a_wrong_token_is_a_setting_to_change(
    server: SocketServer, maker: Maker, bot: Bot, code: str
) -> None:
    server.answers.append(refuses(code))

    with pytest.raises(ConfigurationError) as caught:
        await maker.sockets(server).open(bot.app)

    assert (caught.value.key, str(caught.value)) == (
        "SLACK_APP_TOKEN",
        f"SLACK_APP_TOKEN: Slack does not take it ({code})",
    )
    assert len(server.tokens) == 1


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (refuses("internal_error"), "internal_error"),
        (fails(500), "SlackApiError"),
        (fails(503), "SlackApiError"),
        (says({"ok": True}), "no_url"),
        (says({"ok": True, "url": 7}), "no_url"),
        (says({"ok": True, "url": f"x://{TICKET}"}), "NonHttpUrlClientError"),
        (says({"ok": True, "url": f"http://127.0.0.1:9/{TICKET}"}), None),
        (says([TICKET]), None),
    ],
    ids=["code", "500", "503", "no-url", "odd-url", "odd-scheme", "nobody", "list"],
)
async def test_other_trouble_at_the_start_passes(
    server: SocketServer,
    maker: Maker,
    bot: Bot,
    answer: Answer,
    why: str | None,
) -> None:
    # aiohttp and slack_sdk do not ask again by themselves.
    server.answers.extend([answer, answer])
    sockets = maker.sockets(server)

    with capture_logs() as logs:
        opening = asyncio.create_task(sockets.open(bot.app))
        await maker.clock.move_until(opening.done)

    assert opening.exception() is None
    failed = [log for log in logs if log["event"] == "socket_not_opened"]
    assert len(failed) == 2
    assert why is None or {log["why"] for log in failed} == {why}
    assert TICKET not in str(logs)
    assert len(server.tokens) in {3, 4}


async def test_openings_that_fail_are_tried_ever_more_seldom(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    server.answers.extend([refuses("internal_error")] * 7)

    opening = asyncio.create_task(maker.sockets(server).open(bot.app))
    await clock.move_until(opening.done)

    longest = [1, 2, 4, 8, 16, 30, 30]
    assert all(
        most / 2 <= pause <= most
        for pause, most in zip(clock.slept[:7], longest, strict=True)
    )


async def test_an_address_that_is_not_taken_is_not_used_twice(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    gone = f"{server.url}/gone/?ticket={TICKET}"
    server.answers.append(says({"ok": True, "url": gone}))
    sockets = maker.sockets(server)

    with capture_logs() as logs:
        opening = asyncio.create_task(sockets.open(bot.app))
        await clock.move_until(opening.done)

    assert [log["why"] for log in logs if "why" in log] == ["WSServerHandshakeError"]
    assert TICKET not in str(logs)


@pytest.mark.parametrize(
    ("word", "why"),
    [
        (None, "TimeoutError"),
        ({"type": "disconnect", "reason": "link_disabled"}, "link_disabled"),
        ({"type": "disconnect"}, "None"),
    ],
    ids=["silence", "refused", "no-reason"],
)
async def test_without_a_hello_there_is_no_connection(
    server: SocketServer,
    maker: Maker,
    bot: Bot,
    word: dict[str, Any] | None,
    why: str,
) -> None:
    server.first_words.append(word)
    sockets = maker.sockets(server, replace(QUICK, hello_within=0.3))

    with capture_logs() as logs:
        opening = asyncio.create_task(sockets.open(bot.app))
        await maker.clock.move_until(opening.done)

    assert [log["why"] for log in logs if "why" in log] == [why]
    await until(lambda: server.peers[0].over)


async def test_slack_is_not_asked_before_it_wants_to_be(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    server.answers.append(fails(429, Retry_After="57"))
    opening = asyncio.create_task(maker.sockets(server).open(bot.app))
    await until(lambda: clock.slept)

    clock.move(56.9)
    await until(lambda: len(server.tokens) == 1)
    early = opening.done()
    await clock.move_until(opening.done, step=0.1)

    assert not early
    assert clock.slept[0] == 57


async def test_slack_silences_nobody_for_longer_than_a_minute(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app)
    server.answers.append(fails(429, Retry_After="3600"))
    clock.slept.clear()

    for peer in server.peers:
        peer.drop()
    await until(lambda: any(pause > USUAL.ping_every for pause in clock.slept))
    asked = [pause for pause in clock.slept if pause != USUAL.ping_every]

    await clock.move_until(lambda: sockets.alive() == 2)
    assert asked == [60]


async def test_an_address_that_does_not_come_is_asked_for_again_soon(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    server.hang = 1
    sockets = maker.sockets(server, replace(QUICK, address_within=0.05))

    with capture_logs() as logs:
        opening = asyncio.create_task(sockets.open(bot.app))
        await clock.move_until(opening.done)

    assert [log["why"] for log in logs if "why" in log] == ["TimeoutError"]
    assert USUAL.address_within == 5


async def test_while_slack_wants_a_pause_nobody_asks(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app)
    server.answers.append(fails(429, Retry_After="57"))

    for peer in server.peers:
        peer.drop()
    await until(lambda: 57 in clock.slept)
    asked = len(server.tokens)

    await clock.move_until(lambda: sockets.alive() == 2)
    assert (asked, len(server.tokens)) == (3, 5)


async def test_an_opening_that_is_cut_short_leaves_nothing_open(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    server.first_words.append(None)
    opening = asyncio.create_task(maker.sockets(server).open(bot.app))
    await until(lambda: server.peers)

    opening.cancel()
    await asyncio.wait([opening])

    await until(lambda: not server.open)
    assert opening.cancelled()


async def test_the_proxy_of_the_session_is_used(
    server: SocketServer, clock: HandClock, bot: Bot
) -> None:
    async with aiohttp.ClientSession(proxy=server.url) as session:
        sockets = Sockets(TOKEN, "http://slack.example/api/", session, clock, QUICK)
        await sockets.open(bot.app)
        await until(lambda: sockets.alive() == 2)

        await server.peers[0].deliver("e", command())
        await server.peers[0].acked("e")

        await sockets.close()


async def test_a_proxy_of_the_environment_is_not_asked_behind_the_sessions_back(
    server: SocketServer, maker: Maker, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")

    sockets = await maker.both(server, bot.app)

    assert sockets.alive() == 2
