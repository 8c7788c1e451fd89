"""What a described pupil is answered with: a code, a question back, a rule, in the right målform.

How well many questions are answered is measured by the bench; here stands what must hold for each of them.
"""

import pytest
from handbook import codes_of

TWO_YEARS = "hvilken kode for vg1 over to år?"


CHOSEN = [
    pytest.param(
        "hvilken kode for elev som tar vg1 over to år, minoritetsspråklig, andre året?", "xxxxx1E---", id="issue"
    ),
    pytest.param("elev på vg1 med planlagt sluttkompetanse på lavere nivå, hvilken kode?", "xxxxx1H---", id="H"),
    pytest.param("Kva kode brukar vi for lågare nivå på vg2?", "xxxxx2H---", id="nynorsk"),
    pytest.param("which code for an apprentice trained fully in company after vg1?", "xxxxx3G1--", id="English"),
    pytest.param("hvilken kode for elev i liten grupe, dagsenter etterpå", "xxxxx1HTH1", id="typing error"),
    pytest.param("lærekandidat full opplæring i bedrift etter vg2 kode", "xxxxx3K2--", id="terse"),
    pytest.param("po-kode for fagbrev på jobb?", "xxxxx3X---", id="abbreviation"),
    pytest.param("hvilken kode har påbygg etter fagbrev?", "PBPBY4YK--", id="påbygg"),
    pytest.param("Hvilken kode for privatist som tar generell studiekompetanse?", "PBPBY4----", id="privatist"),
    pytest.param("kode for 6-pack i tilbud for voksne", "PBPBY4VO--", id="6-pack"),
    pytest.param("ungdomsskoleelev som tar fag på vgs, hvilken kode?", "GSGSK0VG--", id="grunnskole"),
    pytest.param("hvilken kode for forberedende opplæring for voksne?", "GSFOV0----", id="FOV"),
    pytest.param("vg1 over to år, første året, ikke minoritetsspråklig. Hvilken kode?", "xxxxx1A---", id="denied"),
]


@pytest.mark.parametrize(("question", "kode"), CHOSEN)
def test_a_described_pupil_gets_one_code_with_its_source(responder, question, kode):
    answer = responder.answer(question)

    assert (answer.kind, codes_of(answer)[:1], answer.entries) == ("svar", [kode], (kode,))
    assert answer.codes[0].monster == kode
    assert answer.codes[0].navn
    assert answer.kilder[0].kilde.id == "regbok-a03"


def test_of_a_code_that_has_reasons_the_reason_is_told(responder):
    answer = responder.answer("vg1 over to år, første året, hvilken kode?")

    assert "vedtaket" in answer.why


CONCRETE = [
    pytest.param("TIP vg1 over to år, første året, minoritetsspråklig: kode?", "TPTIP1D---", id="abbreviation"),
    pytest.param("hvilken kode for helsefag vg1 lavere nivå?", "HSHSF1H---", id="what people say"),
    pytest.param("kode for HO vg1 over to år, andre året", "HSHSF1B---", id="two letters"),
    pytest.param("elektro vg1 lavere nivå kode", "ELELE1H---", id="one word"),
    pytest.param("hvilken kode for TPTIP1 over to år, andre året?", "TPTIP1B---", id="grunnkode"),
    pytest.param("hvilken kode for lærekandidat i kokkfaget?", "RMKOK3I---", id="lærefag"),
    pytest.param("kode for lærling i frisørfaget", "FDFRI3----", id="lærling"),
    pytest.param("kode for TIP vg1 i egen gruppe, andre året", "TPTIP1HT-2", id="with the year counted"),
]


@pytest.mark.parametrize(("question", "kode"), CONCRETE)
def test_for_a_named_programme_the_code_is_concrete_beside_its_pattern(responder, question, kode):
    answer = responder.answer(question)
    use = answer.codes[0]

    assert (answer.kind, use.kode) == ("svar", kode)
    assert use.monster == "xxxxx" + kode[5:]
    assert responder.decode_one(kode).in_kodeverk


def test_a_programme_of_another_trinn_leaves_the_pattern_and_says_why(responder):
    answer = responder.answer("hvilken kode for TIP vg2 lavere nivå?")

    assert codes_of(answer) == ["xxxxx2H---"]
    assert [note for note in answer.notes if "annet trinn" in note]


def test_a_programme_alone_gets_its_grunnkode_from_grep(responder):
    answer = responder.answer("hvilken kode for kokkfaget?")

    assert (answer.kind, codes_of(answer)) == ("svar", ["RMKOK3----"])
    assert answer.kilder[0].kilde.id == "grep"


ASKED_BACK = [
    pytest.param(TWO_YEARS, ("ar1", "ar2"), id="which year"),
    pytest.param("hvilken kode for lavere nivå?", ("vg1", "vg2", "vg3"), id="which trinn"),
    pytest.param("hvilken kode for liten gruppe?", ("vernet", "dagsenter"), id="which future"),
    pytest.param("hvilken kode for modulstrukturert opplæring?", ("i_skole", "i_bedrift"), id="which place"),
]


@pytest.mark.parametrize(("question", "atoms"), ASKED_BACK)
def test_what_tells_the_codes_apart_is_asked_for(responder, question, atoms):
    answer = responder.answer(question)

    assert (answer.kind, tuple(choice.atom for choice in answer.choices)) == ("avklaring", atoms)
    assert answer.text.endswith("?")
    assert all(choice.label for choice in answer.choices)


@pytest.mark.parametrize(("question", "atoms"), ASKED_BACK)
def test_each_choice_leads_to_an_answer_of_its_own(responder, question, atoms):
    answers = [responder.answer(question, atoms=(atom,)) for atom in atoms]

    assert {answer.kind for answer in answers} == {"svar"}
    assert len({tuple(codes_of(answer)) for answer in answers}) == len(atoms)


def test_a_choice_answers_what_was_asked(responder):
    chosen = {atom: codes_of(responder.answer(TWO_YEARS, atoms=(atom,))) for atom in ("ar1", "ar2")}

    assert chosen == {"ar1": ["xxxxx1A---"], "ar2": ["xxxxx1B---"]}


def test_choices_add_up(responder):
    question = "hvilken kode for påbygg?"
    first = responder.answer(question)
    then = responder.answer(question, atoms=("fagbrev",))

    assert (first.kind, codes_of(then)) == ("avklaring", ["PBPBY4YK--"])


def test_a_choice_that_nobody_knows_changes_nothing(responder):
    assert responder.answer(TWO_YEARS, atoms=("finnes_ikke", "", "x" * 100)) == responder.answer(TWO_YEARS)


def test_a_choice_of_a_programme_that_is_gone_from_grep_raises_nothing(responder):
    responder.answer("hvilken kode?", atoms=("program:ZZZZZ1",))


FOLLOWED_UP = [
    pytest.param("vg1 over to år, første året, hvilken kode?", "hva med andre året?", "xxxxx1B---", id="year"),
    pytest.param("hvilken kode for lavere nivå på vg1?", "og på vg2?", "xxxxx2H---", id="trinn"),
    pytest.param("vg1 over to år, andre året, kode?", "og for minoritetsspråklige?", "xxxxx1E---", id="added"),
    pytest.param(TWO_YEARS, "første året", "xxxxx1A---", id="what was asked back"),
    pytest.param("hvilken kode for liten gruppe?", "dagsenter", "xxxxx1HTH1", id="a choice in words"),
    pytest.param(TWO_YEARS, "det er det første året", "xxxxx1A---", id="a sentence"),
    pytest.param(TWO_YEARS, "den andre", "xxxxx1B---", id="the second"),
    pytest.param("vg1 over to år, andre året, kode?", "hun er minoritetsspråklig", "xxxxx1E---", id="a fact"),
]


@pytest.mark.parametrize(("previous", "question", "kode"), FOLLOWED_UP)
def test_a_follow_up_keeps_what_it_does_not_answer_otherwise(responder, previous, question, kode):
    assert codes_of(responder.answer(question, previous=previous)) == [kode]


def test_a_new_question_is_not_coloured_by_the_one_before(responder):
    alone = responder.answer("når skrives grunnkoden på vitnemålet?")

    assert responder.answer("når skrives grunnkoden på vitnemålet?", previous=TWO_YEARS) == alone


def test_the_answer_is_in_the_malform_of_the_question(responder):
    bokmal, nynorsk = (
        responder.answer("hvilken kode for vg2 lavere nivå?"),
        responder.answer("kva kode for vg2 lågare nivå?"),
    )

    assert (bokmal.malform, nynorsk.malform) == ("nb", "nn")
    assert "lavere nivå" in bokmal.title
    assert "lågare nivå" in nynorsk.title
    assert codes_of(bokmal) == codes_of(nynorsk)


@pytest.mark.parametrize(
    ("question", "wanted", "malform"),
    [
        pytest.param("hvilken kode for lavere nivå på vg2?", "nn", "nn", id="the county's, for a question in bokmål"),
        pytest.param("kva kode for lågare nivå på vg2?", "nb", "nn", id="the question's own, when it is nynorsk"),
        pytest.param("hvilken kode for lavere nivå på vg2?", "nb", "nb", id="bokmål for bokmål"),
    ],
)
def test_a_wanted_malform_holds_where_the_question_does_not_show_its_own(responder, question, wanted, malform):
    assert responder.answer(question, malform=wanted).malform == malform


@pytest.mark.parametrize(("question", "said"), [(TWO_YEARS, "Gjeld"), ("hva blir været?", "finst ikkje")])
def test_questions_back_and_refusals_are_in_nynorsk_too(responder, question, said):
    assert said in responder.answer(question, malform="nn").text


def test_a_rule_is_answered_with_its_text_its_source_and_its_entry(responder):
    answer = responder.answer("når skrives grunnkoden på vitnemålet?")

    assert (answer.kind, answer.entries) == ("svar", ("vitnemal-grunnkode",))
    assert "grunnkoden" in answer.text
    assert answer.kilder[0].kilde.tillit == "primar"
    assert answer.notes == ()


@pytest.mark.parametrize(
    ("question", "kode"),
    [
        ("hvilken kode for egen gruppe på vg1, tredje året?", "xxxxx1HT-3"),
        ("elev i liten gruppe A, 4. år på videregående, hvilken kode?", "xxxxx1HTA4"),
        ("HSHSF1 egen gruppe 3. året, hvilken kode?", "HSHSF1HT-3"),
    ],
)
def test_the_year_of_a_pupil_in_a_group_is_counted_beyond_two(responder, question, kode):
    assert codes_of(responder.answer(question))[:1] == [kode]


@pytest.mark.parametrize(
    ("question", "suffix"),
    [
        pytest.param("hvilken kode for elev på steinerskole?", "RS--", id="Steiner"),
        pytest.param("kode for landslinje alpint", "L-B-", id="landslinje"),
        pytest.param("Kva er koden for danselinja på MDD vg1?", "--4-", id="dance"),
        pytest.param("pokode mer grunnskoleopplæring", "MG--", id="more of grunnskole"),
    ],
)
def test_a_variant_from_another_source_is_found_by_its_name(responder, question, suffix):
    assert suffix in {kode[6:] for kode in codes_of(responder.answer(question))}


def test_of_a_long_message_the_question_at_the_end_is_answered(responder):
    context = "Vi har hatt et møte med foreldrene og skolen om dette, og alle er enige om veien videre. " * 30

    assert codes_of(responder.answer(f"{context}Hvilken kode for lavere nivå på vg2?")) == ["xxxxx2H---"]


def test_the_same_question_always_gets_the_same_answer(responder):
    before = responder.answer(TWO_YEARS)
    responder.answer("noe helt annet")

    assert responder.answer(TWO_YEARS) == before


def test_a_number_that_may_be_somebodys_is_not_repeated(responder):
    answer = responder.answer("elev 01020312345 på vg1, lavere nivå, hvilken kode?")

    assert codes_of(answer) == ["xxxxx1H---"]
    assert "01020312345" not in repr(answer)
