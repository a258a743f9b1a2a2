"""What a person is told when a request could not be answered."""

import asyncio

import structlog

from bot.blocks.problems import (
    BUSY_SLACK,
    INTERRUPTED,
    UNDELIVERED,
    UNEXPECTED,
    problem,
    refused,
)
from bot.domain.messages import Message
from bot.domain.redaction import redact
from bot.errors import (
    BotError,
    InvalidQueryError,
    MessengerError,
    SourceError,
    UncertainError,
)

_log = structlog.get_logger()


def explain(error: BaseException, request_id: str) -> Message:
    """A sentence with a next step and the id; what nobody expected goes to the log."""
    if isinstance(error, BotError):
        why = redact(str(error)).text
        _log.info("request_refused", kind=type(error).__name__, why=why)
        return problem(
            str(error),
            request_id=request_id,
            suggestion=_suggestion(error),
            cloud_request=_cloud_request(error),
        )
    if isinstance(error, MessengerError):
        _log.error("answer_not_delivered", why=str(error), permanent=error.permanent)
        return problem(_undelivered(error), request_id=request_id)
    if isinstance(error, asyncio.CancelledError):
        _log.warning("request_interrupted")
        return problem(INTERRUPTED, request_id=request_id)
    _log.error("request_failed", exc_info=error)
    return problem(UNEXPECTED, request_id=request_id)


def _undelivered(error: MessengerError) -> str:
    if isinstance(error, UncertainError):
        return UNDELIVERED
    return refused(error.code) if error.permanent else BUSY_SLACK


def _suggestion(error: BotError) -> str:
    return error.suggestion if isinstance(error, InvalidQueryError) else ""


def _cloud_request(error: BotError) -> str:
    return error.fault.request_id if isinstance(error, SourceError) else ""
