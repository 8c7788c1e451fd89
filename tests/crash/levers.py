"""What can be wrong with a SQLite file, pulled and let go from outside by a file of that name in the run's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection

    from bot.adapters.store import Database

READ_ONLY, FULL = "read-only", "full"
PAGES = 1_000_000


def set_up(database: Database, folder: Path) -> None:
    """Look at the levers whenever the database is used; a worker waits for a lock half a second and no longer."""
    if database.dialect != "sqlite":
        return

    def pull(connection: Connection) -> None:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA busy_timeout = 500")
        raw.execute(f"PRAGMA query_only = {int((folder / READ_ONLY).exists())}")
        raw.execute(f"PRAGMA max_page_count = {1 if (folder / FULL).exists() else PAGES}")

    sa.event.listen(database.engine, "engine_connect", pull)
