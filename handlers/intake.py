"""Accepting work without waiting for it, and losing none of it."""

import asyncio
import secrets
from typing import Protocol

import structlog

from bot.blocks.problems import BUSY, RESTARTING
from bot.errors import BusyError, MessengerError

# Letters and digits that nobody mistakes for one another when reading an id aloud.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LENGTH = 8
# A press that finds no room shows nothing by itself, so as many are told as can be.
_MOST_TOLD = 2_000

_log = structlog.get_logger()


class Request(Protocol):
    """Work for one person, who is told how it ends whatever happens."""

    async def answer(self, request_id: str) -> None:
        """Do the work and show the answer, or raise anything."""
        ...

    async def fail(self, error: BaseException, request_id: str) -> None:
        """Tell the person why there is no answer.

        Raises:
            MessengerError: they could not be told.
        """
        ...


class Intake:
    """A bounded set of tasks, each watched to its end."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._tasks: set[asyncio.Task[None]] = set()
        self._telling: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether it will never take anything again."""
        return self._closed

    def accept(self, request: Request) -> bool:
        """Begin `request` in the background; False when there is no room."""
        if self._closed or len(self._tasks) >= self._limit:
            _log.warning("request_not_accepted", closed=self._closed)
            return False
        task = asyncio.create_task(_watched(request))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    def turn_away(self, request: Request) -> None:
        """Tell whoever asked that there is no room, as far as there is room for that."""
        if len(self._telling) >= _MOST_TOLD:
            _log.error("request_turned_away_untold")
            return
        error = BusyError(RESTARTING if self._closed else BUSY)
        task = asyncio.create_task(_turned_away(request, error))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def drain(self, finish: float, tell: float) -> None:
        """Take nothing more; let what runs finish, then tell whoever still waits.

        Args:
            finish: seconds for requests to end by themselves.
            tell: seconds after that for people to be told that theirs will not.
        """
        self._closed = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=finish)
        for task in self._tasks:
            task.cancel()
        if last := self._tasks | self._telling:
            await asyncio.wait(last, timeout=tell)


def _new_id() -> str:
    """An id that people read out and logs are searched for."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH))


async def _watched(request: Request) -> None:
    request_id = _new_id()
    structlog.contextvars.bind_contextvars(request_id=request_id)
    try:
        await request.answer(request_id)
    except (Exception, asyncio.CancelledError) as exc:  # noqa: BLE001  the task guard
        await _tell(request, exc, request_id)


async def _turned_away(request: Request, error: BusyError) -> None:
    request_id = _new_id()
    structlog.contextvars.bind_contextvars(request_id=request_id)
    await _tell(request, error, request_id)


async def _tell(request: Request, error: BaseException, request_id: str) -> None:
    try:
        await request.fail(error, request_id)
    except MessengerError as exc:
        _log.error("failure_not_delivered", why=str(exc), permanent=exc.permanent)
    except asyncio.CancelledError:
        _log.error("failure_not_told", why="stopped before Slack took it")
    except Exception:  # noqa: BLE001  the task guard
        _log.exception("failure_not_told")
