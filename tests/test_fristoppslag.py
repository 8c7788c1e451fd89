"""A question to the Årshjul alone: answered, refused, or met with what is nearest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from frist_stage import GAP, ROWS, TODAY, arshjulene, frister
from tiny_wheel import frist, ids

from bot.domain import fristoppslag
from bot.domain.arshjul import Arshjulene
from bot.domain.fristoppslag import title

FRISTER = frister(*ROWS)
DRAFT_DAY = date(2026, 9, 18)


def test_what_the_wheel_holds_is_answered_with_its_rows() -> None:
    answer = fristoppslag.look_up(FRISTER, "ssbresultat", TODAY)

    assert (answer.kind, ids(use.frist for use in answer.frister)) == ("svar", ["ssbresultat"])
    assert answer.today == TODAY


@pytest.mark.parametrize(
    ("question", "malform", "expected"),
    [
        ("neste frist", "nb", "nb"),
        ("neste frist", "nn", "nn"),
        ("kva fristar kjem neste veke", "nb", "nn"),
    ],
)
def test_the_answer_is_written_as_the_question_is_or_as_the_county_writes(question, malform, expected) -> None:
    assert fristoppslag.look_up(FRISTER, question, TODAY, "", malform).malform == expected


def test_a_time_that_cannot_be_is_refused_in_words() -> None:
    answer = fristoppslag.look_up(FRISTER, "frister 30. februar", TODAY)

    assert (answer.kind, answer.today) == ("ukjent", TODAY)
    assert "30. februar" in answer.text


def test_what_is_not_there_is_named_and_the_nearest_rows_are_offered_best_first() -> None:
    answer = fristoppslag.look_up(FRISTER, "privatskulelista", TODAY, "", "nn")

    assert answer.text == "Eg fann ikkje noko om «privatskulelista» i årshjulet."
    assert answer.suggestions == ("Privatskoledata til Vigo",)


def test_a_row_is_offered_once_though_it_stands_in_two_wheels() -> None:
    again = replace(ROWS[0], id="rett-for-statistikk-neste", hva=f"{title(ROWS[0])} neste skoleår")
    answer = fristoppslag.nearest("retten for statistikk", arshjulene(*ROWS, again), TODAY)

    assert len(answer) == len(set(answer))
    assert sum("oppdatering av rett" in text for text in answer) == 1


def test_what_a_draft_lacks_is_told_with_the_reason() -> None:
    answer = fristoppslag.look_up(FRISTER, "statistikken over høstferie", DRAFT_DAY)
    assert fristoppslag.nearest("statistikken over høstferie", FRISTER.arshjul, DRAFT_DAY)

    assert answer.text.endswith(f" Utkastet mangler «{GAP.hva}»: {GAP.hvorfor}.")
    assert answer.suggestions == ()


def test_without_a_wheel_nothing_is_offered_and_nothing_breaks() -> None:
    assert fristoppslag.nearest("rett", Arshjulene(()), TODAY) == ()


@pytest.mark.parametrize(
    ("hva", "expected"),
    [
        ("Kjør rett. Se 25. september", "Kjør rett"),
        ("Data til Vigo. (Data vil være i VIGO senest 07. september)", "Data til Vigo"),
        ("Fil. HUSK! Kjør rett.", "Fil"),
        ("Fil (1. inntak). Frist for fylkene å kjøre inntak i VIGO er 17. juli.", "Fil (1. inntak)"),
        ("Frist for fylkene å kjøre 1A003 – Kopiere", "Frist for fylkene å kjøre 1A003 – Kopiere"),
        ("Vinterferie for Vestland (tidl. Sogn og Fjordane)", "Vinterferie for Vestland (tidl. Sogn og Fjordane)"),
    ],
)
def test_a_title_leaves_out_what_points_elsewhere(hva, expected) -> None:
    assert fristoppslag.title(frist("rad", hva=hva)) == expected


@pytest.mark.parametrize("question", ["", " ", "😀" * 500, "a" * 5000, "ord " * 2000])
def test_any_text_is_answered(question) -> None:
    assert fristoppslag.look_up(FRISTER, question, TODAY).text
