"""Prints one report: accuracy beside the peers, speed beside the goals, edited files, reminders, throughput over HTTP.

It always ends well: what must never get worse is held by the tests, and speed depends on the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from bot.slack import logs

from . import http, ledger, peers, questions, reload
from .accuracy import answerers, score
from .shipped import shipped
from .speed import Figure, figures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .accuracy import Answers, Score
    from .questions import Gold

STRICT_GOAL = 97
WIDTH = 110


def main() -> None:
    """Measure and print."""
    options = _options()
    began = time.perf_counter()
    console = Console(width=WIDTH, highlight=False)
    responder, frister = shipped()
    halves = {"tune": questions.load(options.tune), "kept": questions.load(options.kept)}
    deadlines = {half: questions.load(path) for half, path in questions.DEADLINES.items()}
    for title, sets, known in (
        ("codes, rules and concepts", halves, peers.documents(responder.kunnskap)),
        ("deadlines", deadlines, peers.rows(frister.arshjul)),
    ):
        systems = answerers(responder, known, sets["tune"])
        for name, golds in sets.items():
            console.print(_accuracy(f"{title}, {name} half", golds, systems))
    everything = [gold.question for golds in halves.values() for gold in golds]
    console.print(_speed("Speed", figures(responder, frister, everything, deadlines["tune"] + deadlines["kept"])))
    if options.reload:
        logs.configure("ERROR")
        console.print(_speed("Edited files", reload.figures(everything)))
    if options.ledger:
        console.print(_speed("The ledger of reminders", ledger.figures()))
    if options.http:
        console.print(_speed("/kode over signed HTTP", _throughput()))
    console.print(f"{time.perf_counter() - began:.0f} s")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    for half, path in questions.HALVES.items():
        parser.add_argument(f"--{half}", type=Path, default=path, help=f"the {half} half of the questions")
    parser.add_argument("--no-http", dest="http", action="store_false", help="leave out the throughput")
    parser.add_argument("--no-reload", dest="reload", action="store_false", help="leave out the reloading of files")
    parser.add_argument("--no-ledger", dest="ledger", action="store_false", help="leave out the reminders")
    return parser.parse_args()


def _accuracy(half: str, golds: list[Gold], systems: Answers) -> Table:
    kinds = sorted({gold.kind for gold in golds})
    table = _table(f"Accuracy, {half}: {len(golds)} questions")
    table.add_column("", no_wrap=True)
    for heading in ("pass %", "streng %", *kinds, "wrong code", "needless code"):
        table.add_column(heading, justify="right")
    for name, answer in systems.items():
        result = score(answer, golds)
        strict = [_percent(*result.strict_of[kind]) for kind in kinds]
        table.add_row(name, *_overall(result), *strict, str(result.wrong_codes), str(result.needless_codes))
    table.caption = (
        f"Per type: streng %. Goal for Kodevakt: streng at least {STRICT_GOAL} %, no wrong code given with confidence."
    )
    return table


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, caption_justify="left")


def _overall(result: Score) -> tuple[str, str]:
    return _percent(result.passed, result.asked), _percent(result.strict, result.asked)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}"


def _speed(title: str, measured: Iterable[Figure]) -> Table:
    table = _table(title)
    for heading in ("", "measured", "goal", ""):
        table.add_column(heading, justify="right" if heading == "measured" else "left")
    for figure in measured:
        verdict = {True: "ok", False: "MISS", None: ""}[figure.met]
        table.add_row(figure.what, figure.measured, figure.goal, verdict)
    return table


def _throughput() -> Iterable[Figure]:
    found = asyncio.run(http.compare())
    ratio, fresh, goal = found.ours / found.echo, found.fresh / found.echo, f"at least {http.GOAL:g} of it"
    yield Figure("bare Bolt echo", f"{found.echo:.0f} requests/s")
    yield Figure("/kode", f"{found.ours:.0f} requests/s, {ratio:.2f} of it", goal, ratio >= http.GOAL)
    yield Figure("/kode, codes not seen before", f"{found.fresh:.0f} requests/s, {fresh:.2f} of it")


if __name__ == "__main__":
    main()
