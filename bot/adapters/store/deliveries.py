"""Which of Slack's deliveries have had their effect, and whether answers were useful."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.adapters.store.database import Database
from bot.adapters.store.tables import FEEDBACK, SEEN
from bot.domain.reply import Feedback

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = timedelta(days=2)


class Store:
    """The database as the Slack edge uses it; *clock* as in `Database`.

    Raises:
        ConfigError: DATABASE_URL cannot be used.
    """

    def __init__(self, url: str, clock: Callable[[], datetime] | None = None) -> None:
        self.database = Database(url, clock)

    def claim(self, key: str, now: datetime) -> bool:
        """Return True to the first caller with *key*, False to every later one. Old keys are dropped."""
        row = self.database.insert(SEEN).values(key=key[:200], at=now).on_conflict_do_nothing()
        with self.database.write() as connection:
            first = connection.execute(row).rowcount == 1
            if first:
                connection.execute(sa.delete(SEEN).where(SEEN.c.at < now - KEPT))
        return first

    def forget(self, key: str) -> None:
        """Let the next caller with *key* be the first again: what the last one began came to nothing."""
        with self.database.write() as connection:
            connection.execute(sa.delete(SEEN).where(SEEN.c.key == key[:200]))

    def add_feedback(self, feedback: Feedback) -> None:
        """Keep one judgement."""
        with self.database.write() as connection:
            connection.execute(
                sa.insert(FEEDBACK).values(
                    at=feedback.at, kind=feedback.kind, entries=list(feedback.entries), useful=feedback.useful
                )
            )

    def feedback(self) -> tuple[Feedback, ...]:
        """Return every judgement, oldest first."""
        with self.database.read() as connection:
            rows = connection.execute(sa.select(FEEDBACK).order_by(FEEDBACK.c.id)).all()
        return tuple(Feedback(r.at, r.kind, tuple(r.entries), r.useful) for r in rows)

    def alive(self) -> bool:
        """Return whether the database answers."""
        return self.database.alive()

    def close(self) -> None:
        """Let go of every connection."""
        self.database.close()
