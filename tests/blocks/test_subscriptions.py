"""What people read about digests, and the windows that they fill in."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.digest_desk import digest_page
from bot.blocks.forms import DIGESTS
from bot.blocks.mark_form import mark_form
from bot.blocks.resting import resting
from bot.blocks.subscription_form import review, subscription_form
from bot.blocks.views import view
from bot.domain.causes import Cause
from bot.domain.deliveries import Delivered, ToldCause
from bot.domain.digest_answers import (
    CHANNEL,
    DigestAnswer,
    ListedSubscription,
    Offer,
    PreviewAnswer,
    SubscriptionAnswer,
    SubscriptionsAnswer,
    ToldAnswer,
)
from bot.domain.digests import ToldBefore
from bot.domain.failures import FailureFilter
from bot.domain.forms import Carried
from bot.domain.mark_form import MarkChoice
from bot.domain.marks import Mark, MarkKind
from bot.domain.messages import Message, Modal
from bot.domain.pages import Page
from bot.domain.schedules import Schedule
from bot.domain.subscription_form import SubscriptionForm, Wish
from bot.domain.subscriptions import Pause, Subscription
from bot.playground.rules import broken_view
from tests.blocks.samples import NINE, SINGAPORE, broken_rules
from tests.blocks.shapes import Shape, actions, button, context, header, section

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NIGHT = Subscription(
    name="night",
    channel="C0NIGHT",
    schedule=Schedule.parse("weekdays at 9:00"),
    zone=SINGAPORE,
    clouds=("prod",),
    owner="U0MEI",
)
TOLD = ToldBefore(slot=NINE - DAY, failed=12, skipped=3)
NOTHING = ToldBefore(slot=NINE, failed=0, skipped=0)
LAST = Delivered(slot=NINE - DAY, told=TOLD, ended=NINE - DAY, ts="1.0")
PAUSE = Offer(label="Pause", line="/runs digest pause night", changes=True)
SEND = Offer(label="Send now", line="/runs digest now night", sure="Post it now?")
UNDO = Offer(label="Undo", line="/runs digest unmute night cause:c1", changes=True)
MARK = Mark(
    kind=MarkKind.MUTED,
    cause="c1",
    label="agent <offline>",
    channel="C0NIGHT",
    by="U0MEI",
    at=NINE,
    until=NINE + DAY,
    why="known & mended",
)
SHOWN = SubscriptionAnswer(
    one=NIGHT,
    next=(NINE + DAY, NINE + 2 * DAY),
    delivered=(LAST,),
    marks=((MARK, UNDO),),
    offers=(SEND, PAUSE),
)
ALLOWED = ("C0NIGHT", "U0MEI", "U0TAN")


def told(answer: DigestAnswer) -> Message:
    message = digest_page(answer)
    assert broken_rules(message, mentions_allowed=ALLOWED) == []
    return message


def pressed(offer: Offer, action: str) -> Shape:
    return button(offer.label, action, f"v1 {offer.line} 1")


def test_a_digest_is_shown_with_all_that_it_asks_for() -> None:
    message = told(SHOWN)

    facts = [
        "Channel: <#C0NIGHT>",
        "When: weekdays at 09:00 Asia/Singapore",
        "Outcomes: failed and skipped",
        "Clouds: prod",
        "Nothing to tell: says so",
        "Mentions: nobody",
        "Owner: <@U0MEI>",
    ]
    times = "Next: Fri 16 Jan 09:00, Sat 17 Jan 09:00 Asia/Singapore"
    last = "Last digests:\nWed 14 Jan 09:00: 12 failed, 3 skipped"
    marked = (
        "muted by <@U0MEI> until Fri 16 Jan 09:00: known &amp; mended in all of "
        "<#C0NIGHT>"
    )
    assert message.text.split("\n") == [
        "night",
        *facts,
        times,
        *last.split("\n"),
        f"agent &lt;offline&gt; is {marked}",
    ]
    sure = {
        "confirm": {
            "title": {"type": "plain_text", "text": "Are you sure?", "emoji": False},
            "text": {"type": "plain_text", "text": "Post it now?", "emoji": False},
            "confirm": {"type": "plain_text", "text": "Send now", "emoji": False},
            "deny": {"type": "plain_text", "text": "Cancel", "emoji": False},
        }
    }
    assert message.blocks == (
        header("night"),
        section("\n".join(f"*{one.replace(': ', '*  ', 1)}" for one in facts)),
        context(times),
        context(last),
        section(
            f"`agent &lt;offline&gt;` is {marked}",
            accessory=pressed(UNDO, "runs.change.3"),
        ),
        actions(
            {**pressed(SEND, "runs.offer.1"), **sure}, pressed(PAUSE, "runs.change.2")
        ),
    )


def test_what_was_done_with_it_comes_first() -> None:
    message = told(replace(SHOWN, said="night goes on."))

    assert message.text.startswith("night goes on.\nnight\n")
    assert message.blocks[0] == section("night goes on.")


PAUSED = {
    "by somebody": (
        Pause(by="U0TAN", at=NINE),
        "⏸ Paused since Thu 15 Jan 09:00 by <@U0TAN>.",
    ),
    "by the bot": (
        Pause(by="", at=NINE, why="The channel is archived."),
        "⏸ Paused since Thu 15 Jan 09:00 by me. The channel is archived.",
    ),
}


@pytest.mark.parametrize(("pause", "said"), PAUSED.values(), ids=PAUSED.keys())
def test_a_digest_that_rests_says_since_when(pause: Pause, said: str) -> None:
    message = told(replace(SHOWN, one=replace(NIGHT, pause=pause)))

    assert message.text.split("\n")[1] == said
    assert "Next: " not in message.text


def test_what_it_filters_and_whom_it_mentions_is_shown() -> None:
    wanted = FailureFilter(targets=("FIN",), causes=("<!here>",))
    one = replace(
        NIGHT,
        owner="",
        clouds=(),
        wanted=wanted,
        posts_empty=False,
        mention=("U0TAN", "<!channel>"),
        schedule=Schedule.parse("0 9 1 * mon"),
    )

    lines = told(replace(SHOWN, one=one)).text.split("\n")

    assert "When: 0 9 1 * mon Asia/Singapore" in lines
    assert "Clouds: all" in lines
    assert "Nothing to tell: stays silent" in lines
    assert "Mentions: <@U0TAN>" in lines
    assert "Only: target FIN, cause &lt;!here&gt;" in lines
    assert "Owner: the settings file" in lines
    assert any(one.startswith("It fires on day 1 of the month and") for one in lines)


DELIVERED = {
    "told": (LAST, "12 failed, 3 skipped"),
    "under way": (replace(LAST, ended=None), "12 failed, 3 skipped (on its way)"),
    "silent": (
        Delivered(slot=NINE, told=NOTHING, ended=NINE),
        "nothing new, so nothing was posted",
    ),
    "all clear": (
        Delivered(slot=NINE, told=NOTHING, ended=NINE, ts="1.0"),
        "nothing new",
    ),
    "being read": (Delivered(slot=NINE), "being read"),
    "ended unread": (Delivered(slot=NINE, ended=NINE), "nothing was read"),
}


@pytest.mark.parametrize(("last", "said"), DELIVERED.values(), ids=DELIVERED.keys())
def test_its_last_deliveries_are_told(last: Delivered, said: str) -> None:
    lines = told(replace(SHOWN, delivered=(last,), marks=())).text.split("\n")

    assert lines[-1].split(": ", 1)[1] == said


def test_many_marks_are_counted() -> None:
    message = told(replace(SHOWN, marks=((MARK, UNDO),) * 13))

    assert message.text.endswith("\nand 3 more")


def test_whoever_owns_a_digest_is_told_that_it_rests_and_how_it_goes_on() -> None:
    message = resting(NIGHT, Pause(by="", at=NINE, why="The channel is archived."))

    said = (
        "The digest night is paused: Slack does not let me post in <#C0NIGHT>. The "
        "channel is archived. Nothing is lost: once that is mended, `/runs digest resume "
        "night` tells what it missed."
    )
    resume = button("Resume", "runs.resume", "v1 /runs digest resume night 1")
    assert message == Message(said, (section(said), actions(resume)))
    assert broken_rules(message, mentions_allowed=ALLOWED) == []


def listed(*rows: ListedSubscription, pages: int = 1) -> SubscriptionsAnswer:
    return SubscriptionsAnswer(
        page=Page(rows=rows, number=1, pages=pages, of=len(rows)),
        line="/runs digest",
        zone=SINGAPORE,
        offers=(Offer(label="New digest", line="/runs digest new"),),
    )


def test_all_digests_are_listed() -> None:
    resting = replace(NIGHT, name="day", pause=Pause(by="U1", at=NINE))
    message = told(
        listed(
            ListedSubscription(one=NIGHT, next=NINE + HOUR, last=LAST),
            ListedSubscription(one=resting, next=NINE),
        )
    )

    where = "<#C0NIGHT> · weekdays at 09:00 Asia/Singapore"
    due = "next Thu 15 Jan 10:00 Asia/Singapore"
    last = "last Wed 14 Jan 09:00: 12 failed, 3 skipped"
    assert message.text.split("\n") == [
        "2 digests",
        f"night, {where}",
        f"{due} · {last}",
        f"day, {where}",
        "⏸ paused",
    ]
    show = [
        button("Show", f"runs.offer.{place}", f"v1 /runs digest show {name} 1")
        for place, name in ((1, "night"), (2, "day"))
    ]
    new = button("New digest", "runs.offer.3", "v1 /runs digest new 1")
    assert message.blocks == (
        header("2 digests"),
        section(f"`night` · {where}\n{due} · {last}", accessory=show[0]),
        section(f"`day` · {where}\n⏸ paused", accessory=show[1]),
        actions(new),
    )


def test_where_there_is_none_one_can_be_made() -> None:
    message = told(listed())

    assert message.text == "No channel is told a digest yet."
    assert str(message.blocks).count("/runs digest new") == 1


def test_a_list_turns_pages() -> None:
    rows = [ListedSubscription(one=NIGHT, next=NINE)] * 10

    message = told(listed(*rows, pages=2))

    assert message.text.endswith("\nRows 1 to 10 of 10, page 1 of 2")
    assert "Next ▶" in str(message.blocks)


def test_a_few_sentences_name_the_channel() -> None:
    message = told(ToldAnswer(said=f"a <b> is in {CHANNEL} now.", channel="C0NIGHT"))

    assert message == Message(
        "a &lt;b&gt; is in <#C0NIGHT> now.",
        (section("a &lt;b&gt; is in <#C0NIGHT> now."),),
    )


PREVIEW = PreviewAnswer(
    name="night",
    slots=7,
    posted=7,
    busy=2,
    root=Message("✖ 2 failed", (header("✖ 2 failed"), actions(button("a", "b", "c")))),
    rows=0,
)
WEEKS = {
    "some": (
        PREVIEW,
        (
            "Last week: 7 digests of night, 2 of them with something to tell. This would "
            "be the next one."
        ),
    ),
    "all busy": (
        replace(PREVIEW, posted=2),
        "Last week: 2 digests of night. This would be the next one.",
    ),
    "never due": (
        replace(PREVIEW, slots=0, posted=0, busy=0),
        "night was not due in the last week.",
    ),
}


@pytest.mark.parametrize(("answer", "said"), WEEKS.values(), ids=WEEKS.keys())
def test_a_preview_says_how_last_week_was(answer: PreviewAnswer, said: str) -> None:
    week = f"{said} Only you see this, and nothing of it counts as told."

    assert told(answer) == Message(
        f"{week}\n✖ 2 failed", (context(week), header("✖ 2 failed"))
    )


def test_a_preview_says_what_would_be_in_the_thread() -> None:
    message = told(replace(PREVIEW, rows=2))

    assert message.blocks[-1] == context("In its thread: 2 more posts with every row.")


HOSTILE = st.text(max_size=6_000) | st.sampled_from(
    ["<!channel>", "`<@U1>`", "&lt;", "*" * 5_000, "\u202e", "\ud800"]
)


@given(HOSTILE)
def test_whatever_people_say_breaks_no_rule(text: str) -> None:
    mark = replace(MARK, label=text, why=text)
    one = replace(NIGHT, wanted=FailureFilter(targets=(text,) * 4))
    pause = Pause(by=text, at=NINE, why=text)

    for answer in (
        replace(
            SHOWN,
            one=replace(one, pause=pause),
            said=text[:500],
            marks=((mark, UNDO),) * 12,
        ),
        ToldAnswer(said=f"{text}.", channel=text),
    ):
        message = digest_page(answer)
        assert broken_rules(message, mentions_allowed=ALLOWED) == []


# Windows.

FORM = SubscriptionForm(clouds=("dr", "prod"), channel="C0NIGHT", zone="Asia/Singapore")
WISH = Wish(
    name="night",
    channel="C0NIGHT",
    schedule=NIGHT.schedule,
    zone=SINGAPORE,
    wanted=FailureFilter(),
)
CHOICE = MarkChoice(
    kind=MarkKind.MUTED,
    one=NIGHT,
    causes=(ToldCause(id="c1", cause=Cause("W1", "offline"), count=41, last=NINE),),
    labels={"c1": "offline (W1)"},
    marks=(MARK,),
)


def sent(modal: Modal) -> dict[str, Any]:
    found = view("k", modal)
    assert broken_view(found, "modal", mentions_allowed=ALLOWED) == []
    return found


def inputs(modal: Modal) -> dict[str, Any]:
    return {
        block["block_id"]: block["element"]
        for block in sent(modal)["blocks"]
        if block["type"] == "input"
    }


def test_a_new_digest_is_filled_in_with_what_is_usual() -> None:
    fields = inputs(subscription_form(FORM))

    assert list(fields) == [
        *("name", "channel", "schedule", "zone", "clouds", "sources", "outcomes"),
        *("target", "script", "pool", "cause", "empty", "mention"),
    ]
    assert fields["channel"]["initial_conversation"] == "C0NIGHT"
    assert fields["schedule"]["initial_value"] == "weekdays at 09:00"
    assert fields["zone"]["initial_value"] == "Asia/Singapore"
    assert [one["value"] for one in fields["outcomes"]["initial_options"]] == [
        "failed",
        "skipped",
    ]


def test_in_a_direct_message_the_channel_is_chosen_and_one_cloud_is_not() -> None:
    fields = inputs(
        subscription_form(replace(FORM, channel="D1", clouds=("prod",), zone=""))
    )

    assert "initial_conversation" not in fields["channel"]
    assert "clouds" not in fields
    assert fields["zone"]["initial_value"] == "UTC"


def test_a_digest_is_changed_with_all_that_it_is_filled_in() -> None:
    one = replace(
        NIGHT, mention=("U0TAN",), wanted=FailureFilter(targets=("FIN", "hr"))
    )

    modal = subscription_form(replace(FORM, one=one))
    fields = inputs(modal)

    assert modal.title == "Change a digest"
    assert "name" not in fields
    assert fields["schedule"]["initial_value"] == "weekdays at 09:00"
    assert fields["target"]["initial_value"] == "FIN, hr"
    assert fields["mention"]["initial_users"] == ["U0TAN"]
    assert [one["value"] for one in fields["clouds"]["initial_options"]] == ["prod"]


@pytest.mark.parametrize(
    ("name", "button_said"), [("", "Make it"), ("night", "Save")], ids=["new", "edit"]
)
def test_what_it_comes_to_is_read_before_it_is_kept(
    name: str, button_said: str
) -> None:
    carried = Carried(channel="C0NIGHT", name=name)

    found = sent(review(WISH, carried, NINE))

    assert found["submit"]["text"] == button_said
    assert found["close"]["text"] == "Back"
    assert found["private_metadata"] == carried.packed()
    assert "*Next*  Fri 16 Jan 09:00, Mon 19 Jan 09:00, Tue 20 Jan 09:00" in str(found)


def test_a_problem_with_keeping_it_is_said_above() -> None:
    modal = review(WISH, Carried(), NINE, "I'm <busy>.")

    assert sent(modal)["blocks"][0] == section("⚠ I'm &lt;busy&gt;.")


def test_a_cause_is_chosen_with_how_often_it_was_told() -> None:
    modal = mark_form(CHOICE, "C0OTHER")
    fields = inputs(modal)

    assert (modal.title, modal.form) == ("Mute a cause", "muted")
    (option,) = fields["cause"]["options"]
    assert (option["text"]["text"], option["value"]) == ("offline (W1) (41)", "c1")
    assert fields["cause"]["initial_option"] == option
    assert fields["lasts"]["initial_option"]["value"] == "1d"
    assert fields["where"]["initial_option"]["value"] == "here"
    assert "1 cause of <#C0NIGHT> marked already" in str(modal.blocks)


def test_where_nothing_was_told_there_is_nothing_to_mark() -> None:
    modal = mark_form(replace(CHOICE, causes=()), "C0OTHER")

    assert (modal.submit, len(modal.blocks)) == ("", 1)
    assert "was told of no cause in the last 30 days" in str(sent(modal))


@given(HOSTILE)
def test_whatever_a_cause_is_called_it_can_be_chosen(text: str) -> None:
    hostile = replace(CHOICE, labels={"c1": text}, marks=())

    sent(mark_form(hostile, "C0OTHER"))


def test_a_window_says_what_is_going_on() -> None:
    loading = sent(DIGESTS.loading())
    problem = DIGESTS.problem(Message("no"))

    assert "Looking at the digests…" in str(loading)
    assert problem.blocks == (section("no"),)
    assert DIGESTS.problem(Message("a", (context("b"),))).blocks == (context("b"),)
