"""A cloud on loopback."""

from bot.playground.cloud.faults import (
    Body,
    CutJson,
    Drip,
    Fault,
    Faults,
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
    "Slow",
    "Status",
    "Truncated",
    "WrongTypes",
]
