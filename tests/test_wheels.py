"""What the loader makes of wheel files, everything it refuses, and what is written is read back."""

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import HANDBOK
from tiny_wheel import NOVARI, day, frist, ids, the, wheel

from bot.adapters import wheels, wheelwriter
from bot.domain.frist import Bekreftelse, Kategori, Mangel, Unntak, Utledning
from bot.domain.model import Text
from bot.domain.rolling import roll
from bot.domain.tid import Tid
from bot.errors import KnowledgeError

SCHEDULES = Path(__file__).parent.parent / "schedules"
KILDER = {HANDBOK.id: HANDBOK}

WHEEL = """\
skolear: 2023-2024
status: bekreftet
pr_dato: '2023-08-21'
kilde: regbok-a03
merknad: "En merknad."
bekreftet: {av: "Novari IKS", dato: '2023-08-21'}
kategorier:
- {id: ssb, navn: "ssbResultat og ssbElev"}
- {id: ukategorisert, navn: "Ikke i fargekodene"}
rader:
- id: levering
  dato: '2023-09-25'
  fra: ["VIGO (IST)"]
  hva: "Elevdata ssbResultat"
  til: ["Udir"]
  kommentar: "Se 22. september."
  kategori: ssb
  utledet: true
  frist_fylke: '2023-09-24'
  data_i_vigo: '2023-09-26'
  rapport: [5A019]
  se_ogsa: [ferie]
  usikker: ["utydelig"]
  kilde: {linjer: "54-57, 60"}
- id: ferie
  slag: ferie
  uke: 2023-41
  hva: "Høstferie"
  kategori: ukategorisert
  fylker: [Viken, Oslo]
  unntak: [{fylke: Oslo, fra_dato: '2023-10-11', til_dato: '2023-10-13', merknad: "tre dager"}]
- id: sensur
  fra_dato: '2024-06-19'
  til_dato: '2024-06-21'
  hva: "Sensur"
  kategori: ukategorisert
- id: vilbli
  i_lopet_av: 2023-08
  hva: "vilbli åpner"
  kategori: ukategorisert
- id: lister
  uke: [2024-31, 2024-32]
  hva: "Lister"
  kategori: ukategorisert
- id: sluttere
  slag: lopende
  hva: "Sluttere"
  kategori: ukategorisert
  hver: maned
  etter: levering
- id: rutine
  slag: rutine
  hva: "Rekkefølge"
  kategori: ukategorisert
  trinn: ["først", "så"]
"""
FYLKER = """\
fylker:
- {nr: '03', navn: Oslo, malform: noytral, ogsa_kalt: ["Oslo kommune"]}
- {nr: '30', navn: Viken, malform: noytral, gyldig_til: '2023-12-31', etterfolgere: [Akershus]}
- {nr: '32', navn: Akershus, malform: noytral, gyldig_fra: '2024-01-01', forgjenger: [Viken]}
"""
NAME = "2023-2024.yaml"


@pytest.fixture
def folder(tmp_path):
    """Return a folder of its own with one wheel and three counties."""
    return fill(tmp_path, {NAME: WHEEL})


def fill(folder, files, fylker=FYLKER):
    (folder / "arshjul").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "arshjul" / name).write_text(text, encoding="utf-8")
    (folder / "fylker.yaml").write_text(fylker, encoding="utf-8")
    return folder


def told(folder):
    return [str(fault) for fault in wheels.check(folder, KILDER)]


def changed(old, new, text=WHEEL):
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_the_shipped_wheels_have_no_fault(kunnskap):
    assert wheels.check(SCHEDULES, kunnskap.kilder) == []


def test_every_field_of_a_wheel_is_kept(folder):
    found = the(wheels.load(folder, KILDER).wheel("2023-2024"))
    assert replace(found, rader=()) == replace(
        wheel(),
        kategorier=(Kategori("ssb", "ssbResultat og ssbElev"), Kategori("ukategorisert", "Ikke i fargekodene")),
        merknad=Text("En merknad."),
    )
    assert found.bekreftet == NOVARI


def test_every_field_of_a_row_is_kept(folder):
    ssb, other = the(wheels.load(folder, KILDER).wheel("2023-2024")).kategorier
    exception = Unntak("Oslo", Tid.periode(date(2023, 10, 11), date(2023, 10, 13)), "tre dager")
    levering = frist(
        "levering",
        hva="Elevdata ssbResultat",
        fra=("VIGO (IST)",),
        til=("Udir",),
        kommentar="Se 22. september.",
        kategori=ssb,
        utledet=True,
        frist_fylke="2023-09-24",
        data_i_vigo="2023-09-26",
        rapport=("5A019",),
        se_ogsa=("ferie",),
        usikker=("utydelig",),
        linjer="54-57, 60",
    )
    ferie = {"slag": "ferie", "fylker": ("Viken", "Oslo"), "unntak": (exception,)}
    assert the(wheels.load(folder, KILDER).wheel("2023-2024")).rader == (
        levering,
        frist("ferie", Tid.uke((2023, 41)), hva="Høstferie", kategori=other, **ferie),
        frist("sensur", Tid.periode(date(2024, 6, 19), date(2024, 6, 21)), hva="Sensur", kategori=other),
        frist("vilbli", Tid.maned(2023, 8), hva="vilbli åpner", kategori=other),
        frist("lister", Tid.uke((2024, 31), (2024, 32)), hva="Lister", kategori=other),
        frist("sluttere", None, slag="lopende", hva="Sluttere", kategori=other, hver="maned", etter="levering"),
        frist("rutine", None, slag="rutine", hva="Rekkefølge", kategori=other, trinn=("først", "så")),
    )


def test_counties_know_each_other_both_ways(folder):
    oslo, viken, akershus = wheels.load(folder, KILDER).fylker
    assert (oslo.nr, oslo.malform, oslo.ogsa_kalt) == ("03", "noytral", ("Oslo kommune",))
    assert (viken.etterfolgere, viken.gyldig_til) == (("Akershus",), date(2023, 12, 31))
    assert (akershus.forgjengere, akershus.gyldig_fra) == (("Viken",), date(2024, 1, 1))


@pytest.mark.parametrize("link", [", etterfolgere: [Akershus]", ", forgjenger: [Viken]"], ids=["heir", "predecessor"])
def test_counties_know_each_other_when_only_one_of_them_tells(tmp_path, link):
    _, viken, akershus = wheels.load(fill(tmp_path, {}, changed(link, "", FYLKER)), KILDER).fylker
    assert (viken.etterfolgere, akershus.forgjengere) == (("Akershus",), ("Viken",))


def test_a_missing_folder_holds_no_wheels(tmp_path):
    assert wheels.load(tmp_path / "borte", KILDER).hjul == ()


def test_an_empty_folder_holds_no_wheels(tmp_path):
    (tmp_path / "arshjul").mkdir()
    assert wheels.load(tmp_path, KILDER).hjul == ()


IN_ROW = {
    "an impossible date": (
        ("dato: '2023-09-25'", "dato: '2026-02-30'"),
        ["12: dato: «2026-02-30»: datoen finnes ikke i kalenderen"],
    ),
    "an impossible week": (
        ("uke: 2023-41", "uke: 2023-53"),
        ["27: uke[0]: «2023-53»: uken finnes ikke i kalenderen"],
    ),
    "an impossible month": (
        ("i_lopet_av: 2023-08", "i_lopet_av: 2023-13"),
        ["38: i_lopet_av: «2023-13»: måneden finnes ikke i kalenderen"],
    ),
    "a date that is not written as one": (
        ("dato: '2023-09-25'", "dato: 25.9.2023"),
        ["12: dato: «25.9.2023»: ventet en dato skrevet slik: '2026-08-01'"],
    ),
    "a week that is not written as one": (
        ("uke: 2023-41", "uke: 41"),
        ["27: uke[0]: 41: ventet år og uke skrevet slik: 2023-41"],
    ),
    "a range backwards": (
        ("fra_dato: '2024-06-19'", "fra_dato: '2024-06-22'"),
        ["33: fra_dato: «2024-06-22» er etter til_dato «2024-06-21»"],
    ),
    "a range backwards in an exception": (
        ("fra_dato: '2023-10-11'", "fra_dato: '2023-10-15'"),
        ["31: unntak[0].fra_dato: «2023-10-15» er etter til_dato «2023-10-13»"],
    ),
    "half a range": (
        ("  til_dato: '2024-06-21'\n", ""),
        ["33: fra_dato: fra_dato og til_dato må stå sammen"],
    ),
    "weeks that do not follow each other": (
        ("[2024-31, 2024-32]", "[2024-29, 2024-31]"),
        ["42: uke: ukene må følge etter hverandre"],
    ),
    "an id used twice": (
        ("id: sensur", "id: levering"),
        ["32: id: «levering» er brukt to ganger, også i 2023-2024.yaml:11"],
    ),
    "no date": (
        ("  i_lopet_av: 2023-08\n", ""),
        ["37: «vilbli» har ingen dato; ventet dato, fra_dato og til_dato, uke eller i_lopet_av"],
    ),
    "two kinds of date": (
        ("  i_lopet_av: 2023-08\n", "  i_lopet_av: 2023-08\n  dato: '2023-08-01'\n"),
        ["38: i_lopet_av: raden har også dato; ventet dato, fra_dato og til_dato, uke eller i_lopet_av"],
    ),
    "a date where there is none": (
        ("  slag: rutine\n", "  slag: rutine\n  dato: '2023-08-01'\n"),
        ["53: dato: en rad av slaget rutine har ingen dato"],
    ),
    "a date before the wheel": (
        ("dato: '2023-09-25'", "dato: '2023-06-30'"),
        ["12: dato: «2023-06-30» er utenfor årshjulet 2023-2024 (1.7.2023–31.8.2024)"],
    ),
    "a date after the wheel": (
        ("data_i_vigo: '2023-09-26'", "data_i_vigo: '2024-09-01'"),
        ["20: data_i_vigo: «2024-09-01» er utenfor årshjulet 2023-2024 (1.7.2023–31.8.2024)"],
    ),
    "a se_ogsa that points nowhere": (
        ("se_ogsa: [ferie]", "se_ogsa: [ferier]"),
        ["22: se_ogsa[0]: «ferier» finnes ikke i årshjulet. Mente du «ferie»?"],
    ),
    "an etter that points nowhere": (
        ("etter: levering", "etter: borte"),
        ["50: etter: «borte» finnes ikke i årshjulet."],
    ),
    "an unknown category": (
        ("kategori: ssb", "kategori: sbb"),
        ["17: kategori: «sbb» finnes ikke i kategorier. Mente du «ssb»?"],
    ),
    "an unknown county": (
        ("[Viken, Oslo]", "[Vika, Oslo]"),
        ["30: fylker[0]: «Vika» finnes ikke i fylker.yaml. Mente du «Viken»?"],
    ),
    "an unknown county in an exception": (
        ("{fylke: Oslo,", "{fylke: Bergen,"),
        ["31: unntak[0].fylke: «Bergen» finnes ikke i fylker.yaml."],
    ),
    "an unknown field": (
        ("  hver: maned", "  hvert: maned"),
        ["49: hvert: ukjent felt. Mente du «hver»?"],
    ),
    "a row without its text": (('  hva: "Sensur"\n', ""), ["32: hva: mangler"]),
    "a report that is none": (
        ("rapport: [5A019]", "rapport: [5AO19]"),
        ["21: rapport[0]: «5AO19»: ventet en rapport eller et bilde, som i «5A019»"],
    ),
    "an estimate in a confirmed wheel": (
        ("utledet: true", "anslag: true"),
        ["18: anslag: et bekreftet årshjul kan ikke ha anslag"],
    ),
    "a phone number": (
        ('"utydelig"', '"ring 223 45 678"'),
        ["23: ser ut som telefonnummer; personopplysninger skal ikke stå her"],
    ),
    "a field twice": (
        ("  slag: rutine\n", "  slag: rutine\n  slag: rutine\n"),
        ["53: «slag» står to ganger, også på linje 52"],
    ),
}
HEAD = {
    "an unknown source": (
        ("kilde: regbok-a03", "kilde: regbok-a3"),
        ["4: kilde: «regbok-a3» finnes ikke i kilder.yaml. Mente du «regbok-a03»?"],
    ),
    "another year than the file's name": (
        ("skolear: 2023-2024", "skolear: 2022-2023"),
        "1: skolear: «2022-2023» stemmer ikke med filnavnet «2023-2024.yaml»",
    ),
    "a school year of two years": (
        ("skolear: 2023-2024", "skolear: 2023-2025"),
        "1: skolear: «2023-2025» er ikke ett skoleår",
    ),
    "no school year": (
        ("skolear: 2023-2024", "skolear: 2023"),
        ["1: skolear: 2023 står uten anførselstegn, ventet tekst. Skriv '2023'."],
    ),
    "confirmed by nobody": (
        ("bekreftet: {av: \"Novari IKS\", dato: '2023-08-21'}\n", ""),
        ["1: bekreftet: et bekreftet årshjul må si hvem og når"],
    ),
    "a draft that is confirmed": (("status: bekreftet", "status: utkast"), "6: bekreftet: står på et utkast"),
    "a category twice": (("id: ukategorisert", "id: ssb"), "7: kategorier: «ssb» er brukt til 2 kategorier"),
    "a status that there is not": (
        ("status: bekreftet", "status: klar"),
        ["2: status: «klar»: ventet 'bekreftet' eller 'utkast'"],
    ),
    "rows that are no list": (
        ("rader:\n", "rader: {}\nrad:\n"),
        "10: rader: ventet en liste, der hver oppføring begynner med «-»",
    ),
}


@pytest.mark.parametrize(("change", "faults"), [*IN_ROW.values(), *HEAD.values()], ids=[*IN_ROW, *HEAD])
def test_a_fault_is_told_with_its_line_and_what_was_expected(tmp_path, change, faults):
    found = told(fill(tmp_path, {NAME: changed(*change)}))
    if isinstance(faults, str):
        assert f"{NAME}:{faults}" in found
    else:
        assert found == [f"{NAME}:{fault}" for fault in faults]


def test_two_wheels_for_one_school_year_are_a_fault_of_the_one_with_the_wrong_name(tmp_path):
    folder = fill(tmp_path, {NAME: WHEEL, "2022-2023.yaml": WHEEL})
    assert told(folder) == ["2022-2023.yaml:1: skolear: «2023-2024» stemmer ikke med filnavnet «2022-2023.yaml»"]


def test_a_file_without_anything_is_a_fault(tmp_path):
    (fault,) = told(fill(tmp_path, {NAME: "# tom\n"}))
    assert fault == f"{NAME}:1: filen er tom; ventet skolear, status, kategorier og rader"


def test_a_file_that_is_no_yaml_is_a_fault(tmp_path):
    (fault,) = told(fill(tmp_path, {NAME: WHEEL.replace("[5A019]", "[5A019")}))
    assert "ugyldig YAML" in fault


def test_a_file_with_another_ending_is_not_passed_over_in_silence(tmp_path):
    assert told(fill(tmp_path, {"2023-2024.yml": WHEEL})) == [
        "2023-2024.yml:1: filen blir ikke lest; gi den endelsen .yaml"
    ]


def test_all_faults_are_told_in_one_run(tmp_path):
    text = changed("dato: '2023-09-25'", "dato: '2023-02-30'").replace("[Viken, Oslo]", "[Vika, Oslo]")
    text = text.replace("kilde: regbok-a03", "kilde: borte").replace("id: vilbli", "id: Vilbli")
    with pytest.raises(KnowledgeError) as error:
        wheels.load(fill(tmp_path, {NAME: text}, FYLKER.replace("[Akershus]", "[Akerhus]")), KILDER)
    assert [str(fault).split(":")[:2] for fault in error.value.faults] == [
        *([NAME, line] for line in ("4", "12", "30", "37")),
        ["fylker.yaml", "3"],
    ]


def test_a_row_with_a_fault_may_still_be_pointed_at(tmp_path):
    assert len(told(fill(tmp_path, {NAME: changed("uke: 2023-41", "uke: 2023-53")}))) == 1


def test_a_bad_wheel_takes_no_good_one_down(tmp_path):
    files = {NAME: WHEEL, "2024-2025.yaml": changed("skolear: 2023-2024", "skolear: 2024-2025")}
    found, faults = wheels.read(fill(tmp_path, files), KILDER)
    assert [w.skolear for w in found.hjul] == ["2023-2024"]
    assert {fault.file for fault in faults} == {"2024-2025.yaml"}


COUNTIES = {
    "a successor that is not there": (
        ("[Akershus]", "[Akerhus]"),
        "fylker.yaml:3: etterfolgere[0]: «Akerhus» finnes ikke i fylker.yaml. Mente du «Akershus»?",
    ),
    "a name that two have": (
        ('"Oslo kommune"', '"viken"'),
        "fylker.yaml:3: navn: «Viken» er brukt to ganger, også i fylker.yaml:2",
    ),
    "a number without quotes": (
        ("'03'", "03"),
        "fylker.yaml:2: nr: 03 står uten anførselstegn, ventet tekst. Skriv '03'.",
    ),
    "a number of three digits": (
        ("'03'", "'003'"),
        "fylker.yaml:2: nr: «003»: ventet to siffer i anførselstegn, som i '03'",
    ),
    "an unknown source": (
        ('["Oslo kommune"]', '["Oslo kommune"], kilder: [{id: borte, punkt: "1"}]'),
        "fylker.yaml:2: kilder[0].id: «borte» finnes ikke i kilder.yaml.",
    ),
    "nothing": ((FYLKER, ""), "fylker.yaml:1: filen er tom; ventet fylker"),
}


@pytest.mark.parametrize(("change", "fault"), COUNTIES.values(), ids=COUNTIES)
def test_a_fault_in_the_counties_is_told(tmp_path, change, fault):
    old, new = change
    assert told(fill(tmp_path, {}, changed(old, new, FYLKER))) == [fault]


def draft(old="", new=""):
    """Return the text of a draft with one row."""
    rows = "rader:\n- {id: a, dato: '2026-09-25', hva: A, kategori: ssb, anslag: true}\n"
    head = (
        WHEEL.split("rader:", maxsplit=1)[0]
        .replace("2023-2024", "2026-2027")
        .replace("status: bekreftet", "status: utkast")
    )
    return (head.replace("bekreftet: {av: \"Novari IKS\", dato: '2023-08-21'}\n", "") + rows).replace(old, new)


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (("", ""), []),
        ((", anslag: true", ", bekreftet: {av: Kari, dato: '2026-09-01'}"), []),
        (
            (", anslag: true", ""),
            ["2026-2027.yaml:10: «a» i et utkast må ha anslag: true eller bekreftet: {av, dato}"],
        ),
        (
            ("anslag: true", "anslag: true, bekreftet: {av: Kari, dato: '2026-09-01'}"),
            ["2026-2027.yaml:10: anslag: raden er bekreftet og kan ikke være et anslag"],
        ),
    ],
    ids=["an estimate", "confirmed", "neither", "both"],
)
def test_a_dated_row_of_a_draft_is_an_estimate_or_confirmed(tmp_path, change, faults):
    assert told(fill(tmp_path, {"2026-2027.yaml": draft(*change)})) == faults


def back(made, fylker=FYLKER, kilder=KILDER):
    """Return *made* written and read again."""
    with tempfile.TemporaryDirectory() as folder:
        files = {f"{made.skolear}.yaml": wheelwriter.write(made)}
        return wheels.load(fill(Path(folder), files, fylker), kilder).wheel(made.skolear)


def test_a_wheel_that_is_written_is_read_back_as_it_was(folder):
    made = the(wheels.load(folder, KILDER).wheel("2023-2024"))
    assert back(made) == made


def test_a_draft_with_everything_a_draft_may_have_is_read_back_as_it_was():
    row = frist("a", "2026-09-25", utledet_fra=Utledning(day("2023-09-25"), "samme dato: «ja»"), linjer="54")
    made = wheel(
        row, replace(row, id="b", bekreftet=Bekreftelse("Kari", day("2026-09-01"))), skolear="2026-2027", draft=True
    )
    made = replace(made, rullet_fra="2023-2024", mangler=(Mangel("Ferie", "ukjent", "ferie"),), merknad=Text("n", "nn"))
    assert back(made) == made


def test_a_draft_begins_by_telling_what_it_is_and_how_to_confirm_it():
    header = wheelwriter.write(roll(wheel(frist("a")), "2026-2027")).split("skolear:")[0]
    assert "UTKAST, regnet ut fra årshjulet 2023-2024" in header
    assert "bekreftet: {av:" in header
    assert all(line.startswith("#") for line in header.splitlines())


def test_a_wheel_is_written_with_its_letters_and_one_line_a_field():
    hva = "Søknad på en" + " veldig" * 50 + " lang tekst"
    text = wheelwriter.write(wheel(frist("a", hva=hva, fra=("VIGO (IST)", "Udir"))))
    assert f'  hva: "{hva}"\n' in text
    assert '  fra: ["VIGO (IST)", Udir]\n  hva:' in text
    assert "  dato: '2023-09-25'\n" in text


def test_a_confirmed_wheel_does_not_call_itself_a_draft():
    made = roll(wheel(frist("a")), "2026-2027").confirmed(NOVARI)
    assert "UTKAST" not in wheelwriter.write(made)
    assert back(made) == made


AWKWARD = [
    "nei",
    "2023-09-25",
    "5:30",
    "- strek",
    "a: b",
    "# nei",
    "«ja» 'nei' \"kanskje\"",
    "08",
    "~",
    "æøå –",
    "to\nlinjer",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_a_text_that_yaml_could_take_for_something_else_is_read_back_as_it_was(text):
    made = wheel(frist("a", hva=text, kommentar=text, fra=(text.replace("\n", " "),), usikker=(text,)))
    assert back(made) == made


DAY = st.dates(date(2023, 7, 1), date(2034, 8, 31))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_rolled_written_and_read_again_a_wheel_has_the_same_rows(data):
    first, last = date(2023, 7, 1), date(2024, 8, 31)
    tider = st.one_of(
        st.dates(first, last).map(Tid.dato),
        st.dates(first, last - timedelta(days=9)).map(lambda d: Tid.periode(d, d + timedelta(days=2))),
        st.integers(1, 50).map(lambda w: Tid.uke((2024, w) if w < 34 else (2023, w))),
        st.integers(1, 8).map(lambda m: Tid.maned(2024, m)),
    )
    rows = [frist(f"r{n}", tid) for n, tid in enumerate(data.draw(st.lists(tider, max_size=6)))]
    year = data.draw(st.integers(2023, 2034))
    made = roll(wheel(*rows), f"{year}-{year + 1}")
    assert back(made) == made
    assert ids(made.rader) == [row.id for row in rows if row.id not in {gap.rad for gap in made.mangler}]


@pytest.mark.parametrize("year", range(2023, 2035))
def test_the_shipped_wheel_rolled_written_and_read_again_is_the_same(kunnskap, year):
    shipped = the(wheels.load(SCHEDULES, kunnskap.kilder).wheel("2023-2024"))
    made = roll(shipped, f"{year}-{year + 1}")
    assert back(made, (SCHEDULES / "fylker.yaml").read_text(encoding="utf-8"), kunnskap.kilder) == made
