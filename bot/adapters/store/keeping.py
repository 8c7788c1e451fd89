"""How long things are kept, and what is dropped of one person who asks for it.

What is never dropped by age: `pace` and `source`, which hold no more than one row for each channel and each part of a
source. `gap` and `beat` are seen to where they are written (`gaps`, `watch`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.adapters.store.audit import PROPOSED
from bot.adapters.store.deliveries import KEPT
from bot.adapters.store.tables import AUDIT, DONE, FEEDBACK, POST, PROPOSAL, SEEN, SNOOZE, SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.adapters.store.database import Database

NOBODY = "slettet"
"""Who did what somebody did whose name is no longer kept. Nobody's id: Slack's begin with U or W."""

DAYS: Mapping[sa.Table, timedelta] = {
    SEEN: KEPT,
    FEEDBACK: timedelta(days=365),
    # A mark or a post is needed as long as its deadline can be planned: reminders begin 60 days ahead, and no school
    # year is longer than 366 days. 400 days after one, its deadline has passed, and what is too late is never posted.
    DONE: timedelta(days=400),
    SNOOZE: timedelta(days=400),
    POST: timedelta(days=400),
    AUDIT: timedelta(days=2 * 365),
    PROPOSAL: PROPOSED,
}
"""How old the rows of a table get."""

_OPEN = ("due", "claimed", "posting", "unknown")
_NAMES = (DONE.c.by, SNOOZE.c.by, AUDIT.c.by, SOURCE.c.approved_by)


class Keeping:
    """Drops what is old, and what is somebody's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget(self) -> None:
        """Drop what has been kept long enough, by the database's clock. What is still to be posted stays.

        Raises:
            DatabaseError: the database cannot be used.
        """
        with self._database.write() as connection:
            now = self._database.now(connection)
            for table, age in DAYS.items():
                at = POST.c.due_at if table is POST else table.c.at
                settled = POST.c.state.not_in(_OPEN) if table is POST else sa.true()
                connection.execute(sa.delete(table).where(at < now - age, settled))

    def erase(self, user: str) -> dict[str, int]:
        """Take the id of *user* out of all that is kept. Returns by table how many rows that were.

        What others rely on stays, without who did it: that a reminder is done, that a source was approved, what was
        changed in the files. What was shown to the user and not yet said yes to goes.

        Raises:
            DatabaseError: the database cannot be used; nothing is erased.
        """
        counts: dict[str, int] = {}
        with self._database.write() as connection:
            for column in _NAMES:
                mine = sa.update(column.table).where(column == user).values({column: NOBODY})
                counts[column.table.name] = connection.execute(mine).rowcount
            counts[PROPOSAL.name] = connection.execute(sa.delete(PROPOSAL).where(PROPOSAL.c.by == user)).rowcount
        self._database.scrub()
        return counts
