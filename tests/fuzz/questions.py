"""Asks the bot 50,000 things that no person would: each is answered, soon, and none is a fault of ours.

``python -m tests.fuzz.questions`` ends with 1 when a floor is not held: p99 under 50 ms, none over 250 ms, no error.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .asgi import Bot, Clock, command, written

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNT, LONGEST = 50_000, 4000
P99_MS, MAX_MS = 50.0, 250.0
ROOT = Path(__file__).parent.parent.parent
SHIPPED = {"KODEVAKT_KNOWLEDGE": str(ROOT / "knowledge"), "KODEVAKT_SCHEDULES": str(ROOT / "schedules")}
COMMANDS = ("/kode", "/frist")
PLANES, PLANE = 16, 0x10000
TRADE = "TPTIP1A--- xxxxx1H--- VGTIP vg1 to år minoritet påbygg frist uke 43 Oslo 24.10.2026 før ikke hva § 3-1 ? ,"
REGEX = r"(a+)+$ .*.*.*= [ \ (?: {1,9999} | ^$ \d+\d+\d+x (?= \1 [^]] * +? (((( %s %00 %n%n % {0} {question} ${jndi:x}"
OTHER = "<!channel> &amp; \u202e \u200b \u0323\u0301\u0323\u0301 ﷺ İ ß ﬀ １２ ① e\u0301 😀 👩 \x00 \x1b[2J " + "a" * 40
SQL = ("'; DROP TABLE seen; --", '" OR 1=1', "UNION SELECT key FROM seen", "\n")
PIECES = (*TRADE.split(), *REGEX.split(), *OTHER.split(), *SQL)


@dataclass(slots=True)
class Asked:
    """How many were asked, how many were not answered or were faults of ours, and how long it took in milliseconds.

    The floors are for the time of the processor: a machine that does other things as well has longer ones by the clock.
    """

    count: int = 0
    unanswered: int = 0
    faults: int = 0
    p50: float = 0.0
    p99: float = 0.0
    longest: float = 0.0
    p99_by_clock: float = 0.0
    longest_by_clock: float = 0.0

    @property
    def right(self) -> bool:
        """Tell whether each was answered."""
        return not (self.unanswered or self.faults)

    @property
    def held(self) -> bool:
        """Tell whether each was, and soon."""
        return self.right and self.p99 < P99_MS and self.longest < MAX_MS


def question(number: int) -> str:
    """Return something to ask: the same for the same number."""
    chance = random.Random(number)  # noqa: S311 - chooses characters, guards nothing
    length = chance.choice([chance.randrange(40), chance.randrange(400), chance.randrange(LONGEST), LONGEST])
    kind = chance.randrange(5)
    if kind == 0:
        plane = chance.randrange(PLANES + 1) * PLANE
        return "".join(_character(plane + chance.randrange(PLANE)) for _ in range(length))
    if kind == 1:
        return "".join(_character(chance.randrange(PLANES * PLANE)) for _ in range(length))
    if kind == 2:
        return (chance.choice(PIECES) * LONGEST)[:length]
    between = chance.choice(["", " ", " ", "-", "\u200b", "\n"])
    parts = (chance.choice(PIECES) for _ in range(length // 4 + 1))
    return between.join(parts)[:length]


def _character(number: int) -> str:
    """Return a character; half of a pair is none, and cannot be sent."""
    return "?" if 0xD800 <= number < 0xE000 else chr(number)


async def tried(count: int, files: Mapping[str, str]) -> Asked:
    """Ask *count* things of a bot over *files*, one after the other."""
    asked, times, clocked = Asked(count), [], []
    with tempfile.TemporaryDirectory() as folder, written() as log:
        clock = Clock()
        bot = Bot(f"sqlite:///{folder}/kodevakt.sqlite3", "http://127.0.0.1:9/api/", clock, files)
        gc.collect()
        gc.freeze()  # as `bot.running` does
        for number in range(count):
            clock.forward(0.01)
            body = command(number, question(number), COMMANDS[number % len(COMMANDS)])
            headers = bot.signed(body)
            began, clock_began = time.thread_time(), time.perf_counter()
            status, answer = await bot.ask(headers, body)
            times.append(1000 * (time.thread_time() - began))
            clocked.append(1000 * (time.perf_counter() - clock_began))
            asked.unanswered += status != 200 or not json.loads(answer)["text"]
        asked.faults = log.getvalue().count('"level": "error"')
        gc.unfreeze()
        bot.close()
    asked.p50, asked.p99, asked.longest = (_at(times, share) for share in (0.5, 0.99, 1.0))
    asked.p99_by_clock, asked.longest_by_clock = _at(clocked, 0.99), _at(clocked, 1.0)
    return asked


def _at(times: list[float], share: float) -> float:
    return round(sorted(times)[int(share * (len(times) - 1))], 2)


def main() -> None:
    """Run what is asked for and print what it came to."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.questions", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="how much of it, 0.01 for a short run")
    asked = asyncio.run(tried(int(COUNT * parser.parse_args().share), SHIPPED))
    sys.stdout.write(f"questions          {asked}\n")
    sys.exit(not asked.held)


if __name__ == "__main__":
    main()
