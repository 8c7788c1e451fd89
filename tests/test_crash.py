"""Workers are killed all the time, Slack fails, and each reminder is posted exactly once: a short `make crash`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crash.runs import POSTGRESQL, SQLITE, Run, side_by_side
from crash.table import complaints

if TYPE_CHECKING:
    from real_postgres import Postgres

EACH, KILLS = 160, 22
FEW = 30
WRONG = {
    "mark_first": "503",
    "post_first": "dropped accepted",
    "sdk_retry": "dropped accepted",
    "short_settle": "500 accepted",
}
"""The usual ways to do it, and the fault that each cannot stand."""


def test_whatever_is_killed_and_whatever_fails_each_reminder_is_posted_exactly_once(postgres: Postgres) -> None:
    runs = [Run(database=database, reminders=EACH, kills=KILLS) for database in (SQLITE, POSTGRESQL)]
    results = side_by_side(runs, postgres)

    assert [complaints(result) for result in results] == [[], []]
    assert [result.troubles for result in results] == [0, 0]
    assert sum(result.reminders for result in results) >= 300
    assert sum(result.kills.total() for result in results) >= 40


def test_the_usual_ways_lose_or_post_twice_so_the_harness_can_fail() -> None:
    runs = [Run(strategy=strategy, reminders=FEW, kills=4, only=only) for strategy, only in WRONG.items()]
    found = dict(zip(WRONG, side_by_side(runs, at_once=4), strict=True))

    lost = {strategy for strategy, result in found.items() if result.lost}
    doubled = {strategy for strategy, result in found.items() if result.doubled}
    assert lost == {"mark_first"}
    assert doubled == {"post_first", "sdk_retry", "short_settle"}
