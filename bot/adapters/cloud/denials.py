"""Why the cloud denied something, where its security token service will tell (S1)."""

import asyncio
import re
from datetime import UTC, datetime
from http import HTTPStatus

import httpx
import structlog
from pydantic import BaseModel, ValidationError

from bot.adapters.cloud.exchange import (
    CONNECTION_ERRORS,
    AnswerTooLargeError,
    HttpAnswer,
    exchange,
)
from bot.adapters.cloud.signing_in import REFUSED_FOR, SignInError
from bot.domain.redaction import redact
from bot.ports import Clock

_TIMEOUT = 3.0
_ACTION = re.compile(r"[A-Za-z0-9:*_-]{1,128}", re.ASCII)
_EXCERPT = 1_000

_log = structlog.get_logger()


class Denials:
    """Decodes the reasons of one cloud's denials."""

    def __init__(self, http: httpx.AsyncClient, clock: Clock) -> None:
        """`http` reaches STS and signs as the denied request was, but never resends."""
        self._http = http
        self._clock = clock
        self._refused_until = datetime.min.replace(tzinfo=UTC)

    async def action(self, encoded: str) -> str:
        """The IAM action that was missing; empty where nobody tells. Never raises."""
        if not encoded or self._clock.now() < self._refused_until:
            return ""
        try:
            async with asyncio.timeout(_TIMEOUT):
                answer = await ask_to_decode(self._http, encoded)
        except (TimeoutError, AnswerTooLargeError, SignInError, *CONNECTION_ERRORS):
            return ""
        if answer.status == HTTPStatus.UNAUTHORIZED:
            # Left alone: failures in a row lock an access key.
            self._refused_until = self._clock.now() + REFUSED_FOR
        return _action(answer.body) if answer.status == HTTPStatus.OK else ""


async def ask_to_decode(http: httpx.AsyncClient, encoded: str) -> HttpAnswer:
    """S1: whatever STS answers; raises what `exchange` does, and SignInError."""
    path = "/v5/decode-authorization-message"
    return await exchange(http, "POST", path, json={"encoded_message": encoded})


class _ContextPayload(BaseModel):
    action: str


class _DenialPayload(BaseModel):
    context: _ContextPayload


class _AnswerPayload(BaseModel):
    decoded_message: str


def _action(body: bytes) -> str:
    try:
        decoded = _AnswerPayload.model_validate_json(body).decoded_message
        _log.info("denial_decoded", decoded=redact(decoded[:_EXCERPT]).text)
        action = _DenialPayload.model_validate_json(decoded).context.action
    except ValidationError:
        return ""
    return action if _ACTION.fullmatch(action) else ""
