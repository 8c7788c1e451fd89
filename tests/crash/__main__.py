"""Kill the workers, let Slack and the database fail, and tell whether each reminder was posted exactly once.

Ends with 1 when one was lost or posted twice, and when a way that must fail does not.
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from . import chapters
from .orders import LEDGER, STRATEGIES
from .runs import POSTGRESQL, SQLITE

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH = 130


def main() -> None:
    """Run what is asked for and print the tables."""
    options = _options()
    amounts = chapters.LONG if options.long else chapters.Amounts(options.reminders, options.kills)
    asked = chapters.Asked(
        databases=(SQLITE, POSTGRESQL) if options.database == "both" else (options.database,),
        strategy=options.strategy,
        seed=options.seed,
        workers=options.workers,
        amounts=amounts,
    )
    console = Console(width=WIDTH, highlight=False)
    whole = options.strategy == LEDGER and not options.brief
    console.print(f"{amounts.reminders:,} reminders: about {asked.minutes(whole=whole)} min")
    began = time.monotonic()
    with ExitStack() as stack:
        server = stack.enter_context(_server()) if POSTGRESQL in asked.databases else None
        told: list[Callable[..., bool]] = [chapters.killed]
        if whole:
            told += [chapters.wrong_orders, chapters.struck, *((chapters.frozen, chapters.claimed) if server else ())]
        good = [chapter(asked, console, server) for chapter in told]
    console.print(f"{'good' if all(good) else 'NOT GOOD'}, {time.monotonic() - began:.0f} s")
    sys.exit(not all(good))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--reminders", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=120)
    parser.add_argument("--database", choices=(SQLITE, POSTGRESQL, "both"), default="both")
    parser.add_argument("--strategy", choices=tuple(STRATEGIES), default=LEDGER, help="all but ledger are to fail")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=3, help="on PostgreSQL; on SQLite there is room for one")
    parser.add_argument("--brief", action="store_true", help="kills and Slack's faults only")
    long = chapters.LONG
    parser.add_argument("--long", action="store_true", help=f"{long.reminders:,} reminders and {long.kills:,} kills")
    return parser.parse_args()


def _server() -> Any:
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from real_postgres import running  # noqa: PLC0415 - it lies beside this package

    return running()


if __name__ == "__main__":
    main()
