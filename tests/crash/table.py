"""The table at the end, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from .orders import WORDS

if TYPE_CHECKING:
    from .play import Result
    from .runs import Run


def table(title: str, rows: list[tuple[Run, Result]]) -> Table:
    """Return a row for each run."""
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, caption_justify="left")
    made.add_column("strategy", no_wrap=True)
    made.add_column("database")
    for heading in ("reminders", "SIGKILLs", "Slack's faults", "lost", "posted twice", "disagree", "seconds"):
        made.add_column(heading, justify="right")
    for run, result in rows:
        counts = (result.reminders, result.kills.total(), result.faults, len(result.lost), len(result.doubled))
        told = [f"{count:,}" for count in (*counts, len(result.wrong))]
        made.add_row(WORDS[run.strategy], run.database, *told, f"{result.seconds:.0f}")
    return made


def happened(title: str, results: dict[str, Result]) -> Table:
    """Return a row for each thing that happened."""
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    made.add_column("")
    headings = ("reminders", "struck", "lost", "posted twice", "disagree", "told", "too late to write", "held back")
    for heading in (*headings, "seconds"):
        made.add_column(heading, justify="right")
    for name, result in results.items():
        losses = (len(result.lost), len(result.doubled), len(result.wrong))
        counts = (result.reminders, result.kills.total(), *losses, result.troubles, result.stale, result.held_back)
        made.add_row(name, *(f"{count:,}" for count in counts), f"{result.seconds:.0f}")
    return made


def took(title: str, found: dict[int, dict[str, Any]]) -> Table:
    """Return a row for each number of processes."""
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for heading in ("processes", "rows", "claimed", "most often", "highest fence", "rows/s"):
        made.add_column(heading, justify="right")
    for processes, told in found.items():
        counts = (told["rows"], told["claimed"], told["often"], told["fence"], round(told["rows"] / told["seconds"]))
        made.add_row(str(processes), *(f"{count:,}" for count in counts))
    return made


def points(title: str, results: list[Result]) -> Table:
    """Return how many times a worker was struck at each point."""
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    made.add_column("where")
    made.add_column("times", justify="right")
    total = sum((result.kills for result in results[1:]), results[0].kills)
    for point, count in total.most_common():
        made.add_row(point, f"{count:,}")
    return made


def complaints(result: Result) -> list[str]:
    """Return what is wrong, in words, the first of each kind."""
    said = [f"lost: {'/'.join(key)}" for key in result.lost[:5]]
    said += [f"posted twice: {'/'.join(key)}" for key in result.doubled[:5]]
    said += [f"disagrees: {what}" for what in result.wrong[:5]]
    said += [f"crash: {what}" for what in result.crashes[:5]]
    return said if result.ended else [*said, "given up: something was still open when the time was over"]
