"""Find the entry that an admin means, in whichever file it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz import fuzz, process

from bot.adapters import channels, knowledge, plaintext, schema, wheels, wheelschema, yamlguard
from bot.adapters.channelschema import Kanal
from bot.adapters.editing.filetext import FileText, dedent, last_line, split

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic import BaseModel

    from bot.adapters.document import Document, Where

WHEEL = "årshjul"
"""The kind of an entry that is a whole wheel. It has no fields; it can be confirmed, and that undone."""
_NEAREST = 5
_LIKENESS = 55


class Kind(NamedTuple):
    """What the entries of a section are: what they are called, their model, and the field that names them."""

    name: str
    model: type[BaseModel]
    naming: str = "id"


KINDS = {
    "regler": Kind("regel", schema.Regel),
    "begreper": Kind("begrep", schema.Begrep),
    "koder": Kind("kode", schema.Variant, "kode"),
    "varianter": Kind("kode", schema.Variant, "kode"),
    "kilder": Kind("kilde", schema.Kilde),
    wheels.RADER: Kind("frist", wheelschema.Rad),
    wheels.SECTION: Kind("fylke", wheelschema.Fylke, "navn"),
    channels.SECTION: Kind("kanal", Kanal),
}
"""The sections that hold entries."""


@lru_cache(64)
def _parsed(raw: bytes, name: str) -> Document:
    """Read a file, once while it stays as it is: an admin who waits for a form waits for all of them."""
    return yamlguard.parse(raw, name)


@dataclass(frozen=True)
class Source:
    """A file as it was read once: its bytes and what stands in them. *knowledge* and *schedules* are the folders."""

    path: Path
    raw: bytes = field(repr=False)
    knowledge: Path
    schedules: Path | None

    @cached_property
    def document(self) -> Document:
        """Return what stands in the file."""
        return _parsed(self.raw, self.path.name)

    @cached_property
    def text(self) -> FileText:
        """Return the file as lines."""
        return split(self.raw)

    @property
    def wheel(self) -> str:
        """Return the school year of a wheel, or nothing."""
        return self.path.stem if self.path.parent.name == wheels.FOLDER else ""


@dataclass(frozen=True)
class Entry:
    """One entry as it stands in its file, or a new one (*text* is empty).

    *target* is what it is called to admins and in the audit, *kind* one of regel, begrep, kode, kilde, frist, kanal,
    fylke (or årshjul: a whole wheel). *line* counts from 1. *text* is its exact lines, without the last line ending;
    whatever ends the lines of the file, they are joined by a newline here.
    """

    target: str
    kind: str
    source: Source = field(repr=False)
    line: int
    text: str
    section: str = ""
    index: int = 0

    @property
    def path(self) -> Path:
        """Return the path of the file."""
        return self.source.path

    @property
    def file(self) -> str:
        """Return what faults call the file."""
        return self.source.path.name

    @property
    def document(self) -> Document:
        """Return what stands in the whole file."""
        return self.source.document

    @property
    def print(self) -> str:
        """Return a short fingerprint of the text."""
        return sha256(self.text.encode()).hexdigest()[:16]

    @property
    def where(self) -> Where:
        """Return where in the document the entry stands."""
        return (self.section, self.index)

    @property
    def value(self) -> dict[str, Any]:
        """Return the data of the entry; nothing for a new one."""
        found = self.document.value(self.where) if self.text else None
        return found if isinstance(found, dict) else {}

    @property
    def column(self) -> int:
        """Return how many characters stand before its fields."""
        return self.document.place(self.where).column - 1

    @property
    def alone(self) -> bool:
        """Return whether the entry has lines of its own, which alone can be exchanged."""
        before = self.text[: self.column]
        return not before.strip(" -") and before.count("-") <= 1


def find(knowledge_folder: Path, schedules: Path | None, name: str) -> tuple[Entry, ...]:
    """Return every entry that goes by *name*, the rows of the newest wheel first; upper or lower case is the same.

    A row of a wheel is called ``2026-2027/<id>``; its bare id finds it in every wheel.
    """
    wanted = name.strip().casefold()
    found = (named for source in sources(knowledge_folder, schedules) for named in _named(source))
    return tuple(
        at(source, section, index)
        for source, name, section, index in found
        if wanted in _calls((source, name, section, index))
    )


def nearest(knowledge_folder: Path, schedules: Path | None, name: str) -> tuple[str, ...]:
    """Return what up to five entries that are called something like *name* are called."""
    calls: dict[str, str] = {}
    for source in sources(knowledge_folder, schedules):
        for named in _named(source):
            for call in _calls(named):
                calls.setdefault(call, _target(source, named[1]))
    near = process.extract(
        name.strip().casefold()[:80], list(calls), scorer=fuzz.ratio, score_cutoff=_LIKENESS, limit=4 * _NEAREST
    )
    return tuple(dict.fromkeys(calls[call] for call, *_ in near))[:_NEAREST]


def sources(knowledge_folder: Path, schedules: Path | None) -> Iterator[Source]:
    """Yield the files that hold entries, the newest wheel first; one that cannot be read holds none."""
    paths = knowledge.files(knowledge_folder)
    if schedules:
        paths += sorted((schedules / wheels.FOLDER).glob("*.yaml"), reverse=True)
        paths += [schedules / wheels.FYLKER, schedules / channels.FILE]
    for path in paths:
        if path.is_file():
            yield read(path, knowledge_folder, schedules)


def read(path: Path, knowledge_folder: Path, schedules: Path | None) -> Source:
    """Return the file at *path*. Raises `OSError` when it cannot be read."""
    with path.open("rb") as file:
        return Source(path, file.read(plaintext.MAX_BYTES + 1), knowledge_folder, schedules)


def whole(source: Source) -> Entry:
    """Return a whole wheel as one entry."""
    return Entry(source.wheel, WHEEL, source, 1, "\n".join(source.text.lines))


def again(source: Source, target: str, kind: str, section: str) -> Entry | None:
    """Return the entry of that name in another version of its file, or None when it is not there."""
    if kind == WHEEL:
        return whole(source)
    named = (one for one in _named(source) if one[2] == section and _target(source, one[1]) == target)
    return next((at(source, section, index) for _, _, _, index in named), None)


def new(source: Source, section: str, target: str = "") -> Entry:
    """Return an entry that is to be the last of its section."""
    return Entry(target, KINDS[section].name, source, 0, "", section, size(source, section))


def size(source: Source, section: str) -> int:
    """Return how many entries a section of the file has."""
    held = source.document.value((section,))
    return len(held) if isinstance(held, list) else 0


_Named = tuple[Source, str, str, int]


def _named(source: Source) -> Iterator[_Named]:
    """Yield every entry of a file: the file, what the entry is called, its section and its number there."""
    data = source.document.data
    for section, held in data.items() if isinstance(data, dict) else ():
        if section in KINDS and isinstance(held, list):
            for index, raw in enumerate(held):
                called = raw.get(KINDS[section].naming) if isinstance(raw, dict) else None
                if isinstance(called, str):
                    yield source, called, section, index


def _target(source: Source, called: str) -> str:
    return f"{source.wheel}/{called}" if source.wheel else called


def _calls(named: _Named) -> set[str]:
    return {named[1].casefold(), _target(named[0], named[1]).casefold()}


def at(source: Source, section: str, index: int) -> Entry:
    """Return the entry of that number in a section of the file."""
    document, kind = source.document, KINDS[section]
    place = document.place((section, index))
    lines = source.text.lines[place.line - 1 : _limit(source, section, index)]
    last = last_line("\n".join(dedent(lines, place.column - 1)))
    called = str(document.value((section, index, kind.naming)))
    text = "\n".join(lines[: last + 1])
    return Entry(_target(source, called), kind.name, source, place.line, text, section, index)


def _limit(source: Source, section: str, index: int) -> int:
    """Return the line (counted from 0) before which the entry ends: where the next entry or section begins."""
    document = source.document
    here = document.line((section, index))
    if index + 1 < size(source, section):
        return max(here, document.line((section, index + 1)) - 1)
    after = [line - 1 for name in document.data if (line := document.line((name,))) > here]
    return min(after, default=len(source.text.lines))
