"""A word to the admins is a post like any other: kept in the ledger, so that it is neither lost nor sent twice."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from bot.adapters.store.tables import POST
from bot.domain.delivery import ALERT
from bot.domain.sendetid import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

    from bot.adapters.store.database import Database
    from bot.domain.paminnelse import Key

Kind = Literal["expired", "failed", "unreadable"]
KEPT = timedelta(days=7)
_NAMED_MAX = 20


def add(  # noqa: PLR0913, PLR0917 - where it is written, to whom, and what it says
    database: Database, connection: Connection, admin: str, kind: Kind, reason: str | None, keys: Sequence[Key]
) -> None:
    """Write down a word to the channel *admin* about *keys*, in the transaction in which it happened.

    The same trouble of the same channel is told once a day. Trouble with such a word itself is not told: it could go
    on for ever.
    """
    told = [key for key in keys if key.reminder != ALERT]
    if not admin or not told:
        return
    now = database.now(connection)
    posts = [list(key) for key in told[:_NAMED_MAX]]
    about = {"kind": kind, "reason": reason, "posts": posts, "more": len(told) - len(posts)}
    what = repr(sorted(told)) if kind == "expired" else f"{told[0].channel} {reason}"
    row = database.insert(POST).values(
        reminder=ALERT,
        channel=admin,
        occurrence=f"{day_of(now)}/{kind}/{sha256(what.encode()).hexdigest()[:16]}",
        state="due",
        due_at=now,
        not_before=now,
        closes_at=now + KEPT,
        about=about,
    )
    connection.execute(row.on_conflict_do_nothing())
