"""Days in words, in bokmål and nynorsk. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.rolltext import MANEDER
from bot.domain.tid import UKEDAGER

if TYPE_CHECKING:
    from datetime import date, time

    from bot.domain.model import Malform

_DAYS = {"nb": UKEDAGER, "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag")}
_NEAR = {
    "nb": {-1: "i går", 0: "i dag", 1: "i morgen"},
    "nn": {-1: "i går", 0: "i dag", 1: "i morgon"},
}
_AHEAD = {"nb": "om {} dager", "nn": "om {} dagar"}
_BEHIND = {"nb": "for {} dager siden", "nn": "for {} dagar sidan"}
_ONGOING = {"nb": "pågår nå", "nn": "går føre seg no"}
_WHOLE = 4


def long(day: date, malform: Malform = "nb", *, year: bool = True) -> str:
    """Return a day in full.

    >>> from datetime import date
    >>> long(date(2023, 9, 24)), long(date(2023, 9, 23), "nn", year=False)
    ('søndag 24. september 2023', 'laurdag 23. september')
    """
    said = f"{_DAYS[malform][day.weekday()]} {day.day}. {MANEDER[day.month - 1]}"
    return f"{said} {day.year}" if year else said


def short(day: date, malform: Malform = "nb", *, year: bool = False) -> str:
    """Return a day in short.

    >>> from datetime import date
    >>> short(date(2023, 9, 22)), short(date(2024, 5, 7), "nn", year=True)
    ('fre 22. sep.', 'tys 7. mai 2024')
    """
    name = MANEDER[day.month - 1]
    month = name if len(name) <= _WHOLE or day.month in (4, 6, 7) else f"{name[:3]}."
    said = f"{_DAYS[malform][day.weekday()][:3]} {day.day}. {month}"
    return f"{said} {day.year}" if year else said


def number(day: date) -> str:
    """Return a day in figures.

    >>> from datetime import date
    >>> number(date(2023, 8, 21))
    '21.8.2023'
    """
    return f"{day.day}.{day.month}.{day.year}"


def clock(time: time) -> str:
    """Return a time of the day, a whole hour without its minutes.

    >>> from datetime import time
    >>> clock(time(8)), clock(time(9, 5))
    ('08', '09.05')
    """
    return f"{time:%H.%M}" if time.minute else f"{time:%H}"


def long_stretch(first: date, last: date, malform: Malform = "nb") -> str:
    """Return the days from *first* to *last* in full.

    >>> from datetime import date
    >>> long_stretch(date(2023, 10, 9), date(2023, 10, 13))
    'mandag 9. oktober–fredag 13. oktober 2023'
    """
    return f"{long(first, malform, year=first.year != last.year)}–{long(last, malform)}"


def short_stretch(first: date, last: date, malform: Malform = "nb", *, year: bool = False) -> str:
    """Return the days from *first* to *last* in short.

    >>> from datetime import date
    >>> short_stretch(date(2023, 10, 9), date(2023, 10, 13))
    'man 9. okt.–fre 13. okt.'
    """
    return f"{short(first, malform)}–{short(last, malform, year=year)}"


def left(day: date, today: date, malform: Malform = "nb") -> str:
    """Return how far away a day is.

    >>> from datetime import date
    >>> [left(date(2023, 9, day), date(2023, 9, 18)) for day in (15, 17, 18, 19, 25)]
    ['for 3 dager siden', 'i går', 'i dag', 'i morgen', 'om 7 dager']
    """
    away = (day - today).days
    if away in _NEAR[malform]:
        return _NEAR[malform][away]
    return (_AHEAD if away > 0 else _BEHIND)[malform].format(abs(away))


def left_of_stretch(first: date, last: date, today: date, malform: Malform = "nb") -> str:
    """Return how far away a stretch of days is, or that it is now."""
    if first <= today <= last:
        return _ONGOING[malform]
    return left(first if today < first else last, today, malform)
