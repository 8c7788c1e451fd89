"""Messages that hold codes: every code is decoded, and a question about one is answered."""

import pytest
from handbook import codes_of

from bot.domain.codes import MAX_CODES

DECODED = [
    pytest.param("TPTIP1A---", ["TPTIP1A---"], id="one"),
    pytest.param("er TPTIP1A--- rett for eleven?", ["TPTIP1A---"], id="in a sentence"),
    pytest.param("TPTIP1A---, xxxxx1B--- og PBPBY4VO", ["TPTIP1A---", "xxxxx1B---", "PBPBY4VO--"], id="several"),
    pytest.param("TPTIP1A--- TPTIP1A---", ["TPTIP1A---"], id="twice the same"),
    pytest.param("`TPTIP1A–––`", ["TPTIP1A---"], id="with marks and dashes"),
    pytest.param("hvilken kode?", [None], id="none"),
    pytest.param("", [None], id="nothing"),
]


@pytest.mark.parametrize(("text", "codes"), DECODED)
def test_every_code_in_a_text_is_decoded_in_order(responder, text, codes):
    assert [decoded.kode for decoded in responder.decode(text)] == codes


def test_of_many_codes_the_first_twenty_are_decoded(kunnskap, responder):
    codes = sorted(kode for kode in kunnskap.programomrader if kode[:3] != "R94")[:30]

    assert [d.kode for d in responder.decode(" ".join(codes))] == codes[:MAX_CODES]


@pytest.mark.parametrize("typed", ["TPTIP1😀---", "TPTIP1\x00H---", "TPTIP1\u2066H---", "TPTIP1.H---"])
def test_a_code_with_a_bad_character_is_not_taken_for_the_code_before_it(responder, typed):
    assert responder.only_codes(typed)
    assert [decoded.fault for decoded in responder.decode(typed)] == ["ugyldig_tegn"]


@pytest.mark.parametrize(
    ("text", "only"),
    [
        pytest.param("TPTIP1A--- PBPBY3", True, id="codes"),
        pytest.param("VGT1P1H---", True, id="an attempt"),
        pytest.param("hva er TPTIP1A---?", False, id="a question about a code"),
        pytest.param("kode for lærling", False, id="a question"),
    ],
)
def test_codes_are_told_from_questions(responder, text, only):
    assert responder.only_codes(text) is only


def test_a_question_what_a_code_means_is_answered_with_its_parts(responder):
    answer = responder.answer("hva betyr TPTIP1A---?")

    assert (answer.kind, codes_of(answer)) == ("svar", ["TPTIP1A---"])
    assert "Teknologi- og industrifag" in answer.text
    assert "6: 1 = vg1" in answer.why


def test_a_message_of_several_codes_with_a_word_between_explains_them_all(responder):
    answer = responder.answer("TPTIP1A--- og PBPBY3H---")

    assert codes_of(answer) == ["TPTIP1A---", "PBPBY3H---"]


@pytest.mark.parametrize(
    ("question", "kode"),
    [
        pytest.param("hva er neste kode etter TPTIP1A---?", "TPTIP1B---", id="after A"),
        pytest.param("hva er neste års kode for TPTIP1D---?", "TPTIP1E---", id="after D"),
        pytest.param("hvilken kode kommer etter HSHSF1A---?", "HSHSF1B---", id="in other words"),
        pytest.param("etter TPTIP1A---, hvilken kode?", "TPTIP1B---", id="the code first"),
    ],
)
def test_the_code_of_the_year_after_is_told(responder, question, kode):
    assert codes_of(responder.answer(question)) == [kode]


def test_the_pattern_of_the_year_after_is_told(responder):
    assert codes_of(responder.answer("hva er neste kode etter xxxxx1A---?")) == ["xxxxx1B---"]


@pytest.mark.parametrize(
    ("question", "kode"),
    [
        ("TPTIP1----, vg1 over to år, første året. Hvilken kode?", "TPTIP1A---"),
        ("hvilken kode for TPTIP1 lavere nivå?", "TPTIP1H---"),
    ],
)
def test_a_code_in_the_question_tells_the_programme_and_the_trinn(responder, question, kode):
    assert codes_of(responder.answer(question)) == [kode]
