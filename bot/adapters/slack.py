"""The one door to Slack: every answer checked, throttling waited out."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog

from bot.adapters.retry_after import asked_wait
from bot.domain.messages import Address, Message
from bot.errors import MessengerError
from bot.ports import Clock

_MOST_TRIES = 4
_LONGEST_WAIT = 60.0
_SHORTEST_WAIT = 1.0
_EXCERPT = 80
_ABOUT_BLOCKS = ("invalid_blocks", "msg_blocks_too_long", "invalid_attachments")

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SlackAnswer:
    """Status, headers, and the beginning of the body: all that a response_url tells."""

    status: int
    headers: Mapping[str, str]
    body: str


class SlackMessenger:
    """`Messenger` over response_urls.

    Only what Slack cannot have taken is sent again: when there was no connection, or it
    said "too fast". When a connection breaks nobody knows, and people dislike doubles.
    """

    def __init__(self, session: aiohttp.ClientSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def reply(self, address: Address, message: Message) -> None:
        if urlsplit(address.response_url).scheme not in {"http", "https"}:
            raise MessengerError("response_url is no address", permanent=True)
        try:
            answer = await self._shown(address, message)
        except (aiohttp.ClientError, TimeoutError) as exc:
            raise MessengerError(
                f"response_url: {type(exc).__name__}", permanent=False
            ) from exc
        if answer.status != HTTPStatus.OK:
            again = (
                answer.status == HTTPStatus.TOO_MANY_REQUESTS
                or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            )
            raise MessengerError(
                f"response_url answered {answer.status}: {answer.body}",
                permanent=not again,
            )

    async def _shown(self, address: Address, message: Message) -> SlackAnswer:
        """The answer to the message, or to its text alone where the blocks are refused."""
        # Said either way: what Slack does with a press's answer that says neither varies.
        body = {**_body(message), "replace_original": address.replaces}
        url = address.response_url
        answer = await self._send(url, body)
        if message.blocks and any(code in answer.body for code in _ABOUT_BLOCKS):
            _log.error("blocks_refused", blocks=message.blocks, answer=answer.body)
            body.pop("blocks")
            answer = await self._send(url, body)
        return answer

    async def _send(self, url: str, body: dict[str, Any]) -> SlackAnswer:
        """The last answer; what Slack never got is sent at most four times."""
        for _ in range(_MOST_TRIES - 1):
            try:
                answer = await self._post(url, body)
            except aiohttp.ClientConnectorError:
                await self._clock.sleep(_SHORTEST_WAIT)
                continue
            if answer.status != HTTPStatus.TOO_MANY_REQUESTS:
                return answer
            await self._clock.sleep(_wait(answer))
        return await self._post(url, body)

    async def _post(self, url: str, body: dict[str, Any]) -> SlackAnswer:
        async with self._session.post(
            url, json=body, allow_redirects=False
        ) as response:
            said = await _beginning(response)
            return SlackAnswer(response.status, response.headers, said)


async def _beginning(response: aiohttp.ClientResponse) -> str:
    said = b""
    async for chunk in response.content.iter_any():
        said += chunk
        if len(said) >= _EXCERPT:
            break
    return said[:_EXCERPT].decode("utf-8", "replace")


def _body(message: Message) -> dict[str, Any]:
    return {
        "response_type": "ephemeral",
        "text": message.text,
        "blocks": [dict(block) for block in message.blocks],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _wait(answer: SlackAnswer) -> float:
    asked = asked_wait(answer.headers)
    return min(_SHORTEST_WAIT if asked is None else asked, _LONGEST_WAIT)
