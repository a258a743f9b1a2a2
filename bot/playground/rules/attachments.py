"""Judges blocks wherever a message has them, and the texts of its attachments.

docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bot.playground.rules.blocks import block_breaches
from bot.playground.rules.rule import Breach
from bot.playground.rules.texts import (
    control_breaches,
    mrkdwn_breaches,
    object_breaches,
)
from bot.playground.rules.walk import objects

# Whether Slack reads markup in all of these depends on `mrkdwn_in`.
_WITH_MARKUP = ("pretext", "title", "text", "value", "footer")
_PLAIN = ("fallback", "author_name")


def judged_blocks(
    blocks: object, at: str, allowed: Collection[str]
) -> Iterator[Breach]:
    """What is wrong with these blocks and the texts in them."""
    if blocks is None:
        return
    yield from block_breaches(blocks, at=at)
    for place, found in objects(blocks, at):
        yield from object_breaches(found, place, allowed)


def attachment_breaches(
    attachments: object, allowed: Collection[str]
) -> Iterator[Breach]:
    """What is wrong with the texts, the fields and the blocks of attachments."""
    for at, attachment in _objects_of(attachments, "/attachments"):
        yield from _text_breaches(attachment, at, allowed)
        for place, field in _objects_of(attachment.get("fields"), f"{at}/fields"):
            yield from _text_breaches(field, place, allowed)
        yield from judged_blocks(attachment.get("blocks"), f"{at}/blocks", allowed)


def _objects_of(value: object, at: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for index, each in enumerate(value if isinstance(value, list) else ()):
        if isinstance(each, Mapping):
            yield f"{at}/{index}", each


def _text_breaches(
    found: Mapping[str, Any], at: str, allowed: Collection[str]
) -> Iterator[Breach]:
    for key in (*_WITH_MARKUP, *_PLAIN):
        text = found.get(key)
        if isinstance(text, str):
            yield from control_breaches(text, f"{at}/{key}")
            if key in _WITH_MARKUP:
                yield from mrkdwn_breaches(text, f"{at}/{key}", allowed)
