"""Signing in with a password (I1)."""

import json
from typing import Any

from bot.playground.cloud.answers import Answer
from bot.playground.cloud.endpoints import Asked, Endpoint, Service, Stock
from bot.playground.cloud.identity import DOMAIN_ID, Scope, SignInError, Token
from bot.playground.cloud.query import Text
from bot.playground.cloud.world.fleet import REGION
from bot.playground.cloud.world.times import micro_time

_TITLES = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden"}


def sign_in(stock: Stock, asked: Asked) -> Answer:
    """I1: 201 with the token in X-Subject-Token, else an error as Keystone writes it."""
    try:
        token = stock.identity.sign_in(_auth(asked.body))
    except SignInError as exc:
        return keystone_error(exc.status, str(exc))
    body = _told(stock, token)
    if not asked.query.get("nocatalog"):
        body["catalog"] = [{"id": "0", "type": "iam", "name": "iam", "endpoints": []}]
    headers = {"X-Subject-Token": token.value}
    return Answer.from_json(201, {"token": body}, headers)


def keystone_error(status: int, message: str) -> Answer:
    """The body of IAM v3."""
    error = {"code": status, "message": message, "title": _TITLES[status]}
    return Answer.from_json(status, {"error": error})


def _auth(body: bytes) -> Any:  # noqa: ANN401  whatever JSON was sent
    try:
        return json.loads(body)["auth"]
    except (ValueError, KeyError, TypeError) as exc:
        raise SignInError(400, "Expecting to find auth in request body.") from exc


def _told(stock: Stock, token: Token) -> dict[str, Any]:
    identity = stock.identity
    domain = {"id": DOMAIN_ID, "name": identity.domain}
    project = {"id": identity.project_id, "name": REGION, "domain": domain}
    user = {
        "id": "0f00000000000000000000000000bb01",
        "name": identity.username,
        "password_expires_at": "",
        "domain": domain,
    }
    in_project = token.scope is Scope.PROJECT
    scope = {"project": project} if in_project else {"domain": domain}
    return {
        "expires_at": micro_time(token.ends),
        "issued_at": micro_time(token.issued),
        "methods": ["password"],
        **scope,
        "user": user,
        "roles": [{"id": "0", "name": "te_admin"}],
        "catalog": [],
    }


ENDPOINTS = (
    Endpoint(
        "I1",
        "/v3/auth/tokens",
        Service.IAM,
        sign_in,
        {"nocatalog": Text()},
        method="POST",
    ),
)
