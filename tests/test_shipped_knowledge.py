"""What the shipped knowledge must hold: every code, every source, every name, and nobody's personal data."""

import re
from pathlib import Path

import pytest
from handbook import CODES

from bot.adapters import personaldata
from bot.domain.answers import CODE_SOURCE

SHIPPED = Path(__file__).parent.parent / "knowledge"
FILES = sorted(path for path in SHIPPED.rglob("*") if path.is_file())
LONGEST = 900


def entries_of(kunnskap):
    """Return every entry with its name: rules, concepts and codes."""
    return [(o.id, o) for o in kunnskap.oppslag] + [(v.kode, v) for v in kunnskap.varianter]


def texts_of(entry):
    """Return every text of *entry*."""
    named = (getattr(entry, name, None) for name in ("tittel", "navn", "svar", "hvorfor"))
    return [text for text in (*named, *getattr(entry, "deler", {}).values()) if text]


def test_the_39_codes_of_the_handbook_are_there_once_each_with_the_handbook_as_their_source(kunnskap):
    by_code = {v.kode: v for v in kunnskap.varianter}

    assert len(by_code) == len(kunnskap.varianter)
    assert sorted(CODES - by_code.keys()) == []
    assert [k for k in CODES if CODE_SOURCE not in {h.kilde.id for h in by_code[k].provenance.kilder}] == []


def test_the_codes_of_the_handbook_are_certain_and_say_when_they_are_used(kunnskap):
    own = [v for v in kunnskap.varianter if v.kode in CODES]

    assert [v.kode for v in own if v.sikkerhet != "hoy" or v.provenance.secondary] == []
    assert [v.kode for v in own if not v.naar or not v.deler] == []


def test_codes_from_other_sources_are_there_with_their_certainty(kunnskap):
    others = [v for v in kunnskap.varianter if v.kode not in CODES]

    assert len(others) >= 27
    assert {v.sikkerhet for v in others} == {"hoy", "middels", "lav"}
    assert [v.kode for v in others if CODE_SOURCE in {h.kilde.id for h in v.provenance.kilder}] == []


def test_the_code_of_the_year_after_is_a_code_that_is_there(kunnskap):
    codes = {v.kode for v in kunnskap.varianter}

    assert {(v.kode, v.neste) for v in kunnskap.varianter if v.neste} >= {
        ("xxxxx1A---", "xxxxx1B---"),
        ("xxxxx1D---", "xxxxx1E---"),
    }
    assert [v.kode for v in kunnskap.varianter if v.neste and v.neste not in codes] == []


def test_every_entry_names_its_source_and_where_it_stands_there(kunnskap):
    sources = [(name, entry.provenance.kilder) for name, entry in entries_of(kunnskap)]

    assert [name for name, kilder in sources if not kilder] == []
    assert [name for name, kilder in sources if not all(h.punkt.strip() for h in kilder)] == []
    assert [name for name, kilder in sources if any(h.kilde is not kunnskap.kilder[h.kilde.id] for h in kilder)] == []


def test_every_source_has_a_publisher_an_edition_a_licence_and_a_day_of_reading(kunnskap):
    sources = kunnskap.kilder.values()

    assert kunnskap.kilder[CODE_SOURCE].tillit == "primar"
    assert [k.id for k in sources if not (k.navn and k.utgiver and k.utgave and k.lisens and k.lest)] == []
    assert [k.id for k in sources if k.adresse and not k.adresse.startswith(("https://", "http://"))] == []


def test_every_id_is_used_once_and_is_plain_ascii(kunnskap):
    ids = [o.id for o in kunnskap.oppslag]

    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []


def test_every_reference_leads_somewhere_else(kunnskap):
    known = {name for name, _ in entries_of(kunnskap)}
    lost = [(name, e.se_ogsa) for name, e in entries_of(kunnskap) if not set(e.se_ogsa) <= known - {name}]

    assert lost == []


def test_there_are_rules_and_concepts_and_each_can_be_asked_for(kunnskap):
    kinds = [o.kind for o in kunnskap.oppslag]

    assert (kinds.count("regel") >= 60, kinds.count("begrep") >= 60) == (True, True)
    assert [o.id for o in kunnskap.oppslag if len(o.sporsmal) < 3] == []


def test_no_entry_has_the_same_question_twice(kunnskap):
    asked = {o.id: [question.casefold().strip(" ?") for question in o.sporsmal] for o in kunnskap.oppslag}

    assert [name for name, questions in asked.items() if len(set(questions)) < len(questions)] == []


def test_every_rule_and_concept_is_written_in_bokmal_and_nynorsk(kunnskap):
    assert [o.id for o in kunnskap.oppslag if not (o.svar.nb and o.svar.nn)] == []
    assert [o.id for o in kunnskap.oppslag if o.kind == "regel" and not (o.tittel.nb and o.tittel.nn)] == []


def test_every_code_is_named_in_bokmal_and_nynorsk(kunnskap):
    assert [v.kode for v in kunnskap.varianter if not (v.navn.nb and v.navn.nn)] == []


@pytest.mark.parametrize(
    ("malform", "foreign"),
    [
        pytest.param("nb", "ikkje eg kva kven kvifor korleis berre skule skulen frå nokon vere elevar", id="nynorsk"),
        pytest.param("nn", "jeg hvilken hvilke hva hvem hvorfor noen kun hvis være elever skolen", id="bokmål"),
    ],
)
def test_no_text_is_in_the_other_malform(kunnskap, malform, foreign):
    strange = set(foreign.split())
    mixed = {
        (name, word)
        for name, entry in entries_of(kunnskap)
        for text in texts_of(entry)
        for word in strange.intersection(re.findall(r"\w+", text.in_(malform).casefold()))
        if malform == "nb" or text.nn
    }

    assert mixed == set()


def test_every_text_is_clean_and_short_enough_to_be_read(kunnskap):
    written = [(name, t) for name, e in entries_of(kunnskap) for text in texts_of(e) for t in (text.nb, text.nn) if t]

    assert [name for name, text in written if len(text) > LONGEST] == []
    assert [name for name, text in written if text != " ".join(text.split())] == []
    assert [name for name, text in written if re.search(r"TODO|FIXME|\?\?|<[!@#]", text)] == []
    assert [o.id for o in kunnskap.oppslag if not o.svar.nb.endswith((".", ")"))] == []


NAMES = (
    *("VIGO", "VIGO Kodeverksbase", "VIGO Kodeverksgruppe", "Grep", "SAS", "Visma InSchool", "IST Administrasjon"),
    *("iSkole", "VIGO OT", "Oppfølgingstjenesten", "VIGO Voksen", "VIGO Skole", "vilbli.no", "Lånekassen", "Udir"),
    *("WIS", "SSB", "KOSTRA", "FPVS", "Forsvaret", "Conexus Insight", "Statsforvalteren", "Bring", "FREG", "Sikt"),
    *("Novari IKS", "NVB", "kompetanseregister", "Vitnemålsportalen", "KS", "KS Digital", "Digdir"),
)


@pytest.mark.parametrize("name", NAMES)
def test_every_system_register_and_actor_that_the_sources_name_is_explained(kunnskap, responder, name):
    concepts = [o for o in kunnskap.oppslag if name.casefold() in {n.casefold() for n in (o.tittel.nb, *o.ogsa_kalt)}]
    answer = responder.answer(f"hva er {name}?")

    assert concepts
    assert (answer.kind, set(answer.entries) <= {o.id for o in concepts}) == ("svar", True)


STATED = (
    *("1. januar", "1. november", "1S001", "5S012", "§ 9-52", "§ 28-6", "FAM05", "IOP1000", "fagstatus S"),
    *("fagstatus A", "VO", "H1", "H2", "1121", "GSGSK0VG--", "GSFOV0----", "hkdir.no", "elevstatus", "avbruddsdato"),
)


@pytest.mark.parametrize("fact", STATED)
def test_what_the_handbook_states_stands_in_a_rule_that_rests_on_a_primary_source(kunnskap, fact):
    primary = [o for o in kunnskap.oppslag if o.kind == "regel" and not o.provenance.secondary]

    assert [o.id for o in primary if fact.casefold() in o.svar.nb.casefold()]


def test_grep_is_whole_and_credited(kunnskap):
    assert len(kunnskap.programomrader) > 450
    assert {"TP", "HS", "ST", "PB"} <= kunnskap.utdanningsprogram.keys()
    assert "NLOD" in kunnskap.grep_kreditering
    assert [kode for kode, p in kunnskap.programomrader.items() if kode != p.kode or not p.navn.nb] == []


def test_every_programomrade_belongs_to_a_programme_and_builds_on_one_that_is_there(kunnskap):
    omrader = [p for p in kunnskap.programomrader.values() if not p.kode.startswith("R94")]

    assert [p.kode for p in omrader if p.utdanningsprogram not in kunnskap.utdanningsprogram] == []
    assert [p.kode for p in omrader if p.trinn != f"vg{p.kode[5]}"] == []


def test_every_atom_of_the_table_can_be_said_or_chosen(kunnskap):
    ordliste = kunnskap.ordliste
    sayable = {atom for word in ordliste.ord for atom in word.betyr}
    sayable |= {valg.atom for fasett in ordliste.fasetter for valg in fasett.valg}
    needed = {atom for _, e in entries_of(kunnskap) for row in (*e.naar, e.uten) for atom in row}

    assert sorted(needed - sayable) == []


def test_every_choice_has_words_in_both_malforms(kunnskap):
    fasetter = kunnskap.ordliste.fasetter

    assert [f.id for f in fasetter if not f.sporsmal.nn or len(f.valg) < 2] == []
    assert [v.atom for f in fasetter for v in f.valg if not v.navn.nn or len(v.navn.nb) > 75] == []


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(SHIPPED).as_posix() for path in FILES])
def test_no_file_holds_personal_data(path):
    text = path.read_text(encoding="utf-8")

    assert [(kind, text[start : start + 20]) for start, kind in personaldata.find(text)] == []
