"""What `make crash` goes through, chapter by chapter: each prints a table and says whether all is well."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial, reduce
from operator import add
from typing import TYPE_CHECKING, Any

from bot.adapters.store.database import migrate

from . import disasters
from .orders import LEDGER, STRATEGIES
from .play import claims
from .points import UNSENT
from .runs import POSTGRESQL, SQLITE, Run, side_by_side
from .table import complaints, happened, points, table, took

if TYPE_CHECKING:
    from rich.console import Console

    from .play import Result

AT_ONCE, FREEZES = 3, 10
PER_SECOND = 15
"""About how many reminders are through in a second, on two cores."""


@dataclass(frozen=True)
class Amounts:
    """How much of everything. *others* is in minutes what all but the first chapter takes."""

    reminders: int = 1000
    kills: int = 120
    wrong: int = 100
    times: int = 1
    freezes: int = 10
    rows: int = 1000
    others: int = 3


LONG = Amounts(reminders=10_000, kills=1_100, wrong=400, times=10, freezes=120, rows=10_000, others=13)


@dataclass(frozen=True)
class Asked:
    """What is asked for."""

    databases: tuple[str, ...]
    strategy: str
    seed: int
    workers: int
    amounts: Amounts

    def minutes(self, *, whole: bool) -> int:
        """Return about how long it takes."""
        return max(1, round(self.amounts.reminders / PER_SECOND / 60)) + (self.amounts.others if whole else 0)


def killed(asked: Asked, console: Console, server: Any) -> bool:
    """Kill the workers all the time."""
    runs = []
    for name in asked.databases:
        each, kills = asked.amounts.reminders // len(asked.databases), asked.amounts.kills // len(asked.databases)
        whole = Run(name, asked.strategy, each, kills, seed=asked.seed, workers=asked.workers)
        runs += list(whole.rounds())
    results = side_by_side(runs, server, AT_ONCE)
    rows = []
    for name in asked.databases:
        pairs = [(run, result) for run, result in zip(runs, results, strict=True) if run.database == name]
        rows.append((pairs[0][0], reduce(add, (result for _, result in pairs))))
    console.print(table(f"Crash and fault injection, seed {asked.seed}", rows))
    console.print(points("Where the workers were killed", results))
    return _said(console, results)


def wrong_orders(asked: Asked, console: Console, _server: Any) -> bool:
    """Show that the usual ways to do it lose, or post twice."""
    few, kills = asked.amounts.wrong, asked.amounts.wrong // 10
    orders = [strategy for strategy in STRATEGIES if strategy != LEDGER]
    runs = [Run(SQLITE, strategy, few, kills, seed=asked.seed) for strategy in orders]
    results = side_by_side(runs, at_once=AT_ONCE)
    console.print(table("The usual ways: each must lose or post twice", list(zip(runs, results, strict=True))))
    failing = [bool(result.lost or result.doubled) for result in results]
    if not all(failing):
        console.print("The harness has not made all of them fail: more reminders are needed, or it has lost its teeth.")
    return all(failing)


def struck(asked: Asked, console: Console, server: Any) -> bool:
    """Let disasters strike the database."""
    several = [
        disasters.Disaster(name, database, seed=asked.seed + n)
        for database in asked.databases
        for name in disasters.NAMED[database]
        for n in range(asked.amounts.times)
    ]
    apart = [disaster for disaster in several if disaster.database == POSTGRESQL]
    beside = [disaster for disaster in several if disaster.database == SQLITE]
    results = [disasters.struck(disaster, server) for disaster in apart]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results += list(pool.map(disasters.struck, beside))
    named: dict[str, list[Result]] = {}
    for disaster, result in zip([*apart, *beside], results, strict=True):
        named.setdefault(f"{disaster.database}: {disaster.name}", []).append(result)
        if disaster.tells and not result.troubles:
            result.wrong.append(f"{disaster.name}: nobody was told")
    console.print(happened("What happened to the database", {name: reduce(add, all_) for name, all_ in named.items()}))
    return _said(console, results)


def frozen(asked: Asked, console: Console, server: Any) -> bool:
    """Freeze workers for longer than their lease, and show the one place where nobody can keep that from harm."""
    parts = max(1, asked.amounts.freezes // FREEZES)
    run = partial(Run, POSTGRESQL, reminders=10 * FREEZES, kills=0, freezes=FREEZES, spread=2.0 * FREEZES)
    runs = [run(seed=asked.seed + n) for n in range(parts)]
    *results, hopeless = side_by_side([*runs, run(seed=asked.seed, points=(UNSENT,))], server, AT_ONCE)
    rows = {"wherever it can be noticed": reduce(add, results), "between the last check and the socket": hopeless}
    console.print(happened("Frozen for longer than the lease, on PostgreSQL", rows))
    console.print("The last row cannot be prevented, since Slack has no fence: it is told, and no fault.")
    console.print(points("Where the workers were frozen", results))
    return _said(console, results)


def claimed(asked: Asked, console: Console, server: Any) -> bool:
    """Let several processes claim the same rows."""
    found = {}
    for processes in (1, 2, 4, 8):
        with server.database() as url:
            migrate(url)
            found[processes] = claims(url, asked.amounts.rows, processes)
    console.print(took("Who claims what, on PostgreSQL", found))
    return all((each["claimed"], each["often"], each["fence"]) == (each["rows"], 1, 1) for each in found.values())


def _said(console: Console, results: list[Result]) -> bool:
    """Say what is wrong, and return whether nothing is."""
    for result in results:
        for complaint in complaints(result):
            console.print(complaint)
    return all(result.good for result in results)
