"""Answers as words: golden files show what a person reads, properties hold whatever the YAML says.

``python tests/test_texts.py`` writes the golden files anew; look at the difference before you commit it.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.model import Henvisning, Kilde, Malform
from bot.domain.reply import Answer, Choice, CodeUse, Decoded, Part, Related
from bot.domain.tilstand import Tilstand
from bot.slack.texts import ANSWER_MAX, answer_text, decoded_line, decoded_text

GOLDEN = Path(__file__).parent / "golden"
A03 = Kilde(
    id="regbok-a03",
    navn="Registreringshåndboken, A03 Programområdekode",
    utgiver="Udir",
    adresse="https://www.udir.no",
    utgave="2024–2025",
    lest=date(2026, 11, 2),
    lisens="-",
    tillit="primar",
)
ARSHJUL = dataclasses.replace(A03, id="arshjul", navn="Årshjul VIGO Opplæring", utgave="per 21. august 2023")
TO_AR = CodeUse("TPTIP1D---", "xxxxx1D---", "1. år av 2-årig vg1 for minoritetsspråklige")


def answer(**more: Any) -> Answer:
    """Return an ordinary answer, with some parts changed."""
    given_: dict[str, Any] = {
        "kind": "svar",
        "title": "Vg1 over to år",
        "text": "",
        "malform": "nb",
        "kilder": (Henvisning(A03, "Vg1 over to år"),),
    }
    return Answer(**(given_ | more))


def decoded(**more: Any) -> Decoded:
    """Return a code that was read, with some parts changed."""
    given_: dict[str, Any] = {
        "typed": "TPTIP1A---",
        "kode": "TPTIP1A---",
        "navn": "Teknologi- og industrifag",
        "kategori": "1. år av 2-årig vg1",
        "in_kodeverk": True,
        "status": "publisert",
        "parts": (
            Part("1-2", "TP", "Teknologi- og industrifag"),
            Part("1-5", "TPTIP", "Teknologi- og industrifag"),
            Part("6", "1", "vg1"),
            Part("7", "A", "første av to år"),
            Part("8-10", "---", "ikke i bruk"),
        ),
        "kilder": (Henvisning(A03, "Vg1 over to år"), Henvisning(A03, "Oppbygging av koden")),
    }
    return Decoded(**(given_ | more))


LONG = "Skolen registrerer eleven på den koden som vedtaket gjelder for, og endrer den når vedtaket er fattet. " * 30
ANSWERS = {
    "kode": answer(codes=(TO_AR,), why="Koden byttes når vedtaket er fattet."),
    "regel": answer(
        text="På vitnemål og kompetansebevis skal bare grunnkoden skrives.",
        why="Variantene er registreringskoder.",
        notes=("Kilden er endret siden den ble lest.",),
        gyldig_fra=date(2024, 8, 1),
        gyldig_til=date(2025, 7, 31),
        kontrollert=date(2026, 11, 3),
    ),
    "nynorsk": answer(
        malform="nn",
        text="Søknaden må vere inne 1. november.",
        why="Koden må vere godkjend 1. januar.",
        notes=("Dette står berre i ei sekundær kjelde.",),
        kilder=(
            Henvisning(A03, "Godkjenning"),
            Henvisning(ARSHJUL, "1. november"),
            Henvisning(A03, "Søknad"),
        ),
        gyldig_fra=date(2023, 8, 1),
    ),
    "avklaring": answer(
        kind="avklaring",
        text="Gjelder det første eller andre året?",
        choices=(Choice("ar=1", "Første året"), Choice("ar=2", "Andre året")),
        codes=(TO_AR,),
        kilder=(),
    ),
    "ukjent": answer(
        kind="ukjent",
        text="Det finnes ikke i kildene jeg har.",
        suggestions=("Grunnkode på vitnemål", "VIGO"),
        kilder=(),
    ),
    "ukjent_nynorsk": answer(kind="ukjent", text="Det finst ikkje i kjeldene eg har.", malform="nn", kilder=()),
    "flere_koder": answer(
        codes=tuple(CodeUse(f"xxxxx1{x}---", f"xxxxx1{x}---", f"Kode {x} for vg1 over to år") for x in "ABDE")
    ),
    "beslektet": answer(
        text="Fagstatus S settes når eleven slutter i faget.",
        related=(Related("Avbruddsdato", "Avbruddsdatoen står på faget."), Related("Privatist", LONG)),
    ),
    "kontrollert_for_lenge_siden": answer(
        text="Svar.", kontrollert=date(2025, 11, 3), tilstand=Tilstand("bor_kontrolleres", date(2025, 11, 3))
    ),
    "kilde_endret": answer(
        text="Svar.", kontrollert=date(2026, 11, 3), tilstand=Tilstand("endret", date(2026, 11, 23))
    ),
    "kilde_endret_nynorsk": answer(text="Svar.", malform="nn", tilstand=Tilstand("endret", date(2026, 11, 23))),
    "langt": answer(text=LONG, why=LONG, codes=(TO_AR,) * 12, notes=(LONG,), kilder=(Henvisning(A03, LONG),)),
}
DECODED = {
    "dekodet": decoded(),
    "dekodet_rettet": decoded(typed="tptip 1a", corrected=True),
    "dekodet_mangler": decoded(
        typed="VGTIP1H---",
        kode="VGTIP1H---",
        navn="",
        kategori="Planlagt sluttkompetanse på lavere nivå (vg1)",
        in_kodeverk=False,
        status=None,
        parts=(Part("1-5", "VGTIP", "finnes ikke i Grep"), Part("6", "1", "vg1")),
        suggestions=("TPTIP1H---",),
        notes=("Finner ikke VGTIP i kodeverket (Grep per 02.11.2026).",),
    ),
    "dekodet_feil": Decoded(
        typed="TPTIPOA---",
        kode="TPTIP0A---",
        fault="ugyldig_tegn",
        message="Tegn 6 er bokstaven O; der skal det stå et tall.",
        corrected=True,
        suggestions=("TPTIP1A---",),
    ),
    "dekodet_utgatt": decoded(status="utgått"),
}
TEXTS = {name: answer_text(one) for name, one in ANSWERS.items()} | {
    name: decoded_text(one) for name, one in DECODED.items()
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_person_reads_what_the_golden_file_says(name: str) -> None:
    assert TEXTS[name] == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")


def test_every_golden_file_is_compared() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(TEXTS)


def test_a_code_is_read_as_one_line_when_there_are_many() -> None:
    assert decoded_line(decoded()) == "TPTIP1A---: Teknologi- og industrifag, 1. år av 2-årig vg1."


def test_a_code_that_begins_the_text_is_not_said_twice() -> None:
    said = answer_text(answer(text="TPTIP1D---: første året.", codes=(TO_AR,), kilder=()))

    assert said == "TPTIP1D---: første året."


def test_a_reason_that_is_a_list_of_parts_has_no_heading() -> None:
    assert "Hvorfor" not in answer_text(answer(text="Svar.", why="TP: …\n1: vg1"))


def test_a_cut_text_keeps_codes_reservations_and_sources_and_points_on() -> None:
    said = TEXTS["langt"]

    assert len(said) <= ANSWER_MAX
    assert "… (forkortet, les resten i kilden)" in said
    assert all(word in said for word in ("TPTIP1D---", "Merk: ", "Kilde: Registreringshåndboken", "Ikke kontrollert"))


_WORDS = st.text(max_size=30) | st.sampled_from([LONG, "æøå", "<!channel>", "\u202e\u200b", "\n" * 9, "😀" * 200, ""])
_DAYS = st.none() | st.dates()
_KILDER = st.lists(
    st.builds(
        Henvisning,
        st.builds(dataclasses.replace, st.just(A03), id=st.sampled_from("abcdefgh"), navn=_WORDS, utgave=_WORDS),
        _WORDS,
    ),
    max_size=8,
).map(tuple)
_USES = st.lists(st.builds(CodeUse, _WORDS, _WORDS, _WORDS), max_size=12).map(tuple)
_MALFORM: st.SearchStrategy[Malform] = st.sampled_from(["nb", "nn"])
ANY_ANSWER = st.builds(
    Answer,
    kind=st.sampled_from(["svar", "avklaring", "ukjent"]),
    title=_WORDS,
    text=_WORDS,
    malform=_MALFORM,
    why=_WORDS,
    codes=_USES,
    choices=st.lists(st.builds(Choice, _WORDS, _WORDS), max_size=30).map(tuple),
    suggestions=st.lists(_WORDS, max_size=30).map(tuple),
    related=st.lists(st.builds(Related, _WORDS, _WORDS), max_size=4).map(tuple),
    notes=st.lists(_WORDS, max_size=4).map(tuple),
    kilder=_KILDER,
    gyldig_fra=_DAYS,
    gyldig_til=_DAYS,
    kontrollert=_DAYS,
)
ANY_DECODED = st.builds(
    Decoded,
    typed=_WORDS,
    kode=st.none() | _WORDS,
    fault=st.none() | st.just("feil_lengde"),
    message=_WORDS,
    corrected=st.booleans(),
    navn=_WORDS,
    kategori=_WORDS,
    status=st.none() | _WORDS,
    parts=st.lists(st.builds(Part, _WORDS, _WORDS, _WORDS), max_size=6).map(tuple),
    suggestions=st.lists(_WORDS, max_size=5).map(tuple),
    notes=st.lists(_WORDS, max_size=3).map(tuple),
    kilder=_KILDER,
)


@settings(max_examples=200, deadline=None)
@given(ANY_ANSWER)
def test_no_answer_is_longer_than_its_limit_or_holds_what_cannot_be_seen(any_answer: Answer) -> None:
    said = answer_text(any_answer)

    assert len(said) <= ANSWER_MAX
    assert not {"\u202e", "\u200b"} & set(said)


@settings(max_examples=100, deadline=None)
@given(ANY_DECODED)
def test_no_explanation_is_longer_than_its_limit_or_empty(any_decoded: Decoded) -> None:
    said = decoded_text(any_decoded)

    assert 0 < len(said) <= ANSWER_MAX


def write() -> None:
    """Write the golden files."""
    for name, said in TEXTS.items():
        (GOLDEN / f"{name}.txt").write_text(f"{said}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
