"""Add digests."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _subscriptions()
    _deliveries()
    _parts()
    _told()
    _troubles()
    op.create_index(op.f("ix_runs_work_ref_at"), "runs", ["work_ref", "at"])


def _subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("told_from", _TIME, nullable=False),
        sa.Column("slot", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subscription", sa.Text(), nullable=False),
        sa.Column("slot", _TIME, nullable=False),
        sa.Column("since", _TIME, nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("leased_until", _TIME, nullable=False),
        sa.Column("gathered", sa.Boolean(), nullable=False),
        sa.Column("planned_at", _TIME, nullable=True),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["subscription"],
            ["subscriptions.id"],
            name=op.f("fk_deliveries_subscription"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    op.create_index(
        "ix_deliveries_subscription_slot",
        "deliveries",
        ["subscription", "slot"],
        unique=True,
    )


def _parts() -> None:
    op.create_table(
        "parts",
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("tried_at", _TIME, nullable=True),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery"],
            ["deliveries.id"],
            name=op.f("fk_parts_delivery"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("delivery", "number", name=op.f("pk_parts")),
    )


def _told() -> None:
    op.create_table(
        "told",
        sa.Column("subscription", sa.Text(), nullable=False),
        sa.Column("execution", sa.Text(), nullable=False),
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("subscription", "execution", name=op.f("pk_told")),
    )
    op.create_index(op.f("ix_told_delivery"), "told", ["delivery"])
    op.create_index(op.f("ix_told_at"), "told", ["at"])


def _troubles() -> None:
    op.create_table(
        "troubles",
        sa.Column("subscription", sa.Text(), nullable=False),
        sa.Column("work_ref", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("work_id", sa.Text(), nullable=False),
        sa.Column("work_name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("since", _TIME, nullable=False),
        sa.Column("last", _TIME, nullable=False),
        sa.Column("executions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "subscription", "work_ref", "cause", name=op.f("pk_troubles")
        ),
    )
