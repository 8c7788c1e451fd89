"""Norwegian working days: Monday to Friday, without the public holidays.

The holidays are those of "lov om helligdager og helligdagsfred" (1995-02-24 no. 12) and of "lov om 1. og 17. mai"
(1947-04-26 no. 1), as the `holidays` library holds them. Christmas Eve, New Year's Eve and the eves of Easter and
Pentecost are not public holidays: unless they fall on a weekend they are ordinary working days here, though many
offices close early.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY = timedelta(days=1)
_SATURDAY = 5
_ORDINALS = (("Første ", "1. "), ("Andre ", "2. "))


def holiday_name(day: date) -> str | None:
    """Return what a public holiday is called, or None for any other day; two on one day are both named.

    >>> holiday_name(date(2026, 12, 25)), holiday_name(date(2027, 5, 17)), holiday_name(date(2026, 12, 24))
    ('1. juledag', '2. pinsedag og Grunnlovsdag', None)
    """
    return _holidays(day.year).get(day)


def is_working_day(day: date) -> bool:
    """Tell whether people are at work: neither Saturday, Sunday nor a public holiday.

    >>> is_working_day(date(2026, 12, 24)), is_working_day(date(2026, 12, 25))
    (True, False)
    """
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


def last_working_day(day: date) -> date:
    """Return *day* itself, or the nearest working day before it.

    >>> last_working_day(date(2023, 9, 24)).isoformat()
    '2023-09-22'
    """
    while not is_working_day(day):
        day -= _DAY
    return day


def next_working_day(day: date) -> date:
    """Return *day* itself, or the nearest working day after it.

    >>> next_working_day(date(2026, 2, 1)).isoformat()
    '2026-02-02'
    """
    while not is_working_day(day):
        day += _DAY
    return day


def working_days_between(first: date, last: date) -> int:
    """Count the working days it takes to come from *first* to *last*: without *first*, with *last*.

    Backwards the count is negative, and `add_working_days` is the way back.

    >>> working_days_between(date(2023, 9, 22), date(2023, 9, 25)), working_days_between(
    ...     date(2023, 9, 25), date(2023, 9, 22)
    ... )
    (1, -1)
    """
    step = _DAY if last >= first else -_DAY
    count = 0
    while first != last:
        first += step
        count += is_working_day(first)
    return count if step == _DAY else -count


def add_working_days(day: date, count: int) -> date:
    """Return the working day that is *count* of them after *day*, or before it when *count* is negative.

    >>> add_working_days(date(2023, 9, 25), -1).isoformat()
    '2023-09-22'
    """
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


@lru_cache(maxsize=64)
def _holidays(year: int) -> Mapping[date, str]:
    import holidays  # noqa: PLC0415 - it takes a tenth of a second, which a command without dates need not pay

    return {day: _name(name) for day, name in holidays.country_holidays("NO", years=year, language="no").items()}


def _name(name: str) -> str:
    """Write "Andre pinsedag; Grunnlovsdag" the way people do."""
    for word, digit in _ORDINALS:
        name = name.replace(word, digit)
    return name.replace("; ", " og ")
