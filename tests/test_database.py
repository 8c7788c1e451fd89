"""The database's own history, clock and locks, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.adapters import clock
from bot.adapters.store import Database
from bot.adapters.store.database import HEAD, migrate
from bot.adapters.store.tables import METADATA, Utc
from bot.errors import ConfigError, DatabaseError

if TYPE_CHECKING:
    from pathlib import Path

    from real_postgres import Postgres


def test_the_migrations_make_the_tables_that_the_code_knows(database_url: str) -> None:
    database = Database(database_url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": alike})
        difference = compare_metadata(context, METADATA)
    database.close()

    assert difference == []


def alike(_context, _inspected, column, made, wanted) -> bool | None:
    """Tell whether two types differ; None leaves it to Alembic, which cannot see through our moments."""
    del column
    return not isinstance(made, sa.DateTime | sa.TIMESTAMP) if isinstance(wanted, Utc) else None


def test_a_postgresql_that_is_not_up_to_date_is_refused_with_what_to_do(postgres: Postgres) -> None:
    with postgres.database() as url:
        with pytest.raises(ConfigError, match=rf"version none, expected {HEAD}. Run: kodevakt migrer"):
            Database(url)
        migrate(url)
        migrate(url)

        Database(url).close()


def test_a_database_from_before_there_were_migrations_keeps_what_it_has(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gammel.sqlite3'}"
    engine = sa.create_engine(url)
    with engine.begin() as old:
        old.execute(sa.text("CREATE TABLE seen (key VARCHAR(200) PRIMARY KEY, at DATETIME NOT NULL)"))
        old.execute(sa.text("INSERT INTO seen VALUES ('event:1', '2026-11-23 09:00:00.000000')"))
    engine.dispose()
    database = Database(url)
    with database.read() as connection:
        kept = connection.execute(sa.text("SELECT key FROM seen")).scalars().all()
    database.close()

    assert kept == ["event:1"]


def test_the_databases_clock_agrees_with_this_machines(database_url: str) -> None:
    database = Database(database_url)
    apart = abs(database.time() - clock.now())
    database.close()

    assert apart < timedelta(seconds=5)


def test_a_clock_that_stands_in_is_believed(database_url: str) -> None:
    moment = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    database = Database(database_url, lambda: moment)

    assert database.time() == moment
    database.close()


def test_only_one_worker_has_room_on_a_sqlite_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kodevakt.sqlite3'}"
    first, second = Database(url), Database(url)
    place = first.alone()
    assert place
    with pytest.raises(ConfigError, match=r"Another process posts reminders.*Stop it, or set DATABASE_URL to"):
        second.alone()
    place.release()

    freed = second.alone()
    assert freed
    freed.release()
    first.close()
    second.close()


def test_postgresql_has_room_for_any_number_of_workers(postgres: Postgres) -> None:
    with postgres.database() as url:
        migrate(url)
        database = Database(url)
        assert database.alone() is None
        database.close()


def test_what_a_database_cannot_do_is_told_without_its_values(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'kodevakt.sqlite3'}")
    with pytest.raises(DatabaseError) as told, database.write() as connection:
        connection.execute(sa.text("INSERT INTO finnes_ikke VALUES (:hemmelig)"), {"hemmelig": "01010112345"})
    database.close()

    assert str(told.value) == "the database cannot be used (OperationalError)"
    assert "01010112345" not in str(told.value.__cause__)
