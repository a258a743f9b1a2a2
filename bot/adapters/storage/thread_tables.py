"""The tables of conversations: threads, messages that were taken up, and visitors."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from bot.adapters.storage.columns import Utc, words
from bot.adapters.storage.tables import METADATA

# `ts` is Slack's name for the thread; `state` is what it is about, as JSON; `version`
# tells whether somebody else has changed that.
THREADS = Table(
    "threads",
    METADATA,
    Column("channel", Text, primary_key=True),
    Column("ts", Text, primary_key=True),
    words("state"),
    Column("version", Integer, nullable=False),
    Column("used_at", Utc, nullable=False),
    Index(None, "used_at"),
)

# Messages of people: Slack tells of one more than once, and tells any replica.
TAKEN = Table(
    "taken",
    METADATA,
    Column("channel", Text, primary_key=True),
    Column("ts", Text, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("done", Boolean, nullable=False),
    Index(None, "at"),
)

# Who has seen the bot's home before.
VISITORS = Table(
    "visitors",
    METADATA,
    Column("workspace", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("at", Utc, nullable=False),
)
