from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.answers import render
from bot.blocks.audience import Audience
from bot.blocks.glance import glance_page
from bot.domain.answers import GlanceAnswer
from bot.domain.executions import Outcome
from bot.domain.failures import SourceGlance
from bot.domain.messages import Message
from bot.domain.references import SourceName
from bot.domain.runs import Counts
from bot.domain.windows import Window
from tests.blocks.failure_samples import (
    COVERED,
    OFFLINE_CAUSE,
    PARTLY,
    UNREAD,
    glance,
    quiet_glance,
)
from tests.blocks.ledger_shapes import RECEIPT, cause, last_text, receipt_of_all
from tests.blocks.samples import NINE, broken_rules
from tests.blocks.shapes import (
    actions,
    asked_again,
    button,
    context,
    header,
    last_line,
    table,
)

ALL = button("All failures", "runs.details.all", "v1 /runs failures since:24h 1")


def test_a_morning_is_told_by_source_and_by_cause() -> None:
    message = glance_page(glance())

    assert message == Message(
        "\n".join(
            [
                "✖ Last 24 hours: 61 failed, 1 skipped",
                "Scripts: 0 failed, 4 runs",
                "Scheduled tasks: 58 failed, 1,204 runs",
                "Desktop pools: 0 failed, 1 skipped, 3 unfinished, 12 runs",
                "COC orders: 0 failed, 0 runs",
                "App Streaming: 3 failed, 6 runs",
                (
                    "✖ The desktop has no valid IP address. (WKS.00010110): 58 failed "
                    "on 41 desktops, 3 pools, 2 tasks. WKS.00010110: the desktop has no valid IP "
                    "address: check DHCP and its network. See: /runs failures "
                    "since:24h cause:offline"
                ),
                (
                    "⤼ desktop is being used by &lt;someone&gt;: skipped on 1 desktop, "
                    "1 pool, 1 script. See: /runs failures since:24h cause:in-use"
                ),
                RECEIPT,
                last_text("/runs"),
            ]
        ),
        (
            header("✖ Last 24 hours: 61 failed, 1 skipped"),
            table(
                "Source, Failed, Skipped, Unfinished, Runs",
                ("Scripts", "0", "0", "0", "4"),
                ("Scheduled tasks", "58", "0", "0", "1,204"),
                ("Desktop pools", "0", "1", "3", "12"),
                ("COC orders", "0", "0", "0", "0"),
                ("App Streaming", "3", "0", "0", "6"),
            ),
            cause(
                "✖ `The desktop has no valid IP address. (WKS.00010110)`\n"
                "58 failed on 41 desktops, 3 pools, 2 tasks\n"
                "WKS.00010110: the desktop has no valid IP address: check DHCP and its network.",
                "/runs failures since:24h cause:offline",
                1,
            ),
            cause(
                "⤼ `desktop is being used by &lt;someone&gt;`\n"
                "skipped on 1 desktop, 1 pool, 1 script",
                "/runs failures since:24h cause:in-use",
                2,
            ),
            actions(ALL, *asked_again("/runs")),
            receipt_of_all(),
            last_line("/runs"),
        ),
    )
    assert broken_rules(message) == []


def title(answer: GlanceAnswer) -> str:
    return render(answer).text.split("\n")[0]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (quiet_glance(), "✔ Last 24 hours: nothing failed or was skipped"),
        (quiet_glance(PARTLY), "⚠ Last 24 hours: none known (PARTIAL)"),
        (quiet_glance(()), "⚠ Last 24 hours: none known (PARTIAL)"),
        (
            replace(quiet_glance(), gaps=("prod task is being read.",)),
            "⚠ Last 24 hours: none known (PARTIAL)",
        ),
        (glance(PARTLY), "✖ Last 24 hours: 61 failed, 1 skipped (PARTIAL)"),
    ],
    ids=["all read", "a source failing", "none asked", "still reading", "partial"],
)
def test_an_all_clear_never_comes_from_missing_data(
    answer: GlanceAnswer, words: str
) -> None:
    assert title(answer) == words


def test_a_quiet_day_offers_no_failures() -> None:
    message = glance_page(quiet_glance())

    (row,) = (block for block in message.blocks if block["type"] == "actions")
    assert row == actions(*asked_again("/runs"))
    assert [block for block in message.blocks if "accessory" in block] == []


def test_the_first_sweep_says_that_nothing_was_read_yet() -> None:
    message = glance_page(glance(UNREAD, sources=(), causes=()), "k3v9")

    assert message.text == "\n".join(
        [
            "⚠ Last 24 hours: none known (PARTIAL)",
            "PARTIAL: not all of this was read, the numbers may be too low.",
            "⚠ prod script, task, pool, order, app: never read yet",
            "id `k3v9`",
            "Scripts (not read)",
            "Scheduled tasks (not read)",
            "Desktop pools (not read)",
            "COC orders (not read)",
            "App Streaming (not read)",
            "Read in full: nothing",
            last_text("/runs"),
        ]
    )
    assert message.blocks[2] == table(
        "Source",
        ("Scripts (not read)",),
        ("Scheduled tasks (not read)",),
        ("Desktop pools (not read)",),
        ("COC orders (not read)",),
        ("App Streaming (not read)",),
    )
    assert broken_rules(message) == []


def test_what_a_first_sweep_has_read_so_far_is_told_as_partial() -> None:
    task = SourceGlance(
        source=SourceName.TASK, counts=Counts({Outcome.FAILED: 2}), runs=1
    )

    message = glance_page(glance(UNREAD[:2], sources=(task,), causes=()))

    rows = message.text.split("\n")[3:5]
    assert rows == ["Scripts (not read)", "Scheduled tasks (PARTIAL): 2 failed, 1 run"]


def test_what_nobody_understands_is_counted_apart() -> None:
    odd = SourceGlance(
        source=SourceName.ORDER,
        counts=Counts({Outcome.UNKNOWN: 2, Outcome.PAUSED: 1}),
        runs=3,
    )

    message = glance_page(glance(COVERED[3:4], sources=(odd,), causes=()))

    assert message.text.split("\n")[1] == (
        "COC orders: 0 failed, 1 unfinished, 2 unknown, 3 runs"
    )
    assert message.blocks[1] == table(
        "Source, Failed, Skipped, Unfinished, Unknown, Runs",
        ("COC orders", "0", "0", "1", "2", "3"),
    )


def test_causes_beyond_those_that_are_told_are_counted() -> None:
    message = glance_page(replace(glance(), cause_count=9))

    assert context("and 7 more causes") in message.blocks
    assert "\nand 7 more causes\n" in message.text


def test_a_cloud_that_was_asked_for_stays_in_every_command() -> None:
    message = glance_page(glance(line="/runs cloud:lab", causes=(OFFLINE_CAUSE,)))

    values = [
        element["value"]
        for block in message.blocks
        for element in [*block.get("elements", []), block.get("accessory", {})]
        if "value" in element
    ]
    assert values == [
        "v1 /runs failures since:24h cloud:lab cause:offline 1",
        "v1 /runs failures since:24h cloud:lab 1",
        *["v1 /runs cloud:lab 1"] * 3,
    ]


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window(NINE - timedelta(hours=24, seconds=90), NINE), "Last 24 hours"),
        (Window(NINE - timedelta(hours=1)), "Last 1 hour"),
        (Window(None, NINE), "At a glance"),
    ],
)
def test_the_title_says_how_long_a_time_it_is_about(window: Window, words: str) -> None:
    assert title(replace(quiet_glance(), window=window)).split(": ")[0].endswith(words)


def test_a_channel_can_ask_again_and_open_causes() -> None:
    message = render(glance(causes=(OFFLINE_CAUSE,)), audience=Audience.CHANNEL)

    pressed = [
        element["action_id"]
        for block in message.blocks
        for element in [*block.get("elements", []), block.get("accessory", {})]
        if "action_id" in element
    ]
    assert pressed == [
        "runs.details.cause.1",
        "runs.details.all",
        "runs.again",
        "runs.copy",
    ]
