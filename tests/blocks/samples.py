"""Executions and answers to make messages of, and what Slack's judge says of those."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.answers import ChoiceAnswer, ExecutionAnswer
from bot.domain.causes import Cause
from bot.domain.executions import Batch, Execution, Moment, Named, Outcome
from bot.domain.messages import Message
from bot.domain.outputs import Output
from bot.domain.references import Reference, SourceName
from bot.domain.runs import Finding
from bot.playground.rules import broken

SINGAPORE = ZoneInfo("Asia/Singapore")
NINE = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)

DATE_TOKEN = re.compile(
    r"<!date\^\d+\^\{date_short_pretty\} \{time_secs\}\|[-:0-9A-Za-z/ ]+>"
)

FAILED = Execution(
    reference=Reference("prod", SourceName.SCRIPT, ("rec-1",)),
    outcome=Outcome.FAILED,
    raw_status="SCRIPT_FAIL",
    script=Named("scr-1", "Patch check"),
    target=Named("dsk-2", "FIN-DESK-02"),
    target_kind="DESKTOP",
    run_id="task-7",
    batch=Batch.GRAY,
    started=Moment("2026-01-14T19:10:37Z", datetime(2026, 1, 14, 19, 10, 37, 0, UTC)),
    ended=Moment("2026-01-14T19:12:02Z", datetime(2026, 1, 14, 19, 12, 2, 0, UTC)),
    cause=Cause("WKS.00010110", "no <IP> & no lease"),
    output=Output("Checking KB5034441\nERROR: disk <full> & slow\nexit 1\n"),
)
PLAIN = Execution(
    reference=Reference("prod", SourceName.SCRIPT, ("rec-1",)),
    outcome=Outcome.SUCCEEDED,
    raw_status="SUCCEEDED",
    script=Named(),
    target=Named(),
)


def answer(
    execution: Execution,
    *,
    hidden: int = 0,
    gaps: tuple[str, ...] = (),
    as_of: datetime = NINE,
) -> ExecutionAnswer:
    return ExecutionAnswer(
        execution=execution, hidden=hidden, gaps=gaps, as_of=as_of, zone=SINGAPORE
    )


def choices(*findings: Finding, gaps: tuple[str, ...] = ()) -> ChoiceAnswer:
    return ChoiceAnswer(findings=findings, gaps=gaps, as_of=NINE, zone=SINGAPORE)


def in_cloud(cloud: str, execution: Execution = FAILED) -> Execution:
    return replace(execution, reference=Reference(cloud, SourceName.SCRIPT, ("rec-1",)))


def broken_rules(
    message: Message, *, mentions_allowed: Sequence[str] = ()
) -> list[str]:
    """What the playground's Slack would say against the message."""
    sent = {"text": message.text, "blocks": list(message.blocks)}
    found = broken(sent, mentions_allowed=mentions_allowed)
    return [f"{rule.rule}: {rule.detail}" for rule in found]


def texts(value: object) -> Iterator[str]:
    """Every text that the blocks show."""
    if isinstance(value, Mapping):
        text = value.get("text")
        if isinstance(text, str):
            yield text
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def facts(message: Message) -> dict[str, str]:
    """The fields that the blocks show, by label."""
    fields: list[dict[str, Any]] = [
        field for block in message.blocks for field in block.get("fields", [])
    ]
    pairs = (field["text"].split("\n", 1) for field in fields)
    return {label.strip("*"): value for label, value in pairs}


def mrkdwn_of(message: Message) -> list[str]:
    """Every text in which Slack would read markup."""
    fields = [field for block in message.blocks for field in block.get("fields", [])]
    elements = [
        element for block in message.blocks for element in block.get("elements", [])
    ]
    objects = [block.get("text", {}) for block in message.blocks]
    return [
        found["text"]
        for found in [*fields, *elements, *objects]
        if found.get("type") == "mrkdwn"
    ]
