import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.adapters.socket_mode.timing import USUAL
from tests.adapters.socket_mode.listeners import (
    QUICK,
    Bot,
    Maker,
    command,
    held,
)
from tests.adapters.socket_mode.server import (
    TICKET,
    HandClock,
    SocketServer,
    refuses,
    until,
)


async def test_a_workspace_in_which_nothing_happens_is_healthy(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app)

    for number in range(2, 50):
        clock.move(USUAL.ping_every)
        await server.pinged(number)

    assert (sockets.alive(), len(server.peers)) == (2, 2)


async def test_a_time_out_of_the_session_does_not_end_a_connection(
    server: SocketServer, hasty: aiohttp.ClientSession, clock: HandClock, bot: Bot
) -> None:
    maker = Maker(hasty, clock)
    sockets = await maker.both(server, bot.app)

    await asyncio.sleep(0.3)  # twice the time-out
    await server.peers[0].deliver("e", command())
    await server.peers[0].acked("e")

    assert (sockets.alive(), len(server.peers)) == (2, 2)
    await sockets.close()


@pytest.mark.parametrize("deaf", [False, True], ids=["mute", "half-open"])
async def test_a_connection_without_pongs_is_replaced_though_there_is_traffic(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot, *, deaf: bool
) -> None:
    server.deaf = deaf
    sockets = maker.sockets(server)
    await sockets.open(bot.app)
    server.deaf = False
    await until(lambda: sockets.alive() == 2)
    await server.pinged(1)
    await server.heard()
    ill, healthy = server.peers
    ill.mute = True

    def passed(number: int) -> bool:
        return healthy.pings >= number and len(bot.texts) == number - 1

    for number in range(2, 9):
        await ill.deliver(f"e{number}", command())
        clock.move(USUAL.ping_every)
        await until(partial(passed, number))

    await until(lambda: len(server.peers) == 3 and sockets.alive() == 2)
    assert not healthy.over
    if not deaf:
        await until(lambda: ill.over)


async def test_two_silent_connections_are_replaced_one_after_the_other(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app)
    first, second = server.peers
    server.first_words.append(None)

    clock.move(3600)  # the machine slept
    alive = sockets.alive()
    await until(lambda: len(server.peers) == 3)
    held = (first.over, second.over, len(server.tokens))
    await server.peers[2].say({"type": "hello"})

    await until(lambda: len(server.peers) == 4 and sockets.alive() == 2)
    await until(lambda: first.over and second.over)
    assert (alive, held, server.fewest) == (0, (False, False, 3), 2)


async def test_both_connections_without_pongs_count_no_more_before_they_are_replaced(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app)
    await server.heard()
    for peer in server.peers:
        peer.mute = True
    alive = []

    for number in range(2, 6):
        clock.move(USUAL.ping_every)
        await server.pinged(number)
        alive.append(sockets.alive())

    assert alive == [2, 2, 2, 0]
    assert len(server.peers) == 2


@pytest.mark.parametrize("missed", [1, 2])
async def test_a_pong_that_does_not_come_in_time_changes_nothing(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot, missed: int
) -> None:
    sockets = await maker.both(server, bot.app)
    alive = set()

    for number in range(2, 10):
        for peer in server.peers:
            peer.mute = number % (missed + 1) != 0
        clock.move(USUAL.ping_every)
        alive.add(sockets.alive())
        await server.pinged(number)
        await server.heard()

    assert (alive, len(server.peers)) == ({2}, 2)


async def test_a_clock_that_was_set_back_hides_no_silence(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app)

    clock.set(clock.now() - timedelta(hours=1))
    alive = sockets.alive()

    await clock.move_until(lambda: len(server.peers) == 4, USUAL.ping_every)
    assert alive == 0


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "new_reason"])
async def test_a_refresh_leaves_no_gap(
    server: SocketServer, maker: Maker, bot: Bot, reason: str
) -> None:
    sockets = await maker.both(server, bot.app)
    old = server.peers[0]

    await old.say({"type": "disconnect", "reason": reason})
    await until(lambda: old.over)

    assert (len(server.peers), server.fewest, sockets.alive()) == (3, 2, 2)
    assert old.code == 1000


async def test_what_slack_sends_over_a_refreshed_connection_is_still_answered(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app, USUAL)
    old = server.peers[0]
    await old.say({"type": "disconnect", "reason": "warning"})
    await until(lambda: held(sockets) == 3)

    await old.deliver("late", command())
    await old.acked("late")
    await old.say({"type": "disconnect", "reason": "refresh_requested"})
    await old.deliver("last", command())
    await old.acked("last")
    meanwhile = (len(server.open), sockets.alive())
    with capture_logs() as logs:
        await old.socket.close()
        await until(lambda: held(sockets) == 2)

    assert (meanwhile, sockets.alive(), len(server.peers)) == ((3, 2), 2, 3)
    assert logs == []


async def test_a_refreshed_connection_that_falls_silent_is_not_read_on(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app, replace(QUICK, read_on=60))
    old = server.peers[0]
    await old.say({"type": "disconnect", "reason": "warning"})
    await until(lambda: held(sockets) == 3)
    await server.heard()
    old.mute = True

    def pinged(number: int) -> bool:
        return server.peers[1].pings >= number

    for number in range(2, 9):
        clock.move(USUAL.ping_every)
        await until(partial(pinged, number))

    await until(lambda: old.over)
    assert (sockets.alive(), len(server.peers)) == (2, 3)


async def test_a_refresh_of_young_connections_keeps_nobody_waiting(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app, replace(USUAL, closing=0.05))
    clock.slept.clear()

    def replaced(number: int) -> bool:
        return held(sockets) == number

    for number in range(3, 7):
        clock.move(2)
        await server.peers[-1].say({"type": "disconnect", "reason": "warning"})
        await until(partial(replaced, number))

    assert set(clock.slept) <= {USUAL.ping_every}
    assert (sockets.alive(), len(server.open)) == (2, 6)


async def test_two_refreshes_do_not_coincide(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    await maker.both(server, bot.app)
    server.first_words.append(None)

    for peer in server.peers[:2]:
        await peer.say({"type": "disconnect", "reason": "warning"})
    await until(lambda: len(server.peers) == 3)
    await server.peers[0].deliver("e", command())
    await server.peers[0].acked("e")
    asked = len(server.tokens)
    await server.peers[2].say({"type": "hello"})

    await until(lambda: [peer.over for peer in server.peers[:2]] == [True, True])
    assert (asked, len(server.tokens), server.fewest) == (3, 4, 2)


async def test_a_dropped_connection_is_replaced(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app)

    server.peers[0].drop()

    await until(lambda: len(server.peers) == 3 and sockets.alive() == 2)
    await server.peers[2].deliver("e", command())
    await server.peers[2].acked("e")


async def test_a_connection_that_slack_closes_is_replaced(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app)

    await server.peers[0].socket.close()

    await until(lambda: len(server.peers) == 3 and sockets.alive() == 2)


@pytest.mark.parametrize("reason", ["too_many_websockets", "link_disabled"])
async def test_a_refused_connection_is_closed_before_the_next_is_asked_for(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot, reason: str
) -> None:
    sockets = await maker.both(server, bot.app)

    await server.peers[0].say({"type": "disconnect", "reason": reason})
    await until(lambda: server.peers[0].over)
    asked = len(server.tokens)

    await clock.move_until(lambda: sockets.alive() == 2, step=0.1)
    assert (asked, len(server.tokens)) == (2, 3)


async def test_connections_that_never_last_are_spaced_out(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app, replace(QUICK, steady_after=600))
    clock.slept.clear()

    def count(number: int) -> bool:
        return len(server.peers) == number

    for number in range(3, 10):
        server.peers[-1].drop()
        await clock.move_until(partial(count, number))
        await until(lambda: sockets.alive() == 2)

    pauses = [pause for pause in clock.slept if pause != USUAL.ping_every]
    longest = [1, 2, 4, 5, 5, 5]
    assert all(
        most / 2 <= pause <= most for pause, most in zip(pauses, longest, strict=True)
    )


async def test_after_a_steady_connection_the_next_comes_at_once(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app, replace(QUICK, steady_after=30))
    for number in range(2, 8):
        clock.move(USUAL.ping_every)
        await server.pinged(number)
    clock.slept.clear()

    server.peers[0].drop()

    await until(lambda: len(server.peers) == 3 and sockets.alive() == 2)
    assert set(clock.slept) <= {USUAL.ping_every}


async def test_a_token_that_turns_wrong_is_tried_seldom(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app)
    server.answers.append(refuses("token_revoked"))

    with capture_logs() as logs:
        server.peers[0].drop()
        await until(lambda: USUAL.refused_pause in clock.slept)

    refused = [log for log in logs if log["log_level"] == "error"]
    assert [(log["event"], log["why"]) for log in refused] == [
        ("socket_refused", "SLACK_APP_TOKEN: Slack does not take it (token_revoked)")
    ]
    await server.peers[1].deliver("e", command())
    await server.peers[1].acked("e")
    await clock.move_until(lambda: sockets.alive() == 2, USUAL.ping_every)


async def test_an_error_that_nobody_foresaw_does_not_end_a_line(
    server: SocketServer,
    maker: Maker,
    clock: HandClock,
    bot: Bot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sockets = await maker.both(server, bot.app)
    opener = sockets._lines[0]._opener
    works = opener.connection

    async def breaks() -> None:
        monkeypatch.setattr(opener, "connection", works)
        raise KeyError(TICKET)

    monkeypatch.setattr(opener, "connection", breaks)
    with capture_logs() as logs:
        server.peers[0].drop()
        await until(lambda: any(log["event"] == "crashed" for log in logs))

    await clock.move_until(lambda: sockets.alive() == 2)
    assert TICKET not in str(logs)
