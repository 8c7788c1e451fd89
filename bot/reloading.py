"""Take up edited files while the program runs: within two seconds, whole, and only when nothing is wrong with them.

Every half minute it also takes up which sources have changed, so that no answer has to ask the database.
"""

from __future__ import annotations

import gc
import sys
import threading
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from bot.adapters.store import alerts
from bot.errors import DatabaseError, Fault
from bot.slack.logs import log, where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.house import House

EVERY = 0.5
"""Seconds between two looks at the files. They are read when two looks agree: an editor may still be writing."""

AGAIN = 10
"""Seconds until files that could not be read, for a reason that nobody foresaw, are tried once more."""

_SOURCES = int(30 / EVERY)  # as many looks pass until it is asked which sources have changed
_TURN = 0.0005  # seconds that one thread may keep the others waiting while the files are read
_NEVER = 1_000_000


class Reloader:
    """Watches the files of *house* and lets it take them up when they change. *admin* is told when they have faults.

    Where it runs, each version is *frozen*, as the first one was at the start: no collection of garbage walks it.
    """

    def __init__(self, house: House, admin: str = "") -> None:
        self.frozen = False
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
        self._house.earlier = None  # here, and not where somebody waits for an answer
        before, self._seen = self._seen, self._house.fingerprint()
        read = self._house.print
        if self._seen in (read, frozenset()) or self._seen != before:
            return False
        with _no_pause() if self.frozen else nullcontext():
            taken = self._house.reload()
        if self._house.print == read:  # they changed while they were read
            return False
        log.info("reloaded" if taken else "reload_refused", count=len(self._house.faults))
        self._tell()
        return taken

    def look_whatever_happens(self) -> float:
        """Look once; return how many seconds to wait before the next look. This is the last resort of the watch."""
        try:
            self.look()
        except Exception as error:  # noqa: BLE001 - what holds goes on answering, and the files go on being watched
            fault = Fault("Kodevakt", 1, f"filene kunne ikke leses: {type(error).__name__}; se loggen")
            log.error("reload_failed", error=type(error).__name__, where=where(error))
            self._house.faults = (fault,)
            self._tell()
            return AGAIN
        return EVERY

    def _watch(self) -> None:
        self.frozen = True
        # Answers go on while the files are read: nobody is to wait for the interpreter longer than this.
        sys.setswitchinterval(min(sys.getswitchinterval(), _TURN))
        wait, looks = EVERY, 0
        while not self._stop.wait(wait):
            wait = self.look_whatever_happens()
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


@contextmanager
def _no_pause() -> Iterator[None]:
    """Let no full collection, which stops every thread, walk the new version, neither while it is made nor later.

    It is frozen as the first one was. A version has no cycles in it: an earlier one goes when its last user does.
    """
    young, middle, full = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)
    try:
        yield
    finally:
        gc.collect(1)  # what questions have left meanwhile is not to be kept for ever
        gc.freeze()
        gc.set_threshold(young, middle, full)
