"""What people say beside the facts: what is usual, what a colleague wrote, what is left open, what is asked last."""

import pytest
from handbook import codes_of

MEANT = [
    pytest.param(
        "Normalt går de to år på skole først, men denne lærlingen får hele opplæringen i bedrift. kode?",
        ["xxxxx3G---"],
        id="what is usual is not so here",
    ),
    pytest.param(
        "Lærling, ferdig med vg2, bedriften tar resten som full opplæring. Noen skrev 3K2, er det for lærekandidater? "
        "Hva skal lærlingen ha?",
        ["xxxxx3G2--"],
        id="what is asked last comes first",
    ),
    pytest.param(
        "norskspråkleg gut, andre året av toårig vg1, kollegaen meiner 1E. kva er rett kode?",
        ["xxxxx1B---"],
        id="Norwegian as mother tongue rules D and E out",
    ),
    pytest.param(
        "vg1 på to år, starter nå, det står ikke noe om hun er minoritetsspråklig, hvilken kode setter jeg",
        ["xxxxx1A---", "xxxxx1D---"],
        id="what is left open gets both codes",
    ),
    pytest.param(
        "Noen påstår PBPBY3YK-- for elever med fagbrev som tar påbygg. Hva er riktig kode?",
        ["PBPBY4YK--"],
        id="a colleague's code lends its stem only",
    ),
    pytest.param(
        "Gutten sto uten læreplass, men nå har han kontrakt, og lærekontrakten er signert. kode?",
        ["xxxxx3----"],
        id="with a contract the school is no alternative",
    ),
    pytest.param("kode minsp elev i grunnskulen", ["GSGSK0C---"], id="a minority pupil who takes no vg subject"),
    pytest.param(
        "minoritetsspråklig 10.-klassing som tar engelsk hos oss på videregående, kode?",
        ["GSGSK0VG--"],
        id="a minority pupil who takes one",
    ),
    pytest.param(
        "She is switching over to the vocational track after vg1 general studies. Code for vg2?",
        ["xxxxx2SY--"],
        id="over to is no two years",
    ),
    pytest.param("minoritetsspråkli gutt, vg1 delt i to, han er i det første, kode", ["xxxxx1D---"], id="a lost g"),
]


@pytest.mark.parametrize(("question", "wanted"), MEANT)
def test_a_stranger_gets_the_code_of_the_pupil_that_is_meant(responder, question, wanted):
    assert codes_of(responder.answer(question))[: len(wanted)] == wanted


RULES = [
    pytest.param("Når skal vi kode om til A for elev som får to år på vg1?", "to-ar-nar-bytte", id="when, not which"),
    pytest.param(
        "koden for år to kom aldri opp i søknaden på vigo, kor må han ligge?", "to-ar-klasseordning", id="missing"
    ),
    pytest.param(
        "Kva skjermbilete brukar me til å setje neste års programområde på A-koden?", "to-ar-opprykk", id="a screen"
    ),
    pytest.param(
        "toårig vg1, faget går over begge årene. hva setter vi i juni det første året", "to-ar-h1-h2", id="a grade"
    ),
]


@pytest.mark.parametrize(("question", "entry"), RULES)
def test_a_stranger_who_asks_about_a_code_gets_the_rule_and_not_the_code(responder, question, entry):
    assert responder.answer(question).entries[:1] == (entry,)


def test_a_stranger_who_asks_back_of_a_small_group_is_asked_what_comes_after(responder):
    assert responder.answer("elev i liten gruppe på vg1, hvilken?").kind == "avklaring"
