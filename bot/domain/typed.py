"""What the codes that stand in a question say of the pupil, and what two of them have in common."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain import codes
from bot.domain.language import GRUNNKODE_LENGTH
from bot.domain.reading import ASKS_CODE
from bot.errors import InvalidCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.catalogue import Catalogue
    from bot.domain.codes import Programomradekode
    from bot.domain.decision import Table
    from bot.domain.guesses import Options
    from bot.domain.language import Reader
    from bot.domain.reading import Reading

_ANOTHER_YEAR = frozenset({"ar1", "ar2", "ar3", "ar4", "ar5", "neste_ar"})
_TRINN = frozenset({"vg1", "vg2", "vg3", "vg4", "etter_vg1", "etter_vg2"})


def readable(typed: tuple[str, ...]) -> Iterator[Programomradekode]:
    """Yield the codes in *typed* that have the form of one and say more than a grunnkode."""
    for text in typed:
        with suppress(InvalidCode):
            if len(text) > GRUNNKODE_LENGTH:
                yield codes.parse(text).kode


def without_options(reading: Reading, choice: Options, reader: Reader, catalogue: Catalogue) -> Reading:
    """Return *reading* without what only one of two options says: that is what is asked.

    What both say holds: PBPBY3---- or PBPBY4YK-- is påbygg.
    """
    one, other = reader.read(choice.one).atoms, reader.read(choice.other).atoms
    rest = reader.read(choice.without).atoms
    said = [
        variant.naar[0] for kode in readable(reading.codes) if (variant := catalogue.variant(kode)) and variant.naar
    ]
    both = frozenset.intersection(*said) if len(said) > 1 else frozenset[str]()
    return replace(reading, atoms=reading.atoms - ((one ^ other) - rest) | both)


def said_by(
    kodes: tuple[Programomradekode, ...], atoms: frozenset[str], catalogue: Catalogue, table: Table, *, guessed: bool
) -> set[str]:
    """Return what the codes in a question say of the pupil: the trinn, and with another year named, the ordning."""
    found: set[str] = set()
    for kode in kodes:
        variant = catalogue.variant(kode)
        if variant and variant.naar and not atoms.isdisjoint(_ANOTHER_YEAR):
            found |= {a for a in variant.naar[0] if not table.is_facet(a)}
        if _TRINN.isdisjoint(atoms) and kode.trinn in "123" and ASKS_CODE in atoms and not guessed:
            found.add(f"vg{kode.trinn}")
    return found
