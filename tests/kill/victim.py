"""The bot in a process of its own, which is killed at any moment."""

import asyncio
from pathlib import Path

import structlog

from bot.app import Patience, serve
from bot.settings import Settings


def live(settings: Settings, patience: Patience, log: Path) -> None:
    """Serve until killed; what it logs goes to the end of `log`."""
    with log.open("a", encoding="utf-8") as lines:
        structlog.configure(logger_factory=structlog.WriteLoggerFactory(lines))
        asyncio.run(serve(settings, asyncio.Event(), lambda *_: None, patience))
