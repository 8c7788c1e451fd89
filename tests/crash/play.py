"""Play a run: a Slack of its own, a crew on a database, and at the end the ledger held against what Slack has."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.adapters.store import Database
from bot.adapters.store.tables import POST
from bot.domain.delivery import ALERT
from bot.domain.paminnelse import Key

from .given import keys
from .orders import LAG, LAGS
from .worker import NOTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .given import Given

ROOT = Path(__file__).parents[2]
PYTHON = (sys.executable, "-W", "error", "-m")


@dataclass(frozen=True)
class Slack:
    """The stand-in, as seen from here."""

    port: int

    @property
    def api(self) -> str:
        """Return the address for its callers."""
        return f"http://127.0.0.1:{self.port}/api/"

    def told(self) -> dict[str, Any]:
        """Return what it has accepted and what it has answered."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/kept") as answer:
            found: dict[str, Any] = json.load(answer)
        return found


@dataclass
class Result:
    """What came of a run. *wrong* are rows that do not agree with Slack, *stale* answers that came too late to count.

    *troubles* are the database's, as the workers were told of them; *crashes* are faults of the code itself.
    """

    reminders: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    lost: list[Key] = field(default_factory=list)
    doubled: list[Key] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    stale: int = 0
    held_back: int = 0
    troubles: int = 0
    crashes: list[str] = field(default_factory=list)
    ended: bool = True
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Tell whether each reminder was posted exactly once, and the ledger knows it."""
        return self.ended and not (self.lost or self.doubled or self.wrong or self.crashes)

    def __add__(self, other: Result) -> Result:
        """Return both as one."""
        names = ("reminders", "kills", "faults", "lost", "doubled", "wrong", "stale", "held_back", "troubles")
        both = {name: getattr(self, name) + getattr(other, name) for name in (*names, "crashes", "seconds")}
        return Result(**both, ended=self.ended and other.ended)


@contextmanager
def standing_in(seed: int, strategy: str = "ledger", only: str = "") -> Iterator[Slack]:
    """Run a Slack of our own; *only* as in `slack.Workspace`."""
    settings = json.dumps({"seed": seed, "lag": LAGS.get(strategy, LAG), "only": only})
    command = [*PYTHON, "tests.crash.slack", settings]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        try:
            yield Slack(int(process.stdout.readline()))
        finally:
            process.kill()


@contextmanager
def crew(given: Given) -> Iterator[subprocess.Popen[bytes]]:
    """Run the workers; they are gone when this ends."""
    with subprocess.Popen([*PYTHON, "tests.crash.crew", json.dumps(given.as_json())], cwd=ROOT) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()


def claims(url: str, rows: int, processes: int) -> dict[str, Any]:
    """Let so many processes claim at once; returns the fields of `claims.Claims`."""
    command = [*PYTHON, "tests.crash.claims", url, str(rows), str(processes)]
    found: dict[str, Any] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT).stdout)
    return found


def play(given: Given, slack: Slack) -> Result:
    """Play one run to its end and judge it."""
    began = time.monotonic()
    with crew(given) as process:
        ended = process.wait() == 0
    result = judged(given, slack)
    result.ended, result.seconds = ended, time.monotonic() - began
    return result


def judged(given: Given, slack: Slack) -> Result:
    """Hold the ledger against what the stand-in has accepted."""
    told, wanted = slack.told(), keys(given)
    result = Result(reminders=len(wanted))
    posted: dict[tuple[str, str], list[str]] = {}
    for channel, name, ts in told["kept"]:
        posted.setdefault((channel, name), []).append(ts)
    result.lost = [key for key, name in wanted.items() if (key.channel, name) not in posted]
    result.doubled = [key for key, name in wanted.items() if len(posted.get((key.channel, name), ())) > 1]
    ours = {(key.channel, name) for key, name in wanted.items()}
    result.wrong = [f"nobody wanted {name}, twice" for name, ts in posted.items() if name not in ours and len(ts) > 1]
    rows = _rows(given)
    for key, name in wanted.items():
        state, ts = rows.get(key, ("not there", None))
        if state != "sent" or ts not in posted.get((key.channel, name), ()):
            result.wrong.append(f"{'/'.join(key)} is {state} {ts}, Slack has {posted.get((key.channel, name))}")
    result.faults = sum(count for what, count in told["told"].items() if not what.endswith(": ok"))
    _read(Path(given.folder) / NOTES, result)
    return result


def _rows(given: Given) -> dict[Key, tuple[str, str | None]]:
    database = Database(given.url)
    try:
        with database.read() as connection:
            asked = sa.select(POST.c.reminder, POST.c.channel, POST.c.occurrence, POST.c.state, POST.c.ts)
            rows = connection.execute(asked.where(POST.c.reminder != ALERT)).all()
        return {Key(*row[:3]): (row[3], row[4]) for row in rows}
    finally:
        database.close()


def _read(notes: Path, result: Result) -> None:
    for line in notes.read_text(encoding="utf-8").splitlines():
        what, _, rest = line.partition(" ")
        if what in ("SIGKILL", "SIGSTOP"):
            result.kills[rest] += 1
        result.stale += what == "stale"
        result.held_back += what == "too_slow_to_post"
        result.troubles += what == "trouble"
        if what == "crash":
            result.crashes.append(rest)
