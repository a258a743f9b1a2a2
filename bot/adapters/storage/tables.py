"""The tables, as they are now; `migrations` leads there.

Texts are bounded before they are kept, never by the database, which would refuse the
row. `…_fold` is what people search in: `str.casefold` knows more letters than either
database's own functions.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

from bot.adapters.storage.columns import Utc, moments, words

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# `at` is when it counts for; `settled_at` when its state was last known with all its
# rows; `script_task` is what rows of W6 carry for it.
RUNS = Table(
    "runs",
    METADATA,
    Column("key", Text, primary_key=True),
    words("cloud"),
    words("clouds"),
    words("source"),
    words("reference"),
    words("outcome"),
    words("raw_status"),
    Column("under_way", Boolean, nullable=False),
    words("kind"),
    words("script_task"),
    words("work_id"),
    words("work_name"),
    words("work_fold"),
    words("work_ref"),
    words("place_id"),
    words("place_name"),
    words("place_fold"),
    Column("succeeded", Integer),
    Column("failed", Integer),
    Column("skipped", Integer),
    Column("running", Integer),
    Column("total", Integer),
    *moments("started", "ended"),
    Column("at", Utc, nullable=False),
    Column("first_seen", Utc, nullable=False),
    Column("read_at", Utc, nullable=False),
    words("state"),
    Column("short", Boolean, nullable=False),
    Column("settled_at", Utc),
    Index(None, "at"),
    Index(None, "script_task"),
    Index(None, "work_ref", "at"),
)

_COUNTED = ("at", "outcome", "cause", "stands_for", "clouds", "source")

# Failed, skipped and unfinished ones. `clouds` are always those of the run.
EXECUTIONS = Table(
    "executions",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("run", ForeignKey(RUNS.c.key, ondelete="CASCADE"), nullable=False),
    words("clouds"),
    words("source"),
    words("reference"),
    words("row_id"),
    words("run_id"),
    words("outcome"),
    words("raw_status"),
    words("target_id"),
    words("target_name"),
    words("target_fold"),
    words("target_kind"),
    words("script_id"),
    words("script_name"),
    words("script_fold"),
    words("kind"),
    Column("batch", Text),
    *moments("started", "ended"),
    Column("at", Utc, nullable=False),
    Column("timed", Boolean, nullable=False),
    words("code"),
    words("reason"),
    words("cause_fold"),
    words("cause"),
    Column("hidden", Integer, nullable=False),
    Column("stands_for", Integer, nullable=False),
    Column("first_seen", Utc, nullable=False),
    Column("read_at", Utc, nullable=False),
    Index(None, "run"),
    # All that counting needs, so that it does not have to look at the rows.
    Index("ix_executions_counted", *_COUNTED),
    Index(None, "cause", "at"),
    Index(None, "target_id", "at"),
    Index(None, "script_id", "at"),
)

WORKS = Table(
    "works",
    METADATA,
    Column("cloud", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    words("hint"),
    Column("due", Utc),
    Column("open", Boolean, nullable=False),
    Column("read_at", Utc, nullable=False),
)

COVERAGE = Table(
    "coverage",
    METADATA,
    Column("cloud", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("since", Utc),
    Column("until", Utc),
    Column("tried", Utc),
    words("gaps"),
    Column("failing_since", Utc),
    Column("walked", Utc),
)

LEASES = Table(
    "leases",
    METADATA,
    Column("name", Text, primary_key=True),
    words("holder"),
    Column("until", Utc, nullable=False),
)

REQUESTS = Table(
    "requests",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("at", Utc, nullable=False),
    words("user_id"),
    words("workspace"),
    words("channel"),
    words("line"),
    words("result"),
    Column("seconds", Float, nullable=False),
    Index(None, "at"),
)
