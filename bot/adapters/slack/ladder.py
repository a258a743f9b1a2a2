"""Sending something simpler where Slack refuses the blocks."""

from collections.abc import Awaitable, Callable

import structlog

from bot.adapters.slack.codes import Fate
from bot.adapters.slack.outcomes import Outcome
from bot.blocks.ladder import simpler
from bot.domain.messages import Message

_log = structlog.get_logger()


async def stepping_down(
    send: Callable[[Message], Awaitable[Outcome]], message: Message
) -> Outcome:
    """What came of `message`, or of the first simpler one that Slack did not refuse."""
    outcome = await send(message)
    if outcome.fate is not Fate.BLOCKS:
        return outcome  # before any rung is built: hardly ever does one have to be
    for rung in simpler(message):
        log_refusal(outcome, message)
        message = rung
        outcome = await send(message)
        if outcome.fate is not Fate.BLOCKS:
            break
    return outcome


def log_refusal(outcome: Outcome, refused: Message) -> None:
    """Say which kinds of blocks were refused, and why; what stands in them is private."""
    _log.error(
        "blocks_refused",
        said=outcome.said,
        why=_reasons(outcome),
        kinds=[block.get("type") for block in refused.blocks],
    )


def _reasons(outcome: Outcome) -> list[str]:
    metadata = outcome.answer.get("response_metadata")
    reasons = metadata.get("messages") if isinstance(metadata, dict) else None
    return [str(reason) for reason in reasons] if isinstance(reasons, list) else []
