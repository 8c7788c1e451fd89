"""How it goes: the beat of the workers, and what waits, for those who look after the service."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from bot.adapters.store.tables import BEAT, POST, WAITING
from bot.domain.sendetid import ON_TIME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.adapters.store.database import Database

OVERDUE = timedelta(minutes=5)
_AWAY = timedelta(minutes=2)
_FORGOTTEN = timedelta(days=1)


class Figures(NamedTuple):
    """What there is to tell. *beat_age* is how long ago a worker last ticked, None when none has.

    *posts* counts the posts by state. *overdue* are those that should have been posted over five minutes ago, and
    *oldest* is how long the oldest of them has waited. *trouble* is what the workers say keeps them from posting.
    """

    now: datetime
    beat_age: timedelta | None
    posts: Mapping[str, int]
    overdue: int
    oldest: timedelta
    trouble: tuple[str, ...]


class Watch:
    """Keeps the beat and counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def awake(self) -> None:
        """Put in doubt what is due when no worker has been here for a while: the database may be an old copy.

        The ledger does so with what is late, once the plan has struck out what need not be posted any more.
        """
        with self._database.write() as connection:
            now = self._database.now(connection)
            here = sa.exists().where(BEAT.c.at > now - _AWAY)
            due = (POST.c.state.in_(("due", "claimed")), POST.c.due_at <= now, ~here)
            connection.execute(sa.update(POST).where(*due).values(absent_at=None))
            on_time = sa.update(POST).where(*due, POST.c.due_at >= now - ON_TIME)
            connection.execute(on_time.values(state="unknown", posting_since=now, looks=0))

    def beat(self, worker: str, trouble: str | None = None) -> datetime:
        """Write that *worker* is alive, and what keeps it from posting. Returns the database's time."""
        with self._database.write() as connection:
            now = self._database.now(connection)
            row = self._database.insert(BEAT).values(worker=worker, at=now, trouble=trouble)
            values = {"at": now, "trouble": trouble}
            connection.execute(row.on_conflict_do_update(index_elements=[BEAT.c.worker], set_=values))
        return now

    def forget(self) -> None:
        """Drop the workers that have been gone for a day."""
        with self._database.write() as connection:
            gone = BEAT.c.at < self._database.now(connection) - _FORGOTTEN
            connection.execute(sa.delete(BEAT).where(gone))

    def figures(self) -> Figures:
        """Return how it goes just now."""
        with self._database.read() as connection:
            now = self._database.now(connection)
            beats = connection.execute(sa.select(BEAT.c.at, BEAT.c.trouble).order_by(BEAT.c.at.desc())).all()
            counted = sa.select(POST.c.state, sa.func.count()).group_by(POST.c.state)
            posts = {row[0]: row[1] for row in connection.execute(counted)}
            asleep = sa.and_(POST.c.state == "due", POST.c.attempts == 0, POST.c.not_before > now)
            late = sa.select(sa.func.count(), sa.func.min(POST.c.due_at)).where(
                WAITING, POST.c.due_at < now - OVERDUE, ~asleep
            )
            overdue, oldest = connection.execute(late).one()
        recent = [beat for beat in beats if beats[0].at - beat.at < OVERDUE]
        trouble = tuple(dict.fromkeys(beat.trouble for beat in recent if beat.trouble))
        age = now - beats[0].at if beats else None
        return Figures(now, age, posts, overdue, now - oldest if oldest else timedelta(), trouble)
