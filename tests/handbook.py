"""Every code that Registreringshåndboken A03 prints, as it prints it, with what it means there."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bot.domain.reply import Answer

FILE = Path(__file__).parent / "data" / "a03_codes.csv"


class Printed(NamedTuple):
    """One row: the code as printed and as it should be, its misprint if any, words of its meaning."""

    trykt: str
    kode: str
    trykkfeil: str
    ord: tuple[str, ...]


def _rows() -> list[Printed]:
    with FILE.open(encoding="utf-8", newline="") as file:
        read = csv.DictReader(file)
        return [Printed(r["trykt"], r["kode"], r["trykkfeil"], tuple(r["ord"].split(";"))) for r in read]


ROWS = _rows()
CODES = frozenset(row.kode for row in ROWS)


def codes_of(answer: Answer) -> list[str]:
    """Return the codes of *answer*, as concrete as they are given."""
    return [use.kode for use in answer.codes]
