"""What the page says to somebody after they did something."""

from collections.abc import Awaitable
from typing import TypeVar

from bot.playground.page.entities import Json
from bot.playground.slack.deliveries import Interaction
from bot.playground.slack.impossible import ImpossibleError

T = TypeVar("T")


class NotThereError(Exception):
    """What somebody wants to use isn't there for them; the text says what."""


def told(error: str | None) -> Json:
    """The answer: a sentence to be shown, or that all went well."""
    return {"error": error}


def failure(what: str, sent: Interaction) -> str | None:
    """Slack's sentence for an interaction that failed, None for one that didn't."""
    if sent.error is None:
        return None
    return f"{what} failed with the error “{sent.error}”."


async def there(work: Awaitable[T]) -> T:
    """What comes of it.

    Raises:
        NotThereError: The local Slack says that nobody could do this.
    """
    try:
        return await work
    except ImpossibleError:
        raise NotThereError("Slack would not let you do this here.") from None
