"""A file of plain data that knows where each of its parts stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from bot.domain.privacy import mask
from bot.errors import Fault

Step: TypeAlias = str | int
Where: TypeAlias = tuple[Step, ...]
_SHOWN = 200
_READ = 1000  # what is hidden is hidden before it is cut, without reading a book for it


class Number(int):
    """A whole number that remembers how it was *written* (``08``)."""

    written: str


class Place(NamedTuple):
    """A line and a column of a file, both counted from 1."""

    line: int
    column: int = 1


class Marks(NamedTuple):
    """The place of a mapping or sequence, and the places inside it: a bare place for a single value.

    A value in a mapping stands where its key does.
    """

    place: Place
    inside: dict[Step, Marks | Place]


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its text, its plain data, where its parts stand, and what is wrong with it.

    *data* is None when the file could not be read to its end, or is empty. *digest* tells its bytes from others.
    """

    name: str
    text: str
    data: Any
    marks: Marks = field(default_factory=lambda: Marks(Place(1), {}))
    faults: list[Fault] = field(default_factory=list)
    digest: bytes = b""

    def line(self, where: Where) -> int:
        """Return the line of the part at *where*, or of the nearest part around it that exists."""
        return self.place(where).line

    def place(self, where: Where) -> Place:
        """Return the place of the part at *where*, or of the nearest part around it that exists."""
        at: Marks | Place = self.marks
        for step in where:
            if isinstance(at, Place) or step not in at.inside:
                break
            at = at.inside[step]
        return place_of(at)

    def value(self, where: Where) -> Any:
        """Return the part at *where*, or None when there is none."""
        at = self.data
        for step in where:
            if isinstance(at, dict):
                at = at.get(step)
            elif isinstance(at, list) and isinstance(step, int) and step < len(at):
                at = at[step]
            else:
                return None
        return at

    def place_at(self, position: int) -> Place:
        """Return the place of the character at *position* of the text."""
        return Place(self.text.count("\n", 0, position) + 1, position - self.text.rfind("\n", 0, position))

    def fault(self, where: Where, message: str) -> Fault:
        """Return a fault of the part at *where*."""
        place = self.place(where)
        return Fault(self.name, place.line, mask(message).text, column=place.column, value=_shown(self.value(where)))


def place_of(mark: Marks | Place) -> Place:
    """Return the place of a part, be it a single value or more."""
    return mark if isinstance(mark, Place) else mark.place


def _shown(value: object) -> str | None:
    """Return a single value as it was written, cut to what a person needs to know it again."""
    if value is None or isinstance(value, dict | list):
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return mask((value.written if isinstance(value, Number) else str(value))[:_READ]).text[:_SHOWN]
