from dataclasses import replace

import pytest

from bot.blocks.choices import choice
from bot.blocks.executions import execution_page
from bot.domain.executions import Named
from bot.domain.messages import Message
from bot.domain.references import SourceName
from bot.domain.runs import Listing, Runs, WholeRun
from tests.blocks.run_samples import RUNS, reference
from tests.blocks.samples import FAILED, answer, broken_rules, choices, in_cloud, texts
from tests.blocks.shapes import Shape, button, header, section


def chosen(place: int, line: str, command: str) -> Shape:
    opens = button("Details", f"runs.details.{place}", f"v1 {command} 1")
    return section(f"{line}\n`{command}`", accessory=opens)


def test_the_same_id_in_several_clouds_is_a_choice() -> None:
    elsewhere = replace(in_cloud("test"), target=Named("d<9>"))

    message = choice(choices(FAILED, elsewhere, gaps=("`lab` is silent & dark.",)))

    line, other = (
        "✖ Failed: Patch check on FIN-DESK-02",
        "✖ Failed: Patch check on d&lt;9&gt;",
    )
    assert message == Message(
        text="2 clouds know this id\n"
        f"{line}: /runs script prod/script/rec-1\n"
        f"{other}: /runs script test/script/rec-1\n"
        "⚠ `lab` is silent &amp; dark.",
        blocks=(
            header("2 clouds know this id"),
            chosen(1, line, "/runs script prod/script/rec-1"),
            chosen(2, other, "/runs script test/script/rec-1"),
            section("⚠ `lab` is silent &amp; dark."),
        ),
    )
    assert broken_rules(message) == []


@pytest.mark.parametrize(
    ("found", "silent"),
    [(2, 0), (24, 0), (2, 20), (2, 30), (2, 47), (2, 60), (40, 3), (60, 60)],
)
def test_any_number_of_clouds_fits_into_one_message(found: int, silent: int) -> None:
    gaps = tuple(f"`silent{number}` gave no answer." for number in range(silent))

    message = choice(
        choices(*(in_cloud(f"cloud{number}") for number in range(found)), gaps=gaps)
    )

    assert broken_rules(message) == []


@pytest.mark.parametrize("silent", [1, 40, 60])
def test_one_execution_and_many_silent_clouds_fit_too(silent: int) -> None:
    gaps = tuple(f"`silent{number}` gave no answer." for number in range(silent))

    message = execution_page(answer(FAILED, gaps=gaps))

    assert broken_rules(message) == []


@pytest.mark.parametrize("silent", [0, 3, 30])
def test_what_is_left_out_of_a_choice_is_said(silent: int) -> None:
    clouds = [f"cloud{number}" for number in range(30)]
    gaps = tuple(f"`silent{number}` gave no answer." for number in range(silent))

    message = choice(choices(*map(in_cloud, clouds), gaps=gaps))

    seen = " ".join(texts(message.blocks))
    missing = [cloud for cloud in clouds if f" {cloud}/" not in seen]
    assert not missing or "more" in seen


@pytest.mark.parametrize(
    ("silent", "last"),
    [
        (8, "⚠ `silent7` is dark."),
        (9, "⚠ 1 more thing is missing."),
        (30, "⚠ 22 more things are missing."),
    ],
)
def test_the_gaps_that_are_left_out_are_counted(silent: int, last: str) -> None:
    gaps = tuple(f"`silent{number}` is dark." for number in range(silent))

    message = choice(choices(FAILED, in_cloud("test"), gaps=gaps))

    *_, shown = texts(message.blocks)
    assert shown.split("\n")[-1] == last
    assert message.text.split("\n")[-1] == last


def test_long_names_do_not_make_a_choice_too_long() -> None:
    long = replace(
        FAILED, script=Named("", "&" * 5_000), target=Named("", "<!here>" * 1_000)
    )
    gaps = ("<@U1> & `nobody` " * 300,) * 3

    message = choice(
        choices(*(in_cloud(f"cloud{number}", long) for number in range(20)), gaps=gaps)
    )

    assert broken_rules(message) == []
    assert "<" not in message.text


def test_a_command_of_the_longest_id_can_be_copied_from_the_blocks() -> None:
    longest = replace(
        FAILED, reference=replace(FAILED.reference, ids=("a" + ":" * 127,))
    )
    command = f"/runs script {longest.reference}"

    message = execution_page(answer(longest))

    assert command in message.text
    assert command in " ".join(texts(message.blocks))


def test_runs_and_lists_of_runs_can_be_chosen_among() -> None:
    listing = Listing((RUNS[SourceName.TASK],) * 1_200)
    here = Runs(reference(SourceName.TASK, "t-1"), listing)
    there = WholeRun(RUNS[SourceName.POOL], Listing())

    message = choice(choices(here, there))

    lines = (
        ("1,200 runs of task t-1", "/runs task prod/task/t-1"),
        (
            "✖ Failed so far: Patch &lt;check&gt; on Finance",
            "/runs pool prod/pool/p-1",
        ),
    )
    assert message == Message(
        "\n".join(
            ["2 clouds know this id", *(f"{line}: {said}" for line, said in lines)]
        ),
        (
            header("2 clouds know this id"),
            *(chosen(place, *line) for place, line in enumerate(lines, 1)),
        ),
    )
    assert broken_rules(message) == []


def test_commands_are_told_whole_or_left_out_with_their_clouds() -> None:
    ids = ("a" * 128,) * 3
    found = [
        replace(FAILED, reference=reference(SourceName.ORDER, *ids, cloud=f"c{number}"))
        for number in range(8)
    ]

    message = choice(choices(*found, gaps=("gap " + "x" * 2_000,)))

    title, *lines, left_out, gap = message.text.split("\n")
    assert title == "8 clouds know this id"
    assert lines == [
        "✖ Failed: Patch check on FIN-DESK-02: "
        f"/runs order c{number}/order/{'/'.join(ids)}"
        for number in range(4)
    ]
    assert left_out == "4 more, in c4, c5, c6, c7"
    assert gap.startswith("⚠ gap x")
    assert broken_rules(message) == []
