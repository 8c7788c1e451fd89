"""Confirm rows of a wheel, or the whole of it, as a change like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters import wheeledit, wheels
from bot.adapters.editing.change import changed
from bot.adapters.editing.entry import read, whole
from bot.adapters.editing.filetext import split
from bot.adapters.editing.judging import FieldFault, judge
from bot.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from bot.adapters.editing.change import Change
    from bot.domain.frist import Bekreftelse


def confirm(
    knowledge: Path, schedules: Path, skolear: str, rows: Collection[str], by: Bekreftelse
) -> Change | tuple[FieldFault, ...]:
    """Return the change that confirms *rows* (ids) of a wheel, or all of it without any; or its faults.

    The change is of the whole file: its entry is the wheel.
    """
    path = schedules / wheels.FOLDER / f"{skolear}.yaml"
    known = {found.stem: found for found in path.parent.glob("*.yaml")}
    if skolear not in known:
        return (FieldFault(None, f"det finnes ikke noe årshjul for {skolear}"),)
    entry = whole(read(known[skolear], knowledge, schedules))
    if entry.document.faults or not isinstance(entry.document.data, dict):
        return tuple(FieldFault(None, str(fault)) for fault in entry.document.faults)
    try:
        text = wheeledit.confirmed("\n".join(entry.source.text.lines), path.name, by, rows)
    except KnowledgeError as error:
        return tuple(FieldFault(None, fault.message) for fault in error.faults)
    change = changed(entry, "\n".join(split(text.encode()).lines))
    faults = judge(entry.source, change.file_text)
    return tuple(FieldFault(None, str(fault)) for fault in faults) if faults else change
