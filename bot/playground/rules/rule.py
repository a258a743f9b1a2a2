"""The form in which broken rules are reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """One rule that a message broke.

    Attributes:
        rule: Which one, as a slug such as "too-long" or "mention".
        detail: What is wrong and where, as a JSON pointer into the message.
        message: The message as it was sent.
        refusal: Slack's error code where Slack refuses the message, None where the
            message is shown but breaks a rule of this product.
    """

    rule: str
    detail: str
    message: Mapping[str, Any]
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken rule before it is known of which message."""

    rule: str
    detail: str
    refusal: str | None = None

    def of(self, message: Mapping[str, Any]) -> BrokenRule:
        """The same, of this message."""
        return BrokenRule(self.rule, self.detail, message, self.refusal)


def refused(rule: str, problem: str, at: str) -> Breach:
    """A breach of Block Kit, worded as Slack words it in response_metadata."""
    return Breach(rule, f"{problem} [json-pointer:{at}]", "invalid_blocks")
