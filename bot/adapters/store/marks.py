"""What people have said with the buttons of a reminder: that it is done, or that they want to be reminded again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.adapters.store.tables import DONE, POST, SNOOZE
from bot.domain.paminnelse import Done, Settled, Snooze

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.adapters.store.database import Database
    from bot.domain.paminnelse import Key


class Marks:
    """The marks of all counties. Each one also asks for the messages about it to be written anew."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def done(self, fylke: str, reminder: str) -> Done | None:
        """Return who has done *reminder* in *fylke*, None when nobody has."""
        asked = sa.select(DONE.c.by, DONE.c.at).where(DONE.c.fylke == fylke, DONE.c.reminder == reminder)
        with self._database.read() as connection:
            row = connection.execute(asked).one_or_none()
        return Done(row.by, row.at) if row else None

    def set_done(self, fylke: str, reminder: str, by: str, channels: Iterable[str]) -> Done:
        """Mark *reminder* as done in *fylke* and return the mark that stands: that of the first one to say so.

        *channels* are the county's: what has been posted there about it is to show the mark.
        """
        with self._database.write() as connection:
            at = self._database.now(connection)
            row = self._database.insert(DONE).values(fylke=fylke, reminder=reminder, by=by, at=at)
            connection.execute(row.on_conflict_do_nothing())
            connection.execute(_anew(reminder, channels))
            asked = sa.select(DONE.c.by, DONE.c.at).where(DONE.c.fylke == fylke, DONE.c.reminder == reminder)
            mark = connection.execute(asked).one()
        return Done(mark.by, mark.at)

    def undo(self, fylke: str, reminder: str, channels: Iterable[str]) -> None:
        """Take the mark away; as `set_done`."""
        with self._database.write() as connection:
            connection.execute(sa.delete(DONE).where(DONE.c.fylke == fylke, DONE.c.reminder == reminder))
            connection.execute(_anew(reminder, channels))

    def snooze(self, reminder: str, channel: str, day: date, by: str) -> None:
        """Remind *channel* of *reminder* on *day* too. Twice is once."""
        with self._database.write() as connection:
            at = self._database.now(connection)
            row = self._database.insert(SNOOZE).values(reminder=reminder, channel=channel, day=day, by=by, at=at)
            connection.execute(row.on_conflict_do_nothing())

    def settled(self, posted: Iterable[Key] = ()) -> Settled:
        """Return all marks as the plan needs them, beside what is *posted*."""
        with self._database.read() as connection:
            done = frozenset(
                (r.fylke, r.reminder) for r in connection.execute(sa.select(DONE.c.fylke, DONE.c.reminder))
            )
            rows = connection.execute(sa.select(SNOOZE.c.reminder, SNOOZE.c.channel, SNOOZE.c.day)).all()
        return Settled(done, tuple(Snooze(*row) for row in rows), frozenset(posted))


def _anew(reminder: str, channels: Iterable[str]) -> sa.Update:
    """Return what asks for the messages about *reminder* in *channels* to be written anew."""
    shown = (POST.c.reminder == reminder, POST.c.channel.in_(list(channels)), POST.c.state == "sent")
    return sa.update(POST).where(*shown).values(refresh=POST.c.refresh + 1)
