"""Which rules of Slack, and of this product, a message breaks."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bot.playground.rules.attachments import attachment_breaches, judged_blocks
from bot.playground.rules.rule import Breach, BrokenRule
from bot.playground.rules.texts import control_breaches, mrkdwn_breaches

# docs.slack.dev/reference/methods/chat.postMessage: 4,000 characters are advised, and
# above 40,000 the text is cut. In between, it was seen to be split.
MAX_TEXT = 4_000
MAX_TEXT_TAKEN = 40_000
# docs.slack.dev/reference/methods/chat.postMessage, errors
MAX_ATTACHMENTS = 100
# Slack names metadata_too_large but no size. Metadata is for ids, so this is little.
MAX_METADATA = 4_000


def broken(
    message: Mapping[str, Any], *, mentions_allowed: Collection[str] = ()
) -> list[BrokenRule]:
    """Every rule that the message breaks.

    Args:
        message: As it goes to chat.postMessage, to a response_url or into an ack.
        mentions_allowed: User, group and channel ids, the words "here", "channel" and
            "everyone", and URLs that may be mentioned.
    """
    breaches = [
        *_text_breaches(message, mentions_allowed),
        *_name_breaches(message),
        *judged_blocks(message.get("blocks"), "/blocks", mentions_allowed),
        *attachment_breaches(message.get("attachments"), mentions_allowed),
        *_extra_breaches(message),
    ]
    return [breach.of(message) for breach in breaches]


def _text_breaches(
    message: Mapping[str, Any], allowed: Collection[str]
) -> Iterator[Breach]:
    text = message.get("text") or ""
    if not isinstance(text, str):
        yield Breach("wrong-type", "text must be a string", "invalid_arguments")
        return
    if not text.strip():
        yield _without_text(message)
    if len(text) > MAX_TEXT:
        detail = f"{len(text):,} characters, at most {MAX_TEXT:,} [json-pointer:/text]"
        yield Breach("text-too-long", detail)
    yield from control_breaches(text, "/text")
    yield from mrkdwn_breaches(text, "/text", allowed)


def _without_text(message: Mapping[str, Any]) -> Breach:
    if message.get("blocks") or message.get("attachments"):
        return Breach("no-fallback-text", "screen readers read only the text")
    return Breach("no-text", "neither text nor blocks", "no_text")


def _name_breaches(message: Mapping[str, Any]) -> Iterator[Breach]:
    """What would let Slack look for names where nobody wrote markup."""
    if str(message.get("link_names")).lower() in {"1", "true"}:
        yield Breach(
            "link-names", "Slack would look for names [json-pointer:/link_names]"
        )
    if message.get("parse") not in (None, "none"):
        yield Breach("parse", "Slack would look for names [json-pointer:/parse]")


def _extra_breaches(message: Mapping[str, Any]) -> Iterator[Breach]:
    match message.get("attachments"):
        case list(attachments) if len(attachments) > MAX_ATTACHMENTS:
            detail = f"{len(attachments)} attachments, at most {MAX_ATTACHMENTS}"
            yield Breach("many-attachments", detail, "too_many_attachments")
    size = len(json.dumps(message.get("metadata")))
    if size > MAX_METADATA:
        detail = f"{size:,} characters of metadata, at most {MAX_METADATA:,}"
        yield Breach("metadata-too-large", detail, "metadata_too_large")
