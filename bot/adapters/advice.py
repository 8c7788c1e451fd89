"""What is right in form and still worth a look: entries that nobody finds, sources that are old, dead ends.

Each warning is a kind, which never changes its name, and a `Fault` that says where and why.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from rapidfuzz import fuzz, process

from bot.adapters import schema
from bot.adapters.plainwords import quote
from bot.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.adapters.sections import Contents, Row
    from bot.domain.model import Programomrade

Warned: TypeAlias = tuple[str, Fault]
OLD = timedelta(days=365)
_ALIKE = 90
_WORD = re.compile(r"\w+")


def of_entries(contents: Contents, areas: Mapping[str, Programomrade]) -> Iterator[Warned]:
    """Yield the warnings that the entries themselves give. *areas* is Grep's catalogue, by code."""
    yield from _same_question(contents)
    yield from _old_sources(contents.kilder)
    yield from _dead_ends(contents)
    yield from _retired(contents, areas)


def _same_question(contents: Contents) -> Iterator[Warned]:
    """Yield every question that an earlier entry has too, in the same words."""
    first: dict[tuple[str, ...], Row[schema.Regel]] = {}
    for row in contents.oppslag:
        for index, question in enumerate(row.value.sporsmal):
            said = tuple(_WORD.findall(question.casefold()))
            there = first.setdefault(said, row)
            if there is not row:
                other = f"{quote(there.value.id)} ({there.place})"
                told = f"{quote(question)} står også hos {other}; bare én kan svare på det"
                yield "samme-sporsmal", row.fault(("sporsmal", index), told)


def _old_sources(rows: list[Row[schema.Kilde]]) -> Iterator[Warned]:
    """Yield the sources that were read long before the newest one: no clock, the same answer every day."""
    newest = max((row.value.lest for row in rows), default=date.min)
    for row in rows:
        if newest - row.value.lest > OLD:
            told = f"lest {row.value.lest}, mer enn et år før den nyeste kilden ({newest}); les den på nytt"
            yield "gammel-kilde", row.fault(("lest",), told)


def _dead_ends(contents: Contents) -> Iterator[Warned]:
    """Yield references that lead nowhere: to the entry itself, twice to the same, or to what no longer holds."""
    newest = max((row.value.lest for row in contents.kilder), default=date.min)
    gone = {
        name: row.value.gyldig_til
        for row in contents.sourced
        for name in [_name(row.value)]
        if row.value.gyldig_til and row.value.gyldig_til < newest
    }
    for row in contents.sourced:
        seen = set[str]()
        for index, other in enumerate(row.value.se_ogsa):
            if other == _name(row.value):
                yield "blindvei", row.fault(("se_ogsa", index), f"{quote(other)} viser til seg selv")
            elif other in seen:
                yield "blindvei", row.fault(("se_ogsa", index), f"{quote(other)} står to ganger")
            elif other in gone and _name(row.value) not in gone:
                told = f"{quote(other)} gjelder ikke etter {gone[other]}"
                yield "blindvei", row.fault(("se_ogsa", index), told)
            seen.add(other)


def _name(value: schema.Regel | schema.Variant) -> str:
    return value.kode if isinstance(value, schema.Variant) else value.id


def _retired(contents: Contents, areas: Mapping[str, Programomrade]) -> Iterator[Warned]:
    """Yield every code that Grep marks as discontinued, with the published one of the same name."""
    named = chain(
        ((row, ("koder", i), kode) for row in contents.oppslag for i, kode in enumerate(row.value.koder)),
        ((row, ("kode",), row.value.kode) for row in contents.varianter),
        ((row, ("neste",), row.value.neste) for row in contents.varianter if row.value.neste),
        ((row, (kode,), kode) for row in contents.program for kode in row.value),
    )
    entries: Iterable[tuple[Row[Any], tuple[str | int, ...], str]] = named
    for row, path, kode in entries:
        area = areas.get(kode) or areas.get(f"{kode[:6]}----")
        if area and area.status == "utgatt":
            yield "utgatt-kode", row.fault(path, f"{quote(kode)} er utgått i Grep.{_successor(area, areas)}")


def _successor(area: Programomrade, areas: Mapping[str, Programomrade]) -> str:
    """Return as a question the published code of the same trinn that is called almost the same, if there is one."""
    names = {kode: other.navn.nb for kode, other in areas.items() if _may_follow(other, area)}
    found = process.extractOne(area.navn.nb, names, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return f" Mente du «{found[2]}»?" if found else ""


def _may_follow(other: Programomrade, area: Programomrade) -> bool:
    return other.status == "publisert" and other.trinn == area.trinn
