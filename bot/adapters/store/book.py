"""The ledger's entries: what is planned is entered ahead, and what no longer is, is struck out with its reason."""

from __future__ import annotations

from datetime import timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from bot.adapters.store.ledger import is_key, read
from bot.adapters.store.tables import POST, TO_REFRESH, WAITING
from bot.domain.delivery import ALERT
from bot.domain.paminnelse import Key
from bot.domain.sendetid import closes_at

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from bot.adapters.store.database import Database
    from bot.domain.delivery import Post
    from bot.domain.paminnelse import Paminnelse

_STRUCK = frozenset({"cancelled", "superseded"})
_AGAIN = timedelta(minutes=1)
_MANY = 500
_SILENT = frozenset({"posted", "expired"})  # the ledger itself says what becomes of these


class Entered(NamedTuple):
    """How many entries are new, how many were changed, how many struck out."""

    new: int
    changed: int
    struck: int


class Book:
    """Writes the plan into the ledger. Done twice with the same plan, it changes nothing the second time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def oldest(self) -> datetime | None:
        """Return when the oldest reminder that is still open was due: the plan has to reach back to it."""
        oldest = sa.select(sa.func.min(POST.c.due_at)).where(WAITING, POST.c.reminder != ALERT)
        with self._database.read() as connection:
            found: datetime | None = connection.execute(oldest).scalar_one()
        return found

    def next_at(self) -> datetime | None:
        """Return when the next post that is open is to be looked at."""
        with self._database.read() as connection:
            found: datetime | None = connection.execute(
                sa.select(sa.func.min(POST.c.not_before)).where(WAITING)
            ).scalar_one()
        return found

    def enter(self, plan: Mapping[Key, Paminnelse], begins: datetime, ends: datetime, *, whole: bool = True) -> Entered:
        """Make the ledger agree with *plan*, from *begins* to before *ends*.

        What a worker has begun, and what is sent, is never touched. When the plan is not *whole*, because a file of
        the schedules has faults, nothing is struck out for not being in it. What is due already when it is entered is
        looked for before it is posted: the database may be new.
        """
        with self._database.write() as connection:
            now, known = self._database.now(connection), self._known(connection, begins, ends)
            new = [_row(one, now) for key, one in plan.items() if one.to_post and key not in known]
            if new:
                connection.execute(self._database.insert(POST).on_conflict_do_nothing(), new)
            if len(new) >= _MANY:
                self._database.count(connection, POST)
            changed = self._changed(connection, plan, known)
            struck = self._struck(connection, plan, known, whole=whole)
        return Entered(len(new), changed, struck)

    def sent(self, since: datetime) -> list[Post]:
        """Return the reminders that were due since then and are sent."""
        with self._database.read() as connection:
            sent = sa.select(POST).where(POST.c.state == "sent", POST.c.due_at >= since, POST.c.reminder != ALERT)
            return [read(row) for row in connection.execute(sent)]

    def stands(self, post: Post, standing: str) -> None:
        """Write what has become of the deadline of a sent *post*, and ask for its message to be written anew."""
        with self._database.write() as connection:
            values = {"standing": standing, "refresh": POST.c.refresh + 1}
            connection.execute(sa.update(POST).where(*is_key(post.key), POST.c.standing != standing).values(**values))

    def to_refresh(self) -> Post | None:
        """Return the post whose message is to be written anew now, the one that has waited longest."""
        with self._database.read() as connection:
            wished = (TO_REFRESH, POST.c.state == "sent", POST.c.not_before <= self._database.now(connection))
            first = sa.select(POST).where(*wished).order_by(POST.c.not_before).limit(1)
            row = connection.execute(first).one_or_none()
        return read(row) if row else None

    def put_off(self, post: Post, wait: timedelta = _AGAIN) -> None:
        """Let the message of *post* wait, since Slack would not change it now: the others come first."""
        with self._database.write() as connection:
            later = self._database.now(connection) + wait
            connection.execute(sa.update(POST).where(*is_key(post.key)).values(not_before=later))

    def refreshed(self, post: Post) -> None:
        """Write that the message of *post* is as it was wished for when *post* was read; later wishes still stand."""
        with self._database.write() as connection:
            seen = sa.update(POST).where(*is_key(post.key), POST.c.refresh == post.refresh)
            connection.execute(seen.values(refresh=0))

    def retry(self, channel: str) -> int:
        """Post again what *channel* refused, where it is not too late. Returns how many there are."""
        with self._database.write() as connection:
            now = self._database.now(connection)
            failed = (POST.c.channel == channel, POST.c.state == "failed", POST.c.closes_at > now)
            return connection.execute(sa.update(POST).where(*failed).values(state="due", not_before=now)).rowcount

    def _known(self, connection: Connection, begins: datetime, ends: datetime) -> dict[Key, Any]:
        times = (POST.c.due_at, POST.c.not_before, POST.c.attempts)
        columns = (POST.c.reminder, POST.c.channel, POST.c.occurrence, POST.c.state, *times)
        within = (POST.c.due_at >= begins, POST.c.due_at < ends, POST.c.reminder != ALERT)
        return {Key(*row[:3]): row for row in connection.execute(sa.select(*columns).where(*within))}

    def _changed(self, connection: Connection, plan: Mapping[Key, Paminnelse], known: Mapping[Key, Any]) -> int:
        """Write new times, and take back what was struck out and is planned again."""
        changes = []
        for key, row in known.items():
            one = plan.get(key)
            if one is None or not one.to_post:
                continue
            waits = row.state == "due" and (row.due_at != one.due_at or row.not_before < one.not_before)
            if waits or row.state in _STRUCK:
                changes.append({**_where(key, row.state), **_times(one), "state": "due", "reason": None})
        return _write(connection, changes)

    def _struck(
        self, connection: Connection, plan: Mapping[Key, Paminnelse], known: Mapping[Key, Any], *, whole: bool
    ) -> int:
        changes = []
        for key, row in known.items():
            one = plan.get(key)
            stays = (one.to_post or one.state in _SILENT) if one else not whole
            # What is in doubt only because it is late, and that nobody began, need not be looked for any more.
            unposted = row.state == "due" or (row.state == "unknown" and row.attempts == 0)
            if stays or not unposted:
                continue
            reason = one.state if one else "moved"
            state = "superseded" if reason == "superseded" else "cancelled"
            changes.append({**_where(key, row.state), "state": state, "reason": reason})
        return _write(connection, changes)


_ONE = sa.update(POST).where(
    *(column == sa.bindparam(f"of_{column.name}") for column in (*POST.primary_key, POST.c.state))
)


def _where(key: Key, state: str) -> dict[str, str]:
    """Return what `_ONE` is to find: the row of *key*, as long as it is in that *state*."""
    return {**{f"of_{name}": value for name, value in key._asdict().items()}, "of_state": state}


def _write(connection: Connection, changes: list[dict[str, Any]]) -> int:
    """Change many rows at once, in an order in which no two workers can wait for each other."""
    if not changes:
        return 0
    changes.sort(key=itemgetter("of_reminder", "of_channel", "of_occurrence"))
    return connection.execute(_ONE, changes).rowcount


def _row(one: Paminnelse, now: datetime) -> dict[str, Any]:
    doubt: dict[str, Any] = {"state": "unknown", "posting_since": now}
    sure: dict[str, Any] = {"state": "due", "posting_since": None}
    return {**one.key._asdict(), **_times(one), **(doubt if one.due_at < now else sure)}


def _times(one: Paminnelse) -> dict[str, Any]:
    closes = closes_at(one.due_at, one.deadline)
    return {"due_at": one.due_at, "not_before": one.not_before, "closes_at": closes}
