"""Look-ups on the command line: what people read, and the JSON that other programs read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import small_knowledge
from typer.testing import CliRunner

from bot.cli.main import app

ROOT = Path(__file__).parent.parent
DECODED_KEYS = {
    *("id", "gyldig_form", "normalisert", "base", "niva", "kategori", "feil", "rettet", "i_kodeverk", "navn"),
    *("status", "deler", "forslag", "kilder"),
}
ANSWER_KEYS = {"id", "type", "tekst", "koder", "frister", "kilder", "valg"}
FAULTS = {
    *(None, "tom", "feil_lengde", "ugyldig_tegn", "ukjent_niva", "niva_mismatch", "base_mismatch"),
    *("ukjent_suffiks", "flere_koder"),
}


@pytest.fixture
def run(tmp_path):
    """Run a command on the small knowledge, without an Årshjul."""
    environment = {"KODEVAKT_KNOWLEDGE": str(small_knowledge.SMALL), "KODEVAKT_SCHEDULES": str(tmp_path)}
    return lambda *words, **more: CliRunner().invoke(app, words, env=environment, **more)


@pytest.fixture
def replies(run):
    """Run a command on JSON lines and return the lines that it answers with."""

    def of(command, *records):
        lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
        result = run(command, "--jsonl", input="\n".join(lines))
        assert (result.exit_code, result.exception) == (0, None)
        return [json.loads(line) for line in result.stdout.splitlines()]

    return of


def test_a_code_is_explained_in_words(run):
    result = run("kode", "TPTIP1A---")

    assert result.exit_code == 0
    assert "Teknologi- og industrifag" in result.stdout
    assert "1. år av 2-årig kurs" in result.stdout
    assert "Kilde: Håndboken, A03" in result.stdout


def test_several_codes_are_explained_one_after_the_other(run):
    result = run("kode", "TPTIP1A---", "PBPBY3H---")

    first, second = result.stdout.split("\n\n")
    assert first.startswith("TPTIP1A---:")
    assert second.startswith("PBPBY3H---:")


def test_several_codes_in_one_argument_are_explained_too(run):
    assert "TPTIP1B---" in run("kode", "TPTIP1A--- TPTIP1B---").stdout


@pytest.mark.parametrize("typed", ["QQ", "TPTIPO----", "😀", "", "TPTIP1QQ--"])
def test_a_code_that_is_none_or_unknown_is_told_with_exit_status_one(run, typed):
    result = run("kode", typed)

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.stdout.strip()


def test_codes_on_standard_input_are_explained_line_by_line(run):
    lines = run("dekod", input="TPTIP1A---\nPBPBY3H---\n").stdout.splitlines()

    assert [line[:10] for line in lines if line[7:11] == "---:"] == ["TPTIP1A---", "PBPBY3H---"]


def test_a_question_gets_an_answer_in_words(run):
    result = run("spor", "hvilken", "kode", "når", "vg1", "tar", "to", "år?")

    assert result.exit_code == 0
    assert "Bruk A, så B." in result.stdout


def test_a_code_instead_of_a_question_is_explained(run):
    assert run("spor", "TPTIP1A---").stdout == run("kode", "TPTIP1A---").stdout


def test_questions_on_standard_input_are_answered_line_by_line(run):
    result = run("svar", input="hva er Grep?\n")

    assert "Udirs database." in result.stdout


def test_a_decoded_code_has_the_keys_of_the_contract(replies):
    (reply,) = replies("dekod", {"id": "C1", "inn": "tptip1a"})

    assert reply.keys() >= DECODED_KEYS
    assert {key: reply[key] for key in ("id", "gyldig_form", "normalisert", "base", "niva", "feil")} == {
        "id": "C1",
        "gyldig_form": True,
        "normalisert": "TPTIP1A---",
        "base": "TPTIP",
        "niva": "1",
        "feil": None,
    }
    assert (reply["rettet"], reply["i_kodeverk"], reply["status"]) == (True, True, "publisert")
    assert (reply["navn"], reply["forslag"]) == ("Teknologi- og industrifag", [])
    assert reply["deler"][-1] == {"posisjon": "8-10", "tegn": "---", "betydning": "ikke brukt"}
    assert reply["kilder"][0].keys() == {"id", "navn", "punkt"}


TYPED = [
    pytest.param("", "tom", None, id="nothing"),
    pytest.param("TPT", "feil_lengde", None, id="too short"),
    pytest.param("TPTIP1A----", "feil_lengde", "TPTIP1A---", id="too long"),
    pytest.param("TPTIPIA---", "ugyldig_tegn", "TPTIP1A---", id="I for 1"),
    pytest.param("TPTIP8----", "ukjent_niva", None, id="trinn 8"),
    pytest.param("xxxxx2A---", "niva_mismatch", "xxxxx2A---", id="another trinn"),
    pytest.param("TPTIP1QQ--", "ukjent_suffiks", "TPTIP1QQ--", id="unknown variant"),
    pytest.param("TPTIP1A--- TPTIP1B---", "flere_koder", None, id="two codes"),
]


@pytest.mark.parametrize(("typed", "fault", "normalised"), TYPED)
def test_what_is_wrong_with_a_code_is_one_word_of_the_contract(replies, typed, fault, normalised):
    (reply,) = replies("dekod", {"id": 1, "inn": typed})

    assert (reply["feil"], reply["gyldig_form"], reply["normalisert"]) == (fault, False, normalised)
    assert reply["feil"] in FAULTS
    assert (reply["base"] is None) == (reply["niva"] is None) == (normalised is None)


def test_an_answer_has_the_keys_of_the_contract(replies):
    (reply,) = replies("svar", {"id": "K1", "sporsmal": "hvilken kode når vg1 tar to år", "idag": "2026-11-22"})

    assert reply.keys() >= ANSWER_KEYS
    assert (reply["id"], reply["type"], reply["frister"]) == ("K1", "svar", [])
    assert "Bruk A, så B." in reply["tekst"]
    assert [kilde["id"] for kilde in reply["kilder"]] == ["regbok-a03", "omtale"]


def test_what_is_unknown_has_the_same_keys_and_no_code(replies):
    (reply,) = replies("svar", {"id": "U1", "sporsmal": "hva koster en bil"})

    assert reply.keys() >= ANSWER_KEYS
    assert (reply["type"], reply["koder"], reply["valg"]) == ("ukjent", [], [])


@pytest.mark.parametrize("command", ["dekod", "svar"])
def test_a_line_that_is_no_json_object_is_told_and_the_others_are_answered(replies, command):
    told = replies(command, {"id": 1}, "not json", "[1, 2]", "", "null", '{"id": 2', {"id": 3})

    assert [(reply.get("id"), reply.get("linje")) for reply in told] == [
        (1, None),
        (None, 2),
        (None, 3),
        (None, 5),
        (None, 6),
        (3, None),
    ]
    assert all(reply["feil"] for reply in told if "linje" in reply)


@pytest.mark.parametrize("value", [None, 12, True, ["TPTIP1A---"], {"a": 1}])
@pytest.mark.parametrize(("command", "key"), [("dekod", "inn"), ("svar", "sporsmal")])
def test_a_value_of_another_type_is_answered_like_any_text(replies, command, key, value):
    (reply,) = replies(command, {"id": 1, key: value})

    assert reply["id"] == 1


def test_a_line_with_half_a_surrogate_pair_does_not_end_the_run(replies):
    assert [reply["id"] for reply in replies("dekod", '{"id": 1, "inn": "\\ud800"}', {"id": 2})] == [1, 2]


@pytest.mark.parametrize("command", [("kode", "TPTIP1"), ("spor", "hei"), ("svar",), ("dekod", "--jsonl")])
def test_knowledge_with_faults_stops_a_look_up_with_the_faults_and_no_traceback(tmp_path, command):
    folder = small_knowledge.copy(tmp_path)
    small_knowledge.change(folder, "koder.yaml", "uten: [voksen]", "uten: [ukjent]")

    result = CliRunner().invoke(app, command, env={"KODEVAKT_KNOWLEDGE": str(folder)}, input="")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "koder.yaml:5" in result.stderr


def test_every_command_is_listed_in_the_help(run):
    listed = set(run("--help").stdout.split())

    assert listed >= {
        *("kode", "dekod", "spor", "svar", "frist", "paminnelser", "sjekk", "arshjul", "lokal"),
        *("start", "web", "oppdater-grep"),
    }


def test_the_command_itself_answers_json_lines_over_the_shipped_knowledge():
    asked = [{"id": 1, "inn": "VGTIP1H---"}, {"id": 2, "inn": "påbygg 😀"}]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "dekod", "--jsonl"],
        cwd=ROOT,
        input="".join(json.dumps(record, ensure_ascii=False) + "\n" for record in asked).encode(),
        capture_output=True,
        timeout=30,
        check=True,
    )
    first, second = [json.loads(line) for line in done.stdout.decode().splitlines()]

    assert done.stderr == b""
    assert (first["id"], first["gyldig_form"], first["forslag"]) == (1, True, ["TPTIP1H---"])
    assert (second["id"], second["gyldig_form"]) == (2, False)
