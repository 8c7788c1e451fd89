"""Many processes claim at once: ``python -m tests.crash.claims ADDRESS ROWS PROCESSES`` says who got what."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.adapters.store import Database
from bot.adapters.store.book import Book
from bot.adapters.store.ledger import Ledger

from .given import Given, basis, plan

if TYPE_CHECKING:
    from datetime import timedelta

SOON = 1.0


@dataclass(frozen=True)
class Claims:
    """What came of it. *often* is how many times the most claimed row was claimed, *fence* the highest fence."""

    rows: int
    claimed: int
    often: int
    fence: int
    seconds: float


def claimed(url: str, rows: int, processes: int) -> Claims:
    """Enter *rows* that are due at once, and let the processes claim until there are none."""
    _enter(url, rows)
    began = time.monotonic()
    with TemporaryDirectory() as folder:
        pids = [_fork(url, Path(folder) / str(n)) for n in range(processes)]
        for pid in pids:
            os.waitpid(pid, 0)
        seconds = time.monotonic() - began
        told = [json.loads(line) for n in range(processes) for line in (Path(folder) / str(n)).read_text().splitlines()]
    counts = Counter(tuple(key) for key, _ in told)
    return Claims(rows, len(counts), max(counts.values(), default=0), max(fence for _, fence in told), seconds)


def _enter(url: str, rows: int) -> None:
    due = time.time() + SOON
    given = Given(url, "", "", str(datetime.now(UTC).date()), start=due, reminders=rows)
    database = Database(url)
    now = datetime.now(UTC)
    made = plan(given, basis(given), now)
    day: timedelta = made[0].due_at - now
    Book(database).enter({one.key: one for one in made}, now - day, now + 2 * day)
    database.close()
    time.sleep(max(due - time.time(), 0))


def _fork(url: str, told: Path) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        ledger, lines = Ledger(Database(url)), []
        while post := ledger.claim():
            lines.append(json.dumps([post.key, post.fence]))
        told.write_text("\n".join(lines))
    finally:
        os._exit(0)


def main() -> None:
    """Print what came of it as JSON."""
    url, rows, processes = sys.argv[1:]
    sys.stdout.write(json.dumps(claimed(url, int(rows), int(processes)).__dict__))


if __name__ == "__main__":
    main()
