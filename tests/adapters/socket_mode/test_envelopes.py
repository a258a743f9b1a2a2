from dataclasses import replace
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from structlog.testing import capture_logs

from tests.adapters.socket_mode.listeners import (
    QUICK,
    TYPED,
    Bot,
    Crashing,
    Maker,
    authorize,
    command,
)
from tests.adapters.socket_mode.server import HandClock, SocketServer, until


async def accept() -> BoltResponse:
    return BoltResponse(status=200)


async def test_each_payload_is_answered_once_where_it_came_from(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    await maker.both(server, bot.app)

    for number in range(20):
        await server.peers[number % 2].deliver(f"e{number}", command(str(number)))
    await until(lambda: len(server.acks()) == 20)

    assert sorted(bot.texts, key=int) == [str(number) for number in range(20)]
    assert [len(peer.acks) for peer in server.peers] == [10, 10]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/runs", {"envelope_id": "e", "payload": {"text": "One moment…"}}),
        ("/quiet", {"envelope_id": "e"}),
        (
            "/blocks",
            {
                "envelope_id": "e",
                "payload": {"text": "Rows", "blocks": [{"type": "divider"}]},
            },
        ),
    ],
    ids=["text", "nothing", "json"],
)
async def test_an_ack_carries_what_the_listener_said(
    server: SocketServer, maker: Maker, bot: Bot, name: str, expected: dict[str, Any]
) -> None:
    await maker.both(server, bot.app)

    await server.peers[0].deliver("e", command(name=name))

    assert await server.peers[0].acked("e") == expected


async def test_a_repeated_delivery_says_so(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    await maker.both(server, bot.app)
    event = {"type": "event_callback", "event": {"type": "app_mention", "text": TYPED}}

    await server.peers[0].deliver(
        "e", event, type="events_api", retry_attempt=1, retry_reason="timeout"
    )

    assert await server.peers[0].acked("e") == {"envelope_id": "e"}
    assert bot.retries == [("1", "timeout")]


async def test_a_slow_one_keeps_nobody_waiting(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    await maker.both(server, bot.app)
    await server.peers[0].deliver("slow", command(name="/slow"))

    await server.peers[0].deliver("quick", command())
    await server.peers[0].acked("quick")

    assert "slow" not in server.acks()
    bot.go_on.set()
    await server.peers[0].acked("slow")


@pytest.mark.parametrize(
    ("name", "status"), [("/unknown", 404), ("/broken", 500)], ids=str
)
async def test_what_bolt_cannot_answer_is_not_acked_but_logged_once(
    server: SocketServer, maker: Maker, bot: Bot, name: str, status: int
) -> None:
    await maker.both(server, bot.app)

    with capture_logs() as logs:
        await server.peers[0].deliver("e1", command(name=name))
        await until(lambda: logs)
        await server.peers[0].deliver("e2", command())
        await server.peers[0].acked("e2")

    assert logs == [
        {
            "event": "envelope_not_acked",
            "log_level": "error",
            "type": "slash_commands",
            "status": status,
        }
    ]
    assert list(server.acks()) == ["e2"]


async def test_what_no_listener_takes_is_acked_where_bolt_says_so(
    server: SocketServer, maker: Maker
) -> None:
    app = AsyncApp(
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
        raise_error_for_unhandled_request=True,
    )
    app.error(accept)
    await maker.both(server, app)

    with capture_logs() as logs:
        await server.peers[0].deliver("e", command(name="/unknown"))
        ack = await server.peers[0].acked("e")

    assert (ack, logs) == ({"envelope_id": "e"}, [])


async def test_a_crash_is_logged_without_the_payload_and_ends_nothing(
    server: SocketServer, maker: Maker
) -> None:
    sockets = await maker.both(server, Crashing(signing_secret="s", token="xoxb-1"))

    with capture_logs() as logs:
        await server.peers[0].deliver("e1", command())
        await server.peers[0].deliver("e2", command())
        await until(lambda: len(logs) == 2)

    assert [(log["event"], log["task"], log["why"]) for log in logs] == [
        ("crashed", "envelope", "RuntimeError")
    ] * 2
    assert "async_dispatch" in logs[0]["where"]
    assert TYPED not in str(logs)
    assert (sockets.alive(), server.acks()) == (2, {})


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "1", '"x"', "[" * 100_000, '{"type": "new_kind"}'],
    ids=["empty", "half", "list", "number", "text", "deep", "unknown"],
)
async def test_what_cannot_be_read_is_passed_over(
    server: SocketServer, maker: Maker, bot: Bot, text: str
) -> None:
    sockets = await maker.both(server, bot.app)

    await server.peers[0].socket.send_str(text)
    await server.peers[0].deliver("no-payload", None)
    await server.peers[0].deliver("odd-payload", ["x"])
    await server.peers[0].deliver("e", command())
    await server.peers[0].acked("e")

    assert (sockets.alive(), list(server.acks())) == (2, ["e"])


async def test_a_ping_of_slacks_is_answered(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    await maker.both(server, bot.app)

    await server.peers[0].socket.ping(b"1")

    await until(lambda: server.peers[0].pongs == 1)


async def test_an_ack_under_way_is_sent_before_the_old_connection_closes(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app)
    old = server.peers[0]
    await old.deliver("e", command(name="/slow"))

    await old.say({"type": "disconnect", "reason": "warning"})
    await until(lambda: len(server.peers) == 3 and sockets.alive() == 2)
    was_open = not old.over
    bot.go_on.set()

    assert await old.acked("e") == {"envelope_id": "e"}
    assert was_open
    await until(lambda: old.over)


async def test_an_ack_takes_the_other_connection_when_its_own_is_gone(
    server: SocketServer, maker: Maker, bot: Bot
) -> None:
    await maker.both(server, bot.app)
    await server.peers[0].deliver("e", command(name="/slow"))
    await server.peers[0].deliver("last", command())
    await server.peers[0].acked("last")

    server.peers[0].drop()
    await until(lambda: len(server.peers) == 3)
    bot.go_on.set()

    await until(lambda: "e" in server.acks())
    assert server.acks()["e"] == {"envelope_id": "e"}


async def test_an_ack_that_nothing_can_carry_is_logged(
    server: SocketServer, maker: Maker, clock: HandClock, bot: Bot
) -> None:
    sockets = await maker.both(server, bot.app, replace(QUICK, steady_after=60))
    await server.peers[0].deliver("e", command(name="/slow"))
    await server.peers[0].deliver("last", command())
    await server.peers[0].acked("last")

    with capture_logs() as logs:
        for peer in server.peers:
            peer.drop()
        await until(lambda: sockets.alive() == 0)
        bot.go_on.set()
        await until(lambda: any(log["event"] == "ack_lost" for log in logs))

    await clock.move_until(lambda: sockets.alive() == 2)
