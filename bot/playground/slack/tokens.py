"""Who may call which method.

docs.slack.dev/authentication/tokens
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.playground.slack.answers import Answer, RefusalError
from bot.playground.slack.arguments import Given

Kind = Literal["bot", "app"]


@dataclass(frozen=True, slots=True)
class Method:
    """One Web API method, and what a call of it needs.

    Attributes:
        answer: What it does; raises RefusalError or RateLimitedError.
        scopes: The scopes of which a token must have one; none where it is empty.
        caller: The kind of token that it takes.
        per_minute: How often it may be called, None where nobody counts.
    """

    answer: Callable[[Given], Answer]
    scopes: tuple[str, ...] = ()
    caller: Kind = "bot"
    per_minute: int | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """The two tokens of the app; one that is empty doesn't exist."""

    bot: str
    app: str
    bot_scopes: tuple[str, ...]
    app_scopes: tuple[str, ...]

    def check(self, token: str, method: Method) -> None:
        """Let the call pass.

        Raises:
            RefusalError: This token doesn't allow it.
        """
        if not token:
            raise RefusalError("not_authed")
        kind = self._kind(token)
        if kind is None:
            raise RefusalError("invalid_auth")
        if kind != method.caller:
            raise RefusalError("not_allowed_token_type")
        need(method.scopes, self.app_scopes if kind == "app" else self.bot_scopes)

    def _kind(self, token: str) -> Kind | None:
        known: tuple[tuple[Kind, str], ...] = ("bot", self.bot), ("app", self.app)
        for kind, right in known:
            if hmac.compare_digest(token.encode(), right.encode()):
                return kind
        return None


def need(wanted: tuple[str, ...], provided: tuple[str, ...]) -> None:
    """Go on if one of the scopes is there, or none is wanted.

    Raises:
        RefusalError: None of them is.
    """
    if wanted and not set(wanted) & set(provided):
        needed, there = ",".join(wanted), ",".join(provided)
        raise RefusalError("missing_scope", needed=needed, provided=there)
