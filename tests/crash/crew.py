"""The crew: ``python -m tests.crash.crew '<settings>'`` forks workers, lets them die, and replaces them.

All that a worker needs is loaded here once, so that a new life costs a fork and not a second of imports.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from dataclasses import dataclass

from . import worker
from .given import Given
from .points import ANY, POINTS, RARE, STOPPABLE

POLL = 0.005
AHEAD = 0.8
"""Seconds until the first reminder is due: the plan is in the ledger by then."""


@dataclass
class Life:
    """A worker that runs: when it is to be killed at any moment, and when it is to be woken if it is frozen."""

    killed_at: float = float("inf")
    woken_at: float = float("inf")


class Crew:
    """Keeps *workers* alive until nothing is open or the patience is at an end."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._chance = random.Random(given.seed)  # noqa: S311 - the same kills with the same seed
        self._left = given.kills or given.freezes
        self._each = max(1, given.reminders // max(1, self._left))
        self._lives: dict[int, Life] = {}
        self._born = 0
        self._note = worker.Notes(given.folder)

    def run(self) -> bool:
        """Return whether all was done in time."""
        ends = time.monotonic() + self._given.patience
        done = False
        while not done and time.monotonic() < ends:
            while len(self._lives) < self._given.workers:
                self._bear()
            done = self._bury()
            self._strike(time.monotonic())
            time.sleep(POLL)
        for pid in self._lives:
            os.kill(pid, signal.SIGKILL)
        for pid in self._lives:
            os.waitpid(pid, 0)
        return done

    def _bear(self) -> None:
        end = self._end()
        self._born += 1
        pid = os.fork()
        if pid:
            self._lives[pid] = Life(end.killed_at)
            return
        try:
            worker.live(self._given, f"worker-{self._born}", end)
        except BaseException:  # noqa: BLE001 - a child must never go on as its parent
            self._note("crash " + traceback.format_exc().replace("\n", "\\n"))
        os._exit(1)

    def _end(self) -> worker.End:
        """Draw how a life ends: about as many posts apart as it takes to spend all the kills."""
        if self._left <= 0:
            return worker.End()
        if self._given.freezes:
            return self._freezes()
        self._left -= 1
        point = self._chance.choice(self._given.points or (*POINTS, ANY))
        if point == ANY:
            return worker.End(killed_at=time.monotonic() + self._chance.uniform(0.05, 0.05 + 0.06 * self._each))
        nth = 1 if point in RARE else self._chance.randint(1, self._each)
        return worker.End(point, nth, worker.NEVER if self._given.points else 12 * self._each)

    def _freezes(self) -> worker.End:
        """Let each worker be stopped its share of the times, but for one, which takes over."""
        if not self._born:
            return worker.End()
        share = min(self._left, -(-self._given.freezes // max(1, self._given.workers - 1)))
        self._left -= share
        first, *then = self._chance.choices(self._given.points or STOPPABLE, k=share)
        return worker.End(first, self._chance.randint(1, 3), then=tuple(then))

    def _bury(self) -> bool:
        """Take away the dead. Returns whether one has found that nothing is open."""
        for pid in list(self._lives):
            ended, status = os.waitpid(pid, os.WNOHANG | os.WUNTRACED)
            if ended == 0:
                continue
            if os.WIFSTOPPED(status):
                self._lives[pid].woken_at = time.monotonic() + self._given.asleep
                continue
            del self._lives[pid]
            if os.WIFEXITED(status) and os.WEXITSTATUS(status) == worker.DONE:
                return True
        return False

    def _strike(self, now: float) -> None:
        for pid, life in self._lives.items():
            if life.killed_at < now:
                life.killed_at = float("inf")
                self._note(f"SIGKILL {ANY}")
                os.kill(pid, signal.SIGKILL)
            if life.woken_at < now:
                life.woken_at = float("inf")
                os.kill(pid, signal.SIGCONT)


def main() -> None:
    """Run a crew; ends with 0 when all was done, 1 when it was given up."""
    raw = json.loads(sys.argv[1])
    given = Given(**{**raw, "points": tuple(raw["points"]), "start": raw["start"] or time.time() + AHEAD})
    sys.exit(not Crew(given).run())


if __name__ == "__main__":
    main()
