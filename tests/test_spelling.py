"""Which misspellings are put right, and which words are left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.spelling import Speller
from bot.domain.vocabulary import MAX_WORD, fold
from bot.domain.words import stem

TRADE = (
    *("påbygg", "minoritetsspråklig", "kontrakt", "kontakt", "lærling", "privatist", "kode", "vitnemål"),
    *("fagbrev", "fagopplæring", "standpunkt", "kompetansebevis", "klasse", "tip"),
)
ORDINARY = ("bruker", "skolen", "hvilken", "gammel", "kake")


@pytest.fixture(scope="module")
def speller():
    return Speller(TRADE, ORDINARY, stem)


RIGHTED = [
    pytest.param("påbgyg", "påbygg", id="letters swapped"),
    pytest.param("påbyg", "påbygg", id="one of a double letter missing"),
    pytest.param("privatisst", "privatist", id="letter doubled"),
    pytest.param("privtist", "privatist", id="letter dropped"),
    pytest.param("kompetansebvis", "kompetansebevis", id="letter dropped in a long word"),
    pytest.param("minoritetspråklig", "minoritetsspråklig", id="an s too few"),
    pytest.param("lerling", "lærling", id="e for æ"),
    pytest.param("laerling", "lærling", id="ae for æ"),
    pytest.param("vitnemal", "vitnemål", id="a for å"),
    pytest.param("vitnemaal", "vitnemål", id="aa for å"),
    pytest.param("pabygg", "påbygg", id="no å on the keyboard"),
    pytest.param("kontakrt", "kontrakt", id="the same letters rather than a neighbouring word"),
    pytest.param("tstandpunkt", "standpunkt", id="a letter before the first"),
    pytest.param("fagoplæring", "fagopplæring", id="one p"),
    pytest.param("lærlingan", "lærlingene", id="a plural of the north"),
]


@pytest.mark.parametrize(("typed", "meant"), RIGHTED)
def test_a_typing_error_becomes_the_word_that_was_meant(speller, typed, meant):
    assert speller.correct(typed) == (meant,)


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("påbygg", id="a trade word"),
        pytest.param("lærlingene", id="an inflected trade word"),
        pytest.param("kontakt", id="a trade word near another"),
        pytest.param("bruker", id="an ordinary word"),
        pytest.param("gammel", id="an ordinary word near nothing"),
        pytest.param("helikopter", id="an unknown word like no other"),
        pytest.param("ok", id="two letters"),
        pytest.param("vg1", id="a word with a digit"),
        pytest.param("1121", id="a number"),
        pytest.param("§", id="a sign"),
        pytest.param("x" * (MAX_WORD + 1), id="longer than any word"),
        pytest.param("påbygg" * 1000, id="6,000 letters"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_needs_no_correction_is_left_alone(speller, word):
    assert speller.correct(word) == (word,)


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        pytest.param("påbyggkode", ("påbygg", "kode"), id="two words"),
        pytest.param("fagbrevskontrakt", ("fagbrev", "kontrakt"), id="joined by s"),
        pytest.param("klassekode", ("klasse", "kode"), id="ends in e itself"),
        pytest.param("tipkode", ("tip", "kode"), id="a short trade word first"),
        pytest.param("lærlingkoden", ("lærling", "koden"), id="the last one inflected"),
    ],
)
def test_a_compound_of_known_words_is_split(speller, compound, parts):
    assert tuple(map(stem, speller.correct(compound))) == tuple(map(stem, parts))


@pytest.mark.parametrize(
    ("word", "known"),
    [
        pytest.param("privatist", True, id="as it stands"),
        pytest.param("privatistar", True, id="nynorsk plural"),
        pytest.param("privatistene", True, id="definite plural"),
        pytest.param("skolen", True, id="an ordinary word"),
        pytest.param("privtist", False, id="misspelled"),
        pytest.param("zebra", False, id="unknown"),
    ],
)
def test_a_word_is_known_in_any_of_its_forms(speller, word, known):
    assert speller.knows(word) is known


@pytest.mark.parametrize(
    "spellings",
    [
        pytest.param(("læreår", "laereaar", "lerear"), id="æ and å"),
        pytest.param(("påbygg", "paabygg", "pabygg"), id="å"),
        pytest.param(("søknad", "soeknad", "soknad", "söknad"), id="ø"),
    ],
)
def test_spellings_without_our_letters_meet(spellings):
    assert len({fold(word) for word in spellings}) == 1


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text(max_size=60) | st.text("påbyglæriknteo", min_size=3, max_size=20))
def test_any_word_comes_back_as_itself_or_as_known_words(speller, word):
    corrected = speller.correct(word)

    assert corrected
    assert corrected == (word,) or all(speller.knows(part) for part in corrected)
