"""Every line of the table, as the person who shares something meets it."""

import pytest

from bot.adapters.slack.codes import CODES, Fate, fate_of
from bot.adapters.slack.messenger import SlackMessenger
from bot.domain.messages import Address, Message
from bot.errors import MessengerError, TooLateError, UncertainError
from tests.adapters.slack.scripted import ScriptedSlack, gives, refuses, says
from tests.fakes import FakeClock

BLOCK = {"type": "section", "text": {"type": "plain_text", "text": "3 failed"}}
MESSAGE = Message("3 failed", (BLOCK,))
POST, READ = "chat.postMessage", "conversations.history"

TABLE = {
    Fate.LATER: (
        "message_limit_exceeded",
        "org_login_required",
        "rate_limited",
        "ratelimited",
        "request_timeout",
        "team_added_to_org",
    ),
    Fate.UNCERTAIN: ("fatal_error", "internal_error", "service_unavailable"),
    Fate.BLOCKS: (
        "attachment_payload_limit_exceeded",
        "block_mismatch",
        "invalid_arguments",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "markdown_text_conflict",
        "msg_blocks_too_long",
        "msg_too_long",
        "only_one_table_allowed",
        "too_many_attachments",
        "view_too_large",
    ),
    Fate.NOT_THERE: (
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
    ),
    Fate.CLOSED: ("channel_is_archived", "is_archived"),
    Fate.SIGNED_OUT: (
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
    ),
    Fate.GONE: (
        "expired_url",
        "invalid_url",
        "message_not_found",
        "no_active_hooks",
        "no_service",
        "no_team",
        "not_found",
        "used_url",
    ),
    Fate.TOO_LATE: (
        "exchanged_trigger_id",
        "expired_trigger_id",
        "invalid_trigger",
        "invalid_trigger_id",
        "trigger_exchanged",
        "trigger_expired",
    ),
}
OTHERS = ("no_text", "invalid_metadata_format", "metadata_too_large", "unknown_method")
KNOWN = [(fate, code) for fate, codes in TABLE.items() for code in codes]
FOR_GOOD = [
    *[(fate, code) for fate, code in KNOWN if fate in {Fate.CLOSED, Fate.SIGNED_OUT}],
    *[(Fate.REFUSED, code) for code in OTHERS],
]

# How often each fate lets a post with blocks be sent, when nothing can be read.
SENT = {
    Fate.LATER: 4,
    Fate.UNCERTAIN: 1,
    Fate.BLOCKS: 3,
    Fate.NOT_THERE: 1,
    Fate.CLOSED: 1,
    Fate.SIGNED_OUT: 1,
    Fate.GONE: 1,
    Fate.TOO_LATE: 1,
}


def test_the_table_has_these_lines_and_no_other() -> None:
    assert {fate: set(codes) for fate, codes in TABLE.items()} == CODES


def test_no_code_has_two_fates() -> None:
    assert len({code for _, code in KNOWN}) == len(KNOWN)


@pytest.mark.parametrize("code", [*OTHERS, "", "a_code_of_next_year", "OK"])
def test_every_other_code_is_a_refusal(code: str) -> None:
    assert fate_of(code) is Fate.REFUSED


@pytest.mark.parametrize(("fate", "code"), KNOWN)
async def test_a_code_decides_how_a_share_ends(
    script: ScriptedSlack, actor: SlackMessenger, fate: Fate, code: str
) -> None:
    script.will(POST, refuses(code))
    script.will(READ, refuses("missing_scope"))

    with pytest.raises(MessengerError) as caught:
        await actor.share(Address(channel="C1"), MESSAGE, "p1")

    error = caught.value
    assert str(error) == f"chat.postMessage: 200 {code}"
    assert error.permanent is (fate not in {Fate.LATER, Fate.UNCERTAIN})
    assert isinstance(error, UncertainError) is (fate is Fate.UNCERTAIN)
    assert isinstance(error, TooLateError) is (fate is Fate.TOO_LATE)
    rungs = 2 if fate is Fate.BLOCKS else SENT[fate]
    assert len(script.bodies(POST)) == rungs


@pytest.mark.parametrize(("fate", "code"), FOR_GOOD)
async def test_what_is_refused_for_good_is_not_shared_in_another_way(
    script: ScriptedSlack, actor: SlackMessenger, fate: Fate, code: str
) -> None:
    script.will(POST, refuses(code))

    with pytest.raises(MessengerError) as caught:
        await actor.share(Address(script.response_url, channel="C1"), MESSAGE, "p1")

    assert caught.value.permanent, fate
    assert script.called == [POST]


@pytest.mark.parametrize("code", ["rate_limited", "ratelimited", "team_added_to_org"])
async def test_what_may_pass_later_is_tried_four_times(
    script: ScriptedSlack, actor: SlackMessenger, clock: FakeClock, code: str
) -> None:
    script.will(POST, refuses(code), refuses(code), refuses(code), gives({"ok": True}))

    await actor.share(Address(channel="C1"), MESSAGE, "p1")

    assert (len(script.calls), clock.slept) == (4, [1, 1, 1])


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (says("not here", 404), MessengerError),
        (says("no", 403), MessengerError),
        (says("slow", 408), UncertainError),
        (says("oops", 500), UncertainError),
        (says("oops", 502), UncertainError),
        (says("oops", 504), UncertainError),
        (gives({"ok": False, "error": "what_is_this"}, 503), UncertainError),
        (says("<html>"), UncertainError),
        (gives({}), UncertainError),
        (gives({"ok": False}), UncertainError),
        (gives([]), UncertainError),
        (gives([1]), UncertainError),
        (gives("ok"), UncertainError),
        (gives(None), UncertainError),
        (gives({"ok": True}, kind="application/gzip"), UncertainError),
        (gives({"ok": True}, kind="text/html"), UncertainError),
        (says('{"ok": tr', content_type="application/json"), UncertainError),
    ],
    ids=range(17),
)
async def test_an_answer_without_a_code_is_judged_by_its_status(
    script: ScriptedSlack,
    actor: SlackMessenger,
    answer: object,
    error: type[MessengerError],
) -> None:
    script.will(POST, answer)  # type: ignore[arg-type]
    script.will(READ, refuses("missing_scope"))

    with pytest.raises(MessengerError) as caught:
        await actor.share(Address(channel="C1"), MESSAGE, "p1")

    assert type(caught.value) is error
    assert len(script.bodies(POST)) == 1
