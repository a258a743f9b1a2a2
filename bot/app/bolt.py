"""Bolt as we use it, and the secrets that Slack gave out."""

from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.adapters.slack_home import Identity
from bot.errors import ConfigurationError
from bot.settings import Settings


def bolt(token: str, identity: Identity) -> AsyncApp:
    """An app without listeners, which leaves it to the door whom to believe."""

    async def authorize() -> AuthorizeResult:
        """Who we are does not change, so no request has to ask Slack."""
        return AuthorizeResult(
            enterprise_id=identity.organisation or None,
            team_id=identity.workspace,
            bot_token=token,
            bot_id=identity.bot,
            bot_user_id=identity.user,
        )

    return AsyncApp(
        authorize=authorize,
        # Acks leave at once instead of at the next turn of Bolt's 10 ms poll; in
        # return a listener only accepts work and acks.
        process_before_response=True,
        request_verification_enabled=False,  # the door has seen to it
    )


def slack_secrets(settings: Settings) -> tuple[str, str]:
    """The bot token and the signing secret.

    Raises:
        ConfigurationError: one is missing, or the mode is not supported.
    """
    if settings.slack.mode == "socket":
        raise ConfigurationError(
            "slack.mode", '"socket" is not supported yet; use "http"'
        )
    for variable, secret in (
        ("SLACK_BOT_TOKEN", settings.slack.bot_token),
        ("SLACK_SIGNING_SECRET", settings.slack.signing_secret),
    ):
        if not _value(secret):
            raise ConfigurationError(variable, f"is missing; set it or {variable}_FILE")
    return _value(settings.slack.bot_token), _value(settings.slack.signing_secret)


def _value(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
