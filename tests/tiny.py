"""Knowledge of a handful of entries, made in code: for tests of rules rather than of what is shipped."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.domain.model import (
    Fasett,
    Henvisning,
    Kilde,
    Kunnskap,
    Oppslag,
    Ord,
    Ordliste,
    Programomrade,
    Provenance,
    Text,
    Utdanningsprogram,
    Valg,
    Variant,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HENTET = date(2026, 10, 8)
HANDBOK = Kilde("regbok-a03", "Håndboken, A03", "Udir", None, "2024", HENTET, "ikke oppgitt", "primar")
OMTALE = Kilde("omtale", "En omtale", "Noen", None, "2024", HENTET, "ikke oppgitt", "sekundar")
FROM_HANDBOK = Provenance(kilder=(Henvisning(HANDBOK, "Varianter"),))
FROM_OMTALE = Provenance(kilder=(Henvisning(OMTALE, "Varianter"),))


def variant(kode: str, *naar: str, uten: str = "", **more: Any) -> Variant:
    """Return a variant that is the code to use under each set of atoms in *naar*, written ``"a b"``."""
    more = {"navn": Text(f"navnet på {kode}"), "provenance": FROM_HANDBOK, **more}
    return Variant(kode, naar=_rows(naar), uten=frozenset(uten.split()), **more)


def regel(name: str, svar: str = "Svar.", *, naar: Iterable[str] = (), **more: Any) -> Oppslag:
    """Return a rule of that id and title."""
    more = {"tittel": Text(name), "provenance": FROM_HANDBOK, **more}
    return Oppslag(name, "regel", svar=Text(svar), naar=_rows(naar), **more)


def fasett(name: str, *atoms: str) -> Fasett:
    """Return a facet with one choice an atom."""
    return Fasett(name, Text(f"Hvilken {name}?"), tuple(Valg(atom, Text(atom.upper())) for atom in atoms))


def omrade(kode: str, **more: Any) -> Programomrade:
    """Return a published programområde of Grep that is taught at school."""
    values = {"navn": Text(kode.lower()), "navn_en": None, "utdanningsprogram": kode[:2], "trinn": f"vg{kode[5]}"}
    state = {"status": "publisert", "status_utledet": False, "opplaringssted": ("skole",)}
    return Programomrade(kode, **{**values, **state, **more})


def ordliste(
    betyr: Mapping[str, Iterable[str]] | None = None,
    *,
    fasetter: Iterable[Fasett] = (),
    tomme: str = "",
    vanlige: str = "",
    lette: str = "",
) -> Ordliste:
    """Return words: *betyr* is atoms ``"a b"`` and their forms; *tomme*, *vanlige*, *lette* are words with spaces."""
    words = tuple(Ord(tuple(atoms.split()), tuple(forms)) for atoms, forms in (betyr or {}).items())
    return Ordliste(
        words, tuple(fasetter), {}, frozenset(tomme.split()), frozenset(vanlige.split()), frozenset(lette.split())
    )


def kunnskap(
    *entries: Variant | Oppslag,
    omrader: Iterable[Programomrade] = (),
    program: Mapping[str, str] | None = None,
    words: Ordliste | None = None,
) -> Kunnskap:
    """Return a snapshot of *entries*, Grep's *omrader*, and *program* by letters and name."""
    return Kunnskap(
        kilder={k.id: k for k in (HANDBOK, OMTALE)},
        varianter=tuple(e for e in entries if isinstance(e, Variant)),
        oppslag=tuple(e for e in entries if isinstance(e, Oppslag)),
        ordliste=words or ordliste(),
        programomrader={o.kode: o for o in omrader},
        utdanningsprogram={
            kode: Utdanningsprogram(kode, Text(navn), "yrkesfaglig", "publisert")
            for kode, navn in (program or {}).items()
        },
        grep_hentet=HENTET,
        grep_kreditering="Data under NLOD",
    )


def _rows(naar: Iterable[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(row.split()) for row in naar)
