"""A year of reminders in virtual time, in small: `make soak` is the same with 357 channels and 42,840 posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bench.soak import MEMORY, ON_TIME_GOAL, Year, soak
from ledger_stage import let_go

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def memory() -> Iterator[str]:
    """Return the address of an empty database in memory."""
    yield MEMORY
    let_go(MEMORY)


def test_over_a_year_with_faults_the_ledger_equals_what_was_received_and_the_pace_is_kept(memory: str) -> None:
    found = soak(memory, Year(6, deadlines=16, rate=0.03))

    assert (found.told, found.lost, found.doubled, found.equal) == (found.planned, 0, 0, True)
    assert found.planned == 288
    assert found.closest >= 1


def test_when_slack_allows_it_every_county_has_its_reminders_within_a_minute(memory: str) -> None:
    found = soak(memory, Year(15, deadlines=6, offsets=(14, 7, 1, 0)))

    assert (found.told, found.lost, found.doubled, found.equal) == (360, 0, 0, True)
    assert found.on_time >= ON_TIME_GOAL
    assert found.closest >= 1
