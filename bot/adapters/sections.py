"""What the files hold, section by section, judged one entry at a time: one bad entry hides no other."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.adapters import personaldata, schema
from bot.adapters.plainwords import did_you_mean, explain, spell
from bot.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.adapters.document import Document, Where

MAX_FAULTS = 200
"""What is told of one file at most: more than anybody reads, and each may take a search through every name."""

_LISTS: Mapping[str, TypeAdapter[Any]] = {
    "kilder": TypeAdapter(schema.Kilde),
    "varianter": TypeAdapter(schema.Variant),
    "koder": TypeAdapter(schema.Variant),
    "regler": TypeAdapter(schema.Regel),
    "begreper": TypeAdapter(schema.Begrep),
    "fasetter": TypeAdapter(schema.Fasett),
    "ord": TypeAdapter(schema.Ord),
}
_WHOLE: Mapping[str, TypeAdapter[Any]] = {
    "program": TypeAdapter(schema.Program),
    "fyllord": TypeAdapter(schema.Fyllord),
}

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
class Judged:
    """What one file holds, each entry judged by itself. The fields are as in `Contents`.

    *personal* are the places that look like personal data.
    """

    document: Document
    rows: Mapping[str, list[Row[Any]]]
    broken: frozenset[str]
    complete: bool
    faults: list[Fault]
    personal: list[Fault]


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that is right in itself, and the *faults* of the rest.

    *broken* holds the names that entries with faults go by: they may still be referred to.
    *complete* is False when a whole file or section could not be read: then nothing counts as missing.
    *judged* is the same, file by file.
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
    judged: list[Judged]

    @property
    def sourced(self) -> list[Row[schema.Regel | schema.Variant]]:
        """Return the entries that name their sources: rules, concepts and codes."""
        return [*self.oppslag, *self.varianter]


def contents(documents: list[Document], before: Contents | None = None) -> Contents:
    """Judge the form of every entry in *documents*. Those that were judged *before* are not judged again."""
    known = {id(one.document): one for one in before.judged} if before else {}
    judged = [known.get(id(document)) or _judged(document) for document in documents]

    def rows(*sections: str) -> list[Row[Any]]:
        return [row for section in sections for one in judged for row in one.rows[section]]

    return Contents(
        kilder=rows("kilder"),
        varianter=rows("varianter", "koder"),
        oppslag=rows("regler", "begreper"),
        fasetter=rows("fasetter"),
        ord=rows("ord"),
        program=rows("program"),
        fyllord=rows("fyllord"),
        broken=frozenset().union(*(one.broken for one in judged)),
        complete=all(one.complete for one in judged),
        faults=[fault for one in judged for fault in one.faults],
        judged=judged,
    )


def _judged(document: Document) -> Judged:
    """Judge one file; where a line could not be read right, nothing more is said about that line."""
    reader = _Reader(document, list(islice(_outside(document), MAX_FAULTS)), complete=isinstance(document.data, dict))
    rows = {section: reader.rows(section, judge) for section, judge in _LISTS.items()}
    rows |= {section: reader.whole(section, judge) for section, judge in _WHOLE.items()}
    told = {fault.line for fault in document.faults}
    return Judged(
        document=document,
        rows=rows,
        broken=frozenset(reader.broken),
        complete=reader.complete,
        faults=[*document.faults, *(fault for fault in reader.faults if fault.line not in told)],
        personal=list(_personal(document)),
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


def _personal(document: Document) -> Iterator[Fault]:
    for position, kind in personaldata.find(document.text):
        place = document.place_at(position)
        yield Fault(
            document.name, place.line, f"ser ut som {kind}; personopplysninger skal ikke stå her", column=place.column
        )


@dataclass(slots=True)
class _Reader:
    document: Document
    faults: list[Fault]
    complete: bool
    broken: set[str] = field(default_factory=set)
    told: int = 0

    def rows(self, section: str, judge: TypeAdapter[Any]) -> list[Row[Any]]:
        """Return the right entries of a section that is a list."""
        entries = self.document.data.get(section, []) if isinstance(self.document.data, dict) else []
        if not isinstance(entries, list):
            self.complete = False
            message = f"{section}: ventet en liste, der hver oppføring begynner med «-»"
            self.faults.append(self.document.fault((section,), message))
            return []
        return [row for index, raw in enumerate(entries) for row in self._judge((section, index), raw, judge)]

    def whole(self, section: str, judge: TypeAdapter[Any]) -> list[Row[Any]]:
        """Return a section that is one entry."""
        data = self.document.data
        there = isinstance(data, dict) and section in data
        return list(self._judge((section,), data[section], judge)) if there else []

    def _judge(self, where: Where, raw: Any, judge: TypeAdapter[Any]) -> Iterable[Row[Any]]:
        if self.told >= MAX_FAULTS:
            self.complete = False
            return []
        try:
            return [Row(self.document, where, judge.validate_python(raw))]
        except ValidationError as error:
            self.broken.update(_names(raw))
            row = Row(self.document, where, raw)
            found = error.errors(include_url=False)[:MAX_FAULTS]
            self.told += len(found)
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
