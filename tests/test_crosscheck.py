"""What is told of entries that are right in themselves but do not agree."""

import pytest
import small_knowledge
from small_knowledge import change, told

UNKNOWN = "finnes verken i Grep, koder eller varianter."


@pytest.fixture
def folder(tmp_path):
    return small_knowledge.copy(tmp_path)


AGREEMENT = {
    "an unknown source": (
        ("begreper.yaml", "id: omtale", "id: omtaler"),
        ["begreper.yaml:6: kilder[0].id: «omtaler» finnes ikke i kilder.yaml. Mente du «omtale»?"],
    ),
    "an id used twice": (
        ("begreper.yaml", "- id: begrep-grep", "- id: to-ar"),
        [
            "begreper.yaml:2: id: «to-ar» er brukt to ganger, også i regler.yaml:2",
            "regler.yaml:7: se_ogsa[0]: «begrep-grep» finnes ikke i regler eller begreper.",
        ],
    ),
    "a source id used twice": (
        ("kilder.yaml", "{id: omtale,", "{id: regbok-a03,"),
        [
            "begreper.yaml:6: kilder[0].id: «omtale» finnes ikke i kilder.yaml.",
            "kilder.yaml:10: id: «regbok-a03» er brukt to ganger, også i kilder.yaml:2",
            "koder.yaml:7: kilder[0].id: «omtale» finnes ikke i kilder.yaml.",
            "regler.yaml:9: kilder[1].id: «omtale» finnes ikke i kilder.yaml.",
        ],
    ),
    "a code given twice": (
        ("koder.yaml", 'kode: "xxxxx1B---"', 'kode: "PBPBY3H---"'),
        [
            "koder.yaml:2: kode: «PBPBY3H---» er brukt to ganger, også i koder.yaml:19",
            f"koder.yaml:16: neste: «xxxxx1B---» {UNKNOWN} Mente du «xxxxx1A---»?",
            f"regler.yaml:6: koder[4]: «TPTIP1B--2» {UNKNOWN} Mente du «TPTIP1----»?",
        ],
    ),
    "a code that no source prints": (
        ("regler.yaml", '"TPTIP1A---"', '"TPTIP1C---"'),
        [f"regler.yaml:6: koder[1]: «TPTIP1C---» {UNKNOWN} Mente du «TPTIP1----»?"],
    ),
    "a code of a stem that Grep does not hold": (
        ("regler.yaml", '"TPTIP1A---"', '"VGTIP1A---"'),
        [f"regler.yaml:6: koder[1]: «VGTIP1A---» {UNKNOWN} Mente du «TPTIP1----»?"],
    ),
    "a next code that does not exist": (
        ("koder.yaml", 'neste: "xxxxx1B---"', 'neste: "xxxxx2B---"'),
        [f"koder.yaml:16: neste: «xxxxx2B---» {UNKNOWN} Mente du «xxxxx1B---»?"],
    ),
    "a reference to nothing": (
        ("koder.yaml", "se_ogsa: [to-ar,", "se_ogsa: [to-aar,"),
        ["koder.yaml:6: se_ogsa[0]: «to-aar» finnes ikke i regler eller begreper. Mente du «to-ar»?"],
    ),
    "a condition that nobody can say": (
        ("koder.yaml", "[to_ar, forste]", "[to_ar, fyrste]"),
        [
            "koder.yaml:13: naar[0][1]: «fyrste» finnes ikke i ord eller fasetter. Mente du «forste»?",
            "ordliste.yaml:4: valg[0].atom: «forste» finnes ikke i ord, naar eller uten. Mente du «fyrste»?",
        ],
    ),
    "an exception that nobody can say": (
        ("koder.yaml", "uten: [voksen]", "uten: [voksne]"),
        ["koder.yaml:5: uten[0]: «voksne» finnes ikke i ord eller fasetter. Mente du «voksen»?"],
    ),
    "an end before the beginning": (
        (
            "regler.yaml",
            "gyldig_fra: null\n    gyldig_til: null",
            "gyldig_fra: 2026-08-01\n    gyldig_til: 2025-07-31",
        ),
        ["regler.yaml:10: gyldig_fra: «2026-08-01» er etter gyldig_til «2025-07-31»"],
    ),
    "a programme that Grep does not hold": (
        ("ordliste.yaml", "TPTIP1: [", "TPTIB1: ["),
        ["ordliste.yaml:12: TPTIB1: «TPTIB1» finnes ikke i Grep. Mente du «TPTIP1»?"],
    ),
    "a word with meaning among those without": (
        ("ordliste.yaml", "tomme: [jeg,", "tomme: [Voksne,"),
        ["ordliste.yaml:14: tomme[0]: «Voksne» er også en form i ordliste.yaml:9; fjern den ene"],
    ),
    "a national identity number": (
        ("begreper.yaml", "Udirs database.", "Elev 01020312345."),
        ["begreper.yaml:4: ser ut som fødselsnummer; personopplysninger skal ikke stå her"],
    ),
    "a phone number in a remark": (
        ("begreper.yaml", "begreper:\n", "begreper:  # ring 223 45 678\n"),
        ["begreper.yaml:1: ser ut som telefonnummer; personopplysninger skal ikke stå her"],
    ),
}


@pytest.mark.parametrize(("changed", "faults"), AGREEMENT.values(), ids=AGREEMENT.keys())
def test_entries_that_do_not_agree_are_told_and_nothing_else(folder, changed, faults):
    change(folder, *changed)
    assert told(folder) == faults


@pytest.mark.parametrize(
    "kode",
    [
        pytest.param("PBPBY3H---", id="printed as it stands"),
        pytest.param("xxxxx1A---", id="a pattern that is printed"),
        pytest.param("TPTIP1----", id="in Grep"),
        pytest.param("TPTIP1A---", id="a stem of Grep with a printed variant"),
        pytest.param("TPTIP1B--3", id="a variant whose last position counts years"),
    ],
)
def test_a_code_that_some_source_knows_may_be_referred_to(folder, kode):
    change(folder, "regler.yaml", '"TPTIP1A---"', f'"{kode}"')
    assert told(folder) == []


def test_an_entry_with_a_fault_may_still_be_referred_to(folder):
    change(folder, "kilder.yaml", 'navn: "Håndboken, A03"', "navn: null")
    change(folder, "ordliste.yaml", "former: [voksne]", "former: []")
    assert told(folder) == [
        "kilder.yaml:3: navn: ventet tekst, her står ingenting",
        "ordliste.yaml:9: former: ventet minst 1, her står 0",
    ]


def test_a_file_that_cannot_be_read_makes_nothing_else_look_missing(folder):
    (folder / "kilder.yaml").write_text("kilder: [", encoding="utf-8")
    (fault,) = told(folder)
    assert fault.startswith("kilder.yaml:1: ugyldig YAML")


def test_a_catalogue_that_cannot_be_read_makes_no_code_look_missing(folder):
    (folder / "grep" / "programomrader.json").unlink()
    (fault,) = told(folder)
    assert fault.startswith("grep/programomrader.json:1:")
