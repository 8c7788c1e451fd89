"""What a code is said to mean, and how what is unknown is told apart from what is wrong."""

from itertools import pairwise

import pytest
from handbook import CODES, ROWS


def made_concrete(pattern, kunnskap):
    """Return *pattern* with a stem and a trinn of Grep's where it leaves the trinn open."""
    if "?" not in pattern:
        return pattern
    stems = (kode[:5] for kode in sorted(kunnskap.programomrader) if kode[5] == "1")
    return next(stem for stem in stems if stem.startswith(pattern[:5].rstrip("x"))) + "1" + pattern[6:]


@pytest.mark.parametrize("row", ROWS, ids=[row.trykt for row in ROWS])
def test_every_code_of_the_handbook_means_what_the_handbook_says(responder, row):
    decoded = responder.decode_one(row.trykt)

    assert (decoded.kode, decoded.fault, decoded.corrected) == (row.kode, None, bool(row.trykkfeil))
    assert [word for word in row.ord if word not in decoded.kategori.casefold()] == []
    assert "regbok-a03" in [henvisning.kilde.id for henvisning in decoded.kilder]


def test_no_two_codes_of_the_handbook_mean_the_same(responder):
    assert len({responder.decode_one(kode).kategori for kode in CODES}) == len(CODES)


@pytest.mark.parametrize("row", ROWS, ids=[row.trykt for row in ROWS])
def test_every_position_is_explained_once_and_in_order(responder, row):
    decoded = responder.decode_one(row.trykt)
    ends = [tuple(map(int, part.position.split("-"))) for part in decoded.parts if part.position != "1-2"]

    assert "".join(part.tegn for part in decoded.parts if part.position != "1-2") == row.kode
    assert (ends[0], ends[1], ends[-1][-1]) == ((1, 5), (6,), 10)
    assert all(after[0] == before[-1] + 1 for before, after in pairwise(ends))
    assert all(part.betydning for part in decoded.parts)


def test_a_code_of_a_stem_that_grep_lacks_is_decoded_by_position(responder):
    decoded = responder.decode_one("VGTIP1H---")
    meanings = {part.position: part.betydning for part in decoded.parts}

    assert decoded.valid
    assert "planlagt sluttkompetanse på lavere nivå" in decoded.kategori.casefold()
    assert (meanings["6"], meanings["7"]) == ("vg1", "planlagt sluttkompetanse på lavere nivå")
    assert "finnes ikke i Grep" in meanings["1-5"]


def test_a_stem_that_grep_lacks_is_said_to_be_missing_and_the_near_one_is_suggested(kunnskap, responder):
    decoded = responder.decode_one("VGTIP1H---")
    read = f"Grep per {kunnskap.grep_hentet:%d.%m.%Y}"

    assert (decoded.in_kodeverk, decoded.navn, decoded.status) == (False, "", None)
    assert decoded.suggestions == ("TPTIP1H---",)
    assert [note for note in decoded.notes if "VGTIP" in note and read in note]


def test_the_same_letter_means_something_else_by_stem_and_trinn(responder):
    said = {
        kode: responder.decode_one(kode).kategori
        for kode in ("PBPBY3H---", "PBPBY4H---", "xxxxx3H---", "TPVVS3H---", "TPTIP1H---")
    }

    assert said["PBPBY3H---"] not in (said["xxxxx3H---"], said["PBPBY4H---"])
    assert "kontrakt" in said["PBPBY3H---"]
    assert "kontrakt" not in said["xxxxx3H---"]
    assert said["xxxxx3H---"] == said["TPVVS3H---"] != said["TPTIP1H---"]


NAMES = [
    pytest.param("TPTIP1A---", "Teknologi- og industrifag", id="vg1"),
    pytest.param("HSHEA2----", "Helsearbeiderfag", id="vg2"),
    pytest.param("HSHEA3I---", "Helsearbeiderfaget", id="in bedrift"),
    pytest.param("PBPBY4YK--", "Fag for studiekompetanse", id="trinn 4 has a name of its own"),
    pytest.param("GSFOV0----", "Forberedende opplæring for voksne (FOV)", id="outside Grep"),
]


@pytest.mark.parametrize(("kode", "name"), NAMES)
def test_a_code_carries_the_name_of_its_programomrade(responder, kode, name):
    decoded = responder.decode_one(kode)

    assert (decoded.navn, decoded.in_kodeverk) == (name, True)


@pytest.mark.parametrize(
    ("kode", "holds"),
    [
        pytest.param("TPTIP1----", True, id="in Grep"),
        pytest.param("TPTIP1A---", True, id="a known variant of a grunnkode in Grep"),
        pytest.param("GSGSK0VG--", True, id="in the handbook"),
        pytest.param("VGTIP1----", False, id="a stem that nobody holds"),
        pytest.param("TPTIP2H---", False, id="a stem that Grep holds at another trinn"),
        pytest.param("TPTIP1QQ--", False, id="an unknown variant"),
        pytest.param("xxxxx1A---", None, id="a pattern is no code"),
    ],
)
def test_it_is_told_whether_the_kodeverk_holds_the_code(responder, kode, holds):
    assert responder.decode_one(kode).in_kodeverk is holds


def test_a_discontinued_grunnkode_is_said_to_be_so_and_that_it_is_inferred(kunnskap, responder):
    gone = next(p for p in kunnskap.programomrader.values() if p.status == "utgatt" and p.status_utledet)
    decoded = responder.decode_one(gone.kode)

    assert (decoded.valid, decoded.status) == (True, "utgått")
    assert [note for note in decoded.notes if "utgått" in note and "publiserte" in note]


def test_a_published_code_comes_without_reservations(responder):
    decoded = responder.decode_one("TPTIP1D---")

    assert (decoded.status, decoded.notes, decoded.suggestions) == ("publisert", (), ())


CERTAINTY = [
    pytest.param("PBPBY4P2--", "lav", id="low"),
    pytest.param("GSGSK0MV--", "lav", id="low outside Grep"),
    pytest.param("HSHSF1N---", "middels", id="middling"),
    pytest.param("STUSP1Z---", "middels", id="middling for one programme"),
]


@pytest.mark.parametrize(("kode", "certainty"), CERTAINTY)
def test_a_meaning_from_another_source_than_the_handbook_shows_how_certain_it_is(responder, kode, certainty):
    decoded = responder.decode_one(kode)

    assert [note for note in decoded.notes if certainty in note and "usikker" in note]
    assert decoded.kilder[0].kilde.id != "regbok-a03"


def test_a_meaning_from_a_secondary_source_is_said_to_be_from_another_source(kunnskap, responder):
    codes = [made_concrete(v.kode, kunnskap) for v in kunnskap.varianter if v.provenance.secondary]
    silent = [kode for kode in codes if not responder.decode_one(kode).notes]

    assert silent == []


@pytest.mark.parametrize(
    "kode",
    [
        pytest.param("TPTIP1HT-", id="own group"),
        pytest.param("TPTIP1HTA", id="small group A"),
        pytest.param("HSHSF1HTH", id="small group H"),
    ],
)
@pytest.mark.parametrize("year", ["1", "3", "9"])
def test_the_year_in_the_last_position_is_counted(responder, kode, year):
    last = responder.decode_one(kode + year).parts[-1]

    assert (last.position, last.tegn) == ("10", year)
    assert last.betydning.startswith(f"{year}. året")


def test_every_code_of_grep_decodes_to_itself(kunnskap, responder):
    decoded = [responder.decode_one(kode) for kode in kunnskap.programomrader]

    assert [d.typed for d in decoded if (d.kode, d.fault, d.in_kodeverk) != (d.typed, None, True)] == []
    assert [d.typed for d in decoded if not d.navn or d.suggestions] == []


@pytest.mark.parametrize("typed", ["R94VKI----", "r94vki"])
def test_the_one_code_of_grep_with_a_letter_for_the_trinn_is_decoded_too(responder, typed):
    decoded = responder.decode_one(typed)

    assert (decoded.kode, decoded.in_kodeverk) == ("R94VKI----", True)
    assert "Reform 94" in decoded.navn


def test_every_variant_decodes_to_itself(kunnskap, responder):
    typed = {v.kode: made_concrete(v.kode, kunnskap) for v in kunnskap.varianter}
    decoded = {v.kode: responder.decode_one(typed[v.kode]) for v in kunnskap.varianter}

    assert [kode for kode, d in decoded.items() if (d.kode, d.fault) != (typed[kode], None)] == []
    assert [v.kode for v in kunnskap.varianter if decoded[v.kode].kategori != v.navn.nb] == []


def test_a_nynorsk_reader_gets_names_and_meanings_in_nynorsk(responder):
    decoded = responder.decode_one("TPTIP1H---", "nn")

    assert "lågare nivå" in decoded.kategori
    assert "lågare nivå" in decoded.parts[3].betydning
