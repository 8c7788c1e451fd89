"""Runs put together: so many reminders and kills, in rounds with a database and a Slack of their own each."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import add
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.adapters.store.database import migrate

from .given import Given
from .play import Result, play, standing_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .play import Slack

SQLITE, POSTGRESQL = "sqlite", "postgresql"
ROUND = 500
_ONE_AT_A_TIME = Lock()  # Alembic keeps what it is doing for the whole process
DAYS_AHEAD = timedelta(days=3)


@dataclass(frozen=True)
class Run:
    """What is asked for, as in `Given`; *only* is the one fault of Slack, where few reminders are to show it."""

    database: str = SQLITE
    strategy: str = "ledger"
    reminders: int = 120
    kills: int = 15
    freezes: int = 0
    seed: int = 1
    workers: int = 3
    only: str = ""
    spread: float = 0.0
    points: tuple[str, ...] = ()

    def rounds(self) -> Iterator[Run]:
        """Yield the run in parts of a size that is soon over, with a seed each."""
        count = -(-self.reminders // ROUND)
        for n in range(count):
            yield replace(
                self,
                reminders=_part(self.reminders, n, count),
                kills=_part(self.kills, n, count),
                freezes=_part(self.freezes, n, count),
                seed=self.seed + 1000 * n,
            )


@contextmanager
def prepared(run: Run, server: Any = None, **more: Any) -> Iterator[tuple[Given, Slack]]:
    """Open an empty database and a Slack for *run*; *server* is needed on PostgreSQL only."""
    with tempfile.TemporaryDirectory(prefix="kodevakt-crash-") as folder, _slack(run) as slack:
        given = Given(
            url=f"sqlite:///{folder}/kodevakt.sqlite3",
            slack=slack.api,
            folder=folder,
            deadline=str((datetime.now(UTC) + DAYS_AHEAD).date()),
            reminders=run.reminders,
            kills=run.kills,
            freezes=run.freezes,
            spread=run.spread,
            points=run.points,
            seed=run.seed,
            strategy=run.strategy,
            patience=60 + 0.2 * run.reminders + run.kills,
        )
        if run.database == SQLITE:
            yield replace(given, **more), slack
            return
        with server.database() as url:
            with _ONE_AT_A_TIME:
                migrate(url)
            yield replace(given, **{"url": url, "workers": run.workers, **more}), slack


def played(run: Run, server: Any = None, **more: Any) -> Result:
    """Play *run*, round after round."""
    results = []
    for part in run.rounds():
        with prepared(part, server, **more) as (given, slack):
            results.append(play(given, slack))
    return reduce(add, results)


def side_by_side(runs: Iterable[Run], server: Any = None, at_once: int = 3) -> list[Result]:
    """Play several runs at once, which mostly wait."""
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(lambda run: played(run, server), runs))


def _slack(run: Run) -> Any:
    return standing_in(run.seed, run.strategy, only=run.only)


def _part(whole: int, n: int, count: int) -> int:
    return whole * (n + 1) // count - whole * n // count
