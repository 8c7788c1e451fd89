"""50 questions a second for a minute over signed HTTP, and the same to a bare Bolt echo app in the same run.

``python -m tests.bench.load`` asks at fixed moments, whether the last answer has come or not, and counts from the
moment that a question was due: what waits in a queue counts too. The two sides take turns of ten seconds, so that a
busy machine slows both. Asked are codes, and questions in words about codes and deadlines. It ends with 1 when a goal
is not met.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import http, questions

if TYPE_CHECKING:
    from collections.abc import Iterator

RATE, SECONDS, TURN = 50, 60, 10
P50_MS, P99_MS = 8.0, 50.0
Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(slots=True)
class Side:
    """One server: how long its answers took, in ms, and how many were none."""

    name: str
    port: int
    times: list[float] = field(default_factory=list)
    errors: int = 0
    wires: list[Wire] = field(default_factory=list)

    def at(self, share: float) -> float:
        """Return the time that *share* of the answers took at most."""
        return sorted(self.times)[min(int(share * len(self.times)), len(self.times) - 1)]

    def line(self) -> str:
        """Return what is printed about it."""
        p50, p99, worst = self.at(0.5), self.at(0.99), max(self.times)
        asked = len(self.times) + self.errors
        return (
            f"{self.name:9} {asked:5} asked, {self.errors} errors, p50 {p50:5.1f} ms, p99 {p99:5.1f}, max {worst:5.1f}"
        )


async def load(rate: int = RATE, seconds: int = SECONDS) -> list[Side]:
    """Ask each side *rate* questions a second for *seconds* altogether."""
    asked = itertools.cycle(_texts())
    async with http.served(http.echo_app, http.kodevakt_app) as (echo, ours):
        sides = [Side("bare echo", echo), Side("Kodevakt", ours)]
        for side in sides:
            await _turn(side, asked, rate, rate)
            side.times.clear()
        for _ in range(max(1, seconds // TURN)):
            for side in sides:
                await _turn(side, asked, rate, rate * min(seconds, TURN))
    return sides


async def _turn(side: Side, asked: Iterator[str], rate: int, count: int) -> None:
    """Ask *count* questions, each at its moment."""
    requests = [http.request(next(asked)) for _ in range(count)]
    began = time.perf_counter() + 0.01
    async with asyncio.TaskGroup() as asking:
        for number, request in enumerate(requests):
            due = began + number / rate
            await asyncio.sleep(due - time.perf_counter())
            asking.create_task(_ask(side, request, due))
    # A server hangs up on a connection that is silent for five seconds, as the other's turn is.
    while side.wires:
        side.wires.pop()[1].close()


async def _ask(side: Side, request: bytes, due: float) -> None:
    """Ask over the connection that has been free the longest, before the server hangs up on it, or over a new one."""
    reader, writer = side.wires.pop(0) if side.wires else await asyncio.open_connection("127.0.0.1", side.port)
    try:
        writer.write(request)
        await http.answer(reader)
    except (OSError, EOFError, RuntimeError):
        side.errors += 1
        writer.close()
        return
    side.times.append(1000 * (time.perf_counter() - due))
    side.wires.append((reader, writer))


def _texts() -> list[str]:
    """Return what is asked: codes and questions in turn."""
    files = questions.HALVES["tune"], questions.DEADLINES["tune"]
    words = [gold.question for path in files for gold in questions.load(path)]
    codes, _ = http.codes()
    return [text for pair in zip(itertools.cycle(codes), words, strict=False) for text in pair]


def main() -> int:
    """Print both sides; the status tells whether the goals are met."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description=__doc__)
    parser.add_argument("--rate", type=int, default=RATE, help="questions a second")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for how long, each side")
    options = parser.parse_args()
    sides = asyncio.run(load(options.rate, options.seconds))
    ours = sides[1]
    met = not ours.errors and ours.at(0.5) <= P50_MS and ours.at(0.99) <= P99_MS
    goal = f"goal: 0 errors, p50 at most {P50_MS:g} ms, p99 at most {P99_MS:g}: {'met' if met else 'MISSED'}"
    print("\n".join([*(side.line() for side in sides), goal]))  # noqa: T201 - it prints
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
