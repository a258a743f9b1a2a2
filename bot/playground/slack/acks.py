"""What Slack makes of the bot's answer to a command or a press."""

import json
from dataclasses import dataclass
from typing import Any

from bot.playground.rules.rule import Breach
from bot.playground.slack.deliveries import Delivery, Press
from bot.playground.slack.response_urls import command_url_breaches, visible_to
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
            delivery.ack = self._message()
        except ValueError:
            delivery.error = "invalid_command_response"
            return
        if delivery.ack and not delivery.ack.keys() <= {"response_type"}:
            _show_message(delivery, delivery.ack, workspace)

    def end(self, press: Press, workspace: Workspace) -> None:
        """Note what a press was acked with: Slack shows nothing of it.

        github.com/slackapi/bolt-js/issues/132
        """
        try:
            press.ack = self._message()
        except ValueError:
            press.ack = {"text": self.body}
        if press.ack is not None:
            ignored = Breach("ack-with-body", "the ack of a press shows nothing")
            workspace.broken_rules.append(ignored.of(press.ack))

    def _message(self) -> dict[str, Any] | None:
        """The message, None for an empty ack.

        Raises:
            ValueError: The body isn't the JSON object that it claims to be.
        """
        if not self.body:
            return None
        if self.content_type != "application/json":
            return {"text": self.body, "response_type": "ephemeral"}
        parsed = json.loads(self.body)
        if not isinstance(parsed, dict):
            raise ValueError  # noqa: TRY004 - bad data, not a bad call
        return parsed


def _show_message(
    delivery: Delivery, message: dict[str, Any], workspace: Workspace
) -> None:
    refusals = workspace.judge(message, *command_url_breaches(message))
    if refusals:
        delivery.error = "invalid_command_response"
        return
    seen_by = visible_to(message, delivery.user)
    delivery.ack_post = workspace.show(message, seen_by, "ack", delivery.channel)
