from dataclasses import replace

from bot.blocks.answers import render
from bot.blocks.helping import help_page
from bot.domain.answers import HelpAnswer
from bot.domain.causes import Cause
from bot.domain.executions import Outcome
from bot.domain.messages import Message
from bot.domain.outputs import Output
from tests.blocks.samples import FAILED, answer, broken_rules
from tests.blocks.shapes import (
    AS_OF,
    actions,
    asked_again,
    button,
    context,
    mrkdwn,
    rich_text,
    section,
)


def labelled(label: str, text: str) -> dict[str, object]:
    return rich_text(
        "rich_text_section",
        {"type": "text", "text": f"{label}  ", "style": {"bold": True}},
        {"type": "text", "text": text},
    )


COMMAND = "/runs script prod/script/rec-1"
FORM = "{date_short_pretty} {time_secs}"
WHY = "/runs why prod/script/rec-1"
MESSAGE = Message(
    text="✖ Failed: Patch check on FIN-DESK-02\n"
    "Cause: no &lt;IP&gt; &amp; no lease. WKS.00010110: the desktop has no valid IP "
    "address: check DHCP and its network.\n"
    "Script: Patch check (scr-1)\n"
    "Desktop: FIN-DESK-02 (dsk-2)\n"
    "Started: 2026-01-15 03:10:37 Asia/Singapore\n"
    "Ended: 2026-01-15 03:12:02 Asia/Singapore\n"
    "Took: 1 min 25 s\n"
    "Cloud: prod\n"
    "Script task: task-7\n"
    "Batch: gray\n"
    "Status in the cloud: SCRIPT_FAIL\n"
    "Ask again: /runs script prod/script/rec-1\n"
    "As of: 2026-01-15 09:00:00 Asia/Singapore\n"
    "⚠ `test` gave no answer &lt;now&gt;.\n"
    "Output (3 lines, 2 secrets hidden):\n"
    "Checking KB5034441\n"
    "ERROR: disk &lt;full&gt; &amp; slow\n"
    "exit 1",
    blocks=(
        {
            "type": "header",
            "text": {
                "type": "plain_text",
                "text": "✖ Failed: Patch check on FIN-DESK-02",
                "emoji": False,
            },
        },
        {
            "type": "section",
            "fields": [
                mrkdwn("*Script*\n`Patch check`\n`scr-1`"),
                mrkdwn("*Desktop*\n`FIN-DESK-02`\n`dsk-2`"),
                mrkdwn(
                    f"*Started*\n<!date^1768417837^{FORM}|"
                    "2026-01-15 03:10:37 Asia/Singapore>"
                ),
                mrkdwn(
                    f"*Ended*\n<!date^1768417922^{FORM}|"
                    "2026-01-15 03:12:02 Asia/Singapore>"
                ),
                mrkdwn("*Took*\n1 min 25 s"),
                mrkdwn("*Cloud*\n`prod`"),
                mrkdwn("*Script task*\n`task-7`"),
                mrkdwn("*Batch*\ngray"),
                mrkdwn("*Status in the cloud*\n`SCRIPT_FAIL`"),
            ],
        },
        labelled(
            "Cause",
            "no <IP> & no lease. WKS.00010110: the desktop has no valid IP address: "
            "check DHCP and its network.",
        ),
        labelled("Output", "3 lines, 2 secrets hidden"),
        rich_text(
            "rich_text_preformatted",
            {
                "type": "text",
                "text": "Checking KB5034441\nERROR: disk <full> & slow\nexit 1",
            },
        ),
        actions(
            button("Output", "runs.output", f"v1 {COMMAND} 1"),
            button("Why", "runs.why", f"v1 {WHY} 1"),
            *asked_again(COMMAND, COMMAND),
        ),
        context(f"Ask again: `{COMMAND}` · as of {AS_OF}"),
        section("⚠ `test` gave no answer &lt;now&gt;."),
    ),
)


def test_a_failed_execution_is_told_whole() -> None:
    found = answer(FAILED, hidden=2, gaps=("`test` gave no answer <now>.",))

    message = render(found)

    assert message == MESSAGE
    assert broken_rules(message) == []


def test_an_execution_without_cause_or_output_has_neither() -> None:
    quiet = replace(
        FAILED, outcome=Outcome.RUNNING, cause=Cause(), output=Output(" \n\t")
    )

    message = render(answer(quiet))

    kinds = [block["type"] for block in message.blocks]
    assert kinds == ["header", "section", "actions", "context"]


def test_a_finished_execution_without_output_says_so() -> None:
    found = answer(replace(FAILED, output=Output(" \n\t"), cause=Cause()))

    message = render(found)

    assert message.blocks[2] == labelled("Output", "none")
    assert "Output: none" in message.text


def test_an_output_that_was_not_read_is_not_called_none() -> None:
    silent = Output(gap="prod did not <answer>.")

    message = render(answer(replace(FAILED, output=silent, cause=Cause())))

    assert message.blocks[2] == labelled("Output", "not read: prod did not <answer>.")
    assert "\nOutput: not read: prod did not &lt;answer&gt;.\n" in f"{message.text}\n"
    assert broken_rules(message) == []


def test_a_secret_hidden_in_the_reason_is_counted_without_output() -> None:
    found = answer(replace(FAILED, output=Output("")), hidden=1)

    message = render(found)

    assert message.blocks[3] == labelled("Hidden", "1 secret")
    assert "Hidden: 1 secret" in message.text


def test_a_secret_is_counted_while_it_runs() -> None:
    running = replace(FAILED, outcome=Outcome.RUNNING, output=Output(""))

    message = render(answer(running, hidden=1))

    assert labelled("Hidden", "1 secret") in message.blocks
    assert "Hidden: 1 secret" in message.text


def test_many_hidden_secrets_are_counted() -> None:
    message = render(answer(FAILED, hidden=1_234))

    assert message.blocks[3] == labelled("Output", "3 lines, 1,234 secrets hidden")
    assert "Output (3 lines, 1,234 secrets hidden):" in message.text


def test_no_hidden_secret_is_not_mentioned() -> None:
    message = render(answer(FAILED))

    assert message.blocks[3] == labelled("Output", "3 lines")
    assert "Output (3 lines):" in message.text


def test_the_text_folds_a_long_output_as_the_blocks_do() -> None:
    lines = [f"line {number}" for number in range(1, 31)]

    message = render(answer(replace(FAILED, output=Output("\n".join(lines)))))

    shown = "\n".join([*lines[:3], "⋯ 10 more lines ⋯", *lines[-17:]])
    summary = "30 lines, first 3 and last 17 shown"
    assert message.text.endswith(f"\nOutput ({summary}):\n{shown}")
    assert message.blocks[3] == labelled("Output", summary)


def test_the_text_keeps_as_much_of_the_end_as_there_is_room_for() -> None:
    lines = [f"{number:02}" + "<" * 60 for number in range(1, 31)]

    message = render(answer(replace(FAILED, output=Output("\n".join(lines)))))

    end = "\n".join(line.replace("<", "&lt;") for line in lines[-8:])
    assert message.text.endswith(
        f"\nOutput (30 lines, last 8 shown):\n⋯ 22 more lines ⋯\n{end}"
    )


def test_the_text_of_a_long_output_ends_as_the_output_does() -> None:
    lines = ["<x/>" * 50] * 30

    message = render(
        answer(replace(FAILED, output=Output("\n".join([*lines, "exit 1"]))))
    )

    assert broken_rules(message) == []
    assert message.text.endswith("\nexit 1")


def test_help_is_rendered() -> None:
    message = render(HelpAnswer("script"))

    assert message == help_page("script")
