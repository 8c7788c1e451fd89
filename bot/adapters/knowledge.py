"""Load everything that Kodevakt knows from a folder: the YAML files that admins keep, and Grep's catalogue.

The whole folder is judged before anything is used, and every fault is told at once. What comes out is one
snapshot that cannot change; to take up edited files, load again and use the new one when there is no fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from bot.adapters import crosscheck, grep, schema, sections, yamlguard
from bot.domain import model
from bot.errors import Fault, KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.adapters.document import Document
    from bot.adapters.forms import Tekst
    from bot.adapters.sections import Contents, Row

GREP = "grep"


@dataclass(frozen=True, slots=True)
class Reading:
    """A folder as it was read: the files, what is right in them, Grep's catalogue, and every fault in order.

    *digest* tells the files of the catalogue from others.
    """

    documents: list[Document]
    contents: Contents
    catalogue: grep.GrepData | None
    faults: list[Fault]
    digest: bytes

    def kunnskap(self, before: Loaded | None = None) -> model.Kunnskap:
        """Return the knowledge. Raises `KnowledgeError` when there is a fault anywhere."""
        if self.faults or self.catalogue is None:
            raise KnowledgeError(self.faults)
        return _Builder(self.contents, before).kunnskap(self.catalogue)

    def kilder(self) -> Mapping[str, model.Kilde]:
        """Return the sources without fault, which the wheels may name."""
        return _Builder(self.contents).kilder


class Loaded(NamedTuple):
    """Knowledge without fault, and the reading that it was made of."""

    kunnskap: model.Kunnskap
    reading: Reading


def load(folder: Path) -> model.Kunnskap:
    """Return the knowledge in *folder*. Raises `KnowledgeError` with every fault, each with file and line."""
    return read(folder).kunnskap()


def load_again(folder: Path, before: Loaded | None = None) -> Loaded:
    """Return the same as `load`, in less time: what stands in unchanged files is that of *before*."""
    reading = read(folder, before=before.reading if before else None)
    return Loaded(reading.kunnskap(before), reading)


def check(folder: Path) -> list[Fault]:
    """Return every fault in *folder*, in order of file and line."""
    return read(folder).faults


def read(folder: Path, instead: Mapping[Path, bytes] | None = None, *, before: Reading | None = None) -> Reading:
    """Read *folder* and judge all of it, some files as they are to be *instead*; nothing is raised.

    Files that are as they were when *before* was read are not read apart and judged by themselves once more. What
    comes out is the same.
    """
    known = {document.name: document for document in before.documents} if before else {}
    documents = [yamlguard.read(path, instead, known.get(path.name)) for path in files(folder)]
    contents = sections.contents(documents, before.contents if before else None)
    faults = [*_missing(folder, contents, documents), *contents.faults]
    catalogue, digest = _grep(folder / GREP, faults, before)
    between = crosscheck.check(contents, catalogue.programomrader if catalogue else None)
    faults += islice(between, sections.MAX_FAULTS)
    return Reading(documents, contents, catalogue, sorted(faults), digest)


def files(folder: Path) -> list[Path]:
    """Return the YAML files that count, by name."""
    return sorted(folder.glob("*.yaml"))


def _missing(folder: Path, contents: Contents, documents: list[Document]) -> Iterator[Fault]:
    """Yield a fault for a missing folder, a section that stands in no file, a file that is passed over."""
    if not folder.is_dir():
        yield Fault(folder.name, 1, "mappen finnes ikke")
        return
    for path in sorted(folder.glob("*.yml")):
        yield Fault(path.name, 1, "filen blir ikke lest; gi den endelsen .yaml")
    if contents.complete:
        found = {section for document in documents for section in document.data}
        for section in schema.Fil.model_fields:
            if section not in found:
                yield Fault(folder.name, 1, f"delen «{section}» står ikke i noen fil")


def _grep(folder: Path, faults: list[Fault], before: Reading | None) -> tuple[grep.GrepData | None, bytes]:
    digest = grep.digest(folder)
    if before and before.catalogue and before.digest == digest:
        return before.catalogue, digest
    try:
        return grep.read(folder), digest
    except KnowledgeError as error:
        faults += [Fault(f"{GREP}/{fault.file}", fault.line, fault.message) for fault in error.faults]
        return None, digest


class _Builder:
    """Makes the values of the domain from entries without faults."""

    def __init__(self, contents: Contents, before: Loaded | None = None) -> None:
        self.contents = contents
        self.kilder = {row.value.id: model.Kilde(**dict(row.value)) for row in contents.kilder}
        self.made = dict[int, model.Oppslag]()
        if before and before.kunnskap.kilder == self.kilder:
            rows = before.reading.contents.oppslag
            self.made = {id(row): made for row, made in zip(rows, before.kunnskap.oppslag, strict=True)}
        self.before = before

    def kunnskap(self, catalogue: grep.GrepData) -> model.Kunnskap:
        return model.Kunnskap(
            kilder=MappingProxyType(self.kilder),
            varianter=tuple(self._variant(row.value) for row in self.contents.varianter),
            oppslag=tuple(self.made.get(id(row)) or self._oppslag(row) for row in self.contents.oppslag),
            ordliste=self._words_before() or self._ordliste(),
            programomrader=MappingProxyType(catalogue.programomrader),
            utdanningsprogram=MappingProxyType(catalogue.utdanningsprogram),
            grep_hentet=catalogue.hentet,
            grep_kreditering=catalogue.kreditering,
        )

    def _variant(self, entry: schema.Variant) -> model.Variant:
        return model.Variant(
            kode=entry.kode,
            navn=_text(entry.navn),
            provenance=self._provenance(entry),
            deler=MappingProxyType({int(position): _text(text) for position, text in entry.deler.items()}),
            naar=_alternatives(entry),
            uten=frozenset(entry.uten),
            forvalg=entry.forvalg,
            hvorfor=_text(entry.hvorfor) if entry.hvorfor else None,
            neste=entry.neste,
            se_ogsa=tuple(entry.se_ogsa),
            siste_er_ar=entry.siste_er_ar,
            sikkerhet=entry.sikkerhet,
        )

    def _oppslag(self, row: Row[schema.Regel]) -> model.Oppslag:
        entry = row.value
        return model.Oppslag(
            id=entry.id,
            kind="begrep" if isinstance(entry, schema.Begrep) else "regel",
            tittel=_text(entry.tittel),
            svar=_text(entry.svar),
            provenance=self._provenance(entry),
            hvorfor=_text(entry.hvorfor) if entry.hvorfor else None,
            sporsmal=tuple(entry.sporsmal),
            ogsa_kalt=tuple(entry.ogsa_kalt) if isinstance(entry, schema.Begrep) else (),
            koder=tuple(entry.koder),
            se_ogsa=tuple(entry.se_ogsa),
            naar=_alternatives(entry),
            uten=frozenset(entry.uten),
        )

    def _provenance(self, entry: schema.Regel | schema.Variant) -> model.Provenance:
        return model.Provenance(
            kilder=tuple(model.Henvisning(self.kilder[k.id], k.punkt) for k in entry.kilder),
            gyldig_fra=entry.gyldig_fra,
            gyldig_til=entry.gyldig_til,
            kontrollert=entry.kontrollert,
        )

    def _words_before(self) -> model.Ordliste | None:
        """Return the words that were made before when they are made of the same."""
        before = self.before
        return before.kunnskap.ordliste if before and _of_words(before.reading) == _of_words(self) else None

    def _ordliste(self) -> model.Ordliste:
        contents = self.contents
        return model.Ordliste(
            ord=tuple(model.Ord(tuple(row.value.betyr), tuple(row.value.former)) for row in contents.ord),
            fasetter=tuple(_fasett(row.value) for row in contents.fasetter),
            program=_program(contents),
            tomme=frozenset(word for row in contents.fyllord for word in row.value.tomme),
            vanlige=frozenset(word for row in contents.fyllord for word in row.value.vanlige),
            lette=frozenset(word for row in contents.fyllord for word in row.value.lette),
        )


def _of_words(holder: Reading | _Builder) -> list[int]:
    """Return what tells the rows that the words are made of from those of another reading that is still there."""
    contents = holder.contents
    return [id(row) for rows in (contents.ord, contents.fasetter, contents.program, contents.fyllord) for row in rows]


def _fasett(entry: schema.Fasett) -> model.Fasett:
    valg = tuple(model.Valg(v.atom, _text(v.navn)) for v in entry.valg)
    return model.Fasett(entry.id, _text(entry.sporsmal), valg)


def _program(contents: Contents) -> Mapping[str, tuple[str, ...]]:
    names = {kode: tuple(names) for row in contents.program for kode, names in row.value.items()}
    return MappingProxyType(names)


def _alternatives(entry: schema.Regel | schema.Variant) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group) for group in entry.naar)


def _text(entry: Tekst) -> model.Text:
    return model.Text(entry.nb, entry.nn)
