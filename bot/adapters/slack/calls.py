"""Calls of Slack's Web API that end in an outcome, whatever happens."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters.slack.codes import Fate
from bot.adapters.slack.errors import CALL_ERRORS
from bot.adapters.slack.outcomes import Outcome, answered, throttled, unanswered
from bot.adapters.slack.patience import Patience, Terms

Arguments = Mapping[str, Any]


class SlackCalls:
    """The Web API, through a client that never tries again by itself."""

    def __init__(self, client: AsyncWebClient, patience: Patience) -> None:
        self._client = client
        self._patience = patience

    async def write(
        self, method: str, arguments: Arguments, terms: Terms | None = None
    ) -> Outcome:
        """What came of a call that changes something.

        Blocks go as they are: slack_sdk's own models drop newer fields.
        """

        async def once() -> Outcome:
            return await self._call(method, json=dict(arguments))

        return await self._patience.send(once, terms or Terms(method))

    async def read(self, method: str, arguments: Arguments) -> Outcome:
        """What came of a call that only looks."""

        async def once() -> Outcome:
            return await self._call(method, http_verb="GET", params=dict(arguments))

        return await self._patience.send(once, Terms(method, repeatable=True))

    async def _call(self, method: str, **how: Any) -> Outcome:  # noqa: ANN401  as the SDK has it
        try:
            response = await self._client.api_call(method, **how)
        except SlackApiError as exc:
            return _refused(method, exc.response)
        except CALL_ERRORS as exc:
            return unanswered(method, exc)
        if not isinstance(response.data, dict):
            return answered(method, HTTPStatus.OK, "")
        return Outcome(Fate.TAKEN, method, answer=response.data)


def _refused(
    method: str, response: AsyncSlackResponse | aiohttp.ClientResponse
) -> Outcome:
    """What an answer without `ok` means; where it is no JSON, the SDK gives aiohttp's."""
    if isinstance(response, aiohttp.ClientResponse):
        status, answer = response.status, None
    else:
        status, answer = response.status_code, response.data
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return throttled(method, response.headers)
    if not isinstance(answer, dict):
        return answered(method, status, "")
    return answered(method, status, str(answer.get("error") or ""), answer)
