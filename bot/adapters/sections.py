"""What the files hold, section by section, judged one entry at a time: one bad entry hides no other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.adapters import schema
from bot.adapters.plainwords import did_you_mean, explain, spell
from bot.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.adapters.document import Document, Where

MAX_FAULTS = 200
"""What is told of one file at most: more than anybody reads, and each may take a search through every name."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Row(Generic[T_co]):
    """One entry, and *where* in which file it stands."""

    document: Document
    where: Where
    value: T_co

    def fault(self, path: Where, message: str) -> Fault:
        """Return a fault of the part at *path* inside the entry."""
        named = f"{spell(path)}: {message}" if path else message
        return self.document.fault((*self.where, *path), named)

    @property
    def place(self) -> str:
        """Return ``file:line`` of the entry."""
        return f"{self.document.name}:{self.document.line(self.where)}"


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that is right in itself, and the *faults* of the rest.

    *broken* holds the names that entries with faults go by: they may still be referred to.
    *complete* is False when a whole file or section could not be read: then nothing counts as missing.
    """

    kilder: list[Row[schema.Kilde]]
    varianter: list[Row[schema.Variant]]
    oppslag: list[Row[schema.Regel]]
    fasetter: list[Row[schema.Fasett]]
    ord: list[Row[schema.Ord]]
    program: list[Row[schema.Program]]
    fyllord: list[Row[schema.Fyllord]]
    broken: frozenset[str]
    complete: bool
    faults: list[Fault]

    @property
    def sourced(self) -> list[Row[schema.Regel | schema.Variant]]:
        """Return the entries that name their sources: rules, concepts and codes."""
        return [*self.oppslag, *self.varianter]


def contents(documents: list[Document]) -> Contents:
    """Judge the form of every entry in *documents*."""
    usable = [document for document in documents if isinstance(document.data, dict)]
    outside = [fault for document in documents for fault in islice(_outside(document), MAX_FAULTS)]
    reader = _Reader(usable, outside, complete=len(usable) == len(documents))
    return Contents(
        kilder=reader.rows("kilder", schema.Kilde),
        varianter=reader.rows("varianter", schema.Variant) + reader.rows("koder", schema.Variant),
        oppslag=[*reader.rows("regler", schema.Regel), *reader.rows("begreper", schema.Begrep)],
        fasetter=reader.rows("fasetter", schema.Fasett),
        ord=reader.rows("ord", schema.Ord),
        program=reader.whole("program", schema.Program),
        fyllord=reader.whole("fyllord", schema.Fyllord),
        broken=frozenset(reader.broken),
        complete=reader.complete,
        faults=reader.all_faults(documents),
    )


def _outside(document: Document) -> Iterator[Fault]:
    """Yield the faults outside the sections."""
    if not isinstance(document.data, dict):
        if not document.faults:
            known = ", ".join(schema.Fil.model_fields)
            yield Fault(document.name, 1, f"filen er tom eller mangler en overskrift; ventet en av {known}")
        return
    for section in document.data:
        if section not in schema.Fil.model_fields:
            message = f"{spell((section,))}: ukjent del av filen.{did_you_mean(section, schema.Fil.model_fields)}"
            yield document.fault((section,), message)


@dataclass(slots=True)
class _Reader:
    documents: list[Document]
    faults: list[Fault]
    complete: bool
    broken: set[str] = field(default_factory=set)
    told: Counter[str] = field(default_factory=Counter)

    def rows(self, section: str, shape: type[T]) -> list[Row[T]]:
        """Return the right entries of a section that is a list."""
        judge = TypeAdapter(shape)
        lists = ((document, enumerate(entries)) for document, entries in self._lists(section))
        found = ((document, (section, index), raw) for document, entries in lists for index, raw in entries)
        return [row for document, where, raw in found for row in self._judge(document, where, raw, judge)]

    def whole(self, section: str, shape: type[T]) -> list[Row[T]]:
        """Return a section that is one entry in each file."""
        judge = TypeAdapter(shape)
        found = [document for document in self.documents if section in document.data]
        return [row for d in found for row in self._judge(d, (section,), d.data[section], judge)]

    def all_faults(self, documents: list[Document]) -> list[Fault]:
        """Return every fault; where a line could not be read right, nothing more is said about that line."""
        first = [fault for document in documents for fault in document.faults]
        told = {(fault.file, fault.line) for fault in first}
        return first + [fault for fault in self.faults if (fault.file, fault.line) not in told]

    def _lists(self, section: str) -> Iterator[tuple[Document, list[Any]]]:
        for document in self.documents:
            entries = document.data.get(section, [])
            if isinstance(entries, list):
                yield document, entries
            else:
                self.complete = False
                message = f"{section}: ventet en liste, der hver oppføring begynner med «-»"
                self.faults.append(document.fault((section,), message))

    def _judge(self, document: Document, where: Where, raw: Any, judge: TypeAdapter[T]) -> Iterable[Row[T]]:
        if self.told[document.name] >= MAX_FAULTS:
            self.complete = False
            return []
        try:
            return [Row(document, where, judge.validate_python(raw))]
        except ValidationError as error:
            self.broken.update(_names(raw))
            row = Row(document, where, raw)
            found = error.errors(include_url=False)[:MAX_FAULTS]
            self.told[document.name] += len(found)
            self.faults += [row.fault(*explain(e)) for e in found]
            return []


def _names(raw: Any) -> Iterator[str]:
    """Yield what an entry of any section may be called by."""
    if isinstance(raw, dict):
        yield from raw
        yield from _texts([raw.get(key) for key in ("id", "kode", "betyr", "valg")])


def _texts(raw: Any) -> Iterator[str]:
    """Yield every text in *raw*."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict | list):
        for value in raw.values() if isinstance(raw, dict) else raw:
            yield from _texts(value)
