from dataclasses import replace

import pytest

from bot.blocks.executions import executions
from bot.domain.executions import Named
from bot.domain.messages import Message
from tests.blocks.samples import FAILED, answer, broken_rules, in_cloud, texts


def mrkdwn(text: str) -> dict[str, object]:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def section(text: str) -> dict[str, object]:
    return {"type": "section", "text": mrkdwn(text)}


def test_the_same_id_in_several_clouds_is_a_choice() -> None:
    elsewhere = replace(in_cloud("test"), target=Named("d<9>"))

    message = executions(answer(FAILED, elsewhere, gaps=("`lab` is silent & dark.",)))

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
            {
                "type": "header",
                "text": {
                    "type": "plain_text",
                    "text": "2 clouds know this id",
                    "emoji": False,
                },
            },
            section(f"{line}\n`/runs script prod/script/rec-1`"),
            section(f"{other}\n`/runs script test/script/rec-1`"),
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

    message = executions(
        answer(*(in_cloud(f"cloud{number}") for number in range(found)), gaps=gaps)
    )

    assert broken_rules(message) == []


@pytest.mark.parametrize("silent", [1, 40, 60])
def test_one_execution_and_many_silent_clouds_fit_too(silent: int) -> None:
    gaps = tuple(f"`silent{number}` gave no answer." for number in range(silent))

    message = executions(answer(FAILED, gaps=gaps))

    assert broken_rules(message) == []


@pytest.mark.parametrize("silent", [0, 3, 30])
def test_what_is_left_out_of_a_choice_is_said(silent: int) -> None:
    clouds = [f"cloud{number}" for number in range(30)]
    gaps = tuple(f"`silent{number}` gave no answer." for number in range(silent))

    message = executions(answer(*map(in_cloud, clouds), gaps=gaps))

    seen = " ".join(texts(message.blocks))
    missing = [cloud for cloud in clouds if f" {cloud}/" not in seen]
    assert not missing or "more" in seen


@pytest.mark.parametrize(
    ("silent", "last"),
    [
        (8, "⚠ `silent7` is dark."),
        (9, "⚠ 1 more cloud gave no answer."),
        (30, "⚠ 22 more clouds gave no answer."),
    ],
)
def test_the_gaps_that_are_left_out_are_counted(silent: int, last: str) -> None:
    gaps = tuple(f"`silent{number}` is dark." for number in range(silent))

    message = executions(answer(FAILED, in_cloud("test"), gaps=gaps))

    *_, shown = texts(message.blocks)
    assert shown.split("\n")[-1] == last
    assert message.text.split("\n")[-1] == last


def test_long_names_do_not_make_a_choice_too_long() -> None:
    long = replace(
        FAILED, script=Named("", "&" * 5_000), target=Named("", "<!here>" * 1_000)
    )
    gaps = ("<@U1> & `nobody` " * 300,) * 3

    message = executions(
        answer(*(in_cloud(f"cloud{number}", long) for number in range(20)), gaps=gaps)
    )

    assert broken_rules(message) == []
    assert "<" not in message.text


def test_a_command_of_the_longest_id_can_be_copied_from_the_blocks() -> None:
    longest = replace(
        FAILED, reference=replace(FAILED.reference, ids=("a" + ":" * 127,))
    )
    command = f"/runs script {longest.reference}"

    message = executions(answer(longest))

    assert command in message.text
    assert command in " ".join(texts(message.blocks))
