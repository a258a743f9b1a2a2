"""Messages as people see them, for a terminal."""

from bot.playground.transcript.page import readable

__all__ = ["readable"]
