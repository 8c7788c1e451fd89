"""The files of ``knowledge/grep``: a JSON object each, one entry a line, sorted by code: a diff can be read.

A few fields at the top (credit line, the day it was fetched, a remark), then the list of entries. What is
inferred and not read from Grep says so itself: ``status_utledet``, ``trinn_utledet``, ``type_utledet``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from bot.adapters import plaintext
from bot.adapters.forms import Day  # noqa: TC001 - pydantic reads it when it runs
from bot.adapters.plainwords import explain, spell
from bot.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

KREDITERING = "Inneholder data under NLOD, tilgjengeliggjort på data.udir.no"
KODE = re.compile(r"[A-Z][A-Z0-9]{5}[A-Z0-9-]{4}")  # not five letters and a digit: Grep holds R94VKI----
PROGRAM = re.compile(r"[A-Z]{2}")

_TWICE = " (to ganger)"
_DECODER = json.JSONDecoder()
_ENTRY = re.compile(r"[\s,]*(?=[^\s,\]])")


def _visible(text: str) -> str:
    if problem := plaintext.hidden(text):
        raise PydanticCustomError("tegn", problem)
    if not text.strip():
        raise PydanticCustomError("tekst", "er tom, ventet tekst")
    if text.split() != text.split(" "):
        raise PydanticCustomError("tekst", "har mellomrom for mye, eller linjeskift")
    return text


def _credit(text: str) -> str:
    if "NLOD" not in text:
        raise PydanticCustomError("kreditering", "ventet krediteringen som lisensen NLOD krever")
    return text


def _kode(text: str) -> str:
    if not KODE.fullmatch(text):
        raise PydanticCustomError("kode", "ventet ti tegn, som i «TPTIP1----»")
    return text


def _letters(text: str) -> str:
    if not PROGRAM.fullmatch(text):
        raise PydanticCustomError("kode", "ventet to store bokstaver, som i «TP»")
    return text


Remark = Annotated[str, AfterValidator(_visible)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_visible)]
Kode = Annotated[str, AfterValidator(_kode)]
Letters = Annotated[str, AfterValidator(_letters)]
Status = Literal["publisert", "utgatt", "ukjent"]
Trinn = Literal["vg1", "vg2", "vg3", "vg4", "ukjent"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Navn(_Strict):
    """A name in three languages; null where Grep has none."""

    nb: Line
    nn: Line | None = None
    en: Line | None = None


class Area(_Strict):
    """One programområde."""

    kode: Kode
    navn: Navn
    utdanningsprogram: Letters | None
    trinn: Trinn
    trinn_utledet: bool
    status: Status
    status_utledet: bool
    opplaringssted: list[Literal["skole", "bedrift"]]
    bygger_pa: list[Kode]
    arstimer: Line | None
    merkelapper: list[Line]


class Program(_Strict):
    """One utdanningsprogram; *i_grep* is false for PB, which is a prefix only."""

    kode: Letters
    navn: Navn
    type: Literal["studieforberedende", "yrkesfaglig", "påbygging", "ukjent"]
    type_utledet: bool
    status: Status
    status_utledet: bool
    i_grep: bool


class _Head(_Strict):
    kreditering: Annotated[Line, AfterValidator(_credit)]
    hentet: Day
    merknad: Remark | None = None


class Areas(_Head):
    """``programomrader.json``; *mangler_i_kilden* lists codes that are built on, but not held."""

    KEY: ClassVar = "programomrader"

    mangler_i_kilden: list[Kode] = []
    programomrader: list[Area]


class Programs(_Head):
    """``utdanningsprogram.json``."""

    KEY: ClassVar = "utdanningsprogram"

    utdanningsprogram: list[Program]


F = TypeVar("F", Areas, Programs)


@dataclass(frozen=True, slots=True)
class Document(Generic[F]):
    """A file that was read: its *content*, None when it has *faults*, and what it holds whatever its faults.

    *raw* is the whole object, *rows* its entries that are objects, each with the line it begins on.
    """

    name: str
    content: F | None
    raw: Mapping[str, Any]
    rows: tuple[tuple[int, Mapping[str, Any]], ...]
    faults: tuple[Fault, ...]


def load(path: Path, shape: type[F]) -> Document[F]:
    """Read one file and judge its form. Faults are kept in the document; nothing is raised."""
    try:
        with path.open("rb") as file:
            return parse(path.name, plaintext.decode(file.read(plaintext.MAX_BYTES + 1)), shape)
    except OSError as error:
        return _refused(path.name, 1, f"kan ikke leses: {error.strerror}")
    except plaintext.Refused as refused:
        return _refused(path.name, refused.line, str(refused))


def parse(name: str, text: str, shape: type[F]) -> Document[F]:
    """Judge the *text* of a file called *name* by its *shape*."""
    try:
        raw = json.loads(text, object_pairs_hook=_once_each)
    except json.JSONDecodeError as error:
        return _refused(name, error.lineno, f"er ikke JSON: {error.msg} (tegn {error.colno})")
    except (ValueError, RecursionError):
        return _refused(name, 1, "er ikke JSON som kan leses: for dype lister eller for lange tall")
    if not isinstance(raw, dict):
        return _refused(name, 1, "skal være ett objekt")
    lines = list(_lines(text, shape.KEY))
    entries = raw.get(shape.KEY)
    found = zip(lines, entries if isinstance(entries, list) else (), strict=False)
    rows = tuple((line, row) for line, row in found if isinstance(row, dict))
    try:
        return Document(name, shape.model_validate(raw), raw, rows, ())
    except ValidationError as error:
        faults = tuple(_fault(name, e, shape.KEY, lines, text) for e in error.errors(include_url=False))
        return Document(name, None, raw, rows, faults)


def write(head: Mapping[str, object], key: str, rows: Sequence[Mapping[str, object]]) -> str:
    """Return the text of a file: the fields of *head*, then *rows* under *key*, one a line, by code."""
    fields = [f"{_json(name)}: {_json(value)}" for name, value in head.items()]
    entries = ",\n".join(_json(row) for row in sorted(rows, key=lambda row: str(row["kode"])))
    return "{\n" + ",\n".join([*fields, f"{_json(key)}: [\n{entries}\n]"]) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _refused(name: str, line: int, message: str) -> Document[Any]:
    return Document(name, None, {}, (), (Fault(name, line, message),))


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object; a key written twice becomes an extra key, which the shape refuses with its line."""
    keys = [key for key, _ in pairs]
    twice = {key + _TWICE: None for key in keys if keys.count(key) > 1}
    return dict(pairs) | twice


def _lines(text: str, key: str) -> Iterator[int]:
    """Yield the line on which each entry of the list under *key* begins."""
    start = re.search(rf'"{key}"\s*:\s*\[', text)
    position, line, counted = (start.end() if start else len(text)), 1, 0
    while match := _ENTRY.match(text, position):
        line, counted = line + text.count("\n", counted, match.end()), match.end()
        yield line
        _, position = _DECODER.raw_decode(text, match.end())


def _fault(name: str, error: ErrorDetails, key: str, lines: list[int], text: str) -> Fault:
    """Turn one error of pydantic into a fault with the line of the entry, or of the field at the top."""
    path, what = explain(error)
    line = _line_of(path, key, lines, text)
    inside = path[2:] if len(path) > 1 and path[0] == key else path
    if inside and str(inside[-1]).endswith(_TWICE):
        inside, what = (*inside[:-1], str(inside[-1]).removesuffix(_TWICE)), "står to ganger"
    where = spell(tuple(_shown(step) for step in inside))
    return Fault(name, line, f"{where}: {what}" if where else what)


def _line_of(path: tuple[int | str, ...], key: str, lines: list[int], text: str) -> int:
    if len(path) > 1 and path[0] == key and isinstance(path[1], int):
        return lines[path[1]] if path[1] < len(lines) else 1
    name = str(path[0]).removesuffix(_TWICE) if path else ""
    at = re.search(rf'"{re.escape(name)}"\s*:', text)
    return text.count("\n", 0, at.start()) + 1 if at else 1


def _shown(step: int | str) -> int | str:
    return step if isinstance(step, int) else "".join(c if c.isprintable() else "?" for c in step[:60])
