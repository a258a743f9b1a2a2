"""What Slack takes, and what it should not be given."""

from bot.playground.rules.messages import broken
from bot.playground.rules.rule import BrokenRule

__all__ = ["BrokenRule", "broken"]
