"""Why something failed, what came before it, and what it printed."""

import pytest

from bot.playground.slack import OPERATOR
from tests.journeys.reading import buttons, first_line, standing
from tests.journeys.town import Town

RENDER = (
    "prod/pool/pst-4e0a11d2-77b1-4a10-8f1d-7a0000000606/"
    "dt-e83a4472-90c1-4b5d-8a2e-cc0000000004"
)
SKIPPED = "prod/script/srr-6a2b10c0-2f11-4df0-a5b7-8b0000000703"


async def known(town: Town) -> None:
    """Let the ledger know what has failed."""
    await town.answer("failures since:24h")


async def test_it_says_what_the_code_means_and_what_to_check(town: Town) -> None:
    await known(town)

    why = await town.answer(f"why {RENDER}")

    assert first_line(why) == "✖ Failed: Pool run on RENDER-04"
    assert (
        "What the code means WKS.00010032: The desktop's state did not allow the operation."
        in why
    )
    assert "Check first: Look at the desktop's state" in why


async def test_it_says_how_far_the_cause_reaches_and_what_else_failed(
    town: Town,
) -> None:
    await known(town)

    why = await town.answer(f"why {RENDER}")

    assert "6 failed on 4 desktops, 2 pools (finance-pool, render-farm), 6 runs" in why
    assert "Since then: curl -fsS" in why
    assert "Also on RENDER-04: Nothing in what was read." in why


async def test_it_shows_the_output_beside_one_that_succeeded(town: Town) -> None:
    why = await town.answer(f"why {RENDER}")

    assert "- RENDER-01, where it succeeded; + here" in why
    assert '- {"host":"registered","ttl":86400}\n+ The script exited' in why


async def test_it_never_calls_what_was_not_read_unseen(town: Town) -> None:
    why = await town.answer(f"why {RENDER}")

    assert "PARTIAL: not all of this was read" in why
    assert "Nothing in what was read." in why


async def test_it_is_told_in_the_language_of_the_asker(town: Town) -> None:
    town.slack.people[OPERATOR].locale = "zh-CN"

    why = await town.answer(f"why {RENDER}")

    assert "错误码含义 WKS.00010032: 桌面当前的状态不允许执行该操作。" in why
    assert "先检查: " in why


async def test_a_skip_has_nothing_to_compare(town: Town) -> None:
    await known(town)

    why = await town.answer(f"why {SKIPPED}")

    assert first_line(why) == "⤼ Skipped: patch-check on FIN-DESK-03"
    assert "Beside" not in why
    assert "Also of patch-check: " in why


async def test_a_failure_has_a_button_that_tells_why(town: Town) -> None:
    post = await town.shown(f"pool {RENDER}")

    press = await town.press(post, "Why")

    assert "What the code means" in standing(press.posts[-1])
    assert {"Output", "History", "Share"} <= set(buttons(press.posts[-1]))


async def test_history_lists_what_else_went_wrong_on_the_target(town: Town) -> None:
    await known(town)

    history = await town.answer(f"history {SKIPPED}")

    assert first_line(history).startswith("FIN-DESK-03, the last 30 days: ")
    assert "1. ⤼ skipped FIN-DESK-03" in history
    assert "more of the script patch-check" in history


async def test_output_is_what_was_printed(town: Town) -> None:
    output = await town.answer(f"output {RENDER}")

    assert "2 lines\nThe script exited with a non-zero code\nexit 1" in output
    assert f"Ask again: /runs output {RENDER}" in output


@pytest.mark.parametrize("verb", ["why", "history", "output"])
async def test_an_id_alone_is_answered_with_what_finds_it(
    town: Town, verb: str
) -> None:
    refused = await town.answer(f"{verb} srr-6a2b10c0")

    assert "is no reference like" in refused
    assert "/runs find srr-6a2b10c0" in refused
