"""What a row of the Årshjul knows about itself."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from tiny_wheel import NOVARI, day, frist, wheel

from bot.domain.frist import Bekreftelse
from bot.domain.tid import Tid, skolear, weekday

LEVERING = frist("ssbresultat", "2023-09-25", frist_fylke="2023-09-24")
FERIE = frist("hostferie", Tid.uke((2023, 41)), slag="ferie")
AUGUST = frist("vilbli", Tid.maned(2023, 8))
SENSUR = frist("sensur", Tid.periode(date(2024, 6, 19), date(2024, 6, 21)))
PRIVATSKOLE = frist("privatskole", "2023-09-05", data_i_vigo="2023-09-07")
RUTINE = frist("rutine", None, slag="rutine")


@pytest.mark.parametrize(
    ("tid", "first", "last"),
    [
        (Tid.dato(date(2023, 9, 25)), "2023-09-25", "2023-09-25"),
        (Tid.uke((2023, 41)), "2023-10-09", "2023-10-13"),
        (Tid.uke((2024, 31), (2024, 32)), "2024-07-29", "2024-08-09"),
        (Tid.uke((2026, 53)), "2026-12-28", "2027-01-01"),
        (Tid.maned(2023, 8), "2023-08-01", "2023-08-31"),
        (Tid.maned(2023, 12), "2023-12-01", "2023-12-31"),
        (Tid.maned(2024, 2), "2024-02-01", "2024-02-29"),
    ],
    ids=["a day", "a week", "two weeks", "week 53", "a month", "december", "a leap february"],
)
def test_every_way_to_write_a_date_has_a_first_and_a_last_day(tid, first, last):
    assert (tid.first, tid.last) == (day(first), day(last))


@pytest.mark.parametrize(
    ("row", "days"),
    [
        (LEVERING, ["2023-09-24", "2023-09-25"]),
        (FERIE, ["2023-10-09", "2023-10-13"]),
        (AUGUST, ["2023-08-31"]),
        (SENSUR, ["2024-06-19", "2024-06-21"]),
        (PRIVATSKOLE, ["2023-09-05"]),
        (RUTINE, []),
    ],
    ids=["a delivery", "a holiday", "a month", "a period", "data in VIGO", "a routine"],
)
def test_a_row_has_the_days_that_somebody_must_act(row, days):
    assert [d.isoformat() for d in row.days] == days


def test_the_countys_own_deadline_is_the_deadline_and_the_delivery_stands_beside_it():
    assert (LEVERING.deadline, LEVERING.delivery) == (date(2023, 9, 24), date(2023, 9, 25))


def test_a_row_without_a_deadline_of_the_county_has_its_own_day_and_no_delivery():
    assert (PRIVATSKOLE.deadline, PRIVATSKOLE.delivery) == (date(2023, 9, 5), None)


def test_a_row_without_a_date_has_no_deadline_and_is_never_past():
    assert (RUTINE.deadline, RUTINE.working_deadline, RUTINE.next_day(date(2000, 1, 1))) == (None, None, None)
    assert not RUTINE.is_past(date(2099, 1, 1))


@pytest.mark.parametrize(
    ("row", "last"),
    [
        (LEVERING, "2023-09-22"),
        (frist("a", "2024-05-01"), "2024-04-30"),
        (frist("a", "2024-04-01"), "2024-03-27"),
        (frist("a", "2023-09-25"), None),
        (frist("ferie", Tid.uke((2024, 13)), slag="ferie"), None),
    ],
    ids=["a sunday", "1 may", "easter monday", "a monday", "a holiday that ends on good friday"],
)
def test_a_deadline_on_a_day_off_tells_its_last_working_day(row, last):
    assert row.working_deadline == (day(last) if last else None)


@pytest.mark.parametrize(
    ("row", "today", "following"),
    [
        (LEVERING, "2023-09-20", "2023-09-24"),
        (LEVERING, "2023-09-24", "2023-09-24"),
        (LEVERING, "2023-09-25", "2023-09-25"),
        (LEVERING, "2023-09-26", None),
        (FERIE, "2023-10-09", "2023-10-09"),
        (FERIE, "2023-10-10", "2023-10-13"),
        (AUGUST, "2023-08-01", "2023-08-31"),
    ],
    ids=["ahead", "today", "delivery day", "over", "first day", "in it", "in the month"],
)
def test_the_next_day_of_a_row_is_its_first_that_has_not_passed(row, today, following):
    assert row.next_day(day(today)) == (day(following) if following else None)


@pytest.mark.parametrize(
    ("row", "last"),
    [(LEVERING, "2023-09-25"), (FERIE, "2023-10-13"), (PRIVATSKOLE, "2023-09-07")],
    ids=["a delivery", "a holiday", "data in VIGO"],
)
def test_a_row_is_past_on_the_day_after_its_last_one(row, last):
    end = day(last)
    assert not row.is_past(end)
    assert row.is_past(end.replace(day=end.day + 1))


def test_a_row_is_named_among_all_wheels_by_year_and_id():
    assert LEVERING.key == "2023-2024/ssbresultat"


def test_nothing_in_a_row_can_be_changed():
    with pytest.raises(FrozenInstanceError):
        LEVERING.hva = "noe annet"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("today", "year"),
    [
        ("2023-07-31", "2022-2023"),
        ("2023-08-01", "2023-2024"),
        ("2024-07-31", "2023-2024"),
        ("2024-01-01", "2023-2024"),
    ],
)
def test_the_school_year_changes_on_the_first_of_august(today, year):
    assert skolear(day(today)) == year


def test_a_weekday_has_its_norwegian_name():
    week = [weekday(date(2023, 9, 18 + n)) for n in range(7)]
    assert week == ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]


def test_a_wheel_covers_july_to_the_next_august():
    made = wheel()
    covered = [made.covers(day(d)) for d in ("2023-06-30", "2023-07-01", "2024-08-31", "2024-09-01")]
    assert covered == [False, True, True, False]


def test_an_admin_confirms_some_rows_of_a_draft():
    by = Bekreftelse("Kari", date(2026, 9, 1))
    draft = wheel(frist("a"), frist("b"), draft=True)
    some = draft.confirmed(by, {"a"})
    assert [(row.anslag, row.bekreftet) for row in some.rader] == [(False, by), (True, None)]
    assert (some.status, some.bekreftet) == ("utkast", None)


def test_an_admin_confirms_a_whole_draft():
    whole = wheel(frist("a"), frist("b", bekreftet=NOVARI), draft=True).confirmed(NOVARI)
    assert (whole.status, whole.bekreftet, [row.anslag for row in whole.rader]) == ("bekreftet", NOVARI, [False, False])
