from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.answers import render
from bot.blocks.audience import Audience
from bot.blocks.health import health_page
from bot.domain.answers import Condition, HealthAnswer
from bot.domain.messages import Message
from bot.domain.sweeping import Coverage
from tests.blocks.failure_samples import (
    CONDITIONS,
    COVERED,
    FAILING,
    PARTLY,
    UNREAD,
    health,
)
from tests.blocks.ledger_shapes import READ_AT, last_text
from tests.blocks.samples import NINE, broken_rules
from tests.blocks.shapes import (
    actions,
    asked_again,
    context,
    header,
    last_line,
    section,
    table,
    time_cell,
)

BACK_TO = "2025-12-13 09:00:00 Asia/Singapore"
SEVEN = "2026-01-15 07:00:00 Asia/Singapore"
READ_CELL = time_cell(1768438680, READ_AT)
BACK_CELL = time_cell(1765587600, BACK_TO)
WALK_CELL = time_cell(1768428000, "2026-01-15 06:00:00 Asia/Singapore")
SEVEN_CELL = time_cell(1768431600, SEVEN)
TIMES = (READ_CELL, BACK_CELL, WALK_CELL, READ_CELL)


def test_what_works_and_what_is_read_is_told() -> None:
    message = health_page(health(COVERED[:2]))

    fine = f"✔ fine, read up to {READ_AT}, back to {BACK_TO}"
    slack, database = (
        "✔ Slack fine: connected over 1 socket",
        "✔ Database fine: answers",
    )
    assert message == Message(
        "\n".join(
            [
                "✔ All is well",
                slack,
                database,
                f"prod script: {fine}",
                f"prod task: {fine}",
                last_text("/runs health"),
            ]
        ),
        (
            header("✔ All is well"),
            section(f"{slack}\n{database}"),
            table(
                "Source, How it is, Read up to, Back to, Full walk, Last try",
                ("prod script", "✔ fine", *TIMES),
                ("prod task", "✔ fine", *TIMES),
            ),
            actions(*asked_again("/runs health")),
            last_line("/runs health"),
        ),
    )
    assert broken_rules(message) == []


def test_what_does_not_work_comes_first() -> None:
    message = health_page(
        health(
            (COVERED[0], FAILING), (Condition("Database", fine=False, said="<down>"),)
        )
    )

    assert message.text == "\n".join(
        [
            "✖ 2 things need a look",
            "✖ Database not fine: &lt;down&gt;",
            (
                f"prod app: ✖ failing, read up to {SEVEN}, back to {BACK_TO}, failing "
                f"since {SEVEN}: prod gave no answer in time."
            ),
            f"prod script: ✔ fine, read up to {READ_AT}, back to {BACK_TO}",
            last_text("/runs health"),
        ]
    )
    assert message.blocks[2] == table(
        (
            "Source, How it is, Read up to, Back to, Full walk, Last try, "
            "Failing since, Why"
        ),
        (
            *("prod app", "✖ failing", SEVEN_CELL, BACK_CELL, WALK_CELL, READ_CELL),
            *(SEVEN_CELL, "prod gave no answer in time."),
        ),
        ("prod script", "✔ fine", *TIMES, "—", "—"),
    )
    assert broken_rules(message) == []


BEHIND = replace(COVERED[0], until=NINE - timedelta(hours=2))
DOWN = Condition("Slack", fine=False, said="")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (health(), "✔ All is well"),
        (health(()), "✔ All is well"),
        (health(PARTLY), "✖ 1 thing needs a look"),
        (health((BEHIND,)), "✖ 1 thing needs a look"),
        (health(PARTLY, (DOWN,)), "✖ 2 things need a look"),
        (health(UNREAD[:1]), "◷ All is well, but 1 source not read yet"),
        (health(UNREAD), "◷ All is well, but 5 sources not read yet"),
        (health(UNREAD, (DOWN,)), "✖ 1 thing needs a look"),
    ],
)
def test_the_title_counts_what_needs_a_look(answer: HealthAnswer, words: str) -> None:
    assert health_page(answer).text.split("\n")[0] == words


@pytest.mark.parametrize(
    ("one", "row"),
    [
        (UNREAD[0], "prod script: ◷ never read yet"),
        (BEHIND, f"prod script: ✖ behind, read up to {SEVEN}, back to {BACK_TO}"),
        (
            replace(UNREAD[0], gaps=("One <a>.", "Two.", "Three.")),
            "prod script: ✖ failing: One &lt;a&gt;. (and 2 more)",
        ),
    ],
    ids=["never read", "behind", "failing from the first"],
)
def test_a_source_says_how_it_is(one: Coverage, row: str) -> None:
    message = health_page(health((one,), ()))

    assert message.text.split("\n")[1] == row
    assert broken_rules(message) == []


def test_a_condition_without_words_is_told_by_its_sign_and_its_word() -> None:
    message = health_page(health((), (DOWN, *CONDITIONS[1:])))

    assert message.blocks[1] == section("✖ Slack not fine\n✔ Database fine: answers")


def test_what_is_left_out_is_the_least_wrong_and_is_counted() -> None:
    many = tuple(
        replace(one, cloud=f"c{number}") for number in range(5) for one in COVERED
    )

    message = health_page(health((*many, FAILING)))

    assert context("and 6 more sources") in message.blocks
    assert "\nand 6 more sources\n" in message.text
    assert message.blocks[2]["rows"][1][0]["text"] == "prod app"
    assert len(message.blocks[2]["rows"]) == 21
    assert broken_rules(message) == []


def test_a_channel_can_only_ask_again() -> None:
    message = render(health(), audience=Audience.CHANNEL)

    (row,) = (block for block in message.blocks if block["type"] == "actions")
    assert [one["action_id"] for one in row["elements"]] == ["runs.again", "runs.copy"]
