import ssl

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from bot.adapters.slack.codes import Fate
from bot.adapters.slack.outcomes import Outcome, answered, unanswered
from bot.errors import MessengerError, TooLateError, UncertainError

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


@pytest.mark.parametrize(
    ("fate", "code", "error"),
    [
        (Fate.CLOSED, "is_archived", MessengerError),
        (Fate.LATER, "ratelimited", MessengerError),
        (Fate.UNCERTAIN, "internal_error", UncertainError),
        (Fate.TOO_LATE, "expired_trigger_id", TooLateError),
    ],
)
def test_an_error_has_slacks_own_word_for_it(
    fate: Fate, code: str, error: type[MessengerError]
) -> None:
    outcome = answered("chat.postMessage", 200, code)

    with pytest.raises(error) as caught:
        outcome.check()

    assert (outcome.fate, type(caught.value), caught.value.code) == (fate, error, code)


@pytest.mark.parametrize("code", ["", "`x`", "<!channel>", "a b", "x" * 65, "Is_Bot"])
def test_what_is_no_word_of_slacks_is_shown_to_nobody(code: str) -> None:
    assert answered("chat.postMessage", 200, code).code == ""


def test_a_code_of_any_length_is_said_in_short() -> None:
    assert answered("views.open", 200, "x" * 900).said == f"views.open: 200 {'x' * 64}"
