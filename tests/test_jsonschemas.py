"""The JSON Schemas that editors check with: current, in Norwegian, and of one mind with the loader."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from tiny import HANDBOK

from bot.adapters import channels, fristord, jsonschemas, sections, wheels, yamlguard
from bot.domain.arshjul import Arshjulene
from bot.domain.frist import Fylke
from bot.errors import KnowledgeError

ROOT = Path(__file__).parent.parent
FOLDERS = {"knowledge": jsonschemas.KNOWLEDGE, "schedules": jsonschemas.SCHEDULES}
SCHEMAS = {name: jsonschemas.describe(name, shape) for shapes in FOLDERS.values() for name, shape in shapes.items()}
FILES = sorted([*(ROOT / "knowledge").glob("*.yaml"), *(ROOT / "schedules").rglob("*.yaml")])
LINE = "# yaml-language-server: $schema="
OSLO = Fylke("03", "Oslo", "noytral")


def said_by(name):
    """Return whether the loader takes the text of a file of the kind *name*."""

    def judge(text, folder):
        document = yamlguard.parse(text.encode(), f"{name}.yaml")
        if name == "kunnskap":
            return not [*document.faults, *sections.contents([document]).faults]
        path = folder / ("arshjul/2023-2024.yaml" if name == "arshjul" else f"{name}.yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if name == "kanaler":
            return not channels.read(folder, Arshjulene([], [OSLO]))[1]
        if name == "ordliste":
            return fristord.load(folder) is not None
        return not wheels.read(folder, {"k": HANDBOK})[1]

    return judge


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_schemas_that_are_shipped_are_those_of_the_models(folder):
    shipped = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / folder / "skjema").iterdir()}

    assert shipped == jsonschemas.texts(FOLDERS[folder]), "run make schemas"


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_one_of_draft_2020_12(name):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


def fields(schema):
    """Yield the name and the description of every key, wherever it stands."""
    for part in (schema, *schema.get("$defs", {}).values()):
        for name, field in part.get("properties", {}).items():
            yield name, field.get("description", "")


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_key_is_described_in_norwegian(name):
    described = dict(fields(SCHEMAS[name]))
    english = re.compile(r"\b(the|of|and|is|one|what|which)\b")

    assert len(described) > 3
    assert [key for key, text in described.items() if len(text) < 10 or english.search(text)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_shipped_file_names_its_schema_and_agrees_with_it(path):
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    schema = json.loads((path.parent / first.removeprefix(LINE)).read_text(encoding="utf-8"))

    assert first.startswith(LINE)
    jsonschema.Draft202012Validator(schema).validate(yamlguard.read(path).data)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_guide_names_every_key(folder):
    guide = (ROOT / folder / "README.md").read_text(encoding="utf-8")
    keys = {key for name in FOLDERS[folder] for key, _ in fields(SCHEMAS[name])}

    assert sorted(key for key in keys if not re.search(rf"\b{key}\b", guide)) == []


REGEL = "regler: [{id: a, tittel: A, svar: B, kilder: [{id: k, punkt: p}], MER}]\n"
VARIANT = "koder: [{kode: 'TPTIP1----', navn: A, kilder: [{id: k, punkt: p}], MER}]\n"
KILDE = """\
kilder: [{id: k, navn: A, utgiver: B, adresse: null, utgave: C, lest: 2026-01-01, lisens: D, tillit: primar,
  MER}]
"""
HJUL = """\
skolear: 2023-2024
status: utkast
pr_dato: '2023-08-21'
kilde: k
kategorier: [{id: ssb, navn: SSB}]
HODE
rader:
- {id: a, hva: Noe, kategori: ssb, dato: 2023-09-01, anslag: true, MER}
"""
RAD, HODE = HJUL.replace("HODE\n", ""), HJUL.replace(", MER", "")
FYLKE = "fylker: [{nr: '03', navn: Oslo, malform: nb, MER}]\n"
KANAL = "kanaler: [{id: C0123456789, fylke: Oslo, MER}]\n"
ORD = "ord: [{betyr: a, former: [b], MER}]\n"
GOOD = {
    "a rule of texts alone": ("kunnskap", REGEL, "hvorfor: C"),
    "a rule in two languages": ("kunnskap", REGEL, "hvorfor: {nb: C, nn: D}"),
    "a text without nynorsk": ("kunnskap", REGEL, "hvorfor: {nb: C, nn: null}"),
    "a text as long as may be": ("kunnskap", REGEL, f"hvorfor: {'x' * 3000}"),
    "everything about a rule": ("kunnskap", REGEL, "sporsmal: [a b], koder: [xxxxx1A---], se_ogsa: [b], naar: [[c]]"),
    "days that are not known": ("kunnskap", REGEL, "gyldig_fra: null, gyldig_til: '2026-02-01', kontrollert: null"),
    "parts by number, unquoted": ("kunnskap", VARIANT, "deler: {7: A, '10': {nb: B}}"),
    "a code that is certain": ("kunnskap", VARIANT, "sikkerhet: hoy, forvalg: true, neste: null, siste_er_ar: false"),
    "a remark on a source": ("kunnskap", KILDE, "merknad: M"),
    "words of one meaning": ("kunnskap", ORD.replace(", MER", ""), ""),
    "words of several": ("kunnskap", "ord: [{betyr: [a, b], former: ['c … d', å, §]}]", ""),
    "programmes": ("kunnskap", "program: {TPTIP1: [TIP]}", ""),
    "no programmes": ("kunnskap", "program: {}\nfyllord: {tomme: [a]}\nkilder: []", ""),
    "a row of weeks": ("arshjul", RAD.replace("dato: 2023-09-01", "uke: [2023-41, 2023-42]"), "rapport: [5A019]"),
    "a row of one week": ("arshjul", RAD.replace("dato: 2023-09-01", "uke: 2023-41"), "kilde: {linjer: '54-57, 60'}"),
    "a row of a month": ("arshjul", RAD.replace("dato: 2023-09-01", "i_lopet_av: 2023-10"), "fra: [IST]"),
    "a row of a period": ("arshjul", RAD.replace(" dato:", " til_dato: 2023-09-02, fra_dato:"), "usikker: [a]"),
    "a derived row": ("arshjul", RAD, "utledet_fra: {dato: '2022-09-01', regel: samme}"),
    "a head with gaps": ("arshjul", HODE.replace("HODE", "mangler: [{hva: a, hvorfor: b, rad: c}]\nmerknad: D"), ""),
    "a county": ("fylker", FYLKE, "gyldig_til: null, ogsa_kalt: [Kristiania], kilder: [{id: k, punkt: p}]"),
    "a channel with one category": ("kanaler", KANAL, "kategorier: ssb, roller: Inntak, dager_for: 7"),
    "a channel with several": ("kanaler", KANAL, "kategorier: [ssb], roller: [], dager_for: [14, 0]"),
    "a channel's hours": ("kanaler", KANAL, "klokkeslett: 08:00, stilletid: {fra: '23:59', til: '00:00'}, malform: nn"),
    "a channel's nothing": ("kanaler", KANAL, "klokkeslett: null, dager_for: null, malform: null"),
    "no channels": ("kanaler", "kanaler: []\n", ""),
    "no channels yet": ("kanaler", "kanaler:\n", ""),
    "an empty file of channels": ("kanaler", "# ingen\n", ""),
    "words for deadlines": ("ordliste", ORD.replace(", MER", ""), ""),
}
BAD = {
    "an unknown section": ("kunnskap", "regel: []\n", ""),
    "an unknown key": ("kunnskap", REGEL, "sporsmaal: [a]"),
    "a key of another kind": ("kunnskap", REGEL, "ogsa_kalt: [a]"),
    "an unknown key inside": ("kunnskap", REGEL, "hvorfor: {nb: a, en: b}"),
    "a missing key": ("kunnskap", "regler: [{id: a, tittel: A, kilder: [{id: k, punkt: p}]}]", ""),
    "a number for a text": ("kunnskap", REGEL, "hvorfor: 08"),
    "true for a text": ("kunnskap", REGEL, "hvorfor: true"),
    "nothing for a list": ("kunnskap", REGEL, "sporsmal: null"),
    "a text for a list": ("kunnskap", REGEL, "sporsmal: a"),
    "a list for a text": ("kunnskap", REGEL, "hvorfor: [a]"),
    "a blank text": ("kunnskap", REGEL, "hvorfor: ' '"),
    "a text that is too long": ("kunnskap", REGEL, f"hvorfor: {'x' * 3001}"),
    "an id with capitals": ("kunnskap", REGEL, "se_ogsa: [B]"),
    "a code that is none": ("kunnskap", REGEL, "koder: [TPTIP1]"),
    "a Norwegian date": ("kunnskap", REGEL, "gyldig_fra: 1.8.2026"),
    "a date that is a number": ("kunnskap", REGEL, "gyldig_fra: 20260801"),
    "a condition that is not in two lists": ("kunnskap", REGEL, "naar: [a]"),
    "an empty condition": ("kunnskap", REGEL, "naar: [[]]"),
    "yes for true": ("kunnskap", VARIANT, "forvalg: ja"),
    "a certainty that there is not": ("kunnskap", VARIANT, "sikkerhet: medium"),
    "a position that there is not": ("kunnskap", VARIANT, "deler: {11: a}"),
    "an address that is none": ("kunnskap", KILDE.replace("adresse: null", "adresse: udir.no"), "merknad: a"),
    "a source without a day": ("kunnskap", KILDE.replace("lest: 2026-01-01", "lest: null"), "merknad: a"),
    "no forms": ("kunnskap", "ord: [{betyr: a, former: []}]", ""),
    "no meaning": ("kunnskap", "ord: [{betyr: [], former: [a]}]", ""),
    "a gap at the edge": ("kunnskap", "ord: [{betyr: a, former: ['a …']}]", ""),
    "a form without a word": ("kunnskap", "ord: [{betyr: a, former: ['?!']}]", ""),
    "a programme that is none": ("kunnskap", "program: {TIP: [a]}", ""),
    "a section that is no list": ("kunnskap", "regler: {a: b}", ""),
    "an empty file": ("kunnskap", "", ""),
    "a list for a file": ("kunnskap", "- a", ""),
    "an unknown key of a row": ("arshjul", RAD, "dag: a"),
    "an unknown key above the rows": ("arshjul", HODE.replace("HODE", "tittel: a"), ""),
    "a wheel without rows": ("arshjul", HODE[: HODE.index("HODE")], ""),
    "a week that is a date": ("arshjul", RAD.replace("dato: 2023-09-01", "uke: 2023-W41"), "utledet: true"),
    "no weeks": ("arshjul", RAD.replace("dato: 2023-09-01", "uke: []"), "utledet: true"),
    "a report that is none": ("arshjul", RAD, "rapport: [A5]"),
    "lines that are none": ("arshjul", RAD, "kilde: {linjer: side 2}"),
    "a kind that there is not": ("arshjul", RAD, "slag: fri"),
    "a county as a number": ("fylker", FYLKE.replace("'03'", "03"), "merknad: a"),
    "an unknown part of the counties": ("fylker", FYLKE.replace(", MER", "") + "kommuner: []\n", ""),
    "an unknown key of a county": ("fylker", FYLKE, "nummer: a"),
    "an unknown key of a channel": ("kanaler", KANAL, "tid: '08:00'"),
    "an hour that there is not": ("kanaler", KANAL, "klokkeslett: '24:00'"),
    "an hour without its zero": ("kanaler", KANAL, "klokkeslett: 8:00"),
    "days before that are none": ("kanaler", KANAL, "dager_for: [-1]"),
    "days before in words": ("kanaler", KANAL, "dager_for: [syv]"),
    "a channel by its name": ("kanaler", KANAL.replace("C0123456789", "'#inntak'"), "utkast: true"),
    "channels that are no list": ("kanaler", "kanaler: {}\n", ""),
    "a list for the file of channels": ("kanaler", "[]\n", ""),
    "a section of the knowledge among the deadlines' words": ("ordliste", "regler: []\n", ""),
    "an unknown key of a word": ("ordliste", ORD, "bety: a"),
}


def verdicts(name, text, more, folder):
    """Return what the schema and the loader say of *text* with *more* in its place."""
    written = text.replace("MER", more)
    document = yamlguard.parse(written.encode(), "fil.yaml")
    assert document.faults == []
    by_schema = jsonschema.Draft202012Validator(SCHEMAS[name]).is_valid(document.data)
    try:
        return by_schema, said_by(name)(written, folder)
    except KnowledgeError:
        return by_schema, False


@pytest.mark.parametrize(("name", "text", "more"), GOOD.values(), ids=GOOD.keys())
def test_what_the_loader_accepts_the_schema_accepts(name, text, more, tmp_path):
    if name == "arshjul":
        (tmp_path / "fylker.yaml").write_text(FYLKE.replace(", MER", ""), encoding="utf-8")

    assert verdicts(name, text, more, tmp_path) == (True, True)


@pytest.mark.parametrize(("name", "text", "more"), BAD.values(), ids=BAD.keys())
def test_what_the_loader_refuses_for_its_form_the_schema_refuses(name, text, more, tmp_path):
    assert verdicts(name, text, more, tmp_path) == (False, False)


def test_the_line_for_editors_is_no_part_of_the_data():

    assert yamlguard.parse(f"{LINE}x.json\na: b\n".encode(), "a.yaml").data == {"a": "b"}
