"""What the form of the knowledge files lets through, and how it is described."""

import jsonschema
import pytest
import small_knowledge
from small_knowledge import change, told

from bot.adapters import forms, schema, sections, yamlguard
from bot.adapters.plainwords import FORMS

BEGREPER = (small_knowledge.SMALL / "begreper.yaml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    return small_knowledge.copy(tmp_path)


FORM = {
    "a number where text is wanted": (
        ("kilder.yaml", 'utgave: "2024–2025"', "utgave: 08"),
        "kilder.yaml:6: utgave: 08 står uten anførselstegn, ventet tekst. Skriv '08'.",
    ),
    "true where text is wanted": (
        ("kilder.yaml", 'utgiver: "Udir"', "utgiver: true"),
        "kilder.yaml:4: utgiver: true står uten anførselstegn, ventet tekst. Skriv 'true'.",
    ),
    "a number where a text in two languages is wanted": (
        ("begreper.yaml", 'svar: "Udirs database."', "svar: 42"),
        "begreper.yaml:4: svar: 42 står uten anførselstegn, ventet tekst. Skriv '42'.",
    ),
    "text where true is wanted": (
        ("koder.yaml", "forvalg: true", "forvalg: ja"),
        "koder.yaml:14: forvalg: ventet true eller false, her står «ja»",
    ),
    "text where a list is wanted": (
        ("regler.yaml", 'sporsmal: ["hvilken kode når vg1 tar to år"]', "sporsmal: hvilken"),
        "regler.yaml:5: sporsmal: ventet en liste, her står «hvilken»",
    ),
    "nothing where text is wanted": (
        ("begreper.yaml", 'tittel: "Grep"', "tittel:"),
        "begreper.yaml:3: tittel: ventet tekst, her står ingenting",
    ),
    "only blanks": (
        ("begreper.yaml", '"Udirs database."', '"  "'),
        "begreper.yaml:4: svar.nb: «  »: er tom, ventet tekst",
    ),
    "a phrase with a gap at its edge": (
        ("ordliste.yaml", "[påbygg]", '["påbygg …"]'),
        "ordliste.yaml:7: former[0]: «påbygg …»: ventet ord, og ord på begge sider av hver «…»",
    ),
    "a phrase without words": (
        ("ordliste.yaml", "[påbygg]", '["?!"]'),
        "ordliste.yaml:7: former[0]: «?!»: ventet ord, og ord på begge sider av hver «…»",
    ),
    "a programme without a name": (
        ("ordliste.yaml", "[TIP,", "['…',"),
        "ordliste.yaml:12: TPTIP1[0]: «…»: ventet ord, og ord på begge sider av hver «…»",
    ),
    "a missing field": (
        ("begreper.yaml", '    svar: "Udirs database."\n', ""),
        "begreper.yaml:2: svar: mangler",
    ),
    "a misspelt field": (
        ("begreper.yaml", "ogsa_kalt", "ogsa_kallt"),
        "begreper.yaml:5: ogsa_kallt: ukjent felt. Mente du «ogsa_kalt»?",
    ),
    "a field of another kind": (
        ("regler.yaml", "sporsmal:", "ogsa_kalt:"),
        "regler.yaml:5: ogsa_kalt: feltet hører ikke til her",
    ),
    "a misspelt section": (
        ("begreper.yaml", "begreper:", "begrep:"),
        "begreper.yaml:1: begrep: ukjent del av filen. Mente du «begreper»?",
    ),
    "a section that is no list": (
        ("begreper.yaml", BEGREPER, "begreper: {id: x}\n"),
        "begreper.yaml:1: begreper: ventet en liste, der hver oppføring begynner med «-»",
    ),
    "an entry that is only text": (
        ("begreper.yaml", BEGREPER, "begreper: [grep]\n"),
        "begreper.yaml:1: ventet felt med navn, her står «grep»",
    ),
    "an id with capitals": (
        ("begreper.yaml", "- id: begrep-grep", "- id: Begrep"),
        f"begreper.yaml:2: id: «Begrep»: {FORMS[forms.ID]}",
    ),
    "a code of nine characters": (
        ("koder.yaml", 'kode: "PBPBY3H---"', 'kode: "PBPBY3H--"'),
        "koder.yaml:2: kode: «PBPBY3H--»: ventet ti tegn, som i «TPTIP1H---» eller «xxxxx1H---»",
    ),
    "a code in small letters": (
        ("regler.yaml", '"TPTIP1A---"', '"tptip1a---"'),
        "regler.yaml:6: koder[1]: «tptip1a---»: ventet ti tegn, som i «TPTIP1H---» eller «xxxxx1H---»",
    ),
    "a position that does not exist": (
        ("koder.yaml", '{"7": "første år"', '{"11": "første år"'),
        "koder.yaml:12: deler.11: «11»: ventet et tegnnummer fra 1 til 10",
    ),
    "a word of certainty that does not exist": (
        ("koder.yaml", "sikkerhet: middels", "sikkerhet: medium"),
        "koder.yaml:8: sikkerhet: «medium»: ventet 'hoy', 'middels' eller 'lav'",
    ),
    "an address that is none": (
        ("kilder.yaml", '"https://regbok.udir.no/"', '"regbok.udir.no"'),
        "kilder.yaml:5: adresse: «regbok.udir.no»: ventet en adresse som begynner med https://",
    ),
    "a day that does not exist": (
        ("kilder.yaml", "lest: 2026-10-01", "lest: 2026-02-30"),
        "kilder.yaml:10: lest: «2026-02-30»: datoen finnes ikke i kalenderen",
    ),
    "a date written the Norwegian way": (
        ("kilder.yaml", "lest: '2026-11-22'", "lest: 22.11.2026"),
        "kilder.yaml:7: lest: «22.11.2026»: ventet en dato skrevet slik: '2026-08-01'",
    ),
    "a week date": (
        ("kilder.yaml", "lest: '2026-11-22'", "lest: 2026-W10-1"),
        "kilder.yaml:7: lest: «2026-W10-1»: ventet en dato skrevet slik: '2026-08-01'",
    ),
    "no source": (
        ("begreper.yaml", '[{id: omtale, punkt: "Grep"}]', "[]"),
        "begreper.yaml:6: kilder: ventet minst 1, her står 0",
    ),
    "no forms": (
        ("ordliste.yaml", "former: [voksne]", "former: []"),
        "ordliste.yaml:9: former: ventet minst 1, her står 0",
    ),
    "an empty form": (
        ("ordliste.yaml", "former: [voksne]", 'former: [""]'),
        "ordliste.yaml:9: former[0]: «»: ventet ord, og ord på begge sider av hver «…»",
    ),
    "a text as long as a book": (
        ("begreper.yaml", "Udirs database.", "x" * 3001),
        "begreper.yaml:4: svar.nb: er for lang (3001 tegn), høyst 3000",
    ),
    "a grunnkode that is too long": (
        ("ordliste.yaml", "TPTIP1: [", "TPTIP1--: ["),
        "ordliste.yaml:12: TPTIP1--: «TPTIP1--»: ventet fem store bokstaver og et siffer, som i «TPTIP1»",
    ),
}


@pytest.mark.parametrize(("changed", "fault"), FORM.values(), ids=FORM.keys())
def test_a_wrong_form_is_told_with_file_line_value_and_what_was_expected(folder, changed, fault):
    change(folder, *changed)
    assert fault in told(folder)


@pytest.mark.parametrize("path", sorted(small_knowledge.SMALL.glob("*.yaml")), ids=lambda path: path.name)
def test_the_models_describe_the_files_as_a_json_schema(path):
    described = schema.Fil.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(described)
    jsonschema.Draft202012Validator(described).validate(yamlguard.read(path).data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"regel": []}, id="a misspelt section"),
        pytest.param({"begreper": [{"id": "Feil"}]}, id="an id with capitals and missing fields"),
        pytest.param({"ord": [{"betyr": "x", "former": []}]}, id="no forms"),
        pytest.param({"fyllord": {"tomme": [8]}}, id="a number for a word"),
    ],
)
def test_the_json_schema_refuses_what_the_loader_refuses(data):
    assert not jsonschema.Draft202012Validator(schema.Fil.model_json_schema()).is_valid(data)


def test_of_a_file_that_is_wrong_all_through_no_more_is_told_than_anybody_reads():
    document = yamlguard.parse(("regler: [" + "{x: 1}," * 5_000 + "]\n").encode(), "regler.yaml")
    found = sections.contents([document])

    assert sections.MAX_FAULTS <= len(found.faults) < sections.MAX_FAULTS + 10
    assert not found.complete
