"""The first tables: deliveries and judgements, which older databases have already, and the ledger of reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table that is not there."""
    _deliveries()
    _ledger()
    op.create_table(
        "done",
        sa.Column("fylke", sa.String(40), primary_key=True),
        sa.Column("reminder", sa.String(200), primary_key=True),
        sa.Column("by", sa.String(30), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_table(
        "snooze",
        sa.Column("reminder", sa.String(200), primary_key=True),
        sa.Column("channel", sa.String(30), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("by", sa.String(30), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )


def downgrade() -> None:
    """Drop everything."""
    for table in ("snooze", "done", "beat", "pace", "post", "feedback", "seen"):
        op.drop_table(table)


def _deliveries() -> None:
    op.create_table(
        "seen",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_seen_at", "seen", ["at"], if_not_exists=True)
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("entries", sa.JSON, nullable=False),
        sa.Column("useful", sa.Boolean, nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_feedback_at", "feedback", ["at"], if_not_exists=True)


def _ledger() -> None:
    op.create_table(
        "post",
        sa.Column("reminder", sa.String(200), primary_key=True),
        sa.Column("channel", sa.String(30), primary_key=True),
        sa.Column("occurrence", sa.String(200), primary_key=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("not_before", _MOMENT, nullable=False),
        sa.Column("closes_at", _MOMENT, nullable=False),
        sa.Column("lease_until", _MOMENT),
        sa.Column("fence", sa.Integer, nullable=False, server_default="0"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("posting_since", _MOMENT),
        sa.Column("looks", sa.Integer, nullable=False, server_default="0"),
        sa.Column("absent_at", _MOMENT),
        sa.Column("alerted", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("refresh", sa.Integer, nullable=False, server_default="0"),
        sa.Column("standing", sa.String(40), nullable=False, server_default=""),
        sa.Column("sent_at", _MOMENT),
        sa.Column("ts", sa.String(30)),
        sa.Column("reason", sa.String(200)),
        sa.Column("about", sa.JSON),
    )
    waiting = sa.text("state IN ('due', 'claimed', 'posting', 'unknown')")
    op.create_index("post_waiting", "post", ["not_before"], sqlite_where=waiting, postgresql_where=waiting)
    asked = sa.text("refresh > 0")
    op.create_index("post_refresh", "post", ["refresh"], sqlite_where=asked, postgresql_where=asked)
    op.create_index("post_due", "post", ["due_at"])
    op.create_table(
        "pace",
        sa.Column("channel", sa.String(30), primary_key=True),
        sa.Column("next_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "beat",
        sa.Column("worker", sa.String(100), primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("trouble", sa.String(200)),
    )
