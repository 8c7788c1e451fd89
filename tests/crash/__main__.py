"""Kill the workers, let Slack fail, and tell whether each reminder was posted exactly once. Ends with 1 when not."""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from .orders import LEDGER, STRATEGIES
from .runs import POSTGRESQL, SQLITE, Run, side_by_side
from .table import complaints, points, table

if TYPE_CHECKING:
    from .play import Result

LONG_REMINDERS, LONG_KILLS = 10_000, 1_100
AT_ONCE = 3
PER_SECOND = 12
"""About how many reminders are through in a second, on two cores."""
WIDTH = 130


def main() -> None:
    """Run what is asked for, print the tables, and end with 1 when a reminder was lost or posted twice."""
    options = _options()
    console = Console(width=WIDTH, highlight=False)
    databases = [SQLITE, POSTGRESQL] if options.database == "both" else [options.database]
    runs = [run for name in databases for run in _runs(options, name, len(databases))]
    total = sum(run.reminders for run in runs)
    console.print(f"{total:,} reminders: about {max(1, round(total / PER_SECOND / 60))} min")
    began = time.monotonic()
    with ExitStack() as stack:
        server = stack.enter_context(_server()) if POSTGRESQL in databases else None
        results = side_by_side(runs, server, AT_ONCE)
    summed = _by_database(runs, results)
    console.print(table(f"Crash and fault injection, seed {options.seed}", summed))
    console.print(points("Where the workers were killed", results))
    for _, result in summed:
        for complaint in complaints(result):
            console.print(complaint)
    console.print(f"{time.monotonic() - began:.0f} s")
    sys.exit(not all(result.good for result in results))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--reminders", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=120)
    parser.add_argument("--database", choices=(SQLITE, POSTGRESQL, "both"), default="both")
    parser.add_argument("--strategy", choices=tuple(STRATEGIES), default=LEDGER, help="all but ledger are to fail")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=3, help="on PostgreSQL; on SQLite there is room for one")
    parser.add_argument("--long", action="store_true", help=f"{LONG_REMINDERS:,} reminders, {LONG_KILLS:,} kills")
    options = parser.parse_args()
    if options.long:
        options.reminders, options.kills = LONG_REMINDERS, LONG_KILLS
    return options


def _runs(options: argparse.Namespace, database: str, databases: int) -> list[Run]:
    whole = Run(
        database=database,
        strategy=options.strategy,
        reminders=options.reminders // databases,
        kills=options.kills // databases,
        seed=options.seed,
        workers=options.workers,
    )
    return list(whole.rounds())


def _by_database(runs: list[Run], results: list[Result]) -> list[tuple[Run, Result]]:
    """Add up the rounds of each database."""
    summed: dict[str, tuple[Run, Result]] = {}
    for run, result in zip(runs, results, strict=True):
        first, before = summed.get(run.database, (run, None))
        summed[run.database] = first, before + result if before else result
    return list(summed.values())


def _server() -> Any:
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from real_postgres import running  # noqa: PLC0415 - it lies beside this package

    return running()


if __name__ == "__main__":
    main()
