"""A new rule or concept, appended to its section."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

from bot.adapters.editing.change import judged, typed
from bot.adapters.editing.entry import find, read
from bot.adapters.editing.entry import new as new_entry
from bot.adapters.editing.judging import FieldFault
from bot.adapters.editing.splice import new_lines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.adapters.editing.change import Change
    from bot.adapters.editing.entry import Entry

NewKind = Literal["regel", "begrep"]
_SECTIONS = {"regel": "regler", "begrep": "begreper"}
_LONGEST = 80
_LETTERS = str.maketrans({"æ": "a", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})


def blank(kind: NewKind, knowledge: Path) -> Entry:
    """Return an entry without text, whose `fields` are the form of a new one."""
    section = _SECTIONS[kind]
    return new_entry(read(knowledge / f"{section}.yaml", knowledge, None), section)


def new(
    kind: NewKind, values: Mapping[str, str], knowledge: Path, schedules: Path | None = None
) -> Change | tuple[FieldFault, ...]:
    """Return the change that appends an entry of *values*, or every fault there would be.

    Without an id it gets the one that its title suggests.

    Raises `OSError` when the file it would stand in cannot be read.
    """
    title = values.get("tittel.nb", "")
    values = {**values, "id": values.get("id", "").strip() or suggest_id(title)}
    section = _SECTIONS[kind]
    source = read(knowledge / f"{section}.yaml", knowledge, schedules)
    entry = new_entry(source, section, values["id"])
    if source.document.faults:
        return (FieldFault(None, f"filen må rettes først: {source.document.faults[0]}"),)
    if not entry.index:
        return (FieldFault(None, f"{entry.file} har ingen oppføringer ennå; skriv den første i filen"),)
    if taken := [one for one in find(knowledge, None, values["id"]) if one.kind in _SECTIONS]:
        return (FieldFault("id", f"«{values['id']}» er i bruk i {taken[0].file}:{taken[0].line}; velg en annen"),)
    data, faults = typed(entry, values)
    if faults:
        return tuple(faults)
    return judged(entry, "\n".join(new_lines(entry, data)), data)


def suggest_id(title: str) -> str:
    """Return the id that a title suggests.

    >>> suggest_id("Påbygg – når er «H» riktig?")
    'pabygg-nar-er-h-riktig'
    """
    plain = unicodedata.normalize("NFKD", title.casefold().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-")
