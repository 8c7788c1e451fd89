"""``kodevakt kilder sjekk``: what is printed, what programs read, how it ends, and that the admins are told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import small_knowledge
import sqlalchemy as sa
from small_knowledge import change
from test_sources import page
from typer.testing import CliRunner
from web_pages import Pages, served

from bot.adapters.store import Database
from bot.adapters.store.tables import POST
from bot.cli.main import app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    """Return a server."""
    with served() as pages:
        yield pages


@pytest.fixture
def run(pages: Pages, tmp_path: Path) -> Callable[..., Any]:
    """Run the command over the small knowledge, whose first source is a page of the server."""
    folder = small_knowledge.copy(tmp_path)
    address = pages.put("/a03", page())
    change(folder, "kilder.yaml", "https://regbok.udir.no/", address)
    for name in ("regler.yaml", "begreper.yaml", "koder.yaml"):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace('punkt: "Vg1"', 'punkt: "Vg2"'), encoding="utf-8")
    (tmp_path / "schedules").mkdir()
    environment = {
        "KODEVAKT_KNOWLEDGE": str(folder),
        "KODEVAKT_SCHEDULES": str(tmp_path / "schedules"),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'kodevakt.sqlite3'}",
        "KODEVAKT_ADMIN_CHANNEL": "CADMIN",
    }
    return lambda *words: CliRunner().invoke(app, ["kilder", "sjekk", *words], env=environment)


def test_what_has_changed_is_printed_until_it_is_approved(run: Callable[..., Any], pages: Pages) -> None:
    first = run()
    pages.put("/a03", page(vg2="Bruk L."))
    changed = run()
    approved = run("--godkjenn", "regbok-a03")
    after = run()

    assert first.stdout.splitlines() == ["regbok-a03: første gang", "omtale: hoppet over (har ingen adresse)"]
    assert changed.stdout.splitlines()[0] == "regbok-a03: endret"
    assert "  ny: Bruk L." in changed.stdout
    assert "  kan berøre: to-ar" in changed.stdout
    assert approved.stdout == "Endringen i regbok-a03 er godkjent.\n"
    assert after.stdout.startswith("regbok-a03: uendret\n")
    assert [result.exit_code for result in (first, changed, approved, after)] == [0, 1, 0, 0]


def test_a_source_that_cannot_be_read_does_not_fail_the_command(run: Callable[..., Any], pages: Pages) -> None:
    pages.says.clear()
    result = run()

    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0,
        "regbok-a03: ikke nådd (siden finnes ikke lenger (404))",
    )


def test_there_is_nothing_to_approve_in_a_source_that_is_as_it_was(run: Callable[..., Any]) -> None:
    result = run("--godkjenn", "regbok-a03")

    assert (result.exit_code, result.stdout[:38]) == (0, "Det er ingenting å godkjenne i regbok-")


def test_programs_read_one_object_a_source(run: Callable[..., Any], pages: Pages) -> None:
    run()
    pages.put("/a03", page(vg2="Bruk L."))
    told = [json.loads(line) for line in run("--json").stdout.splitlines()]

    assert [one["utfall"] for one in told] == ["endret", "hoppet over"]
    assert (told[0]["punkter"], told[0]["nytt"], told[0]["borte"]) == (["Vg2"], ["Bruk L."], 1)
    assert told[1]["hvorfor"] == "har ingen adresse"


def test_the_admins_are_told_too(run: Callable[..., Any], pages: Pages, tmp_path: Path) -> None:
    run()
    pages.put("/a03", page(vg2="Bruk L."))
    run()
    database = Database(f"sqlite:///{tmp_path / 'kodevakt.sqlite3'}")
    with database.read() as connection:
        kinds = sorted(about["kind"] for about in connection.execute(sa.select(POST.c.about)).scalars())
    database.close()

    assert kinds == ["source", "sources"]


def test_a_database_that_cannot_be_used_is_told_without_a_traceback(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "kodevakt.sqlite3").mkdir()
    result = run()

    assert result.exit_code == 2
    assert "DATABASE_URL cannot be opened" in result.stderr
