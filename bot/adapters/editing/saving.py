"""Write a change to its file: nothing that somebody else has done meanwhile is lost, and undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters import atomic
from bot.adapters.editing.change import changed
from bot.adapters.editing.entry import Entry, Source, again, find, new, sources, whole
from bot.adapters.editing.judging import judge
from bot.errors import Conflict, WriteRefused

if TYPE_CHECKING:
    from pathlib import Path

    from bot.adapters.editing.change import Change


def write(change: Change) -> Change:
    """Write *change* and return it as it was written: others may have edited the rest of the file meanwhile.

    Raises:
        Conflict: the entry is no longer what the admin saw.
        WriteRefused: with what others have written it has a fault, or the file cannot be written.
    """
    path = change.entry.path
    with atomic.alone(path.parent):
        with atomic.told(path):
            raw = path.read_bytes()
        fresh = changed(_fresh(change.entry, raw), change.after)
        if faults := judge(fresh.entry.source, fresh.file_text):
            raise WriteRefused(f"{path.name}: ikke lagret, for da får filene feil. {faults[0]}")
        atomic.replace(path, fresh.file_text)
    return fresh


def restore(knowledge: Path, schedules: Path | None, target: str, before: str, after: str) -> Change:
    """Return the change that undoes the one of *target* from *before* to *after*, which `write` judges and writes.

    Nothing *before* takes a new entry away.

    Raises `Conflict` when the entry is no longer what the change made it.
    """
    there = [*find(knowledge, schedules, target), *_wheels(knowledge, schedules, target)]
    same = next((entry for entry in there if entry.target == target and entry.text == after), None)
    if same is None:
        raise Conflict(_told(target, gone=not there))
    return changed(same, before)


def _fresh(entry: Entry, raw: bytes) -> Entry:
    """Return *entry* in the bytes that its file has now, where it must stand unchanged."""
    source = Source(entry.path, raw, entry.source.knowledge, entry.source.schedules)
    there = again(source, entry.target, entry.kind, entry.section)
    if not entry.text and there is None:
        return new(source, entry.section, entry.target)
    if there is None or there.text != entry.text:
        raise Conflict(_told(entry.target, gone=there is None))
    return there


def _wheels(knowledge: Path, schedules: Path | None, target: str) -> list[Entry]:
    return [whole(source) for source in sources(knowledge, schedules) if source.wheel == target]


def _told(target: str, *, gone: bool) -> str:
    what = "finnes ikke lenger der den sto" if gone else "er endret av noen andre i mellomtiden"
    return f"«{target}» {what}. Ingenting er skrevet over; se på den på nytt."
