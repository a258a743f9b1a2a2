"""Tokens of IAM: one that stands in the settings, or one for a password."""

from collections.abc import Awaitable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus

import httpx
from pydantic import AwareDatetime, BaseModel, ValidationError

from bot.adapters.cloud.exchange import HttpAnswer, exchange
from bot.adapters.cloud.issuers import (
    UNREADABLE,
    answered,
    refusal,
    unavailable,
)
from bot.adapters.cloud.signing_in import Remembered, Renewed, RenewedAuth
from bot.domain.references import is_id
from bot.ports import Clock

_WHO = "IAM"
_CHECK = "its user name, password, domain and project id, and the endpoint of IAM"
_TIMEOUT = 10.0
# Renewed when less than this is left, and less than this share of its life.
_LEFT = timedelta(minutes=30)
_SHARE_LEFT = 0.1

Scope = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Token:
    """A token of IAM; `domain_id` is known where the token is for a whole domain."""

    text: str = field(repr=False)
    ends: datetime
    renew_from: datetime
    domain_id: str = ""


@dataclass(frozen=True, slots=True)
class Login:
    """An IAM user with its password; `domain` is the account's name."""

    username: str
    password: str = field(repr=False)
    domain: str


class StaticTokenAuth(httpx.Auth):
    """Sends the token of the settings."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["X-Auth-Token"] = self._token
        yield request


def project_scope(project_id: str) -> Scope:
    """For Workspace and App Streaming."""
    return {"project": {"id": project_id}}


def domain_scope(domain: str) -> Scope:
    """For COC, which is one service for all regions."""
    return {"domain": {"name": domain}}


def password_tokens(
    http: httpx.AsyncClient,
    login: Login,
    scope: Scope,
    clock: Clock,
    user: Remembered | None = None,
) -> Renewed[Token]:
    """Tokens for `login` and `scope`, from the IAM that `http` reaches (I1).

    They are renewed when less than a tenth of their life or 30 minutes is left. IAM
    that refuses is `SignInRefusedError`; a wrong password is remembered in `user`.
    """
    asked = _question(login, scope)

    def ask() -> Awaitable[HttpAnswer]:
        nocatalog = {"nocatalog": "1"}
        return exchange(http, "POST", "/v3/auth/tokens", params=nocatalog, json=asked)

    async def fetch() -> Token:
        answer = await answered(ask, _WHO, _TIMEOUT, clock)
        if answer.status not in {HTTPStatus.OK, HTTPStatus.CREATED}:
            raise refusal(answer, _WHO, _CHECK)
        return _token(answer, clock.now())

    return Renewed(fetch, clock, user)


def token_auth(tokens: Renewed[Token], *, resends: bool = True) -> httpx.Auth:
    """Sends the current token; after a 401 another one, once, if it `resends`."""
    return RenewedAuth(tokens, _put, resends=resends)


def _put(request: httpx.Request, token: Token) -> None:
    request.headers["X-Auth-Token"] = token.text
    if token.domain_id:
        request.headers["X-Domain-Id"] = token.domain_id


def _question(login: Login, scope: Scope) -> dict[str, object]:
    user = {
        "domain": {"name": login.domain},
        "name": login.username,
        "password": login.password,
    }
    identity = {"methods": ["password"], "password": {"user": user}}
    return {"auth": {"identity": identity, "scope": scope}}


class _DomainPayload(BaseModel):
    id: str = ""


class _TokenPayload(BaseModel):
    expires_at: AwareDatetime
    domain: _DomainPayload | None = None


class _AnswerPayload(BaseModel):
    token: _TokenPayload


def _token(answer: HttpAnswer, now: datetime) -> Token:
    text = answer.headers.get("x-subject-token", "")
    try:
        said = _AnswerPayload.model_validate_json(answer.body).token
    except ValidationError:
        said = None
    if said is None or not text:
        raise unavailable(_WHO, UNREADABLE)
    domain_id = said.domain.id if said.domain else ""
    return Token(
        text=text,
        ends=said.expires_at,
        renew_from=said.expires_at - min(_LEFT, _SHARE_LEFT * (said.expires_at - now)),
        domain_id=domain_id if is_id(domain_id) else "",
    )
