"""How a conversation goes on, and which row is meant."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.digest_queries import DigestVerb
from bot.domain.followups import About, MarkRow, Pick
from bot.domain.picking import about_line, is_plain, mark_line, picked
from bot.domain.threads import MOST_ROWS, Row, Step, Thread, begun
from bot.errors import InvalidQueryError
from tests.fakes import NINE

LATER = NINE + timedelta(minutes=1)
FIRST, SECOND = (
    Row(f"/runs script prod/script/r-{at}", name, "c0ffee")
    for at, name in ((1, "FIN-1"), (2, "FIN-2"))
)
LIST = Step("/runs failures")
THREAD = begun(LIST, {1: FIRST, 2: SECOND}, NINE)


def test_another_list_has_numbers_of_its_own() -> None:
    failed = Step("/runs failures outcome:failed")

    after = THREAD.went_on(failed, {1: SECOND}, LATER)

    assert after == Thread(steps=(LIST, failed), rows={1: SECOND}, used=LATER)


def test_pages_of_one_list_are_numbered_through() -> None:
    third = Row("/runs script prod/script/r-3", "FIN-3")

    after = THREAD.turned(Step(LIST.line, 2), {11: third}, LATER)

    assert after.steps == (Step(LIST.line, 2),)
    assert after.rows == {1: FIRST, 2: SECOND, 11: third}


def test_a_list_that_was_read_anew_has_new_numbers() -> None:
    after = THREAD.went_on(LIST, {1: SECOND}, LATER)

    assert (after.steps, after.rows) == ((LIST,), {1: SECOND})


def test_what_a_digest_told_is_no_page_of_the_list_that_is_read_below_it() -> None:
    digest = replace(THREAD, digest="night", delivery="d1")
    third = Row("/runs script prod/script/r-3", "FIN-3")

    next_page = digest.turned(Step(LIST.line, 2), {11: third}, LATER)
    after = next_page.turned(Step(LIST.line, 1), {1: third}, LATER)

    assert next_page.rows == {11: third}
    assert next_page.steps == (LIST, Step(LIST.line, 2))
    assert after.steps == (LIST, Step(LIST.line, 1))
    assert after.rows == {11: third, 1: third}


def test_undo_goes_back_one_step() -> None:
    after = THREAD.went_on(Step("/runs tasks"), {}, LATER)

    assert after.went_back(THREAD.rows, LATER) == Thread(
        steps=THREAD.steps, rows=THREAD.rows, used=LATER
    )


def test_what_was_looked_at_leaves_the_list() -> None:
    after = THREAD.looked_at(FIRST.line, LATER)

    assert (after.step, after.rows, after.focus) == (LIST, THREAD.rows, FIRST.line)


def test_a_long_conversation_keeps_its_beginning() -> None:
    thread = THREAD
    for number in range(100):
        thread = thread.went_on(Step(f"/runs find {number}"), {}, LATER)

    assert len(thread.steps) == 31
    assert (thread.first, thread.step) == (LIST, Step("/runs find 99"))


def test_a_list_of_many_pages_keeps_its_newest_rows() -> None:
    thread = THREAD
    for page in range(2, 200):
        rows = {10 * page + at: FIRST for at in range(10)}
        thread = thread.turned(Step(LIST.line, page), rows, LATER)

    assert len(thread.rows) == MOST_ROWS
    assert max(thread.rows) == 1_999


@pytest.mark.parametrize(
    ("pick", "row"),
    [
        (Pick(2), SECOND),
        (Pick(name="fin-2"), SECOND),
        (
            Pick(name="prod/script/r-9"),
            Row("/runs script prod/script/r-9", "prod/script/r-9"),
        ),
    ],
)
def test_a_row_is_meant_by_number_name_or_reference(pick: Pick, row: Row) -> None:
    assert picked(THREAD, pick) == row


def test_without_a_row_what_was_looked_at_is_meant() -> None:
    assert picked(THREAD.looked_at(FIRST.line, LATER), Pick()) == Row(FIRST.line)


@pytest.mark.parametrize(
    ("pick", "said", "suggestion"),
    [
        (Pick(3), "There is no row 3: the newest list has rows 1 to 2.", ""),
        (Pick(), "Which row?", ""),
        (Pick(name="FIN-3"), "No row of the newest list is called `FIN-3`", "FIN-2"),
        (Pick(name="zzzzzz"), "No row of the newest list is called", "help"),
    ],
)
def test_what_is_no_row_is_said(pick: Pick, said: str, suggestion: str) -> None:
    with pytest.raises(InvalidQueryError) as refused:
        picked(THREAD, pick)

    assert str(refused.value).startswith(said)
    assert refused.value.suggestion == suggestion


def test_of_a_list_of_one_row_only_that_is_named() -> None:
    with pytest.raises(InvalidQueryError) as refused:
        picked(begun(LIST, {1: FIRST}, NINE), Pick(2))

    said = "There is no row 2: the newest list has only row 1."
    assert str(refused.value) == said


def test_a_name_of_several_rows_needs_a_number() -> None:
    twice = begun(LIST, {1: FIRST, 2: Row(SECOND.line, "FIN-1")}, NINE)

    with pytest.raises(InvalidQueryError, match="2 rows go by `FIN-1`: say which"):
        picked(twice, Pick(name="FIN-1"))


def test_plain_words_mean_a_row_only_if_there_is_one() -> None:
    looking = THREAD.looked_at(FIRST.line, LATER)

    plain = [
        is_plain(THREAD, Pick(9)),
        is_plain(THREAD, Pick(name="fin-1")),
        is_plain(THREAD, Pick(name="thanks")),
        is_plain(THREAD, Pick()),
        is_plain(looking, Pick()),
    ]

    assert plain == [True, True, False, False, True]


def test_what_is_asked_of_a_row_is_a_command() -> None:
    assert about_line(About.DETAILS, FIRST) == FIRST.line
    assert about_line(About.WHY, FIRST) == "/runs why prod/script/r-1"


def test_a_row_that_was_not_executed_has_no_output() -> None:
    with pytest.raises(InvalidQueryError, match="no output of it"):
        about_line(About.OUTPUT, Row("/runs pool pool:finance", "finance"))


@pytest.mark.parametrize(
    ("mark", "line"),
    [
        (
            MarkRow(DigestVerb.MUTE, Pick(1), "2d", 'not "so" bad'),
            "/runs digest mute night cause:c0ffee for:2d why:\"not 'so' bad\"",
        ),
        (
            MarkRow(DigestVerb.ACK, Pick(1)),
            '/runs digest ack night cause:c0ffee why:"asked for in its thread"',
        ),
        (MarkRow(DigestVerb.UNMUTE, Pick(1)), "/runs digest unmute night cause:c0ffee"),
    ],
)
def test_marking_a_row_is_a_command_about_its_cause(mark: MarkRow, line: str) -> None:
    assert mark_line(mark, FIRST, "night", everywhere=False) == line
    everywhere = mark_line(mark, FIRST, "night", everywhere=True)
    assert everywhere == f"{line} in:channel"


def test_a_row_without_a_cause_cannot_be_marked() -> None:
    with pytest.raises(InvalidQueryError, match="no cause"):
        mark_line(
            MarkRow(DigestVerb.ACK, Pick(1)), Row(FIRST.line), "night", everywhere=False
        )
