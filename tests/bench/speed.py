"""How fast Kodevakt decodes and answers, beside the goals."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot import config
from bot.adapters import fristord
from bot.domain.answers import Responder
from bot.domain.arshjul import Arshjulene
from bot.domain.fristsvar import Frister
from bot.domain.rolling import roll

from .grown import grow, inputs, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.domain.model import Kunnskap

    from .questions import Gold

ENTRIES, WHEELS, INPUTS, STARTS, ROUNDS, SUSPECTS = 5000, 20, 5000, 5, 2, 20
P99_MS, WORST_MS, START_S = 2.0, 50.0, 1.0
FIRST_QUESTION = "hvilken kode for elev som tar vg1 over to år, minoritetsspråklig, andre året?"
# A process that is forked counts its parent's memory as its own peak, so a small one starts the command.
_STARTER = """
import resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


class Figure(NamedTuple):
    """One thing measured: what, how much, and whether the goal (if there is one) is met."""

    what: str
    measured: str
    goal: str = ""
    met: bool | None = None


def figures(
    responder: Responder, frister: Frister, questions: Sequence[str], deadlines: Sequence[Gold]
) -> Iterator[Figure]:
    """Measure everything, one figure after another."""
    yield _decoding(responder)
    yield from _deadlines(many_wheels(frister.arshjul, WHEELS), responder.kunnskap, deadlines)
    larger = grow(responder.kunnskap, ENTRIES)
    responder = Responder(larger)
    gc.freeze()  # as the service does once it has loaded
    yield from _answering(responder, questions)
    yield _worst(responder, inputs(INPUTS, vocabulary(larger.oppslag)))
    yield from _starting()


def _decoding(responder: Responder) -> Figure:
    """Decode every programområde of Grep and every code of the handbook."""
    kunnskap = responder.kunnskap
    codes = [*kunnskap.programomrader, *(v.kode for v in kunnskap.varianter if "?" not in v.kode)]
    took = [sum(_seconds(responder.decode, kode) for kode in codes) / len(codes) for _ in range(ROUNDS)]
    return Figure("one decode", f"{1e6 * statistics.median(took):.0f} µs")


def _answering(responder: Responder, questions: Sequence[str]) -> Iterator[Figure]:
    """Ask everything, each question once."""
    took = [1000 * _seconds(responder.answer, question) for question in questions]
    percentiles = statistics.quantiles(took, n=100, method="inclusive")
    p50, p99 = percentiles[49], percentiles[98]
    over = f"one question, {len(responder.kunnskap.oppslag)} entries"
    yield Figure(f"{over}, p50", f"{p50:.2f} ms")
    yield Figure(f"{over}, p99", f"{p99:.2f} ms", f"at most {P99_MS:g} ms", p99 <= P99_MS)


def many_wheels(arshjul: Arshjulene, count: int) -> Arshjulene:
    """Return the last confirmed wheel and those that it is rolled forward to, *count* in all."""
    wheel = arshjul.last_confirmed()
    if wheel is None:
        raise ValueError("no confirmed wheel to roll forward")
    years = [wheel.first.year + n for n in range(1, count)]
    return Arshjulene([wheel, *(roll(wheel, f"{year}-{year + 1}") for year in years)], arshjul.fylker)


def _deadlines(arshjul: Arshjulene, kunnskap: Kunnskap, golds: Sequence[Gold]) -> Iterator[Figure]:
    """Ask for deadlines, each question once."""
    words = fristord.load(config.schedules_folder(config.environment()))
    frister = Frister(arshjul, words, kunnskap.ordliste)
    asking = [(partial(frister.find, today=gold.today, fylke=gold.fylke), gold.question) for gold in golds]
    took = [1000 * _seconds(find, question) for find, question in asking]
    p99 = statistics.quantiles(took, n=100, method="inclusive")[98]
    over = f"one deadline question, {len(arshjul.hjul)} wheels"
    yield Figure(f"{over}, p50", f"{statistics.median(took):.2f} ms")
    yield Figure(f"{over}, p99", f"{p99:.2f} ms", f"at most {P99_MS:g} ms", p99 <= P99_MS)


def _worst(responder: Responder, texts: list[str]) -> Figure:
    """Find the slowest input. The slowest ones are measured again, so that a busy moment is not held against one."""

    def reply(text: str) -> None:
        (responder.decode if responder.only_codes(text) else responder.answer)(text)

    slowest = sorted(((_seconds(reply, text), text) for text in texts), reverse=True)[:SUSPECTS]
    worst = 1000 * max(min(took, *(_seconds(reply, text) for _ in range(ROUNDS))) for took, text in slowest)
    what = f"worst of {len(texts)} random inputs"
    return Figure(what, f"{worst:.1f} ms", f"at most {WORST_MS:g} ms", worst <= WORST_MS)


def _starting() -> Iterator[Figure]:
    """Start the command from nothing, as often as it takes for a median."""
    runs = [_start() for _ in range(STARTS)]
    seconds, peak = (statistics.median(values) for values in zip(*runs, strict=True))
    yield Figure("start to first answer", f"{seconds:.2f} s", f"at most {START_S:g} s", seconds <= START_S)
    yield Figure("its peak memory", f"{peak:.0f} MB")


def _start() -> tuple[float, float]:
    """Return the seconds that one question on the command line takes, and the peak memory in MB."""
    kodevakt = Path(sys.executable).with_name("kodevakt")
    command = [sys.executable, "-S", "-c", _STARTER, str(kodevakt), "spor", FIRST_QUESTION]
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.split()
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return float(said[0]), float(said[1]) / unit


def _seconds(function: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    function(text)
    return time.perf_counter() - began
