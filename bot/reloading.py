"""Take up edited files while the program runs: within two seconds, whole, and only when nothing is wrong with them.

Every half minute it also takes up which sources have changed, so that no answer has to ask the database.
"""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.adapters.store import alerts
from bot.errors import DatabaseError
from bot.slack.logs import log

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.errors import Fault
    from bot.house import House

EVERY = 0.5
"""Seconds between two looks at the files. They are read when two looks agree: an editor may still be writing."""

_SOURCES = int(30 / EVERY)  # as many looks pass until it is asked which sources have changed
_TURN = 0.0005  # seconds that one thread may keep the others waiting while the files are read


class Reloader:
    """Watches the files of *house* and lets it take them up when they change. *admin* is told when they have faults."""

    def __init__(self, house: House, admin: str = "") -> None:
        self._admin = admin
        self._house = house
        self._seen = house.print
        self._told: Sequence[Fault] = house.faults
        self._stop = threading.Event()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Watch in a thread of its own."""
        thread = threading.Thread(target=self._watch, name="reloader", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()

    def look(self) -> bool:
        """Look once, and read the files when they have changed since they were read and then stood still."""
        before, self._seen = self._seen, self._house.fingerprint()
        if self._seen in (self._house.print, frozenset()) or self._seen != before:
            return False
        taken = self._house.reload()
        log.info("reloaded" if taken else "reload_refused", count=len(self._house.faults))
        self._tell()
        return taken

    def _watch(self) -> None:
        # Answers go on while the files are read: nobody is to wait for the interpreter longer than this.
        sys.setswitchinterval(min(sys.getswitchinterval(), _TURN))
        looks = 0
        while not self._stop.wait(EVERY):
            self.look()
            looks += 1
            if looks % _SOURCES == 0:
                self._house.look_at_sources()

    def _tell(self) -> None:
        """Tell the admins of faults that are new."""
        faults = self._house.faults
        if not faults or faults == self._told:
            self._told = faults
            return
        self._told = faults
        for fault in faults:
            log.error("fault", fault=str(fault))
        try:
            alerts.tell_of_files(self._house.store.database, self._admin, faults)
        except DatabaseError as error:
            log.error("admins_not_told", error=type(error).__name__)
