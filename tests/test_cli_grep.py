import json

import pytest
import time_machine
import typer
from typer.testing import CliRunner

from bot.cli.grep import oppdater_grep

AREA = {"kode": "TPTIP1----", "tittel": [{"spraak": "nob", "verdi": "Teknologi- og industrifag"}]}


@pytest.fixture
def run(tmp_path):
    """Run the command on a small unpacked dump."""
    for folder, obj in (("programomraader", AREA), ("utdanningsprogram", {**AREA, "kode": "TP"})):
        (tmp_path / "dump" / folder).mkdir(parents=True)
        (tmp_path / "dump" / folder / "a.json").write_text(json.dumps(obj), encoding="utf-8")
    app = typer.Typer()
    app.command()(oppdater_grep)
    arguments = [str(tmp_path / "dump"), "--mappe", str(tmp_path / "grep")]
    return lambda *more: CliRunner().invoke(app, [*arguments, *more])


def hentet(folder):
    return json.loads((folder / "grep" / "programomrader.json").read_text(encoding="utf-8"))["hentet"]


def test_a_refresh_prints_what_became_different(run, tmp_path):
    result = run("--hentet", "2026-11-02")

    assert result.output == "Nye (2): TP TPTIP1----\nEndret (0)\nBorte (0)\n"
    assert result.exit_code == 0
    assert hentet(tmp_path) == "2026-11-02"


@time_machine.travel("2026-11-02 23:30+00:00", tick=False)
def test_the_day_is_today_in_norway_when_none_is_given(run, tmp_path):
    run()

    assert hentet(tmp_path) == "2026-11-03"


def test_a_bad_dump_is_refused_with_its_faults_and_exit_code_one(run, tmp_path):
    (tmp_path / "dump" / "programomraader" / "a.json").write_text("[")

    result = run()

    assert result.exit_code == 1
    assert "programomraader/a.json:1: er ikke JSON" in result.output
    assert "Ingenting er endret." in result.output


def test_a_folder_that_cannot_be_written_is_named(run, tmp_path):
    (tmp_path / "grep").write_text("a file, not a folder")

    result = run()

    assert result.exit_code == 1
    assert f"{tmp_path / 'grep'}: kan ikke skrives" in result.output
