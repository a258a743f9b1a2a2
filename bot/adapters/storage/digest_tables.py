"""The tables of digests: who is told, what is on its way, and what was told.

`told` outlives the executions that it names by nothing: both are kept for 35 days.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from bot.adapters.storage.columns import Utc, words
from bot.adapters.storage.tables import METADATA

# `slot` is the newest one that a delivery was made for, or that was over before the
# subscription began; `asked` is what it was about, from when on, the newest first.
SUBSCRIPTIONS = Table(
    "subscriptions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("told_from", Utc, nullable=False),
    Column("slot", Utc, nullable=False),
    words("asked"),
    words("paused_by"),
    Column("paused_at", Utc),
    words("paused_why"),
)

# Those that were made in Slack; the settings file has the others.
MADE = Table(
    "made",
    METADATA,
    Column("name", Text, primary_key=True),
    words("channel"),
    words("owner"),
    words("schedule"),
    words("time_zone"),
    words("scope"),
    Column("posts_empty", Boolean, nullable=False),
    words("mention"),
)

# `subscription` is "" for all of the channel.
MARKS = Table(
    "marks",
    METADATA,
    Column("channel", Text, primary_key=True),
    Column("subscription", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("cause", Text, primary_key=True),
    words("label"),
    words("by"),
    Column("at", Utc, nullable=False),
    Column("until", Utc, nullable=False),
    words("why"),
)

DELIVERIES = Table(
    "deliveries",
    METADATA,
    Column("id", Text, primary_key=True),
    Column(
        "subscription",
        ForeignKey(SUBSCRIPTIONS.c.id, ondelete="CASCADE"),
        nullable=False,
    ),
    Column("slot", Utc, nullable=False),
    Column("since", Utc, nullable=False),
    words("holder"),
    Column("leased_until", Utc, nullable=False),
    Column("gathered", Boolean, nullable=False),
    Column("planned_at", Utc),
    Column("ended_at", Utc),
    Column("failed", Integer),
    Column("skipped", Integer),
    Column("opening", Text, nullable=False, server_default=""),
    Index("ix_deliveries_subscription_slot", "subscription", "slot", unique=True),
)
# What people can ask for below one is long, and nobody else needs it.
HEAD = [column for column in DELIVERIES.c if column.name != "opening"]

# `tried_at` is when it was first sent; `ts` is Slack's name for it once it is there. A
# file's content goes when the delivery ends.
PARTS = Table(
    "parts",
    METADATA,
    Column(
        "delivery",
        ForeignKey(DELIVERIES.c.id, ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("number", Integer, primary_key=True),
    words("text"),
    words("blocks"),
    words("file_name"),
    words("file_title"),
    words("file"),
    Column("tried_at", Utc),
    words("ts"),
    Index(None, "ts"),
)

TOLD = Table(
    "told",
    METADATA,
    Column("subscription", Text, primary_key=True),
    Column("execution", Text, primary_key=True),
    words("delivery"),
    Column("at", Utc, nullable=False),
    Index(None, "delivery"),
    Index(None, "at"),
)

# `since` is when its first execution counts for, `last` when its latest run does.
TROUBLES = Table(
    "troubles",
    METADATA,
    Column("subscription", Text, primary_key=True),
    Column("work_ref", Text, primary_key=True),
    Column("cause", Text, primary_key=True),
    words("work_id"),
    words("work_name"),
    words("source"),
    Column("since", Utc, nullable=False),
    Column("last", Utc, nullable=False),
    Column("executions", Integer, nullable=False),
)
