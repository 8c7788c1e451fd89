"""Next year's wheel by rule from this year's: a draft, in which every date is an estimate.

The rules for dates are those of `bot.domain.rolldays`, and each row says which one it got. Dates and school years in
the texts move along; a date whose new place no rule tells stays as it is, and the row says so in *usikker*.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.domain.frist import Arshjul, Frist, Mangel, Utledning
from bot.domain.model import Text
from bot.domain.rolldays import RolledDays
from bot.domain.rolltext import Mention, Mover

if TYPE_CHECKING:
    from collections.abc import Iterator

_SOON = timedelta(days=14)
_MIDWINTER = timedelta(days=184)


def roll(wheel: Arshjul, to_skolear: str) -> Arshjul:
    """Return the draft for *to_skolear* ("2026-2027") that the rules make of *wheel*. Ids stay as they are."""
    days = RolledDays(wheel, to_skolear)
    missing = tuple(Mangel(row.hva, days.missing[row.id], row.id) for row in wheel.rader if row.id in days.missing)
    return replace(
        days.target,
        status="utkast",
        bekreftet=None,
        rullet_fra=wheel.skolear,
        merknad=_remark(wheel.skolear),
        rader=tuple(_row(row, days) for row in days.rows.values()),
        mangler=missing + tuple(gap for gap in wheel.mangler if gap.rad not in days.missing),
    )


def _row(row: Frist, days: RolledDays) -> Frist:
    mover = Mover(lambda mention: _resolve(mention, row, days), int(days.source.skolear[:4]), days.delta)
    tid, regel = days.tid(row) or (None, "")
    moved = replace(
        row,
        skolear=days.target.skolear,
        tid=tid,
        hva=mover.move(row.hva),
        kommentar=mover.move(row.kommentar) if row.kommentar else None,
        trinn=tuple(mover.move(step) for step in row.trinn),
        frist_fylke=days.beside(row, row.frist_fylke, working=False),
        data_i_vigo=days.beside(row, row.data_i_vigo, working=True),
        se_ogsa=tuple(other for other in row.se_ogsa if other in days.rows),
        etter=row.etter if row.etter in days.rows else None,
        unntak=tuple(exception for exception in row.unntak if not exception.tid),
        anslag=tid is not None,
        utledet_fra=Utledning(row.tid.last, regel) if row.tid else None,
        bekreftet=None,
    )
    return replace(moved, usikker=tuple(_doubts(row, days, mover.left)))


def _resolve(mention: Mention, row: Frist, days: RolledDays) -> date | None:
    """Return what becomes of a date in the text of *row*, or None when no rule tells.

    The row's own days are looked at first, then those of the rows it points at, then of its kategori; after "Se"
    the rows it points at come first.
    """
    day = _meant(mention, row, days.source)
    if day is None:
        return None
    if mention.as_of:
        return days.shift(day)
    pointed = [days.rows[name] for name in (*row.se_ogsa, row.etter) if name in days.rows]
    kin = [other for other in days.rows.values() if other.kategori == row.kategori]
    for group in (pointed, [row], kin) if mention.see else ([row], pointed, kin):
        found = {moved for other in group if (moved := days.own(other, day))}
        if len(found) == 1:
            return found.pop()
    soon = row.tid and row.tid.last < day <= row.tid.last + _SOON
    return days.beside(row, day, working=True) if soon else None


def _meant(mention: Mention, row: Frist, source: Arshjul) -> date | None:
    """Return the day that is meant: in the year that is written, or else the one nearest to the row."""
    if mention.year:
        return mention.in_year(mention.year)
    near = row.tid.last if row.tid else source.first + _MIDWINTER
    years = (mention.in_year(near.year + step) for step in (-1, 0, 1))
    return min((day for day in years if day), key=lambda day: abs(day - near), default=None)


def _doubts(row: Frist, days: RolledDays, left: list[str]) -> Iterator[str]:
    """Yield what is uncertain: what was so already, told of the year it was said of, and what the rules leave."""
    year = days.source.skolear
    for doubt in row.usikker:
        yield f"Fra {year}: {doubt}" if days.delta and not doubt.startswith("Fra 20") else doubt
    for text in left if days.delta else ():
        yield f"«{text}» i teksten er datoen i {year}; den er ikke flyttet."
    for exception in row.unntak:
        if exception.tid:
            yield f"Unntaket for {exception.fylke} i {year} kan ikke utledes."


def _remark(skolear: str) -> Text:
    return Text(
        f"Utkast regnet ut fra årshjulet {skolear}. Alle datoer er anslag til de er bekreftet.",
        f"Utkast rekna ut frå årshjulet {skolear}. Alle datoar er anslag til dei er stadfesta.",
    )
