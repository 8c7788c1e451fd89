"""How long things are kept, that nothing posted comes again for it, and what goes of a person who asks for it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from ledger_stage import FakeSlack, Shelf, at, opened
from reminding_stage import Desk, basis
from tiny_wheel import frist
from typer.testing import CliRunner

from bot import worker
from bot.adapters.store import Database
from bot.adapters.store.keeping import DAYS, NOBODY, Keeping
from bot.adapters.store.tables import METADATA, POST
from bot.cli.main import app
from bot.config import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

USER, OTHER = "U0KANARI99", "U0ANNEN"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)
GUIDE = (Path(__file__).parent.parent / "SECURITY.md").read_text(encoding="utf-8")
# What `bot.adapters.store.keeping` does not see to, and why, stands in its docstring.
ELSEWHERE = {"beat", "gap", "pace", "source"}
WAITING = ("due", "claimed", "posting", "unknown")


def row(table: sa.Table, moment: datetime, number: int = 0, by: str = USER) -> Mapping[str, Any]:
    """Return a row of *table* of that *moment*, of *by* where it is somebody's."""
    values: dict[str, Any] = {}
    for column in table.columns:
        kind = column.type
        if column.name in ("by", "approved_by"):
            values[column.name] = by
        elif column.name == "state":
            values[column.name] = "sent"
        elif column.name == "id" or column.nullable or column.server_default is not None:
            continue
        elif isinstance(kind, sa.JSON):
            values[column.name] = []
        elif isinstance(kind, sa.Boolean):
            values[column.name] = True
        elif isinstance(kind, sa.Date):
            values[column.name] = moment.date() + number * DAY
        else:
            values[column.name] = f"{column.name}{number}"[:30] if isinstance(kind, sa.String) else moment
    return values


def put(database: Database, table: sa.Table, *rows: Mapping[str, Any]) -> None:
    """Put *rows* into *table*."""
    with database.write() as connection:
        for one in rows:
            connection.execute(sa.insert(table).values(**one))


def kept(database: Database) -> dict[str, list[Any]]:
    """Return all that is in the database."""
    with database.read() as connection:
        return {name: list(connection.execute(sa.select(table))) for name, table in METADATA.tables.items()}


def test_every_table_is_seen_to_and_named_in_the_guide() -> None:
    named = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"\| database, (.+?) \|", GUIDE))))

    assert {table.name for table in DAYS} | ELSEWHERE == set(METADATA.tables)
    assert named == set(METADATA.tables)


@pytest.mark.parametrize("table", DAYS, ids=lambda table: table.name)
def test_what_is_too_old_is_dropped_and_the_rest_stays(ledger_url: str, table: sa.Table) -> None:
    shelf = Shelf(ledger_url)
    shelf.time.at = NOW
    minute = timedelta(minutes=1)
    put(shelf.database, table, row(table, NOW - DAYS[table] - minute, 1), row(table, NOW - DAYS[table] + minute, 2))
    Keeping(shelf.database).forget()

    assert len(kept(shelf.database)[table.name]) == 1


@pytest.mark.parametrize("state", WAITING)
def test_what_is_still_to_be_posted_stays_however_old_it_is(ledger_url: str, state: str) -> None:
    shelf = Shelf(ledger_url)
    shelf.time.at = NOW
    put(shelf.database, POST, dict(row(POST, NOW - 9 * 365 * DAY), state=state))
    Keeping(shelf.database).forget()

    assert len(shelf.posts()) == 1


@pytest.mark.parametrize("passed", ["2024-10-20 08:00", "2024-11-30 08:00"], ids=["not yet forgotten", "forgotten"])
def test_what_was_posted_does_not_come_again_when_it_is_forgotten(ledger_url: str, passed: str) -> None:
    desk = Desk(ledger_url, "2023-09-18 08:00", basis(frist("a", "2023-09-25")))
    desk.tools = replace(desk.tools, forget=(Keeping(desk.shelf.database).forget,))
    desk.job = desk.worker("w1")
    desk.run("2023-09-25 20:00", minutes=720)
    posted = len(desk.slack.told)
    desk.use(FakeSlack(desk.time))
    desk.tools = replace(desk.tools, forget=(Keeping(desk.shelf.database).forget,))
    desk.job = desk.worker("w2")
    desk.tick_at(passed)
    desk.tick_at(passed.replace("08:00", "20:00"))

    assert posted == 6
    assert desk.slack.told == []
    assert len(desk.shelf.posts()) == (6 if passed < "2024-10-22" else 0)


def test_the_worker_forgets_each_hour(ledger_url: str, tmp_path: Path) -> None:
    shelf = Shelf(ledger_url)
    environ = {"SLACK_BOT_TOKEN": "xoxb-1-2-tull", "SLACK_APP_TOKEN": "xapp-1-tull"}
    settings = Settings.from_env(environ | {"HOME": str(tmp_path)})
    job = worker.build_job(settings, shelf.database, basis)

    assert [type(one.__self__).__name__ for one in job._tools.forget] == ["Gaps", "Keeping"]  # type: ignore[attr-defined]


def test_a_person_is_taken_out_and_what_others_rely_on_stays(ledger_url: str) -> None:
    database = opened(ledger_url)
    for table in METADATA.sorted_tables:
        put(database, table, row(table, NOW, 1), row(table, NOW, 2, OTHER))
    counts = Keeping(database).erase(USER)
    left = kept(database)

    assert counts == {"done": 1, "snooze": 1, "audit": 1, "source": 1, "proposal": 1}
    assert {name: len(rows) for name, rows in left.items()} == dict.fromkeys(left, 2) | {"proposal": 1}
    assert USER not in str(left)
    assert str(left).count(f"'{NOBODY}'") == 4
    assert str(left).count(OTHER) == 5


def test_nothing_is_left_of_a_person_in_the_file_itself(tmp_path: Path) -> None:
    file = tmp_path / "kodevakt.sqlite3"
    database = Database(f"sqlite:///{file}")
    for table in METADATA.sorted_tables:
        put(database, table, *(row(table, NOW, number) for number in range(20)))
    held = sum(part.read_bytes().count(USER.encode()) for part in tmp_path.iterdir())
    Keeping(database).erase(USER)

    assert held > 50
    assert [part.name for part in tmp_path.iterdir() if USER.encode() in part.read_bytes()] == []
    database.close()


def test_the_command_tells_what_it_took_out_and_what_it_cannot_reach(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kodevakt.sqlite3'}"
    database = Database(url)
    put(database, METADATA.tables["done"], row(METADATA.tables["done"], at("2026-11-23 08:00")))
    database.close()
    done = CliRunner().invoke(app, ["slett", "--bruker", USER], env={"DATABASE_URL": url})

    assert done.exit_code == 0
    assert done.stdout.startswith("done: 1 merker for «Utført» er uten navn nå\nsnooze: 0 ")
    assert "meldinger i Slack" in done.stdout
    assert USER not in done.stdout


@pytest.mark.parametrize("user", ["Kari", "u0kanari99", "C0KANAL", "slettet", "U0'; --", ""])
def test_what_is_no_id_of_a_user_erases_nothing(tmp_path: Path, user: str) -> None:
    file = tmp_path / "kodevakt.sqlite3"
    done = CliRunner().invoke(app, ["slett", "--bruker", user], env={"DATABASE_URL": f"sqlite:///{file}"})

    assert done.exit_code == 1
    assert "begynner med U eller W" in done.stderr
    assert not file.exists()
