"""What Slack makes of the bot's answer to what it sent."""

from dataclasses import dataclass
from typing import Any

from bot.playground.rules.rule import Breach
from bot.playground.slack.deliveries import Delivery
from bot.playground.slack.response_urls import command_url_breaches, visible_to
from bot.playground.slack.strict_json import parsed
from bot.playground.slack.workspace import Workspace

OK = 200


@dataclass(frozen=True, slots=True)
class Ack:
    """An answer that came in time and with status 200."""

    content_type: str
    body: str

    def show(self, delivery: Delivery, workspace: Workspace) -> None:
        """Write into the command's delivery what the person sees, if anything."""
        try:
            delivery.ack = self.message()
        except ValueError:
            delivery.error = "invalid_command_response"
            return
        if delivery.ack and not delivery.ack.keys() <= {"response_type"}:
            _show_message(delivery, delivery.ack, workspace)

    def ignored(self, workspace: Workspace, acked: str) -> dict[str, Any] | None:
        """The message in an ack of which Slack shows nothing, which breaks a rule.

        github.com/slackapi/bolt-js/issues/132

        Args:
            workspace: Where the broken rule is noted.
            acked: What it was the ack of, such as "a press".
        """
        try:
            message = self.message()
        except ValueError:
            message = {"text": self.body}
        if message is not None:
            ignored = Breach("ack-with-body", f"the ack of {acked} shows nothing")
            workspace.broken_rules.append(ignored.of(message))
        return message

    def message(self) -> dict[str, Any] | None:
        """The message, None for an empty ack.

        Raises:
            ValueError: The body isn't the JSON object that it claims to be.
        """
        if not self.body:
            return None
        if self.content_type != "application/json":
            return {"text": self.body, "response_type": "ephemeral"}
        message = parsed(self.body)
        if not isinstance(message, dict):
            raise ValueError  # noqa: TRY004 - bad data, not a bad call
        return message


def _show_message(
    delivery: Delivery, message: dict[str, Any], workspace: Workspace
) -> None:
    refusals = workspace.judge(message, *command_url_breaches(message))
    if refusals:
        delivery.error = "invalid_command_response"
        return
    seen_by = visible_to(message, delivery.user)
    delivery.ack_post = workspace.show(message, seen_by, "ack", delivery.channel)
