"""Answers about deadlines: what they hold, and when they come before or beside a rule or a code."""

from datetime import date

import pytest
import tiny
from test_fristsvar import EMPTY as NO_MEANING
from test_fristsvar import ROWS, WORDS
from tiny_wheel import FYLKER, day, the, wheel

from bot.domain import fristanswer
from bot.domain.arshjul import Arshjulene
from bot.domain.fristsvar import Frister


def tiny_answer(question, today, *wheels_of, malform="nb"):
    frister = Frister(Arshjulene(wheels_of, FYLKER), tiny.ordliste(WORDS, tomme=NO_MEANING), tiny.ordliste())
    return fristanswer.compose(the(frister.find(question, day(today))), frister.arshjul, day(today), malform)


def days(answer):
    return [d.isoformat() for use in answer.frister for d in use.days]


def test_both_days_of_a_delivery_are_told_the_countys_own_first():
    assert days(tiny_answer("ssbElev endelig", "2023-10-20", wheel(*ROWS))) == ["2023-11-07", "2023-11-08"]


def test_who_asks_when_ist_delivers_gets_that_day_first():
    answer = tiny_answer("når leverer IST ssbElev endelig", "2023-10-20", wheel(*ROWS))

    assert days(answer) == ["2023-11-08", "2023-11-07"]


def test_of_a_month_only_the_days_in_it_are_told():
    assert days(tiny_answer("frister oktober", "2023-09-01", wheel(*ROWS)))[-1] == "2023-10-26"


def test_the_day_the_data_are_in_vigo_is_told():
    assert days(tiny_answer("privatskole elevfila", "2023-10-01", wheel(*ROWS))) == ["2023-11-03", "2023-11-06"]


def test_a_confirmed_row_names_who_vouches_for_it_and_a_draft_says_that_it_is_one():
    confirmed, draft = (tiny_answer("neste frist", "2023-09-01", wheel(*ROWS, draft=d)) for d in (False, True))

    assert (confirmed.frister[0].confirmed.av, confirmed.notes) == ("Novari IKS", ())
    assert draft.frister[0].confirmed is None
    assert "ikke noe bekreftet årshjul for skoleåret 2023–2024" in draft.notes[0]


def test_a_year_without_a_wheel_is_said_so_plainly_in_both_languages():
    nb, nn = (tiny_answer("neste frist", "2031-05-01", wheel(*ROWS), malform=m) for m in ("nb", "nn"))

    assert (nb.kind, nn.kind) == ("ukjent", "ukjent")
    assert "ikke lagt inn noe årshjul for skoleåret 2030–2031" in nb.text
    assert "ikkje lagt inn noko årshjul" in nn.text


def test_an_empty_time_in_a_known_year_is_an_answer_and_the_next_one_stands_beside_it():
    answer = tiny_answer("uke 38", "2023-09-12", wheel(*ROWS))

    assert answer.kind == "svar"
    assert answer.text.startswith("Ingen frister uke 38 (18.9.2023–24.9.2023).")
    assert days(answer) == ["2023-10-24"]


def test_a_topic_that_is_over_says_so():
    assert "ingen flere" in tiny_answer("Conexus", "2024-03-01", wheel(*ROWS)).text


RIVALS = [
    pytest.param("når er neste frist?", "svar", True, False, id="a deadline"),
    pytest.param("frister i november", "svar", True, False, id="a month"),
    pytest.param("hvilken kode for elev på vg1 over to år, første året?", "svar", False, True, id="a code"),
    pytest.param("xxxxx1A---", "svar", False, True, id="a code to explain"),
    pytest.param("hva er Conexus?", "svar", False, False, id="what something is"),
    pytest.param("når går det data til Conexus?", "svar", True, False, id="when something is due"),
    pytest.param("når må ny kode være godkjent av Kodeverksgruppa?", "svar", False, False, id="a rule with a date"),
    pytest.param("Når starter skoleåret 2026-2027?", "ukjent", False, False, id="no source tells"),
    pytest.param("Når er påskeferien i Vestland?", "ukjent", False, False, id="a holiday that is in no wheel"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "kind", "frister", "codes"), RIVALS)
def test_deadlines_rules_and_codes_each_get_their_own_questions(kodevakt, question, kind, frister, codes):
    answer = kodevakt.answer(question, today=date(2023, 9, 12))

    assert (answer.kind, bool(answer.frister), bool(answer.codes)) == (kind, frister, codes)


def test_a_rule_keeps_its_words_when_a_deadline_stands_beside_it(kodevakt):
    rule = kodevakt.answer("når må ny kode være godkjent av Kodeverksgruppa?", today=date(2023, 10, 12))
    told = tiny_answer("Conexus", "2023-10-12", wheel(*ROWS))

    both = fristanswer.beside(rule, told)

    assert (both.text, both.entries, days(both)) == (rule.text, rule.entries, ["2023-11-09"])
    assert {h.kilde.id for h in both.kilder} == {h.kilde.id for h in (*rule.kilder, *told.kilder)}


def test_without_a_day_no_deadlines_are_told(kodevakt):
    assert kodevakt.answer("når er neste frist?").frister == ()


def test_a_day_that_does_not_exist_is_said_to_be_none(kodevakt):
    answer = kodevakt.answer("hva er fristen 30. februar?", today=date(2023, 9, 12))

    assert (answer.kind, answer.text) == ("ukjent", "Dagen «30. februar» finnes ikke i kalenderen.")
