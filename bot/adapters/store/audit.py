"""What the admins did, line by line, and the changes they have been shown and not yet said yes to."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from bot.adapters.store.tables import AUDIT, PROPOSAL
from bot.domain.privacy import mask

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from bot.adapters.store.database import Database

DONE = "gjort"
PROPOSED = timedelta(hours=12)
"""How long a change that was shown may still be said yes to."""


class Line(NamedTuple):
    """One line of the audit: *by* is a user's id, *before* and *after* the words of the entry where it was changed."""

    id: int
    at: datetime
    by: str
    action: str
    target: str
    outcome: str
    file: str | None
    before: str | None
    after: str | None
    about: Mapping[str, Any]


class Audit:
    """Writes lines, which are never changed, and finds them again. Identity numbers in them are hidden.

    A change of an entry that has such a number in its file cannot be undone: its words before are not kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, by: str, action: str, target: str, outcome: str = DONE, *, about: Mapping[str, Any] | None = None
    ) -> None:
        """Write that *by* did *action* to *target*, and what came of it."""
        with self._database.write() as connection:
            self._write(connection, by, action, target, outcome=outcome, about=dict(about or {}))

    @contextmanager
    def change(  # noqa: PLR0913 - a line has these parts
        self, by: str, action: str, target: str, *, file: str, before: str, after: str, about: Mapping[str, Any]
    ) -> Iterator[None]:
        """Write that the entry *target* of *file* is changed, around the change itself: both are done, or neither."""
        what = {"file": file, "before": before, "after": after, "about": dict(about)}
        with self._database.write() as connection:
            self._write(connection, by, action, target, outcome=DONE, **what)
            yield

    def changes(self, target: str, limit: int = 10) -> list[Line]:
        """Return the changes of the entry *target*, newest first."""
        asked = sa.select(AUDIT).where(AUDIT.c.target == target, AUDIT.c.after.is_not(None))
        return self._lines(asked.order_by(AUDIT.c.id.desc()).limit(limit))

    def line(self, number: int) -> Line | None:
        """Return the line with that number."""
        return next(iter(self._lines(sa.select(AUDIT).where(AUDIT.c.id == number))), None)

    def newest(self, limit: int = 5) -> list[Line]:
        """Return the last changes of any entry, newest first."""
        return self._lines(sa.select(AUDIT).where(AUDIT.c.after.is_not(None)).order_by(AUDIT.c.id.desc()).limit(limit))

    def _lines(self, asked: sa.Select[Any]) -> list[Line]:
        with self._database.read() as connection:
            rows = connection.execute(asked).all()
        return [Line(**{**row._asdict(), "about": row.about or {}}) for row in rows]

    def _write(self, connection: Connection, by: str, action: str, target: str, **more: Any) -> None:
        at = self._database.now(connection)
        row = {"at": at, "by": by[:30], "action": action[:30], "target": mask(target).text[:200], **_masked(more)}
        connection.execute(sa.insert(AUDIT).values(**row))


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value).text
    if isinstance(value, dict):
        return {key: _masked(inner) for key, inner in value.items()}
    return [_masked(inner) for inner in value] if isinstance(value, list | tuple) else value


class Proposals:
    """Keeps what an admin was shown until it is said yes to. Each is for one person, and is taken once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, by: str, what: Mapping[str, Any]) -> str:
        """Keep *what* for *by*, and return the token to take it with. Those of yesterday are dropped."""
        token = secrets.token_urlsafe(16)
        with self._database.write() as connection:
            now = self._database.now(connection)
            connection.execute(sa.delete(PROPOSAL).where(PROPOSAL.c.at < now - PROPOSED))
            connection.execute(sa.insert(PROPOSAL).values(token=token, at=now, by=by, what=dict(what)))
        return token

    def take(self, token: str, by: str) -> dict[str, Any] | None:
        """Return what was kept for *by*, once. None when there is nothing, or it is another's."""
        mine = (PROPOSAL.c.token == token, PROPOSAL.c.by == by)
        with self._database.write() as connection:
            fresh = PROPOSAL.c.at >= self._database.now(connection) - PROPOSED
            row = connection.execute(sa.select(PROPOSAL.c.what).where(*mine, fresh)).one_or_none()
            connection.execute(sa.delete(PROPOSAL).where(*mine))
        return dict(row.what) if row else None
