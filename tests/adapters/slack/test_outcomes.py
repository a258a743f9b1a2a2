import ssl

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from bot.adapters.slack.codes import Fate
from bot.adapters.slack.outcomes import Outcome, answered, unanswered

KEY = ConnectionKey(
    "slack.com",
    443,
    is_ssl=True,
    ssl=True,
    proxy=None,
    proxy_auth=None,
    proxy_headers_hash=None,
)
NAME = OSError(-2, "Name or service not known")
CERTIFICATE = ssl.SSLCertVerificationError("self-signed")

NEVER_MADE = [
    aiohttp.ClientConnectorError(KEY, NAME),
    aiohttp.ClientConnectorDNSError(KEY, NAME),
    aiohttp.ClientConnectorCertificateError(KEY, CERTIFICATE),
    aiohttp.ClientConnectorSSLError(KEY, NAME),
    aiohttp.ClientProxyConnectionError(KEY, NAME),
    aiohttp.ConnectionTimeoutError("https://slack.com/secret"),
]
LOST = [
    TimeoutError(),
    aiohttp.ServerDisconnectedError(),
    aiohttp.ClientOSError(104, "reset"),
    aiohttp.ClientPayloadError("half"),
    aiohttp.SocketTimeoutError("https://slack.com/secret"),
    ValueError("no JSON"),
    AttributeError("get"),
    RecursionError("deep"),
]


@pytest.mark.parametrize("error", NEVER_MADE, ids=lambda error: type(error).__name__)
def test_without_a_connection_nothing_has_happened(error: Exception) -> None:
    said = f"chat.postMessage: {type(error).__name__}"

    assert unanswered("chat.postMessage", error) == Outcome(Fate.LATER, said)


@pytest.mark.parametrize("error", LOST, ids=lambda error: type(error).__name__)
def test_once_connected_nobody_knows(error: Exception) -> None:
    said = f"chat.postMessage: {type(error).__name__}"

    assert unanswered("chat.postMessage", error) == Outcome(Fate.UNCERTAIN, said)


def test_an_address_that_cannot_be_read_will_never_do() -> None:
    error = aiohttp.InvalidURL("http://127.0.0.1:port/secret")

    outcome = unanswered("response_url", error)

    assert outcome == Outcome(Fate.REFUSED, "response_url: InvalidURL")


def test_a_code_of_any_length_is_said_in_short() -> None:
    assert answered("views.open", 200, "x" * 900).said == f"views.open: 200 {'x' * 64}"
