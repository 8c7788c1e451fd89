"""Which events the Årshjul becomes: for whom, on which day, with which alarms and words."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_wheel import FYLKER, NOVARI, SSB, day, frist, wheel

from bot.domain import kalender, workdays
from bot.domain.arshjul import Arshjulene
from bot.domain.frist import Bekreftelse, Fylke, Unntak, Utledning
from bot.domain.kalender import Valg
from bot.domain.tid import Tid
from bot.errors import KodevaktError

LATER = date(2024, 2, 1)
VESTLAND = Fylke("46", "Vestland", "nn", ogsa_kalt=("VLFK",))
ALL = Valg()


def told(*rows, valg=ALL, **more):
    """Return the events of one wheel of *rows*."""
    return kalender.events(Arshjulene([wheel(*rows, **more)], (*FYLKER, VESTLAND)), valg)


def one(*rows, **more):
    (event,) = told(*rows, **more)
    return event


DAYS = [
    pytest.param(frist("x", "2023-11-07"), ("2023-11-07", "2023-11-07"), id="one day"),
    pytest.param(
        frist("x", "2023-11-08", frist_fylke="2023-11-07"), ("2023-11-07", "2023-11-07"), id="the county's own deadline"
    ),
    pytest.param(
        frist("x", Tid.periode(day("2024-06-19"), day("2024-06-21"))), ("2024-06-19", "2024-06-21"), id="period"
    ),
    pytest.param(frist("x", Tid.uke((2024, 31), (2024, 32))), ("2024-07-29", "2024-08-09"), id="two weeks"),
    pytest.param(frist("x", Tid.uke((2023, 41)), slag="ferie"), ("2023-10-09", "2023-10-13"), id="school holiday"),
    pytest.param(frist("x", Tid.maned(2023, 8)), ("2023-08-31", "2023-08-31"), id="in the course of a month"),
]


@pytest.mark.parametrize(("row", "expected"), DAYS)
def test_an_event_stands_on_the_days_that_count_for_a_county(row, expected):
    event = one(row)

    assert (event.first.isoformat(), event.last.isoformat()) == expected


def test_what_has_no_date_is_no_event():
    assert told(frist("x", None, slag="lopende"), frist("y", None, slag="rutine")) == ()


def test_no_wheels_are_no_events():
    assert kalender.events(Arshjulene([]), ALL) == ()


def test_a_county_gets_what_is_for_all_and_its_own_dates():
    row = frist(
        "host",
        Tid.uke((2023, 41)),
        slag="ferie",
        hva="Høstferie for Viken og Nordland",
        fylker=("Viken", "Nordland"),
        unntak=(Unntak("Nordland", Tid.periode(day("2023-10-11"), day("2023-10-13")), "kun tre dager"),),
    )
    rows = (row, frist("alle", "2023-11-01"))

    first = {
        fylke: [e.first.day for e in told(*rows, valg=Valg(fylke))] for fylke in (None, "Nordland", "Østfold", "Oslo")
    }

    assert first == {None: [9, 1], "Nordland": [11, 1], "Østfold": [9, 1], "Oslo": [1]}


def test_only_the_categories_asked_for_are_told():
    rows = (frist("a", "2023-11-01"), frist("b", "2023-11-02", kategori=SSB))

    assert [e.uid for e in told(*rows, valg=Valg(kategorier=frozenset({"ssb"})))] == ["2023-2024/b@kodevakt"]


def test_only_the_newest_five_wheels_are_told():
    years = [f"{year}-{year + 1}" for year in range(2020, 2027)]
    wheels = [wheel(frist("x", f"{year[:4]}-11-01"), skolear=year) for year in years]

    events = kalender.events(Arshjulene(wheels), ALL)

    assert [event.first.year for event in events] == [2022, 2023, 2024, 2025, 2026]


def moved(when, **more):
    """Return the event of a wheel whose row is on *when*, changed in the way that an admin tells of it."""
    return kalender.events(Arshjulene([replace(wheel(frist("x", when)), **more)]), ALL)[0]


def confirmed_again(when):
    """Return the event of a wheel in which an admin confirmed the row on *when*."""
    return kalender.events(Arshjulene([wheel(frist("x", when, bekreftet=Bekreftelse("Novari IKS", LATER)))]), ALL)[0]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(moved("2023-09-18", pr_dato=LATER), id="the wheel holds a later date"),
        pytest.param(moved("2023-09-18", bekreftet=Bekreftelse("Novari IKS", LATER)), id="the wheel is confirmed anew"),
        pytest.param(confirmed_again("2023-09-18"), id="the row is confirmed"),
    ],
)
def test_a_date_that_moved_keeps_its_uid_and_raises_its_revision(after):
    before = moved("2023-09-25")

    assert (after.uid, after.first) == (before.uid, day("2023-09-18"))
    assert (before.revision, after.revision) == (20230821, 20240201)


def test_an_estimate_that_is_confirmed_raises_its_revision():
    before = one(frist("x"), draft=True)
    after = one(frist("x", bekreftet=Bekreftelse("Novari IKS", LATER)), draft=True)

    assert (before.estimate, after.estimate) == (True, False)
    assert before.revision < after.revision


def test_a_deadline_has_the_same_uid_whichever_of_two_wheels_tells_it():
    old = wheel(frist("conexus-juli-neste", "2024-07-02"))
    new = wheel(frist("conexus-juli", "2024-07-03"), skolear="2024-2025")

    alone, both = (kalender.events(Arshjulene(wheels), ALL) for wheels in ([old], [old, new]))

    assert [e.uid for e in alone] == [e.uid for e in both] == ["2024-2025/conexus-juli@kodevakt"]
    assert [e.first.day for e in (*alone, *both)] == [2, 3]


def rung(first):
    """Return the moments at which an event on *first* rings, by the clock on the reader's wall."""
    midnight = datetime.combine(first, time())
    return [midnight + alarm for alarm in one(frist("x", Tid.dato(first))).alarms]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        pytest.param("2023-11-08", ["2023-11-01 09", "2023-11-07 09"], id="Wednesday"),
        pytest.param("2023-11-13", ["2023-11-06 09", "2023-11-10 09"], id="Monday: the Friday before"),
        pytest.param("2023-09-24", ["2023-09-15 09", "2023-09-22 09"], id="Sunday: the day on which it must be done"),
        pytest.param("2024-04-02", ["2024-03-26 09", "2024-03-27 09"], id="after Easter"),
        pytest.param("2024-01-02", ["2023-12-22 09", "2023-12-29 09"], id="a week before is 2. juledag"),
        pytest.param(
            "2024-04-01", ["2024-03-25 09", "2024-03-27 09"], id="2. påskedag, after the clock is put forward"
        ),
    ],
)
def test_it_rings_at_nine_a_week_before_and_on_the_last_working_day_before(first, expected):
    assert [f"{moment:%Y-%m-%d %H}" for moment in rung(day(first))] == expected


@given(st.dates(date(2023, 7, 1), date(2024, 8, 31)))
def test_every_alarm_rings_before_the_deadline_on_a_working_day(first):
    week, eve = rung(first)

    assert timedelta(days=7) <= first - week.date() <= timedelta(days=12)
    assert week < eve < datetime.combine(first, time())
    assert all(moment.time() == time(9) and workdays.is_working_day(moment.date()) for moment in (week, eve))
    assert not any(workdays.is_working_day(eve.date() + timedelta(days=n)) for n in range(1, (first - eve.date()).days))


def test_a_school_holiday_does_not_ring():
    assert one(frist("x", Tid.uke((2023, 41)), slag="ferie")).alarms == ()


TITLES = [
    pytest.param(frist("x", hva="Kjør 5A019. Se 22. september"), {}, "Kjør 5A019", id="the first sentence"),
    pytest.param(frist("x", hva="Tilbakemelding."), {}, "Tilbakemelding", id="without its full stop"),
    pytest.param(
        frist("x", hva="Filer pr. OT evt. Vigo (ca. Ti). Mer"),
        {},
        "Filer pr. OT evt. Vigo (ca. Ti)",
        id="abbreviations",
    ),
    pytest.param(frist("x", hva="ord " * 500), {}, "ord " * 30 + "…", id="a long one is cut between words"),
    pytest.param(frist("x", hva="a" * 3000), {}, "a" * 120 + " …", id="a word without end"),
    pytest.param(
        frist("x", "2023-09-25", frist_fylke="2023-09-24"),
        {},
        "Frist for fylket: x (reelt fredag 22. september)",
        id="the county's own deadline on a Sunday",
    ),
    pytest.param(
        frist("x", Tid.maned(2023, 9)), {}, "x (i løpet av september) (reelt fredag 29. september)", id="month"
    ),
    pytest.param(frist("x"), {"draft": True}, "x (anslag)", id="estimate"),
    pytest.param(
        frist("x", Tid.uke((2023, 41)), slag="ferie", hva="Høstferie for Oslo og Viken"),
        {},
        "Høstferie for Oslo og Viken",
        id="holiday",
    ),
    pytest.param(
        frist("x", Tid.uke((2023, 41)), slag="ferie", hva="Høstferie for Oslo og Viken", fylker=("Oslo", "Viken")),
        {"valg": Valg("Oslo")},
        "Høstferie (Oslo)",
        id="holiday of the county asked for",
    ),
]


@pytest.mark.parametrize(("row", "more", "expected"), TITLES)
def test_the_title_tells_what_it_is_and_what_the_day_does_not(row, more, expected):
    assert one(row, **more).title == expected


FULL = frist(
    "x",
    "2023-09-25",
    hva="Elevdata. Se 22. september.",
    frist_fylke="2023-09-24",
    data_i_vigo="2023-09-26",
    fra=("VIGO (IST)", "Fylkene"),
    til=("Udir",),
    rapport=("5A019",),
    kommentar="Grunnlag for KOSTRA.",
    usikker=("Datoen er utydelig.",),
    kategori=SSB,
    utledet=True,
    linjer="54-57",
)


def test_the_text_tells_everything_about_a_confirmed_deadline():
    assert one(FULL).text.splitlines() == [
        "Elevdata. Se 22. september.",
        "",
        "Frist: søndag 24. september 2023, reelt fredag 22. september 2023",
        "Leveres: mandag 25. september 2023",
        "Data i VIGO senest: tirsdag 26. september 2023",
        "Fra: VIGO (IST), Fylkene",
        "Til: Udir",
        "Rapport: 5A019",
        "Kommentar: Grunnlag for KOSTRA.",
        "Usikkert: Datoen er utydelig.",
        "Kategori: ssbResultat og ssbElev (utledet av teksten)",
        "Bekreftet: Novari IKS, per 21. august 2023",
        "Kilde: Håndboken, A03, linje 54-57",
    ]


def test_a_county_with_nynorsk_gets_the_words_around_it_in_nynorsk():
    lines = one(FULL, valg=Valg("Vestland")).text.splitlines()

    assert lines[3] == "Blir levert: måndag 25. september 2023"
    assert lines[4] == "Data i VIGO seinast: tysdag 26. september 2023"
    assert lines[-2] == "Stadfesta: Novari IKS, per 21. august 2023"


def test_the_text_of_an_estimate_says_so_first_and_from_what_it_was_derived():
    row = frist("x", utledet_fra=Utledning(day("2022-09-26"), "samme dag i måneden."))

    text = one(row, draft=True).text

    assert text.startswith("Anslag, ikke bekreftet. Utledet fra mandag 26. september 2022: samme dag i måneden.\n")
    assert "Bekreftet:" not in text


def test_the_text_of_a_stretch_of_days_tells_both_ends_and_exceptions():
    when = Tid.periode(day("2023-10-11"), day("2023-10-13"))
    row = frist("x", Tid.uke((2023, 41)), slag="ferie", fylker=("Oslo", "Nordland"), unntak=(Unntak("Nordland", when),))

    lines = one(row).text.splitlines()

    assert lines[2:5] == [
        "Når: mandag 9. oktober 2023 – fredag 13. oktober 2023",
        "Gjelder: Oslo, Nordland",
        "Unntak: Nordland: onsdag 11. oktober 2023 – fredag 13. oktober 2023",
    ]


YEAR = Arshjulene([wheel(frist("x"))], (*FYLKER, VESTLAND))


@pytest.mark.parametrize(
    ("fylker", "kategorier", "expected"),
    [
        pytest.param([], [], ALL, id="everything"),
        pytest.param([""], ["", " , "], ALL, id="left empty"),
        pytest.param(["vlfk"], [], Valg("Vestland"), id="a short name"),
        pytest.param(["46", "VESTLAND "], [], Valg("Vestland"), id="the same county twice"),
        pytest.param(["Viken"], [], Valg("Viken"), id="a county of before"),
        pytest.param([], ["ssb,INTERN", "ssb"], Valg(None, frozenset({"ssb", "intern"})), id="categories"),
    ],
)
def test_a_choice_is_understood_as_people_write_it(fylker, kategorier, expected):
    assert kalender.choose(YEAR, fylker, kategorier) == expected


@pytest.mark.parametrize(
    ("fylker", "kategorier", "message"),
    [
        pytest.param(
            ["Oslø"],
            [],
            "Ukjent fylke «Oslø». Fylkene er Akershus, Buskerud, Nordland, Oslo, Vestland, Østfold.",
            id="county",
        ),
        pytest.param([], ["ssb,x"], "Ukjent kategori «x». Kategoriene er intern, ssb.", id="category"),
        pytest.param(["Oslo", "Vestland"], [], "Velg ett fylke om gangen, ikke Oslo og Vestland.", id="two counties"),
    ],
)
def test_a_choice_that_there_is_not_is_refused_with_those_there_are(fylker, kategorier, message):
    with pytest.raises(KodevaktError) as error:
        kalender.choose(YEAR, fylker, kategorier)

    assert str(error.value) == message


def test_a_long_wrong_name_is_not_repeated_whole():
    with pytest.raises(KodevaktError) as error:
        kalender.choose(YEAR, ["x" * 10_000])

    assert len(str(error.value)) < 300


def test_the_calendar_is_called_by_what_was_chosen():
    valg = Valg("Vestland", frozenset({"ssb", "intern"}))

    assert kalender.name(YEAR, ALL) == "Årshjul VIGO"
    assert kalender.name(YEAR, valg) == "Årshjul VIGO – Vestland – Interne datoer + ssbResultat og ssbElev"


def test_the_newest_of_those_who_vouch_for_a_date_counts():
    early = Bekreftelse("Novari IKS", date(2020, 1, 1))

    assert one(frist("x", bekreftet=early)).revised == NOVARI.dato
