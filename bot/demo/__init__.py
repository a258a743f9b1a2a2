"""The real bot between a local Slack and a simulated cloud."""

from bot.demo.opening import Stage, opened
from bot.demo.running import database_in, running, settings_for
from bot.demo.touring import OPTIONAL_SCOPES, SCOPES, playground, tour
from bot.playground.cloud.life import FleetError
from bot.playground.tour import TourFailedError

__all__ = [
    "OPTIONAL_SCOPES",
    "SCOPES",
    "FleetError",
    "Stage",
    "TourFailedError",
    "database_in",
    "opened",
    "playground",
    "running",
    "settings_for",
    "tour",
]
