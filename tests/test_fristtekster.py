"""Deadlines in words: the day and how long there is left, who and what and to whom, and what is not certain."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from frist_stage import (
    ESTIMATE,
    HOSTFERIE,
    MANY,
    PRIVATSKOLE,
    RESULTAT,
    RETT,
    RUTINE,
    SENSUR,
    SLUTTERE,
    VILBLI,
    answer,
)
from hypothesis import given
from hypothesis import strategies as st
from test_texts import A03
from tiny_wheel import day, frist

from bot.domain import datoer
from bot.domain.frist import Unntak
from bot.domain.model import Henvisning
from bot.domain.rolltext import MANEDER
from bot.domain.tid import Tid
from bot.slack import fristtekster
from bot.slack.texts import ANSWER_MAX, answer_text, answer_words

if TYPE_CHECKING:
    from bot.domain.frist import Frist

LONG = "Fylkene registrerer alt som mangler, og sender det videre når det er kontrollert. " * 40


def lines(row: Frist, today: str = "2023-09-18", **more: object) -> list[str]:
    """Return what is told of one row."""
    return answer_text(answer(row, today=day(today), **more)).splitlines()  # type: ignore[arg-type]


def item(row: Frist, today: str = "2023-09-18", **more: object) -> str:
    """Return what is told of a row in a list."""
    told = answer(row, today=day(today), **more)  # type: ignore[arg-type]
    return fristtekster.item(told.frister[0], told.today, told.malform).text()


def test_one_deadline_is_told_in_full() -> None:
    assert lines(RETT) == [
        "Fredag 22. september 2023 (om 4 dager)",
        "Frist for å kjøre oppdatering av rett for statistikk til Udir/SSB. Se 25. september",
        "Hvem: Fylkene",
        "Rapport: 5A019 Oppdatere rett",
        "Se også: Elevdata ssbResultat (2. levering – endelig) (søndag 24. september 2023)",
        "Kilde: Håndboken, A03, linje 73-74 (2024).",
        "Bekreftet: Novari IKS, per 21.8.2023.",
    ]


def test_of_a_comment_only_what_the_reports_do_not_say_is_told() -> None:
    row = frist(
        "elev", "2023-09-22", rapport=("5A001",), kommentar="Rapport i VIGO 5A001 – Oppdater elev. Kjør kun én gang."
    )

    assert [line for line in lines(row) if line.startswith(("Rapport", "Kommentar"))] == [
        "Rapport: 5A001 Oppdater elev",
        "Kommentar: Kjør kun én gang.",
    ]


def test_a_delivery_is_told_with_both_dates_and_the_last_working_day() -> None:
    told = lines(RESULTAT)

    assert told[0] == "Søndag 24. september 2023, reelt fredag 22. september (om 4 dager)"
    assert "Hvem: VIGO (IST)" in told
    assert "Til: Udir (inkl. SSB)" in told
    assert "Leveres: mandag 25. september 2023" in told
    assert "Usikkert: Fristen er trykt 24. september, en søndag." in told


def test_a_county_with_nynorsk_reads_nynorsk() -> None:
    told = lines(RESULTAT, malform="nn")

    assert told[0] == "Søndag 24. september 2023, reelt fredag 22. september (om 4 dagar)"
    assert {"Kven: VIGO (IST)", "Blir levert: måndag 25. september 2023"} <= set(told)
    assert told[-1] == "Stadfesta: Novari IKS, per 21.8.2023."


def test_when_the_own_deadline_has_passed_the_delivery_comes_first() -> None:
    told = lines(RESULTAT, "2023-09-25")

    assert told[0] == "Mandag 25. september 2023 (i dag)"
    assert "Fylkets frist: søndag 24. september 2023, reelt fredag 22. september" in told


def test_when_the_delivery_is_asked_for_it_comes_first() -> None:
    told = answer(RESULTAT)
    delivered = replace(told, frister=(replace(told.frister[0], days=(day("2023-09-25"),)),))

    assert answer_text(delivered).startswith("Mandag 25. september 2023 (om 7 dager)\n")


def test_the_day_that_private_schools_data_are_in_vigo_is_told() -> None:
    assert "Data i VIGO senest: onsdag 11. oktober 2023" in lines(PRIVATSKOLE)


def test_a_school_holiday_is_a_stretch_of_days_with_its_counties_and_exceptions() -> None:
    told = lines(HOSTFERIE)

    assert told[0] == "Mandag 9. oktober–fredag 13. oktober 2023, uke 41 (om 21 dager)"
    assert "Fylker: Vestland, Nordland" in told
    assert "Unntak: Nordland: onsdag 11. oktober–fredag 13. oktober 2023 (kun 11.–13. oktober)" in told
    assert not any("reelt" in line for line in told)


def test_an_exception_without_dates_of_its_own_is_a_remark() -> None:
    remark = replace(HOSTFERIE, unntak=(Unntak("Vestland", None, "gjelder tidligere Hordaland"),))

    assert "Unntak: Vestland: gjelder tidligere Hordaland" in lines(remark)


@pytest.mark.parametrize(
    ("row", "today", "expected"),
    [
        pytest.param(SENSUR, "2024-06-10", "Onsdag 19. juni–fredag 21. juni 2024 (om 9 dager)", id="before"),
        pytest.param(SENSUR, "2024-06-20", "Onsdag 19. juni–fredag 21. juni 2024 (pågår nå)", id="within"),
        pytest.param(SENSUR, "2024-06-23", "Onsdag 19. juni–fredag 21. juni 2024 (for 2 dager siden)", id="after"),
        pytest.param(
            VILBLI,
            "2024-08-01",
            "I løpet av august 2024, senest lørdag 31. august, reelt fredag 30. august (om 29 dager)",
            id="in the course of a month",
        ),
        pytest.param(RETT, "2023-09-22", "Fredag 22. september 2023 (i dag)", id="today"),
        pytest.param(RETT, "2023-09-21", "Fredag 22. september 2023 (i morgen)", id="tomorrow"),
        pytest.param(RETT, "2023-09-23", "Fredag 22. september 2023 (i går)", id="yesterday"),
        pytest.param(RETT, "2023-09-25", "Fredag 22. september 2023 (for 3 dager siden)", id="days ago"),
    ],
)
def test_when_it_is_and_how_long_there_is_left(row: Frist, today: str, expected: str) -> None:
    assert lines(row, today)[0] == expected


def test_without_a_day_nothing_is_counted() -> None:
    assert answer_text(answer(RETT, today=None)).startswith("Fredag 22. september 2023\n")


def test_what_recurs_says_how_often_and_after_what() -> None:
    assert lines(SLUTTERE)[:3] == [
        "Hver måned etter fredag 22. september 2023",
        "Overføre sluttere til VIGO OT",
        "Hvem: VIGO (Inntak)",
    ]


def test_a_routine_is_told_with_its_steps() -> None:
    assert lines(RUTINE)[:4] == [
        "Rutine",
        "Rutiner for overføring",
        "1. Importer privatskoleelevene.",
        "2. Så overføres OT.",
    ]


def test_that_dates_are_estimates_is_said_first_and_everywhere() -> None:
    note = "Det finnes ikke noe bekreftet årshjul for skoleåret 2026–2027. Datoene er anslag, ikke bekreftet."
    told = lines(ESTIMATE, "2026-09-18", notes=(note,), title="Neste frist", fylke="Vestland")

    assert told[:3] == [note, "Neste frist for Vestland:", "Tirsdag 22. september 2026 (om 4 dager, anslag)"]
    assert "Utledet fra: fredag 22. september 2023. samme dag i måneden" in told
    assert told[-1] == "Anslag, ikke bekreftet."
    assert "(om 4 dager, anslag):" in item(ESTIMATE, "2026-09-18")


ITEMS = [
    pytest.param(
        RETT,
        "fre 22. sep. (om 4 dager): Frist for å kjøre oppdatering av rett for statistikk til Udir/SSB"
        " · Fylkene · 5A019",
        id="report",
    ),
    pytest.param(
        RESULTAT,
        "søn 24. sep., reelt fre 22. sep. (om 4 dager): Elevdata ssbResultat (2. levering – endelig) · "
        "VIGO (IST) → Udir (inkl. SSB) · leveres man 25. sep.",
        id="delivery",
    ),
    pytest.param(
        HOSTFERIE,
        "man 9. okt.–fre 13. okt. (om 21 dager): Høstferie for Vestland og Nordland (kun 11.–13. oktober)",
        id="holiday",
    ),
    pytest.param(
        SENSUR, "ons 19. juni–fre 21. juni 2024 (om 275 dager): Fellessensur · Statsforvalteren", id="next year"
    ),
    pytest.param(
        VILBLI,
        "senest lør 31. aug. 2024, reelt fre 30. aug. (om 347 dager): vilbli.no åpner · vilbli.no",
        id="month",
    ),
    pytest.param(SLUTTERE, "Hver måned: Overføre sluttere til VIGO OT · VIGO (Inntak) · 6A015", id="what recurs"),
    pytest.param(RUTINE, "Rutine: Rutiner for overføring", id="routine"),
]


@pytest.mark.parametrize(("row", "expected"), ITEMS)
def test_in_a_list_a_deadline_is_one_line(row: Frist, expected: str) -> None:
    assert item(row) == expected


def test_a_list_says_what_it_lists_and_for_whom_and_names_its_source_once() -> None:
    told = answer_text(answer(*MANY[:3], title="Frister november", fylke="Vestland")).splitlines()

    assert told[0] == "Frister november for Vestland:"
    assert len(told) == 6
    assert told[-2:] == ["Kilde: Håndboken, A03 (2024).", "Bekreftet: Novari IKS, per 21.8.2023."]


def test_of_a_page_only_its_own_deadlines_are_told() -> None:
    words = answer_words(answer(*MANY, title="Frister november"), (10, 20))

    assert words.lead == "Frister november, 11–20 av 25:"
    assert [line.partition(": ")[2].partition(" ·")[0] for line in words.frister.splitlines()] == [
        f"Kontroll nummer {n}" for n in range(11, 21)
    ]


@pytest.mark.parametrize(
    ("start", "expected"),
    [(0, (0, 10)), (10, (10, 20)), (13, (10, 20)), (20, (20, 25)), (25, (0, 10)), (-1, (0, 10)), (9999, (0, 10))],
)
def test_a_page_begins_with_a_whole_ten_and_there_is_always_one(start: int, expected: tuple[int, int]) -> None:
    assert fristtekster.page_of(answer(*MANY), start) == expected


def test_a_rule_keeps_its_length_with_deadlines_beside_it() -> None:
    rule = answer(
        *MANY, entries=("regel",), text=LONG, why=LONG, notes=("Datoene er anslag.",), kilder=(Henvisning(A03, "x"),)
    )
    told = answer_text(rule)

    assert len(told) <= ANSWER_MAX
    assert "I årshjulet:\nons 1. nov. (om 44 dager): Kontroll nummer 1 · Fylkene\n" in told
    assert re.search(r"^og \d+ til$", told, re.MULTILINE)
    assert told.index("Datoene er anslag.") < told.index("I årshjulet:")


def test_a_long_list_says_how_many_are_left_out() -> None:
    long = tuple(replace(row, hva=LONG) for row in MANY * 4)

    told = answer_text(answer(*long))

    assert len(told) < 11_000
    assert re.search(r"\nog \d+ til\n", told)


def test_everything_in_a_long_row_is_cut_but_nothing_that_matters_is_lost() -> None:
    row = replace(
        RESULTAT,
        hva=LONG,
        kommentar=LONG,
        usikker=(LONG, LONG),
        fra=(LONG,),
        til=(LONG,),
        utledet_fra=ESTIMATE.utledet_fra,
    )

    told = lines(row)

    assert sum(map(len, told)) < 4000
    assert {line.split(":")[0] for line in told[2:]} >= {"Hvem", "Til", "Leveres", "Utledet fra", "Usikkert", "Kilde"}


@pytest.mark.parametrize(
    ("kommentar", "codes", "expected"),
    [
        ("Rapport i VIGO: 5A019 – Oppdater rett kjøres bare for skoleåret.", ("5A019",), "5A019 Oppdater rett"),
        (
            "6A001 – Import fra skoler / 6A002 SAS-konsoll. Etter fristen",
            ("6A001", "6A002"),
            "6A001 Import fra skoler, 6A002 SAS-konsoll",
        ),
        (
            "5A018 – Utvid kvoter for rett og 5A019 – Oppdater rett (i denne)",
            ("5A018", "5A019"),
            "5A018 Utvid kvoter for rett, 5A019 Oppdater rett",
        ),
        ("må gjøres i 4A001. Se info", ("4A001",), "4A001"),
        (None, ("1A003",), "1A003"),
        ("5A029 – Sjekk/oppdatere eierskap.", ("5A029",), "5A029 Sjekk/oppdatere eierskap"),
        ("Se 6S002 SAS-konsoll.", ("6S002",), ""),
    ],
)
def test_a_report_is_told_with_what_the_row_calls_it(
    kommentar: str | None, codes: tuple[str, ...], expected: str
) -> None:
    assert fristtekster.reports(frist("rad", kommentar=kommentar, rapport=codes), "A") == expected


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.sampled_from(["nb", "nn"]))
def test_a_day_in_words_can_be_read_back(which: date, malform: str) -> None:
    written = datoer.long(which, malform)  # type: ignore[arg-type]
    name, number, month, year = written.replace(".", "").split()

    assert (int(number), MANEDER.index(month) + 1, int(year)) == (which.day, which.month, which.year)
    assert datoer.short(which, malform).startswith(name[:3])  # type: ignore[arg-type]


@given(
    st.dates(date(2023, 7, 1), date(2024, 8, 31)),
    st.dates(date(2023, 7, 1), date(2024, 8, 31)),
    st.sampled_from(["dato", "periode", "uke", "maned"]),
)
def test_every_day_has_words_for_every_kind_of_row(when: date, today: date, form: str) -> None:
    kinds = {
        "dato": Tid.dato(when),
        "periode": Tid.periode(when, when),
        "uke": Tid.uke(when.isocalendar()[:2]),
        "maned": Tid.maned(when.year, when.month),
    }
    told = lines(frist("rad", kinds[form]), today.isoformat())

    assert re.match(r"[A-ZÆØÅ].+20\d\d.* \(.+\)$", told[0])
