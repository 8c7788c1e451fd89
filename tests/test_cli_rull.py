"""``kodevakt arshjul rull`` and ``bekreft``: next year's draft, and who vouches for it."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.adapters import knowledge, wheels
from bot.cli.main import app

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def schedules(tmp_path, monkeypatch):
    folder = tmp_path / "schedules"
    (folder / "arshjul").mkdir(parents=True)
    shutil.copy(ROOT / "schedules/fylker.yaml", folder)
    shutil.copy(ROOT / "schedules/arshjul/2023-2024.yaml", folder / "arshjul")
    monkeypatch.setenv("KODEVAKT_SCHEDULES", str(folder))
    return folder


def run(*words):
    result = CliRunner().invoke(app, ["arshjul", *words])
    return result.exit_code, result.output


def draft(schedules):
    return schedules / "arshjul/2026-2027.yaml"


def loaded(schedules, kunnskap):
    return wheels.load(schedules, kunnskap.kilder).wheel("2026-2027")


def test_the_draft_that_is_shipped_is_the_one_that_the_rules_make(schedules):
    run("rull", "2026-2027")

    shipped = ROOT / "schedules/arshjul/2026-2027.yaml"
    assert draft(schedules).read_text(encoding="utf-8") == shipped.read_text(encoding="utf-8")


def test_rolling_tells_how_many_rows_there_are_and_which_are_missing():
    code, said = run("rull", "2026-2027")

    assert code == 0
    assert "106 rader med anslåtte datoer, regnet ut fra 2023-2024" in said
    assert said.count("Mangler: ") == 7


def test_a_wheel_that_exists_is_not_written_over_unless_it_is_an_untouched_draft():
    run("rull", "2026-2027")
    again, forced = run("rull", "2026-2027"), run("rull", "2026-2027", "--overskriv")
    run("bekreft", "2026-2027", "conexus-juli", "--av", "Inntakskontoret")
    touched, confirmed = run("rull", "2026-2027", "--overskriv"), run("rull", "2023-2024", "--overskriv")

    assert [again[0], forced[0], touched[0], confirmed[0]] == [1, 0, 1, 1]
    assert "et bekreftet årshjul røres ikke" in again[1]


def test_a_confirmed_row_shows_who_and_when_and_nothing_else_in_the_file_moves(schedules, kunnskap):
    run("rull", "2026-2027")
    before = draft(schedules).read_text(encoding="utf-8").splitlines()
    before.insert(0, "# En merknad som en admin har skrevet.")
    draft(schedules).write_text("\n".join(before) + "\n", encoding="utf-8")

    code, _ = run("bekreft", "2026-2027", "fpvs-juli", "--av", "Inntakskontoret", "--dato", "2026-09-01")

    after = draft(schedules).read_text(encoding="utf-8").splitlines()
    assert code == 0
    assert set(after) - set(before) == {"  bekreftet: {av: Inntakskontoret, dato: '2026-09-01'}"}
    assert len(after) == len(before)
    row = next(row for row in loaded(schedules, kunnskap).rader if row.id == "fpvs-juli")
    assert (row.anslag, row.bekreftet.av) == (False, "Inntakskontoret")


def test_a_confirmed_wheel_has_no_estimates_and_no_longer_says_that_it_is_a_draft(schedules, kunnskap):
    run("rull", "2026-2027")
    run("bekreft", "2026-2027", "--av", "Novari IKS", "--dato", "2026-09-01")

    wheel = loaded(schedules, kunnskap)
    assert (wheel.status, wheel.bekreftet.dato.isoformat()) == ("bekreftet", "2026-09-01")
    assert not any(row.anslag for row in wheel.rader)
    assert "tkast" not in draft(schedules).read_text(encoding="utf-8")


REFUSED = [
    pytest.param(["rull", "2026-28"], "Skriv det slik: 2026-2027", id="no school year"),
    pytest.param(["rull", "2026-2027", "--fra", "2019-2020"], "noe årshjul for 2019-2020", id="nothing to roll from"),
    pytest.param(["rull", "2026-2027", "--ut", "/finnes/ikke/x.yaml"], "kan ikke skrives", id="nowhere to write"),
    pytest.param(["bekreft", "2026-2027", "--av", "X"], "finnes ikke", id="no such wheel"),
    pytest.param(["bekreft", "2023-2024"], "hvem som går god", id="nobody vouches"),
    pytest.param(["bekreft", "2023-2024", "tull", "--av", "X"], "ingen rad heter «tull»", id="no such row"),
    pytest.param(["bekreft", "2023-2024", "--av", "X", "--dato", "i går"], "er ikke en dato", id="no date"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "said"), REFUSED)
def test_what_cannot_be_done_is_said_and_nothing_is_written(words, said, schedules):
    before = sorted(path.read_bytes() for path in schedules.rglob("*.yaml"))

    code, output = run(*words)

    assert code == 1
    assert said in output
    assert before == sorted(path.read_bytes() for path in schedules.rglob("*.yaml"))


def test_a_fault_in_any_wheel_stops_the_rolling(schedules):
    (schedules / "arshjul/2024-2025.yaml").write_text("skolear: 2024-2025\n", encoding="utf-8")

    code, said = run("rull", "2026-2027")

    assert code == 1
    assert "2024-2025.yaml:1" in said
    assert knowledge.check(ROOT / "knowledge") == []
