"""The workspace that a bot token belongs to, and whether Slack can be reached."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import stamina
import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters.slack.codes import refuses_token
from bot.adapters.slack.errors import CALL_ERRORS, code_of
from bot.errors import ConfigurationError
from bot.ports import Clock

_TIMEOUT = 5.0
_LONGEST_PAUSE = 30.0
_CHECKED_EVERY = timedelta(seconds=30)

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Identity:
    """What `auth.test` tells; `organisation` is "" outside of Enterprise Grid."""

    workspace: str
    organisation: str
    user: str
    bot: str


class SlackUnreachableError(Exception):
    """Slack gave no usable answer; later it may."""


class SlackHome:
    """Asks `auth.test`: once to know ourselves, then to know that Slack is there."""

    def __init__(self, client: AsyncWebClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._checking = asyncio.Lock()
        self._checked_at: datetime | None = None
        self._reached = False

    async def identity(self) -> Identity:
        """Who we are; asked again and again until Slack answers.

        Raises:
            ConfigurationError: Slack refuses the token for good.
        """
        patient = stamina.AsyncRetryingCaller(
            attempts=None, timeout=None, wait_max=_LONGEST_PAUSE
        )
        answer = await patient(SlackUnreachableError, self._ask)
        return Identity(
            workspace=str(answer["team_id"]),
            organisation=str(answer.get("enterprise_id") or ""),
            user=str(answer["user_id"]),
            bot=str(answer.get("bot_id") or ""),
        )

    async def reached(self) -> bool:
        """Whether Slack knew our token when last asked, at most 30 s ago."""
        async with self._checking:
            now = self._clock.now()
            if self._checked_at is None or now - self._checked_at >= _CHECKED_EVERY:
                self._reached = await self._try()
                self._checked_at = now
        return self._reached

    async def _try(self) -> bool:
        try:
            await self._ask()
        except (SlackUnreachableError, ConfigurationError):
            return False
        return True

    async def _ask(self) -> AsyncSlackResponse:
        try:
            async with asyncio.timeout(_TIMEOUT):
                answer = await self._client.auth_test()
        except CALL_ERRORS as exc:
            code = code_of(exc)
            if refuses_token(code):
                raise ConfigurationError(
                    "SLACK_BOT_TOKEN", f"Slack does not take it ({code})"
                ) from exc
            _log.warning("slack_unreachable", why=code)
            raise SlackUnreachableError(code) from exc
        if not (answer.get("team_id") and answer.get("user_id")):
            raise SlackUnreachableError("incomplete answer")
        return answer
