"""Add subscriptions made in Slack, pauses, marks, and files of digests."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _more("subscriptions", "asked", "paused_by", "paused_why")
    op.add_column("subscriptions", sa.Column("paused_at", _TIME, nullable=True))
    _more("parts", "file_name", "file_title", "file")
    for name in ("failed", "skipped"):
        op.add_column("deliveries", sa.Column(name, sa.Integer(), nullable=True))
    _made()
    _marks()


def _more(table: str, *names: str) -> None:
    """Rows that are there already have nothing to tell."""
    for name in names:
        column = sa.Column(name, sa.Text(), nullable=False, server_default="")
        op.add_column(table, column)


def _made() -> None:
    op.create_table(
        "made",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("posts_empty", sa.Boolean(), nullable=False),
        sa.Column("mention", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_made")),
    )


def _marks() -> None:
    op.create_table(
        "marks",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("subscription", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("until", _TIME, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "channel", "subscription", "kind", "cause", name=op.f("pk_marks")
        ),
    )
