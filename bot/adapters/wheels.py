"""Load the Årshjul from ``schedules/``: a wheel for each school year, and the counties.

Every fault of every file is told at once. `load` refuses when there is any; `read` gives the wheels that have
none together with the faults of the others, so that a bad file never takes a good one down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.adapters import wheelcheck, wheelschema, yamlguard
from bot.adapters.plainwords import did_you_mean, explain
from bot.adapters.sections import MAX_FAULTS, Row
from bot.adapters.wheelbuilder import arshjul, fylker_of
from bot.domain.arshjul import Arshjulene
from bot.errors import Fault, KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from bot.adapters.document import Document, Where
    from bot.domain.frist import Arshjul
    from bot.domain.model import Kilde

T = TypeVar("T", bound=BaseModel)
FOLDER, FYLKER, RADER, SECTION = "arshjul", "fylker.yaml", "rader", "fylker"


def load(folder: Path, kilder: Mapping[str, Kilde]) -> Arshjulene:
    """Return the wheels in *folder* (``schedules/``). Raises `KnowledgeError` with every fault, by file and line."""
    found, faults = read(folder, kilder)
    if faults:
        raise KnowledgeError(faults)
    return found


def check(folder: Path, kilder: Mapping[str, Kilde]) -> list[Fault]:
    """Return every fault in *folder*, in order of file and line."""
    return sorted(read(folder, kilder)[1])


def read(
    folder: Path, kilder: Mapping[str, Kilde], instead: Mapping[Path, bytes] | None = None
) -> tuple[Arshjulene, list[Fault]]:
    """Return the wheels without fault, and the faults of the others. A missing folder holds no wheels.

    Some files are read as they are to be *instead*.
    """
    counties, faults = (
        _counties(yamlguard.read(folder / FYLKER, instead), kilder) if (folder / FYLKER).exists() else ([], [])
    )
    names = {row.value.navn for row in counties}
    found: list[Arshjul] = []
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        sheet = _sheet(yamlguard.read(path, instead), names, kilder)
        faults += sheet.faults
        if sheet.head and not sheet.faults:
            found.append(arshjul(sheet.head.value, [row.value for row in sheet.rows], kilder))
    for path in sorted((folder / FOLDER).glob("*.yml")):
        faults.append(Fault(path.name, 1, "filen blir ikke lest; gi den endelsen .yaml"))
    return Arshjulene(found, fylker_of([row.value for row in counties])), faults


@dataclass(slots=True)
class _Sheet:
    """One file: what is right in itself, and every fault."""

    document: Document
    head: Row[wheelschema.Hode] | None = None
    rows: list[Row[wheelschema.Rad]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def judge(self, where: Where, raw: Any, shape: type[T]) -> Row[T] | None:
        """Return the part at *where* when it has the right form."""
        try:
            return Row(self.document, where, TypeAdapter(shape).validate_python(raw))
        except ValidationError as error:
            row = Row(self.document, where, raw)
            self.faults += [row.fault(*_explain(e)) for e in error.errors(include_url=False)[:MAX_FAULTS]]
            return None

    def items(self, name: str, shape: type[T]) -> list[Row[T]]:
        """Return the right entries of the list *name*."""
        raw = self.document.data.get(name)
        if not isinstance(raw, list):
            told = f"{name}: ventet en liste, der hver oppføring begynner med «-»"
            self.faults.append(self.document.fault((name,), told))
            return []
        found: list[Row[T]] = []
        for index, entry in enumerate(raw):
            row = self.judge((name, index), entry, shape)
            found += [row] if row else []
            if len(self.faults) >= MAX_FAULTS:
                break
        return found

    def settle(self) -> None:
        """Put first the faults of lines that could not be read; nothing more is said about those lines."""
        told = {fault.line for fault in self.document.faults}
        self.faults = self.document.faults + [fault for fault in self.faults if fault.line not in told]


def _sheet(document: Document, fylker: set[str], kilder: Mapping[str, Kilde]) -> _Sheet:
    sheet = _Sheet(document)
    if isinstance(document.data, dict):
        head = {name: value for name, value in document.data.items() if name != RADER}
        sheet.head = sheet.judge((), head, wheelschema.Hode)
        sheet.rows = sheet.items(RADER, wheelschema.Rad)
        if sheet.head:
            sheet.faults += wheelcheck.check_head(sheet.head, kilder)
        sheet.faults += islice(wheelcheck.check_rows(sheet.rows, _ids(document), sheet.head, fylker), MAX_FAULTS)
        sheet.faults += wheelcheck.check_text(document)
    elif not document.faults:
        sheet.faults.append(Fault(document.name, 1, "filen er tom; ventet skolear, status, kategorier og rader"))
    sheet.settle()
    return sheet


def _ids(document: Document) -> set[str]:
    """Return the ids of all rows, of those with faults too: they may be pointed at."""
    rows = document.data.get(RADER)
    found = (entry.get("id") for entry in rows if isinstance(entry, dict)) if isinstance(rows, list) else ()
    return {name for name in found if isinstance(name, str)}


def _counties(document: Document, kilder: Mapping[str, Kilde]) -> tuple[list[Row[wheelschema.Fylke]], list[Fault]]:
    """Return the counties in the file."""
    sheet = _Sheet(document)
    rows: list[Row[wheelschema.Fylke]] = []
    if isinstance(sheet.document.data, dict):
        rows = sheet.items(SECTION, wheelschema.Fylke)
        for part in sheet.document.data:
            if part != SECTION:
                told = f"{part}: ukjent del av filen.{did_you_mean(part, [SECTION])}"
                sheet.faults.append(sheet.document.fault((part,), told))
        sheet.faults += wheelcheck.check_counties(rows, kilder)
    elif not sheet.document.faults:
        sheet.faults.append(Fault(document.name, 1, "filen er tom; ventet fylker"))
    sheet.settle()
    return rows, sheet.faults


def _explain(error: ErrorDetails) -> tuple[Where, str]:
    """Say what an error of pydantic is; a field that is unknown here may be a field of the other files."""
    path, message = explain(error)
    if error["type"] == "extra_forbidden":
        return path, f"ukjent felt.{did_you_mean(str(error['loc'][-1]), wheelschema.FIELDS)}"
    return path, message
