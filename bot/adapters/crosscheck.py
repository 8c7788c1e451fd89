"""Check that the entries agree: what they refer to exists, here or in Grep, and nothing is said twice."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from bot.adapters import schema
from bot.adapters.plainwords import did_you_mean, quote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bot.adapters.document import Where
    from bot.adapters.sections import Contents, Row
    from bot.errors import Fault

SINGLE_WORD = re.compile(r"\w+")


def check(contents: Contents, grep_codes: Collection[str] | None) -> Iterator[Fault]:
    """Yield every fault between entries. *grep_codes* is None when the catalogue could not be read.

    When a file could not be read, nothing is said to be missing: it may stand there.
    """
    yield from _twice(contents)
    yield from _days(contents)
    yield from _filler(contents)
    yield from chain.from_iterable(judged.personal for judged in contents.judged)
    if contents.complete:
        yield from _references(contents)
        yield from _atoms(contents)
        if grep_codes is not None:
            yield from _codes(contents, grep_codes)


def _twice(contents: Contents) -> Iterator[Fault]:
    yield from _repeated((row, ("id",), row.value.id) for row in contents.kilder)
    yield from _repeated((row, ("id",), row.value.id) for row in contents.oppslag)
    yield from _repeated((row, ("id",), row.value.id) for row in contents.fasetter)
    yield from _repeated((row, ("kode",), row.value.kode) for row in contents.varianter)
    yield from _repeated((row, (kode,), kode) for row in contents.program for kode in row.value)


def _repeated(named: Iterable[tuple[Row[Any], Where, str]]) -> Iterator[Fault]:
    first: dict[str, Row[Any]] = {}
    for row, path, name in named:
        if name in first:
            yield row.fault(path, f"{quote(name)} er brukt to ganger, også i {first[name].place}")
        first.setdefault(name, row)


def _days(contents: Contents) -> Iterator[Fault]:
    for row in contents.sourced:
        first, last = row.value.gyldig_fra, row.value.gyldig_til
        if first and last and first > last:
            yield row.fault(("gyldig_fra",), f"«{first}» er etter gyldig_til «{last}»")


def _filler(contents: Contents) -> Iterator[Fault]:
    """A word cannot both have a meaning and have none."""
    meaning = {form.casefold(): row for row in contents.ord for form in row.value.former if SINGLE_WORD.fullmatch(form)}
    for row in contents.fyllord:
        for index, word in enumerate(row.value.tomme):
            if found := meaning.get(word.casefold()):
                yield row.fault(("tomme", index), f"{quote(word)} er også en form i {found.place}; fjern den ene")


def _references(contents: Contents) -> Iterator[Fault]:
    kilder = {row.value.id for row in contents.kilder} | contents.broken
    ids = {row.value.id for row in contents.oppslag} | contents.broken
    codes = {row.value.kode for row in contents.varianter}
    for row in contents.sourced:
        for index, kilde in enumerate(row.value.kilder):
            yield from _pointer(row, ("kilder", index, "id"), kilde.id, kilder, "kilder.yaml")
        known = ids | codes if isinstance(row.value, schema.Variant) else ids
        for index, other in enumerate(row.value.se_ogsa):
            yield from _pointer(row, ("se_ogsa", index), other, known, "regler eller begreper")


def _pointer(row: Row[Any], path: Where, name: str, known: Collection[str], register: str) -> Iterator[Fault]:
    if name not in known:
        yield row.fault(path, f"{quote(name)} finnes ikke i {register}.{did_you_mean(name, known)}")


def _atoms(contents: Contents) -> Iterator[Fault]:
    """Whatever a decision rests on must be something that people can say."""
    said = {atom for row in contents.ord for atom in row.value.betyr} | contents.broken
    asked = {valg.atom for row in contents.fasetter for valg in row.value.valg}
    used = set[str]()
    for row in contents.sourced:
        for path, atom in _conditions(row.value):
            used.add(atom)
            yield from _pointer(row, path, atom, said | asked, "ord eller fasetter")
    for fasett in contents.fasetter:
        for index, valg in enumerate(fasett.value.valg):
            yield from _pointer(fasett, ("valg", index, "atom"), valg.atom, said | used, "ord, naar eller uten")


def _conditions(value: schema.Regel | schema.Variant) -> Iterator[tuple[Where, str]]:
    for i, group in enumerate(value.naar):
        yield from ((("naar", i, j), atom) for j, atom in enumerate(group))
    yield from ((("uten", i), atom) for i, atom in enumerate(value.uten))


def _codes(contents: Contents, grep_codes: Collection[str]) -> Iterator[Fault]:
    known = _KnownCodes([row.value for row in contents.varianter], grep_codes, contents.broken)
    for rule in contents.oppslag:
        for index, kode in enumerate(rule.value.koder):
            yield from known.check(rule, ("koder", index), kode)
    for variant in contents.varianter:
        if variant.value.neste:
            yield from known.check(variant, ("neste",), variant.value.neste)
    for program in contents.program:
        for grunnkode in program.value:
            yield from _pointer(program, (grunnkode,), grunnkode, known.grunnkoder, "Grep")


class _KnownCodes:
    """The codes that may be referred to: printed by a source, or a stem of Grep with a printed pattern."""

    def __init__(self, varianter: list[schema.Variant], grep_codes: Collection[str], broken: Collection[str]) -> None:
        self.exact = {*grep_codes, *broken, *(v.kode for v in varianter)}
        self.grunnkoder = {kode[:6] for kode in grep_codes}
        self.patterns = [_pattern(v) for v in varianter if "x" in v.kode or "?" in v.kode or v.siste_er_ar]

    def check(self, row: Row[Any], path: Where, kode: str) -> Iterator[Fault]:
        """Yield a fault when *kode* is not known."""
        if kode not in self.exact and not self._made_of_pattern(kode):
            near = did_you_mean(kode, self.exact)
            yield row.fault(path, f"{quote(kode)} finnes verken i Grep, koder eller varianter.{near}")

    def _made_of_pattern(self, kode: str) -> bool:
        has_stem = "x" in kode[:5] or kode[:6] in self.grunnkoder
        return has_stem and any(pattern.fullmatch(kode) for pattern in self.patterns)


def _pattern(variant: schema.Variant) -> re.Pattern[str]:
    stem = variant.kode[:5].replace("x", "[A-Zx]")
    trinn = variant.kode[5].replace("?", "[0-9?]")
    suffix = variant.kode[6:9] + "[1-9]" if variant.siste_er_ar else variant.kode[6:]
    return re.compile(stem + trinn + suffix)
