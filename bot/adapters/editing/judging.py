"""Judge a change as the loader will, and say at which field each fault stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters import knowledge, schedules
from bot.adapters.document import Marks, Place, place_of
from bot.adapters.editing.entry import KINDS
from bot.adapters.editing.fields import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.adapters.document import Where
    from bot.adapters.editing.entry import Entry, Source
    from bot.errors import Fault

_SAYS_WHERE = re.compile(r"([a-z_]+)((?:\[[0-9]+\]|\.[^\s.:\[\]]+)*): (.+)", re.DOTALL)
_LINE = re.compile(r"\[([0-9]+)\]")


# The last reading of each folder: what has not changed since need not be judged again while an admin waits.
_judged: dict[Path, knowledge.Reading] = {}


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with what was typed in the field *key*; None when it is no field of the entry."""

    key: str | None
    message: str


def judge(source: Source, text: str) -> list[Fault]:
    """Return every fault that the folders would have with *text* in the file: any of them keeps it from being used."""
    instead: Mapping[Path, bytes] = {source.path: text.encode()}
    reading = knowledge.read(source.knowledge, instead, before=_judged.get(source.knowledge))
    _judged[source.knowledge] = reading
    found = list(reading.faults)
    if source.schedules:
        found += schedules.read(source.schedules, reading.kilder(), instead).faults
    return found


def placed(entry: Entry, faults: list[Fault], touched: list[str]) -> tuple[FieldFault, ...]:
    """Return *faults* at the fields of *entry*, which is read from the text that was judged.

    What is wrong with the entry as a whole is told at the first field that was *touched*. While the entry has faults,
    others are not told: they may come of them.
    """
    last = entry.line + entry.text.count("\n")
    own = [fault for fault in faults if fault.file == entry.file and entry.line <= fault.line <= last]
    found = [_at_field(entry, fault, touched) for fault in own] or [_elsewhere(fault) for fault in faults]
    return tuple(dict.fromkeys(found))


def _elsewhere(fault: Fault) -> FieldFault:
    return FieldFault(None, f"{fault.file}:{fault.line} har en feil, og da blir ingenting tatt i bruk: {fault.message}")


def _at_field(entry: Entry, fault: Fault, touched: list[str]) -> FieldFault:
    said = _SAYS_WHERE.fullmatch(fault.message)
    keys = [part.key for part in parts_of(entry)]
    if said and any(key.partition(".")[0] == said[1] for key in keys):
        path = tuple(step for step in re.split(r"[.\[\]]+", said[1] + said[2]) if step)
        number = _LINE.search(said[2])
        message = f"linje {int(number[1]) + 1}: {said[3]}" if number else said[3]
        return FieldFault(_key(keys, path), message)
    key = _key(keys, _path_at(entry, fault))
    whole = key == KINDS[entry.section].naming and key not in touched
    return FieldFault(next(iter(touched), None) if whole else key, fault.message)


def _key(keys: list[str], path: Where) -> str | None:
    """Return the key of the field that *path* is in: of several parts of a group, the one that it names."""
    steps = [str(step) for step in path]
    own = [key for key in keys if steps and key.partition(".")[0] == steps[0]]
    exact = [key for key in own if "." in key and key.partition(".")[2] in steps[1:]]
    return next(iter(exact + own), None)


def _path_at(entry: Entry, fault: Fault) -> Where:
    """Return the path inside *entry* of what stands where *fault* is."""
    marks: Marks | Place = entry.document.marks
    for step in entry.where:
        if isinstance(marks, Marks):
            marks = marks.inside[step]
    before = [(place, path) for place, path in _places(marks, ()) if path and place <= Place(fault.line, fault.column)]
    return max(before, default=(Place(0), ()))[1]


def _places(mark: Marks | Place, path: Where) -> Iterator[tuple[Place, Where]]:
    yield place_of(mark), path
    if isinstance(mark, Marks):
        for step, inner in mark.inside.items():
            yield from _places(inner, (*path, step))
