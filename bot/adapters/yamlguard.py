r"""Read one YAML file that people keep, refusing whatever is not plain data.

One pass over libyaml's events builds the data together with the place of every part of it. What a plain YAML
loader lets through is refused: aliases (a few lines can unfold into gigabytes), tags, merge keys, duplicate
keys, several documents, deep nesting (libyaml's own composer crashes on it), hidden characters. Nothing is
guessed from the look of a value but ``null``, ``true``, ``false`` and whole numbers: ``no``, ``12:30`` and
``2026-02-30`` are the text that was written.

>>> document = parse(b"regler:\n  - id: a\n    svar: no\n", "regler.yaml")
>>> document.data, document.place(("regler", 0, "svar"))
({'regler': [{'id': 'a', 'svar': 'no'}]}, Place(line=3, column=5))
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import yaml

from bot.adapters import plaintext
from bot.adapters.document import Document, Marks, Number, Place, Step, place_of
from bot.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

MAX_DEPTH = 12
MAX_NODES = 200_000
MAX_FAULTS = 100

_MANY = 20_000  # no file that people keep is near it: from here on all are counted first

_DIRECTIVE = re.compile(r"^%", re.MULTILINE)  # libyaml takes seconds over many of them
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_WORDS = {"": None, "null": None, "true": True, "false": False}
_SYNTAX = {
    "mapping values are not allowed": "kolon inni en verdi, eller feil innrykk; bruk anførselstegn",
    "expected key": "innrykket stemmer ikke, eller det mangler «:», «-» eller et anførselstegn",
    "'-' indicator": "innrykket stemmer ikke, eller linjen mangler «-»",
    "',' or ']'": "listen mangler komma eller avsluttende «]»",
    "',' or '}'": "det mangler komma eller avsluttende «}»",
    "cannot start any token": "verdien begynner med tabulator, @, % eller lignende; bruk anførselstegn",
    "unexpected end of stream": "et anførselstegn er ikke avsluttet",
    "expected ':'": "det mangler «:» etter feltnavnet",
    "escape character": "ukjent tegn etter «\\» i tekst med doble anførselstegn",
    "block sequence entries": "«-» kan ikke stå her; begynn listen på en ny linje",
    "node content": "her mangler det en verdi, eller det står et tegn for mye",
    "<document start>": "det står noe her som ikke hører til noe felt; se på innrykket",
}


def read(path: Path, instead: Mapping[Path, bytes] | None = None, before: Document | None = None) -> Document:
    """Read the file at *path*, or what is to stand there *instead*; faults name it without its folders.

    *before* is as in `parse`.
    """
    if instead and path in instead:
        return parse(instead[path], path.name, before)
    try:
        with path.open("rb") as file:
            return parse(file.read(plaintext.MAX_BYTES + 1), path.name, before)
    except OSError as error:
        return _stopped(path.name, "", [], Place(1), f"kan ikke leses: {error.strerror}")


def parse(raw: bytes, name: str, before: Document | None = None) -> Document:
    """Read the bytes of a file called *name*. Nothing is raised: the faults are in the document.

    *before* is the file as it was read earlier: it is given back itself when its bytes were the same.
    """
    digest = blake2b(raw).digest()
    if before and (before.name, before.digest) == (name, digest):
        return before
    return replace(_parsed(raw, name), digest=digest)


def _parsed(raw: bytes, name: str) -> Document:
    text, faults = "", list[Fault]()
    try:
        text = plaintext.decode(raw)
        return _Builder(name, text, faults).build()
    except plaintext.Refused as refused:
        return _stopped(name, text, faults, Place(refused.line, refused.column), str(refused))
    except yaml.YAMLError as error:
        return _stopped(name, text, faults, *_in_norwegian(error, text))


def _stopped(name: str, text: str, faults: list[Fault], place: Place, message: str) -> Document:
    return Document(name, text, None, faults=[*faults, Fault(name, place.line, message, column=place.column)])


def _in_norwegian(error: yaml.YAMLError, text: str) -> tuple[Place, str]:
    """Return the place of a syntax error, and what it is."""
    begun, at = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "ukjent feil"
    hint = next((told for part, told in _SYNTAX.items() if part in problem), problem)
    if begun and at and begun.line != at.line:
        hint += f" (begynte på linje {begun.line + 1})"
    place, lines = Place(at.line + 1, at.column + 1) if at else Place(1), text.rstrip("\n").split("\n")
    return min(place, Place(len(lines), len(lines[-1]) + 1)), f"ugyldig YAML: {hint}"


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is being filled; *key* waits for its value, and stands at *key_place*."""

    data: dict[str, Any] | list[Any]
    marks: Marks
    key: str | None = None
    key_place: Place | None = None

    @property
    def wants_key(self) -> bool:
        return self.key is None and isinstance(self.data, dict)


class _Builder:
    """Turns events into data and marks, and collects the faults that need not stop the reading."""

    def __init__(self, name: str, text: str, faults: list[Fault]) -> None:
        self.name, self.text, self.faults = name, text, faults
        self.root = _Open([], Marks(Place(1), {}))
        self.open = [self.root]
        self.nodes = 0
        self.escapes = "\\" in text

    def build(self) -> Document:
        if found := _DIRECTIVE.search(self.text):
            line = self.text.count("\n", 0, found.start()) + 1
            raise plaintext.Refused(line, "en linje kan ikke begynne med «%»")
        # Not kept: it would be a cycle, and what is read would stay until a full collection.
        handlers: dict[type, Callable[[Any, Place], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        for event in iter(yaml.CSafeLoader(self.text).get_event, None):
            handler = handlers.get(type(event))
            if handler:
                mark: Any = event.start_mark
                handler(event, Place(mark.line + 1, mark.column + 1))
        marks = self.root.marks.inside.get(0)
        marks = marks if isinstance(marks, Marks) else self.root.marks
        return Document(self.name, self.text, next(iter(self.root.data), None), marks, self.faults)

    def _fault(self, place: Place, message: str) -> None:
        if len(self.faults) >= MAX_FAULTS:
            raise plaintext.Refused(
                place.line, f"mer enn {MAX_FAULTS} feil; resten av filen er ikke lest", place.column
            )
        self.faults.append(Fault(self.name, place.line, message, column=place.column))

    def _document(self, _event: object, place: Place) -> None:
        if self.root.data:
            raise plaintext.Refused(
                place.line, "«---» begynner et nytt dokument; en fil skal ha bare ett", place.column
            )

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> None:
        self._check(event, event.tag, place)
        if self.escapes and (fault := plaintext.hidden(event.value)):
            self._fault(place, fault)
        plain = event.implicit[0]
        if self.open[-1].wants_key:
            self._key(event.value, place, merge=plain and event.value == "<<")
        else:
            self._put(_resolve(event.value) if plain else event.value, place)

    def _start(self, event: yaml.CollectionStartEvent, place: Place) -> None:
        self._check(event, event.tag, place)
        if len(self.open) > MAX_DEPTH:
            raise plaintext.Refused(place.line, f"mer enn {MAX_DEPTH} nivåer inni hverandre", place.column)
        if self.open[-1].wants_key:
            raise plaintext.Refused(
                place.line, "et feltnavn må være tekst, ikke en liste eller en gruppe av felt", place.column
            )
        data: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.open.append(_Open(data, self._put(data, place)))

    def _end(self, _event: object, _place: Place) -> None:
        self.open.pop()

    def _alias(self, event: yaml.AliasEvent, place: Place) -> None:
        self._fault(place, f"aliaset «*{event.anchor}» er ikke tillatt; skriv verdien der den gjelder")
        if self.open[-1].wants_key:
            self._key(f"*{event.anchor}", place)
        else:
            self._put(None, place)

    def _check(self, event: yaml.NodeEvent, tag: str | None, place: Place) -> None:
        self.nodes += 1
        if self.nodes == _MANY:
            _refuse_too_many(self.text)
        if event.anchor is not None:
            self._fault(place, f"ankeret «&{event.anchor}» er ikke tillatt; skriv verdien der den gjelder")
        if tag is not None:
            self._fault(place, f"taggen «{tag}» er ikke tillatt")

    def _key(self, key: str, place: Place, *, merge: bool = False) -> None:
        here = self.open[-1]
        if merge:
            self._fault(place, "sammenslåing med «<<» er ikke tillatt; skriv feltene der de gjelder")
        if key in here.marks.inside:
            self._fault(place, f"«{key}» står to ganger, også på linje {place_of(here.marks.inside[key]).line}")
        here.key, here.key_place = key, place

    def _put(self, value: Any, place: Place) -> Marks:
        """Store *value* where it belongs; a value in a mapping counts as standing where its key does."""
        here = self.open[-1]
        step: Step
        if isinstance(here.data, list):
            step = len(here.data)
            here.data.append(value)
        else:
            step, place, here.key = here.key or "", here.key_place or place, None
            if step in here.data:  # a duplicate: the fault is told, the first one stays
                return Marks(place, {})
            here.data[step] = value
        marks = Marks(place, {})
        here.marks.inside[step] = marks if isinstance(value, dict | list) else place
        return marks


def _refuse_too_many(text: str) -> None:
    """Refuse a file of too many values before the rest is built, which takes several times as long as to count it."""
    nodes = 0
    for event in iter(yaml.CSafeLoader(text).get_event, None):
        nodes += isinstance(event, yaml.NodeEvent) and not isinstance(event, yaml.AliasEvent)
        if nodes > MAX_NODES:
            mark: Any = event.start_mark
            raise plaintext.Refused(mark.line + 1, f"filen har mer enn {MAX_NODES} verdier", mark.column + 1)


def _resolve(text: str) -> object:
    """Give an unquoted value the only types that are read from its look."""
    if text in _WORDS:
        return _WORDS[text]
    if not _INTEGER.fullmatch(text):
        return text
    number = Number(text)
    number.written = text
    return number
