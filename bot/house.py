"""What all parts share: one version of the files, swapped whole when they are edited, and the database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from bot.adapters import clock, knowledge, schedules
from bot.adapters.folders import fingerprint
from bot.adapters.personaldata import hidden
from bot.adapters.pictures import Pictures
from bot.adapters.store import Store
from bot.adapters.store.sources import Sources
from bot.domain.answers import Responder
from bot.errors import DatabaseError, KnowledgeError
from bot.reminding.tools import Basis
from bot.slack import logs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from bot.adapters.folders import Print
    from bot.adapters.schedules import Schedules
    from bot.config import Settings
    from bot.domain.kanal import Kanal
    from bot.domain.model import Kunnskap
    from bot.domain.tilstand import Endret
    from bot.errors import Fault

_TRIES = 3


@dataclass(frozen=True)
class Snapshot:
    """One version of the files and all that is made of it. Nothing in it ever changes.

    *made* answers questions; where nobody asks any, it is left to be made when it is wanted.
    """

    kunnskap: Kunnskap
    plan: Schedules
    basis: Basis
    made: Responder | None = None

    @cached_property
    def responder(self) -> Responder:
        """Return what answers questions."""
        return self.made or Responder(self.kunnskap, self.plan.frister(self.kunnskap))

    @cached_property
    def pictures(self) -> Pictures:
        """Return what draws the wheels."""
        return Pictures(self.responder.frister or self.plan.frister(self.kunnskap))


class House:
    """The version that holds now, and the database. *kanaler* are channels of counties besides those in the file.

    A new version is taken whole, and only when no file has a fault; until then the last good one answers, and *faults*
    are those that keep the new one out. *print* is the fingerprint of the files that were read last, and *endret* tells
    which sources have changed since they were approved. *taken_up* is when the version that holds now was, and
    *earlier* the version before, until somebody lets go of it, which takes longer than an answer may.
    What *answers* questions has all that it needs for that before a version is taken; the worker does without.
    *now* is the clock, and *clock_of_database* stands in for the database's own.

    Raises:
        ConfigError: the database cannot be opened.
        KnowledgeError: the files in ``knowledge/`` have faults. One in ``schedules/`` only keeps that file out.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        kanaler: Iterable[Kanal] = (),
        answers: bool = True,
        now: Callable[[], datetime] = clock.now,
        clock_of_database: Callable[[], datetime] | None = None,
    ) -> None:
        self.settings, self._kanaler, self._answers = settings, tuple(kanaler), answers
        self._now, self._taking_up = now, Lock()
        self.taken_up = now()
        self.print = self.fingerprint()
        self._loaded = fingerprint([settings.knowledge]), knowledge.load_again(settings.knowledge)
        kunnskap = self._loaded[1].kunnskap
        self._planned = fingerprint([settings.schedules]), kunnskap.kilder, self._plan(kunnskap)
        self.current = self._made(kunnskap, self._planned[2])
        self.earlier: Snapshot | None = None
        self.faults = hidden(self.current.plan.faults)
        for fault in self.faults:
            logs.log.error("schedules_fault", fault=str(fault))
        if settings.own_folder:
            settings.own_folder.mkdir(parents=True, exist_ok=True)
        self.store = Store(settings.database_url, clock_of_database)
        self.endret: Endret = {}
        self.look_at_sources()

    def fingerprint(self) -> Print:
        """Return what tells the files that are there now from others."""
        return fingerprint((self.settings.knowledge, self.settings.schedules))

    def basis(self) -> Basis:
        """Return what reminders are made of now."""
        return self.current.basis

    def look_at_sources(self) -> None:
        """Take up which sources have changed. Nobody waits for it: what was known holds until then."""
        try:
            self.endret = Sources(self.store.database).changed()
        except DatabaseError as error:
            logs.log.error("sources_not_read", error=type(error).__name__)

    def reload(self) -> bool:
        """Take up the files as they are now. False: everything stays as it was.

        They have *faults* then; or they changed while they were read, which is as if they had not been looked at.
        """
        with self._taking_up:
            return self._reloaded()

    def _reloaded(self) -> bool:
        before = self.fingerprint()
        try:
            kunnskap = self._knowledge()
            plan = self._schedules(kunnskap)
            faults = plan.faults
        except KnowledgeError as error:
            faults = tuple(error.faults)
        if self.fingerprint() != before:
            return False
        self.print, self.faults = before, hidden(faults)
        if faults:
            return False
        self.earlier, self.current = self.current, self._made(kunnskap, plan, self.current)
        self.taken_up = self._now()
        return True

    def take_up(self) -> Sequence[Fault]:
        """Take up the files at once, and return the faults that keep them out: none when they are in use."""
        # Somebody may edit them while they are read; in the end the watch takes them up.
        for _ in range(_TRIES):
            if self.reload() or self.faults:
                break
        return self.faults

    def _knowledge(self) -> Kunnskap:
        """Return the knowledge as it is now; read only when its own files have changed."""
        now = fingerprint([self.settings.knowledge])
        if self._loaded[0] != now:
            self._loaded = now, knowledge.load_again(self.settings.knowledge, self._loaded[1])
        return self._loaded[1].kunnskap

    def _schedules(self, kunnskap: Kunnskap) -> Schedules:
        """Return the schedules as they are now; read only when their files or the sources have changed."""
        now = fingerprint([self.settings.schedules])
        if self._planned[:2] != (now, kunnskap.kilder):
            self._planned = now, kunnskap.kilder, self._plan(kunnskap)
        return self._planned[2]

    def _plan(self, kunnskap: Kunnskap) -> Schedules:
        return schedules.read(self.settings.schedules, kunnskap.kilder)

    def _made(self, kunnskap: Kunnskap, plan: Schedules, before: Snapshot | None = None) -> Snapshot:
        channels = {**plan.kanaler, **{kanal.id: kanal for kanal in self._kanaler}}
        basis = Basis(plan.arshjul, channels, not plan.faults)
        return Snapshot(kunnskap, plan, basis, self._responder(kunnskap, plan, before) if self._answers else None)

    @staticmethod
    def _responder(kunnskap: Kunnskap, plan: Schedules, before: Snapshot | None) -> Responder:
        if before is None:
            return Responder(kunnskap, plan.frister(kunnskap))
        same = plan is before.plan and kunnskap.ordliste == before.kunnskap.ordliste
        frister = before.responder.frister if same else plan.frister(kunnskap)
        return Responder(kunnskap, frister, before=before.responder)
