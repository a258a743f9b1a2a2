"""What Slack's error codes mean for a message: one table, from Slack's pages.

https://docs.slack.dev/reference/methods/chat.postMessage#errors, and the same part of
chat.postEphemeral, views.open, views.publish, views.update, conversations.history and
conversations.replies. What the webhooks answer:
https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
The codes of used-up response_urls are on no page; they were seen by others.
"""

from enum import StrEnum


class Fate(StrEnum):
    """What became of a message, or of a window."""

    TAKEN = "Slack took it"
    LATER = "Slack did nothing; the same may pass later"
    UNCERTAIN = "nobody knows whether Slack took it"
    BLOCKS = "its content was refused; a simpler one may pass"
    NOT_THERE = "the bot may not do it in this conversation; elsewhere it may pass"
    CLOSED = "this conversation takes nothing, from nobody"
    SIGNED_OUT = "the token takes the bot nowhere any more"
    GONE = "what it was for is there no more: the response_url, or the window"
    TOO_LATE = "the trigger opens no window any more"
    REFUSED = "the same will never pass"


# Slack says of the first two that a part of it may have happened, of the third nothing.
_UNCERTAIN = frozenset({"fatal_error", "internal_error", "service_unavailable"})

_LATER = frozenset(
    {
        "message_limit_exceeded",
        "org_login_required",
        "rate_limited",
        "ratelimited",
        "request_timeout",  # what arrived of the request was not all of it
        "team_added_to_org",
    }
)

_BLOCKS = frozenset(
    {
        "attachment_payload_limit_exceeded",
        "block_mismatch",
        "invalid_arguments",  # what views.open and views.update say of bad blocks
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "markdown_text_conflict",
        "msg_blocks_too_long",
        "msg_too_long",
        "only_one_table_allowed",
        "too_many_attachments",
        "view_too_large",
    }
)

_NOT_THERE = frozenset(
    {
        "access_denied",
        "action_prohibited",
        "cannot_reply_to_message",
        "channel_not_found",
        "channel_type_not_supported",
        "messages_tab_disabled",
        "method_not_supported_for_channel_type",
        "missing_scope",
        "no_permission",
        "not_in_channel",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "thread_not_found",
        "user_not_in_channel",
    }
)

_CLOSED = frozenset({"channel_is_archived", "is_archived"})

_SIGNED_OUT = frozenset(
    {
        "account_inactive",
        "accesslimited",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "not_allowed_token_type",
        "not_authed",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)

_GONE = frozenset(
    {
        "expired_url",
        "invalid_url",
        "message_not_found",
        "no_active_hooks",
        "no_service",
        "no_team",
        "not_found",
        "used_url",
    }
)

_TOO_LATE = frozenset(
    {
        "exchanged_trigger_id",
        "expired_trigger_id",
        "invalid_trigger",
        "invalid_trigger_id",
        "trigger_exchanged",
        "trigger_expired",
    }
)

CODES: dict[Fate, frozenset[str]] = {
    Fate.LATER: _LATER,
    Fate.UNCERTAIN: _UNCERTAIN,
    Fate.BLOCKS: _BLOCKS,
    Fate.NOT_THERE: _NOT_THERE,
    Fate.CLOSED: _CLOSED,
    Fate.SIGNED_OUT: _SIGNED_OUT,
    Fate.GONE: _GONE,
    Fate.TOO_LATE: _TOO_LATE,
}
"""The codes of each fate; every other code is `Fate.REFUSED`."""

_FATES = {code: fate for fate, codes in CODES.items() for code in codes}


def fate_of(code: str) -> Fate:
    """What one of Slack's error codes means."""
    return _FATES.get(code, Fate.REFUSED)


def refuses_token(code: str) -> bool:
    """Whether a method that is about no conversation will never take this token."""
    return fate_of(code) in {Fate.SIGNED_OUT, Fate.NOT_THERE}
