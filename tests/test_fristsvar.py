"""Which rows of the Årshjul answer a question: by time, by topic, by county, by who has to act."""

from datetime import date

import pytest
import tiny
from tiny_wheel import FYLKER, SSB, day, frist, ids, the, wheel

from bot.domain.arshjul import Arshjulene
from bot.domain.frist import Unntak
from bot.domain.fristsvar import Frister
from bot.domain.tid import Tid
from bot.domain.tidsrom import Mangled

WORDS = {
    "?naar": ["når", "when"],
    "?hva": ["hva"],
    "rolle:ist rolle:sentral": ["IST"],
    "rolle:udir rolle:sentral": ["Udir"],
    "rolle:skolene": ["skolene", "schools"],
    "rolle:fylket": ["fylkene", "fylket"],
    "ssbelev": ["ssbElev", "elevfila"],
    "privatskole": ["privatskole"],
    "tilbakemelding": ["tilbakemelding"],
    "levering": ["levering", "leveringene"],
    "forste_dato": ["første dato", "tidligst"],
    "siste_dato": ["siste dato", "senest"],
    "forste_dato siste_dato": ["første og siste"],
    "forste_levering": ["1. levering"],
    "endelig": ["endelig"],
    "rett": ["rett", "5A019"],
    "conexus": ["Conexus"],
    "hostferie": ["høstferie"],
    "overforing": ["overføring", "flytte … over"],
    "utenfor": ["barnehage"],
}
EMPTY = (
    "frist frister er neste hva når dato for og av til den i vi må skal gjøre har du alle begge "
    "var sist med på det sent borte tilbake jeg første ferie fra gjøres innen da dem"
)
ROWS = (
    frist("ajourhold", "2023-08-31", hva="Siste dato for å registrere elever", fra=("Skolene",)),
    frist("overforing-forste", "2023-09-11", hva="Første dato for overføring", fra=("VIGO (Inntak)",)),
    frist("overforing-siste", "2023-09-15", hva="Siste dato for overføring", fra=("VIGO (Inntak)",)),
    frist("conexus-juli", "2023-07-04", hva="Data til Conexus", fra=("VIGO (IST)",)),
    frist("conexus-november", "2023-11-09", hva="Data til Conexus", fra=("VIGO (IST)",)),
    frist("host-oslo", Tid.uke((2023, 40)), slag="ferie", hva="Ferie", fylker=("Viken", "Oslo")),
    frist(
        "host-nord",
        Tid.uke((2023, 41)),
        slag="ferie",
        hva="Ferie",
        fylker=("Nordland",),
        unntak=(Unntak("Nordland", Tid.periode(date(2023, 10, 11), date(2023, 10, 13))),),
    ),
    frist("rett-elev", "2023-10-24", hva="Oppdatering av rett", fra=("Fylkene",), rapport=("5A019",)),
    frist("rett-privat", "2023-10-12", hva="Oppdatering av rett", fra=("VIGO (IST)",)),
    frist(
        "ssbelev-1-levering",
        "2023-10-25",
        hva="ssbElev (1. levering). Husk rett.",
        fra=("VIGO (IST)",),
        frist_fylke="2023-10-24",
        kategori=SSB,
    ),
    frist("tilbakemelding-ssbelev", "2023-10-26", hva="Tilbakemelding på ssbElev", fra=("IST",), kategori=SSB),
    frist("privatskole-ssbelev", "2023-11-03", hva="Privatskole til ssbElev", fra=("IST",), data_i_vigo="2023-11-06"),
    frist(
        "ssbelev-endelig",
        "2023-11-08",
        hva="ssbElev (endelig)",
        fra=("VIGO (IST)",),
        til=("Udir",),
        frist_fylke="2023-11-07",
        kategori=SSB,
    ),
    frist("rutine", None, slag="rutine", hva="Rekkefølge for privatskole"),
)
FRISTER = Frister(Arshjulene([wheel(*ROWS)], FYLKER), tiny.ordliste(WORDS, tomme=EMPTY), tiny.ordliste())


def found(question, today="2023-09-01", fylke=""):
    return FRISTER.find(question, day(today), fylke)


ASKED = [
    pytest.param("når er neste frist?", "2023-09-01", ["overforing-forste"], id="the next one"),
    pytest.param("neste frist", "2023-10-20", ["rett-elev"], id="the next one that somebody in the county acts on"),
    pytest.param("neste frist", "2023-10-01", ["rett-elev"], id="not what IST does by itself"),
    pytest.param("neste 3", "2023-09-12", ["overforing-siste", "rett-elev", "ssbelev-1-levering"], id="the next three"),
    pytest.param("frister i september", "2023-09-01", ["overforing-forste", "overforing-siste"], id="a month"),
    pytest.param("uke 43", "2023-10-01", ["rett-elev", "ssbelev-1-levering", "tilbakemelding-ssbelev"], id="a week"),
    pytest.param("hva må skolene gjøre i august?", "2023-08-01", ["ajourhold"], id="what one role has to do"),
    pytest.param("hva må fylkene gjøre i uke 43", "2023-10-01", ["rett-elev", "ssbelev-1-levering"], id="the county"),
    pytest.param("når er ssbElev?", "2023-10-01", ["ssbelev-1-levering", "ssbelev-endelig"], id="two of one topic"),
    pytest.param("når er ssbElev endelig?", "2023-10-01", ["ssbelev-endelig"], id="what is said tells them apart"),
    pytest.param("tilbakemelding på ssbElev", "2023-10-01", ["tilbakemelding-ssbelev"], id="the feedback on it"),
    pytest.param("elevfila for privatskole", "2023-10-01", ["privatskole-ssbelev"], id="a word of the list"),
    pytest.param("Conexus", "2023-09-01", ["conexus-november"], id="the coming one of several"),
    pytest.param("når var Conexus sist?", "2023-09-01", ["conexus-juli"], id="the last one of several"),
    pytest.param("når var Conexus sist?", "2023-11-20", ["conexus-november"], id="the last one of two that were"),
    pytest.param("Conexus", "2024-03-01", ["conexus-november"], id="the last one when none is to come"),
    pytest.param(
        "første og siste dato for overføring", "2023-09-01", ["overforing-forste", "overforing-siste"], id="both ends"
    ),
    pytest.param("siste dato for overføring", "2023-09-01", ["overforing-siste"], id="one end"),
    pytest.param("5A019", "2023-09-01", ["rett-elev"], id="the report, not where it is only mentioned"),
    pytest.param("Conexus i november", "2023-07-01", ["conexus-november"], id="a topic in a month"),
    pytest.param("rekkefølge privatskole rutine", "2023-09-01", ["rutine"], id="a routine has no day"),
    pytest.param("når er neste frist til Udir?", "2023-09-01", ["ssbelev-endelig"], id="what somebody receives"),
    pytest.param("frist til Udir i november", "2023-10-01", ["ssbelev-endelig"], id="what is received in a month"),
    pytest.param("når er rett?", "2023-10-13", ["rett-elev"], id="not the row that only reminds of it"),
    pytest.param("når flytte dem over", "2023-09-12", ["overforing-siste"], id="a phrase in pieces is read once"),
    pytest.param("når er 5A019 hjelp oss", "2023-09-01", ["rett-elev"], id="a report tells, whatever else is said"),
    pytest.param("er det for sent med Conexus", "2023-07-10", ["conexus-juli"], id="what has just passed"),
    pytest.param("er det for sent med Conexus", "2023-11-01", ["conexus-november"], id="what is near, not what was"),
    pytest.param(
        "når er høstferie, og når er Conexus?",
        "2023-09-01",
        ["host-oslo", "host-nord", "conexus-november"],
        id="two topics",
    ),
    pytest.param("når er Conexus, og når er det?", "2023-09-01", ["conexus-november"], id="one topic, asked twice"),
    pytest.param("borte til 24. oktober, hva er det første når jeg er tilbake?", "2023-09-20", ["rett-elev"],
                 id="what comes after somebody is back"),
    pytest.param("ferie fra 12. september. Hva skal gjøres innen da?", "2023-09-01", ["overforing-forste"],
                 id="what comes before somebody leaves"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "today", "rows"), ASKED)
def test_a_question_leads_to_the_rows_that_are_meant(question, today, rows):
    assert ids(found(question, today).frister) == rows


FERIER = [
    pytest.param("høstferie Akershus", "", ["host-oslo"], "2023-10-02", id="an heir of the county in the source"),
    pytest.param("når er høstferie?", "Oslo", ["host-oslo"], "2023-10-02", id="the county of the one who asks"),
    pytest.param("høstferie Oslo", "Nordland", ["host-oslo"], "2023-10-02", id="the county named comes first"),
    pytest.param("høstferie", "Nordland", ["host-nord"], "2023-10-11", id="a county with days of its own"),
]


@pytest.mark.parametrize(("question", "fylke", "rows", "first"), FERIER)
def test_a_county_gets_its_own_holidays(question, fylke, rows, first):
    answer = found(question, fylke=fylke)

    assert ids(answer.frister) == rows
    assert answer.frister[0].days[0] == day(first)


NOT_OURS = [
    pytest.param("når er påskeferien i Oslo?", id="a topic that no row has"),
    pytest.param("hvilken kode skal eleven ha", id="another trade"),
    pytest.param("siste dato for brannøvelse", id="only general words agree"),
    pytest.param("", id="nothing"),
]


def test_a_word_that_shows_that_no_row_answers_is_told_apart_from_another_trade():
    assert found("frist for ssbElev i barnehage").what == "utenfor"


@pytest.mark.parametrize(
    ("question", "today", "rows"),
    [
        pytest.param("når må elevene være klare for statistikken?", "2023-10-20",
                     ["ssbelev-1-levering", "ssbelev-endelig"],
                     id="the file that is sent, where its contents and the statistics are spoken of"),
        pytest.param("når går elevene og karakterene til Conexus?", "2023-09-01", ["conexus-november"],
                     id="a receiver of its own, whatever it gets"),
        pytest.param("når er siste dato for elevene?", "2023-08-20", ["ajourhold"],
                     id="without the statistics, no file"),
    ],
)  # fmt: skip
def test_what_is_in_a_file_leads_to_it(question, today, rows):
    words = {**WORDS, "tall": ["statistikken"], "elev": ["elevene"], "karakterer": ["karakterene"]}
    empty = f"{EMPTY} går klare være bort"
    frister = Frister(Arshjulene([wheel(*ROWS)], FYLKER), tiny.ordliste(words, tomme=empty), tiny.ordliste())

    answer = frister.find(question, day(today))

    assert (answer and ids(answer.frister)) == rows


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("når er Conexus i november 2025?", id="a topic"),
        pytest.param("frister i november 2025", id="whatever lies in it"),
    ],
)
def test_a_time_that_no_wheel_holds_is_not_answered_with_another_year(question):
    answer = found(question, "2024-07-30")

    assert (answer.frister, answer.after) == ((), None)


def test_a_year_before_every_wheel_is_part_of_the_topic():
    assert ids(found("når får Conexus alle fra 2009?", "2023-09-01").frister) == ["conexus-november"]


def test_the_next_thing_in_the_wheel_may_be_anybodys():
    frister = Frister(Arshjulene([wheel(*ROWS)]), tiny.ordliste(WORDS, tomme=f"{EMPTY} årshjulet"), tiny.ordliste())

    assert ids(the(frister.find("hva er det neste i årshjulet?", day("2023-11-09"))).frister) == ["conexus-november"]


def test_a_county_called_by_an_earlier_name_gets_the_week_of_that_part():
    rows = [
        frist(f"host-{week}", Tid.uke((2023, week)), slag="ferie", hva="Ferie", fylker=("Oslo",),
              unntak=(Unntak("Oslo", merknad=f"gjelder tidligere {part}"),))
        for week, part in ((40, "Aker"), (41, "Oslo kommune"))
    ]  # fmt: skip

    frister = Frister(Arshjulene([wheel(*rows)], FYLKER), tiny.ordliste(WORDS, tomme=EMPTY), tiny.ordliste())

    answer = the(frister.find("høstferie Oslo kommune", day("2023-09-01")))

    assert ids(answer.frister) == ["host-41"]


@pytest.mark.parametrize("question", NOT_OURS)
def test_what_no_row_is_about_is_left_to_others(question):
    assert found(question) is None


def test_an_empty_month_tells_what_comes_after_it():
    answer = found("frister i desember", "2023-09-12")

    assert (ids(answer.frister), answer.after) == ([], None)
    assert found("frister i august", "2023-08-01").after is None
    assert found("uke 38", "2023-09-12").after.id == "rett-elev"


@pytest.mark.parametrize("question", ["frister til 30. februar", "mellom 15. og 1. november", "uke 54"])
def test_a_time_that_cannot_be_is_refused_in_words(question):
    with pytest.raises(Mangled, match=r"finnes ikke|baklengs"):
        found(question)


def test_a_topic_is_looked_for_near_today_and_elsewhere_only_when_there_is_nothing():
    later = wheel(frist("conexus-juli", "2030-07-04", hva="Data til Conexus"), skolear="2030-2031")
    both = Frister(Arshjulene([wheel(*ROWS), later], FYLKER), tiny.ordliste(WORDS, tomme=EMPTY), tiny.ordliste())

    assert ids(the(both.find("Conexus", date(2023, 11, 20))).frister) == ["conexus-november"]
    assert ids(the(both.find("Conexus", date(2035, 1, 1))).frister) == ["conexus-juli"]


@pytest.mark.parametrize("question", ["frister i november", "ssbElev høsten 2031", "rett uke 41", "neste frist"])
def test_without_any_wheel_no_row_answers_and_no_question_is_a_fault(question):
    nothing = Frister(Arshjulene(()), tiny.ordliste(WORDS, tomme=EMPTY), tiny.ordliste())

    found = nothing.find(question, date(2026, 11, 23))

    assert found is None or found.frister == ()
