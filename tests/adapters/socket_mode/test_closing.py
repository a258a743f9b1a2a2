import asyncio
from dataclasses import replace

import aiohttp
from structlog.testing import capture_logs

from tests.adapters.socket_mode.listeners import (
    QUICK,
    Bot,
    Maker,
    command,
    held,
)
from tests.adapters.socket_mode.server import (
    SocketServer,
    until,
)


async def test_closing_lets_acks_leave_and_takes_nothing_more(
    server: SocketServer, maker: Maker, bot: Bot, session: aiohttp.ClientSession
) -> None:
    sockets = await maker.both(server, bot.app, replace(QUICK, closing=2.0))
    await server.peers[0].deliver("taken", command(name="/slow"))
    await server.peers[0].deliver("before", command())
    await server.peers[0].acked("before")

    with capture_logs() as logs:
        closing = asyncio.create_task(sockets.close())
        await until(lambda: sockets._envelopes._app is None)
        await server.peers[1].deliver("late", command())
        await until(lambda: logs)
    bot.go_on.set()
    await closing

    assert [log["event"] for log in logs] == ["envelope_not_taken"]
    await until(lambda: [peer.code for peer in server.peers] == [1000, 1000])
    assert list(server.acks()) == ["before", "taken"]
    assert (sockets.alive(), session.closed) == (0, False)


async def test_closing_waits_for_nobody_for_ever(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    server.deaf = True
    sockets = await maker.both(server, bot.app)
    await server.peers[0].deliver("e", command(name="/slow"))
    await until(lambda: sockets._envelopes._tasks)

    async with asyncio.timeout(1):
        await sockets.close()

    assert sockets.alive() == 0


async def test_closing_ends_a_replaced_connection_that_slack_may_still_use(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app, replace(QUICK, read_on=60))
    await server.peers[0].say({"type": "disconnect", "reason": "warning"})
    await until(lambda: held(sockets) == 3)

    async with asyncio.timeout(1):
        await sockets.close()

    await until(lambda: not server.open)
    assert [peer.code for peer in server.peers] == [1000] * 3


async def test_closing_in_the_midst_of_a_refresh_leaves_nothing_open(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app)
    await server.peers[0].deliver("e", command(name="/slow"))
    await server.peers[0].say({"type": "disconnect", "reason": "warning"})
    await until(lambda: len(server.peers) == 3)
    server.first_words.append(None)
    await server.peers[1].say({"type": "disconnect", "reason": "warning"})
    await until(lambda: len(server.peers) == 4)

    await sockets.close()

    await until(lambda: not server.open)
