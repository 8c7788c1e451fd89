"""Put the lines of one entry into its file, every other line staying as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.editing.entry import WHEEL, at

if TYPE_CHECKING:
    from bot.adapters.editing.entry import Entry


def spliced(entry: Entry, after: str) -> str:
    """Return the text of the whole file with the lines *after* in the place of *entry*'s."""
    file, new = entry.source.text, after.split("\n")
    if entry.kind == WHEEL:
        return file.join(new)
    if not entry.text:
        last = at(entry.source, entry.section, entry.index - 1)
        return file.put(_end(last), 0, [*_gap(last), *new])
    count = entry.text.count("\n") + 1
    if after:
        return file.put(entry.line - 1, count, new)
    blank = entry.line > 1 and not file.lines[entry.line - 2].strip() and entry.index > 0
    return file.put(entry.line - 1 - blank, count + blank, [])


def _end(last: Entry) -> int:
    """Return the line (counted from 0) after *last*."""
    return last.line + last.text.count("\n")


def _gap(last: Entry) -> list[str]:
    """Return the blank line before a new entry, where the one before it, *last*, has one too."""
    lines = last.source.text.lines
    return [""] if last.line > 1 and not lines[last.line - 2].strip() else []
