"""Deadlines on the command line: the list that people read, the JSON of the contract, and the wheels themselves."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner

from bot.cli.main import app

SHIPPED = Path(__file__).parent.parent / "schedules"
TODAY = ("--idag", "2023-09-18")


@pytest.fixture
def run(tmp_path):
    """Run a command on the shipped knowledge and the wheel of 2023-2024 alone."""
    folder = tmp_path / "schedules"
    shutil.copytree(SHIPPED, folder, ignore=lambda _, names: [n for n in names if re.match(r"20(?!23)", n)])
    environment = {"KODEVAKT_SCHEDULES": str(folder), "COLUMNS": "120", "TERM": "dumb"}
    return lambda *words, **more: CliRunner().invoke(app, words, env=environment, **more)


def replies(run, *records):
    """Return what `svar --jsonl` answers."""
    result = run("svar", "--jsonl", input="\n".join(json.dumps(record) for record in records))
    assert (result.exit_code, result.exception) == (0, None)
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_alone_it_tells_the_next_three(run):
    result = run("frist", *TODAY)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "Neste frister:"
    assert len(re.findall(r"^\w{3} \d+\. \w+\.? \(", result.stdout, re.MULTILINE)) == 3
    assert result.stdout.splitlines()[-1] == "Bekreftet: Novari IKS, per 21.8.2023."


def test_a_month_is_told_whole_and_not_in_pages(run):
    told = run("frist", "oktober", *TODAY, "--fylke", "Oslo").stdout.splitlines()

    assert told[0] == "Frister oktober for Oslo:"
    assert len([line for line in told if " okt." in line]) == 15


def test_a_county_by_any_of_its_names_is_answered_in_its_malform(run):
    told = run("frist", "høstferie", *TODAY, "--fylke", "vestland fylkeskommune").stdout

    assert told.startswith("Måndag 9. oktober–fredag 13. oktober 2023, veke 41 (om 21 dagar)")


def test_an_unknown_county_is_refused_and_the_nearest_is_named(run):
    result = run("frist", *TODAY, "--fylke", "Vestlan")

    assert result.exit_code == 2
    assert "«Vestlan» er ikke et fylke" in result.output
    assert "«Vestland»" in result.output


def test_from_and_to_bound_the_time_and_a_topic_the_rows(run):
    told = run("frist", *TODAY, "--fra", "2023-10-09", "--til", "2023-10-10").stdout
    about = run("frist", *TODAY, "--tema", "lånekassen", "--fra", "2024-02-01", "--til", "2024-03-31").stdout

    assert told.startswith("Frister fra 9.10.2023 til 10.10.2023:")
    assert {line[:11] for line in told.splitlines() if line[3:4] == " "} <= {"man 9. okt.", "tir 10. okt"}
    assert about.startswith("Torsdag 29. februar 2024 (om 164 dager)\nInnsending av eksamensresultater")


def test_only_the_first_day_reaches_to_the_end_of_the_wheel_and_only_the_last_begins_today(run):
    after = run("frist", *TODAY, "--fra", "2024-06-01").stdout
    until = run("frist", *TODAY, "--til", "2023-09-22").stdout

    assert after.startswith("Frister fra 1.6.2024 til 31.8.2024:")
    assert until.startswith("Frister fra 18.9.2023 til 22.9.2023:")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("kattemat",), "Jeg fant ikke noe om «kattemat» i årshjulet."),
        (("30.", "februar"), "Dagen «30. februar» finnes ikke i kalenderen."),
        (("--fra", "2023-10-20", "--til", "2023-10-10"), "går baklengs"),
        (("--fra", "2026-02-30"), "2026-02-30"),
    ],
    ids=["unknown", "no such day", "backwards", "no such day as an option"],
)
def test_what_cannot_be_answered_is_told_and_the_status_says_so(run, words, expected):
    result = run("frist", *TODAY, *words)

    assert result.exit_code != 0
    assert expected in result.output


def test_json_is_that_of_the_contract(run):
    told = json.loads(run("frist", "ssbresultat", *TODAY, "--json").stdout)

    assert told.keys() >= {"type", "tekst", "koder", "frister", "kilder", "valg"}
    assert told["type"] == "svar"
    assert [frist["dato"] for frist in told["frister"]] == ["2023-09-24", "2023-09-25"]
    assert {frist["id"] for frist in told["frister"]} == {"2023-2024/ssbresultat-vgo-endelig"}
    assert told["frister"][0]["hva"].startswith("Elevdata ssbResultat")


def test_a_record_is_answered_on_its_day_and_for_its_county(run):
    asked = {"id": "F1", "sporsmal": "Når er høstferien?", "idag": "2023-09-10"}
    west, east = replies(run, asked | {"fylke": "Vestland"}, asked | {"id": "F2", "fylke": "Oslo"})

    assert [frist["dato"] for frist in west["frister"]] == ["2023-10-09", "2023-10-13"]
    assert [frist["dato"] for frist in east["frister"]] == ["2023-10-02", "2023-10-06"]
    assert west["tekst"].startswith("Måndag 9. oktober")
    assert (west["id"], east["id"]) == ("F1", "F2")


@pytest.mark.parametrize("idag", ["2023-02-30", "i morgen", 12, ["2023-09-18"]])
def test_a_day_that_is_none_is_told_and_the_other_records_are_answered(run, idag):
    told = replies(run, {"id": 1, "sporsmal": "neste frist?", "idag": idag}, {"id": 2, "sporsmal": "hva er VIGO?"})

    assert told[0]["id"] == 1
    assert told[0]["feil"].startswith("idag: ventet en dato skrevet slik: ")
    assert told[1]["type"] == "svar"


@time_machine.travel("2023-09-17 22:30+00:00", tick=False)
def test_without_a_day_it_is_today_in_norway(run):
    (told,) = replies(run, {"id": 1, "sporsmal": "når er neste frist?"})

    assert told["frister"][0]["dato"] == "2023-09-18"
    assert "(i dag)" in run("frist", "neste").stdout
    assert "(i dag)" in run("spor", "når er neste frist?").stdout


def test_a_question_takes_the_day_and_the_county_as_options(run):
    told = run("spor", "når er høstferien?", *TODAY, "--fylke", "Oslo").stdout

    assert told.startswith("Mandag 2. oktober–fredag 6. oktober 2023, uke 40 (om 14 dager)")


def test_a_wheel_is_shown_month_by_month_with_counts(run):
    told = run("arshjul", "vis", "2023-2024").stdout
    counts = dict(re.findall(r"(\w+ 202[34])\s+(\d+) rad", told))

    assert "Årshjul 2023–2024" in told
    assert len(counts) == 12  # there is nothing in May
    assert sum(map(int, counts.values())) == 113
    assert "115 rader i alt" in told
    assert "Bekreftet: Novari IKS, per 21.8.2023" in told


def test_without_a_year_the_wheel_to_trust_is_shown_and_one_that_is_not_there_is_told(run):
    assert "Årshjul 2023–2024" in run("arshjul", "vis").stdout
    missing = run("arshjul", "vis", "1999-2000")

    assert missing.exit_code == 1
    assert "Det er ikke noe årshjul for 1999-2000. Det finnes: 2023-2024." in missing.stderr


def test_a_draft_says_so_and_what_it_lacks():
    told = CliRunner().invoke(app, ("arshjul", "vis", "2026-2027"), env={"COLUMNS": "120"}).stdout

    assert "Årshjul 2026–2027 – anslag, ikke bekreftet" in told
    assert "Mangler: Høstferie" in told


def spoiled(run, tmp_path, text="kanaler:\n- {id: x, fylke: Oslo}\n"):
    """Put a fault in the schedules that *run* reads."""
    (tmp_path / "schedules" / "kanaler.yaml").write_text(text, encoding="utf-8")
    return run


def test_a_check_of_the_wheels_without_a_fault_says_so(run):
    result = run("arshjul", "sjekk")

    assert result.exit_code == 0
    assert re.search(r"Ingen feil i \S+schedules\n$", result.stdout)


def test_a_check_of_the_wheels_names_file_and_line_of_every_fault(run, tmp_path):
    result = spoiled(run, tmp_path)("arshjul", "sjekk")

    assert result.exit_code == 1
    assert "kanaler.yaml:2: id: «x» er ingen kanal" in result.stdout
    assert "1 feil i " in result.stdout


def test_a_bad_wheel_is_told_and_the_good_one_still_answers(run, tmp_path):
    (tmp_path / "schedules" / "arshjul" / "2030-2031.yaml").write_text("skolear: 2030-2031\n", encoding="utf-8")
    result = run("frist", "neste", *TODAY)

    assert result.exit_code == 0
    assert "Kan ikke brukes: 2030-2031.yaml:1: " in result.stderr
    assert result.stdout.startswith("Neste frist:\n")


def test_a_code_is_explained_without_a_look_at_the_schedules(run, tmp_path):
    result = spoiled(run, tmp_path)("kode", "TPTIP1A---")
    asked = run("spor", "hvilken kode for vg1 over to år, første året?")

    assert (result.exit_code, result.stderr) == (0, "")
    assert (asked.exit_code, asked.stderr) == (0, "")
