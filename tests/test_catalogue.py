"""Looking up in the kodeverk: exact before pattern, the right trinn, the nearest that exists."""

import pytest
import tiny

from bot.domain.catalogue import MAX_SUGGESTIONS, Catalogue
from bot.domain.codes import Programomradekode

OMRADER = [
    tiny.omrade("TPTIP1----"),
    tiny.omrade("BABAT1----"),
    tiny.omrade("STUSP1----"),
    tiny.omrade("STUSP1RS--"),
    tiny.omrade("TPTAP1----", status="utgatt"),
    tiny.omrade("TPIND2----"),
    tiny.omrade("TPVEI3----", opplaringssted=("bedrift",)),
    tiny.omrade("PBPBY3----"),
]
VARIANTER = [
    tiny.variant("xxxxx1A---"),
    tiny.variant("xxxxx1H---"),
    tiny.variant("xxxxx2H---"),
    tiny.variant("xxxxx3H---"),
    tiny.variant("xxxxx1HT-1", siste_er_ar=True),
    tiny.variant("xxxxx3----"),
    tiny.variant("xxxxx?RS--"),
    tiny.variant("STxxx?--T-"),
    tiny.variant("PBPBY3----"),
    tiny.variant("PBPBY3H---"),
    tiny.variant("PBPBY4YK--"),
    tiny.variant("GSGSK0VG--"),
]


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue(tiny.kunnskap(*VARIANTER, omrader=OMRADER, program={"TP": "Teknologi"}))


@pytest.mark.parametrize(
    ("kode", "omrade"),
    [
        pytest.param("TPTIP1----", "TPTIP1----", id="the code itself"),
        pytest.param("TPTIP1A---", "TPTIP1----", id="by its grunnkode"),
        pytest.param("STUSP1RS--", "STUSP1RS--", id="a variant that Grep holds, before its grunnkode"),
        pytest.param("TPTIP2----", None, id="another trinn is another programområde"),
        pytest.param("VGTIP1H---", None, id="a stem that Grep lacks"),
    ],
)
def test_a_code_has_the_name_of_its_grunnkode(catalogue, kode, omrade):
    found = catalogue.programomrade(kode)

    assert (found.kode if found else None) == omrade


def test_the_first_two_letters_name_the_utdanningsprogram(catalogue):
    assert catalogue.program("TPTIP1----").navn.nb == "Teknologi"
    assert catalogue.program("QQTIP1----") is None


@pytest.mark.parametrize(
    ("kode", "known"),
    [
        pytest.param("TPTIP1----", True, id="in Grep"),
        pytest.param("TPTIP9ZZZZ", True, id="in Grep, whatever follows"),
        pytest.param("GSGSK0VG--", True, id="in the handbook only"),
        pytest.param("VGTIP1H---", False, id="in neither"),
    ],
)
def test_a_stem_is_known_when_grep_or_the_handbook_holds_it(catalogue, kode, known):
    assert catalogue.knows_stem(kode) is known


@pytest.mark.parametrize(
    ("kode", "variant"),
    [
        pytest.param("PBPBY3H---", "PBPBY3H---", id="the exact code before the pattern"),
        pytest.param("TPTIP3H---", "xxxxx3H---", id="the pattern of its trinn"),
        pytest.param("xxxxx3H---", "xxxxx3H---", id="a pattern is its own variant"),
        pytest.param("VGTIP1H---", "xxxxx1H---", id="a pattern needs no known stem"),
        pytest.param("TPTIP1A---", "xxxxx1A---", id="vg1 over two years"),
        pytest.param("TPTIP2A---", None, id="not at another trinn"),
        pytest.param("PBPBY3A---", None, id="no pattern for a stem that is listed code by code"),
        pytest.param("GSGSK1H---", None, id="nor for the stem of grunnskole"),
        pytest.param("TPTIP1HT-1", "xxxxx1HT-1", id="first year"),
        pytest.param("TPTIP1HT-3", "xxxxx1HT-1", id="third year"),
        pytest.param("TPTIP1HT-0", None, id="years are counted from 1"),
        pytest.param("TPTIP1HT--", None, id="the year must stand there"),
        pytest.param("TPTIP2RS--", "xxxxx?RS--", id="any trinn"),
        pytest.param("STUSP1--T-", "STxxx?--T-", id="any stem of one programme"),
        pytest.param("TPTIP1--T-", None, id="not another programme's"),
    ],
)
def test_a_variant_is_looked_up_exact_first_then_by_pattern(catalogue, kode, variant):
    found = catalogue.variant(Programomradekode(kode))

    assert (found.kode if found else None) == variant


@pytest.mark.parametrize(
    ("kode", "known"),
    [
        pytest.param("TPTIP1----", True, id="in Grep"),
        pytest.param("TPTIP1A---", True, id="by pattern"),
        pytest.param("VGTIP1H---", True, id="by position, without its stem"),
        pytest.param("VGTIP1----", True, id="an ordinary grunnkode, without its stem"),
        pytest.param("PBPBY3H---", True, id="listed"),
        pytest.param("PBPBY2----", False, id="a listed stem has only what is listed"),
        pytest.param("TPTIP1QQ--", False, id="a variant that nobody prints"),
        pytest.param("TPTIP4----", False, id="a grunnkode at trinn 4 must be in Grep"),
    ],
)
def test_a_code_is_known_when_every_position_is(catalogue, kode, known):
    assert catalogue.known(Programomradekode(kode)) is known


@pytest.mark.parametrize(
    ("kode", "fault"),
    [
        pytest.param("TPTIP2A---", "niva_mismatch", id="a variant of another trinn"),
        pytest.param("xxxxx2A---", "niva_mismatch", id="a pattern of another trinn"),
        pytest.param("PBPBY3YK--", "niva_mismatch", id="listed at another trinn"),
        pytest.param("TPTIP1--T-", "base_mismatch", id="a variant of another programme"),
        pytest.param("TPTIP4YK--", "base_mismatch", id="a variant of a listed stem"),
        pytest.param("TPTIP1QQ--", "ukjent_suffiks", id="a variant that nobody prints"),
        pytest.param("TPTIP1-H--", "ukjent_suffiks", id="a variant in the wrong position"),
    ],
)
def test_the_part_to_blame_is_named(catalogue, kode, fault):
    assert catalogue.misfit(Programomradekode(kode)) == fault


@pytest.mark.parametrize(
    ("kode", "trinn"),
    [
        pytest.param("TPTIP2A---", ("1",), id="one"),
        pytest.param("TPTIP4H---", ("1", "2", "3"), id="several, in order"),
        pytest.param("TPTIP1QQ--", (), id="none"),
    ],
)
def test_the_trinn_of_a_variant_are_told(catalogue, kode, trinn):
    assert catalogue.trinn_of(Programomradekode(kode)) == trinn


def test_a_near_stem_that_is_published_comes_before_one_that_is_not(catalogue):
    assert catalogue.nearest(Programomradekode("TPTCP1H---")) == ("TPTIP1H---", "TPTAP1H---")


def test_a_near_stem_is_of_the_same_trinn_and_known_with_the_same_variant(catalogue):
    assert catalogue.nearest(Programomradekode("VGTIP1H---")) == ("TPTIP1H---",)
    assert catalogue.nearest(Programomradekode("VGTIP2A---")) == ()


def test_a_stem_like_no_other_has_nothing_near(catalogue):
    assert catalogue.nearest(Programomradekode("QQQQQ1H---")) == ()


def test_an_unknown_variant_gets_the_near_ones_of_its_own_stem_and_trinn(catalogue):
    near = catalogue.nearest(Programomradekode("TPTIP1HT-0"))

    assert near[0] == "TPTIP1HT-1"
    assert all(catalogue.known(Programomradekode(kode)) for kode in near)


def test_never_more_suggestions_than_a_person_can_take_in(kunnskap):
    full = Catalogue(kunnskap)
    near = [full.nearest(Programomradekode(kode)) for kode in ("TPTIP1C---", "STSSB2----", "PBPBY4ZZ--")]

    assert all(0 < len(codes) <= MAX_SUGGESTIONS for codes in near)
