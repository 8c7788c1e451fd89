"""The ledger of posts: each is claimed, begun, and settled, and what is in doubt is looked for in Slack.

Every step is one transaction, by the database's clock. A post is begun, and that is kept, before Slack is called: one
that is only claimed is surely not posted, one that is begun may be. Each claim raises the post's fence, and only who
holds the last one may write what became of it.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.adapters.store import alerts
from bot.adapters.store.tables import PACE, POST, TO_REFRESH, WAITING
from bot.domain.delivery import LOOKS, PATIENCE, Failed, Post, Refused, Sent, Unsure, backoff
from bot.domain.paminnelse import Key
from bot.domain.sendetid import ON_TIME

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from sqlalchemy.engine import Connection

    from bot.adapters.store.database import Database
    from bot.domain.delivery import Outcome, Patience

_NOT_BEGUN, _IN_DOUBT = ("due", "claimed"), ("posting", "unknown")


class Ledger:
    """The posts. *admin* is the channel that is told what went wrong, "" for none; *chance* spreads what is retried."""

    def __init__(
        self,
        database: Database,
        admin: str = "",
        patience: Patience = PATIENCE,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._admin = admin
        self._patience = patience
        self._chance = chance

    def waiting(self) -> bool:
        """Tell whether anything is to be done now."""
        with self._database.read() as connection:
            now = self._database.now(connection)
            due = sa.exists().select_from(POST).where(WAITING, POST.c.not_before <= now)
            anew = sa.exists().select_from(POST).where(TO_REFRESH, POST.c.not_before <= now)
            return bool(connection.execute(sa.select(sa.or_(due, anew))).scalar_one())

    def sweep(self) -> tuple[Key, ...]:
        """Give up what it is too late for, and tell the admins; put what is late in doubt. Returns what is given up.

        What is late is looked for before it is posted: the database may be new, or an old copy of itself.
        """
        with self._database.write() as connection:
            now = self._database.now(connection)
            left = sa.or_(POST.c.state == "due", sa.and_(POST.c.state == "claimed", POST.c.not_before <= now))
            over = sa.update(POST).where(left, POST.c.closes_at <= now).values(state="expired")
            gone = connection.execute(over.returning(POST.c.reminder, POST.c.channel, POST.c.occurrence))
            expired = tuple(Key(*row) for row in gone)
            alerts.add(self._database, connection, self._admin, "expired", None, expired)
            late = (left, POST.c.not_before <= now, _unseen_and_late(now))
            connection.execute(sa.update(POST).where(*late).values(state="unknown", posting_since=now, looks=0))
        return expired

    def claim(self) -> Post | None:
        """Take the post that has waited longest and may be posted now, None when there is none."""
        with self._database.write() as connection:
            now = self._database.now(connection)
            paced = sa.exists().where(PACE.c.channel == POST.c.channel, PACE.c.next_at > now)
            free = (POST.c.state.in_(_NOT_BEGUN), POST.c.closes_at > now, ~_unseen_and_late(now), ~paced)
            return self._take(connection, now, "claimed", *free)

    def begin(self, post: Post) -> bool:
        """Write down that *post* is about to be posted. False: it must not be, by this worker or not yet."""
        with self._database.write() as connection:
            now = self._database.now(connection)
            begun = {"state": "posting", "posting_since": now, "not_before": now + self._patience.doubt}
            mine = (*_held(post, "claimed"), POST.c.lease_until > now)
            told = sa.update(POST).where(*mine).values(attempts=POST.c.attempts + 1, looks=0, **begun)
            if connection.execute(told).rowcount != 1:
                return False
            free_at = self._step(connection, post.key.channel, now)
            if free_at is None:
                return True
            back = {"state": "due", "not_before": free_at, "attempts": POST.c.attempts - 1, "posting_since": None}
            connection.execute(sa.update(POST).where(*_held(post, "posting")).values(**back))
            return False

    def settle(self, post: Post, outcome: Outcome) -> bool:
        """Write what became of *post*. False: another worker has taken it over meanwhile, and nothing is written."""
        with self._database.write() as connection:
            now = self._database.now(connection)
            values = self._settled(post, outcome, now)
            mine = connection.execute(sa.update(POST).where(*_held(post, "posting")).values(**values)).rowcount == 1
            if mine and isinstance(outcome, Failed):
                alerts.add(self._database, connection, self._admin, "failed", outcome.reason, (post.key,))
            if mine and isinstance(outcome, Refused) and outcome.after:  # what waits for the same channel waits too
                rest = sa.update(PACE).where(PACE.c.channel == post.key.channel)
                connection.execute(rest.values(next_at=values["not_before"]))
        return mine

    def put_back(self, post: Post, reason: str) -> None:
        """Put a claimed *post* back for a while: it cannot be made into a message, because of *reason*."""
        with self._database.write() as connection:
            later = self._database.now(connection) + self._patience.between
            back = sa.update(POST).where(*_held(post, "claimed"))
            connection.execute(back.values(state="due", not_before=later, reason=reason[:200]))

    def look(self) -> Post | None:
        """Take a post that may be in Slack, None when there is none whose time has come."""
        with self._database.write() as connection:
            now = self._database.now(connection)
            return self._take(connection, now, "unknown", POST.c.state.in_(_IN_DOUBT))

    def seen(self, post: Post, ts: str) -> bool:
        """Write that *post* is in Slack after all."""
        with self._database.write() as connection:
            sent = _sent(ts, self._database.now(connection))
            return connection.execute(sa.update(POST).where(*_held(post, "unknown")).values(**sent)).rowcount == 1

    def not_seen(self, post: Post) -> bool:
        """Write that *post* is not in Slack now. Found missing twice, it is to be posted again."""
        with self._database.write() as connection:
            now, mine = self._database.now(connection), _held(post, "unknown")
            once = {"looks": POST.c.looks + 1, "not_before": now + self._patience.between}
            twice = {"state": "due", "absent_at": now, "not_before": now, "looks": 0}
            again = sa.update(POST).where(*mine, POST.c.looks >= LOOKS - 1).values(**twice)
            if connection.execute(again).rowcount == 1:
                return True
            return connection.execute(sa.update(POST).where(*mine).values(**once)).rowcount == 1

    def not_readable(self, post: Post, reason: str) -> bool:
        """Write that nobody can tell whether *post* is in Slack. It waits; after a while the admins are told."""
        with self._database.write() as connection:
            now, mine = self._database.now(connection), _held(post, "unknown")
            wait = {"not_before": now + self._patience.between, "reason": reason[:200]}
            held = connection.execute(sa.update(POST).where(*mine).values(**wait)).rowcount == 1
            silent = (*mine, POST.c.alerted.is_(False), POST.c.posting_since <= now - self._patience.hold)
            if connection.execute(sa.update(POST).where(*silent).values(alerted=True)).rowcount == 1:
                alerts.add(self._database, connection, self._admin, "unreadable", reason, (post.key,))
        return held

    def pause(self) -> timedelta | None:
        """Return how long until the next post to a channel that was posted to just now, None when none waits.

        What has come due since `claim` found nothing counts too, with no time at all: it need not wait for a tick.
        """
        with self._database.read() as connection:
            now = self._database.now(connection)
            free_at = sa.case((PACE.c.next_at > POST.c.not_before, PACE.c.next_at), else_=POST.c.not_before)
            kept = (POST.c.state.in_(_NOT_BEGUN), POST.c.closes_at > now, ~_unseen_and_late(now))
            soon = (POST.c.not_before <= now + self._patience.pace, PACE.c.next_at <= now + self._patience.pace)
            first = sa.select(sa.func.min(free_at)).join_from(POST, PACE, POST.c.channel == PACE.c.channel)
            at = connection.execute(first.where(WAITING, *kept, *soon)).scalar()
        return max(at - now, timedelta()) if at else None

    def _take(self, connection: Connection, now: datetime, state: str, *which: sa.ColumnElement[bool]) -> Post | None:
        """Take the first post of *which* whose time has come into *state*, with a new fence and lease."""
        key = (POST.c.reminder, POST.c.channel, POST.c.occurrence)
        first = sa.select(*key).where(WAITING, POST.c.not_before <= now, *which).order_by(POST.c.not_before).limit(1)
        found = connection.execute(first.with_for_update(skip_locked=True, of=POST)).one_or_none()
        if found is None:
            return None
        lease = now + self._patience.lease
        taken = sa.update(POST).where(*is_key(Key(*found)))
        taken = taken.values(state=state, fence=POST.c.fence + 1, lease_until=lease, not_before=lease)
        return read(connection.execute(taken.returning(POST)).one())

    def _step(self, connection: Connection, channel: str, now: datetime) -> datetime | None:
        """Take the channel's next second; when it is taken, return when there is another."""
        after = now + self._patience.pace
        fresh = self._database.insert(PACE).values(channel=channel, next_at=after).on_conflict_do_nothing()
        if connection.execute(fresh).rowcount == 1:
            return None
        mine = sa.update(PACE).where(PACE.c.channel == channel, PACE.c.next_at <= now).values(next_at=after)
        if connection.execute(mine).rowcount == 1:
            return None
        free_at: datetime = connection.execute(sa.select(PACE.c.next_at).where(PACE.c.channel == channel)).scalar_one()
        return free_at

    def _settled(self, post: Post, outcome: Outcome, now: datetime) -> dict[str, Any]:
        match outcome:
            case Sent(ts):
                return _sent(ts, now)
            case Failed(reason):
                return {"state": "failed", "reason": reason[:200]}
            case Unsure(reason):
                visible = now + self._patience.timeout + self._patience.settle
                return {"state": "unknown", "reason": reason[:200], "not_before": visible}
            case Refused(reason, after):
                wait = backoff(post.attempts + 1, self._chance()) if after is None else timedelta(seconds=after)
                return {"state": "due", "reason": reason[:200], "not_before": now + wait}


def is_key(key: Key) -> tuple[sa.ColumnElement[bool], ...]:
    """Return what holds for the row of *key* only."""
    return (POST.c.reminder == key.reminder, POST.c.channel == key.channel, POST.c.occurrence == key.occurrence)


def read(row: sa.Row[Any]) -> Post:
    """Return a row as the value that the domain knows."""
    return Post(
        Key(row.reminder, row.channel, row.occurrence),
        row.state,
        row.due_at,
        row.not_before,
        row.closes_at,
        row.fence,
        row.attempts,
        row.ts,
        row.sent_at,
        row.reason,
        row.refresh,
        row.standing,
        row.about,
    )


def _sent(ts: str, now: datetime) -> dict[str, Any]:
    return {"state": "sent", "ts": ts, "sent_at": now, "not_before": now, "reason": None}


def _held(post: Post, state: str) -> tuple[sa.ColumnElement[bool], ...]:
    """Return what holds for the row of *post* as long as nobody has taken it over."""
    return (*is_key(post.key), POST.c.fence == post.fence, POST.c.state == state)


def _unseen_and_late(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(POST.c.absent_at.is_(None), POST.c.due_at < now - ON_TIME)
