"""The Web API methods of the local Slack, without HTTP."""

import hmac
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.rules.rule import BrokenRule
from bot.playground.slack.people import (
    BOT,
    BOT_USER,
    TEAM,
    TEAM_DOMAIN,
    TEAM_NAME,
    Channel,
)
from bot.playground.slack.workspace import Workspace

Answer = dict[str, Any]

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


def failure(error: str, **more: object) -> Answer:
    """How the Web API says no, with HTTP status 200."""
    return {"ok": False, "error": error, **more}


def refusal(rules: list[BrokenRule]) -> Answer:
    """How the Web API refuses a message, with every reason of the first kind."""
    error = rules[0].refusal or ""
    details = [rule.detail for rule in rules if rule.refusal == error]
    if error != "invalid_blocks":
        return failure(error)
    messages = {"messages": [f"[ERROR] {detail}" for detail in details]}
    return failure(error, errors=details, response_metadata=messages)


@dataclass(frozen=True, slots=True)
class Method:
    """One Web API method and the scope that it needs."""

    answer: Callable[[Mapping[str, Any]], Answer]
    scope: str | None = None


class WebApi:
    """Answers calls of auth.test, users.info and chat.postMessage as Slack does."""

    def __init__(
        self, workspace: Workspace, *, bot_token: str, scopes: Collection[str]
    ) -> None:
        self._workspace = workspace
        self._bot_token = bot_token
        self.scopes = tuple(scopes)
        self._methods = {
            "auth.test": Method(self._auth_test),
            "users.info": Method(self._users_info, "users:read"),
            "chat.postMessage": Method(self._post_message, "chat:write"),
        }

    def accepted_scope(self, method: str) -> str:
        """The scope that the method needs, empty when none."""
        known = self._methods.get(method)
        return (known and known.scope) or ""

    def call(self, method: str, token: str, arguments: Mapping[str, Any]) -> Answer:
        """The answer to one call."""
        known = self._methods.get(method)
        if known is None:
            return failure("unknown_method", req_method=method)
        return self._token_problem(token, known) or known.answer(arguments)

    def _token_problem(self, token: str, method: Method) -> Answer | None:
        if not token:
            return failure("not_authed")
        if not hmac.compare_digest(token.encode(), self._bot_token.encode()):
            return failure("invalid_auth")
        if method.scope is not None and method.scope not in self.scopes:
            provided = ",".join(self.scopes)
            return failure("missing_scope", needed=method.scope, provided=provided)
        return None

    def _auth_test(self, _: Mapping[str, Any]) -> Answer:
        return {
            "ok": True,
            "url": f"https://{TEAM_DOMAIN}.slack.com/",
            "team": TEAM_NAME,
            "user": self._workspace.people[BOT_USER].name,
            "team_id": TEAM,
            "user_id": BOT_USER,
            "bot_id": BOT,
            "is_enterprise_install": False,
        }

    def _users_info(self, arguments: Mapping[str, Any]) -> Answer:
        person = self._workspace.people.get(str(arguments.get("user", "")))
        if person is None:
            return failure("user_not_found")
        wanted = str(arguments.get("include_locale", "")).lower() in {"1", "true"}
        return {"ok": True, "user": person.as_user(include_locale=wanted)}

    def _post_message(self, arguments: Mapping[str, Any]) -> Answer:
        channel = self._workspace.channels.get(str(arguments.get("channel", "")))
        if channel is None:
            return failure("channel_not_found")
        message = {key: arguments[key] for key in _MESSAGE if key in arguments}
        problem = (
            self._channel_problem(channel)
            or _decode_structured(message)
            or _thread_problem(channel, message)
        )
        if problem is not None:
            return failure(problem)
        return self._store(channel, message)

    def _store(self, channel: Channel, message: dict[str, Any]) -> Answer:
        refusals = self._workspace.judge(message)
        if refusals:
            return refusal(refusals)
        post = self._workspace.show(message, None, "chat.postMessage", channel.id)
        shown = post.shown.as_message()
        return {"ok": True, "channel": channel.id, "ts": post.ts, "message": shown}

    def _channel_problem(self, channel: Channel) -> str | None:
        joined = BOT_USER in channel.members
        if channel.is_private and not joined:
            return "channel_not_found"
        if channel.is_archived:
            return "is_archived"
        if not joined and "chat:write.public" not in self.scopes:
            return "not_in_channel"
        return None


def _decode_structured(message: dict[str, Any]) -> str | None:
    """Turn JSON texts into what they say; returns the error of one that isn't JSON."""
    for key, (kind, error) in _STRUCTURED.items():
        if key not in message:
            continue
        value = message[key]
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except json.JSONDecodeError:
                return error
        if not isinstance(value, kind):
            return error
        message[key] = value
    return _metadata_problem(message.get("metadata"))


def _metadata_problem(metadata: object) -> str | None:
    match metadata:
        case None | {"event_type": str(), "event_payload": dict()}:
            return None
        case _:
            return "invalid_metadata_format"


def _thread_problem(channel: Channel, message: Mapping[str, Any]) -> str | None:
    thread = message.get("thread_ts")
    known = {posted["ts"] for posted in channel.messages}
    # Slack's answer to a thread that doesn't exist isn't documented.
    return None if thread is None or thread in known else "cannot_reply_to_message"
