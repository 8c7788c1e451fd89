"""What must outlive a restart: which deliveries have had their effect, and whether answers were useful.

SQLite by default, PostgreSQL by its address: the same code for both. Times are UTC. Calls block for a moment,
so the Slack edge makes them in a thread.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from bot.domain.reply import Feedback
from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import URL, Dialect, Engine

KEPT = timedelta(days=2)
_Upsert = sqlite.Insert | postgresql.Insert
_INSERT: dict[str, Callable[[sa.Table], _Upsert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_MEMORY = (None, "", ":memory:")


class _Utc(sa.types.TypeDecorator[datetime]):
    """A moment in UTC. SQLite drops the time zone, so it is put back when read."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn any aware moment into UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment its time zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


_METADATA = sa.MetaData()
_SEEN = sa.Table(
    "seen",
    _METADATA,
    sa.Column("key", sa.String(200), primary_key=True),
    sa.Column("at", _Utc, nullable=False, index=True),
)
_FEEDBACK = sa.Table(
    "feedback",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", _Utc, nullable=False, index=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("entries", sa.JSON, nullable=False),
    sa.Column("useful", sa.Boolean, nullable=False),
)


class Store:
    """The database. Opening it makes the tables that are missing.

    Raises:
        ConfigError: DATABASE_URL cannot be used.
    """

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        try:
            _METADATA.create_all(self._engine)
        except SQLAlchemyError as error:
            raise ConfigError(f"DATABASE_URL cannot be opened ({type(error).__name__})") from error
        self._insert = _INSERT[self._engine.dialect.name]

    def claim(self, key: str, now: datetime) -> bool:
        """Return True to the first caller with *key*, False to every later one. Old keys are dropped."""
        row = self._insert(_SEEN).values(key=key[:200], at=now).on_conflict_do_nothing()
        with self._engine.begin() as connection:
            first = connection.execute(row).rowcount == 1
            if first:
                connection.execute(sa.delete(_SEEN).where(_SEEN.c.at < now - KEPT))
        return first

    def add_feedback(self, feedback: Feedback) -> None:
        """Keep one judgement."""
        with self._engine.begin() as connection:
            connection.execute(
                sa.insert(_FEEDBACK).values(
                    at=feedback.at, kind=feedback.kind, entries=list(feedback.entries), useful=feedback.useful
                )
            )

    def feedback(self) -> tuple[Feedback, ...]:
        """Return every judgement, oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(_FEEDBACK).order_by(_FEEDBACK.c.id)).all()
        return tuple(Feedback(r.at, r.kind, tuple(r.entries), r.useful) for r in rows)

    def alive(self) -> bool:
        """Return whether the database answers."""
        try:
            with self._engine.connect() as connection:
                connection.execute(sa.select(sa.literal(1)))
        except SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def _engine(text: str) -> Engine:
    try:
        url = sa.make_url(text.replace("postgres://", "postgresql://", 1))
        if url.get_backend_name() not in _INSERT:
            raise ConfigError(f"DATABASE_URL names {url.get_backend_name()}: expected sqlite or postgresql")
        return _sqlite(url) if url.get_backend_name() == "sqlite" else sa.create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise ConfigError(f"DATABASE_URL cannot be used ({error})") from error


def _sqlite(url: URL) -> Engine:
    in_memory = url.database in _MEMORY
    if not in_memory and not Path(str(url.database)).absolute().parent.is_dir():
        raise ConfigError(f"DATABASE_URL names the file {url.database}: its folder does not exist")
    # A database in memory lives in one connection: everybody has to share it.
    pool: dict[str, Any] = {"poolclass": sa.QueuePool, "pool_size": 1, "max_overflow": 0} if in_memory else {}
    engine = sa.create_engine(url, connect_args={"check_same_thread": False, "timeout": 5}, **pool)
    sa.event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    """Let readers and one writer work side by side, and lose nothing at a power cut."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
