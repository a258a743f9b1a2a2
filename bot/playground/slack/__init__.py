"""A strict Slack on loopback."""

from bot.playground.slack.deliveries import ApiCall, Delivery, Interaction, Post, Press
from bot.playground.slack.events import EventDelivery
from bot.playground.slack.faults import (
    ApiError,
    Fault,
    Faults,
    Hang,
    RateLimited,
    ResetAfterStoring,
    ResetBefore,
    ServerError,
    ServerErrorAfterStoring,
    Slow,
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
from bot.playground.slack.shortcuts import Shortcut
from bot.playground.slack.windows import Submission, ViewPress

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
    "EventDelivery",
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
    "ServerErrorAfterStoring",
    "Shortcut",
    "Slow",
    "Submission",
    "ViewPress",
]
