"""The worker: what the reminders need, put together, and the timer that ticks it once a minute.

Like `bot.app`, this is composition: nobody else builds these parts. APScheduler keeps nothing: what is owed is in the
database, and a tick that is missed is made up for by the next one.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from apscheduler.events import EVENT_JOB_ERROR
from apscheduler.schedulers.background import BackgroundScheduler

from bot.adapters import clock
from bot.adapters.poster import Poster
from bot.adapters.store.book import Book
from bot.adapters.store.gaps import Gaps
from bot.adapters.store.keeping import Keeping
from bot.adapters.store.ledger import Ledger
from bot.adapters.store.marks import Marks
from bot.adapters.store.watch import Watch
from bot.domain.delivery import PATIENCE
from bot.reminding.job import Reminding
from bot.reminding.tools import Basis, Tools
from bot.slack import paminnelseblokker, varsel
from bot.slack.logs import log, where
from bot.slack.paminnelsetekster import malform_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from apscheduler.events import JobExecutionEvent

    from bot.adapters.store import Database
    from bot.config import Settings
    from bot.domain.kanal import Kanal
    from bot.sourcecheck import SourceCheck

EVERY_MINUTE = {"second": 0}
"""When it ticks: on the minute, since that is when reminders are due. In UTC no minute is skipped or comes twice."""

EVERY_HOUR = {"minute": 7, "second": 0}
"""When it is asked whether it is time to look at the sources. The database knows; a week's look is not lost."""


class Worker:
    """Ticks the job in a thread of its own, once at the start and then every minute.

    *sources* is asked every hour, in another thread, whether it is time to look at the sources: that may take minutes.
    """

    def __init__(self, job: Reminding, database: Database, sources: SourceCheck | None = None) -> None:
        self._job = job
        self._sources = sources
        self._database = database

    @contextmanager
    def running(self) -> Iterator[None]:
        """Tick until the end; then finish the post in hand.

        Raises:
            ConfigError: another process has the place of the worker on this SQLite file.
        """
        place = self._database.alone()
        # Its own words on a job that failed hold a traceback, and that may hold what a message says.
        logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
        timer = BackgroundScheduler(timezone="UTC")
        timer.add_listener(_failed, EVENT_JOB_ERROR)
        kept = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        timer.add_job(self._job.tick, "cron", **EVERY_MINUTE, next_run_time=clock.now(), **kept)
        if self._sources:
            timer.add_job(self._sources.weekly, "cron", **EVERY_HOUR, next_run_time=clock.now(), **kept)
        timer.start()
        try:
            yield
        finally:
            self._job.stopping = True
            if self._sources:
                self._sources.stopping = True
            timer.shutdown(wait=True)
            log.info("worker_stopped")
            if place:
                place.release()

    def run(self) -> None:
        """Tick until told to stop."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        with self.running():
            log.info("worker_started")
            stop.wait()


def build_job(
    settings: Settings,
    database: Database,
    basis: Callable[[], Basis],
    now: Callable[[], datetime] = clock.now,
    sleep: Callable[[float], None] = clock.sleep,
) -> Reminding:
    """Return the job over *database*. *basis* gives the wheels and channels that hold now."""
    words = SimpleNamespace(message=paminnelseblokker.message, gone=_gone, alert=varsel.alert)
    tools = Tools(
        ledger=Ledger(database, settings.admin_channel or ""),
        book=Book(database),
        marks=Marks(database),
        watch=Watch(database),
        poster=Poster(settings.bot_token, settings.slack_api_url, PATIENCE.timeout),
        words=words,
        patience=PATIENCE,
        now=now,
        elapsed=clock.elapsed,
        sleep=sleep,
        log=log.info,
        forget=(Gaps(database, settings.gap_days).forget, Keeping(database).forget),
    )
    return Reminding(tools, basis, f"{socket.gethostname()[:60]}:{os.getpid()}")


def _gone(deadline: date, kanal: Kanal) -> dict[str, Any]:
    return paminnelseblokker.gone(deadline, malform_of(kanal))


def _failed(event: JobExecutionEvent) -> None:
    """Log that a tick broke off. The next one goes on where the ledger says."""
    log.error("tick_failed", error=type(event.exception).__name__, where=where(event.exception))
