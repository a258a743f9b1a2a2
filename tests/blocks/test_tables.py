from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.blocks.cells import execution_cells, run_cells
from bot.blocks.tables import Cells, cell, table
from bot.domain.causes import Cause
from bot.domain.executions import Moment, Named, Outcome
from bot.domain.messages import Message
from bot.domain.outputs import Output
from bot.domain.references import SourceName
from tests.blocks import shapes
from tests.blocks.run_samples import ROWS, RUNS, STARTED
from tests.blocks.samples import SINGAPORE, broken_rules
from tests.blocks.shapes import START_CELL, Shape, time_cell

ROW, RUN = ROWS[SourceName.TASK][0], RUNS[SourceName.ORDER]


def raw(text: str) -> Shape:
    return {"type": "raw_text", "text": text}


def cells_of(**change: object) -> Cells:
    row = replace(ROW, **change)  # type: ignore[arg-type]  # any field
    return execution_cells(7, row, SINGAPORE, script=True)


def run_cells_of(**change: object) -> Cells:
    run = replace(RUN, **change)  # type: ignore[arg-type]  # any field
    return run_cells(7, run, SINGAPORE, clouds=True)


def test_a_table_has_a_header_and_leaves_out_what_nobody_knows() -> None:
    rows: list[Cells] = [
        {"#": cell("1", 9), "What": cell("a", 9), "Took": None, "Why": None},
        {"#": cell("2", 9), "What": None, "Took": None, "Why": cell("b", 9)},
    ]

    block = table(rows)

    assert block == shapes.table("#, What, Why", ["1", "a", "—"], ["2", "—", "b"])
    assert block["column_settings"] == [
        {"align": "right", "is_wrapped": False},
        {"align": "left", "is_wrapped": False},
        {"align": "left", "is_wrapped": True},
    ]


def test_rows_may_have_different_titles() -> None:
    block = table([{"Desktop": cell("a", 9)}, {"Host": cell("b", 9)}])

    assert block == shapes.table("Desktop, Host", ["a", "—"], ["—", "b"])


def test_a_table_has_no_more_rows_and_columns_than_slack_takes() -> None:
    row: Cells = {f"T{number}": cell("x", 9) for number in range(30)}

    block = table([row] * 120)

    assert len(block["rows"]) == 100
    assert {len(cells) for cells in block["rows"]} == {20}
    assert len(block["column_settings"]) == 20
    assert broken_rules(Message("text", (block,))) == []


def test_a_cell_shows_text_from_outside_letter_for_letter() -> None:
    shown = cell("*<!channel>*\n`x` & \u202e:fire:\x00", 80)

    assert shown == raw("*<!channel>* `x` & \ufffd:fire:\ufffd")


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\x1b[0m"], ids=ascii)
def test_a_cell_of_nothing_is_none(text: str) -> None:
    shown = cell(text, 9)

    assert shown is None


def test_an_execution_has_a_cell_for_everything() -> None:
    shown = cells_of(script=Named("s-1", "patch"))

    assert shown == {
        "#": raw("7"),
        "Outcome": raw("✖ failed"),
        "Desktop": raw("FIN-01"),
        "Script": raw("patch"),
        "Started": START_CELL,
        "Took": raw("2 min 5 s"),
        "Why": raw("no <IP> (WKS.00010110)"),
    }


def test_the_script_is_left_out_unless_asked_for() -> None:
    shown = execution_cells(7, ROW, SINGAPORE, script=False)

    assert shown["Script"] is None


@pytest.mark.parametrize(
    ("source", "noun"),
    [
        (SourceName.POOL, "Desktop"),
        (SourceName.ORDER, "Host"),
        (SourceName.APP, "Server"),
    ],
)
def test_targets_are_called_what_they_are(source: SourceName, noun: str) -> None:
    shown = execution_cells(1, ROWS[source][0], SINGAPORE, script=False)

    assert list(shown)[2] == noun


def test_an_execution_of_which_little_is_known_has_few_cells() -> None:
    shown = cells_of(
        target=Named(), started=None, ended=None, cause=Cause(), output=Output()
    )

    assert {title for title, one in shown.items() if one} == {"#", "Outcome", "Desktop"}
    assert shown["Desktop"] == raw("no target named")


@pytest.mark.parametrize(
    ("raw_status", "word"),
    [("ODD <x>", "? unknown (ODD <x>)"), (" ", "? unknown")],
    ids=["a word", "blank"],
)
def test_an_unknown_status_is_shown_as_the_cloud_wrote_it(
    raw_status: str, word: str
) -> None:
    shown = cells_of(outcome=Outcome.UNKNOWN, raw_status=raw_status)

    assert shown["Outcome"] == raw(word)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (
            replace(STARTED, exact=False),
            time_cell(
                1768417200, "2026-01-15 03:00:00 Asia/Singapore", " (zone uncertain)"
            ),
        ),
        (Moment("<soon>", None), raw("<soon> (not a time I can read)")),
        (
            Moment("", datetime(2200, 1, 1, tzinfo=UTC)),
            raw("2200-01-01 08:00:00 Asia/Singapore"),
        ),
    ],
    ids=["in doubt", "unreadable", "out of range"],
)
def test_odd_times_are_told_as_they_are(moment: Moment, shown: Shape) -> None:
    found = cells_of(started=moment)

    assert found["Started"] == shown


def test_a_run_has_a_cell_for_everything() -> None:
    shown = run_cells_of(place=Named("t-1", "Nightly"), under_way=True)

    assert shown == {
        "#": raw("7"),
        "Outcome": raw("✔ succeeded so far"),
        "What": raw("rotate"),
        "Pool": None,
        "Task": raw("Nightly"),
        "Cloud": raw("prod"),
        "Started": START_CELL,
        "Took": raw("2 min 5 s"),
        "Targets": raw("1,234 succeeded"),
    }


def test_a_run_of_a_pool_names_the_pool() -> None:
    shown = run_cells(1, RUNS[SourceName.POOL], SINGAPORE, clouds=False)

    assert (shown["Pool"], shown["Task"]) == (raw("Finance"), None)
    assert shown["Cloud"] is None
