"""The clock: which day it is in Norway, and a clock that starts on another day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from bot.adapters import clock
from bot.domain import sendetid


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 1, 1, 22, 59, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 1, 1, 23, 0, tzinfo=UTC), date(2026, 1, 2)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
    ],
    ids=["winter, before midnight", "winter, midnight", "summer, before midnight", "summer, midnight"],
)
def test_the_day_changes_at_midnight_in_norway(moment: datetime, expected: date) -> None:
    assert sendetid.day_of(moment) == expected


@pytest.mark.parametrize("now", ["2026-11-22 22:30+00:00", "2026-07-01 22:30+00:00", "2026-03-29 01:30+00:00"])
@pytest.mark.parametrize("day", [date(2023, 9, 18), date(2024, 2, 29), date(2030, 1, 1)], ids=str)
def test_a_clock_that_starts_on_a_day_shows_it_and_goes_on(now: str, day: date) -> None:
    with time_machine.travel(now, tick=False) as moved:
        started = clock.starting(day)
        first = started()
        moved.shift(3600)
        later = started()

    assert sendetid.day_of(first) == day
    assert later - first == timedelta(hours=1)
