"""A strict Slack on loopback."""

from bot.playground.slack.deliveries import ApiCall, Delivery, Interaction, Post, Press
from bot.playground.slack.faults import (
    ApiError,
    Fault,
    Faults,
    Hang,
    RateLimited,
    ResetAfterStoring,
    ResetBefore,
    ServerError,
)
from bot.playground.slack.local import LocalSlack
from bot.playground.slack.people import (
    BOT,
    BOT_USER,
    CHANNEL,
    COLLEAGUE,
    GUEST,
    OPERATOR,
    OTHER_TEAM,
    PRIVATE_CHANNEL,
    STRANGER,
    TEAM,
    UNJOINED_CHANNEL,
    Channel,
    Person,
)

__all__ = [
    "BOT",
    "BOT_USER",
    "CHANNEL",
    "COLLEAGUE",
    "GUEST",
    "OPERATOR",
    "OTHER_TEAM",
    "PRIVATE_CHANNEL",
    "STRANGER",
    "TEAM",
    "UNJOINED_CHANNEL",
    "ApiCall",
    "ApiError",
    "Channel",
    "Delivery",
    "Fault",
    "Faults",
    "Hang",
    "Interaction",
    "LocalSlack",
    "Person",
    "Post",
    "Press",
    "RateLimited",
    "ResetAfterStoring",
    "ResetBefore",
    "ServerError",
]
