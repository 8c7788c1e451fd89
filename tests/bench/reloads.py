"""Edit the files again and again while fifty questions a second are asked: no failed answer, no torn version.

``make reloads`` is 1,000 edits of the files that are shipped, in the way of a mounted folder whose link is turned to a
new one; `make test` has a few. Each version has its number in a concept, a code and a row of the Årshjul, which stand
in three files of two folders: what is answered from one version must have the same number in all three. Every tenth
edit has a fault in one of the files, and the version before it must go on answering.
"""

from __future__ import annotations

import argparse
import gc
import re
import resource
import shutil
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bot import config, reloading
from bot.config import Settings
from bot.edges import Edges
from bot.house import House
from bot.reloading import Reloader
from bot.slack import logs
from bot.slack.ask import Ask
from bot.slack.here import Here
from bot.slack.replies import Around

from .reload import PACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.slack.edge import Edge

EDITS, SETTLED, FAULTY, PATIENCE = 1000, 100, 10, 60.0
FLAT, LIVE_S = 1.05, 2.0
SOURCE = "{id: merke, navn: Merke, utgiver: Noen, adresse: null, utgave: '1', lest: '2026-11-22', lisens: ingen,"
CONCEPT = "begreper:\n- {{id: merket, tittel: Prøvemerket, svar: nummer {n}, kilder: [{{id: merke, punkt: A}}]}}\n"
CODE = 'koder:\n- {{kode: "PBPBY4QQ--", navn: "nummer {n}", kilder: [{{id: merke, punkt: B}}]}}\n'
ROW, ROWS_TEXT = "2023-2024/conexus-juli", "Conexus vil ha data senest 04. juli."
_NUMBER = re.compile(r"nummer (\d+)")


class Marked:
    """Two folders of files, of which a link names the one that holds; each edit is made in the other."""

    def __init__(self, root: Path, knowledge: Path, schedules: Path) -> None:
        self.root, self.link, self.number = root, root / "now", 0
        for side in ("a", "b"):
            shutil.copytree(knowledge, root / side / "knowledge")
            shutil.copytree(schedules, root / side / "schedules")
            (root / side / "knowledge" / "merke.yaml").write_text(f"kilder:\n- {SOURCE} tillit: primar}}\n", "utf-8")
        self.row = (schedules / "arshjul" / "2023-2024.yaml").read_text(encoding="utf-8")
        self.turn()

    def settings(self) -> Settings:
        """Return settings that lead to the version that holds."""
        return Settings.from_env(
            {
                "SLACK_BOT_TOKEN": "xoxb-1-2-benk",
                "SLACK_SIGNING_SECRET": "f00dfeed" * 4,
                "DATABASE_URL": f"sqlite:///{self.root / 'kodevakt.sqlite3'}",
                "KODEVAKT_KNOWLEDGE": str(self.link / "knowledge"),
                "KODEVAKT_SCHEDULES": str(self.link / "schedules"),
            }
        )

    def turn(self, *, fault: bool = False) -> int:
        """Make the next version and let it hold; return its number. With a *fault* it has one in its code."""
        self.number += 1
        side = self.root / "ab"[self.number % 2]
        for name, text in (("knowledge/merke-a.yaml", CONCEPT), ("knowledge/merke-b.yaml", CODE)):
            (side / name).write_text(text.format(n=self.number), encoding="utf-8")
        if fault:
            (side / "knowledge/merke-b.yaml").write_text("koder: [\n", encoding="utf-8")
        rows = self.row.replace(ROWS_TEXT, f"nummer {self.number}")
        (side / "schedules/arshjul/2023-2024.yaml").write_text(rows, encoding="utf-8")
        beside = self.root / "next"
        beside.symlink_to(side, target_is_directory=True)
        beside.replace(self.link)
        return self.number


def numbers(edge: Edge) -> tuple[int, ...]:
    """Return the number of the version in an answer about the concept, in one about the code, and in the row.

    Raises:
        LookupError: one of them is not there.
    """
    texts = [
        edge.replies.reply(Ask(asked), Around(), Here()).message["text"] for asked in ("Prøvemerket", "PBPBY4QQ--")
    ]
    row = edge.arshjul.row(ROW)
    found = [_NUMBER.search(text) for text in (*texts, (row and row.kommentar) or "")]
    if not all(found):
        raise LookupError(texts)
    return tuple(int(match[1]) for match in found if match)


class Asking:
    """Asks in a thread of its own, and counts: *asked*, those that *failed*, and those that are *torn*."""

    def __init__(self, edges: Edges) -> None:
        self.asked = self.failed = self.torn = self.backward = self.seen = 0
        self.took: list[float] = []
        self._edges = edges
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self._stop.set()
        self._thread.join()

    def ask(self) -> None:
        """Ask once."""
        self.asked += 1
        began = time.perf_counter()
        try:
            found = numbers(self._edges())
        except Exception:  # noqa: BLE001 - whatever it is, it is a failed answer
            self.failed += 1
            return
        self.took.append(time.perf_counter() - began)
        self.torn += len(set(found)) > 1
        self.backward += found[0] < self.seen
        self.seen = found[0]

    def _run(self) -> None:
        while not self._stop.wait(PACE):
            self.ask()


def run(folder: Path, edits: int) -> Iterator[str]:
    """Edit as often as that, and yield what is found, line by line."""
    environ = config.environment()
    marked = Marked(folder, config.knowledge_folder(environ), config.schedules_folder(environ))
    house = House(marked.settings())
    edges, reloader = Edges(marked.settings(), house), Reloader(house)
    live: list[float] = []
    settled = 0.0
    gc.freeze()
    with Asking(edges) as asking, reloader.running():
        for n in range(1, edits + 1):
            fault = n % FAULTY == 0
            held = house.current
            number, began = marked.turn(fault=fault), time.perf_counter()
            while (not house.faults) if fault else (house.current is held or asking.seen < number):
                if time.perf_counter() - began > PATIENCE:
                    raise RuntimeError(f"edit {number} was not taken up: {house.faults}")
                time.sleep(0.002)
            if not fault:
                live.append(time.perf_counter() - began)
            if n == min(SETTLED, edits // 2):
                settled = _memory()
        rss = _memory()
    yield f"{edits} edits, {len(live)} taken up, {edits - len(live)} with a fault refused"
    yield f"{asking.asked} answers: {asking.failed} failed, {asking.torn} torn, {asking.backward} older than one before"
    p50, p99 = statistics.median(asking.took), statistics.quantiles(asking.took, n=100)[98]
    yield f"three answers: p50 {1000 * p50:.1f} ms, p99 {1000 * p99:.1f} ms, worst {1000 * max(asking.took):.0f} ms"
    yield f"memory after {min(SETTLED, edits // 2)} edits {settled / 1e6:.0f} MB, at the end {rss / 1e6:.0f} MB"
    yield f"  {rss / settled:.3f} of it (goal: at most {FLAT}): {'ok' if rss <= FLAT * settled else 'MISS'}"
    yield f"from an edit to the first answer from it: p50 {statistics.median(live):.2f} s, worst {max(live):.2f} s"
    yield f"  (goal: at most {LIVE_S:g} s): {'ok' if max(live) <= LIVE_S else 'MISS'}"
    house.store.close()


def _memory() -> int:
    """Return the bytes of memory that this process holds (Linux)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def main() -> None:
    """Print what is found."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reloads", description=__doc__)
    parser.add_argument("--edits", type=int, default=EDITS)
    parser.add_argument("--every", type=float, default=reloading.EVERY, help="seconds between two looks at the files")
    options = parser.parse_args()
    reloading.EVERY = options.every
    logs.configure("CRITICAL")
    with tempfile.TemporaryDirectory(prefix="kodevakt-") as folder:
        for line in run(Path(folder), options.edits):
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
