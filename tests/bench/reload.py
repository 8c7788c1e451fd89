"""How long edited files take to be in use, and how long an answer takes meanwhile.

``KODEVAKT_KNOWLEDGE`` grown to 5,000 entries is written to files as long as those that are shipped, and edited there.
Asked is by the edge that the listeners use, fifty times a second from a thread of its own; an answer counts from the
moment at which it is due to be asked for.
"""

from __future__ import annotations

import gc
import shutil
import statistics
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import date
from itertools import cycle
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from bot import config
from bot.adapters import knowledge
from bot.config import Settings
from bot.domain.answers import Responder
from bot.edges import Edges
from bot.house import House
from bot.reloading import Reloader
from bot.slack.ask import Ask
from bot.slack.here import Here
from bot.slack.replies import Around

from .grown import grow
from .speed import ENTRIES, Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.domain.model import Kunnskap, Oppslag, Text
    from bot.slack.edge import Edge

A_FILE, EDITS, TAUGHT, PACE = 100, 40, 2, 0.02
GOAL_S, GOAL_MS = 0.5, 10.0
TODAY = date(2026, 11, 23)
_SWITCH = 0.0005
_NEW = "rabarbra"
_WARM, _IDLE = 200, 5


class Asked(NamedTuple):
    """How long answers took, in milliseconds."""

    p50: float
    p99: float
    most: float
    answers: int

    def __str__(self) -> str:
        """Return them in a line."""
        return f"{self.p50:.1f} / {self.p99:.1f} / {self.most:.0f} ms"


def figures(questions: Sequence[str]) -> Iterator[Figure]:
    """Measure with the knowledge as it is shipped, and grown. *questions* are asked in an order drawn from a seed."""
    questions = Random(1).sample(questions, len(questions))  # noqa: S311 - every run must draw the same
    with tempfile.TemporaryDirectory(prefix="kodevakt-bench-") as folder:
        yield from _measured(Path(folder) / "shipped", questions, 0)
        yield from _measured(Path(folder) / "grown", questions, ENTRIES)


def _measured(folder: Path, questions: Sequence[str], size: int) -> Iterator[Figure]:
    settings = prepared(folder, size)
    files, before = folder / "knowledge", sys.getswitchinterval()
    house = House(settings)
    entries = f"{len(house.current.kunnskap.oppslag)} entries"
    edges, reloader = Edges(settings, house), Reloader(house)
    sys.setswitchinterval(_SWITCH)  # as the watch sets it
    reloader.frozen = True
    gc.collect()
    gc.freeze()
    with asking(edges, questions[:_WARM]) as took:  # what is loaded with the first answers is no matter of reloads
        while len(took) < _WARM:
            time.sleep(PACE)
    with asking(edges, questions) as took:
        time.sleep(_IDLE)
    yield Figure(f"{len(took)} answers with {entries}, nothing edited: p50 / p99 / worst", str(_asked(took)))
    try:
        for what, edit, times in (("one edited", edit_entry, EDITS), ("a word taught", teach, TAUGHT)):
            with asking(edges, questions) as took:
                seconds = [_reload(reloader, lambda: edit(files, n)) for n in range(times)]  # noqa: B023 - called at once
            asked, middle, is_goal = _asked(took), statistics.median(seconds), edit is edit_entry and size
            goals = (f"at most {GOAL_S:g} s", middle <= GOAL_S), (f"p99 at most {GOAL_MS:g} ms", asked.p99 <= GOAL_MS)
            of_seconds, of_answers = goals if is_goal else ((), ())
            said = f"{middle:.2f} s, worst {max(seconds):.2f} s"
            yield Figure(f"reload of {entries}, {what}, median of {times}", said, *of_seconds)
            yield Figure(f"  {asked.answers} answers meanwhile: p50 / p99 / worst", str(asked), *of_answers)
        took_ = [_seconds(lambda: _whole(files)), _seconds(lambda: _plain(files))]
        yield Figure(f"{entries} read from nothing, nobody asking", f"{took_[0]:.2f} s")
        yield Figure("  plain PyYAML over the same files, nothing judged or made", f"{took_[1]:.2f} s")
    finally:
        sys.setswitchinterval(before)
        gc.unfreeze()
        house.store.close()


def prepared(folder: Path, size: int) -> Settings:
    """Return settings that lead to copies of the files in *folder*, the knowledge grown to *size* entries."""
    environ = config.environment()
    shutil.copytree(config.knowledge_folder(environ), folder / "knowledge")
    shutil.copytree(config.schedules_folder(environ), folder / "schedules")
    if size:
        write_grown(folder / "knowledge", size)
    return Settings.from_env(
        {
            "SLACK_BOT_TOKEN": "xoxb-1-2-benk",
            "SLACK_SIGNING_SECRET": "f00dfeed" * 4,
            "DATABASE_URL": f"sqlite:///{folder / 'kodevakt.sqlite3'}",
            "KODEVAKT_KNOWLEDGE": str(folder / "knowledge"),
            "KODEVAKT_SCHEDULES": str(folder / "schedules"),
        }
    )


def write_grown(folder: Path, size: int) -> None:
    """Add entries to *folder* until it has *size*, in files as long as the others."""
    kunnskap = knowledge.load(folder)
    more = grow(kunnskap, size).oppslag[len(kunnskap.oppslag) :]
    for start in range(0, len(more), A_FILE):
        part = more[start : start + A_FILE]
        sections = {
            section: [_written(o) for o in part if o.kind == kind]
            for section, kind in (("regler", "regel"), ("begreper", "begrep"))
        }
        data = {section: entries for section, entries in sections.items() if entries}
        text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120)
        (folder / f"vokst-{start:05}.yaml").write_text(text, encoding="utf-8")


def _written(o: Oppslag) -> dict[str, Any]:
    def both(text: Text) -> dict[str, str]:
        return {"nb": text.nb, "nn": text.nn} if text.nn else {"nb": text.nb}

    entry = {
        "id": o.id,
        "tittel": both(o.tittel),
        "svar": both(o.svar),
        "hvorfor": both(o.hvorfor) if o.hvorfor else None,
        "sporsmal": list(o.sporsmal),
        "ogsa_kalt": list(o.ogsa_kalt),
        "koder": list(o.koder),
        "se_ogsa": list(o.se_ogsa),
        "naar": [sorted(atoms) for atoms in o.naar],
        "uten": sorted(o.uten),
        "kilder": [{"id": h.kilde.id, "punkt": h.punkt} for h in o.provenance.kilder],
    }
    return {key: value for key, value in entry.items() if value}


def edit_entry(folder: Path, number: int) -> None:
    """Give one entry another question, as an admin would, in a file that is edited for the first time, or again."""
    paths = [folder / "regler.yaml", *sorted(folder.glob("vokst-*.yaml"))]
    path = paths[-1 - number % min(3, len(paths))]
    lines = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if _NEW not in line]
    at = next(n for n, line in enumerate(lines, start=1) if line.endswith(" sporsmal:\n"))
    indent = lines[at][: lines[at].index("-")]
    lines.insert(at, f"{indent}- hvordan går det med {_NEW}{number}?\n")
    _replace(path, "".join(lines))


def teach(folder: Path, number: int) -> None:
    """Teach a word: every text has to be read anew, for it may stand there."""
    path = folder / "ordliste.yaml"
    text = path.read_text(encoding="utf-8")
    _replace(
        path, text.replace("\nord:\n", f"\nord:\n  - {{betyr: pabygg, former: [påbygg{'ing' * (number + 1)}en]}}\n")
    )


def _replace(path: Path, text: str) -> None:
    beside = path.with_suffix(".ny")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _reload(reloader: Reloader, edit: Callable[[], None]) -> float:
    """Edit, and return the seconds of the look at which the edit is taken up."""
    edit()
    reloader.look()
    began = time.perf_counter()
    if not reloader.look():
        raise RuntimeError("the edit was not taken up")
    return time.perf_counter() - began


@contextmanager
def asking(edges: Callable[[], Edge], questions: Sequence[str]) -> Iterator[list[float]]:
    """Ask all the while; what is yielded grows by the milliseconds of each answer."""
    stop = threading.Event()
    took: list[float] = []
    here = Here(today=TODAY)

    def ask() -> None:
        due = time.perf_counter()
        for question in cycle(questions):
            due = max(due + PACE, time.perf_counter() - 1)
            if stop.wait(max(0.0, due - time.perf_counter())):
                return
            edges().replies.reply(Ask(question), Around(), here)
            took.append(1000 * (time.perf_counter() - due))

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield took
    finally:
        stop.set()
        thread.join()


def _asked(took: list[float]) -> Asked:
    percentiles = statistics.quantiles(took, n=100, method="inclusive")
    return Asked(percentiles[49], percentiles[98], max(took), len(took))


def _whole(folder: Path) -> Responder:
    kunnskap: Kunnskap = knowledge.load(folder)
    return Responder(kunnskap)


def _plain(folder: Path) -> list[Any]:
    return [yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) for path in knowledge.files(folder)]


def _seconds(function: Callable[[], object]) -> float:
    began = time.perf_counter()
    function()
    return time.perf_counter() - began
