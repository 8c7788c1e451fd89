"""What can happen to a database in the midst of a run: it is restarted, locked, full, read-only, old, or gone."""

from __future__ import annotations

import shutil
import sqlite3
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .levers import FULL, READ_ONLY
from .play import Result, crew, judged, play
from .runs import POSTGRESQL, SQLITE, Run, prepared
from .worker import NOTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from .given import Given
    from .play import Slack

SPREAD = 4.0
"""Seconds over which the reminders are due, so that the disaster strikes in the midst of them."""
BEFORE, DURING, POLL = 2.5, 15.0, 0.1
LATE = timedelta(minutes=20)
NAMED = {SQLITE: ("locked", "full", "read-only", "old", "gone", "old and late"), POSTGRESQL: ("restarted",)}


@dataclass(frozen=True)
class Disaster:
    """What happened to a run of *reminders*, on which kind of *database*. The workers have to tell of it if *tells*."""

    name: str
    database: str = SQLITE
    reminders: int = 60
    kills: int = 4
    seed: int = 1

    @property
    def tells(self) -> bool:
        """Tell whether the workers are to say that they could not use the database."""
        return self.name in {"locked", "full", "read-only", "restarted"}


def struck(disaster: Disaster, server: Any = None) -> Result:
    """Play a run in the midst of which *disaster* strikes."""
    run = Run(disaster.database, reminders=disaster.reminders, kills=disaster.kills, seed=disaster.seed)
    begins = time.time() + BEFORE
    if disaster.name == "old and late":
        begins -= LATE.total_seconds()
    with prepared(run, server, start=begins, spread=SPREAD) as (given, slack):
        file = Path(given.folder) / "kodevakt.sqlite3"
        strikes: dict[str, Callable[[], None]] = {
            "locked": lambda: _locked(given, file),
            "read-only": lambda: _lever(given, READ_ONLY),
            "full": lambda: _lever(given, FULL),
            "restarted": lambda: _restarted(given, server),
        }
        if disaster.name in strikes:
            return _during(given, slack, strikes[disaster.name])
        return _again(given, slack, file, old=disaster.name != "gone")


def _during(given: Given, slack: Slack, strike: Callable[[], None]) -> Result:
    """Let the disaster strike while the workers are at work."""
    began = time.monotonic()
    with crew(given) as process:
        _midst(given, slack)
        strike()
        ended = process.wait() == 0
    result = judged(given, slack)
    result.ended, result.seconds = ended, time.monotonic() - began
    return result


def _again(given: Given, slack: Slack, file: Path, *, old: bool) -> Result:
    """Play the run, put an old copy of the database back or none at all, and play it once more."""
    began = time.monotonic()
    copy = file.with_suffix(".copy")
    with crew(given) as process:
        _midst(given, slack)
        _copied(file, copy)
        process.wait()
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()
    if old:
        shutil.copy(copy, file)
        _aged(file)
    result = play(replace(given, kills=0), slack)
    result.seconds = time.monotonic() - began
    return result


def _midst(given: Given, slack: Slack) -> None:
    """Wait until some of the reminders are posted."""
    ends = time.monotonic() + given.patience
    while len(slack.told()["kept"]) < given.reminders / 4 and time.monotonic() < ends:
        time.sleep(POLL)


def _told(given: Given) -> None:
    """Wait until a worker has told of it, which it does when it next needs the database; not for ever."""
    ends = time.monotonic() + DURING
    while "\ntrouble" not in f"\n{(Path(given.folder) / NOTES).read_text()}" and time.monotonic() < ends:
        time.sleep(POLL)


def _locked(given: Given, file: Path) -> None:
    """Keep everybody else from writing."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    _told(given)
    other.execute("ROLLBACK")
    other.close()


def _lever(given: Given, name: str) -> None:
    """Pull a lever of the workers and let it go."""
    lever = Path(given.folder) / name
    lever.touch()
    _told(given)
    lever.unlink()


def _restarted(given: Given, server: Any) -> None:
    """Stop PostgreSQL, and start it again."""
    server.stop()
    _told(given)
    server.start()


def _copied(file: Path, copy: Path) -> None:
    """Take a backup, as one does while the service runs."""
    live, kept = sqlite3.connect(file), sqlite3.connect(copy)
    live.backup(kept)
    kept.close()
    live.close()


def _aged(file: Path) -> None:
    """Let the backup be from ten minutes ago."""
    kept = sqlite3.connect(file)
    with kept:
        kept.execute("UPDATE beat SET at = strftime('%Y-%m-%d %H:%M:%f', at, '-10 minutes')")
    kept.close()
