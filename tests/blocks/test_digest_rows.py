"""The thread of a digest: row by row, and where the other rows are."""

from dataclasses import replace
from itertools import chain

import pytest

from bot.blocks.digest import may_repeat
from bot.blocks.ladder import simpler
from bot.domain.deliveries import Content
from bot.domain.digests import Digest
from bot.domain.executions import Named
from bot.domain.failures import Failure
from bot.domain.messages import Message
from tests.blocks.digest_reading import digest_parts
from tests.blocks.digest_samples import EMPTY, MANY, MORE, MORNING
from tests.blocks.failure_samples import OFFLINE_ROW
from tests.blocks.samples import broken_rules, texts
from tests.blocks.shapes import context

LINE = "/runs failures since:2026-01-14T01:00:00Z until:2026-01-15T01:00:00Z cloud:prod"
SHORT = replace(
    OFFLINE_ROW,
    execution=replace(OFFLINE_ROW.execution, target=Named("d"), ended=None),
    work=Named("t"),
)
WIDE = replace(OFFLINE_ROW, work=Named("t", "<" * 60))


def many(row: Failure, count: int) -> Digest:
    return replace(MORNING, rows=(row,) * count, of=count)


def numbers(replies: tuple[Message, ...]) -> list[int]:
    rows = chain.from_iterable(one.blocks[0]["rows"][1:] for one in replies)
    return [int(row[0]["text"]) for row in rows]


def ends(replies: tuple[Message, ...]) -> list[str]:
    """The last line of each text."""
    return [one.text.split("\n")[-1] for one in replies]


def test_a_digest_without_rows_has_no_thread() -> None:
    parts = digest_parts(EMPTY)

    assert (parts.replies, parts.csv) == ((), "")


def test_few_rows_are_one_reply() -> None:
    (reply,) = digest_parts(MORNING).replies

    assert reply.text.split("\n") == [
        (
            "1. ✖ failed FIN-DESK-02, Reboot finance, 2026-01-15 08:31:00 Asia/Singapore: "
            "The desktop has no valid IP address. (WKS.00010110)"
        ),
        (
            "2. ⤼ skipped HR-DESK-09, Patch check, 2026-01-15 08:10:00 Asia/Singapore: "
            "desktop is being used by &lt;someone&gt;"
        ),
        (
            "3. ✖ 3 failed (rows not readable), Restart servers, "
            "2026-01-15 08:05:00 Asia/Singapore"
        ),
    ]
    assert numbers((reply,)) == [1, 2, 3]
    assert digest_parts(MORNING).csv == ""


def test_rows_are_numbered_through_all_replies() -> None:
    replies = digest_parts(MANY).replies

    told = numbers(replies)
    assert (len(replies), told) == (4, list(range(1, len(told) + 1)))
    assert len(told) > 200


@pytest.mark.parametrize("row", [OFFLINE_ROW, SHORT, WIDE], ids=["", "short", "wide"])
def test_a_reply_is_as_full_as_slack_allows(row: Failure) -> None:
    replies = digest_parts(many(row, 1_000)).replies

    plain = [next(simpler(one)) for one in replies]
    full = [sum(map(len, texts(one.blocks))) for one in plain]
    assert [broken_rules(one) for one in replies] == [[]] * 4
    assert min(full) > 8_500


def test_what_does_not_fit_a_text_is_counted() -> None:
    first, *_ = digest_parts(MANY).replies

    *_, shown, rest = first.text.split("\n")
    last = int(shown.split(".")[0])
    of = len(first.blocks[0]["rows"]) - 1
    assert rest == f"… rows {last + 1} to {of} are too long for this text."


def test_the_last_reply_sends_on_to_the_file() -> None:
    parts = digest_parts(MANY)

    left = 1_000 - len(numbers(parts.replies))
    assert ends(parts.replies)[-1] == f"… and {left} more in the CSV file."
    assert parts.replies[-1].blocks[-1]["elements"][0]["text"] == (
        f"… and {left} more in the CSV file."
    )
    assert f"{1_000 - left} of 1,000 rows in the thread, all in a file" in (
        parts.root.text
    )
    assert len(parts.csv.splitlines()) == 1_001


def test_what_nobody_listed_is_in_no_file() -> None:
    parts = digest_parts(MORE)

    assert ends(parts.replies)[-1] == f"… and 500 more not in it: {LINE}"
    assert "of 1,500 rows in the thread, the newest 1,000 in a file" in parts.root.text


def test_few_of_many_rows_need_no_file() -> None:
    parts = digest_parts(replace(MORNING, of=10))

    assert ends(parts.replies) == [f"… and 7 more: {LINE}"]
    assert parts.csv == ""
    assert parts.root.text.endswith(
        "\n3 of 10 rows in the thread; mention me there to ask on"
    )


def test_the_file_carries_its_delivery_in_its_name() -> None:
    file = digest_parts(MANY).file

    assert file is not None
    assert file.name == "night-shift-20260115-0900-0123456789ab.csv"
    assert file.title == "night-shift: 1,000 rows"


def test_a_file_that_may_be_there_twice_says_so() -> None:
    parts = digest_parts(MANY)
    assert parts.instead is not None

    again = may_repeat(Content(parts.instead, parts.file)).file

    assert again is not None
    assert again.name == "night-shift-20260115-0900-0123456789ab-again.csv"
    assert again.title == "night-shift: 1,000 rows (this may be here twice)"


def test_where_no_file_may_be_words_say_how_to_see_its_rows() -> None:
    instead = digest_parts(MANY).instead

    said = f"The CSV file could not be posted here. All rows: `{LINE}`"
    assert instead == Message(said, (context(said),))


def test_no_row_is_cut_where_slack_takes_no_table() -> None:
    for reply in digest_parts(MANY).replies:
        without, *_ = simpler(reply)

        shown = "\n".join(texts(without.blocks))
        rows = len(reply.blocks[0]["rows"]) - 1
        assert (
            shown.count("The desktop has no valid IP address. (WKS.00010110)") == rows
        )
