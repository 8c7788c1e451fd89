"""Load the words that people use of deadlines: ``schedules/ordliste.yaml``, in the form of the knowledge's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters import sections, yamlguard
from bot.domain.model import Ord, Ordliste
from bot.errors import KnowledgeError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "ordliste.yaml"
_SECTIONS = ("ord", "fyllord")


def load(folder: Path) -> Ordliste:
    """Return the words in *folder* (``schedules/``), none when the file is missing.

    Raises `KnowledgeError` with every fault, by file and line.
    """
    path = folder / FILE
    if not path.exists():
        return Ordliste((), (), {}, frozenset(), frozenset())
    document = yamlguard.read(path)
    found = sections.contents([document])
    parts = document.data if isinstance(document.data, dict) else ()
    misplaced = [part for part in parts if part not in _SECTIONS]
    strange = [document.fault((part,), f"{part}: hører ikke hjemme i denne filen") for part in misplaced]
    faults = [*found.faults, *strange]
    if faults:
        raise KnowledgeError(faults)
    return Ordliste(
        ord=tuple(Ord(tuple(row.value.betyr), tuple(row.value.former)) for row in found.ord),
        fasetter=(),
        program={},
        tomme=frozenset(word for row in found.fyllord for word in row.value.tomme),
        vanlige=frozenset(word for row in found.fyllord for word in row.value.vanlige),
    )
