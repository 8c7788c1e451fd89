"""Can each entry be found? Its own questions are asked of the whole, and its conditions of the decision table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.plainwords import quote
from bot.domain.answers import Responder
from bot.domain.decision import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.adapters import schema
    from bot.adapters.advice import Warned
    from bot.adapters.sections import Contents, Row
    from bot.domain.model import Kunnskap

KIND, ASTRAY = "uten-sporsmal", "annet-svar"


def of_answers(contents: Contents, kunnskap: Kunnskap, *, every: bool = False) -> Iterator[Warned]:
    """Yield the entries that nobody can find; with *every*, each question that leads to another entry too."""
    responder = Responder(kunnskap)
    for row in contents.oppslag:
        yield from _entry(row, responder, every=every)
    named = {kode for row in contents.oppslag for kode in row.value.koder}
    named |= {row.value.neste for row in contents.varianter if row.value.neste}
    primary = {kilde.id for kilde in kunnskap.kilder.values() if kilde.tillit == "primar"}
    table = Table(kunnskap)
    for variant in contents.varianter:
        if variant.value.naar:
            yield from _shadowed(variant, table)
        elif variant.value.kode not in named and _sure(variant.value, primary):
            told = f"{quote(variant.value.kode)} har ikke naar, og ingen regel nevner den: den blir aldri et svar"
            yield KIND, variant.fault((), told)


def _entry(row: Row[schema.Regel], responder: Responder, *, every: bool) -> Iterator[Warned]:
    """Yield a warning unless one of the entry's own questions is answered with it."""
    entry = row.value
    if not entry.sporsmal and not entry.naar:
        if not _leads(entry.tittel.nb, entry.id, responder):
            yield KIND, row.fault((), f"{quote(entry.id)} har ingen sporsmal, og tittelen finner den ikke")
        return
    found = False
    for index, question in enumerate(entry.sporsmal):
        entries = responder.answer(question).entries
        found = found or entry.id in entries
        if found and not every:
            return
        if every and entry.id not in entries:
            told = f"{quote(question)} leder til {', '.join(map(quote, entries)) or 'ingen oppføring'}"
            yield ASTRAY, row.fault(("sporsmal", index), told)
    if entry.sporsmal and not found:
        yield KIND, row.fault(("sporsmal",), f"ingen av spørsmålene til {quote(entry.id)} blir besvart med den")


def _leads(question: str, name: str, responder: Responder) -> bool:
    return name in responder.answer(question).entries


def _shadowed(row: Row[schema.Variant], table: Table) -> Iterator[Warned]:
    """Yield a warning when something else wins over the code wherever its conditions hold."""
    decisions = [table.decide(frozenset(group)) for group in row.value.naar]
    winners = [getattr(found.target, "kode", getattr(found.target, "id", "")) for found in decisions]
    beside = {other.kode for found in decisions for other in found.others}
    if row.value.kode not in beside.union(winners) and all(found.target for found in decisions):
        told = f"{quote(row.value.kode)} blir aldri valgt: {quote(winners[0])} går foran når dette gjelder"
        yield KIND, row.fault(("naar",), told)


def _sure(entry: schema.Variant, primary: set[str]) -> bool:
    """Tell whether the sources are good enough for the code to be an answer; the others are only explained."""
    return entry.sikkerhet == "hoy" and any(kilde.id in primary for kilde in entry.kilder)
