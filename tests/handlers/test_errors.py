import asyncio

import pytest
from structlog.testing import capture_logs

from bot.blocks.problems import BUSY_SLACK, INTERRUPTED, UNDELIVERED, UNEXPECTED
from bot.errors import (
    AccessDeniedError,
    BusyError,
    Fault,
    InvalidQueryError,
    MessengerError,
    NotFoundError,
    SourceRejectedError,
    SourceUnavailableError,
    UncertainError,
)
from handlers.errors import explain

FAULT = Fault("WKS.1", "secret words of the cloud", 503, "cloud-7")


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            InvalidQueryError("I don't know `x`.", suggestion="/runs help"),
            "I don't know `x`.\nTry `/runs help`\nid `abc23456`",
        ),
        (InvalidQueryError("Once only."), "Once only.\nid `abc23456`"),
        (AccessDeniedError("Guests may not."), "Guests may not.\nid `abc23456`"),
        (BusyError("Try later."), "Try later.\nid `abc23456`"),
        (
            NotFoundError("prod has none.", reference="prod/script/x"),
            "prod has none.\nid `abc23456`",
        ),
        (
            SourceUnavailableError(
                "Later.", cloud="prod", source="script", fault=FAULT
            ),
            "Later.\nid `abc23456` · cloud request `cloud-7`",
        ),
        (
            SourceRejectedError("Never.", cloud="prod", source="script"),
            "Never.\nid `abc23456`",
        ),
        (
            UncertainError("reset"),
            f"{UNDELIVERED}\nid `abc23456`",
        ),
        (
            MessengerError("429", permanent=False),
            f"{BUSY_SLACK}\nid `abc23456`",
        ),
        (
            MessengerError("200 is_archived", permanent=True, code="is_archived"),
            "Slack does not let me post this here (`is_archived`).\nid `abc23456`",
        ),
        (
            MessengerError("418", permanent=True),
            "Slack does not let me post this here.\nid `abc23456`",
        ),
        (asyncio.CancelledError(), f"{INTERRUPTED}\nid `abc23456`"),
        (ValueError("internals"), f"{UNEXPECTED}\nid `abc23456`"),
    ],
    ids=[
        "with a suggestion",
        "without a suggestion",
        "access",
        "busy",
        "not found",
        "unavailable",
        "rejected",
        "lost",
        "throttled",
        "refused",
        "refused without a word",
        "cut short",
        "unexpected",
    ],
)
def test_an_error_becomes_a_sentence_a_next_step_and_ids(
    error: BaseException, text: str
) -> None:
    assert explain(error, "abc23456").text == text


def test_what_nobody_expected_is_logged_with_its_traceback() -> None:
    error = ValueError("internals")

    with capture_logs() as log:
        explain(error, "abc23456")

    assert log == [{"event": "request_failed", "log_level": "error", "exc_info": error}]
