"""One process that reads files by their numbers through every loader, and tells of each how long it took.

It prints the number before and the seconds after: what it was at when it died is what killed it.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from bot.adapters import inspection, sections, yamlguard

from .inputs import by_number, crafted


def read(raw: bytes, folder: Path) -> bool:
    """Put *raw* where each kind of file stands, read all, and tell whether something was found wrong."""
    places = ["knowledge/a.yaml", *(f"schedules/{n}.yaml" for n in ("fylker", "kanaler", "ordliste"))]
    for place in [*places, "schedules/arshjul/2023-2024.yaml"]:
        (folder / place).write_bytes(raw)
    return bool(inspection.inspect(folder / "knowledge", folder / "schedules").findings)


def once(raw: bytes) -> list[str]:
    """Read *raw* as one file, and return its faults as text."""
    document = yamlguard.parse(raw, "a.yaml")
    return [str(fault) for fault in (*document.faults, *sections.contents([document]).faults)]


def main() -> None:
    """Read the numbers given from standard input, negative ones counting among the crafted."""
    bad = crafted(int(sys.argv[1]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "schedules" / "arshjul").mkdir(parents=True)
        (folder / "knowledge").mkdir()
        for line in sys.stdin:
            number = int(line)
            sys.stdout.write(f"{number} ")
            sys.stdout.flush()
            raw = bad[-number - 1] if number < 0 else by_number(number)
            begun = time.process_time()
            told = once(raw)
            seconds = time.process_time() - begun
            if number >= 0:
                read(raw, folder)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            sys.stdout.write(json.dumps({"seconds": seconds, "peak": peak, "told": len(told)}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
