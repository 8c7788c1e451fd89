"""What holds for every entry of the shipped knowledge, and for any text at all."""

import random

import pytest
from handbook import CODES

from bot.domain.codes import MAX_CODES

QUESTIONS_EACH = 5


def test_every_code_of_the_table_is_answered_when_its_facts_are_given(kunnskap, responder):
    said = {
        v.kode: responder.answer("hvilken kode?", atoms=tuple(sorted(v.naar[0]))) for v in kunnskap.varianter if v.naar
    }

    assert set(said) >= CODES
    assert [kode for kode, a in said.items() if a.kind != "svar" or a.codes[0].monster != kode] == []


@pytest.fixture(scope="module")
def own_answers(kunnskap, responder):
    """Return each entry with questions that its admins wrote and what they are answered with."""
    asked = [(o, question) for o in kunnskap.oppslag for question in o.sporsmal[:QUESTIONS_EACH]]
    return [(o, question, responder.answer(question)) for o, question in asked]


def test_what_only_a_secondary_source_tells_carries_a_note(kunnskap, own_answers):
    entries = {o.id: o for o in kunnskap.oppslag}
    ruled = [(entries[a.entries[0]], a) for _, _, a in own_answers if a.entries and a.entries[0] in entries]
    secondary = [a for o, a in ruled if o.provenance.secondary]

    assert len(secondary) > 20
    assert [a.title for a in secondary if not any("sekundær" in note for note in a.notes)] == []
    assert [a.title for o, a in ruled if not o.provenance.secondary and a.notes] == []


def test_every_answer_that_is_given_names_its_sources(own_answers):
    given = [a for _, _, a in own_answers if a.kind == "svar"]

    assert [a.title for a in given if not a.kilder] == []
    assert [a.title for a in given if not a.title or not (a.text or a.codes)] == []


def test_a_rule_is_found_by_the_questions_that_its_admins_wrote(own_answers):
    found = [a.entries[:1] == (o.id,) for o, _, a in own_answers if o.kind == "regel"]

    assert sum(found) / len(found) >= 0.85


def test_a_concept_is_found_by_its_own_title(kunnskap, responder):
    concepts = [o for o in kunnskap.oppslag if o.kind == "begrep"]
    found = [responder.answer(o.tittel.nb).entries[:1] == (o.id,) for o in concepts]

    assert sum(found) / len(found) >= 0.93


def test_hardly_any_question_that_an_admin_wrote_is_declined(own_answers):
    declined = [question for _, question, a in own_answers if a.kind == "ukjent"]

    assert len(declined) <= len(own_answers) // 100


def random_texts(kunnskap, count):
    """Yield texts of three kinds: keyboard, our own words shuffled, all of Unicode."""
    chance = random.Random(20261122)  # noqa: S311 - the same texts every time, no secret
    keyboard = "abcdefghijklmnopqrstuvwxyzæøåABCHITPXÆØÅ0123456789-_.,?!§'\"*`<>&\n     "
    ours = [word for o in kunnskap.oppslag for question in o.sporsmal for word in question.split()]
    planes = [range(0x20), range(0x20, 0x250), range(0x370, 0x500), range(0x2000, 0x2070), range(0x1F300, 0x1F700)]
    for number in range(count):
        if number % 3 == 0:
            yield "".join(chance.choices(keyboard, k=chance.randrange(80)))
        elif number % 3 == 1:
            yield " ".join(chance.choices(ours, k=chance.randrange(8)))
        else:
            yield "".join(chr(chance.choice(chance.choice(planes))) for _ in range(chance.randrange(50)))


def test_five_thousand_random_texts_raise_nothing(kunnskap, responder):
    previous = ""
    for text in random_texts(kunnskap, 5000):
        assert responder.answer(text, previous=previous).kind in ("svar", "avklaring", "ukjent")
        assert responder.only_codes(text) in (True, False)
        assert len(responder.decode(text)) <= MAX_CODES
        previous = text if len(text) < 10 else ""
