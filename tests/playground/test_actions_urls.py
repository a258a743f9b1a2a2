import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.playground.rules import BrokenRule
from bot.playground.slack import CHANNEL, COLLEAGUE, OPERATOR, LocalSlack, Post, Press
from tests.playground.block_samples import actions, button, message, plain
from tests.playground.hand_clock import HandClock
from tests.playground.tiny_bot import TAKEN, answer, answered

PAGE = message(actions(button(text=plain("Next"), action_id="next", value="v1 2")))
SECOND = message(actions(button(text=plain("Back"), action_id="back", value="v1 1")))
REPLACED = {**SECOND, "replace_original": True}
ASIDE = {"text": "done", "response_type": "ephemeral", "replace_original": False}


async def posted(slack: LocalSlack, http: ClientSession, seen_by: str) -> Post:
    """Let the bot answer a command with the first page."""
    return await answered(slack, http, {**PAGE, "response_type": seen_by})


@pytest.fixture
async def private(slack: LocalSlack, http: ClientSession) -> Press:
    """Somebody pressed the button of an answer that only they see."""
    post = await posted(slack, http, "ephemeral")
    return await slack.press(OPERATOR, post, text="Next")


@pytest.fixture
async def public(slack: LocalSlack, http: ClientSession) -> Press:
    """Somebody pressed the button of an answer that all see."""
    post = await posted(slack, http, "in_channel")
    return await slack.press(COLLEAGUE, post, text="Next")


async def test_a_private_message_is_replaced_and_both_are_kept(
    slack: LocalSlack, http: ClientSession, private: Press, clock: HandClock
) -> None:
    original = private.original

    assert await answer(http, private.response_url, REPLACED) == TAKEN

    replacement = await private.post()
    shown = original.shown
    assert replacement == Post(REPLACED, OPERATOR, clock(), "response_url", shown)
    assert slack.posts == [original, replacement]
    assert (original.current, replacement.current) == (REPLACED, REPLACED)
    assert original.message == {**PAGE, "response_type": "ephemeral"}
    assert shown.versions == [original.message, REPLACED]
    assert replacement.ts == original.ts
    assert (slack.channels[CHANNEL].messages, slack.broken_rules) == ([], [])


async def test_a_replacement_can_be_pressed_and_replaced_again(
    slack: LocalSlack, http: ClientSession, private: Press
) -> None:
    await answer(http, private.response_url, REPLACED)
    first = {**PAGE, "replace_original": True}

    back = await slack.press(OPERATOR, await private.post(), text="Back")
    await answer(http, back.response_url, first)
    forth = await slack.press(OPERATOR, private.original, text="Next")

    assert [press.action["value"] for press in slack.presses] == [
        "v1 2",
        "v1 1",
        "v1 2",
    ]
    assert forth.original.current == first
    assert slack.presses == [private, back, forth]
    assert slack.broken_rules == []


async def test_what_was_replaced_is_gone(
    slack: LocalSlack, http: ClientSession, private: Press
) -> None:
    await answer(http, private.response_url, REPLACED)

    with pytest.raises(ValueError, match=r"there are \['Back'\]"):
        await slack.press(OPERATOR, private.original, text="Next")


async def test_a_replacement_changes_the_channel(
    slack: LocalSlack, http: ClientSession, public: Press
) -> None:
    await answer(http, public.response_url, {**ASIDE, "response_type": "in_channel"})
    before, aside = slack.channels[CHANNEL].messages

    await answer(http, public.response_url, REPLACED)

    messages = slack.channels[CHANNEL].messages
    assert messages == [{**before, **SECOND}, aside]
    assert [post.visible_to for post in public.posts] == [None, None]
    assert slack.broken_rules == []


@pytest.mark.parametrize("yes", [True, "true"], ids=["flag", "word"])
async def test_a_private_message_is_deleted(
    slack: LocalSlack, http: ClientSession, private: Press, yes: object
) -> None:
    original = private.original

    assert await answer(http, private.response_url, {"delete_original": yes}) == TAKEN

    deletion = await private.post()
    assert (deletion.message, deletion.ts) == ({"delete_original": yes}, original.ts)
    assert (original.current, deletion.current) == (None, None)
    assert (slack.posts, slack.broken_rules) == ([original], [])
    with pytest.raises(ValueError, match="does not see the message"):
        await slack.press(OPERATOR, original, text="Next")


async def test_a_deletion_changes_the_channel(
    slack: LocalSlack, http: ClientSession, public: Press
) -> None:
    await answer(http, public.response_url, {"delete_original": True})

    assert slack.channels[CHANNEL].messages == []


@pytest.mark.parametrize(
    "change", [REPLACED, {"delete_original": True}], ids=["replace", "delete"]
)
async def test_what_is_deleted_cannot_be_changed(
    slack: LocalSlack, http: ClientSession, private: Press, change: dict[str, Any]
) -> None:
    await answer(http, private.response_url, {"delete_original": True})

    refused = await answer(http, private.response_url, change)

    assert refused == (404, '{"ok": false, "error": "message_not_found"}')
    assert await answer(http, private.response_url, ASIDE) == TAKEN
    assert slack.posts == [private.original, await private.post(1)]


@pytest.mark.parametrize(
    ("seen_by", "person"), [("ephemeral", COLLEAGUE), ("in_channel", None)]
)
async def test_an_answer_to_a_press_can_stand_beside_the_original(
    slack: LocalSlack,
    http: ClientSession,
    public: Press,
    seen_by: str,
    person: str | None,
) -> None:
    aside = {**ASIDE, "response_type": seen_by}

    await answer(http, public.response_url, aside)

    post = await public.post()
    assert (post.message, post.visible_to) == (aside, person)
    assert post.ts != public.original.ts
    assert public.original.current == public.original.message
    texts = [each["text"] for each in slack.channels[CHANNEL].messages]
    assert texts == ["3 failed", "done"][: 1 + (person is None)]
    assert slack.broken_rules == []


async def test_somebody_can_wait_for_what_follows_a_press(
    http: ClientSession, private: Press
) -> None:
    waiting = asyncio.create_task(private.post())

    await answer(http, private.response_url, REPLACED)

    assert (await waiting).message == REPLACED


async def test_the_sixth_answer_to_a_press_is_refused(
    slack: LocalSlack, http: ClientSession, private: Press
) -> None:
    answers = [await answer(http, private.response_url, REPLACED) for _ in range(6)]

    assert answers == [TAKEN] * 5 + [(404, '{"ok": false, "error": "used_url"}')]
    again = await slack.press(OPERATOR, private.original, text="Back")
    assert await answer(http, again.response_url, REPLACED) == TAKEN


async def test_an_answer_to_a_press_after_thirty_minutes_is_refused(
    http: ClientSession, private: Press, clock: HandClock
) -> None:
    clock.advance(minutes=30)

    late = await answer(http, private.response_url, REPLACED)

    assert late == (404, '{"ok": false, "error": "expired_url"}')


async def test_a_bad_replacement_is_refused_and_changes_nothing(
    slack: LocalSlack, http: ClientSession, private: Press
) -> None:
    bad = {**REPLACED, "blocks": [{"type": "nonsense"}]}

    refused = await answer(http, private.response_url, bad)

    assert refused == (400, "invalid_blocks")
    assert private.original.current == private.original.message
    assert [rule.rule for rule in slack.broken_rules] == ["unknown-type"]


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ({"response_type": "ephemeral"}, ["replace-unsaid"]),
        ({"replace_original": False}, ["response-type-unsaid"]),
        ({}, ["response-type-unsaid", "replace-unsaid"]),
        ({"replace_original": True}, []),
        ({"replace_original": True, "response_type": "ephemeral"}, []),
        (
            {"replace_original": True, "response_type": "in_channel"},
            ["replace-for-others"],
        ),
    ],
    ids=["who", "beside", "nothing", "instead", "instead for one", "instead for all"],
)
async def test_an_answer_to_a_press_says_where_it_goes(
    slack: LocalSlack,
    http: ClientSession,
    private: Press,
    said: dict[str, Any],
    rules: list[str],
) -> None:
    assert await answer(http, private.response_url, {"text": "x", **said}) == TAKEN

    assert [post.visible_to for post in private.posts] == [OPERATOR]
    assert [rule.rule for rule in slack.broken_rules] == rules


async def test_a_public_message_may_be_replaced_for_all(
    slack: LocalSlack, http: ClientSession, public: Press
) -> None:
    sent = {**REPLACED, "response_type": "in_channel"}

    await answer(http, public.response_url, sent)

    assert (public.original.current, slack.broken_rules) == (sent, [])


async def test_a_command_still_replaces_nothing(
    slack: LocalSlack, http: ClientSession
) -> None:
    post = await posted(slack, http, "ephemeral")
    (delivery,) = slack.deliveries
    sent = {**REPLACED, "response_type": "ephemeral"}

    await answer(http, delivery.response_url, sent)

    assert post.current == post.message
    assert slack.broken_rules == [
        BrokenRule(
            "replace-from-command",
            "replace_original does nothing for a command's response",
            sent,
        )
    ]


async def test_what_all_see_beside_a_message_joins_a_thread_that_is_there(
    http: ClientSession, public: Press
) -> None:
    aside = {**ASIDE, "response_type": "in_channel", "thread_ts": "1.000001"}

    refused = await answer(http, public.response_url, aside)

    assert (refused, public.posts) == ((400, "cannot_reply_to_message"), [])
