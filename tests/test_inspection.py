"""What is told of files that can be used and still are worth a look, and of both folders in one run."""

import re
import shutil
from pathlib import Path

import pytest
import small_knowledge
from small_knowledge import change

from bot.adapters import findability, inspection

ROOT = Path(__file__).parent.parent
RULE = '  - id: to-ar\n    tittel: {nb: "Vg1 over to år"}'
ANOTHER = """\
  - id: en-til
    tittel: "Karakterer i kroppsøving"
    svar: "Noe annet."
    SPORSMAL
    kilder: [{id: omtale, punkt: "Side 3"}]
"""


@pytest.fixture
def folder(tmp_path):
    """Return a copy of the small knowledge without the rule that wins over a code."""
    folder = small_knowledge.copy(tmp_path)
    change(folder, "regler.yaml", "    naar: [[to_ar]]\n", "")
    return folder


@pytest.fixture
def plans(tmp_path):
    """Return a folder of its own with the counties and one wheel."""
    (tmp_path / "schedules" / "arshjul").mkdir(parents=True)
    for name in ("fylker.yaml", "arshjul/2023-2024.yaml"):
        shutil.copy(ROOT / "schedules" / name, tmp_path / "schedules" / name)
    return tmp_path / "schedules"


def told(knowledge, plans=None, **more):
    """Return the findings as ``file:line:column kind: message``, those of the small knowledge itself left out."""
    found = inspection.inspect(knowledge, plans, **more).findings
    return [f"{f.path.name}:{f.line}:{f.column} {f.kind}: {f.message}" for f in found]


def another(folder, sporsmal):
    """Add a rule with *sporsmal*."""
    path = folder / "regler.yaml"
    path.write_text(path.read_text(encoding="utf-8") + ANOTHER.replace("SPORSMAL", sporsmal), encoding="utf-8")


def areas(folder, *rows):
    """Put more codes into the catalogue: *rows* are code, name and status."""
    path = folder / "grep" / "programomrader.json"
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith('{"kode"'))
    for kode, navn, status in rows:
        new = row.replace("TPTIP1----", kode).replace("Teknologi- og industrifag", navn).replace("publisert", status)
        text = text.replace(row, f"{row},\n{new}")
    path.write_text(text, encoding="utf-8")


def test_small_knowledge_that_agrees_gives_no_warning(folder):
    assert told(folder) == []


def test_what_is_shipped_has_no_fault_and_few_warnings():
    report = inspection.inspect(ROOT / "knowledge", ROOT / "schedules")

    assert [f for f in report.findings if f.severity == inspection.FAULT] == []
    assert report.count(inspection.WARNING) < 30
    assert report.files == len([*(ROOT / "knowledge").glob("*.yaml"), *(ROOT / "schedules").rglob("*.yaml")])


@pytest.mark.parametrize(
    "sporsmal",
    ['sporsmal: ["hvem er far til den lille sommerfuglen", "karakterer i kroppsøving"]', ""],
    ids=["one of two questions", "the title"],
)
def test_an_entry_that_one_question_or_its_title_finds_is_no_warning(folder, sporsmal):
    another(folder, sporsmal)

    assert told(folder) == []


def test_an_entry_that_none_of_its_questions_finds_is_told(folder):
    another(folder, 'sporsmal: ["hvilken kode når vg1 tar to år"]')

    assert [line for line in told(folder) if "samme-sporsmal" not in line] == [
        "regler.yaml:15:5 uten-sporsmal: sporsmal: ingen av spørsmålene til «en-til» blir besvart med den"
    ]


def test_an_entry_without_questions_that_its_title_does_not_find_is_told(folder):
    another(folder, "")
    change(folder, "regler.yaml", "Karakterer i kroppsøving", "Grep")

    assert told(folder) == ["regler.yaml:12:5 uten-sporsmal: «en-til» har ingen sporsmal, og tittelen finner den ikke"]


def test_every_question_is_tried_where_that_is_asked_for(folder):
    another(folder, 'sporsmal: ["karakterer i kroppsøving", "?"]')

    assert told(folder) == []
    assert told(folder, every=True) == ["regler.yaml:15:44 annet-svar: sporsmal[1]: «?» leder til ingen oppføring"]


def test_the_same_question_in_two_entries_is_told_whatever_its_case_and_signs(folder):
    another(folder, 'sporsmal: ["karakterer i kroppsøving", "Hvilken kode, når VG1 tar to år?"]')

    assert told(folder) == [
        (
            "regler.yaml:15:44 samme-sporsmal: sporsmal[1]: «Hvilken kode, når VG1 tar to år?» står også hos «to-ar» "
            "(regler.yaml:2); bare én kan svare på det"
        )
    ]


def test_a_code_without_conditions_that_no_entry_names_is_told(folder):
    change(folder, "koder.yaml", "    siste_er_ar: true\n", "")
    change(folder, "regler.yaml", ', "TPTIP1B--2"', "")
    change(folder, "koder.yaml", '    neste: "xxxxx1B---"\n', "")

    assert told(folder) == [
        "koder.yaml:18:5 uten-sporsmal: «xxxxx1B---» har ikke naar, og ingen regel nevner den: den blir aldri et svar"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('omtale, punkt: "Påbygg"', 'regbok-a03, punkt: "Påbygg"', id="not certain"),
        pytest.param("    sikkerhet: middels\n", "", id="from a source of less trust"),
    ],
)
def test_a_code_that_is_not_sure_need_not_be_an_answer(folder, old, new):
    change(folder, "koder.yaml", old, new)
    change(folder, "koder.yaml", "    naar: [[pabygg, lavere]]\n    uten: [voksen]\n", "")
    change(folder, "regler.yaml", ', "PBPBY3H---"', "")
    change(folder, "ordliste.yaml", "{betyr: voksen", "{betyr: to_ar")

    assert told(folder) == []


def test_a_code_that_another_entry_always_wins_over_is_told(tmp_path):
    assert told(small_knowledge.copy(tmp_path)) == [
        "koder.yaml:13:5 uten-sporsmal: naar: «xxxxx1A---» blir aldri valgt: «to-ar» går foran når dette gjelder"
    ]


def test_a_source_read_long_before_the_newest_is_told(folder):
    change(folder, "kilder.yaml", "lest: 2026-10-01", "lest: 2025-11-01")

    assert told(folder) == [
        (
            "kilder.yaml:10:85 gammel-kilde: lest: lest 2025-11-01, mer enn et år før den nyeste kilden (2026-11-22); "
            "les den på nytt"
        )
    ]


def test_a_source_read_before_the_wheel_it_serves_is_told(plans):
    known = (ROOT / "knowledge" / "kilder.yaml").read_text(encoding="utf-8")
    assert known.count("- id: arshjul-2023-2024") == 1
    path = plans / "arshjul" / "2023-2024.yaml"
    text = path.read_text(encoding="utf-8").replace("pr_dato: '2023-08-21'", "pr_dato: '2027-01-01'")
    path.write_text(text, encoding="utf-8")

    (line,) = [line for line in told(ROOT / "knowledge", plans) if line.startswith("2023-2024.yaml")]
    assert "gammel-kilde: pr_dato: årshjulet er per 2027-01-01, men kilden «arshjul-2023-2024» ble lest" in line


DEAD_ENDS = {
    "to itself": ("se_ogsa: [begrep-grep]", "se_ogsa: [to-ar]", "«to-ar» viser til seg selv"),
    "twice": ("se_ogsa: [begrep-grep]", "se_ogsa: [begrep-grep, begrep-grep]", "«begrep-grep» står to ganger"),
}


@pytest.mark.parametrize(("old", "new", "message"), DEAD_ENDS.values(), ids=DEAD_ENDS.keys())
def test_a_reference_that_leads_nowhere_is_told(folder, old, new, message):
    change(folder, "regler.yaml", old, new)

    (line,) = told(folder)
    assert line.split(" blindvei: ")[1].split(": ", 1)[1] == message


def test_a_reference_to_what_no_longer_holds_is_told(folder):
    change(folder, "begreper.yaml", 'ogsa_kalt: ["data.udir.no"]', "gyldig_til: 2025-07-31")

    assert told(folder) == ["regler.yaml:7:15 blindvei: se_ogsa[0]: «begrep-grep» gjelder ikke etter 2025-07-31"]


def test_a_code_that_grep_marks_as_discontinued_is_told_with_the_one_that_follows(folder):
    areas(folder, ("TPTIX1----", "Teknologi og industrifag", "utgatt"))
    change(folder, "regler.yaml", '"TPTIP1A---"', '"TPTIX1A---"')

    assert told(folder) == [
        "regler.yaml:6:27 utgatt-kode: koder[1]: «TPTIX1A---» er utgått i Grep. Mente du «TPTIP1----»?"
    ]


@pytest.mark.parametrize("name", ["fylke.yaml", "2027-2028.yaml", "kanaler.yml"])
def test_a_file_of_the_schedules_that_nobody_reads_is_told(plans, name):
    (plans / name).write_text("a: b\n", encoding="utf-8")

    (line,) = told(None, plans)
    assert line.startswith(f"{name}:1:1 ulest-fil: filen blir ikke lest")


def test_faults_of_both_folders_are_told_in_one_run(folder, plans):
    change(folder, "regler.yaml", "id: regbok-a03", "id: regbok-a3")
    (plans / "kanaler.yaml").write_text("kanaler:\n- {id: x, fylke: Oslo}\n", encoding="utf-8")

    lines = told(folder, plans)

    assert [line for line in lines if line.startswith(("regler", "kanaler"))] == [
        "regler.yaml:8:15 ugyldig: kilder[0].id: «regbok-a3» finnes ikke i kilder.yaml. Mente du «regbok-a03»?",
        "kanaler.yaml:2:4 ugyldig: id: «x» er ingen kanal; ventet kanalens id i Slack, som i «C0123456789»",
    ]


def test_a_register_that_cannot_be_read_makes_no_source_of_a_wheel_look_missing(folder, plans):
    (folder / "kilder.yaml").write_text("kilder: [", encoding="utf-8")

    assert [line.split(":")[0] for line in told(folder, plans)] == ["kilder.yaml"]


def test_the_schedules_alone_may_name_any_source(plans):
    assert told(None, plans) == []


def test_a_folder_that_is_not_there_is_told(tmp_path):
    lines = told(tmp_path / "kunnskap", tmp_path / "planer")

    assert [line for line in lines if "mappen finnes ikke" in line] == [
        "kunnskap:1:1 ugyldig: mappen finnes ikke",
        "planer:1:1 ugyldig: mappen finnes ikke",
    ]


def test_a_fault_holds_the_value_and_the_suggestion_apart(folder):
    change(folder, "regler.yaml", "id: regbok-a03", "id: regbok-a3")
    change(folder, "kilder.yaml", 'utgave: "2024–2025"', "utgave: 08")

    found = inspection.inspect(folder, None).findings

    assert [(f.path.name, f.value, f.suggestion) for f in found] == [
        ("kilder.yaml", "08", None),
        ("regler.yaml", "regbok-a3", "regbok-a03"),
    ]


def test_what_looks_like_personal_data_is_not_repeated(folder):
    change(folder, "begreper.yaml", "Udirs database.", "Elev 01020312345.")

    (found,) = inspection.inspect(folder, None).findings

    assert (found.line, found.column, found.value) == (4, 17, None)
    assert "01020312345" not in found.message


def test_the_guide_explains_every_kind_of_warning():
    sources = [ROOT / "bot" / "adapters" / f"{name}.py" for name in ("advice", "findability", "inspection")]
    kinds = {kind for path in sources for kind in re.findall(r'yield "([a-z-]+)"', path.read_text(encoding="utf-8"))}
    guide = (ROOT / "knowledge" / "README.md").read_text(encoding="utf-8")

    assert len(kinds) == 5
    assert [kind for kind in (*kinds, findability.KIND, findability.ASTRAY) if f"`{kind}`" not in guide] == []
