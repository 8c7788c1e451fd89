"""One life of a worker: it takes its place, ticks until nothing is open, and does not know how it will end."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from bot.adapters.store import Database
from bot.adapters.store.tables import POST, WAITING
from bot.errors import KodevaktError

from . import given as settings
from . import levers, points
from .orders import STRATEGIES

if TYPE_CHECKING:
    from .given import Given

IDLE = 0.05
NEVER = 1_000_000_000
NOTES = "notes"
DONE = 77
"""What a worker that has nothing left to do ends with."""


class Notes:
    """What happens to the workers, a line each: written at once, so that it outlives them."""

    def __init__(self, folder: str) -> None:
        self._file = os.open(Path(folder) / NOTES, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def __call__(self, line: str) -> None:
        """Write a line."""
        os.write(self._file, f"{line}\n".encode())

    def log(self, event: str, **facts: object) -> None:
        """Be the log of the job."""
        if facts.get("written") is False:
            self(f"stale {facts.get('outcome')}")
        elif event in {"too_slow_to_post", "cannot_post", "expired"}:
            self(f"{event} {facts.get('reason') or ''}")


class End(NamedTuple):
    """How a life is to end; as `points.Doom`, but *killed_at* is when it is killed from outside."""

    point: str = ""
    nth: int = NEVER
    most: int = NEVER
    then: tuple[str, ...] = ()
    killed_at: float = float("inf")


def live(given: Given, name: str, end: End) -> None:
    """Work until all is done, or until the *end*."""
    notes = Notes(given.folder)
    blow = signal.SIGSTOP if given.freezes else signal.SIGKILL
    doom = points.Doom(end.point, end.nth, end.most, blow, notes, list(end.then))
    try:
        database = Database(given.url)
        place = database.alone()
    except KodevaktError as error:
        notes(f"trouble {error}")
        time.sleep(0.2)
        return
    levers.set_up(database, Path(given.folder))
    job, tools = settings.reminding(given, database, name, STRATEGIES[given.strategy], notes.log)
    points.set_up(tools, database, doom)
    while not _is_done(database, given):
        try:
            job.tick()
        except KodevaktError as error:
            notes(f"trouble {error}")
            time.sleep(0.1)
        time.sleep(IDLE)
    del place
    os._exit(DONE)


def _is_done(database: Database, given: Given) -> bool:
    open_ones = sa.select(sa.func.count(), sa.func.count().filter(WAITING)).select_from(POST)
    try:
        with database.read() as connection:
            entered, waiting = connection.execute(open_ones).one()
    except KodevaktError:
        return False
    return entered >= given.reminders and waiting == 0
