"""The clock: which day it is in Norway, and a clock that can be set forward."""

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


@pytest.mark.parametrize("begins", [datetime(2023, 9, 18, 5, 45, tzinfo=UTC), None], ids=["another day", "now"])
def test_a_clock_that_can_be_moved_goes_on_by_itself_and_is_never_set_back(begins: datetime | None) -> None:
    with time_machine.travel("2026-11-22 22:30+00:00", tick=False) as real:
        shown = clock.Movable(begins)
        first = shown.now()
        real.shift(3600)
        hour = timedelta(hours=1)
        told = [shown.now() - first]
        shown.forward(first + 5 * hour)
        told.append(shown.now() - first)
        shown.forward(first)
        told.append(shown.now() - first)
        shown.wait(1800)
        told.append(shown.now() - first)

    assert first == (begins or datetime(2026, 11, 22, 22, 30, tzinfo=UTC))
    assert told == [hour, 5 * hour, 5 * hour, 5.5 * hour]
