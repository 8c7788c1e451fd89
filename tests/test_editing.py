# ruff: noqa: E501, Q003 - a table is read by its columns
"""From an admin's words to the change of a file: what may be edited, how it is judged, what becomes of the lines."""

import shutil
import unicodedata
from datetime import date
from itertools import islice
from pathlib import Path

import editing_stage
import pytest
from editing_stage import accepted, refused
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.adapters import editing, knowledge, schedules
from bot.adapters.editing.change import as_in, typed
from bot.adapters.editing.entry import KINDS, Source, at, size, sources
from bot.adapters.editing.fields import fields, parts_of, shown
from bot.adapters.editing.splice import changed_lines
from bot.domain.tid import Tid

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folders(tmp_path):
    return editing_stage.build(tmp_path)


@pytest.mark.parametrize(
    ("name", "kind", "target"),
    [
        pytest.param("to-ar", "regel", "to-ar", id="a rule"),
        pytest.param("begrep-grep", "begrep", "begrep-grep", id="a concept"),
        pytest.param("pbpby3h---", "kode", "PBPBY3H---", id="a code in lower case"),
        pytest.param("XXXXX1A---", "kode", "xxxxx1A---", id="a pattern in upper case"),
        pytest.param("regbok-a03", "kilde", "regbok-a03", id="a source"),
        pytest.param("elevtelling", "frist", "2026-2027/elevtelling", id="a row"),
        pytest.param(" 2026-2027/elevtelling ", "frist", "2026-2027/elevtelling", id="a row of one wheel"),
        pytest.param("oslo", "fylke", "Oslo", id="a county"),
        pytest.param("C0123456701", "kanal", "C0123456701", id="a channel"),
    ],
)
def test_an_entry_is_found_by_what_people_call_it(folders, name, kind, target):
    entry = folders.the(name)
    raw = entry.path.read_text(encoding="utf-8").split("\n")

    assert (entry.kind, entry.target) == (kind, target)
    assert raw[entry.line - 1 :][: entry.text.count("\n") + 1] == entry.text.split("\n")


def test_a_row_is_found_in_the_newest_wheel_first_and_a_wheel_is_no_entry(folders):
    older = folders.wheel.read_text(encoding="utf-8").replace("2026", "2025").replace("2027", "2026")
    (folders.wheel.parent / "2025-2026.yaml").write_text(older, encoding="utf-8")

    found = [entry.target for entry in editing.find(folders.knowledge, folders.schedules, "hostferie")]

    assert found == ["2026-2027/hostferie", "2025-2026/hostferie"]
    assert editing.find(folders.knowledge, folders.schedules, "2026-2027") == ()


def test_the_nearest_names_are_told(folders):
    assert editing.nearest(folders.knowledge, folders.schedules, "elevteling")[0] == "2026-2027/elevtelling"
    assert editing.nearest(folders.knowledge, folders.schedules, "æææææææ") == ()


def test_the_form_follows_the_models(folders):
    form = {field.key: field for field in editing.fields(folders.the("hostferie"))}

    assert form["id"].locked
    assert not form["hva"].locked
    assert form["hva"].hint == "Det som skal gjøres."
    assert (form["hva"].shape, form["hva"].required) == ("text", True)
    assert (form["slag"].shape, form["slag"].choices) == ("choice", ("frist", "ferie", "lopende", "rutine"))
    assert (form["hver"].text, form["hver"].choices) == ("ingen", ("maned", "ingen"))
    assert (form["anslag"].text, form["anslag"].choices) == ("ja", ("ja", "nei"))
    assert (form["fylker"].shape, form["fylker"].text) == ("lines", "Oslo")
    assert form["unntak"].text == "- fylke: Oslo\n  merknad: som de andre"
    assert list(form)[:4] == ["id", "dato", "fra_dato", "til_dato"]


def test_groups_and_texts_are_typed_part_by_part(folders):
    assert folders.texts("xxxxx1A---")["deler.nb"] == "7: første år\n8: ikke brukt"
    assert folders.texts("PBPBY3H---")["kilder"] == "omtale: Påbygg"
    assert folders.texts("xxxxx1A---")["naar"] == "to_ar forste\nto_ar"
    assert folders.texts("C0123456702")["stilletid.fra"] == "16:00"
    assert folders.texts("begrep-grep")["tittel.nb"] == "Grep"


def test_a_text_that_no_input_holds_is_left_to_the_file(folders):
    path = folders.knowledge / "regler.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Bruk A, så B.", "a" * 2999), encoding="utf-8")
    long = folders.knowledge / "begreper.yaml"
    many = ", ".join(f'"{"b" * 400} {number}"' for number in range(9))
    long.write_text(long.read_text(encoding="utf-8").replace('"data.udir.no"', many), encoding="utf-8")

    assert not {f.key: f for f in editing.fields(folders.the("to-ar"))}["svar.nb"].locked
    assert (
        "endres i filen begreper.yaml"
        in {f.key: f for f in editing.fields(folders.the("begrep-grep"))}["ogsa_kalt"].locked
    )
    assert "endres i filen" in refused(editing.propose(folders.the("begrep-grep"), {"ogsa_kalt": "x"}))["ogsa_kalt"]


def test_what_is_left_as_it_stands_changes_nothing(folders):
    for name in ("to-ar", "xxxxx1A---", "omtale", "elevtelling", "hostferie", "Oslo", "C0123456701"):
        change = accepted(editing.propose(folders.the(name), folders.texts(name)))

        assert change.differences == ()
        assert change.file_text.encode() == change.entry.path.read_bytes()


@pytest.mark.parametrize(
    ("name", "values", "old", "new"),
    [
        pytest.param("elevtelling", {"dato": "24.10.2026"}, "'2026-10-01'", "'2026-10-24'", id="a date, the Norwegian way"),
        pytest.param("elevtelling", {"kategori": "intern"}, "kategori: ssb", "kategori: intern", id="a bare word stays bare"),
        pytest.param("elevtelling", {"fra": "Skolene\nVIGO (IST)"}, "[Skolene]", "[Skolene, \"VIGO (IST)\"]", id="one more"),
        pytest.param("elevtelling", {"kommentar": "a: b # c"}, "  kategori: ssb\n", '  kommentar: "a: b # c"\n  kategori: ssb\n', id="a new field"),
        pytest.param("elevtelling", {"anslag": "nei", "bekreftet.av": "Udir", "bekreftet.dato": "2026-09-01"}, "  anslag: true\n\n", "  bekreftet: {av: \"Udir\", dato: '2026-09-01'}\n\n", id="a group for a flag"),
        pytest.param("hostferie", {"uke": "2026-41\n2026-42"}, "uke: 2026-41", "uke: [2026-41, 2026-42]", id="weeks"),
        pytest.param("hostferie", {"unntak": ""}, '  unntak:\n  - {fylke: Oslo, merknad: "som de andre"}\n', "", id="a list goes away"),
        pytest.param("to-ar", {"svar.nb": "no"}, '{nb: "Bruk A, så B."', '{nb: "no"', id="a word like a boolean"),
        pytest.param("to-ar", {"svar.nb": '"08"\nog \\ mer'}, '{nb: "Bruk A, så B."', r'{nb: "\"08\"\nog \\ mer"', id="quotes and lines"),
        pytest.param("to-ar", {"tittel.nn": "Vg1 over to år"}, '{nb: "Vg1 over to år"}', '{nb: "Vg1 over to år", nn: "Vg1 over to år"}', id="nynorsk"),
        pytest.param("begrep-grep", {"tittel.nb": "Grep: alt"}, 'tittel: "Grep"', 'tittel: "Grep: alt"', id="the short form stays short"),
        pytest.param("begrep-grep", {"tittel.nn": "Grep"}, 'tittel: "Grep"', 'tittel: {nb: "Grep", nn: "Grep"}', id="the short form grows"),
        pytest.param("to-ar", {"kontrollert": ""}, "    kontrollert: '2026-11-20'", "", id="a date is taken away"),
        pytest.param("to-ar", {"gyldig_fra": "1.8.2026"}, "gyldig_fra: null", "gyldig_fra: '2026-08-01'", id="a date for null"),
        pytest.param("xxxxx1A---", {"deler.nb": "7: første år\n8: brukt"}, 'nb: "ikke brukt"', 'nb: "brukt"', id="a position"),
        pytest.param("omtale", {"merknad": ""}, ', merknad: "Lest i avskrift."', "", id="an entry on one line"),
        pytest.param("C0123456701", {"kategorier": "intern"}, "kategorier: ssb}   # alt", "kategorier: intern}   # alt", id="a comment after it"),
        pytest.param("Oslo", {"nr": "08"}, "'03'", "'08'", id="digits stay in quotes"),
    ],
)  # fmt: skip
def test_only_what_was_changed_changes(folders, name, values, old, new):
    entry = folders.the(name)
    before = entry.path.read_text(encoding="utf-8")
    assert before.count(old) == 1

    change = accepted(editing.propose(entry, values))

    wanted = before.replace(old, new)
    assert _on_one_line(change.file_text) == _on_one_line(wanted)
    assert change.differences


def _on_one_line(text):
    """Return a file where an entry in braces takes one line, which a changed one does, with a space before comments."""
    return text.replace(",\n     ", ", ").replace("}   #", "} #").rstrip("\n")


@pytest.mark.parametrize(
    ("name", "values", "key", "told"),
    [
        pytest.param("elevtelling", {"dato": "i morgen"}, "dato", "«i morgen»: ventet en dato", id="no date"),
        pytest.param("elevtelling", {"dato": "31.2.2026"}, "dato", "datoen finnes ikke i kalenderen", id="31 February"),
        pytest.param("elevtelling", {"dato": "2028-10-01"}, "dato", "er utenfor årshjulet 2026-2027", id="another year"),
        pytest.param("elevtelling", {"dato": ""}, "dato", "har ingen dato", id="no date at all"),
        pytest.param("elevtelling", {"hva": " "}, "hva", "mangler", id="a field that must be there"),
        pytest.param("elevtelling", {"kategori": "sbs"}, "kategori", "Mente du «ssb»?", id="no such category"),
        pytest.param("elevtelling", {"anslag": "kanskje"}, "anslag", "velg ja eller nei", id="no such choice"),
        pytest.param("elevtelling", {"id": "annet"}, "id", "navnet endres aldri", id="the name"),
        pytest.param("hostferie", {"unntak": "- {fylke: Oslo"}, "unntak", "linje 1: ugyldig YAML", id="bad YAML"),
        pytest.param("hostferie", {"unntak": "- {fylke: Oslo}\n- {fylke: Osl}"}, "unntak", "linje 2: «Osl» finnes ikke", id="a county in a list"),
        pytest.param("hostferie", {"unntak": "08"}, "unntak", "ventet en liste, her står 8", id="a number for a list"),
        pytest.param("to-ar", {"svar.nb": "Ring 22 33 44 55"}, "svar.nb", "ser ut som telefonnummer", id="a phone number"),
        pytest.param("to-ar", {"svar.nn": "Skriv til noen@eksempel.no"}, "svar.nn", "ser ut som e-postadresse", id="an address"),
        pytest.param("to-ar", {"svar.nb": "a\u202eb"}, "svar.nb", "U+202E", id="text that runs backwards"),
        pytest.param("to-ar", {"svar.nb": "a\ud800"}, "svar.nb", "UTF-8", id="half a character"),
        pytest.param("to-ar", {"svar.nb": "a" * 3001}, "svar.nb", "er for lang (3001 tegn), høyst 3000", id="too long"),
        pytest.param("to-ar", {"svar.nb": ""}, "svar.nb", "mangler", id="an answer without bokmål"),
        pytest.param("to-ar", {"kilder": "regbok-a03: Vg1\nregbok-a3: Vg1"}, "kilder", "linje 2: «regbok-a3» finnes ikke", id="no such source"),
        pytest.param("to-ar", {"kilder": "regbok-a03"}, "kilder", "linje 1: «regbok-a03» skal skrives slik: id: punkt", id="a source without a place"),
        pytest.param("to-ar", {"kilder": ""}, "kilder", "mangler", id="no source"),
        pytest.param("to-ar", {"se_ogsa": "begrep-greр"}, "se_ogsa", "linje 1: «begrep-greр»: ventet små bokstaver", id="a look-alike letter"),
        pytest.param("to-ar", {"gyldig_fra": "2026-08-02", "gyldig_til": "2026-08-01"}, "gyldig_fra", "er etter gyldig_til", id="the wrong way round"),
        pytest.param("xxxxx1A---", {"deler.nb": "sju er noe"}, "deler.nb", "ventet «7: teksten» på hver linje", id="no position"),
        pytest.param("xxxxx1A---", {"deler.nb": "7: a\n7: b"}, "deler.nb", "«7» står to ganger", id="a position twice"),
        pytest.param("xxxxx1A---", {"deler.nn": "9: a"}, "deler.nb", "mangler", id="nynorsk without bokmål"),
        pytest.param("C0123456702", {"dager_for": "sju"}, "dager_for", "ventet hele dager", id="no number"),
        pytest.param("C0123456702", {"klokkeslett": "25:00"}, "klokkeslett", "klokkeslettet finnes ikke", id="no such time"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_field_in_the_words_of_the_loader(folders, name, values, key, told):
    before = folders.bytes()

    faults = refused(editing.propose(folders.the(name), values))

    assert list(faults) == [key]
    assert told in faults[key]
    assert not faults[key].startswith(key.partition(".")[0])
    assert folders.bytes() == before


def test_a_fault_in_another_file_keeps_everything_out_and_is_told_with_its_place(folders):
    path = folders.knowledge / "begreper.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("svar:", "svarr:"), encoding="utf-8")

    faults = refused(editing.propose(folders.the("elevtelling"), {"dato": "2026-10-02"}))

    assert list(faults) == [None]
    assert "begreper.yaml:4 har en feil, og da blir ingenting tatt i bruk" in faults[None]


def test_entries_that_share_a_line_are_left_to_the_file(folders):
    path = folders.schedules / "kanaler.yaml"
    path.write_text("kanaler: [{id: C0123456701, fylke: Oslo}, {id: C0123456702, fylke: Oslo}]\n", encoding="utf-8")
    entry = folders.the("C0123456702")

    assert all(field.locked for field in editing.fields(entry))
    assert "endres i filen" in refused(editing.propose(entry, {"ukesoversikt": "ja"}))["ukesoversikt"]


WRITTEN = [
    pytest.param("elevtelling", "# --- om høsten ---", id="comments between entries"),
    pytest.param("elevtelling", "# den viktigste", id="a comment beside a field"),
]


@pytest.mark.parametrize(("name", "kept"), WRITTEN)
def test_comments_stay(folders, name, kept):
    change = accepted(editing.propose(folders.the(name), {"hva": "Noe annet.", "dato": "2026-10-02"}))

    assert kept in change.file_text


def test_comments_in_a_list_stay_with_their_items(folders):
    path = folders.knowledge / "regler.yaml"
    listed = 'sporsmal:\n      # de vanlige\n      - "a"   # ofte\n      - "b"\n      # de rare\n      - "c"\n'
    text = path.read_text(encoding="utf-8").replace('sporsmal: ["hvilken kode når vg1 tar to år"]\n', listed)
    path.write_text(text, encoding="utf-8")

    change = accepted(editing.propose(folders.the("to-ar"), {"sporsmal": "a\nc\nd"}))

    assert '      # de vanlige\n      - "a"   # ofte\n' in change.after
    assert '      # de rare\n      - "c"\n      - "d"\n' in change.after


def test_what_would_not_be_read_back_as_it_was_meant_is_not_written(folders):
    path = folders.knowledge / "regler.yaml"
    text = path.read_text(encoding="utf-8").replace('nn: "Bruk A, så B, du."', "nn: ")
    path.write_text(text, encoding="utf-8")

    faults = refused(editing.propose(folders.the("to-ar"), {"svar.nb": "Noe annet."}))

    assert list(faults) == [None]
    assert "gjør den i filen regler.yaml, linje 2" in faults[None]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("last", [True, False], ids=["with the last line ended", "without"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "a mark first"])
def test_line_endings_and_the_end_of_the_file_stay(folders, end, last, mark):
    text = editing_stage.WHEEL if last else editing_stage.WHEEL.rstrip("\n")
    raw = (mark + text).replace("\n", end).encode()
    folders.wheel.write_bytes(raw)

    change = accepted(editing.propose(folders.the("hostferie"), {"hva": "Ferie", "anslag": "ja", "kommentar": "x"}))

    below = f"  kategori: intern{end}"
    wanted = raw.decode().replace("Høstferie", "Ferie").replace(below, f"  kommentar: x{end}{below}")
    assert change.file_text == wanted


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    return editing_stage.build(tmp_path_factory.mktemp("shared"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=40))
@example("08")
@example("no: yes # ja")
@example("'\"{[&*!|>%@`")
@example("- a\n\n  b\n")
@example("é i to deler: e\u0301")
@example("  \n x")
@example("a\u2028b")
@example("\\u202e")
def test_any_text_is_refused_at_its_field_or_read_back_exactly(shared, text):
    entry = shared.the("to-ar")

    proposed = editing.propose(entry, {"svar.nb": text})

    if isinstance(proposed, tuple):
        assert [fault.key for fault in proposed] == ["svar.nb"]
        return
    instead = {entry.path: proposed.file_text.encode()}
    kunnskap = knowledge.read(shared.knowledge, instead).kunnskap()
    (rule,) = [one for one in kunnskap.oppslag if one.id == "to-ar"]
    assert rule.svar.nb == unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


def shipped():
    """Yield every entry that is shipped, each alone in a file of its own."""
    for source in sources(ROOT / "knowledge", ROOT / "schedules"):
        for section in KINDS:
            for index in range(size(source, section)):
                entry = at(source, section, index)
                raw = f"{section}:\n{entry.text}\n".encode()
                yield at(Source(source.path, raw, source.knowledge, source.schedules), section, 0)


def test_every_shipped_value_is_shown_so_that_it_is_read_back():
    locked = {
        (entry.target, part.key): shown(entry, part)[1]
        for entry in shipped()
        for part in parts_of(entry)
        if part.name != KINDS[entry.section].naming
    }

    assert len(locked) > 5000
    assert {place: why for place, why in locked.items() if why} == {}


def another(field):
    """Return another value of a field that is filled in, be it right or wrong."""
    if field.shape == "choice":
        return next(choice for choice in field.choices if choice != field.text)
    extra = {"deler": "10: ny", "kilder": "annet: ny"}.get(field.key.partition(".")[0], "ny-2")
    return f"{field.text}\n{extra}" if field.shape == "lines" else f"{field.text}1"


def test_a_field_of_every_shipped_entry_can_be_changed_and_changed_back_to_the_same_bytes():
    for number, entry in enumerate(islice(shipped(), 0, None, 4)):
        open_ = [field for field in fields(entry) if not field.locked and field.text and field.key != "unntak"]
        field = open_[number % len(open_)]
        there = as_in(entry, spliced_text(entry, {field.key: another(field)}))

        assert there is not None
        assert there.text != entry.text
        if field.shape != "choice":
            assert spliced_text(there, {field.key: field.text}) == entry.source.raw.decode(), (entry.target, field.key)


def spliced_text(entry, values):
    """Return the file with *values* in the entry, not judged."""
    data, faults = typed(entry, values)
    assert not faults
    return entry.source.text.put(entry.line - 1, entry.text.count("\n") + 1, changed_lines(entry, data))


def test_a_date_of_the_shipped_wheel_is_judged_with_everything_that_is_shipped(tmp_path):
    for folder in ("knowledge", "schedules"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    entry, *_ = editing.find(tmp_path / "knowledge", tmp_path / "schedules", "2026-2027/fpvs-juli")

    change = accepted(editing.propose(entry, {"dato": "7.7.2026"}))

    instead = {entry.path: change.file_text.encode()}
    kilder = knowledge.read(tmp_path / "knowledge").kilder()
    wheel = schedules.read(tmp_path / "schedules", kilder, instead).arshjul.wheel("2026-2027")
    assert wheel
    assert [str(row.tid) for row in wheel.rader if row.id == "fpvs-juli"] == [str(Tid.dato(date(2026, 7, 7)))]
    assert [(one.label, one.before, one.after) for one in change.differences] == [("Dato", "2026-07-06", "2026-07-07")]
