from dataclasses import replace

import pytest

from bot.blocks import limits
from bot.blocks.runs import run_page
from bot.domain.executions import Named, Outcome
from bot.domain.messages import Message
from bot.domain.references import SourceName
from bot.domain.runs import Counts
from tests.blocks.run_samples import ROWS, RUNS, run_answer, whole
from tests.blocks.samples import broken_rules
from tests.blocks.shapes import (
    END,
    START,
    START_CELL,
    Shape,
    actions,
    asked_again,
    context,
    fields,
    header,
    last_line,
    section,
    select,
    table,
)

TOOK = "2 min 5 s"
AT = "2026-01-15 03:00:00 Asia/Singapore"
AS_OF = "as of 2026-01-15 09:00:00 Asia/Singapore, ask again:"
TEXTS = {
    SourceName.TASK: [
        "✖ Failed: Reboot",
        "1 failed, 1 skipped, 1 succeeded",
        "What: Reboot",
        f"Started: {AT}",
        "Cloud: prod",
        "Status in the cloud: FINISH",
        "Scheduled: DAY; Ran on: &lt;USER&gt;",
        f"1. ✖ failed FIN-01, {AT}, 2 min 5 s: no &lt;IP&gt; (WKS.00010110)",
        "2. ⤼ skipped d-2: WKS.7",
        f"3. ✔ succeeded FIN-03, {AT}, 2 min 5 s",
        f"{AS_OF} /runs task t-1 r-1",
    ],
    SourceName.POOL: [
        "✖ Failed so far: Patch &lt;check&gt; on Finance",
        "1 failed",
        "Script: Patch &lt;check&gt; (s-1)",
        "Script: Clean &amp; go (s-2)",
        "Pool: Finance (pool-1)",
        f"Started: {AT}",
        "Running for: 6 h so far",
        "Cloud: prod",
        "Status in the cloud: RUNNING",
        f"1. ✖ failed FIN-01, {AT}, 2 min 5 s: ERROR: disk &lt;full&gt;",
        f"{AS_OF} /runs pool p-1",
    ],
    SourceName.ORDER: [
        "✔ Succeeded: rotate",
        "1,234 hosts: 1,234 succeeded (rows read: 1 unknown, 1 succeeded)",
        "Script: rotate (s-9)",
        f"Started: {AT}",
        "Ended: 2026-01-15 03:02:05 Asia/Singapore",
        "Took: 2 min 5 s",
        "Cloud: prod",
        "Status in the cloud: FINISHED",
        "Creator: ops",
        f"1. ? unknown (BLOCKED&lt;?&gt;) web-1, {AT}, 2 min 5 s",
        f"2. ✔ succeeded web-2, {AT}, 2 min 5 s",
        f"{AS_OF} /runs order SCT1",
    ],
    SourceName.APP: [
        "▶ Running: Restart server",
        "1 running",
        "What: Restart server",
        f"Started: {AT}",
        "Running for: 6 h so far",
        "Cloud: prod",
        f"1. ▶ running APP-01, {AT}",
        f"{AS_OF} /runs app h-1",
    ],
}
BLOCKS: dict[SourceName, list[Shape]] = {
    SourceName.TASK: [
        header("✖ Failed: Reboot"),
        fields(
            ("What", "`Reboot`"),
            ("Started", START),
            ("Cloud", "`prod`"),
            ("Status in the cloud", "`FINISH`"),
        ),
        section("*1 failed, 1 skipped, 1 succeeded*"),
        context("Scheduled `DAY` · Ran on `&lt;USER&gt;`"),
        table(
            "#, Outcome, Desktop, Started, Took, Why",
            ["1", "✖ failed", "FIN-01", START_CELL, TOOK, "no <IP> (WKS.00010110)"],
            ["2", "⤼ skipped", "d-2", "—", "—", "WKS.7"],
            ["3", "✔ succeeded", "FIN-03", START_CELL, TOOK, "—"],
        ),
        actions(
            select(
                "desktop",
                **{
                    "1 ✖ failed FIN-01": "v1 prod/task/t-1/r-1/d-1",
                    "2 ⤼ skipped d-2": "v1 prod/task/t-1/r-1/d-2",
                    "3 ✔ succeeded FIN-03": "v1 prod/task/t-1/r-1/d-3",
                },
            ),
            *asked_again("/runs task t-1 r-1", "/runs task prod/task/t-1/r-1"),
        ),
        last_line("/runs task t-1 r-1"),
    ],
    SourceName.POOL: [
        header("✖ Failed so far: Patch <check> on Finance"),
        fields(
            ("Script", "`Patch &lt;check&gt;`\n`s-1`"),
            ("Script", "`Clean &amp; go`\n`s-2`"),
            ("Pool", "`Finance`\n`pool-1`"),
            ("Started", START),
            ("Running for", "6 h so far"),
            ("Cloud", "`prod`"),
            ("Status in the cloud", "`RUNNING`"),
        ),
        section("*1 failed*"),
        table(
            "#, Outcome, Desktop, Started, Took, Why",
            ["1", "✖ failed", "FIN-01", START_CELL, TOOK, "ERROR: disk <full>"],
        ),
        actions(
            select("desktop", **{"1 ✖ failed FIN-01": "v1 prod/pool/p-1/d-1"}),
            *asked_again(
                "/runs pool p-1", "/runs pool prod/pool/p-1", watched="prod/pool/p-1"
            ),
        ),
        last_line("/runs pool p-1"),
    ],
    SourceName.ORDER: [
        header("✔ Succeeded: rotate"),
        fields(
            ("Script", "`rotate`\n`s-9`"),
            ("Started", START),
            ("Ended", END),
            ("Took", "2 min 5 s"),
            ("Cloud", "`prod`"),
            ("Status in the cloud", "`FINISHED`"),
        ),
        section("*1,234 hosts: 1,234 succeeded (rows read: 1 unknown, 1 succeeded)*"),
        context("Creator `ops`"),
        table(
            "#, Outcome, Host, Started, Took",
            ["1", "? unknown (BLOCKED<?>)", "web-1", START_CELL, TOOK],
            ["2", "✔ succeeded", "web-2", START_CELL, TOOK],
        ),
        actions(
            select(
                "host",
                **{
                    "1 ? unknown web-1": "v1 prod/order/SCT1/1/7",
                    "2 ✔ succeeded web-2": "v1 prod/order/SCT1/1/8",
                },
            ),
            *asked_again("/runs order SCT1", "/runs order prod/order/SCT1"),
        ),
        last_line("/runs order SCT1"),
    ],
    SourceName.APP: [
        header("▶ Running: Restart server"),
        fields(
            ("What", "`Restart server`"),
            ("Started", START),
            ("Running for", "6 h so far"),
            ("Cloud", "`prod`"),
        ),
        section("*1 running*"),
        table("#, Outcome, Server, Started", ["1", "▶ running", "APP-01", START_CELL]),
        actions(
            select("server", **{"1 ▶ running APP-01": "v1 prod/app/h-1/srv-1"}),
            *asked_again(
                "/runs app h-1", "/runs app prod/app/h-1", watched="prod/app/h-1"
            ),
        ),
        last_line("/runs app h-1"),
    ],
}
GAPS = ("`test` is <silent>.", "2 of 3 rows were read.")
MISSING = "⚠ `test` is &lt;silent&gt;.\n⚠ 2 of 3 rows were read.\nid `k3v9`"


@pytest.mark.parametrize("source", RUNS)
def test_a_run_is_told_whole(source: SourceName) -> None:
    message = run_page(whole(source), "k3v9")

    assert message == Message("\n".join(TEXTS[source]), tuple(BLOCKS[source]))
    assert broken_rules(message) == []


@pytest.mark.parametrize("source", RUNS)
def test_what_is_missing_of_a_run_stands_before_the_last_line(
    source: SourceName,
) -> None:
    message = run_page(whole(source, gaps=GAPS), "k3v9")

    *lines, last_told = TEXTS[source]
    *blocks, last_shown = BLOCKS[source]
    assert message == Message(
        "\n".join([*lines, MISSING, last_told]),
        (*blocks, section(MISSING), last_shown),
    )
    assert broken_rules(message) == []


def test_a_run_without_rows_says_so() -> None:
    bare = replace(RUNS[SourceName.APP], started=None, kind="")

    message = run_page(run_answer(bare, line="/runs app h-1"))

    assert message == Message(
        "▶ Running: App Streaming run\n"
        "No target is known.\n"
        "Cloud: prod\n"
        f"{AS_OF} /runs app h-1",
        (
            header("▶ Running: App Streaming run"),
            fields(("Cloud", "`prod`")),
            section("*No target is known.*"),
            actions(
                *asked_again(
                    "/runs app h-1", "/runs app prod/app/h-1", watched="prod/app/h-1"
                )
            ),
            last_line("/runs app h-1"),
        ),
    )
    assert broken_rules(message) == []


@pytest.mark.parametrize(
    ("hidden", "words"),
    [(0, ""), (1, "1 secret hidden, "), (1_234, "1,234 secrets hidden, ")],
)
def test_hidden_secrets_are_counted_in_the_last_line(hidden: int, words: str) -> None:
    answer = replace(whole(SourceName.APP), hidden=hidden)

    message = run_page(answer)

    assert message.text.endswith(f"\n{words}{AS_OF} /runs app h-1")
    assert message.blocks[-1] == last_line(
        "/runs app h-1", note=words.replace(", ", " · ")
    )


def test_a_command_is_called_one() -> None:
    run = replace(RUNS[SourceName.ORDER], kind="COMMAND")

    message = run_page(run_answer(run))

    assert "\nCommand: rotate (s-9)\nStarted: " in message.text


def test_more_scripts_than_two_are_named_together() -> None:
    scripts = tuple(Named(f"s-{n}", f"step-{n}") for n in range(1, 5))
    run = replace(RUNS[SourceName.POOL], scripts=scripts)

    message = run_page(run_answer(run))

    assert "Script: step-2 (s-2)\nMore scripts: step-3, step-4\n" in message.text


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.RUNNING, True),
        (Outcome.FAILED, True),
        (Outcome.WAITING, False),
        (Outcome.PAUSED, False),
    ],
)
def test_only_what_runs_is_running_for_some_time(outcome: Outcome, said: bool) -> None:  # noqa: FBT001  a parameter
    run = replace(RUNS[SourceName.APP], outcome=outcome, under_way=True)

    message = run_page(run_answer(run))

    assert ("Running for" in message.text) is said


def test_rows_of_several_scripts_name_theirs() -> None:
    row = whole(SourceName.POOL).page.rows[0]
    rows = (
        replace(row, script=Named("s-1", "first")),
        replace(row, script=Named("s-2", "second")),
    )

    message = run_page(run_answer(RUNS[SourceName.POOL], *rows))

    name = row.target.label
    assert f"1. ✖ failed {name}, first, " in message.text
    assert f"2. ✖ failed {name}, second, " in message.text


def test_a_long_line_is_cut_with_a_sign() -> None:
    answer = replace(whole(SourceName.APP), line="/runs pool " + "&" * 1_800)

    message = run_page(answer)

    told = message.text.rpartition("ask again: ")[2]
    assert told == "/runs pool " + "&amp;" * 117 + "…"
    assert broken_rules(message) == []


def test_rows_come_before_details_where_room_is_short() -> None:
    rows = [
        replace(row, cause=replace(row.cause, reason="why " * 40))
        for row in ROWS[SourceName.TASK][:1] * 10
    ]
    (detail, *_) = RUNS[SourceName.TASK].details
    run = replace(
        RUNS[SourceName.TASK],
        details=(replace(detail, text="x" * 160),) * 10,
        counts=Counts(),
    )

    message = run_page(run_answer(run, *rows))

    told = [
        line for line in message.text.split("\n") if "(WKS" in line or "why" in line
    ]
    assert len(told) == 10
    assert "…\n1. ✖ failed FIN-01" in message.text
    assert len(message.text) == limits.ANSWER_TEXT
