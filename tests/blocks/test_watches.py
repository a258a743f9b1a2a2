"""What people are told of what they watch."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.watch_numbers import bar, numbers, result
from bot.blocks.watches import board, lost, watch_button, watch_page, word
from bot.domain.digest_answers import Offer
from bot.domain.executions import Outcome
from bot.domain.messages import Message
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Counts
from bot.domain.watches import (
    Ending,
    Seen,
    Watch,
    WatchesAnswer,
    WatchToldAnswer,
)
from tests.blocks.samples import NINE, broken_rules
from tests.blocks.shapes import actions, button, context, header, section

RUN = Reference("prod", SourceName.TASK, ("t-1", "r-1"))
LINE = "/runs task prod/task/t-1/r-1"
SOME = Counts({Outcome.FAILED: 3, Outcome.RUNNING: 10, Outcome.SUCCEEDED: 28}, 41)
WATCH = Watch(
    id="w1",
    user="U0MEI",
    workspace="T1",
    channel="C0NIGHT",
    reference=RUN,
    begun=NINE,
    seen=Seen(
        headline="✖ Failed so far: Patch <check> on Finance",
        outcome=Outcome.FAILED,
        counts=SOME,
    ),
    seen_at=NINE,
    place="C0NIGHT",
    ts="100.1",
    due=NINE,
)
AT = "<!date^1768438800^{date_short_pretty} {time_secs}|2026-01-15 01:00:00 UTC>"
DETAILS = button("Details", "runs.again", f"v1 {LINE} 1")
FAILED = f"v1 {LINE} outcome:failed 1"
STOP = "v1 /runs watch stop prod/task/t-1/r-1 1"
ALLOWED = ("C0NIGHT", "U0MEI")


def seen(outcome: Outcome, total: int | None = None, **counts: int) -> Seen:
    by_outcome = {Outcome(name): many for name, many in counts.items()}
    return Seen(headline="", outcome=outcome, counts=Counts(by_outcome, total))


def checked(message: Message) -> Message:
    assert broken_rules(message, mentions_allowed=ALLOWED) == []
    return message


def test_a_message_says_how_far_a_run_has_come() -> None:
    assert checked(board(WATCH)) == Message(
        text="\n".join(
            [
                "✖ Failed so far: Patch &lt;check&gt; on Finance",
                "3 failed, 10 running, 28 succeeded of 41",
                "▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱ 75%",
                "Watching. Whoever asked is told here when it ends.",
                f"Ask: {LINE}",
                "Last change seen: 2026-01-15 01:00:00 UTC",
            ]
        ),
        blocks=(
            header("✖ Failed so far: Patch <check> on Finance"),
            section("*3 failed, 10 running, 28 succeeded of 41*"),
            section("▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱ 75%"),
            context("Watching. Whoever asked is told here when it ends."),
            context(f"Ask: `{LINE}` · last change seen {AT}"),
            actions(DETAILS, button("Stop watching", "runs.unwatch", STOP)),
        ),
    )


@pytest.mark.parametrize("ending", Ending)
def test_what_is_over_cannot_be_stopped(ending: Ending) -> None:
    message = checked(board(WATCH.over(ending)))

    assert message.blocks[-1] == actions(DETAILS)
    assert "Watching." not in message.text
    assert "watched no more" in message.text


def test_a_silent_cloud_is_told_of() -> None:
    said = checked(board(replace(WATCH, unread=True))).text

    assert "No answer from the cloud for 1 h. I keep trying." in said


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        (
            Ending.ENDED,
            (
                "<@U0MEI> Patch &lt;check&gt; on Finance ended: 3 failed, 10 running of "
                "41."
            ),
        ),
        (
            Ending.TOO_LONG,
            (
                "<@U0MEI> Patch &lt;check&gt; on Finance has not ended in 7 d, so I "
                "stopped watching."
            ),
        ),
        (
            Ending.MISSING,
            (
                "<@U0MEI> The cloud does not know Patch &lt;check&gt; on Finance any more, "
                "so I stopped watching."
            ),
        ),
        (
            Ending.UNCONFIGURED,
            (
                "<@U0MEI> The cloud of Patch &lt;check&gt; on Finance is not set up here "
                "now, so I stopped watching."
            ),
        ),
    ],
)
def test_whoever_watched_is_told_why_it_is_over(ending: Ending, said: str) -> None:
    message = checked(word(WATCH.over(ending)))

    buttons = actions(DETAILS, button("Failed rows", "runs.failed", FAILED))
    assert message == Message(said, (section(said), buttons))


@pytest.mark.parametrize(
    ("reference", "counts"),
    [
        (RUN, Counts({Outcome.SUCCEEDED: 41}, 41)),
        (Reference("prod", SourceName.TASK, ("t-1", "r-1", "d-1")), SOME),
        (Reference("prod", SourceName.SCRIPT, ("r-1",)), SOME),
    ],
)
def test_failed_rows_are_offered_only_where_there_are_some(
    reference: Reference, counts: Counts
) -> None:
    one = replace(WATCH.seen, counts=counts)

    message = checked(word(replace(WATCH, seen=one, reference=reference)))

    (label,) = [one["text"]["text"] for one in message.blocks[-1]["elements"]]
    assert label == "Details"


def test_nobody_is_mentioned_who_is_no_person() -> None:
    said = checked(word(replace(WATCH, user="!channel"))).text

    assert said.startswith("somebody ")


def test_what_may_be_there_twice_says_so() -> None:
    said = word(WATCH, marked=True).text

    assert said.endswith("(I may have said this twice: Slack's answer was lost.)")


def test_a_lost_message_is_told_of_with_a_way_back() -> None:
    message = checked(lost(WATCH))

    again = button("Watch again", "runs.watch", "v1 /runs watch prod/task/t-1/r-1 1")
    assert message.blocks[-1] == actions(again)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (seen(Outcome.SUCCEEDED, 41, succeeded=41), "all 41 succeeded"),
        (seen(Outcome.SUCCEEDED, 1, succeeded=1), "it succeeded"),
        (seen(Outcome.FAILED, 1, failed=1), "failed"),
        (seen(Outcome.FAILED, 41, succeeded=38, failed=3), "3 failed of 41"),
        (
            seen(Outcome.FAILED, 41, canceled=1, skipped=2, failed=3),
            "3 failed, 2 skipped, 1 canceled of 41",
        ),
        (seen(Outcome.FAILED, None, failed=3, succeeded=2), "3 failed, 2 succeeded"),
        (seen(Outcome.SKIPPED), "skipped"),
    ],
)
def test_an_end_is_told_in_few_words(one: Seen, said: str) -> None:
    assert result(one) == said


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (seen(Outcome.RUNNING), ("", "")),
        (seen(Outcome.RUNNING, 5), ("5 in all, none counted", "")),
        (seen(Outcome.RUNNING, None, running=2), ("2 running", "")),
        (seen(Outcome.RUNNING, 2, running=2), ("2 running of 2", f"{'▱' * 20} 0%")),
        (seen(Outcome.FAILED, 2, failed=3), ("3 failed of 2", f"{'▰' * 20} 100%")),
    ],
)
def test_only_what_was_counted_is_told(one: Seen, said: tuple[str, str]) -> None:
    assert (numbers(one), bar(one)) == said


def test_what_has_ended_has_no_button() -> None:
    work = Reference("prod", SourceName.TASK, ("t-1",))

    (found,) = watch_button(RUN, finished=False)
    assert found == button("Watch", "runs.watch", "v1 /runs watch prod/task/t-1/r-1 1")
    assert watch_button(RUN, finished=True) == []
    assert watch_button(work, finished=False) == []


def test_an_answer_names_the_channel() -> None:
    stop = Offer(label="Stop watching", line="/runs watch stop prod/task/t-1/r-1")
    answer = WatchToldAnswer(said="It is <in>", place="C0NIGHT", offers=(stop,))

    message = checked(watch_page(answer))

    assert message == Message(
        "It is &lt;in&gt; <#C0NIGHT>.",
        (
            section("It is &lt;in&gt; <#C0NIGHT>."),
            actions(button("Stop watching", "runs.offer.1", STOP)),
        ),
    )


def test_a_list_shows_each_with_a_way_to_stop() -> None:
    direct = replace(WATCH, id="w2", place="D1")

    message = checked(watch_page(WatchesAnswer(watches=(WATCH, direct), most=10)))

    assert message.text.split("\n") == [
        "You watch 2 runs; 10 is the most",
        (
            "✖ Failed so far: Patch &lt;check&gt; on Finance: 3 failed, 10 running, 28 "
            "succeeded of 41 · <#C0NIGHT>"
        ),
        (
            "✖ Failed so far: Patch &lt;check&gt; on Finance: 3 failed, 10 running, 28 "
            "succeeded of 41 · direct message"
        ),
    ]
    stops = [block.get("accessory", {}).get("value") for block in message.blocks]
    assert stops == [None, STOP, STOP]


def test_a_long_list_says_how_many_more_there_are() -> None:
    message = checked(watch_page(WatchesAnswer(watches=(WATCH,) * 60, most=60)))

    said = "35 more; stop some of these to see them."
    assert message.text.split("\n")[:2] == ["You watch 60 runs; 60 is the most", said]
    assert (len(message.blocks), message.blocks[-1]) == (27, context(said))


def test_an_empty_list_says_how_to_begin() -> None:
    message = checked(watch_page(WatchesAnswer(watches=(), most=10)))

    assert message.text.startswith("You watch nothing. Press Watch")


@given(st.text(max_size=400), st.integers(0, 10**9), st.integers(0, 10**9))
def test_no_name_and_no_number_breaks_a_rule(
    name: str, failed: int, total: int
) -> None:
    counts = Counts({Outcome.FAILED: failed}, total)
    one = replace(WATCH.seen, headline=f"✖ Failed: {name}", counts=counts)
    watch = replace(WATCH, seen=one)

    many = tuple(replace(watch, begun=NINE + timedelta(n)) for n in range(60))
    for message in (
        board(watch),
        word(watch.over(Ending.ENDED)),
        lost(watch),
        watch_page(WatchesAnswer(watches=many, most=60)),
    ):
        checked(message)
