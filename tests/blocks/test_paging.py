from dataclasses import replace

import pytest

from bot.blocks import buttons
from bot.blocks.answers import render
from bot.blocks.buttons import OPEN
from bot.blocks.paging import page_note
from bot.domain.answers import (
    RunAnswer,
    RunsAnswer,
)
from bot.domain.commandline import LONGEST
from bot.domain.executions import Named
from bot.domain.messages import Message
from bot.domain.pages import Page
from bot.domain.presses import Press, read_value
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Run
from tests.blocks.run_samples import ROWS, RUNS, page_of, run_answer, runs_answer
from tests.blocks.samples import broken_rules
from tests.blocks.shapes import (
    Shape,
    actions,
    asked_again,
    button,
    last_line,
    section,
    select,
)

EXECUTION = ROWS[SourceName.TASK][0]
LINE = "/runs task t-1"
# As long as an option's value may be, and one character more.
FITS = Reference("prod", SourceName.TASK, ("t" * 100, "r" * 36))
TOO_LONG = Reference("prod", SourceName.TASK, ("t" * 100, "r" * 37))
NOWHERE = Reference("prod", SourceName.POOL, ())


def list_of(runs: tuple[Run, ...], number: int = 1) -> RunsAnswer:
    return replace(runs_answer(line=LINE), page=page_of(runs, number))


def targets_of(many: int, number: int) -> RunAnswer:
    rows = (EXECUTION,) * many
    answer = run_answer(RUNS[SourceName.TASK], line=LINE)
    return replace(answer, page=page_of(rows, number))


def run(reference: Reference) -> Run:
    return replace(RUNS[SourceName.APP], reference=reference, started=None)


def pressable(message: Message) -> list[Shape]:
    """What opens rows and turns pages, below the rows."""
    return [
        element
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] in {OPEN, buttons.PREVIOUS, buttons.NEXT}
    ]


PREVIOUS = {
    page: button("◀ Previous", "runs.previous", f"v1 {LINE} {page}") for page in (1, 2)
}
NEXT = {page: button("Next ▶", "runs.next", f"v1 {LINE} {page}") for page in (2, 3)}


@pytest.mark.parametrize(
    ("number", "many", "turning", "note"),
    [
        (1, 10, [], ""),
        (1, 23, [NEXT[2]], "Rows 1 to 10 of 23, page 1 of 3"),
        (2, 23, [PREVIOUS[1], NEXT[3]], "Rows 11 to 20 of 23, page 2 of 3"),
        (3, 23, [PREVIOUS[2]], "Rows 21 to 23 of 23, page 3 of 3"),
    ],
    ids=["the only page", "the first", "a middle one", "the last"],
)
@pytest.mark.parametrize("kind", ["run", "runs"])
def test_pages_lead_to_their_neighbours(
    kind: str, number: int, many: int, turning: list[Shape], note: str
) -> None:
    runs = (RUNS[SourceName.APP],) * many
    answers: dict[str, RunAnswer | RunsAnswer] = {
        "run": targets_of(many, number),
        "runs": list_of(runs, number),
    }

    message = render(answers[kind])

    _, *shown = pressable(message)
    said = f"{note} · " if note else ""
    told = f"{note}, " if note else ""
    assert shown == turning
    assert message.blocks[-1] == last_line(LINE, note=said)
    assert message.text.split("\n")[-1].startswith(f"{told}as of ")
    assert broken_rules(message) == []


def test_large_pages_are_counted_in_thousands() -> None:
    page = Page(rows=("x",) * 10, number=1_000, pages=2_000, of=20_000)

    note = page_note(page)

    assert note == "rows 9,991 to 10,000 of 20,000, page 1,000 of 2,000"


def test_the_select_opens_every_row_of_a_page() -> None:
    message = render(targets_of(12, 2))

    chosen, _ = pressable(message)
    assert chosen == select(
        "desktop",
        **{
            "11 ✖ failed FIN-01": "v1 prod/task/t-1/r-1/d-1",
            "12 ✖ failed FIN-01": "v1 prod/task/t-1/r-1/d-1",
        },
    )


def test_a_row_that_cannot_be_opened_is_no_option() -> None:
    message = render(list_of((run(NOWHERE), run(FITS))))

    option = {"2 ▶ running Restart server": f"v1 {FITS}"}
    assert pressable(message) == [select("run", **option)]
    assert len(f"v1 {FITS}") == 150
    assert broken_rules(message) == []


@pytest.mark.parametrize("many", [1, 10])
def test_rows_of_which_none_can_be_opened_have_nothing_to_press(many: int) -> None:
    message = render(list_of((run(NOWHERE),) * many))

    assert pressable(message) == []
    assert [block for block in message.blocks if "accessory" in block] == []
    assert broken_rules(message) == []


def test_where_one_reference_does_not_fit_each_row_has_its_button() -> None:
    runs = (run(FITS), run(NOWHERE), run(TOO_LONG))

    message = render(list_of(runs))

    first, third = (
        button("Details", f"runs.details.{place}", f"v1 /runs task {reference} 1")
        for place, reference in ((1, FITS), (3, TOO_LONG))
    )
    assert message.blocks[1:4] == (
        section("1  ▶ running  `Restart server`", accessory=first),
        section("2  ▶ running  `Restart server`"),
        section("3  ▶ running  `Restart server`", accessory=third),
    )
    assert pressable(message) == []
    assert broken_rules(message) == []


def test_pages_can_be_turned_where_rows_have_buttons() -> None:
    message = render(list_of((run(TOO_LONG),) * 23, 2))

    (below,) = (block for block in message.blocks if block["type"] == "actions")
    ids = [block["accessory"]["action_id"] for block in message.blocks[1:11]]
    assert below == actions(PREVIOUS[1], NEXT[3], *asked_again(LINE, page=2))
    assert ids == [f"runs.details.{place}" for place in range(1, 11)]
    assert broken_rules(message) == []


LONG = "/runs pool name:" + "x" * (LONGEST - 16)


def test_the_longest_line_fits_into_every_button() -> None:
    answer = replace(list_of((RUNS[SourceName.APP],)), line=LONG)
    page = Page(rows=answer.page.rows, number=999_998, pages=999_999, of=1)

    message = render(replace(answer, page=page))

    _, previous, next_ = (str(one.get("value")) for one in pressable(message))
    assert read_value(previous) == Press(LONG, 999_997)
    assert read_value(next_) == Press(LONG, 999_999)
    assert max(len(previous), len(next_)) <= 1_900
    assert broken_rules(message) == []


def test_what_is_pressed_asks_for_what_is_shown() -> None:
    message = render(list_of((run(TOO_LONG),)))

    value = message.blocks[1]["accessory"]["value"]
    assert read_value(value) == Press(f"/runs task {TOO_LONG}")


def test_a_long_name_is_cut_in_an_option() -> None:
    named = replace(run(FITS), work=Named("", "&" * 4_096), place=Named("", "p" * 99))

    message = render(list_of((named,)))

    option = {f"1 ▶ running {'&' * 59}… p…": f"v1 {FITS}"}
    assert pressable(message) == [select("run", **option)]
    assert broken_rules(message) == []
