import asyncio
import io
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from bot.adapters.logs import configure
from tests.adapters.socket_mode.listeners import (
    TOKEN,
    TYPED,
    Bot,
    Maker,
    command,
)
from tests.adapters.socket_mode.server import (
    TICKET,
    HandClock,
    SocketServer,
    refuses,
    says,
    until,
)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that the program would log, at its most talkative."""
    stderr = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    # Out of reach of `force`, which closes the handlers that it finds.
    root.handlers.clear()
    monkeypatch.setattr(sys, "stderr", stderr)
    configure("debug", "json", [])
    yield stderr
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


async def test_no_payload_token_or_ticket_reaches_the_log(
    written: io.StringIO, server: SocketServer, maker: Maker, clock: HandClock
) -> None:
    bot = Bot()  # its loggers are made once logging is set up
    gone = f"{server.url}/gone/?ticket={TICKET}"
    server.answers.extend([says({"ok": True, "url": gone}), refuses("fatal_error")])
    opening = asyncio.create_task(maker.sockets(server).open(bot.app))
    await clock.move_until(opening.done)
    await until(lambda: len(server.peers) == 2)

    for number, name in enumerate(["/runs", "/unknown"]):
        await server.peers[0].deliver(f"e{number}", command(name=name))
    await until(lambda: "404" in written.getvalue())
    await server.peers[0].say({"type": "disconnect", "reason": "warning"})
    server.peers[1].drop()
    await until(lambda: len(server.peers) == 4)

    text = written.getvalue()
    assert '"socket_open"' in text
    for secret in (TOKEN, TICKET, TYPED):
        assert secret not in text
