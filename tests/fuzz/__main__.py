"""Try 50,000 random and crafted YAML files: no process may die, no file take over a second or 200 MB.

Ends with 1 when one does.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .inputs import MANY, crafted

ROOT = Path(__file__).parent.parent.parent
COUNT, BATCH, AT_ONCE = 50_000, 500, 2
MAX_SECONDS, MAX_MB = 1.0, 200
PATIENCE = 300


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one batch: how many were read, the slowest, the largest, and every complaint."""

    read: int
    seconds: float
    peak: int
    complaints: tuple[str, ...]


def attack(numbers: list[int], parts: int = MANY) -> Result:
    """Let a process of its own read the files of *numbers*; those made to hurt have about *parts* parts."""
    try:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "tests.fuzz.victim", str(parts)],
            input="\n".join(map(str, numbers)),
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        said = error.stdout if isinstance(error.stdout, bytes) else b""
        return Result(0, PATIENCE, 0, (f"no answer after {PATIENCE} s: {said.decode()[-80:]!r}",))
    lines = [line.split(" ", 1) for line in done.stdout.splitlines()]
    told = [(number, json.loads(rest)) for number, rest in lines if rest]
    wrong = [f"file {number}: {found}" for number, found in told if found["seconds"] > MAX_SECONDS]
    wrong += [f"file {number}: {found}" for number, found in told if found["peak"] > MAX_MB][:1]
    if done.returncode or len(told) != len(numbers):
        wrong.append(f"file {lines[-1][0] if lines else '?'} ended the process: {done.returncode} {done.stderr[-600:]}")
    slowest = max((found["seconds"] for _, found in told), default=0.0)
    return Result(len(told), slowest, max((found["peak"] for _, found in told), default=0), tuple(wrong))


def run(count: int, batch: int = BATCH) -> Result:
    """Read *count* files: those made to hurt in a process each, the others *batch* to a process."""
    bad = [-number for number in range(1, len(crafted()) + 1)]
    left = max(0, count - len(bad))
    numbers = [list(range(at, min(at + batch, left))) for at in range(0, left, batch)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(attack, [*([number] for number in bad), *numbers]))
    complaints = tuple(one for result in found for one in result.complaints)
    return Result(sum(r.read for r in found), max(r.seconds for r in found), max(r.peak for r in found), complaints)


def main() -> None:
    """Run what is asked for and print what it came to."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    result = run(parser.parse_args().count)
    for complaint in result.complaints:
        sys.stdout.write(f"{complaint}\n")
    told = f"{result.read:,} files read; the slowest {result.seconds * 1000:.0f} ms, at most {result.peak} MB"
    sys.stdout.write(f"{told}; {len(result.complaints)} complaints\n")
    sys.exit(bool(result.complaints))


if __name__ == "__main__":
    main()
