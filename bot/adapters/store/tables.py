"""The tables as they are now. How they came to be so is in ``migrations/``; a test holds the two against each other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect


class Utc(sa.types.TypeDecorator[datetime]):
    """A moment in UTC. SQLite drops the time zone, so it is put back when read."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn any aware moment into UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment its time zone back."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


METADATA = sa.MetaData()

SEEN = sa.Table(
    "seen",
    METADATA,
    sa.Column("key", sa.String(200), primary_key=True),
    sa.Column("at", Utc, nullable=False, index=True),
)
FEEDBACK = sa.Table(
    "feedback",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Utc, nullable=False, index=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("entries", sa.JSON, nullable=False),
    sa.Column("useful", sa.Boolean, nullable=False),
)

# The ledger. *not_before* is when a row is to be looked at next, whatever its state; *posting_since* is since when it
# may be in Slack, *absent_at* when the history showed that it is not; *refresh* counts the wishes to have its message
# written anew; *standing* is what was last found of its deadline (moved, gone); *about* holds an alert's facts.
POST = sa.Table(
    "post",
    METADATA,
    sa.Column("reminder", sa.String(200), primary_key=True),
    sa.Column("channel", sa.String(30), primary_key=True),
    sa.Column("occurrence", sa.String(200), primary_key=True),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("due_at", Utc, nullable=False),
    sa.Column("not_before", Utc, nullable=False),
    sa.Column("closes_at", Utc, nullable=False),
    sa.Column("lease_until", Utc),
    sa.Column("fence", sa.Integer, nullable=False, server_default="0"),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("posting_since", Utc),
    sa.Column("looks", sa.Integer, nullable=False, server_default="0"),
    sa.Column("absent_at", Utc),
    sa.Column("alerted", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("refresh", sa.Integer, nullable=False, server_default="0"),
    sa.Column("standing", sa.String(40), nullable=False, server_default=""),
    sa.Column("sent_at", Utc),
    sa.Column("ts", sa.String(30)),
    sa.Column("reason", sa.String(200)),
    sa.Column("about", sa.JSON),
)
# SQLite uses a partial index only where a query has the very words of its condition.
WAITING = sa.text("state IN ('due', 'claimed', 'posting', 'unknown')")
TO_REFRESH = sa.text("refresh > 0")
sa.Index("post_waiting", POST.c.not_before, sqlite_where=WAITING, postgresql_where=WAITING)
sa.Index("post_refresh", POST.c.refresh, sqlite_where=TO_REFRESH, postgresql_where=TO_REFRESH)
sa.Index("post_due", POST.c.due_at)

PACE = sa.Table(
    "pace",
    METADATA,
    sa.Column("channel", sa.String(30), primary_key=True),
    sa.Column("next_at", Utc, nullable=False),
)
BEAT = sa.Table(
    "beat",
    METADATA,
    sa.Column("worker", sa.String(100), primary_key=True),
    sa.Column("at", Utc, nullable=False),
    sa.Column("trouble", sa.String(200)),
)
DONE = sa.Table(
    "done",
    METADATA,
    sa.Column("fylke", sa.String(40), primary_key=True),
    sa.Column("reminder", sa.String(200), primary_key=True),
    sa.Column("by", sa.String(30), nullable=False),
    sa.Column("at", Utc, nullable=False),
)
SNOOZE = sa.Table(
    "snooze",
    METADATA,
    sa.Column("reminder", sa.String(200), primary_key=True),
    sa.Column("channel", sa.String(30), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("by", sa.String(30), nullable=False),
    sa.Column("at", Utc, nullable=False),
)

# What the admins did, each line once and never changed: *outcome* says whether it was done. *before* and *after* are
# the words of the entry in its *file*, which a change can be undone with; *about* holds what else is worth knowing.
AUDIT = sa.Table(
    "audit",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Utc, nullable=False, index=True),
    sa.Column("by", sa.String(30), nullable=False),
    sa.Column("action", sa.String(30), nullable=False),
    sa.Column("target", sa.String(200), nullable=False, index=True),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("file", sa.String(200)),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
    sa.Column("about", sa.JSON),
)
# A change that an admin has been shown and not yet said yes to.
PROPOSAL = sa.Table(
    "proposal",
    METADATA,
    sa.Column("token", sa.String(40), primary_key=True),
    sa.Column("at", Utc, nullable=False, index=True),
    sa.Column("by", sa.String(30), nullable=False),
    sa.Column("what", sa.JSON, nullable=False),
)
# Questions that got no answer, or one of no use: masked, with nothing of who asked but the county.
GAP = sa.Table(
    "gap",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Utc, nullable=False, index=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("fylke", sa.String(40), nullable=False, server_default=""),
    sa.Column("question", sa.String(1000), nullable=False),
)
# What a source said when an admin approved it, part by part: *approved* and *seen* are prints of its sentences, *news*
# the sentences that are new. *changed_at* is since when they differ, *looked_at* when it was last reached.
SOURCE = sa.Table(
    "source",
    METADATA,
    sa.Column("kilde", sa.String(80), primary_key=True),
    sa.Column("part", sa.String(500), primary_key=True),
    sa.Column("approved", sa.JSON, nullable=False),
    sa.Column("approved_at", Utc, nullable=False),
    sa.Column("approved_by", sa.String(30), nullable=False),
    sa.Column("seen", sa.JSON),
    sa.Column("news", sa.JSON),
    sa.Column("changed_at", Utc),
    sa.Column("looked_at", Utc, nullable=False),
)
