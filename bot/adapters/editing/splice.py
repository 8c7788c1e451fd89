"""Change some fields in the lines of an entry; every line of the others stays as people wrote it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from bot.adapters.editing.fields import earlier, order, others
from bot.adapters.editing.filetext import dedent, indent, last_line
from bot.adapters.editing.rewriting import Style, rewritten, written

if TYPE_CHECKING:
    from bot.adapters.editing.entry import Entry

_STEP = 2


class _Piece(NamedTuple):
    """The lines of one field: from *start* up to *end*, counted from 0 in the entry."""

    start: int
    end: int


def changed_lines(entry: Entry, data: dict[str, Any]) -> list[str]:
    """Return the lines of *entry* with *data* in the place of its own. Fields that are the same keep their lines."""
    lines, column = entry.text.split("\n"), entry.column
    prefix = lines[0][:column]
    bare = dedent(lines, column)
    pieces = _pieces("\n".join(bare))
    style = _style(entry, bare)
    if pieces is None:
        return indent(rewritten("\n".join(bare), entry.value, data, style), column, prefix)
    made = [_Made(piece, bare[piece.start : piece.end]) for piece in pieces.values()]
    for name, piece in pieces.items():
        if name not in data:
            made[_at(made, piece)].lines = []
        elif data[name] != entry.value[name]:
            text = "\n".join(bare[piece.start : piece.end])
            like = style.of(_neighbour(entry, name))
            made[_at(made, piece)].lines = rewritten(text, {name: entry.value[name]}, {name: data[name]}, like)
    names = order(entry)
    for name in sorted((name for name in data if name not in pieces), key=names.index):
        before = [piece for other, piece in pieces.items() if other in earlier(entry, name)]
        last = max(before, default=max(pieces.values()))
        made[_at(made, last)].after += written(name, data[name], style.of(_neighbour(entry, name)))
    return indent(_joined(bare, made), column, prefix)


def new_lines(entry: Entry, data: dict[str, Any]) -> list[str]:
    """Return the lines of a new entry of *data*, written as the others of its section are."""
    column = entry.document.place((entry.section, entry.index - 1)).column - 1
    dash = column - _STEP
    style = Style(offset=_offset(entry))
    names = order(entry)
    made = [
        line
        for name in sorted(data, key=names.index)
        for line in written(name, data[name], style.of(_neighbour(entry, name)))
    ]
    return indent(made, column, " " * dash + "- ")


class _Made:
    """A piece with the *lines* it has now, and those that come *after* it."""

    def __init__(self, piece: _Piece, lines: list[str]) -> None:
        self.piece = piece
        self.lines = lines
        self.after: list[str] = []


def _at(made: list[_Made], piece: _Piece) -> int:
    return next(index for index, one in enumerate(made) if one.piece == piece)


def _joined(bare: list[str], made: list[_Made]) -> list[str]:
    """Return the lines of all pieces and what stands between them."""
    found: list[str] = []
    at = 0
    for one in made:
        found += [*bare[at : one.piece.start], *one.lines, *one.after]
        at = one.piece.end
    return found + bare[at:]


def _pieces(text: str) -> dict[str, _Piece] | None:
    """Return the lines of each field of an entry, or None when fields share lines."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return None
    if any(key.start_mark.column for key, _ in node.value):
        return None
    starts = [key.start_mark.line for key, _ in node.value]
    lines = text.split("\n")
    found = {}
    for at, (key, _) in enumerate(node.value):
        end = starts[at + 1] if at + 1 < len(starts) else len(lines)
        piece = "\n".join(lines[starts[at] : end])
        found[str(key.value)] = _Piece(starts[at], starts[at] + last_line(piece) + 1)
    return found


def _style(entry: Entry, bare: list[str]) -> Style:
    """Return how the lists of the entry are indented: as its own first one is, or else as the file's are."""
    for above, line in pairwise(bare):
        if line.lstrip().startswith("- ") and above.rstrip().endswith(":"):
            return Style(offset=(len(line) - len(line.lstrip())) - (len(above) - len(above.lstrip())))
    return Style(offset=_offset(entry))


def _offset(entry: Entry) -> int:
    """Return how far the dashes of the section are from its name."""
    held = entry.index - 1 if not entry.text else entry.index
    return max(0, entry.document.place((entry.section, held)).column - 1 - _STEP)


def _neighbour(entry: Entry, name: str) -> str:
    """Return the line on which another entry of the section begins the same field, or nothing."""
    document, lines = entry.document, entry.source.text.lines
    for index, other in enumerate(others(entry, itself=True)):
        if other.get(name):
            place = document.place((entry.section, index, name))
            return lines[place.line - 1][place.column - 1 :]
    return ""
