"""The metadata service of a host: a token of its own, then keys (section 6.3)."""

from bot.playground.cloud.agency import Key
from bot.playground.cloud.answers import Answer
from bot.playground.cloud.endpoints import Asked, Endpoint, Service, Stock
from bot.playground.cloud.world.times import micro_time

_LONGEST = 21_600


def issue_token(stock: Stock, asked: Asked) -> Answer:
    """PUT: a token as plain text; the old service has no such path."""
    if not stock.metadata_tokens:
        return _plain(404, "404 Not Found")
    seconds = asked.headers.get("x-metadata-token-ttl-seconds", "")
    if not seconds.isdecimal() or not 1 <= int(seconds) <= _LONGEST:
        return _plain(400, "400 Bad Request")
    return _plain(200, stock.agency.issue_token(int(seconds)))


def issue_key(stock: Stock, asked: Asked) -> Answer:
    """GET: a temporary key; the old service gives it to whoever asks."""
    token = asked.headers.get("x-metadata-token", "")
    if stock.metadata_tokens and not stock.agency.knows_token(token):
        return _plain(401, "401 Unauthorized")
    return Answer.from_json(200, {"credential": _told(stock.agency.issue_key())})


def _told(key: Key) -> dict[str, str | None]:
    return {
        "access": key.access,
        "secret": key.secret,
        "securitytoken": key.security_token,
        "expires_at": micro_time(key.ends) if key.ends else None,
    }


def _plain(status: int, text: str) -> Answer:
    return Answer(status, text.encode(), "text/plain")


ENDPOINTS = (
    Endpoint(
        "METADATA",
        "/meta-data/latest/api/token",
        Service.METADATA,
        issue_token,
        method="PUT",
    ),
    Endpoint("METADATA", "/openstack/latest/securitykey", Service.METADATA, issue_key),
)
