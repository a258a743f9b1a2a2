"""Add what people watch."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "watches",
        *(_text(name) for name in ("id", "user_id", "workspace", "channel")),
        _text("reference"),
        sa.Column("begun", _TIME, nullable=False),
        _text("seen"),
        sa.Column("seen_at", _TIME, nullable=False),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("failing_since", _TIME, nullable=True),
        _text("place"),
        _text("ts"),
        sa.Column("tried", _TIME, nullable=True),
        sa.Column("due", _TIME, nullable=False),
        sa.Column("pause", sa.Integer(), nullable=False),
        _text("ending"),
        sa.Column("word_tried", _TIME, nullable=True),
        _text("holder"),
        sa.Column("held_until", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watches")),
    )
    op.create_index(op.f("ix_watches_due"), "watches", ["due"])
    op.create_index(
        op.f("ix_watches_user_id_workspace"), "watches", ["user_id", "workspace"]
    )


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)
