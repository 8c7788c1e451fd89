"""Words of a question: how a text is cut, stemmed and marked, and which målform it shows."""

import pytest

from bot.domain.words import malform_of, marked, stem, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("programområdekodene", "programområdekoden", id="plural and singular"),
        pytest.param("elevane", "elevar", id="nynorsk"),
        pytest.param("kontrakter", "kontrakten", id="definite and indefinite"),
    ],
)
def test_inflected_forms_have_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["vg1", "ot", "år", "1.", "1121", ""])
def test_short_words_and_numbers_are_their_own_stem(word):
    assert stem(word) == word


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("Hva er en kode?", ["hva", "er", "en", "kode"], id="lower case, no signs"),
        pytest.param("6-pack/sekspakke", ["6", "pack", "sekspakke"], id="hyphen and slash part"),
        pytest.param("1. år på vg1.", ["1.", "år", "på", "vg1"], id="an ordinal keeps its full stop"),
        pytest.param("§ 28-6", ["§", "28", "6"], id="paragraph sign"),
        pytest.param("ＶＧ１", ["vg1"], id="full width"),
        pytest.param("æøå ÆØÅ", ["æøå", "æøå"], id="our letters"),
        pytest.param("<!channel> 😀 \u202e", ["channel"], id="signs are no words"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_text_is_cut_into_words(text, cut):
    assert words(text) == cut


@pytest.mark.parametrize(
    ("text", "word", "marks"),
    [
        pytest.param("bytte til A-kode", "a#", True, id="a letter before kode"),
        pytest.param("liten gruppe H", "h#", True, id="a capital letter alone"),
        pytest.param("vg1 HO", "ho#", True, id="an acronym of two letters"),
        pytest.param("hun og ho", "ho#", False, id="the pronoun"),
        pytest.param("elev a og b", "a#", False, id="a small letter alone"),
    ],
)
def test_capital_letters_that_tell_apart_are_marked(text, word, marks):
    assert (word in words(marked(text))) is marks


@pytest.mark.parametrize(
    ("text", "malform"),
    [
        pytest.param("kva kode skal eg bruke?", "nn", id="nynorsk"),
        pytest.param("Kven godkjenner nye kodar på skulen?", "nn", id="nynorsk with a capital"),
        pytest.param("lågare nivå", "nn", id="one word is enough"),
        pytest.param("hvilken kode skal jeg bruke?", "nb", id="bokmål"),
        pytest.param("which code for upper secondary?", "nb", id="English"),
        pytest.param("TPTIP1A---", "nb", id="a code"),
        pytest.param("", "nb", id="nothing"),
    ],
)
def test_the_malform_is_nynorsk_when_a_word_can_be_nothing_else(text, malform):
    assert malform_of(text) == malform
