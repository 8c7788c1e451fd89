"""Workers are killed all the time, Slack fails, and each reminder is posted exactly once: a short `make crash`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from crash.disasters import Disaster, struck
from crash.play import claims
from crash.runs import POSTGRESQL, SQLITE, Run, played
from crash.table import complaints

from bot.adapters.store.database import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from crash.play import Result
    from real_postgres import Postgres

AT_ONCE = 6
RUNS = {name: Run(database=name, reminders=160, kills=23) for name in (SQLITE, POSTGRESQL)}
FROZEN = Run(database=POSTGRESQL, reminders=40, kills=0, freezes=6, seed=3, spread=8)
WRONG = {
    "mark_first": "503",
    "post_first": "dropped accepted",
    "sdk_retry": "dropped accepted",
    "short_settle": "500 accepted",
}
"""The usual ways to do it, and the fault that each cannot stand."""
DISASTERS = {name: Disaster(name, reminders=24, kills=2) for name in ("locked", "full", "old", "gone")}
RESTARTED = Disaster("restarted", POSTGRESQL, reminders=24, kills=2)


@pytest.fixture(scope="module")
def at_work(postgres: Postgres) -> Iterator[dict[str, Future[Result]]]:
    """Play everything side by side, since it mostly waits; only what harms PostgreSQL is not among it."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = {**RUNS, "frozen": FROZEN}
        runs |= {order: Run(strategy=order, reminders=30, kills=4, only=fault) for order, fault in WRONG.items()}
        futures = {name: pool.submit(played, run, postgres) for name, run in runs.items()}
        yield futures | {name: pool.submit(struck, disaster) for name, disaster in DISASTERS.items()}


def test_whatever_is_killed_and_whatever_fails_each_reminder_is_posted_exactly_once(at_work) -> None:
    results = [at_work[name].result() for name in RUNS]

    assert [complaints(result) for result in results] == [[], []]
    assert [result.troubles for result in results] == [0, 0]
    assert sum(result.reminders for result in results) >= 300
    assert sum(result.kills.total() for result in results) >= 40


@pytest.mark.parametrize("order", WRONG)
def test_the_usual_ways_lose_or_post_twice_so_the_harness_can_fail(at_work, order: str) -> None:
    result = at_work[order].result()

    assert bool(result.lost) == (order == "mark_first")
    assert bool(result.doubled) == (order != "mark_first")


def test_a_worker_that_was_frozen_for_longer_than_its_lease_writes_and_posts_nothing(at_work) -> None:
    result = at_work["frozen"].result()

    assert complaints(result) == []
    assert result.kills.total() >= FROZEN.freezes / 2
    assert result.stale + result.held_back > 0


@pytest.mark.parametrize("name", DISASTERS)
def test_whatever_happens_to_a_sqlite_file_nothing_is_lost_or_posted_twice(at_work, name: str) -> None:
    result = at_work[name].result()

    assert complaints(result) == []
    assert bool(result.troubles) == DISASTERS[name].tells


def test_a_postgresql_that_is_restarted_in_the_midst_is_told_of_and_nothing_is_lost(
    at_work, postgres: Postgres
) -> None:
    for future in at_work.values():
        future.result()
    if not postgres.is_ours:
        pytest.skip("DATABASE_URL names a server that is not ours to stop")
    result = struck(RESTARTED, postgres)

    assert complaints(result) == []
    assert result.troubles > 0


def test_of_several_processes_that_claim_at_once_each_row_goes_to_one(postgres: Postgres) -> None:
    with postgres.database() as url:
        migrate(url)
        found = claims(url, rows=200, processes=2)

    assert (found["claimed"], found["often"], found["fence"]) == (200, 1, 1)
