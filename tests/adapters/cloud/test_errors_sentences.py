from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.adapters.cloud.errors import error, rejected, throttled, unreachable
from bot.errors import (
    BotError,
    Fault,
    NotFoundError,
    SourceRejectedError,
    SourceUnavailableError,
)
from tests.adapters.cloud.samples import ASKED, NONE_SUCH, NOT_ALLOWED, REFERENCE

CHECK_THE_ID = "Check the id; if it is right, tell whoever runs this bot."
OF_ITS_OWN = "Ask again in a few minutes."
CREDENTIALS = "Whoever runs this bot has to check them; asking again will not help."
SIGNATURE = (
    "prod refused this bot's signature. Whoever runs this bot has to check its "
    "access key, and that its clock is right."
)
NO_ENDPOINT = (
    "prod has no such endpoint. Whoever runs this bot has to check the cloud's "
    "region and endpoints in its settings."
)
NOT_ENABLED = (
    "prod says that Workspace is not enabled in the project. Whoever runs this "
    "bot has to check the cloud's project id."
)
OLD_TOKEN = (
    "prod does not take this bot's token any more. Whoever runs this bot has to check "
    "the token, and that it is for the cloud's region."
)
NOBODY = (
    "prod does not know who asks. Whoever runs this bot has to check its credentials."
)
NO_TENANT = (
    "prod does not know the project's tenant. Whoever runs this bot has to "
    "check the cloud's project id."
)


def told(
    status: int, code: str = "", message: str = "", **headers: str
) -> tuple[type[BotError], str]:
    """The class and the sentence for this answer."""
    given = Fault(code=code, message=message, status=status, request_id="r1")
    found = error(ASKED, given, {k.replace("_", "-"): v for k, v in headers.items()})
    return type(found), str(found)


@pytest.mark.parametrize(
    ("status", "code", "sentence"),
    [
        (400, "", f"prod did not take the question (400). {CHECK_THE_ID}"),
        (
            400,
            "WKS.0001",
            f"prod did not take the question (400 WKS.0001). {CHECK_THE_ID}",
        ),
        (401, "", f"prod refused this bot's credentials (401). {CREDENTIALS}"),
        (
            401,
            "APIGW.0301",
            f"prod refused this bot's credentials (401 APIGW.0301). {CREDENTIALS}",
        ),
        (
            401,
            "APIGW.0303",
            SIGNATURE,
        ),
        (401, "APIG.0303", SIGNATURE),
        (401, "APIGW.0307", OLD_TOKEN),
        (401, "APIG.0307", OLD_TOKEN),
        (400, "COC.00011013", NOBODY),
        (403, "", NOT_ALLOWED),
        (403, "WKS.xxxx", NOT_ALLOWED),
        (403, "APIGW.0302", NOT_ALLOWED),
        (
            404,
            "APIGW.0101",
            NO_ENDPOINT,
        ),
        (404, "", NO_ENDPOINT),
        (405, "WKS.1", f"prod did not take the question (405 WKS.1). {CHECK_THE_ID}"),
        (301, "", f"prod did not take the question (301). {CHECK_THE_ID}"),
        (302, "", f"prod did not take the question (302). {CHECK_THE_ID}"),
        (204, "", f"prod did not take the question (204). {CHECK_THE_ID}"),
        (428, "", f"prod did not take the question (428). {CHECK_THE_ID}"),
        (499, "", f"prod did not take the question (499). {CHECK_THE_ID}"),
        (
            400,
            "WKS.00010099",
            NOT_ENABLED,
        ),
        (
            400,
            "WKS.00170117",
            NO_TENANT,
        ),
        (200, "WKS.9", f"prod did not take the question (200 WKS.9). {CHECK_THE_ID}"),
    ],
)
def test_a_refusal_says_who_can_help(status: int, code: str, sentence: str) -> None:
    assert told(status, code) == (SourceRejectedError, sentence)


@pytest.mark.parametrize(
    ("status", "code", "sentence"),
    [
        (500, "", f"prod has a problem of its own (500). {OF_ITS_OWN}"),
        (
            500,
            "WKS.00000003",
            f"prod has a problem of its own (500 WKS.00000003). {OF_ITS_OWN}",
        ),
        (502, "", f"prod has a problem of its own (502). {OF_ITS_OWN}"),
        (503, "", f"prod has a problem of its own (503). {OF_ITS_OWN}"),
        (504, "", f"prod has a problem of its own (504). {OF_ITS_OWN}"),
        (599, "", f"prod has a problem of its own (599). {OF_ITS_OWN}"),
        (409, "", f"prod has a problem of its own (409). {OF_ITS_OWN}"),
        (
            409,
            "WKS.00010032",
            f"prod has a problem of its own (409 WKS.00010032). {OF_ITS_OWN}",
        ),
        (
            400,
            "COC.00040701",
            f"prod has a problem of its own (400 COC.00040701). {OF_ITS_OWN}",
        ),
    ],
)
def test_trouble_that_passes_says_to_ask_again(
    status: int, code: str, sentence: str
) -> None:
    assert told(status, code) == (SourceUnavailableError, sentence)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "WKS.0001"),
        (404, "WKS.0202"),
        (404, "COC.00000001"),
        (400, "WKS.0202"),
        (400, "WKS.0915"),
        (200, "WKS.0202"),
        (400, "COC.00040709"),
        (400, "COC.00014102"),
        (400, "COC.00040603"),
        (400, "COC.00040604"),
        (400, "COC.00042101"),
    ],
)
def test_what_is_gone_is_named(status: int, code: str) -> None:
    gone = error(ASKED, Fault(code=code, status=status), {})

    assert isinstance(gone, NotFoundError)
    assert (str(gone), gone.reference) == (NONE_SUCH, str(REFERENCE))


@pytest.mark.parametrize(
    "code", ["APIGW.0101", "APIGW.0106", "APIGW.0201", "APIG.0101"]
)
def test_a_404_of_the_gateway_is_nothing_gone(code: str) -> None:
    assert told(404, code)[0] is SourceRejectedError


@pytest.mark.parametrize(
    ("headers", "message", "seconds", "when"),
    [
        ({"retry-after": "7"}, "", 7.0, "in 7 s"),
        ({}, "limit:10,time:1 minute", 60.0, "in 1 min"),
        ({}, "slow down", None, "in a minute"),
        ({"retry-after": "0"}, "", 0.0, "in a minute"),
    ],
)
def test_throttling_says_when_to_ask_again(
    headers: Mapping[str, str], message: str, seconds: float | None, when: str
) -> None:
    throttled = error(ASKED, Fault(message=message, status=429), headers)

    assert isinstance(throttled, SourceUnavailableError)
    assert throttled.retry_after == seconds
    assert str(throttled) == (
        f"prod gets too many requests right now. Ask again {when}."
    )


@pytest.mark.parametrize("digits", ["9" * 30, "9" * 400], ids=["30", "400"])
def test_a_wait_beyond_all_measure_is_not_told(digits: str) -> None:
    sentence = told(429, retry_after=digits)[1]

    assert len(sentence) < 80
    assert "inf" not in sentence


def test_a_cloud_in_trouble_may_say_when_to_come_back() -> None:
    busy = error(ASKED, Fault(status=503), {"retry-after": "7"})

    assert isinstance(busy, SourceUnavailableError)
    assert (busy.retry_after, str(busy)) == (
        7.0,
        f"prod has a problem of its own (503). {OF_ITS_OWN}",
    )


@pytest.mark.parametrize("status", [400, 401, 403, 409, 429, 500])
def test_an_error_carries_what_the_cloud_said(status: int) -> None:
    said = Fault(code="WKS.1", message="m", status=status, request_id="r1")

    found = error(ASKED, said, {})

    assert isinstance(found, SourceUnavailableError | SourceRejectedError)
    assert (found.cloud, found.source, found.fault) == ("prod", "script", said)


def test_no_answer_at_all_may_help_later() -> None:
    found = unreachable(ASKED, "did not answer.")

    assert (str(found), found.fault, found.retry_after) == (
        "prod did not answer.",
        Fault(message="did not answer."),
        None,
    )


def test_a_rejection_carries_its_fault() -> None:
    found = rejected(ASKED, Fault(code="X"), "said no.")

    assert (str(found), found.cloud, found.source, found.fault) == (
        "prod said no.",
        "prod",
        "script",
        Fault(code="X"),
    )


@pytest.mark.parametrize(
    ("status", "code"),
    [(403, "WKS.0202"), (500, "WKS.0202"), (404, "404"), (404, "X1")],
)
def test_nothing_else_is_called_missing(status: int, code: str) -> None:
    assert told(status, code)[0] is not NotFoundError


GONE = [
    "The scheduled task does not exist",
    "script order does not exist",
    "The desktop pool Does Not Exist.",
    "resource could not be found",
    "The policy was not found.",
    "task not exist",
    "任务不存在",
]


@pytest.mark.parametrize("message", GONE)
@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "WKS.0001"),
        (400, "WKS.xxxx"),
        (400, ""),
        (400, "COC.00040601"),
        (404, "WKS.xxxx"),
        (404, "ECS.0114"),
    ],
    ids=lambda value: str(value) or "no-code",
)
def test_a_message_that_says_so_means_that_there_is_none(
    status: int, code: str, message: str
) -> None:
    assert told(status, code, message) == (NotFoundError, NONE_SUCH)


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (400, "WKS.0001", "The request message is empty."),
        (400, "APIGW.0106", "the backend does not exist"),
        (404, "APIGW.0101", "The API does not exist or is not published"),
        (404, "APIG.0101", "The API does not exist or is not published"),
        (404, "", "<html><title>404 Not Found</title></html>"),
        (404, "404", "Not Found"),
        (400, "", "<html>the page was not found</html>"),
        (400, "WKS.00170117", "The tenant does not exist."),
        (403, "WKS.xxxx", "the agency does not exist"),
        (500, "WKS.xxxx", "row does not exist"),
        (200, "WKS.00010109", "the name does not exist"),
        (400, "WKS.xxxx", "notable existence"),
    ],
)
def test_nothing_else_that_is_missing_is_what_was_asked_for(
    status: int, code: str, message: str
) -> None:
    assert told(status, code, message)[0] is not NotFoundError


def test_what_was_asked_for_is_named_in_good_english() -> None:
    asked = replace(ASKED, thing="order")

    found = error(asked, Fault(status=403), {})

    assert str(found).startswith("prod does not let this bot read an order.")


def test_a_wait_is_rounded_up() -> None:
    assert str(throttled(ASKED, Fault(), 44.2)).endswith("Ask again in 45 s.")
