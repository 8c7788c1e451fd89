"""How fast the ledger is with 10,000 open rows, beside APScheduler's own job store in the same run.

The peer keeps 10,000 jobs for the same moments in a table of its own, on the same kind of database. It has one process
only, by its own rules; the ledger has one, two and four on PostgreSQL, and every row must be claimed once. *Bare* is
the least that a claim can be: one statement of SQL, without a lease, a pace or a time of its own.
"""

from __future__ import annotations

import multiprocessing
import statistics
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import psycopg
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.base import STATE_RUNNING
from apscheduler.schedulers.blocking import BlockingScheduler
from ledger_stage import Time, empty, let_go, plan_of, planned
from real_postgres import running
from reminding_stage import Desk, basis

from bot.adapters.store import Database
from bot.adapters.store.book import Book
from bot.adapters.store.database import migrate
from bot.adapters.store.ledger import Ledger
from bot.domain.kanal import Kanal

from .speed import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.domain.paminnelse import Key, Paminnelse

ROWS, CLAIMS, DRAINED, TICKS, ROUNDS = 10_000, 4_000, 1_000, 1_000, 3
ENTERED_S, IDLE_MS = 0.5, 1.0
_BARE = (
    "UPDATE post SET state = 'claimed', fence = fence + 1 WHERE ctid = (SELECT ctid FROM post WHERE state = 'due'"
    " ORDER BY not_before LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING reminder"
)


def nothing() -> None:
    """Do what a job of the peer does."""


def figures() -> Iterator[Figure]:
    """Measure everything, one figure after another."""
    with tempfile.TemporaryDirectory() as folder, running() as server:
        with server.database() as url:
            migrate(url)
            yield from _open_rows("PostgreSQL", url)
        yield from _open_rows("SQLite", f"sqlite:///{Path(folder) / 'ledger.sqlite3'}", goal=True)
        yield from _peer(f"sqlite:///{Path(folder) / 'peer.sqlite3'}")
        for processes in (1, 2, 4):
            with server.database() as url:
                yield _claims(url, processes)
        with server.database() as url:
            yield _bare(url)
        with server.database() as url:
            yield _drain(url.replace("postgresql:", "postgresql+psycopg:", 1))


_SOON = timedelta(seconds=2)


def _plan(count: int, due: datetime, spread: timedelta) -> dict[Key, Paminnelse]:
    """Return *count* reminders in a hundred channels."""
    kanaler = [Kanal(id=f"C{n:09}", fylke="Oslo") for n in range(100)]
    deadline = due.date() + timedelta(days=7)
    return plan_of(*(planned(f"rad-{n:05}", kanaler[n % 100], due + n % 997 * spread, deadline) for n in range(count)))


def _open_rows(name: str, url: str, *, goal: bool = False) -> Iterator[Figure]:
    """Enter all rows, and tick where none of them is due."""
    clock = Time()
    desk = Desk(url, clock.at, basis(kanaler=[]), clock)
    plan = _plan(ROWS, clock.at + timedelta(days=20), timedelta(minutes=1))
    runs = []
    for _ in range(ROUNDS):
        empty(url)
        runs.append(_seconds(lambda: desk.shelf.book.enter(plan, clock.at, clock.at + timedelta(days=60))))
    took = min(runs)  # a busy moment is not held against it
    wish = (f"at most {ENTERED_S:g} s", took <= ENTERED_S) if goal else ()
    yield Figure(f"ledger, {name}: {ROWS} reminders entered", f"{took:.2f} s", *wish)
    desk.job._entered = clock.at, desk.basis
    ticks = sorted(1000 * _seconds(desk.job.tick) for _ in range(TICKS))
    p50, p99 = statistics.median(ticks), ticks[TICKS * 99 // 100]
    wish = (f"at most {IDLE_MS:g} ms", p50 <= IDLE_MS) if goal else ()
    yield Figure(f"ledger, {name}: idle tick with them, p50", f"{p50:.2f} ms", *wish)
    yield Figure(f"ledger, {name}: idle tick with them, p99", f"{p99:.2f} ms")
    let_go(url)


@contextmanager
def _scheduler(url: str) -> Iterator[BlockingScheduler]:
    """Open the peer's store on a database of its own."""
    store = SQLAlchemyJobStore(url)
    scheduler = BlockingScheduler(jobstores={"default": store}, timezone="UTC")
    store.start(scheduler, "default")
    scheduler.state, scheduler._event = STATE_RUNNING, Event()  # running, but by hand
    yield scheduler
    store.shutdown()


def _add(scheduler: BlockingScheduler, count: int, due: datetime, spread: timedelta) -> None:
    for n in range(count):
        job: dict[str, Any] = {"id": f"job-{n}", "args": (), "kwargs": {}, "misfire_grace_time": None}
        scheduler.add_job(nothing, "date", run_date=due + n % 997 * spread, **job)


def _peer(url: str) -> Iterator[Figure]:
    with _scheduler(url) as scheduler:
        due = datetime.now(UTC) + timedelta(days=20)
        took = _seconds(lambda: _add(scheduler, ROWS, due, timedelta(minutes=1)))
        yield Figure(f"APScheduler's store, SQLite: {ROWS} jobs added", f"{took:.2f} s")
        wakes = [1000 * _seconds(scheduler._process_jobs) for _ in range(TICKS)]
        yield Figure("APScheduler's store, SQLite: idle wake-up, p50", f"{statistics.median(wakes):.2f} ms")


def _claims(url: str, processes: int) -> Figure:
    """Claim every row with as many processes."""
    _fill(url, CLAIMS)
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        pool.map(_warm, [url] * processes, chunksize=1)
        began = time.perf_counter()
        taken = [key for keys in pool.map(_claim_all, [url] * processes, chunksize=1) for key in keys]
        took = time.perf_counter() - began
    once = len(taken) == len(set(taken)) == CLAIMS
    many = "1 process" if processes == 1 else f"{processes} processes"
    return Figure(f"ledger, PostgreSQL: claims, {many}", f"{CLAIMS / took:.0f} rows/s", "each row once", once)


def _fill(url: str, count: int) -> None:
    migrate(url)
    database = Database(url)
    now = database.time()
    plan = _plan(count, now + _SOON, timedelta())  # what is due already when it is entered is looked for first
    Book(database).enter(plan, now - timedelta(days=1), now + timedelta(days=1))
    time.sleep(_SOON.total_seconds())
    database.close()


def _warm(url: str) -> None:
    """Load what a process needs."""
    Database(url).close()
    time.sleep(0.2)  # so that each process takes one


def _claim_all(url: str) -> list[tuple[str, ...]]:
    database = Database(url)
    taken = [tuple(post.key) for post in iter(Ledger(database).claim, None)]
    database.close()
    return taken


def _bare(url: str) -> Figure:
    _fill(url, CLAIMS)
    with psycopg.connect(url.replace("postgresql+psycopg:", "postgresql:", 1), autocommit=True) as connection:
        began = time.perf_counter()
        count = 0
        while connection.execute(_BARE).fetchone():
            count += 1
        took = time.perf_counter() - began
    return Figure("bare SQL, PostgreSQL: claims, 1 process", f"{count / took:.0f} rows/s")


def _drain(url: str) -> Figure:
    """Let the peer take what is due: it reads it all at once and removes one row after another."""
    with _scheduler(url) as scheduler:
        _add(scheduler, DRAINED, datetime.now(UTC) - timedelta(minutes=1), timedelta())
        store: Any = scheduler._jobstores["default"]

        def drain() -> None:
            for job in store.get_due_jobs(datetime.now(UTC)):
                store.remove_job(job.id)

        took = _seconds(drain)
    return Figure("APScheduler's store, PostgreSQL: due jobs taken", f"{DRAINED / took:.0f} rows/s")


def _seconds(function: Callable[[], object]) -> float:
    began = time.perf_counter()
    function()
    return time.perf_counter() - began
