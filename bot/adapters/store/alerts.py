"""A word to the admins is a post like any other: kept in the ledger, so that it is neither lost nor sent twice."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from bot.adapters.store.tables import POST
from bot.domain.delivery import ALERT
from bot.domain.paminnelse import Key
from bot.domain.sendetid import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.engine import Connection

    from bot.adapters.store.database import Database
    from bot.errors import Fault

Kind = Literal["expired", "failed", "unreadable"]
KEPT, GATHER = timedelta(days=7), timedelta(minutes=1)
_NAMED_MAX = 20


def add(  # noqa: PLR0913, PLR0917 - where it is written, to whom, and what it says
    database: Database, connection: Connection, admin: str, kind: Kind, reason: str | None, keys: Sequence[Key]
) -> None:
    """Write down a word to the channel *admin* about *keys*, in the transaction in which it happened.

    The same trouble of the same channel is told once a day; that something was refused after a minute, in which more
    of it may be. Trouble with such a word itself is not told: it could go on for ever.
    """
    told = [key for key in keys if key.reminder != ALERT]
    if not admin or not told:
        return
    what = repr(sorted(told)) if kind == "expired" else f"{told[0].channel} {reason}"
    key = _key(database, connection, admin, kind, what)
    wait = GATHER if kind == "failed" else timedelta()
    if _entered(database, connection, key, _about(kind, reason, told), wait):
        return
    mine = (POST.c.reminder == ALERT, POST.c.channel == admin, POST.c.occurrence == key.occurrence)
    there = connection.execute(sa.select(POST.c.state, POST.c.about).where(*mine).with_for_update()).one()
    if there.state == "due":
        known = [Key(*post) for post in there.about["posts"]]
        about = _about(kind, reason, list(dict.fromkeys([*known, *told])), there.about["more"])
        connection.execute(sa.update(POST).where(*mine).values(about=about))


def tell_of_files(database: Database, admin: str, faults: Sequence[Fault]) -> None:
    """Write down a word to the channel *admin* about the faults of files that were edited. The same ones once a day.

    Raises:
        DatabaseError: the database cannot be used.
    """
    if not admin:
        return
    lines = [str(fault) for fault in faults]
    about = {"kind": "files", "faults": lines[:_NAMED_MAX], "more": max(len(lines) - _NAMED_MAX, 0)}
    with database.write() as connection:
        key = _key(database, connection, admin, "files", repr(lines))
        _entered(database, connection, key, about, timedelta())


def tell_of_source(database: Database, admin: str, about: Mapping[str, Any]) -> None:
    """Write down a word to the channel *admin* about sources that were looked at. The same one once a day.

    Raises:
        DatabaseError: the database cannot be used.
    """
    if not admin:
        return
    with database.write() as connection:
        key = _key(database, connection, admin, "sources", repr(sorted(about.items())))
        _entered(database, connection, key, dict(about), timedelta())


def _key(database: Database, connection: Connection, admin: str, kind: str, what: str) -> Key:
    day = day_of(database.now(connection))
    return Key(ALERT, admin, f"{day}/{kind}/{sha256(what.encode()).hexdigest()[:16]}")


def _entered(database: Database, connection: Connection, key: Key, about: dict[str, Any], wait: timedelta) -> bool:
    """Enter a word to the admins, to be sent after *wait*. False: it is there already."""
    now = database.now(connection)
    times = {"due_at": now, "not_before": now + wait, "closes_at": now + KEPT}
    row = database.insert(POST).values(**key._asdict(), state="due", about=about, **times)
    return connection.execute(row.on_conflict_do_nothing().returning(POST.c.state)).one_or_none() is not None


def _about(kind: Kind, reason: str | None, keys: list[Key], more: int = 0) -> dict[str, Any]:
    posts = [list(key) for key in keys[:_NAMED_MAX]]
    return {"kind": kind, "reason": reason, "posts": posts, "more": more + len(keys) - len(posts)}
