"""Who may sign in with a password, and the tokens that they got (section 6.1)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from bot.playground.cloud.world.fleet import REGION

DOMAIN_ID = "d" * 32
# Real tokens are thousands of characters long.
_TOKEN_BYTES = 1800


class Scope(Enum):
    """What a token was asked for."""

    PROJECT = "project"
    DOMAIN = "domain"


class SignInError(Exception):
    """IAM won't give a token.

    Attributes:
        status: the HTTP status to say it with.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was issued."""

    value: str = field(repr=False)
    scope: Scope
    issued: datetime
    ends: datetime


@dataclass(slots=True)
class Identity:
    """One user of one domain with one project, and a token that always passes, if any.

    Attributes:
        lifetime: how long the tokens are good that are issued from now on.
    """

    username: str
    password: str = field(repr=False)
    domain: str
    project_id: str
    static_token: str | None = field(repr=False)
    lifetime: timedelta
    now: Callable[[], datetime]
    _tokens: dict[str, Token] = field(default_factory=dict, repr=False)

    def sign_in(self, auth: Any) -> Token:  # noqa: ANN401  whatever JSON was sent
        """A token for the `auth` object of the request body.

        Raises:
            SignInError: it isn't of the documented form, or not this user's.
        """
        try:
            methods = auth["identity"]["methods"]
            user = auth["identity"]["password"]["user"]
            claimed = user["domain"]["name"], user["name"], user["password"]
            scope = auth["scope"]
        except (KeyError, TypeError) as exc:
            raise SignInError(400, "Expecting to find auth in request body.") from exc
        if methods != ["password"]:
            raise SignInError(400, "The method is not supported.")
        if claimed != (self.domain, self.username, self.password):
            raise SignInError(401, "The username or password is wrong.")
        return self._issue(self._scope(scope))

    def expire(self) -> None:
        """End every token that was issued; the static one stays."""
        for value, token in self._tokens.items():
            ended = Token(value, token.scope, token.issued, token.issued)
            self._tokens[value] = ended

    def is_static(self, value: str) -> bool:
        """Whether this is the token that always passes."""
        return self.static_token is not None and value == self.static_token

    def token(self, value: str) -> Token | None:
        """The token that was issued with this value, also after its end."""
        return self._tokens.get(value)

    def _scope(self, scope: object) -> Scope:
        for wanted in ({"id": self.project_id}, {"name": REGION}):
            if scope == {"project": wanted}:
                return Scope.PROJECT
        for wanted in ({"id": DOMAIN_ID}, {"name": self.domain}):
            if scope == {"domain": wanted}:
                return Scope.DOMAIN
        raise SignInError(403, "The scope is not the user's.")

    def _issue(self, scope: Scope) -> Token:
        issued = self.now()
        value = f"MII{secrets.token_urlsafe(_TOKEN_BYTES)}"
        token = Token(value, scope, issued, issued + self.lifetime)
        self._tokens[value] = token
        return token
