from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.blocks.runs import runs_page
from bot.domain.executions import Moment, Named, Outcome
from bot.domain.messages import Message
from bot.domain.pages import Page
from bot.domain.references import SourceName
from bot.domain.runs import Counts
from bot.domain.windows import Window
from tests.blocks.run_samples import RUNS, page_of, reference, runs_answer
from tests.blocks.samples import broken_rules
from tests.blocks.shapes import (
    START_CELL,
    Shape,
    actions,
    asked_again,
    header,
    last_line,
    section,
    select,
    table,
)
from tests.blocks.shapes import context as small

AT = "2026-01-15 03:00:00 Asia/Singapore"
LAST = "as of 2026-01-15 09:00:00 Asia/Singapore, ask again: /runs pool"
# Of each source: the row as text, as a table, and in the select with what it opens.
ROWS: dict[SourceName, tuple[str, Shape, str, str]] = {
    SourceName.TASK: (
        f"1. ✖ failed Reboot, {AT}: 1 failed, 1 skipped, 1 succeeded",
        table(
            "#, Outcome, What, Started, Targets",
            [
                *("1", "✖ failed", "Reboot", START_CELL),
                "1 failed, 1 skipped, 1 succeeded",
            ],
        ),
        "1 ✖ failed Reboot",
        "v1 prod/task/t-1/r-1",
    ),
    SourceName.POOL: (
        (
            "1. ✖ failed so far Patch &lt;check&gt;, Clean &amp; go, Finance, "
            f"{AT}: 1 failed"
        ),
        table(
            "#, Outcome, What, Pool, Started, Targets",
            [
                *("1", "✖ failed so far", "Patch <check>, Clean & go", "Finance"),
                *(START_CELL, "1 failed"),
            ],
        ),
        "1 ✖ failed Patch <check>, Clean & go Finance",
        "v1 prod/pool/p-1",
    ),
    SourceName.ORDER: (
        f"1. ✔ succeeded rotate, {AT}, 2 min 5 s: 1,234 succeeded",
        table(
            "#, Outcome, What, Started, Took, Targets",
            ["1", "✔ succeeded", "rotate", START_CELL, "2 min 5 s", "1,234 succeeded"],
        ),
        "1 ✔ succeeded rotate",
        "v1 prod/order/SCT1",
    ),
    SourceName.APP: (
        f"1. ▶ running Restart server, {AT}",
        table(
            "#, Outcome, What, Started",
            ["1", "▶ running", "Restart server", START_CELL],
        ),
        "1 ▶ running Restart server",
        "v1 prod/app/h-1",
    ),
}


@pytest.mark.parametrize("source", RUNS)
@pytest.mark.parametrize("gaps", [(), ("`test` is <silent>.",)], ids=["whole", "gaps"])
def test_a_list_of_one_run_is_told_whole(
    source: SourceName, gaps: tuple[str, ...]
) -> None:
    message = runs_page(runs_answer(RUNS[source], gaps=gaps), "k3v9")

    text, rows, option, value = ROWS[source]
    missing = ["⚠ `test` is &lt;silent&gt;.\nid `k3v9`"] if gaps else []
    assert message == Message(
        "\n".join(["Pool runs: 1", text, *missing, LAST]),
        (
            header("Pool runs: 1"),
            rows,
            actions(select("run", **{option: value}), *asked_again("/runs pool")),
            *map(section, missing),
            last_line("/runs pool"),
        ),
    )
    assert broken_rules(message) == []


NOTHING = "Nothing matches. Leave an option out, or begin earlier with `since:`."


def test_an_empty_list_says_that_there_is_none() -> None:
    message = runs_page(runs_answer())

    assert message == Message(
        f"Pool runs: none\n{NOTHING}\n{LAST}",
        (
            header("Pool runs: none"),
            small(NOTHING),
            actions(*asked_again("/runs pool")),
            last_line("/runs pool"),
        ),
    )
    assert broken_rules(message) == []


def test_several_clouds_in_one_list_are_named() -> None:
    run = RUNS[SourceName.ORDER]
    there = replace(run, reference=reference(SourceName.ORDER, "SCT1", cloud="lab"))

    message = runs_page(runs_answer(run, there))

    when = (START_CELL, "2 min 5 s", "1,234 succeeded")
    ours: list[str | Shape] = ["1", "✔ succeeded", "rotate", "prod", *when]
    theirs: list[str | Shape] = ["2", "✔ succeeded", "rotate", "lab", *when]
    assert message == Message(
        "Pool runs: 2\n"
        f"1. ✔ succeeded rotate, prod, {AT}, 2 min 5 s: 1,234 succeeded\n"
        f"2. ✔ succeeded rotate, lab, {AT}, 2 min 5 s: 1,234 succeeded\n"
        f"{LAST}",
        (
            header("Pool runs: 2"),
            table("#, Outcome, What, Cloud, Started, Took, Targets", ours, theirs),
            actions(
                select(
                    "run",
                    **{
                        "1 ✔ succeeded rotate prod": "v1 prod/order/SCT1",
                        "2 ✔ succeeded rotate lab": "v1 lab/order/SCT1",
                    },
                ),
                *asked_again("/runs pool"),
            ),
            last_line("/runs pool"),
        ),
    )
    assert broken_rules(message) == []


SINCE = datetime(2026, 1, 14, 1, 0, tzinfo=UTC)
UNTIL = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
NINE_THEN, NINE_NOW = (f"2026-01-{day} 09:00:00 Asia/Singapore" for day in (14, 15))


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window(), []),
        (Window(SINCE), [f"Started or ended since {NINE_THEN}"]),
        (Window(None, UNTIL), [f"Started or ended before {NINE_NOW}"]),
        (
            Window(SINCE, UNTIL),
            [f"Started or ended since {NINE_THEN} and before {NINE_NOW}"],
        ),
    ],
    ids=["all", "since", "until", "both"],
)
def test_the_time_that_was_asked_for_is_said(window: Window, words: list[str]) -> None:
    message = runs_page(runs_answer(window=window))

    blocks: list[Shape] = [small(one) for one in (*words, NOTHING)]
    assert message == Message(
        "\n".join(["Pool runs: none", *words, NOTHING, LAST]),
        (
            header("Pool runs: none"),
            *blocks,
            actions(*asked_again("/runs pool")),
            last_line("/runs pool"),
        ),
    )


@pytest.mark.parametrize(
    ("of", "total", "words"),
    [
        (0, None, "none"),
        (0, 0, "none"),
        (0, 7, "0 of 7"),
        (2, None, "2"),
        (2, 2, "2"),
        (2, 0, "2"),
        (1_500, 12_345, "1,500 of 12,345"),
    ],
)
def test_how_many_were_read_is_said_beside_the_clouds_total(
    of: int, total: int | None, words: str
) -> None:
    answer = runs_answer(title="Runs of task t-1")

    message = runs_page(
        replace(answer, page=Page(rows=(), number=1, pages=1, of=of, total=total))
    )

    assert message.text.split("\n")[0] == f"Runs of task t-1: {words}"
    assert message.blocks[0] == header(f"Runs of task t-1: {words}")


def test_a_title_from_outside_is_data() -> None:
    message = runs_page(runs_answer(title="Runs of task <!channel>"))

    assert message.text.startswith("Runs of task &lt;!channel&gt;: none\n")
    assert message.blocks[0] == header("Runs of task <!channel>: none")
    assert broken_rules(message) == []


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ({}, f"succeeded rotate, {AT}, 2 min 5 s: 1,234 succeeded"),
        ({"ended": None}, f"succeeded rotate, {AT}: 1,234 succeeded"),
        ({"started": None}, "succeeded rotate: 1,234 succeeded"),
        (
            {"started": Moment("soon <!here>", None)},
            (
                "succeeded rotate, soon &lt;!here&gt; (not a time I can read): "
                "1,234 succeeded"
            ),
        ),
        ({"counts": Counts()}, f"succeeded rotate, {AT}, 2 min 5 s"),
        ({"counts": Counts({}, 5)}, f"succeeded rotate, {AT}, 2 min 5 s"),
        ({"work": Named()}, f"succeeded, {AT}, 2 min 5 s: 1,234 succeeded"),
        (
            {"work": Named(), "kind": "RUN_SCRIPT"},
            f"succeeded Run script, {AT}, 2 min 5 s: 1,234 succeeded",
        ),
        (
            {"under_way": True},
            f"succeeded so far rotate, {AT}, 2 min 5 s: 1,234 succeeded",
        ),
    ],
    ids=[
        "all",
        "no end",
        "no start",
        "an odd start",
        "no counters",
        "only a total",
        "no name",
        "a kind",
        "under way",
    ],
)
def test_a_row_tells_what_is_known_of_a_run(
    change: dict[str, object], row: str
) -> None:
    run = replace(RUNS[SourceName.ORDER], **change)  # type: ignore[arg-type]  # any field

    message = runs_page(runs_answer(run))

    assert message.text.split("\n")[1] == f"1. ✔ {row}"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("BLOCKED", "unknown (BLOCKED)"),
        ("<!here>", "unknown (&lt;!here&gt;)"),
        (" ", "unknown"),
        ("", "unknown"),
    ],
    ids=["a word", "markup", "blank", "none"],
)
def test_an_unknown_status_of_a_run_is_shown_as_the_cloud_wrote_it(
    raw: str, words: str
) -> None:
    run = replace(RUNS[SourceName.ORDER], outcome=Outcome.UNKNOWN, raw_status=raw)

    message = runs_page(runs_answer(run))

    assert message.text.split("\n")[1].startswith(f"1. ? {words} rotate, ")


def test_rows_are_numbered_through_all_pages() -> None:
    runs = (RUNS[SourceName.APP],) * 23
    answer = replace(runs_answer(), page=page_of(runs, 3))

    message = runs_page(answer)

    numbers = [line.split(".")[0] for line in message.text.split("\n")[1:-1]]
    assert numbers == ["21", "22", "23"]
