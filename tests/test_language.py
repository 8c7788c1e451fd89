"""How a question is read: its atoms, what is denied, which sentence asks, and what stands outside the trade."""

import pytest
import tiny
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.language import Reader
from bot.domain.sentences import MAX_QUESTION
from bot.domain.words import stem

WORDS = {
    "?naar": ["når", "when"],
    "?hvem": ["hvem", "kven"],
    "?hva": ["hva", "hvilken"],
    "?betyr": ["hva betyr", "hva står … for"],
    "ikke": ["ikke", "ikkje", "uten", "not"],
    "vg1": ["vg1", "vg 1"],
    "vg2": ["vg2"],
    "to_ar": ["over to år", "toårig"],
    "deling": ["dele … opp"],
    "ar1": ["første året", "1. år"],
    "ar2": ["andre året", "2. år"],
    "lavere": ["lavere nivå", "lågare nivå", "grunnkompetanse"],
    "minoritet": ["minoritetsspråklig", "minoritetsspråkleg"],
    "larling": ["lærling"],
    "privatist": ["privatist"],
    "kode": ["kode", "code"],
    "kode spor_kode": ["hvilken kode"],
    "kode a_kode": ["A-kode"],
    "vitnemal": ["vitnemål"],
    "ot": ["OT"],
    "utenfor": ["fravær", "sommerferie", "antall … ansatte"],
    "usikker": ["vet ikke om"],
    "alternativ": ["ikke … læreplass"],
}


FORMS = [form for forms in WORDS.values() for form in forms]


@pytest.fixture(scope="module")
def reader():
    ordliste = tiny.ordliste(
        WORDS,
        fasetter=[tiny.fasett("trinn", "vg1", "vg2")],
        tomme="en et for på og i er det skal som med av the til eleven har",
        vanlige="mange skole skulle går fått faste hun han ferdig målene fjor år når",
    )
    names = {"helse- og oppvekstfag": ("program:HSHSF1",), "HO": ("program:HSHSF1",)}
    return Reader(ordliste, names, [("Grunnkoden skrives på vitnemålet.",)])


PROGRAMS = {"program:HSHSF1"}
ATOMS = [
    pytest.param("elev på vg1 over to år", {"vg1", "to_ar"}, id="words and phrases"),
    pytest.param("vg 1", {"vg1"}, id="a phrase of two words"),
    pytest.param("toårige vg1", {"to_ar", "vg1"}, id="inflected"),
    pytest.param("lågare nivå, minoritetsspråkleg", {"lavere", "minoritet"}, id="nynorsk"),
    pytest.param("2. år", {"ar2"}, id="ordinal"),
    pytest.param("vi skal dele vg1 opp", {"deling", "vg1"}, id="a phrase with a gap"),
    pytest.param("dele vg1 med lærling og privatist, opp", {"vg1", "larling", "privatist"}, id="no gap over a comma"),
    pytest.param("dele " + "mange " * 12 + "opp", set(), id="a gap too wide"),
    pytest.param("minoritetspråklig larling", {"minoritet", "larling"}, id="misspelled"),
    pytest.param("privatistkode", {"privatist", "kode"}, id="a compound"),
    pytest.param("HO vg1", {"program:HSHSF1", "vg1"}, id="a programme by its letters"),
    pytest.param("ho går på vg1", {"vg1"}, id="a pronoun is no programme"),
    pytest.param("helse- og oppvekstfag", {"program:HSHSF1"}, id="a programme by its name"),
    pytest.param("A-koden", {"kode", "a_kode"}, id="the letter of a code"),
]


@pytest.mark.parametrize(("question", "atoms"), ATOMS)
def test_words_become_the_atoms_of_the_ordliste(reader, question, atoms):
    assert reader.read(question).atoms & reader.meanings == atoms - PROGRAMS
    assert reader.read(question).atoms >= atoms


def test_terms_are_in_the_order_of_the_question(reader):
    keys = [term.key for term in reader.read("lærling på vg1, minoritetsspråklig").terms]

    assert keys == ["larling", "vg1", "minoritet"]


def test_a_word_without_meaning_is_left_out_and_one_without_an_atom_is_kept_as_its_stem(reader):
    terms = {term.key: term.known for term in reader.read("skal grunnkoden på helikopteret").terms}

    assert terms == {stem("grunnkoden"): True, stem("helikopteret"): False}


def test_the_words_of_a_phrase_in_pieces_are_read_again_unless_told_not_to():
    ordliste = tiny.ordliste({"sletting": ["slette … inntaket"], "inntak": ["inntaket"]}, tomme="kan vi")
    question = "kan vi slette hele inntaket"

    twice = [term.key for term in Reader(ordliste, {}, []).read(question).terms]
    once = [term.key for term in Reader(ordliste, {}, [], once=True).read(question).terms]

    assert (twice, once) == (["sletting", stem("slette"), stem("hele"), "inntak"], ["sletting", stem("hele")])


DENIED = [
    pytest.param("ikke minoritetsspråklig", {"minoritet"}, set(), id="ikke"),
    pytest.param("ikkje vg1, vg2", {"vg1"}, {"vg2"}, id="only up to the comma"),
    pytest.param("vg1 uten grunnkompetanse", {"lavere"}, {"vg1"}, id="uten"),
    pytest.param("not privatist", {"privatist"}, set(), id="English"),
    pytest.param("ikke privatist, men lærling", {"privatist"}, {"larling"}, id="but"),
    pytest.param("vg1", set(), {"vg1"}, id="nothing"),
    pytest.param("ikke vg1 i fjor, men vg1 nå", frozenset(), {"vg1"}, id="denied once and said once holds"),
    pytest.param("uten vg1/vg2", {"vg1", "vg2"}, set(), id="two of one kind"),
    pytest.param("ikke vg1 og vg2", {"vg1", "vg2"}, set(), id="two of one kind with an and"),
    pytest.param("ikke vg1 og privatist", {"vg1"}, {"privatist"}, id="an and before something else ends it"),
    pytest.param("ikke kode for vg1", {"vg1"}, {"kode"}, id="a code in between is not what is denied"),
    pytest.param(
        "ikke fått læreplass på vg1", set(), {"alternativ", "læreplass", "vg1"}, id="a not that belongs to a phrase"
    ),
]


@pytest.mark.parametrize(("question", "denied", "holds"), DENIED)
def test_what_is_denied_does_not_hold(reader, question, denied, holds):
    reading = reader.read(question)

    assert (reading.denied, reading.atoms) == (denied, holds)


def test_what_the_asker_does_not_know_neither_holds_nor_is_denied(reader):
    reading = reader.read("lærling, vet ikke om hun er privatist eller på vg2")

    assert (reading.unsure, reading.atoms, reading.denied) == ({"privatist", "vg2"}, {"larling"}, set())


CORRECTED = [
    pytest.param("skulle på vg1, men går på vg2", {"vg1"}, id="what stands before a but"),
    pytest.param("vg1, men vg1 er det", set(), id="not what is said again after it"),
    pytest.param("går på vg2 i år", set(), id="nothing without one"),
    pytest.param("Hun går på vg1. Men planen er vg2.", {"vg1"}, id="the sentence before one that begins with it"),
]


@pytest.mark.parametrize(("question", "corrected"), CORRECTED)
def test_what_a_but_corrects_is_told_apart(reader, question, corrected):
    assert reader.read(question).corrected & {"vg1", "vg2"} == corrected


PAST = [
    pytest.param("i fjor på vg1, nå på vg2", {"vg1"}, id="a word for an earlier time"),
    pytest.param("når han er ferdig med vg1", set(), id="what is still to come"),
    pytest.param("Hun er på vg1. Nå skal hun på vg2.", {"vg1"}, id="the sentence before one that begins with now"),
    pytest.param("skal nå alle målene på vg1 i fjor", {"vg1"}, id="a verb is no now"),
]


@pytest.mark.parametrize(("question", "past"), PAST)
def test_what_was_is_told_from_what_is(reader, question, past):
    assert reader.read(question).past & {"vg1", "vg2"} == past


KINDS = [
    pytest.param("når skrives vitnemålet?", {"?naar"}, id="when"),
    pytest.param("Eleven er privatist. Hvem skriver vitnemål?", {"?hvem"}, id="in the sentence that asks"),
    pytest.param("hva betyr lavere nivå", {"?betyr"}, id="what does it mean"),
    pytest.param("hva står vg1 for?", {"?betyr"}, id="a question word with a gap"),
    pytest.param("hvilken kode på vg1?", set(), id="which code is no question word of its own"),
    pytest.param("lærling vg2", set(), id="none"),
]


@pytest.mark.parametrize(("question", "kinds"), KINDS)
def test_the_kind_of_question_is_read(reader, question, kinds):
    assert reader.read(question).kinds & {"?naar", "?hvem", "?betyr"} == kinds


MAIN = [
    pytest.param("Eleven går på vg1. Hvilken kode?", {1}, id="the one with a question mark"),
    pytest.param("Hvilken kode? Eleven går på vg1.", {0}, id="wherever it stands"),
    pytest.param("Eleven er privatist.\nvg2 kode", {1}, id="the last one without any question mark"),
    pytest.param("Hvilken kode? Og hvem skriver vitnemål?", {0, 1}, id="two that ask"),
]


@pytest.mark.parametrize(("question", "main"), MAIN)
def test_the_sentences_that_ask_are_told_from_context(reader, question, main):
    assert reader.read(question).main == main


def test_each_term_knows_its_sentence(reader):
    sentences = {t.key: t.sentence for t in reader.read("Eleven er privatist. Hva med vg1?").terms}

    assert (sentences["privatist"], sentences["vg1"]) == (0, 1)


def test_a_word_outside_the_trade_is_noted_and_is_no_atom(reader):
    reading = reader.read("fravær på vg1")

    assert (reading.outside, reading.atoms) == ({stem("fravær")}, {"vg1"})


def test_a_phrase_with_a_gap_can_show_that_no_source_answers(reader):
    reading = reader.read("antall faste ansatte på vg1?")

    assert reading.outside == {stem("antall")}
    assert reading.atoms & reader.meanings == {"vg1"}


def test_codes_are_read_as_codes_and_not_as_words(reader):
    reading = reader.read("skal TPTIP1A--- på vitnemål eller xxxxx1B---?")

    assert reading.codes == ("TPTIP1A---", "xxxxx1B---")
    assert {term.key for term in reading.terms if term.known} == {"vitnemal"}


def test_of_a_long_question_the_beginning_and_the_end_are_read(reader):
    filler = "mange skole " * 400
    reading = reader.read(f"lærling {filler} privatist {filler} vg1 kode")

    assert len(filler) > MAX_QUESTION
    assert reading.atoms == {"larling", "vg1", "kode"}


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text(max_size=300) | st.lists(st.sampled_from(FORMS)).map(" ".join))
def test_no_text_makes_reading_raise_and_what_is_denied_never_holds(reader, text):
    reading = reader.read(text)

    assert not reading.denied & reading.atoms
    assert reading.malform in ("nb", "nn")
