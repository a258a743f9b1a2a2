"""Opening what a 403 carried (S1)."""

import json

from bot.playground.cloud.answers import Answer, service_error
from bot.playground.cloud.endpoints import Asked, Endpoint, Service, Stock

_LONGEST = 10_240


def decode(stock: Stock, asked: Asked) -> Answer:
    """What was denied, as JSON text in JSON; 400 for what this cloud never wrote."""
    sealed = _sealed(asked.body)
    action = stock.denials.action(sealed) if len(sealed) <= _LONGEST else None
    if action is None:
        body = service_error("STS.0001", "The encoded message is invalid.")
        return Answer.from_json(400, body)
    told = {"allowed": False, "explicit_deny": False, "context": {"action": action}}
    text = json.dumps(told, separators=(",", ":"))
    return Answer.from_json(200, {"decoded_message": text})


def _sealed(body: bytes) -> str:
    try:
        sealed = json.loads(body)["encoded_message"]
    except (ValueError, KeyError, TypeError):
        return ""
    return sealed if isinstance(sealed, str) else ""


ENDPOINTS = (
    Endpoint(
        "STS",
        "/v5/decode-authorization-message",
        Service.STS,
        decode,
        {},
        "sts::decodeAuthorizationMessage",
        method="POST",
    ),
)
