"""What a channel reads at nine in the morning."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.digest import line_of, may_repeat
from bot.domain.deliveries import Content
from bot.domain.digests import Digest, Read
from bot.domain.executions import Outcome
from bot.domain.failures import FailureFilter
from bot.domain.references import SourceName
from bot.domain.runs import Counts
from bot.domain.windows import Window
from tests.blocks.digest_reading import DigestParts, digest_parts
from tests.blocks.digest_samples import EMPTY, MANY, MORNING, PARTIAL, trouble
from tests.blocks.ledger_shapes import RECEIPT, receipt_of_all
from tests.blocks.samples import NINE, broken_rules, mrkdwn_of
from tests.blocks.shapes import context, header

HOUR = timedelta(hours=1)
FROM_TO = "Wed 14 Jan 09:00 to Thu 15 Jan 09:00 Asia/Singapore"
LINE = "/runs failures since:2026-01-14T01:00:00Z until:2026-01-15T01:00:00Z cloud:prod"
MENTION = ("U0OPERATOR1", "S0NIGHTTEAM", "<!channel>")


def lines(digest: Digest) -> list[str]:
    return digest_parts(digest).root.text.split("\n")


def test_it_leads_with_why_and_ends_with_what_was_read() -> None:
    root = digest_parts(MORNING).root

    assert root.text.split("\n") == [
        "✖ 61 failed, 1 skipped · night-shift",
        FROM_TO,
        "Failed:",
        (
            "Still failing since 2026-01-12 09:00:00 Asia/Singapore, 2 of 5 tasks new: "
            "✖ The desktop has no valid IP address. (WKS.00010110): 58 failed on 41 "
            "desktops, 3 pools (Finance, HR, Sales), 5 tasks, such as FIN-DESK-02, latest "
            f"2026-01-15 08:31:00 Asia/Singapore. See: {LINE} cause:offline"
        ),
        "Skipped:",
        (
            "New: ⤼ desktop is being used by &lt;someone&gt;: skipped on 1 desktop, "
            "1 pool (HR pool), 1 script, such as HR-DESK-09, latest 2026-01-15 08:10:00 "
            f"Asia/Singapore. See: {LINE} cause:in-use"
        ),
        RECEIPT,
        "3 rows in the thread; mention me there to ask on",
    ]
    assert broken_rules(root) == []


def test_its_blocks_say_the_same() -> None:
    first, label, *_, receipt, last = digest_parts(MORNING).root.blocks

    assert first == header("✖ 61 failed, 1 skipped · night-shift")
    assert label == context(FROM_TO)
    assert receipt == receipt_of_all()
    assert last == context("3 rows in the thread; mention me there to ask on")


def test_where_nothing_happened_it_is_an_all_clear() -> None:
    assert digest_parts(EMPTY) == DigestParts(digest_parts(EMPTY).root, ())
    assert lines(EMPTY) == [
        "✔ Nothing new failed or was skipped · night-shift",
        FROM_TO,
        RECEIPT,
    ]


def test_where_something_was_not_read_it_is_none() -> None:
    assert lines(PARTIAL)[:3] == [
        "⚠ None known (PARTIAL) · night-shift",
        "PARTIAL: not all of this was read, the numbers may be too low.",
        (
            "⚠ prod app: read up to 2026-01-15 07:00:00 Asia/Singapore only: "
            "prod gave no answer in time."
        ),
    ]


def test_what_is_missing_comes_before_what_failed() -> None:
    title, loud, gap, *_ = lines(replace(MORNING, gaps=("dr asks for a new key.",)))

    assert (title, gap) == (
        "✖ 61 failed, 1 skipped (PARTIAL) · night-shift",
        "⚠ dr asks for a new key.",
    )
    assert loud.startswith("PARTIAL: ")


def test_a_late_one_says_how_late() -> None:
    late = replace(EMPTY, slot=NINE - 2 * HOUR, late=timedelta(hours=2, minutes=5))

    said = "Late by 2 h 5 min: it was due Thu 15 Jan 07:00 Asia/Singapore."
    assert lines(late)[1:3] == [said, FROM_TO]


def test_within_a_day_the_window_names_it_once() -> None:
    today = replace(EMPTY, window=Window(NINE - HOUR, NINE))

    assert lines(today)[1] == "Thu 15 Jan 08:00 to 09:00 Asia/Singapore"


def test_how_much_was_read_is_told_where_anything_ran() -> None:
    busy = replace(EMPTY, read=Read(runs=56, executions=1_234))

    assert lines(busy)[-1] == f"{RECEIPT}, 1,234 executions in 56 runs"


def test_what_a_code_means_is_said_once_and_only_of_what_is_new() -> None:
    new = replace(MORNING.causes[1], new=5, since=None)
    meaning = (
        "WKS.00010110: the desktop has no valid IP address: check DHCP and its network."
    )

    twice = replace(MORNING, causes=(new, new), cause_count=2)
    lasting = replace(MORNING, causes=MORNING.causes[1:], cause_count=1)

    assert digest_parts(twice).root.text.count(meaning) == 1
    assert digest_parts(lasting).root.text.count(meaning) == 0


def test_what_it_filters_is_said() -> None:
    wanted = FailureFilter(
        sources=frozenset({SourceName.TASK}), targets=("FIN", "<!here>")
    )
    digest = replace(EMPTY, wanted=wanted)

    assert lines(digest)[2] == "Only source task, target FIN or &lt;!here&gt;"
    assert mrkdwn_of(digest_parts(digest).root)[1] == (
        "Only source `task` · target `FIN` or `&lt;!here&gt;`"
    )


def test_what_has_recovered_is_told_with_how_long_it_failed() -> None:
    recovered = replace(EMPTY, recovered=(trouble("nightly"), trouble("once", 0)))

    assert lines(recovered)[2:4] == [
        "✔ Recovered: nightly, after 2 d",
        "✔ Recovered: once",
    ]
    assert mrkdwn_of(digest_parts(recovered).root)[1] == (
        "✔ Recovered: `nightly`, after 2 d\n✔ Recovered: `once`"
    )


def test_work_with_two_causes_recovers_once() -> None:
    other = replace(
        trouble("nightly", 1), key=replace(trouble("nightly").key, cause="other")
    )
    digest = replace(EMPTY, recovered=(trouble("nightly"), other))

    assert [one for one in lines(digest) if "Recovered" in one] == [
        "✔ Recovered: nightly, after 2 d"
    ]


def test_what_has_gone_quiet_is_told_after_the_causes() -> None:
    quiet = tuple(trouble(f"work {number}", 0) for number in range(7))
    *_, cause, first, second, _, _, fifth, rest, receipt, _ = lines(
        replace(MORNING, quiet=quiet)
    )

    since = "nothing since 2026-01-14 09:00:00 Asia/Singapore"
    assert cause.startswith("New: ⤼ ")
    assert first == f"… Gone quiet: work 0, {since}"
    assert second == f"… Gone quiet: work 1, {since}"
    assert fifth == f"… Gone quiet: work 4, {since}"
    assert rest == "… Gone quiet: 2 more"
    assert receipt == RECEIPT


def test_whoever_is_to_be_told_is_mentioned_where_something_failed() -> None:
    root = digest_parts(replace(MORNING, mention=MENTION)).root

    names = "<@U0OPERATOR1> <!subteam^S0NIGHTTEAM>"
    assert root.text.split("\n")[1] == names
    assert root.blocks[1] == context(names)
    assert broken_rules(root, mentions_allowed=MENTION[:2]) == []


@pytest.mark.parametrize(
    "counts", [Counts(), Counts({Outcome.SKIPPED: 4})], ids=["nothing", "skipped"]
)
def test_nobody_is_mentioned_where_nothing_failed(counts: Counts) -> None:
    root = digest_parts(replace(EMPTY, counts=counts, of=4, mention=MENTION)).root

    assert "OPERATOR" not in f"{root.text}{root.blocks}"


def test_asking_again_goes_back_to_what_was_told_late() -> None:
    old = replace(MORNING.causes[0].radius, first=NINE - 60 * HOUR)
    digest = replace(MORNING, causes=(replace(MORNING.causes[0], radius=old),))

    assert line_of(digest).startswith("/runs failures since:2026-01-12T13:00:00Z ")


def test_what_may_be_there_twice_says_so() -> None:
    content = may_repeat(Content(digest_parts(MANY).root))

    assert content.message.text.endswith(
        "\nSlack's answer was lost: this may be here twice."
    )


def test_no_cause_is_told_by_half() -> None:
    many = replace(MORNING, causes=(MORNING.causes[1],) * 12, cause_count=40)

    causes = [one for one in lines(many) if one.startswith("Still failing")]
    assert {one.split(" ")[-1] for one in causes} == {"cause:offline"}
    assert f"and {40 - len(causes)} more causes" in lines(many)
