"""Posting to a response_url: five times in half an hour, wherever the bot may not be."""

import re
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.adapters.slack.codes import Fate, fate_of
from bot.adapters.slack.outcomes import Outcome, answered, throttled, unanswered
from bot.adapters.slack.patience import Patience, Terms
from bot.domain.messages import Address, Message

_NAME = "response_url"
_EXCERPT = 400
_WORD = re.compile(r"([a-z][a-z0-9_]{0,63})")
_ERROR = re.compile(r'"error"\s*:\s*"([a-z][a-z0-9_]{0,63})"')
_NOT_OK = re.compile(r'"ok"\s*:\s*false')
_NO_MORE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class ResponseUrls:
    """Sends messages to the response_urls of commands and presses."""

    def __init__(self, session: aiohttp.ClientSession, patience: Patience) -> None:
        self._session = session
        self._patience = patience

    async def tell(self, address: Address, message: Message) -> Outcome:
        """Show it to whoever asked, in place of the original where that is wished."""
        private = {"response_type": "ephemeral", "replace_original": address.replaces}
        place = {} if address.replaces else _thread(address)
        return await self._send(address, _body(message) | private | place, Terms())

    async def publish(self, address: Address, message: Message) -> Outcome:
        """Show it to everybody in the conversation."""
        # docs.slack.dev/interactivity/handling-user-interaction: with `in_channel` it
        # goes to the thread, and without `replace_original` it may replace the message.
        public = {"response_type": "in_channel", "replace_original": False}
        terms = Terms(channel=address.channel or address.response_url)
        body = _body(message) | public | _thread(address)
        return await self._send(address, body, terms)

    async def _send(
        self, address: Address, body: Mapping[str, Any], terms: Terms
    ) -> Outcome:
        url = address.response_url
        if not _is_url(url):
            return Outcome(Fate.GONE, f"{_NAME}: no address")

        async def once() -> Outcome:
            try:
                return await self._post(url, body)
            except (aiohttp.ClientError, TimeoutError) as exc:
                return unanswered(_NAME, exc)

        return await self._patience.send(once, terms)

    async def _post(self, url: str, body: Mapping[str, Any]) -> Outcome:
        async with self._session.post(
            url, json=body, allow_redirects=False
        ) as response:
            if response.status == HTTPStatus.TOO_MANY_REQUESTS:
                return throttled(_NAME, response.headers)
            return _outcome(response.status, await _beginning(response))


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _thread(address: Address) -> dict[str, Any]:
    return {"thread_ts": address.thread} if address.thread else {}


def _body(message: Message) -> dict[str, Any]:
    # Said even where there are none: a replacement would keep the old ones.
    return {
        "text": message.text,
        "blocks": [dict(block) for block in message.blocks],
        "unfurl_links": False,
        "unfurl_media": False,
    }


async def _beginning(response: aiohttp.ClientResponse) -> str:
    said = b""
    async for chunk in response.content.iter_any():
        said += chunk
        if len(said) >= _EXCERPT:
            break
    return said[:_EXCERPT].decode("utf-8", "replace")


def _outcome(status: int, said: str) -> Outcome:
    code = _code(said)
    if status == HTTPStatus.OK and (not code or fate_of(code) is Fate.REFUSED):
        return _accepted(status, said, code)
    outcome = answered(_NAME, status, code)
    # The codes of a used-up URL are on no page of Slack's; its status says enough.
    if status in _NO_MORE and outcome.fate is Fate.REFUSED:
        return replace(outcome, fate=Fate.GONE)
    return outcome


def _accepted(status: int, said: str, code: str) -> Outcome:
    """What 200 means: yes, unless it is an object that says no."""
    if _NOT_OK.search(said):
        return Outcome(Fate.REFUSED, f"{_NAME}: {status} {code}".rstrip(), code=code)
    return Outcome(Fate.TAKEN, _NAME)


def _code(said: str) -> str:
    """Slack's code: in an object, or as all that it says; "" where there is none."""
    found = _WORD.fullmatch(said.strip()) or _ERROR.search(said)
    return found[1] if found else ""
