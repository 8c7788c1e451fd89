"""When a row of the Årshjul holds, and the school year's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Form = Literal["dato", "periode", "uke", "maned"]

UKEDAGER = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


@dataclass(frozen=True, slots=True)
class Tid:
    """When: the *first* and the *last* day, and the *form* the source writes them in."""

    form: Form
    first: date
    last: date

    @classmethod
    def dato(cls, day: date) -> Tid:
        """Return one day."""
        return cls("dato", day, day)

    @classmethod
    def periode(cls, first: date, last: date) -> Tid:
        """Return the days from *first* to *last*."""
        return cls("periode", first, last)

    @classmethod
    def uke(cls, first: tuple[int, int], last: tuple[int, int] | None = None) -> Tid:
        """Return ISO weeks, from Monday to Friday: a school holiday is the days that pupils are away.

        >>> Tid.uke((2023, 41)).first.isoformat(), Tid.uke((2023, 41)).last.isoformat()
        ('2023-10-09', '2023-10-13')
        """
        return cls("uke", date.fromisocalendar(*first, 1), date.fromisocalendar(*(last or first), 5))

    @classmethod
    def maned(cls, year: int, month: int) -> Tid:
        """Return a month ("i løpet av august"): its last day is the one that counts.

        >>> Tid.maned(2024, 2).last.isoformat()
        '2024-02-29'
        """
        first = date(year, month, 1)
        return cls("maned", first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def weekday(day: date) -> str:
    """Return the Norwegian name of the day of the week.

    >>> weekday(date(2023, 9, 24))
    'søndag'
    """
    return UKEDAGER[day.weekday()]


def skolear(day: date) -> str:
    """Return the school year of *day*; it changes on 1 August.

    >>> skolear(date(2026, 7, 31)), skolear(date(2026, 8, 1))
    ('2025-2026', '2026-2027')
    """
    start = day.year if day.month >= 8 else day.year - 1
    return f"{start}-{start + 1}"


def is_skolear(text: str) -> bool:
    """Tell whether *text* names a school year: two years in a row.

    >>> is_skolear('2026-2027'), is_skolear('2026-2028'), is_skolear('26-27')
    (True, False, False)
    """
    first, _, last = text.partition("-")
    four = len(first) == len(last) == 4 and (first + last).isascii() and (first + last).isdecimal()
    return four and 2000 <= int(first) == int(last) - 1
