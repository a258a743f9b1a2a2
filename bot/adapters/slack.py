"""The one door to Slack: every answer checked, throttling waited out."""

from typing import Any

import aiohttp
import structlog
from slack_sdk.webhook import WebhookResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.domain.messages import Address, Message
from bot.errors import MessengerError
from bot.ports import Clock

_OK = 200
_THROTTLED = 429
_SERVER = 500
_MOST_TRIES = 4
_LONGEST_WAIT = 60.0
_SHORTEST_WAIT = 1.0

_log = structlog.get_logger()


class SlackMessenger:
    """`Messenger` over response_urls.

    Nothing but a refusal for going too fast is sent again: when the connection breaks,
    nobody knows whether Slack took the message, and people dislike doubles.
    """

    def __init__(self, session: aiohttp.ClientSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def reply(self, address: Address, message: Message) -> None:
        body = _body(message)
        answer = await self._send(address.response_url, body)
        if "invalid_blocks" in answer.body and message.blocks:
            _log.error("blocks_refused", blocks=message.blocks, answer=answer.body)
            body.pop("blocks")
            answer = await self._send(address.response_url, body)
        if answer.status_code != _OK:
            raise MessengerError(
                f"response_url answered {answer.status_code}: {answer.body[:80]}",
                permanent=answer.status_code < _SERVER,
            )

    async def _send(self, url: str, body: dict[str, Any]) -> WebhookResponse:
        """The last answer; throttling is waited out at most three times."""
        for _ in range(_MOST_TRIES - 1):
            answer = await self._post(url, body)
            if answer.status_code != _THROTTLED:
                return answer
            await self._clock.sleep(_wait(answer))
        return await self._post(url, body)

    async def _post(self, url: str, body: dict[str, Any]) -> WebhookResponse:
        client = AsyncWebhookClient(url, session=self._session, retry_handlers=[])
        client.proxy = None  # the session knows; the client would ask the environment
        try:
            return await client.send_dict(body)
        except (aiohttp.ClientError, TimeoutError) as exc:
            raise MessengerError(
                f"response_url: {type(exc).__name__}", permanent=False
            ) from exc


def _body(message: Message) -> dict[str, Any]:
    return {
        "response_type": "ephemeral",
        "text": message.text,
        "blocks": [dict(block) for block in message.blocks],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _wait(answer: WebhookResponse) -> float:
    value = str(answer.headers.get("Retry-After", ""))
    seconds = float(value) if value.isascii() and value.isdigit() else _SHORTEST_WAIT
    return min(seconds, _LONGEST_WAIT)
