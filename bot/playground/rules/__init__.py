"""What Slack takes, and what it should not be given."""

from bot.playground.rules.messages import broken
from bot.playground.rules.rule import BrokenRule
from bot.playground.rules.views import broken_view

__all__ = ["BrokenRule", "broken", "broken_view"]
