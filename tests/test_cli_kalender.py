"""``kodevakt arshjul ics``: the calendar file from the command line."""

import shutil
from pathlib import Path

import pytest
from two_readers import theirs
from typer.testing import CliRunner

from bot.cli.main import app

SHIPPED = Path(__file__).parent.parent


@pytest.fixture
def run():
    """Run the command on the wheels and the knowledge that are shipped."""
    environment = {"KODEVAKT_KNOWLEDGE": str(SHIPPED / "knowledge"), "KODEVAKT_SCHEDULES": str(SHIPPED / "schedules")}
    return lambda *words, **more: CliRunner().invoke(app, ["arshjul", "ics", *words], env=environment | more)


def test_the_file_is_written_to_the_screen_octet_by_octet(run):
    result = run("--fylke", "Nordland", "--kategori", "ssb,lanekassen", "--kategori", "ot")

    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\n")
    assert result.stdout_bytes.endswith(b"END:VCALENDAR\r\n")
    assert len(theirs(result.stdout_bytes)) >= 30


def test_the_file_is_written_where_it_is_wanted(run, tmp_path):
    path = tmp_path / "årshjul.ics"

    result = run("--ut", str(path))

    count = len(theirs(path.read_bytes()))
    assert (result.exit_code, result.stdout) == (0, f"Skrev {path} ({count} hendelser).\n")


def test_a_place_that_cannot_be_written_is_told(run, tmp_path):
    result = run("--ut", str(tmp_path / "borte" / "x.ics"))

    assert result.exit_code == 1
    assert "x.ics: kan ikke skrives (No such file or directory)." in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("--fylke", "Osloo"), "Ukjent fylke «Osloo». Fylkene er Agder, Akershus", id="county"),
        pytest.param(("--kategori", "x"), "Ukjent kategori «x». Kategoriene er intern, fagopplaering", id="category"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(run, words, told):
    result = run(*words)

    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr


@pytest.fixture
def broken(tmp_path):
    """Return a folder with one wheel, which has faults."""
    (tmp_path / "arshjul").mkdir()
    (tmp_path / "arshjul" / "2024-2025.yaml").write_text("skolear: 2024-2025\n", encoding="utf-8")
    return tmp_path


def test_a_wheel_with_faults_is_told_and_the_others_are_written(run, broken):
    for name in ("arshjul/2023-2024.yaml", "fylker.yaml", "ordliste.yaml"):
        shutil.copy(SHIPPED / "schedules" / name, broken / name)

    result = run(KODEVAKT_SCHEDULES=str(broken))

    assert "2024-2025.yaml:1:" in result.stderr
    assert (result.exit_code, len(theirs(result.stdout_bytes))) == (0, 113)


def test_no_wheel_is_no_calendar(run, broken):
    result = run(KODEVAKT_SCHEDULES=str(broken))

    assert (result.exit_code, result.stdout) == (1, "")
    assert "Det er ikke noe årshjul å lage kalender av." in result.stderr
