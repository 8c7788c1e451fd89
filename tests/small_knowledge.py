"""A copy of the smallest knowledge with one of everything, which a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.adapters import knowledge

SMALL = Path(__file__).parent / "data" / "small"
SOURCES = "".join(
    f"\n  - {{id: {name}, navn: {name}, utgiver: Noen, adresse: null, utgave: '2023', lest: '2026-11-22',"
    " lisens: ikke oppgitt, tillit: primar}"
    for name in ("arshjul-2023-2024", "fylkesinndeling", "sprakradet")
)
"""The sources that the shipped schedules name, to be added to those of the small knowledge."""


def copy(tmp_path: Path) -> Path:
    """Return a folder of its own that holds the small knowledge."""
    return Path(shutil.copytree(SMALL, tmp_path / "knowledge"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Replace *old*, which must stand once in the file *name*."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(folder: Path) -> list[str]:
    """Return the faults of *folder* as an admin reads them."""
    return [str(fault) for fault in knowledge.check(folder)]
