"""The gaps on the command line: what people read, and what programs read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from typer.testing import CliRunner

from bot.adapters.store import Database
from bot.adapters.store.gaps import Gaps
from bot.cli.main import app
from bot.domain.hull import Gap

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typer.testing import Result

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """Run the command over a database with three questions in it."""
    url = f"sqlite:///{tmp_path / 'kodevakt.sqlite3'}"
    database = Database(url)
    rows = (("Oslo", "hvordan fører vi fravær i Visma?"), ("", "Visma fravær?"), ("Oslo", "vinterferie [uke]?"))
    Gaps(database, 90).add([Gap(NOON + timedelta(hours=n), "ukjent", *row) for n, row in enumerate(rows)], NOON)
    database.close()
    environment = {
        "DATABASE_URL": url,
    }

    def invoke(*words: str, **more: str) -> Result:
        with time_machine.travel(NOON + timedelta(days=1), tick=False):
            return CliRunner().invoke(
                app, ("hull", *words), env=environment | {"COLUMNS": "120", "TERM": "dumb"} | more
            )

    return invoke


def test_the_groups_are_shown_with_how_often_where_and_when(run: Callable[..., Result]) -> None:
    lines = [" ".join(line.split()) for line in run().stdout.splitlines()]

    assert "Hull i kunnskapen, siste 90 dager" in lines
    assert "Ganger Spørsmål Fylker Sist" in lines
    assert any(line.startswith("2 Visma fravær?") and line.endswith("23.11.2026") for line in lines)
    assert any("– hvordan fører vi fravær i Visma?" in line for line in lines)
    assert "1 vinterferie [uke]? Oslo 1 23.11.2026" in lines


def test_as_many_groups_are_shown_as_are_asked_for(run: Callable[..., Result]) -> None:
    told = run("--antall", "1").stdout

    assert "vinterferie" not in told
    assert "1 grupper til: --antall 2 viser alle." in told


def test_programs_read_everything(run: Callable[..., Result]) -> None:
    told = json.loads(run("--json", "--antall", "1").stdout)

    assert told == {
        "dager": 90,
        "grupper": 2,
        "hull": [
            {
                "sporsmal": "Visma fravær?",
                "antall": 2,
                "slag": {"ukjent": 2},
                "fylker": {"": 1, "Oslo": 1},
                "forst": "2026-11-23T12:00:00+00:00",
                "sist": "2026-11-23T13:00:00+00:00",
                "alle": ["Visma fravær?", "hvordan fører vi fravær i Visma?"],
            }
        ],
    }


def test_where_gaps_are_off_it_is_said_how_they_are_switched_on(run: Callable[..., Result]) -> None:
    assert "Sett KODEVAKT_HULL_DAGER" in run(KODEVAKT_HULL_DAGER="0").stdout


def test_without_gaps_it_is_said_so_and_a_database_folder_is_made(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run(DATABASE_URL="", HOME=str(tmp_path), XDG_DATA_HOME=str(tmp_path / "data"), LOCALAPPDATA=str(tmp_path))

    assert (result.exit_code, result.stdout[:11]) == (0, "Ingen hull ")


def test_what_is_wrong_with_the_settings_is_told_without_a_traceback(run: Callable[..., Result]) -> None:
    result = run(DATABASE_URL="sqlite:////finnes/ikke/kodevakt.sqlite3")

    assert result.exit_code == 1
    assert "its folder does not exist" in result.stderr
