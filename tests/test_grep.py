import json
from pathlib import Path

import pytest

from bot.adapters import grep
from bot.errors import KnowledgeError

SHIPPED = Path(__file__).parent.parent / "knowledge" / "grep"

AREA = {
    "kode": "TPTIP1----",
    "navn": {"nb": "Teknologi- og industrifag", "nn": None, "en": None},
    "utdanningsprogram": "TP",
    "trinn": "vg1",
    "trinn_utledet": False,
    "status": "publisert",
    "status_utledet": False,
    "opplaringssted": ["skole"],
    "bygger_pa": [],
    "arstimer": "981",
    "merkelapper": [],
}
PROGRAM = {
    "kode": "TP",
    "navn": {"nb": "Teknologi- og industrifag"},
    "type": "yrkesfaglig",
    "type_utledet": True,
    "status": "publisert",
    "status_utledet": False,
    "i_grep": True,
}
HEAD = {"kreditering": "Data under NLOD", "hentet": "2026-08-22"}


@pytest.fixture(scope="module")
def shipped():
    return grep.read(SHIPPED)


@pytest.fixture
def folder(tmp_path):
    """A catalogue of one programområde (on line 5 of its file) and one utdanningsprogram."""
    write(tmp_path / grep.AREAS, AREA)
    write(tmp_path / grep.PROGRAMS, PROGRAM)
    return tmp_path


def write(path, *rows, **head):
    key = path.name.removesuffix(".json")
    fields = [f'"{name}": {json.dumps(value)},\n' for name, value in {**HEAD, **head}.items()]
    entries = ",\n".join(json.dumps(row) for row in rows)
    path.write_text("{\n" + "".join(fields) + f'"{key}": [\n{entries}\n]\n}}\n', encoding="utf-8")


def faults(folder):
    with pytest.raises(KnowledgeError) as caught:
        grep.read(folder)
    return [(fault.file, fault.line, fault.message) for fault in caught.value.faults]


def test_the_shipped_catalogue_holds_all_of_grep_and_pb(shipped):
    assert len(shipped.programomrader) == 497
    assert len(shipped.utdanningsprogram.keys() - {"PB"}) == 18
    assert shipped.utdanningsprogram["PB"].status == "ukjent"


def test_every_shipped_code_has_ten_characters_and_is_its_own_key(shipped):
    assert all(len(kode) == 10 and area.kode == kode for kode, area in shipped.programomrader.items())


def test_every_shipped_programomrade_builds_on_codes_that_exist(shipped):
    built_on = {kode for area in shipped.programomrader.values() for kode in area.bygger_pa}

    assert set() < built_on <= shipped.programomrader.keys()


def test_every_shipped_code_but_those_of_reform_94_belongs_to_its_utdanningsprogram(shipped):
    stray = [p.kode for p in shipped.programomrader.values() if p.utdanningsprogram != p.kode[:2]]

    assert stray == ["R94GK1----", "R94VKI----"]


def test_a_shipped_status_is_inferred_when_it_is_utgatt_and_read_when_it_is_publisert(shipped):
    statuses = {(p.status, p.status_utledet) for p in shipped.programomrader.values()}

    assert statuses == {("publisert", False), ("utgatt", True), ("ukjent", False)}


def test_the_shipped_catalogue_carries_the_credit_that_its_licence_asks_for(shipped):
    assert shipped.kreditering == "Inneholder data under NLOD, tilgjengeliggjort på data.udir.no"
    assert shipped.hentet.isoformat() == "2026-08-22"


@pytest.mark.parametrize("name", [grep.AREAS, grep.PROGRAMS])
def test_the_shipped_files_have_one_entry_a_line_sorted_by_code(name):
    text = (SHIPPED / name).read_text(encoding="utf-8")
    entries = (line.rstrip(",") for line in text.splitlines() if line.startswith('{"kode"'))
    codes = [json.loads(entry)["kode"] for entry in entries]

    assert codes == sorted(codes)
    assert len(codes) == len(json.loads(text)[name.removesuffix(".json")])


def test_an_entry_becomes_a_value_with_all_its_fields(shipped):
    area = shipped.programomrader["BAANG2----"]

    assert (area.navn.nb, area.navn.nn, area.navn_en) == (
        "Anleggsgartner",
        "Anleggsgartnar",
        "Landscaping operator",
    )
    assert (area.utdanningsprogram, area.trinn, area.status) == ("BA", "vg2", "publisert")
    assert area.bygger_pa == ("BABAT1----", "NANAB1----", "STUSP1----")
    assert (area.opplaringssted, area.arstimer) == (("skole",), "982")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"kode": "TPTIP1"}, "kode: «TPTIP1»: ventet ti tegn", id="short code"),
        pytest.param({"kode": "TPTIP1----\n"}, "kode: «TPTIP1---- »: ventet ti tegn", id="line break"),
        pytest.param({"kode": 7}, "kode: ventet tekst, her står 7", id="code that is a number"),
        pytest.param({"navn": {"nn": "x"}}, "navn.nb: mangler", id="no name in bokmål"),
        pytest.param({"navn": {"nb": ""}}, "er tom, ventet tekst", id="empty name"),
        pytest.param({"navn": {"nb": "x" * 201}}, "navn.nb: er for lang", id="endless name"),
        pytest.param({"navn": {"nb": "a\u202eb"}}, "U+202E", id="hidden character"),
        pytest.param({"navn": {"nb": " a"}}, "mellomrom", id="stray space"),
        pytest.param({"navn": "TIP"}, "navn: ventet felt med navn", id="name that is no object"),
        pytest.param({"trinn": "vg5"}, "trinn: «vg5»: ventet 'vg1'", id="unknown trinn"),
        pytest.param({"status": "ugyldig"}, "status: «ugyldig»: ventet 'publisert'", id="unknown status"),
        pytest.param({"status_utledet": "no"}, "ventet true eller false", id="text for a boolean"),
        pytest.param({"opplaringssted": ["hytte"]}, "opplaringssted[0]: «hytte»: ventet", id="unknown place"),
        pytest.param({"bygger_pa": "TPTIP1----"}, "bygger_pa: ventet en liste", id="text for a list"),
        pytest.param({"bygger_pa": ["TPXXX1----"]}, "'TPXXX1----' er ukjent", id="builds on nothing"),
        pytest.param({"utdanningsprogram": "QQ"}, "'QQ' står ikke i", id="no such program"),
        pytest.param({"arstimer": 981}, "arstimer: ventet tekst, her står 981", id="hours as a number"),
        pytest.param({"farge": "rød"}, "farge: ukjent felt", id="unknown field"),
    ],
)
def test_a_bad_entry_is_refused_with_its_file_and_line(folder, change, expected):
    write(folder / grep.AREAS, AREA, {**AREA, "kode": "TPTIP2----", **change})

    [(file, line, message)] = faults(folder)

    assert (file, line) == ("programomrader.json", 6)
    assert expected in message


@pytest.mark.parametrize(
    ("head", "line", "expected"),
    [
        pytest.param({"hentet": "2026-02-30"}, 3, "datoen finnes ikke", id="no such day"),
        pytest.param({"hentet": 20260822}, 3, "hentet: ", id="day as a number"),
        pytest.param({"kreditering": "takk"}, 2, "ventet kreditering", id="no credit line"),
        pytest.param({"mangler_i_kilden": ["x"]}, 4, "mangler_i_kilden[0]: «x»", id="bad missing code"),
        pytest.param({"ekstra": 1}, 4, "ekstra: ukjent felt", id="unknown field"),
        pytest.param({"merknad": 1}, 4, "merknad: ventet tekst", id="remark that is no text"),
    ],
)
def test_a_bad_field_at_the_top_is_refused_with_its_line(folder, head, line, expected):
    write(folder / grep.AREAS, AREA, **head)

    [(_, at, message)] = faults(folder)

    assert at == line
    assert expected in message


@pytest.mark.parametrize(
    ("raw", "line", "expected"),
    [
        pytest.param(b"", 1, "er ikke JSON", id="empty"),
        pytest.param(b'{\n"hentet": "2026-08-22"\n"x": 1}', 3, "er ikke JSON", id="missing comma"),
        pytest.param(b"[]", 1, "skal være ett objekt", id="a list"),
        pytest.param(b'{"\\ud800": 1}', 1, "", id="half a character"),
        pytest.param(b"[" * 100_000, 1, "er ikke JSON", id="deep nesting"),
        pytest.param(b"1" * 5_000, 1, "er ikke JSON", id="endless number"),
        pytest.param(b'{\n"a": "\xf8"}', 2, "ikke UTF-8", id="latin-1"),
        pytest.param(b" " * 3_000_000, 1, "større enn 2 MB", id="huge"),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused_with_its_line(folder, raw, line, expected):
    (folder / grep.AREAS).write_bytes(raw)

    (file, at, message), *_ = faults(folder)

    assert (file, at) == ("programomrader.json", line)
    assert expected in message


def test_a_missing_file_is_named(folder):
    (folder / grep.PROGRAMS).unlink()

    assert [file for file, _, _ in faults(folder)] == ["utdanningsprogram.json"]


def test_a_code_that_stands_twice_is_refused_with_both_lines(folder):
    write(folder / grep.AREAS, AREA, AREA)

    assert faults(folder) == [("programomrader.json", 6, "kode: 'TPTIP1----' står fra før på linje 5")]


def test_a_field_that_stands_twice_in_an_entry_is_refused(folder):
    path = folder / grep.AREAS
    path.write_text(path.read_text().replace('"status": ', '"status": "utgatt", "status": '))

    assert faults(folder) == [("programomrader.json", 5, "status: står to ganger")]


def test_a_list_that_stands_twice_is_refused(folder):
    path = folder / grep.AREAS
    path.write_text(path.read_text().replace('"hentet"', '"programomrader": [],\n"hentet"'))

    assert ("programomrader.json", 3, "programomrader: står to ganger") in faults(folder)


def test_a_code_that_grep_itself_lacks_may_be_built_on_when_it_is_declared(folder):
    write(folder / grep.AREAS, {**AREA, "bygger_pa": ["TPXXX1----"]}, mangler_i_kilden=["TPXXX1----"])

    assert grep.read(folder).programomrader["TPTIP1----"].bygger_pa == ("TPXXX1----",)


def test_all_faults_of_both_files_are_told_at_once(folder):
    write(folder / grep.AREAS, {**AREA, "trinn": "vg9", "arstimer": ""}, AREA, {**AREA, "bygger_pa": ["nei"]})
    write(folder / grep.PROGRAMS, {**PROGRAM, "type": "hobby"}, hentet="i går")

    assert {(file, line) for file, line, _ in faults(folder)} == {
        ("programomrader.json", 5),
        ("programomrader.json", 6),
        ("programomrader.json", 7),
        ("utdanningsprogram.json", 3),
        ("utdanningsprogram.json", 5),
    }


def test_line_numbers_hold_when_somebody_has_laid_the_file_out_anew(folder):
    path = folder / grep.AREAS
    data = json.loads(path.read_text())
    data["programomrader"].append({**AREA, "kode": "TPTIP2----", "trinn": "vg9"})
    path.write_text(json.dumps(data, indent=2))
    begins = [n for n, text in enumerate(path.read_text().splitlines(), 1) if text == "    {"]

    assert [line for _, line, _ in faults(folder)] == [begins[1]]
