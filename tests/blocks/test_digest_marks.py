"""What people said of causes, as a digest tells it."""

from dataclasses import replace
from datetime import timedelta

from bot.blocks.mark_words import mark_said
from bot.domain.digests import Digest
from bot.domain.marks import Mark, MarkKind
from bot.domain.runs import Counts
from tests.blocks.digest_reading import digest_parts
from tests.blocks.digest_samples import EMPTY, MORNING, PARTIAL, trouble
from tests.blocks.samples import NINE, broken_rules, mrkdwn_of

DAY = timedelta(days=1)
MUTE = Mark(
    kind=MarkKind.MUTED,
    cause="offline",
    label="The agent is <offline>",
    channel="C1",
    by="U0OPERATOR1",
    at=NINE - DAY,
    until=NINE + DAY,
    why="the move & all",
)
ACK = replace(MUTE, kind=MarkKind.ACKNOWLEDGED)
OTHER = replace(MUTE, cause="full", by="U0COLLEAGUE", until=NINE + 2 * DAY)


def lines(digest: Digest) -> list[str]:
    return digest_parts(digest).root.text.split("\n")


def test_one_that_is_muted_is_named() -> None:
    digest = replace(MORNING, mutes=(MUTE,), muted=4)

    assert (
        "The agent is &lt;offline&gt; is muted by <@U0OPERATOR1> until "
        "Fri 16 Jan 09:00: the move &amp; all · 4 not listed"
    ) in lines(digest)


def test_several_are_one_line() -> None:
    digest = replace(MORNING, mutes=(MUTE, OTHER), muted=1_234)

    said = (
        "🔇 2 causes muted by <@U0OPERATOR1>, <@U0COLLEAGUE>, the first until "
        "Fri 16 Jan 09:00 · 1,234 not listed"
    )
    assert said in lines(digest)
    assert said in mrkdwn_of(digest_parts(digest).root)


def test_what_is_muted_stays_visible_while_nothing_of_it_happens() -> None:
    digest = replace(EMPTY, mutes=(MUTE,))

    assert lines(digest)[0] == "✔ Nothing new failed or was skipped · night-shift"
    assert any("is muted by <@U0OPERATOR1>" in line for line in lines(digest))


def test_what_is_muted_makes_no_all_clear() -> None:
    digest = replace(EMPTY, mutes=(MUTE,), muted=4)

    assert lines(digest)[0] == "✔ Nothing new but 4 muted · night-shift"


def test_nor_does_it_hide_that_something_is_missing() -> None:
    digest = replace(PARTIAL, mutes=(MUTE,), muted=4)

    assert lines(digest)[0] == "⚠ None known (PARTIAL) · night-shift"


def test_a_recovery_is_told_also_of_what_is_muted() -> None:
    digest = replace(EMPTY, mutes=(MUTE,), recovered=(trouble("Reboot"),))

    assert lines(digest)[0] == "✔ 1 recovered, nothing new · night-shift"
    assert "✔ Recovered: Reboot, after 2 d" in lines(digest)


def test_what_is_acknowledged_comes_after_the_others_and_says_by_whom() -> None:
    """Though it reaches further than the other one."""
    offline = MORNING.causes[1]
    taken = replace(offline, acknowledged=ACK)
    digest = replace(MORNING, causes=(taken, MORNING.causes[0]))

    told = [line for line in lines(digest) if line.startswith(("New", "Still"))]
    assert [line[:5] for line in told] == ["New: ", "Still"]
    assert (
        ", acknowledged by <@U0OPERATOR1> until Fri 16 Jan 09:00: the move &amp; all:"
    ) in told[1]
    assert "Acknowledged:" in lines(digest)


def test_marks_break_no_rule() -> None:
    taken = replace(MORNING.causes[0], acknowledged=ACK)
    digest = replace(
        MORNING, causes=(taken,), mutes=(MUTE, OTHER), muted=3, counts=Counts()
    )

    root = digest_parts(digest).root
    allowed = ("U0OPERATOR1", "U0COLLEAGUE")
    assert broken_rules(root, mentions_allowed=allowed) == []


def test_what_is_no_id_of_a_person_is_nobodys_name() -> None:
    said, text = mark_said(replace(MUTE, by="!channel", why=""), EMPTY.zone)

    assert said == text == "muted by somebody until Fri 16 Jan 09:00"
