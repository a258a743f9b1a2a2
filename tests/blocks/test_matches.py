from dataclasses import replace

import pytest

from bot.blocks.answers import render
from bot.blocks.audience import Audience
from bot.blocks.matches import matches_page
from bot.domain.executions import Moment, Outcome
from bot.domain.messages import Message
from bot.domain.pages import Page
from tests.blocks.failure_samples import A_TASK, AN_EXECUTION, at, found
from tests.blocks.ledger_shapes import last_text, token
from tests.blocks.samples import broken_rules
from tests.blocks.shapes import (
    Shape,
    actions,
    asked_again,
    button,
    context,
    header,
    last_line,
    section,
)

WHEN = "2026-01-15 08:31:00 Asia/Singapore"


def details(place: int, line: str) -> Shape:
    return button("Details", f"runs.details.{place}", f"v1 {line} 1")


def test_each_match_says_what_it_is_and_opens() -> None:
    message = matches_page(found(A_TASK, AN_EXECUTION))

    then = at(0, 31).at
    assert then
    assert message == Message(
        "\n".join(
            [
                "Found for fin: 2",
                "1. scheduled task Reboot finance, prod: /runs task prod/task/t-1",
                (
                    f"2. ✖ failed, desktop in a pool run FIN-DESK-02, prod, {WHEN}: "
                    "/runs pool prod/pool/p-1/d-2"
                ),
                last_text("/runs find fin"),
            ]
        ),
        (
            header("Found for fin: 2"),
            section(
                "1  scheduled task `Reboot finance` · `prod`",
                accessory=details(1, "/runs task prod/task/t-1"),
            ),
            section(
                "2  ✖ failed · desktop in a pool run `FIN-DESK-02` · `prod` · "
                f"{token(then)}",
                accessory=details(2, "/runs pool prod/pool/p-1/d-2"),
            ),
            actions(*asked_again("/runs find fin")),
            last_line("/runs find fin"),
        ),
    )
    assert broken_rules(message) == []


NOTHING = (
    "Neither what I remember of the last 35 days nor the clouds know this. An id has to "
    "be whole, of a name a part is enough."
)
NOT_EVERYWHERE = "Nothing was found where I could look; below is where I could not."


@pytest.mark.parametrize(
    ("gaps", "nothing"),
    [((), NOTHING), (("test gave no answer.",), NOT_EVERYWHERE)],
    ids=["everywhere", "not everywhere"],
)
def test_nothing_found_says_where_was_looked(
    gaps: tuple[str, ...], nothing: str
) -> None:
    message = matches_page(found(text="<x>", gaps=gaps), "k3v9")

    missing = [f"⚠ {one}\nid `k3v9`" for one in gaps]
    line = "/runs find &lt;x&gt;"
    assert message == Message(
        "\n".join(["Found for &lt;x&gt;: none", nothing, *missing, last_text(line)]),
        (
            header("Found for <x>: none"),
            context(nothing),
            actions(*asked_again("/runs find <x>")),
            *map(section, missing),
            last_line(line),
        ),
    )
    assert broken_rules(message) == []


def test_what_was_found_says_which_places_gave_no_answer() -> None:
    message = matches_page(found(A_TASK, gaps=("test gave no answer.",)), "k3v9")

    assert section("⚠ test gave no answer.\nid `k3v9`") in message.blocks


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ({"label": " "}, "scheduled task, prod: /runs task prod/task/t-1"),
        ({"cloud": ""}, "scheduled task Reboot finance: /runs task prod/task/t-1"),
        (
            {"label": "<a>", "at": Moment("<b>", None)},
            (
                "scheduled task &lt;a&gt;, prod, &lt;b&gt; (not a time I can read): "
                "/runs task prod/task/t-1"
            ),
        ),
        (
            {"outcome": Outcome.UNKNOWN},
            "? unknown, scheduled task Reboot finance, prod: /runs task prod/task/t-1",
        ),
        ({"line": f"/runs find {'x' * 160}"}, "scheduled task Reboot finance, prod"),
    ],
    ids=["no name", "no cloud", "hostile", "unknown", "a command too long to type"],
)
def test_a_match_tells_what_is_known(change: dict[str, object], row: str) -> None:
    changed = replace(A_TASK, **change)  # type: ignore[arg-type]  # any field

    message = matches_page(found(changed))

    assert message.text.split("\n")[1] == f"1. {row}"
    assert broken_rules(message) == []


def test_a_match_whose_command_no_button_can_carry_is_only_told() -> None:
    message = matches_page(found(replace(A_TASK, line=f"/runs find {'x' * 2_000}")))

    assert [block for block in message.blocks if "accessory" in block] == []


def test_matches_are_numbered_through_all_pages() -> None:
    page = Page(rows=(A_TASK, AN_EXECUTION), number=2, pages=2, of=12)

    message = matches_page(replace(found(), page=page))

    said = message.text.split("\n")
    assert [one.split(".")[0] for one in said[1:3]] == ["11", "12"]
    assert said[0] == "Found for fin: 12"
    assert message.blocks[1]["accessory"]["action_id"] == "runs.details.1"


def test_a_channel_can_open_matches() -> None:
    message = render(found(A_TASK), audience=Audience.CHANNEL)

    pressed = [
        element["action_id"]
        for block in message.blocks
        for element in [*block.get("elements", []), block.get("accessory", {})]
        if "action_id" in element
    ]
    assert pressed == ["runs.details.1", "runs.again", "runs.copy"]
