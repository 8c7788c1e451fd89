"""Open the database, tell what it says the time is, and bring its tables up to date."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from bot.errors import ConfigError, DatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.engine import URL, Connection, Engine

HEAD = "0002"
"""The newest migration."""

Insert = sqlite.Insert | postgresql.Insert
_INSERT: dict[str, Callable[[sa.Table], Insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_MEMORY = (None, "", ":memory:")
_READS = "kodevakt_reads"
# Without it PostgreSQL's driver has forgotten how many rows an INSERT made when it is asked, and says -1.
_COUNTS = {"preserve_rowcount": True}
_CLOCKS = {
    "sqlite": sa.text("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')"),
    "postgresql": sa.text("SELECT clock_timestamp()"),
}


class Database:
    """An open database with tables that are up to date.

    A SQLite file is brought up to date at once. PostgreSQL is brought up to date before a new version starts, by
    ``kodevakt migrer``, and refused until then. *clock* stands in for the database's own, for a workspace or test
    where time is moved by hand.

    Raises:
        ConfigError: DATABASE_URL cannot be used, or its tables are of another version.
    """

    def __init__(self, url: str, clock: Callable[[], datetime] | None = None) -> None:
        self.engine = _engine(url)
        self.dialect = self.engine.dialect.name
        self._clock = clock
        try:
            self._up_to_date()
        except SQLAlchemyError as error:
            self.close()
            raise ConfigError(f"DATABASE_URL cannot be opened ({type(error).__name__})") from error
        except ConfigError:
            self.close()
            raise

    @property
    def shared(self) -> bool:
        """Tell whether several processes may use it at once: PostgreSQL, not a SQLite file."""
        return self.dialect == "postgresql"

    def insert(self, table: sa.Table) -> Insert:
        """Return an INSERT that knows ``ON CONFLICT``."""
        return _INSERT[self.dialect](table)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that writes: it is kept whole when it ends well, and nothing of it when it does not.

        Raises:
            DatabaseError: the database cannot be reached, is locked, full or read-only.
        """
        with _told(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that only reads; as `write`."""
        with _told(), self.engine.connect().execution_options(**{_READS: True}) as connection:
            yield connection

    def now(self, connection: Connection) -> datetime:
        """Return the time by the database's own clock, which all workers share."""
        if self._clock:
            return self._clock()
        told = connection.execute(_CLOCKS[self.dialect]).scalar_one()
        return datetime.fromisoformat(told).replace(tzinfo=UTC) if isinstance(told, str) else told.astimezone(UTC)

    def count(self, connection: Connection, table: sa.Table) -> None:
        """Let PostgreSQL count *table* now, where much is new: until it has, it sorts all that waits for each claim."""
        if self.dialect == "postgresql":
            connection.exec_driver_sql(f"ANALYZE {table.name}")

    def scrub(self) -> None:
        """Let nothing be left in the files of SQLite of what has been dropped; PostgreSQL sees to that by itself."""
        if self.dialect == "sqlite":
            with _told(), self.engine.connect() as connection:
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def time(self) -> datetime:
        """Return what `now` says, outside of any transaction."""
        with self.read() as connection:
            return self.now(connection)

    def alone(self) -> FileLock | None:
        """Take the only place there is for a worker on a SQLite file; PostgreSQL has room for any number.

        The lock goes with the process, however it ends.

        Raises:
            ConfigError: another process has the place.
        """
        name = self.engine.url.database
        if self.dialect != "sqlite" or name in _MEMORY:
            return None
        lock = FileLock(f"{name}.worker")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            raise ConfigError(
                f"Another process posts reminders from {name}: on SQLite only one may. Stop it, or set DATABASE_URL to "
                "a PostgreSQL database, which several processes can share."
            ) from None
        return lock

    def alive(self) -> bool:
        """Return whether the database answers."""
        try:
            self.time()
        except DatabaseError:
            return False
        return True

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    def _up_to_date(self) -> None:
        with self.engine.connect().execution_options(**{_READS: True}) as connection:
            known = sa.inspect(connection).has_table("alembic_version")
            version = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() if known else None
        if version == HEAD:
            return
        if self.dialect == "sqlite":
            upgrade(self.engine)
        else:
            raise ConfigError(
                f"DATABASE_URL: the tables are of version {version or 'none'}, expected {HEAD}. Run: kodevakt migrer"
            )


def migrate(url: str) -> None:
    """Bring the tables at *url* up to date, whichever database it is.

    Raises:
        ConfigError: DATABASE_URL cannot be used.
    """
    engine = _engine(url)
    try:
        upgrade(engine)
    except SQLAlchemyError as error:
        raise ConfigError(f"DATABASE_URL cannot be opened ({type(error).__name__})") from error
    finally:
        engine.dispose()


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing."""
    # Needed once in the life of a version, and slow to load.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", (Path(__file__).parent / "migrations").as_posix())
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _told() -> Iterator[None]:
    """Tell of a database that cannot be used in a word of ours; its own words may hold what was to be written."""
    try:
        yield
    except SQLAlchemyError as error:
        raise DatabaseError(f"the database cannot be used ({type(error).__name__})") from error


def _engine(text: str) -> Engine:
    try:
        url = sa.make_url(text.replace("postgres://", "postgresql://", 1))
        backend = url.get_backend_name()
        if backend not in _INSERT:
            raise ConfigError(f"DATABASE_URL names {backend}: expected sqlite or postgresql")
        return _sqlite(url) if backend == "sqlite" else _postgresql(url)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise ConfigError(f"DATABASE_URL cannot be used ({error})") from error
    except (ArgumentError, ValueError) as error:
        # It quotes a part of the address, which may be the password.
        told = "DATABASE_URL cannot be used: is a / or @ of the password not written as %2F or %40?"
        raise ConfigError(told) from error


def _postgresql(url: URL) -> Engine:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    connects = {"connect_timeout": 5}
    return sa.create_engine(
        url, hide_parameters=True, pool_pre_ping=True, connect_args=connects, execution_options=_COUNTS
    )


def _sqlite(url: URL) -> Engine:
    in_memory = url.database in _MEMORY
    if not in_memory and not Path(str(url.database)).absolute().parent.is_dir():
        raise ConfigError(f"DATABASE_URL names the file {url.database}: its folder does not exist")
    # A database in memory lives in one connection: everybody has to share it.
    pool: dict[str, Any] = {"poolclass": sa.QueuePool, "pool_size": 1, "max_overflow": 0} if in_memory else {}
    connects = {"check_same_thread": False, "timeout": 5}
    engine = sa.create_engine(url, hide_parameters=True, connect_args=connects, execution_options=_COUNTS, **pool)
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    """Let readers and one writer work side by side, and lose nothing at a power cut."""
    connection.isolation_level = None  # transactions are begun by `_begin`
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")  # what is dropped is written over


def _begin(connection: Connection) -> None:
    """Take the right to write at once: a transaction that reads first could not get it later without a conflict."""
    reads = connection.get_execution_options().get(_READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
