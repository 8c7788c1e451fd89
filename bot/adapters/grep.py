"""Read the Grep catalogue of ``knowledge/grep``: every programområde and utdanningsprogram, by code."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from bot.domain.model import Programomrade, Text, Utdanningsprogram
from bot.errors import Fault, KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from bot.adapters.grepformat import Area, Areas, Document, Navn, Program, Programs

AREAS = "programomrader.json"
PROGRAMS = "utdanningsprogram.json"


@dataclass(frozen=True, slots=True)
class GrepData:
    """The catalogue: both kinds by code, the day it was *hentet*, and the credit its licence asks for."""

    programomrader: Mapping[str, Programomrade]
    utdanningsprogram: Mapping[str, Utdanningsprogram]
    hentet: date
    kreditering: str


def read(folder: Path) -> GrepData:
    """Read both files of *folder*. Raises `KnowledgeError` with every fault of both."""
    from bot.adapters import grepformat  # noqa: PLC0415 - pydantic is slow to import; only reading needs it

    areas = grepformat.load(folder / AREAS, grepformat.Areas)
    programs = grepformat.load(folder / PROGRAMS, grepformat.Programs)
    return combine(areas, programs)


def digest(folder: Path) -> bytes:
    """Return what tells the two files of *folder* from others; nothing when they cannot be read."""
    try:
        return b"".join(blake2b((folder / name).read_bytes()).digest() for name in (AREAS, PROGRAMS))
    except OSError:
        return b""


def combine(areas: Document[Areas], programs: Document[Programs]) -> GrepData:
    """Return the values of both documents, after checking that they agree. Raises `KnowledgeError`."""
    faults = [*areas.faults, *programs.faults, *_twice(areas), *_twice(programs), *_unknown(areas, programs)]
    if faults or areas.content is None or programs.content is None:
        raise KnowledgeError(faults)
    return GrepData(
        programomrader={row.kode: _area(row) for row in areas.content.programomrader},
        utdanningsprogram={row.kode: _program(row) for row in programs.content.utdanningsprogram},
        hentet=areas.content.hentet,
        kreditering=areas.content.kreditering,
    )


def _area(row: Area) -> Programomrade:
    return Programomrade(
        kode=row.kode,
        navn=_text(row.navn),
        navn_en=row.navn.en,
        utdanningsprogram=row.utdanningsprogram or "",
        trinn=row.trinn,
        status=row.status,
        status_utledet=row.status_utledet,
        opplaringssted=tuple(row.opplaringssted),
        bygger_pa=tuple(row.bygger_pa),
        arstimer=row.arstimer,
    )


def _program(row: Program) -> Utdanningsprogram:
    return Utdanningsprogram(kode=row.kode, navn=_text(row.navn), type=row.type, status=row.status)


def _text(navn: Navn) -> Text:
    return Text(navn.nb, navn.nn)


def _codes(document: Document[Areas] | Document[Programs]) -> list[tuple[int, str]]:
    return [(line, row["kode"]) for line, row in document.rows if isinstance(row.get("kode"), str)]


def _twice(document: Document[Areas] | Document[Programs]) -> Iterator[Fault]:
    """Yield a fault for every entry that repeats a code. It looks at what stands there, right or wrong."""
    first: dict[str, int] = {}
    for line, kode in _codes(document):
        if kode in first:
            yield Fault(document.name, line, f"kode: {_quoted(kode)} står fra før på linje {first[kode]}")
        first.setdefault(kode, line)


def _unknown(areas: Document[Areas], programs: Document[Programs]) -> Iterator[Fault]:
    """Yield a fault for every reference to a code that is neither held nor declared as missing."""
    known = {kode for _, kode in _codes(areas)} | set(_strings(areas.raw.get("mangler_i_kilden")))
    letters = {kode for _, kode in _codes(programs)}
    for line, row in areas.rows:
        for kode in _strings(row.get("bygger_pa")):
            if kode not in known:
                message = f"bygger_pa: {_quoted(kode)} er ukjent; rett den, eller før den i mangler_i_kilden"
                yield Fault(areas.name, line, message)
        for program in _strings([row.get("utdanningsprogram")]):
            if letters and program not in letters:
                message = f"utdanningsprogram: {_quoted(program)} står ikke i {PROGRAMS}"
                yield Fault(areas.name, line, message)


def _strings(values: object) -> list[str]:
    return [v for v in values if isinstance(v, str)] if isinstance(values, list) else []


def _quoted(text: str) -> str:
    return repr(text[:40])
