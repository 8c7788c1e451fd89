"""How far an entry can be trusted now: a draft, checked, checked long ago, or its source has changed since. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from bot.domain.kildeavtrykk import part_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from bot.domain.model import Henvisning
    from bot.domain.reply import Answer

Endret: TypeAlias = "Mapping[str, Mapping[str, date | None]]"
"""By source and by part of it: since when it says something else than what was approved, None where it does not."""


Kind: TypeAlias = Literal["utkast", "kontrollert", "endret", "bor_kontrolleres"]


class Tilstand(NamedTuple):
    """The state of an entry. *day* is when it was checked, or since when its source has changed; a draft has none."""

    kind: Kind
    day: date | None = None


def tilstand(kontrollert: date | None, today: date | None, endret: date | None) -> Tilstand:
    """Return the state of an entry that was *kontrollert* then, and whose source has changed since *endret*.

    Without *today* nobody can tell that it was long ago: more than twelve months.

    >>> from datetime import date
    >>> checked = date(2025, 11, 22)
    >>> [tilstand(checked, date(2026, 11, day), None).kind for day in (22, 23)]
    ['kontrollert', 'bor_kontrolleres']
    """
    if endret:
        return Tilstand("endret", endret)
    if kontrollert is None:
        return Tilstand("utkast")
    a_year_later = (kontrollert.year + 1, kontrollert.month, kontrollert.day)
    if today and a_year_later < (today.year, today.month, today.day):
        return Tilstand("bor_kontrolleres", kontrollert)
    return Tilstand("kontrollert", kontrollert)


def changed_since(kilder: Iterable[Henvisning], endret: Endret) -> date | None:
    """Return since when something that *kilder* point at has changed, None when nothing has."""
    days = []
    for henvisning in kilder:
        known = endret.get(henvisning.kilde.id)
        if known:
            days.append(known.get(part_of(henvisning.punkt, known)))
    return min((day for day in days if day), default=None)


def stated(answer: Answer, today: date | None, endret: Endret) -> Answer:
    """Return *answer* with the state of what it rests on."""
    since = changed_since(answer.kilder, endret) if endret else None
    return replace(answer, tilstand=tilstand(answer.kontrollert, today, since))
