"""``kodevakt arshjul hjul``: the picture from the command line."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app

SHIPPED = Path(__file__).parent.parent


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command in an empty folder, on the wheels and the knowledge that are shipped."""
    monkeypatch.chdir(tmp_path)
    environment = {"KODEVAKT_KNOWLEDGE": str(SHIPPED / "knowledge"), "KODEVAKT_SCHEDULES": str(SHIPPED / "schedules")}
    return lambda *words: CliRunner().invoke(app, ["arshjul", "hjul", *words], env=environment)


def test_the_picture_is_written_as_svg_here_and_told_in_words(run, tmp_path):
    result = run("2023-2024", "--fylke", "møre og romsdal", "--idag", "2023-09-18")

    assert result.exit_code == 0
    assert result.stdout.startswith(
        "Skrev arshjul-2023-2024-more-og-romsdal.svg.\nÅrshjul VIGO opplæring 2023–2024 for"
    )
    assert (tmp_path / "arshjul-2023-2024-more-og-romsdal.svg").read_bytes().endswith(b"</svg>\n")


def test_the_ending_of_the_file_says_what_it_becomes(run, tmp_path):
    result = run("--idag", "2023-09-18", "--ut", "bilde.PNG")

    assert result.exit_code == 0
    assert (tmp_path / "bilde.PNG").read_bytes().startswith(b"\x89PNG")


def test_what_comes_next_is_what_the_bot_answers(run):
    """On 26 September only others act, so it is not among what comes next for a county."""
    result = run("--idag", "2023-09-26")

    assert "De neste fristene: mandag 2. oktober: Kontroll av adminbrukerne på VIGO Skole;" in result.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("2019-2020",), "Det finnes ikke noe årshjul for 2019-2020. De som finnes: 2023-2024", id="year"),
        pytest.param(("--fylke", "Osloo"), "Ukjent fylke «Osloo». Fylkene er Agder", id="county"),
        pytest.param(("--idag", "2023-02-30"), "«2023-02-30» er ikke en dato. Skriv den slik: 2023-09-18.", id="date"),
        pytest.param(("--ut", "bilde.gif"), "bilde.gif: navnet må slutte på .svg eller .png.", id="ending"),
        pytest.param(("2023-2024", "--ut", "borte/x.svg"), "borte/x.svg: kan ikke skrives", id="no such folder"),
    ],
)
def test_what_cannot_be_done_is_told_in_words(run, words, told):
    result = run(*words)

    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr


def test_the_plotting_library_is_loaded_only_for_a_picture():
    program = "import sys; from bot.cli import lokal, main; from bot import app; print('matplotlib' in sys.modules)"

    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert result.stdout == "False\n"
