"""Put the answer to a question about deadlines together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.reply import Answer, FristUse
from bot.domain.tid import skolear

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.domain.arshjul import Arshjulene
    from bot.domain.frist import Frist
    from bot.domain.fristsvar import Fristsvar
    from bot.domain.model import Malform
    from bot.domain.tidsrom import Tidsrom

_NOTHING = ("Ingen frister {tid}.", "Ingen fristar {tid}.")
_NEXT = (" Den neste etter det står under.", " Den neste etter det står under.")
_PASSED = (
    "Det kommer ingen flere i årshjulet; dette var den siste.",
    "Det kjem ingen fleire i årshjulet; dette var den siste.",
)
_ESTIMATES = (
    "Det finnes ikke noe bekreftet årshjul for skoleåret {skolear}. Datoene er anslag, ikke bekreftet.",
    "Det finst ikkje noko stadfesta årshjul for skuleåret {skolear}. Datoane er anslag, ikkje stadfesta.",
)
_NO_WHEEL = (
    "Det er ikke lagt inn noe årshjul for skoleåret {skolear}, så jeg kjenner ingen frister da.",
    "Det er ikkje lagt inn noko årshjul for skuleåret {skolear}, så eg kjenner ingen fristar då.",
)


def compose(found: Fristsvar, arshjul: Arshjulene, today: date, malform: Malform) -> Answer:
    """Answer with the rows in *found*, each with its days, what it points at and who vouches for it."""
    nynorsk = malform == "nn"
    rows = found.frister or ((found.after,) if found.after else ())
    if not rows:
        return _none(found, arshjul, today, malform)
    told = tuple(_use(row, found, arshjul) for row in rows)
    text = ""
    if not found.frister and found.tid:
        text = (_NOTHING[nynorsk] + _NEXT[nynorsk]).format(tid=named(found.tid))
    elif found.what == "tema" and all(row.is_past(today) for row in rows) and not found.asked.back and not found.tid:
        text = _PASSED[nynorsk]
    return Answer(
        kind="svar",
        title=_title(found, malform),
        text=text,
        malform=malform,
        notes=tuple(_notes(rows, malform)),
        kilder=tuple(dict.fromkeys(arshjul.source(row) for row in rows)),
        entries=tuple(row.key for row in rows),
        frister=told,
        today=today,
        fylke=found.asked.fylke or "",
    )


def beside(general: Answer, told: Answer) -> Answer:
    """Return a rule with the deadlines it speaks of: "søk om ny kode innen 1. november" and when that is next."""
    return replace(
        general,
        frister=told.frister,
        today=told.today,
        fylke=told.fylke,
        notes=(*general.notes, *told.notes),
        kilder=tuple(dict.fromkeys((*general.kilder, *told.kilder))),
    )


def named(tid: Tidsrom) -> str:
    """Return a time as the question said it, with the days it stands for.

    >>> from datetime import date
    >>> from bot.domain.tidsrom import Tidsrom
    >>> named(Tidsrom(date(2024, 5, 1), date(2024, 5, 31), 'mai'))
    'mai (1.5.2024–31.5.2024)'
    """
    first, last = (f"{day.day}.{day.month}.{day.year}" for day in (tid.first, tid.last))
    return f"{tid.named} ({first}–{last})" if first != last else f"{tid.named} ({first})"


def _use(row: Frist, found: Fristsvar, arshjul: Arshjulene) -> FristUse:
    return FristUse(row, _days(row, found), arshjul.related(row), arshjul.confirmation(row))


def _days(row: Frist, found: Fristsvar) -> tuple[date, ...]:
    """Return the days of a row that answer: those in the time asked for, else all, the county's own first."""
    tid = found.tid
    if found.what == "tidsrom" and tid and found.frister:
        return tuple(day for day in row.days if tid.first <= day <= tid.last) or row.days
    days = (*row.days, *((row.data_i_vigo,) if row.data_i_vigo else ()))
    if found.asked.delivery and row.delivery:
        days = (row.delivery, *(day for day in days if day != row.delivery))
    return days


def _title(found: Fristsvar, malform: Malform) -> str:
    if found.what == "tidsrom" and found.tid:
        return f"{('Frister', 'Fristar')[malform == 'nn']} {found.tid.named}"
    if found.what == "neste":
        several = len(found.frister) > 1
        return (("Neste frist", "Neste frist"), ("Neste frister", "Neste fristar"))[several][malform == "nn"]
    return ""


def _notes(rows: Iterable[Frist], malform: Malform) -> Iterable[str]:
    years = dict.fromkeys(row.skolear for row in rows if row.anslag)
    return (_ESTIMATES[malform == "nn"].format(skolear=year.replace("-", "–")) for year in years)


def _none(found: Fristsvar, arshjul: Arshjulene, today: date, malform: Malform) -> Answer:
    """Say that nothing lies in the time asked for, and when no wheel holds it, that this is why."""
    day = found.tid.first if found.tid else today
    known = any(wheel.covers(day) for wheel in arshjul.hjul)
    nothing = _NOTHING if known and found.tid else _NO_WHEEL
    tid = named(found.tid) if found.tid else ""
    text = nothing[malform == "nn"].format(tid=tid, skolear=skolear(day).replace("-", "–"))
    return Answer(
        kind="svar" if known else "ukjent",
        title=text,
        text=text,
        malform=malform,
        today=today,
        fylke=found.asked.fylke or "",
    )
