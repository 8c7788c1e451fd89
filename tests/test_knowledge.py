"""What the loader makes of a folder, and everything it refuses."""

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import small_knowledge
from small_knowledge import change, told

from bot.adapters import knowledge
from bot.domain.model import Text
from bot.errors import KnowledgeError

SHIPPED = Path(__file__).parent.parent / "knowledge"


@pytest.fixture
def folder(tmp_path):
    return small_knowledge.copy(tmp_path)


def test_the_shipped_knowledge_has_no_fault():
    assert told(SHIPPED) == []


def test_a_small_folder_becomes_one_snapshot(folder):
    kunnskap = knowledge.load(folder)
    assert list(kunnskap.kilder) == ["regbok-a03", "omtale"]
    assert [(v.kode, v.navn.in_("nn")) for v in kunnskap.varianter] == [
        ("xxxxx1A---", "1. år av 2-årig kurs"),
        ("xxxxx1B---", "2. år av 2-årig kurs"),
        ("PBPBY3H---", "Mot kontrakt om opplæring"),
    ]
    assert [(o.id, o.kind) for o in kunnskap.oppslag] == [("to-ar", "regel"), ("begrep-grep", "begrep")]
    assert list(kunnskap.programomrader) == ["TPTIP1----"]
    assert (kunnskap.grep_hentet, kunnskap.grep_kreditering) == (date(2026, 10, 8), "Data under NLOD")


def test_every_field_of_a_source_is_kept(folder):
    omtale = knowledge.load(folder).kilder["omtale"]
    assert dataclasses.astuple(omtale) == (
        "omtale",
        "En omtale",
        "Noen",
        None,
        "2025",
        date(2026, 10, 1),
        "ikke oppgitt",
        "sekundar",
        "Lest i avskrift.",
    )


def test_every_field_of_a_variant_is_kept(folder):
    first = knowledge.load(folder).varianter[0]
    assert dict(first.deler) == {7: Text("første år"), 8: Text("ikke brukt")}
    assert first.naar == (frozenset({"to_ar", "forste"}), frozenset({"to_ar"}))
    assert (first.forvalg, first.hvorfor, first.neste) == (True, Text("Vedtak om to år"), "xxxxx1B---")
    assert (first.provenance.gyldig_fra, first.provenance.secondary) == (date(2024, 8, 1), False)
    last = knowledge.load(folder).varianter[2]
    assert (last.uten, last.sikkerhet, last.se_ogsa) == (
        frozenset({"voksen"}),
        "middels",
        ("to-ar", "xxxxx1A---"),
    )
    assert last.provenance.secondary


def test_every_field_of_a_rule_is_kept(folder):
    regel, begrep = knowledge.load(folder).oppslag
    assert regel.svar == Text("Bruk A, så B.", "Bruk A, så B, du.")
    assert [(h.kilde.id, h.punkt) for h in regel.provenance.kilder] == [
        ("regbok-a03", "Vg1"),
        ("omtale", "Side 2"),
    ]
    assert (regel.provenance.kontrollert, regel.se_ogsa) == (date(2026, 11, 20), ("begrep-grep",))
    assert regel.koder[1] == "TPTIP1A---"
    assert (begrep.tittel, begrep.ogsa_kalt) == (Text("Grep"), ("data.udir.no",))


def test_every_word_is_kept_as_written(folder):
    ordliste = knowledge.load(folder).ordliste
    assert ordliste.ord[1] == dataclasses.replace(ordliste.ord[1], betyr=("pabygg",), former=("påbygg",))
    assert ordliste.tomme == {"jeg", "no", "on"}
    assert dict(ordliste.program) == {"TPTIP1": ("TIP", "teknologi- og industrifag")}
    assert ordliste.fasetter[0].valg[1].navn.in_("nn") == "Det andre"


def test_nothing_in_a_snapshot_can_be_changed(folder):
    kunnskap = knowledge.load(folder)
    mappings: list[Any] = [kunnskap.kilder, kunnskap.programomrader, kunnskap.ordliste.program]
    for mapping in [*mappings, kunnskap.varianter[0].deler]:
        with pytest.raises(TypeError):
            mapping["x"] = None


def test_sections_may_be_spread_over_files(folder):
    text = (folder / "regler.yaml").read_text(encoding="utf-8").replace("to-ar", "regel-to")
    (folder / "flere.yaml").write_text(text, encoding="utf-8")
    assert [o.id for o in knowledge.load(folder).oppslag] == ["regel-to", "to-ar", "begrep-grep"]


def test_all_faults_are_told_in_one_run(folder):
    change(folder, "kilder.yaml", "lest: 2026-10-01", "lest: 2026-13-01")
    change(folder, "koder.yaml", "uten: [voksen]", "uten: [ukjent]")
    change(folder, "regler.yaml", "id: regbok-a03", "id: regbok-a3")
    change(folder, "begreper.yaml", 'tittel: "Grep"', 'tittel: "Grep"\n    tittel: &x "Grep"')
    with pytest.raises(KnowledgeError) as error:
        knowledge.load(folder)
    assert str(error.value).splitlines() == [
        "begreper.yaml:4: «tittel» står to ganger, også på linje 3",
        "begreper.yaml:4: ankeret «&x» er ikke tillatt; skriv verdien der den gjelder",
        "kilder.yaml:10: lest: «2026-13-01»: datoen finnes ikke i kalenderen",
        "koder.yaml:5: uten[0]: «ukjent» finnes ikke i ord eller fasetter.",
        "regler.yaml:9: kilder[0].id: «regbok-a3» finnes ikke i kilder.yaml. Mente du «regbok-a03»?",
    ]


def test_a_file_without_a_heading_is_a_fault(folder):
    (folder / "tom.yaml").write_text("# bare en merknad\n", encoding="utf-8")
    (fault,) = told(folder)
    assert fault.startswith("tom.yaml:1: filen er tom eller mangler en overskrift; ventet en av kilder, varianter")


def test_a_missing_folder_is_a_fault(tmp_path):
    faults = told(tmp_path / "borte")
    assert "borte:1: mappen finnes ikke" in faults


@pytest.mark.parametrize(
    ("name", "section"), [("regler.yaml", "regler"), ("kilder.yaml", "kilder"), ("begreper.yaml", "begreper")]
)
def test_a_missing_kind_of_file_is_a_fault(folder, name, section):
    (folder / name).unlink()
    assert f"{folder.name}:1: delen «{section}» står ikke i noen fil" in told(folder)


def test_a_file_with_another_ending_is_not_passed_over_in_silence(folder):
    (folder / "mer.yml").write_text("regler: []\n", encoding="utf-8")
    assert told(folder) == ["mer.yml:1: filen blir ikke lest; gi den endelsen .yaml"]


def test_an_edited_folder_is_taken_up_by_loading_again(folder):
    before = knowledge.load(folder)
    change(folder, "begreper.yaml", "Udirs database.", "Udirs egen database.")
    assert knowledge.load(folder).oppslag[1].svar.nb == "Udirs egen database."
    assert before.oppslag[1].svar.nb == "Udirs database."
