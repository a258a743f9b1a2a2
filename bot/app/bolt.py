"""Bolt as we use it, and the secrets that Slack gave out."""

from dataclasses import dataclass

import structlog
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.adapters.slack.home import Identity
from bot.errors import ConfigurationError
from bot.settings import Settings

_log = structlog.get_logger()


def bolt(token: str, identity: Identity) -> AsyncApp:
    """An app without listeners, which leaves it to the way in whom to believe."""

    async def authorize() -> AuthorizeResult:
        """Who we are does not change, so no request has to ask Slack."""
        return AuthorizeResult(
            enterprise_id=identity.organisation or None,
            team_id=identity.workspace,
            bot_token=token,
            bot_id=identity.bot,
            bot_user_id=identity.user,
        )

    app = AsyncApp(
        authorize=authorize,
        # Acks leave at once instead of at the next turn of Bolt's 10 ms poll; in
        # return a listener only accepts work and acks.
        process_before_response=True,
        request_verification_enabled=False,  # the door has seen to it, or the socket is ours
        raise_error_for_unhandled_request=True,
    )
    app.error(_crashed)
    return app


async def _crashed(error: Exception) -> BoltResponse:
    """Say where, but not what: the text of an error may repeat the request."""
    if isinstance(error, BoltUnhandledRequestError):
        # Such as the press of a button that is ours no more: nothing to be sent again.
        _log.warning("request_for_nobody")
        return BoltResponse(status=200)
    _log.error("listener_crashed", kind=type(error).__name__)
    return BoltResponse(status=500)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSecrets:
    """What Slack gave out; what the mode does not need is ""."""

    bot_token: str
    app_token: str = ""
    signing_secret: str = ""


def slack_secrets(settings: Settings) -> SlackSecrets:
    """The secrets that the mode needs.

    Raises:
        ConfigurationError: one is missing.
    """
    slack = settings.slack
    bot_token = _needed("SLACK_BOT_TOKEN", slack.bot_token)
    if slack.mode == "socket":
        app_token = _needed("SLACK_APP_TOKEN", slack.app_token)
        return SlackSecrets(bot_token=bot_token, app_token=app_token)
    signing_secret = _needed("SLACK_SIGNING_SECRET", slack.signing_secret)
    return SlackSecrets(bot_token=bot_token, signing_secret=signing_secret)


def _needed(variable: str, secret: SecretStr | None) -> str:
    value = secret.get_secret_value() if secret else ""
    if not value:
        raise ConfigurationError(variable, f"is missing; set it or {variable}_FILE")
    return value
