"""Add threads, what they were about, and which messages were taken up."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "threads",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("used_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("channel", "ts", name=op.f("pk_threads")),
    )
    op.create_index(op.f("ix_threads_used_at"), "threads", ["used_at"])
    op.create_table(
        "taken",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "ts", name=op.f("pk_taken")),
    )
    op.create_index(op.f("ix_taken_at"), "taken", ["at"])
    # Digests that are there already are gone on about by their buttons alone.
    opening = sa.Column("opening", sa.Text(), nullable=False, server_default="")
    op.add_column("deliveries", opening)
    op.create_index(op.f("ix_parts_ts"), "parts", ["ts"])
    for one in ("target_id", "script_id"):
        op.create_index(op.f(f"ix_executions_{one}_at"), "executions", [one, "at"])
