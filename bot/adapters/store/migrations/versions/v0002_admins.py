"""What admins need: what was done, what is proposed, what is asked in vain, and what the sources said."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the four tables."""
    _changes()
    _gap()
    _source()


def downgrade() -> None:
    """Drop them."""
    for table in ("source", "gap", "proposal", "audit"):
        op.drop_table(table)


def _changes() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.String(30), nullable=False),
        sa.Column("action", sa.String(30), nullable=False),
        sa.Column("target", sa.String(200), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("file", sa.String(200)),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("about", sa.JSON),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_target", "audit", ["target"])
    op.create_table(
        "proposal",
        sa.Column("token", sa.String(40), primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.String(30), nullable=False),
        sa.Column("what", sa.JSON, nullable=False),
    )
    op.create_index("ix_proposal_at", "proposal", ["at"])


def _gap() -> None:
    op.create_table(
        "gap",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("fylke", sa.String(40), nullable=False, server_default=""),
        sa.Column("question", sa.String(1000), nullable=False),
    )
    op.create_index("ix_gap_at", "gap", ["at"])


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("kilde", sa.String(80), primary_key=True),
        sa.Column("part", sa.String(500), primary_key=True),
        sa.Column("approved", sa.JSON, nullable=False),
        sa.Column("approved_at", _MOMENT, nullable=False),
        sa.Column("approved_by", sa.String(30), nullable=False),
        sa.Column("seen", sa.JSON),
        sa.Column("news", sa.JSON),
        sa.Column("changed_at", _MOMENT),
        sa.Column("looked_at", _MOMENT, nullable=False),
    )
