"""From a signed command to an answer in blocks."""

import pytest

from bot.domain.queries import verbs
from bot.playground.cloud import world
from bot.playground.cloud.outputs import SECRETS
from bot.playground.slack import COLLEAGUE, OPERATOR
from tests.journeys.reading import headline, untimed
from tests.journeys.town import Town

CAUSE = (
    "Cause: The script exited with a non-zero code. "
    "WKS.00010032: the desktop's state did not allow the operation."
)


async def test_an_execution_is_answered_privately_after_the_ack(town: Town) -> None:
    delivery = await town.ask(f"script {world.FAILED}")

    assert (delivery.status, delivery.ack) == (
        200,
        {"text": "Reading the script execution…", "response_type": "ephemeral"},
    )
    assert [post.visible_to for post in delivery.posts] == [OPERATOR]
    assert headline(delivery) == "✖ Failed: patch-check on FIN-DESK-02"


async def test_the_cloud_is_asked_once_for_exactly_this_record(town: Town) -> None:
    await town.ask(f"script {world.FAILED}")

    project = town.cloud.requests[0].headers["x-project-id"]
    assert [(one.path, one.query, one.status) for one in town.cloud.requests] == [
        (f"/v2/{project}/script-execution-records/{world.FAILED}", "", 200)
    ]


async def test_the_text_alone_tells_it_all(town: Town) -> None:
    text = await town.answer(f"script {world.FAILED}")

    lines = text.split("\n")
    assert [*lines[:4], *lines[6:11]] == [
        "✖ Failed: patch-check on FIN-DESK-02",
        CAUSE,
        "Script: patch-check (scr-31f5c7a0-0a61-4a3f-b0d1-5e0000000401)",
        "Desktop: FIN-DESK-02 (dt-0b4e6b0e-6c1a-4f0c-9d0d-aa0000000002)",
        "Took: 1 min 25 s",
        "Cloud: prod",
        "Script task: stk-9d1c7a10-5b0e-4b39-8f0a-3c0000000301",
        "Batch: non-gray",
        f"Ask again: /runs script prod/script/{world.FAILED}",
    ]
    assert text.endswith("exit 1")


async def test_times_are_told_in_the_askers_zone(town: Town) -> None:
    here = await town.answer(f"script {world.SUCCEEDED}", OPERATOR)
    there = await town.answer(f"script {world.SUCCEEDED}", COLLEAGUE)

    assert (here.count("Asia/Singapore"), there.count("Europe/Berlin")) == (3, 3)


@pytest.mark.parametrize("secret", SECRETS)
async def test_secrets_of_an_output_are_hidden_and_counted(
    town: Town, secret: str
) -> None:
    delivery = await town.ask(f"script {world.FAILED}")

    assert secret not in str(delivery.posts)
    assert "3 secrets hidden" in delivery.posts[-1].message["text"]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(world.SUCCEEDED, "✔ Succeeded", id="SUCCESS"),
        pytest.param(world.RUNNING, "▶ Running", id="RUNNING"),
        pytest.param(world.SKIPPED, "⤼ Skipped", id="SKIP"),
        pytest.param(world.ODD_STATUS, "? Unknown", id="a word nobody documented"),
        pytest.param(world.FILLED_SUCCESS, "✔ Succeeded", id="SUCCESS with a code"),
        pytest.param(world.CHINESE, "✖ Failed", id="FAILED in Chinese"),
    ],
)
async def test_every_outcome_has_a_word_and_a_sign(
    town: Town, record: str, expected: str
) -> None:
    delivery = await town.ask(f"script {record}")

    assert headline(delivery).startswith(f"{expected}: ")


async def test_an_unknown_status_is_shown_as_the_cloud_wrote_it(town: Town) -> None:
    text = await town.answer(f"script {world.ODD_STATUS}")

    assert "Status in the cloud: HALF_DONE" in text


async def test_hostile_text_stays_text(town: Town) -> None:
    text = await town.answer(f"script {world.HOSTILE}")

    assert "&lt;!channel&gt; wake up" in text
    assert "<!channel>" not in text


async def test_a_reference_from_an_answer_asks_the_same_again(town: Town) -> None:
    first = await town.answer(f"script {world.SUCCEEDED}")
    reference = first.split("/runs script ")[1].split("\n")[0]

    again = await town.answer(f"script {reference}")
    assert untimed(again) == untimed(first)


async def test_help_names_every_command_and_asks_no_cloud(town: Town) -> None:
    title, *told, buttons, closing = (await town.answer("help")).split("\n")

    usages = [line.split()[1].strip("`") for line in told[::2]]
    assert title == "Ask what ran, where, and why it failed"
    assert usages[1:] == list(verbs())
    assert buttons.startswith("Output opens what a script printed;")
    assert closing == "Only you see the answers, until you press Share."
    assert town.cloud.requests == []
