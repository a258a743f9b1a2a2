"""What slack_sdk raises, and the code inside."""

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

CALL_ERRORS = (
    SlackClientError,
    aiohttp.ClientError,
    TimeoutError,
    # What slack_sdk makes of answers that are no text, no object, or endless.
    ValueError,
    AttributeError,
    RecursionError,
)
"""Everything that a call of the Web API raises when there is no good answer."""


def code_of(error: Exception) -> str:
    """Slack's error code, such as `invalid_auth`, else the error's own name.

    An answer that is no JSON has no code, and the error's text holds all of it.
    """
    response = error.response if isinstance(error, SlackApiError) else None
    answer = getattr(response, "data", None)
    code = answer.get("error") if isinstance(answer, dict) else None
    return str(code or type(error).__name__)
