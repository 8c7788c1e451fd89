"""Working days, held against a source of holidays that is not the library's."""

from bisect import bisect_left
from datetime import date, timedelta

import pytest

from bot.domain import workdays

YEARS = range(2023, 2035)
FIXED = [(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)]
AROUND_EASTER = [-3, -2, 0, 1, 39, 49, 50]


def easter(year):
    """Return Easter Sunday by the anonymous Gregorian algorithm (Nature, 20 April 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, of_month = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, of_month + 1)


def days_off(year):
    """Return the public holidays of *year*."""
    return {date(year, *at) for at in FIXED} | {easter(year) + timedelta(days=n) for n in AROUND_EASTER}


DAYS = [date(2023, 1, 1) + timedelta(days=n) for n in range((date(2035, 1, 1) - date(2023, 1, 1)).days)]
OFF = set.union(*(days_off(year) for year in range(2022, 2036)))
WORKING = [d for d in DAYS if d.weekday() < 5 and d not in OFF]


def test_the_independent_calendar_knows_easter():
    assert [easter(year).isoformat() for year in (2024, 2027, 2038)] == ["2024-03-31", "2027-03-28", "2038-04-25"]


def test_every_day_of_twelve_years_is_a_working_day_or_not_as_the_independent_calendar_says():
    assert [d for d in DAYS if workdays.is_working_day(d)] == WORKING


def test_every_public_holiday_of_twelve_years_has_a_name_and_no_other_day_has():
    assert {d for d in DAYS if workdays.holiday_name(d)} == OFF & set(DAYS)


def test_the_last_and_the_next_working_day_are_the_nearest_ones():
    for d in DAYS[10:-10]:
        at = bisect_left(WORKING, d)
        assert workdays.next_working_day(d) == WORKING[at]
        assert workdays.last_working_day(d) == (d if WORKING[at] == d else WORKING[at - 1])


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2024-01-01", "1. nyttårsdag"),
        ("2024-03-28", "Skjærtorsdag"),
        ("2024-04-01", "2. påskedag"),
        ("2024-05-01", "Arbeidernes dag"),
        ("2024-12-25", "1. juledag"),
        ("2024-12-26", "2. juledag"),
        ("2027-05-17", "2. pinsedag og Grunnlovsdag"),
        ("2024-12-24", None),
        ("2024-12-31", None),
        ("2024-03-27", None),
    ],
    ids=lambda value: value or "no name",
)
def test_a_holiday_has_its_norwegian_name(day, name):
    assert workdays.holiday_name(date.fromisoformat(day)) == name


@pytest.mark.parametrize("day", ["2024-12-24", "2024-12-31"], ids=["christmas eve", "new year's eve"])
def test_an_eve_on_a_weekday_is_an_ordinary_working_day(day):
    assert workdays.is_working_day(date.fromisoformat(day))


def test_an_eve_on_a_weekend_is_a_day_off():
    assert not workdays.is_working_day(date(2022, 12, 24))


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2023-09-25", "2023-09-25", 0),
        ("2023-09-22", "2023-09-25", 1),
        ("2023-09-25", "2023-09-22", -1),
        ("2023-07-15", "2023-07-18", 2),
        ("2024-03-27", "2024-04-02", 1),
    ],
    ids=["nowhere", "over a weekend", "back over a weekend", "from a saturday", "over easter"],
)
def test_working_days_are_counted_without_the_first_and_with_the_last(first, last, count):
    assert workdays.working_days_between(date.fromisoformat(first), date.fromisoformat(last)) == count


def test_counting_and_adding_undo_each_other():
    for start in DAYS[100:500:7]:
        for end in WORKING[60:80]:
            assert workdays.add_working_days(start, workdays.working_days_between(start, end)) == end
