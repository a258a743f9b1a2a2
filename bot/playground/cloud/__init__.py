"""A cloud on loopback."""

from bot.playground.cloud.faults import Fault, Faults
from bot.playground.cloud.life import SMALL, Fleet, Life, RecentRun
from bot.playground.cloud.limits import Skew, Throttle
from bot.playground.cloud.mishaps import (
    Body,
    CutJson,
    Drip,
    Hang,
    Html,
    Reset,
    Slow,
    Status,
    Truncated,
    WrongTypes,
)
from bot.playground.cloud.simulated import CloudRequest, SimulatedCloud
from bot.playground.cloud.weather import Control, Said, Weather

__all__ = [
    "SMALL",
    "Body",
    "CloudRequest",
    "Control",
    "CutJson",
    "Drip",
    "Fault",
    "Faults",
    "Fleet",
    "Hang",
    "Html",
    "Life",
    "RecentRun",
    "Reset",
    "Said",
    "SimulatedCloud",
    "Skew",
    "Slow",
    "Status",
    "Throttle",
    "Truncated",
    "Weather",
    "WrongTypes",
]
