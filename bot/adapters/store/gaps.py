"""The questions that were not answered well, masked, for as long as they are to be kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.adapters.store.tables import GAP
from bot.domain.hull import NEWEST, Gap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.adapters.store.database import Database


class Gaps:
    """The gaps of the last *days* days. With 0 none is kept, and what was kept goes when `forget` is called."""

    def __init__(self, database: Database, days: int) -> None:
        self._database = database
        self.days = days

    def add(self, gaps: Sequence[Gap], now: datetime) -> None:
        """Keep *gaps*, and drop what is too old.

        Raises:
            DatabaseError: the database cannot be used.
        """
        if not (self.days and gaps):
            return
        rows = [{"at": one.at, "kind": one.kind, "fylke": one.fylke, "question": one.question} for one in gaps]
        with self._database.write() as connection:
            connection.execute(sa.insert(GAP), rows)
            connection.execute(sa.delete(GAP).where(GAP.c.at < self._since(now)))

    def newest(self, now: datetime) -> tuple[Gap, ...]:
        """Return the newest 2,000, the newest first."""
        if not self.days:
            return ()
        asked = sa.select(GAP).where(GAP.c.at >= self._since(now)).order_by(GAP.c.at.desc(), GAP.c.id.desc())
        with self._database.read() as connection:
            rows = connection.execute(asked.limit(NEWEST)).all()
        return tuple(Gap(row.at, row.kind, row.fylke, row.question) for row in rows)

    def forget(self) -> None:
        """Drop what is too old by the database's clock, and all of it when nothing is to be kept."""
        with self._database.write() as connection:
            old = GAP.c.at < self._since(self._database.now(connection)) if self.days else sa.true()
            connection.execute(sa.delete(GAP).where(old))

    def _since(self, now: datetime) -> datetime:
        return now - timedelta(days=self.days)
