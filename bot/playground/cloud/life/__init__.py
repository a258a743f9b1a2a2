"""A living fleet in the simulated cloud's tables."""

from bot.playground.cloud.life.living import Life
from bot.playground.cloud.life.runs import RecentRun
from bot.playground.cloud.life.sizes import SMALL, Fleet, FleetError

__all__ = ["SMALL", "Fleet", "FleetError", "Life", "RecentRun"]
