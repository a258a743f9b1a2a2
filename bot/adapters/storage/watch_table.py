"""The table of what people watch."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from bot.adapters.storage.columns import Utc, words
from bot.adapters.storage.tables import METADATA

# `seen` is how it stood, as JSON; `pause` is in seconds. Whoever works on one holds it
# until `held_until`. A row goes with its watch.
WATCHES = Table(
    "watches",
    METADATA,
    Column("id", Text, primary_key=True),
    words("user_id"),
    words("workspace"),
    words("channel"),
    words("reference"),
    Column("begun", Utc, nullable=False),
    words("seen"),
    Column("seen_at", Utc, nullable=False),
    Column("unread", Boolean, nullable=False),
    Column("failing_since", Utc),
    words("place"),
    words("ts"),
    Column("tried", Utc),
    Column("due", Utc, nullable=False),
    Column("pause", Integer, nullable=False),
    words("ending"),
    Column("word_tried", Utc),
    words("holder"),
    Column("held_until", Utc, nullable=False),
    Index(None, "due"),
    Index("ix_watches_user_id_workspace", "user_id", "workspace"),
)
