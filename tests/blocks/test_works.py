from dataclasses import replace

import pytest

from bot.blocks.answers import render
from bot.blocks.audience import Audience
from bot.blocks.works import works_page
from bot.domain.executions import Moment, Named, Outcome
from bot.domain.messages import Message
from bot.domain.pages import Page
from bot.domain.references import Reference, SourceName
from tests.blocks.failure_samples import NEVER_RAN, ODD, REBOOT, works
from tests.blocks.ledger_shapes import last_text
from tests.blocks.samples import broken_rules
from tests.blocks.shapes import (
    actions,
    asked_again,
    context,
    header,
    last_line,
    section,
    select,
    table,
    time_cell,
)

NEXT = "2026-01-16 08:30:00 Asia/Singapore"
NEXT_CELL = time_cell(1768523400, NEXT)


def test_tasks_say_how_they_ended_and_when_they_run_next() -> None:
    message = works_page(works(REBOOT, NEVER_RAN, ODD))

    assert message == Message(
        "\n".join(
            [
                "Scheduled tasks: 3",
                f"1. Reboot finance, Reboot, Day, last ✖ failed, next {NEXT}",
                "2. Nightly &lt;shutdown&gt;, Shutdown, Week, disabled",
                "3. t-3, last ? unknown (HALF_DONE)",
                last_text("/runs tasks"),
            ]
        ),
        (
            header("Scheduled tasks: 3"),
            table(
                "#, Name, What, How often, Last run, Next run, Enabled",
                (
                    *("1", "Reboot finance", "Reboot", "Day", "✖ failed"),
                    *(NEXT_CELL, "yes"),
                ),
                ("2", "Nightly <shutdown>", "Shutdown", "Week", "—", "—", "no"),
                ("3", "t-3", "—", "—", "? unknown (HALF_DONE)", "—", "—"),
            ),
            actions(
                {
                    **select(
                        "task's runs",
                        **{
                            "1 ✖ failed Reboot finance": "v1 prod/task/t-1",
                            "2 Nightly <shutdown>": "v1 prod/task/t-2",
                            "3 ? unknown t-3": "v1 prod/task/t-3",
                        },
                    ),
                },
                *asked_again("/runs tasks"),
            ),
            last_line("/runs tasks"),
        ),
    )
    assert broken_rules(message) == []


def test_the_only_task_tells_everything_about_itself() -> None:
    message = works_page(works(REBOOT))

    assert message.text.split("\n")[1] == "Time zone: Asia/Singapore"
    assert message.blocks[1] == context("Time zone `Asia/Singapore`")


@pytest.mark.parametrize("gaps", [(), ("test gave no answer.",)])
def test_an_empty_list_says_so_and_what_is_missing(gaps: tuple[str, ...]) -> None:
    message = works_page(works(gaps=gaps, source=SourceName.APP), "k3v9")

    missing = [f"⚠ {one}\nid `k3v9`" for one in gaps]
    nothing = "Nothing matches. Leave an option out."
    assert message == Message(
        "\n".join(
            ["App Streaming tasks: none", nothing, *missing, last_text("/runs tasks")]
        ),
        (
            header("App Streaming tasks: none"),
            context(nothing),
            actions(*asked_again("/runs tasks")),
            *map(section, missing),
            last_line("/runs tasks"),
        ),
    )
    assert broken_rules(message) == []


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ({}, f"Reboot finance, Reboot, Day, last ✖ failed, next {NEXT}"),
        ({"work": Named()}, f"no name, Reboot, Day, last ✖ failed, next {NEXT}"),
        ({"last": None, "next": None}, "Reboot finance, Reboot, Day, last FAIL"),
        ({"last": None, "raw_last": " ", "next": None}, "Reboot finance, Reboot, Day"),
        (
            {"last": Outcome.UNKNOWN, "raw_last": "<odd>", "next": None},
            "Reboot finance, Reboot, Day, last ? unknown (&lt;odd&gt;)",
        ),
        (
            {"next": Moment("<soon>", None)},
            (
                "Reboot finance, Reboot, Day, last ✖ failed, next &lt;soon&gt; (not a "
                "time I can read)"
            ),
        ),
        (
            {"enabled": False, "next": None, "kind": "", "schedule": ""},
            "Reboot finance, last ✖ failed, disabled",
        ),
    ],
    ids=[
        "everything",
        "no name",
        "a word alone",
        "never ran",
        "an odd word",
        "an odd time",
        "disabled",
    ],
)
def test_a_row_tells_what_is_known(change: dict[str, object], row: str) -> None:
    changed = replace(REBOOT, details=(), **change)  # type: ignore[arg-type]  # any field

    message = works_page(works(changed))

    assert message.text.split("\n")[1] == f"1. {row}"
    assert broken_rules(message) == []


def test_tasks_of_several_clouds_name_them() -> None:
    there = replace(REBOOT, reference=Reference("lab", SourceName.TASK, ("t-1",)))

    message = works_page(works(REBOOT, there))

    said = f"Reboot finance, Reboot, Day, last ✖ failed, next {NEXT}"
    assert message.text.split("\n")[1:3] == [f"1. {said}, prod", f"2. {said}, lab"]
    assert message.blocks[1]["rows"][2][-1] == {"type": "raw_text", "text": "lab"}


def test_an_application_task_opens_its_runs() -> None:
    app = replace(REBOOT, reference=Reference("prod", SourceName.APP, ("a-1",)))

    message = works_page(works(app, source=SourceName.APP))

    (row,) = (block for block in message.blocks if block["type"] == "actions")
    assert row["elements"][0]["options"][0]["value"] == "v1 prod/app/a-1"
    assert message.text.startswith("App Streaming tasks: 1\n")


def test_pages_are_turned_and_totals_are_the_clouds() -> None:
    page = Page(rows=(REBOOT,) * 10, number=2, pages=3, of=27, total=31)

    message = works_page(replace(works(), page=page))
    in_channel = render(replace(works(), page=page), audience=Audience.CHANNEL)

    def pressed(shown: Message) -> list[str]:
        (row,) = (block for block in shown.blocks if block["type"] == "actions")
        return [one["action_id"] for one in row["elements"]]

    assert message.text.split("\n")[0] == "Scheduled tasks: 27 of 31"
    assert pressed(message) == [
        "runs.open",
        "runs.previous",
        "runs.next",
        "runs.refresh",
        "runs.share",
        "runs.copy",
    ]
    assert pressed(in_channel) == ["runs.open", "runs.again", "runs.copy"]
