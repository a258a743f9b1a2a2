"""Makes messages of the arguments of the chat methods."""

import re
from collections.abc import Mapping
from typing import Any

from bot.playground.rules.rule import Breach
from bot.playground.slack.answers import RefusalError
from bot.playground.slack.arguments import Given, structure
from bot.playground.slack.people import Channel

# Arguments that a form carries as JSON text, and the error when it isn't that
# (docs.slack.dev/reference/methods/chat.postMessage, errors).
_STRUCTURED = {
    "blocks": (list, "invalid_blocks_format"),
    "attachments": (list, "invalid_attachments"),
    "metadata": (dict, "invalid_metadata_format"),
}
# The arguments that make up the message; others say where it goes and who asks.
_MESSAGE = (
    "text",
    "blocks",
    "attachments",
    "metadata",
    "thread_ts",
    "reply_broadcast",
    "unfurl_links",
    "unfurl_media",
    "link_names",
    "parse",
    "mrkdwn",
)
# docs.slack.dev/messaging/message-metadata
_EVENT_TYPE = re.compile(r"[A-Za-z0-9_.:-]{1,255}")
_MAX_MARKDOWN = 12_000


def compose(given: Given) -> dict[str, Any]:
    """The message in these arguments.

    Raises:
        RefusalError: They don't make one.
    """
    message = {key: given[key] for key in _MESSAGE if key in given}
    for key, (kind, error) in _STRUCTURED.items():
        if key in message:
            message[key] = structure(given, key, kind, error)
    _check_metadata(message.get("metadata"))
    if "markdown_text" in given:
        message["text"] = _markdown(given)
    return message


def thread_breaches(channel: Channel, message: Mapping[str, Any]) -> list[Breach]:
    """What is wrong with the thread that the message wants to join.

    Raises:
        RefusalError: There is no such message.
    """
    thread = message.get("thread_ts")
    if thread is None:
        return []
    root = next((each for each in channel.messages if each["ts"] == thread), None)
    if root is None:
        # Slack's answer to a thread that doesn't exist isn't documented.
        raise RefusalError("cannot_reply_to_message")
    if root.get("thread_ts", thread) != thread:
        return [Breach("reply-to-reply", f"{thread} is itself in a thread")]
    return []


def _check_metadata(metadata: object) -> None:
    match metadata:
        case None:
            return
        case {"event_type": str(event), "event_payload": dict()}:
            if _EVENT_TYPE.fullmatch(event):
                return
    raise RefusalError("invalid_metadata_format")


def _markdown(given: Given) -> str:
    markdown = given["markdown_text"]
    if "text" in given or "blocks" in given:
        raise RefusalError("markdown_text_conflict")
    if not isinstance(markdown, str):
        raise RefusalError("invalid_arguments")
    if len(markdown) > _MAX_MARKDOWN:
        raise RefusalError("msg_too_long")
    return markdown
