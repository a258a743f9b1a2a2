"""What a channel reads at nine in the morning."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.digest import digest_messages, may_repeat
from bot.domain.digests import Digest, DigestCause, Trouble, TroubleKey
from bot.domain.messages import Message
from tests.blocks.digest_samples import (
    EMPTY,
    MANY,
    MORNING,
    PARTIAL,
    ZONE,
    trouble,
)
from tests.blocks.failure_strategies import COVERAGE, FAILURE, LATELY, RADIUS, WANTED
from tests.blocks.ledger_shapes import RECEIPT
from tests.blocks.samples import NINE, broken_rules, texts
from tests.blocks.strategies import COUNTS, NAMED, TEXT


def root(digest: Digest) -> Message:
    return digest_messages(digest)[0]


def lines(digest: Digest) -> list[str]:
    return root(digest).text.split("\n")


def test_it_leads_with_what_failed_and_why() -> None:
    title, window, failed, skipped, *_ = lines(MORNING)

    assert title == "✖ 61 failed, 1 skipped · night-shift"
    assert window == "Since 2026-01-14 09:00:00 Asia/Singapore"
    assert failed.startswith(
        "Still failing after 3 d, new in 2 more: ✖ The desktop has no valid IP address. "
        "(WKS.00010110): 58 failed on 41 desktops"
    )
    assert skipped.startswith("New: ⤼ desktop is being used by &lt;someone&gt;: ")


def test_it_ends_with_what_was_read() -> None:
    assert any(line.startswith(RECEIPT) for line in lines(MORNING)[-2:])


def test_where_nothing_happened_it_is_an_all_clear() -> None:
    assert lines(EMPTY)[0] == "✔ Nothing new failed or was skipped · night-shift"


def test_where_something_was_not_read_it_is_none() -> None:
    title, loud, *_ = lines(PARTIAL)

    assert title == "⚠ None known (PARTIAL) · night-shift"
    assert loud == "PARTIAL: not all of this was read, the numbers may be too low."


def test_a_late_one_says_how_late() -> None:
    late = replace(EMPTY, late=timedelta(hours=2, minutes=5))

    assert "Late by 2 h 5 min." in lines(late)


def test_what_has_recovered_is_told_with_how_long_it_failed() -> None:
    recovered = replace(EMPTY, recovered=(trouble("nightly"), trouble("once", 0)))

    assert "✔ Recovered: nightly (failed for 2 d), once" in lines(recovered)


def test_what_has_gone_quiet_is_told() -> None:
    quiet = replace(EMPTY, quiet=tuple(trouble(f"work {n}", 0) for n in range(7)))

    assert (
        "… Gone quiet, not run again since: work 0, work 1, work 2, work 3, work 4, "
        "2 more"
    ) in lines(quiet)


MENTION = ("U0OPERATOR1", "S0NIGHTTEAM", "<!channel>")


def test_whoever_is_to_be_told_is_mentioned_where_something_failed() -> None:
    assert lines(replace(MORNING, mention=MENTION))[1] == (
        "<@U0OPERATOR1> <!subteam^S0NIGHTTEAM>"
    )


def test_nobody_is_mentioned_where_nothing_failed() -> None:
    assert "<" not in root(replace(EMPTY, mention=MENTION)).text


def test_rows_stand_in_the_thread_numbered_through() -> None:
    _, reply = digest_messages(MORNING)

    assert [line.split(" ")[0] for line in reply.text.split("\n")] == ["1.", "2.", "3."]


def test_many_rows_are_four_replies_and_how_many_are_left() -> None:
    _, *replies = digest_messages(MANY)

    tables = [one.blocks[0]["rows"] for one in replies]
    told = sum(len(rows) - 1 for rows in tables)
    numbers = [row[0]["text"] for rows in tables for row in rows[1:]]
    assert numbers == [str(number) for number in range(1, told + 1)]
    assert (len(replies), told > 200) == (4, True)
    assert (
        replies[-1]
        .text.split("\n")[-1]
        .startswith(
            f"and {1_500 - told:,} more: /runs failures since:2026-01-14T01:00:00Z "
        )
    )


def test_a_digest_without_rows_has_no_thread() -> None:
    assert len(digest_messages(EMPTY)) == 1


def test_what_may_be_there_twice_says_so() -> None:
    message = may_repeat(root(MORNING))

    assert message.text.endswith("\nSlack's answer was lost: this may be here twice.")


TROUBLE = st.builds(
    Trouble,
    key=st.builds(TroubleKey, work_ref=TEXT, cause=TEXT),
    work=NAMED,
    since=LATELY,
    last=LATELY,
    count=st.integers(1, 10**6),
)
TROUBLES = st.lists(TROUBLE, max_size=8).map(tuple)
DIGEST = st.builds(
    Digest,
    name=st.from_regex(r"[a-z0-9][a-z0-9_-]{0,39}", fullmatch=True),
    wanted=WANTED,
    window=st.just(EMPTY.window),
    slot=st.just(NINE),
    late=st.timedeltas(timedelta(), timedelta(days=40)),
    counts=COUNTS,
    causes=st.lists(
        st.builds(
            DigestCause,
            radius=RADIUS,
            troubles=st.integers(1, 10**6),
            new=st.integers(0, 10**6),
            since=st.none() | LATELY,
        ),
        max_size=12,
    ).map(tuple),
    cause_count=st.integers(12, 10**9),
    rows=st.lists(FAILURE, max_size=30).map(lambda rows: tuple(rows * 7)),
    of=st.integers(210, 10**9),
    recovered=TROUBLES,
    quiet=TROUBLES,
    coverage=st.lists(COVERAGE, max_size=30).map(tuple),
    gaps=st.lists(TEXT, max_size=5).map(tuple),
    mention=st.lists(TEXT, max_size=5).map(tuple),
    hidden=st.integers(0, 10**6),
    as_of=st.just(NINE),
    zone=st.just(ZONE),
)


@settings(max_examples=25)
@given(DIGEST)
def test_no_digest_breaks_a_rule(digest: Digest) -> None:
    messages = [may_repeat(one) for one in digest_messages(digest)]

    assert [broken_rules(one) for one in messages] == [[]] * len(messages)
    assert len(messages) <= 5
    assert max(sum(map(len, texts(one.blocks))) for one in messages) <= 10_000
    assert max(len(one.text) for one in messages) <= 4_000


@pytest.mark.parametrize("digest", [EMPTY, PARTIAL, MORNING, MANY])
def test_believable_ones_break_none_either(digest: Digest) -> None:
    messages = digest_messages(digest)

    assert [broken_rules(one) for one in messages] == [[]] * len(messages)
