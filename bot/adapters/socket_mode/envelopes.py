"""What Slack delivers over its connections: given to Bolt, and acked."""

import asyncio
from collections.abc import Callable, Iterable
from http import HTTPStatus

import structlog
from slack_bolt.adapter.socket_mode.async_internals import (
    run_async_bolt_app,
    send_async_response,
)
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.adapters.socket_mode.connection import Connection
from bot.adapters.socket_mode.crashes import log_crash
from bot.ports import Clock

_log = structlog.get_logger()


class Envelopes:
    """All that are being answered, each in a task of its own."""

    def __init__(
        self, clock: Clock, connections: Callable[[], Iterable[Connection]]
    ) -> None:
        """Answer nothing yet; `connections` are those that can carry an ack."""
        self._clock = clock
        self._connections = connections
        self._app: AsyncApp | None = None
        self._tasks: dict[asyncio.Task[None], Connection] = {}

    def open(self, app: AsyncApp) -> None:
        self._app = app

    def take(self, connection: Connection, request: SocketModeRequest) -> None:
        """Begin to answer; one that is not taken is not acked, so Slack knows."""
        if self._app is None:
            _log.warning("envelope_not_taken", type=request.type)
            return
        answering = self._answer(self._app, connection, request)
        task = asyncio.create_task(answering, name="envelope")
        self._tasks[task] = connection
        task.add_done_callback(self._done)

    async def settle(self, connection: Connection, within: float) -> None:
        """Wait at most `within` seconds for what came over `connection`."""
        mine = [task for task, its in self._tasks.items() if its is connection]
        if mine:
            await asyncio.wait(mine, timeout=within)

    async def close(self, within: float) -> None:
        """Take nothing more; cut off what is not acked in `within` seconds."""
        self._app = None
        if not self._tasks:
            return
        _, late = await asyncio.wait(list(self._tasks), timeout=within)
        for task in late:
            task.cancel()
        if late:
            _log.warning("envelopes_cut_off", count=len(late))
            await asyncio.wait(late, timeout=within)

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        if not task.cancelled() and (error := task.exception()):
            log_crash(error, task.get_name())

    async def _answer(
        self, app: AsyncApp, connection: Connection, request: SocketModeRequest
    ) -> None:
        response: BoltResponse = await run_async_bolt_app(app, request)
        if response.status != HTTPStatus.OK:
            _log.error("envelope_not_acked", type=request.type, status=response.status)
            return
        await self._ack(connection, request, response)

    async def _ack(
        self,
        connection: Connection,
        request: SocketModeRequest,
        response: BoltResponse,
    ) -> None:
        """Ack where the envelope came from, else over any other connection.

        slack_sdk does the same with the connection that replaced the one in question.
        """
        began = self._clock.now().timestamp()
        others = (one for one in self._connections() if one is not connection)
        for carrier in (connection, *others):
            try:
                await send_async_response(carrier, request, response, began)
            except ConnectionError:
                continue
            return
        _log.error("ack_lost", type=request.type)
