"""A file of plain data that knows the line each of its parts stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from bot.errors import Fault

Step: TypeAlias = str | int
Where: TypeAlias = tuple[Step, ...]


class Number(int):
    """A whole number that remembers how it was *written* (``08``)."""

    written: str


class Marks(NamedTuple):
    """The line of a mapping or sequence, and the lines inside it: a bare number for a single value."""

    line: int
    inside: dict[Step, Marks | int]


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its text, its plain data, the lines they stand on, and what is wrong with it.

    *data* is None when the file could not be read to its end, or is empty.
    """

    name: str
    text: str
    data: Any
    marks: Marks = field(default_factory=lambda: Marks(1, {}))
    faults: list[Fault] = field(default_factory=list)

    def line(self, where: Where) -> int:
        """Return the line of the part at *where*, or of the nearest part around it that exists."""
        at: Marks | int = self.marks
        for step in where:
            if isinstance(at, int) or step not in at.inside:
                break
            at = at.inside[step]
        return line_of(at)


def line_of(mark: Marks | int) -> int:
    """Return the line of a part, be it a single value or more."""
    return mark if isinstance(mark, int) else mark.line
