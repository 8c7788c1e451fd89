"""How people speak: of programmes, of codes without the word, and of what something is."""

from datetime import date

import pytest
from handbook import codes_of

PROGRAMMES = [
    pytest.param(
        "Barne- og ungdomsarbeiderfaget: lærekandidat, kode?", "HSBUA3I---", id="a vg2 and a lærefag of one name"
    ),
    pytest.param("Kode for barne- og ungdomsarbeider vg2, lavere nivå", "HSBUA2H---", id="the vg2 of that name"),
    pytest.param(
        "ho på frisør vg1 skal berre ha grunnkompetanse, ka kode?", "FDFBI1H---", id="the name says the trinn"
    ),
    pytest.param("hva er grunnkoden for naturbruk vg1?", "NANAB1----", id="a plain code"),
    pytest.param("Idrett, andre året på vgs, helt vanlig. Hva heter koden?", "IDIDR2----", id="one name at each trinn"),
    pytest.param("lærling 2+2 automatiker", "ELAUT3----", id="terse"),
]


@pytest.mark.parametrize(("question", "kode"), PROGRAMMES)
def test_a_programme_named_in_speech_gets_the_code_of_the_trinn_that_is_meant(responder, question, kode):
    assert codes_of(responder.answer(question))[:1] == [kode]


def test_a_programme_lends_its_stem_to_no_other_of_its_letters(responder):
    elektro = responder.answer("hvilken kode for lærling på elektro, full opplæring i bedrift?")

    assert codes_of(elektro)[:1] == ["xxxxx3G---"]


def test_no_plain_code_is_given_where_grep_has_none_at_the_trinn(responder):
    assert responder.answer("Koden for vg2 elektro?").kind == "ukjent"


def test_a_pupil_with_a_vedtak_gets_no_plain_code(responder):
    answer = responder.answer("Jente på vg1 helse har et vedtak, hva er koden hennes?")

    assert "HSHSF1----" not in codes_of(answer)


ASKED = [
    pytest.param("Lærekandidat i kokkfaget. Hva står på kontrakten?", "RMKOK3I---", id="hva står på"),
    pytest.param("praksisbrevkandidat i kokkfaget. ka ska han stå på?", "RMKOK3HP--", id="dialect"),
    pytest.param(
        "An apprentice in the value creation part. Which letter goes in position 7?", "xxxxx3V---", id="English"
    ),
    pytest.param(
        "Voksne på forberedende opplæring. Finnes det én kode for hele tilbudet?", "GSFOV0----", id="finnes det"
    ),
    pytest.param("Is there a code for training candidates?", "xxxxx3I---", id="a code is no A-kode"),
    pytest.param(
        "lærekandidat etter vg1, full opplæring i bedrift, hva e koden?", "xxxxx3K1--", id="hva e koden is no E-kode"
    ),
    pytest.param("Vg3 over til lære. Hun er praksiskandidat. Koden?", "xxxxx3Y---", id="one word"),
]


@pytest.mark.parametrize(("question", "kode"), ASKED)
def test_a_code_is_asked_for_in_many_ways(responder, question, kode):
    assert codes_of(responder.answer(question))[:1] == [kode]


def test_of_two_codes_to_choose_between_what_they_have_in_common_holds(responder):
    answer = responder.answer("Skal hun stå på PBPBY3---- eller PBPBY4YK-- når hun har fagbrev?")

    assert codes_of(answer)[:1] == ["PBPBY4YK--"]


POINTED_AT = [
    pytest.param("I en e-post fra fylket står det «OT». Hva sikter de til?", "begrep-oppfolgingstjenesten", id="OT"),
    pytest.param("Rektor viste til «regboka» på plandagen. Kva er det?", "begrep-registreringshandboken", id="regboka"),
]


@pytest.mark.parametrize(("question", "entry"), POINTED_AT)
def test_what_is_named_and_then_pointed_back_to_is_explained(responder, question, entry):
    assert responder.answer(question).entries == (entry,)


NO_CODE_KNOWN = [
    pytest.param("Vi har TAF-elever på industrimekaniker som er lærlinger. Er det en egen kode?", id="TAF"),
    pytest.param("Which codes does Sweden use for apprentices?", id="another country"),
    pytest.param("hva er koden for kroppsøving på vg1?", id="a subject"),
]


@pytest.mark.parametrize("question", NO_CODE_KNOWN)
def test_an_arrangement_that_no_source_has_a_code_for_is_declined(responder, question):
    answer = responder.answer(question)

    assert (answer.kind, answer.codes) == ("ukjent", ())


def test_a_change_between_two_yrkesfag_gets_no_code_for_those_from_studiespesialisering(responder):
    assert responder.answer("Kryssløp fra elektro vg1 til vg2 frisør: hvilken kode?").codes == ()


def test_the_code_on_a_document_is_what_is_answered_when_the_document_is_asked_about(responder):
    answer = responder.answer("What code goes on the diploma when the pupil is on 2SY?")

    assert answer.entries == ("vitnemal-grunnkode",)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Eleven flytter til Spania i januar og slutter på skolen. Hva registrerer vi?", id="a month"),
        pytest.param("Kan hun stå på koden når hun har sluttet i faget?", id="når hun"),
    ],
)
def test_a_time_said_in_passing_asks_for_no_deadline(kodevakt, question):
    asked = kodevakt.answer(question, today=date(2023, 9, 15))

    assert asked.frister == ()
