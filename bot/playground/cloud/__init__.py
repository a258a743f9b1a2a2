"""A cloud on loopback."""

from bot.playground.cloud.faults import Fault, Faults
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

__all__ = [
    "Body",
    "CloudRequest",
    "CutJson",
    "Drip",
    "Fault",
    "Faults",
    "Hang",
    "Html",
    "Reset",
    "SimulatedCloud",
    "Skew",
    "Slow",
    "Status",
    "Throttle",
    "Truncated",
    "WrongTypes",
]
