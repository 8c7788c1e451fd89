"""What can be wrong with a SQLite file, pulled and let go from outside by a file of that name in the run's folder."""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection

    from bot.adapters.store import Database

READ_ONLY, FULL = "read-only", "full"
PAGES, BYTES = 1_000_000, 16_384


def set_up(database: Database, folder: Path) -> None:
    """Look at the levers whenever the database is used; a worker waits for a lock half a second and no longer."""
    if database.dialect != "sqlite":
        return
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)

    def pull(connection: Connection) -> None:
        raw: Any = connection.connection.driver_connection
        full = (folder / FULL).exists()
        # The file cannot grow, and neither can the log of what is to be written to it.
        resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES if full else most, most))
        raw.execute(f"PRAGMA max_page_count = {1 if full else PAGES}")
        raw.execute(f"PRAGMA query_only = {int((folder / READ_ONLY).exists())}")
        raw.execute("PRAGMA busy_timeout = 500")

    sa.event.listen(database.engine, "engine_connect", pull)
