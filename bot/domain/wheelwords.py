"""The words on the picture of a wheel, and those for people who do not see it. Pure.

A county with nynorsk gets it in nynorsk; what a row is about stays as the source has it.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from bot.domain import datoer
from bot.domain.rolltext import MANEDER
from bot.domain.words import malform_in

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.frist import Frist
    from bot.domain.model import Malform
    from bot.domain.tid import Tid
    from bot.domain.wheelview import View

_ASIDE = re.compile(r" ?\([^()]*\)")
_SENTENCE = re.compile(r"[.!] (?=[A-ZÆØÅ(]|www)")
_ASCII = str.maketrans("æøå", "aoa")


class Phrases(NamedTuple):
    """One målform's words on the picture."""

    circle: str
    today: str
    really: str
    estimate: str
    estimates: str
    the_next: str
    none_next: str
    outside: str
    holidays: str
    no_holidays: str
    holiday: dict[str, str]
    source: str
    as_of: str


_NB = Phrases(
    circle="skoleåret som en sirkel med {count} frister",
    today="I dag",
    really="reelt",
    estimate="anslag",
    estimates="Hult merke: datoen er et anslag, ikke bekreftet",
    the_next="De neste fristene:",
    none_next="Ingen flere frister i årshjulet.",
    outside="Dagen er ikke i dette årshjulet.",
    holidays="Skoleferie",
    no_holidays="Skoleferiene står ikke i årshjulet ennå",
    holiday={},
    source="Kilde",
    as_of="per",
)
_NN = Phrases(
    circle="skuleåret som ein sirkel med {count} fristar",
    today="I dag",
    really="reelt",
    estimate="anslag",
    estimates="Hòlt merke: datoen er eit anslag, ikkje stadfesta",
    the_next="Dei neste fristane:",
    none_next="Ingen fleire fristar i årshjulet.",
    outside="Dagen er ikkje i dette årshjulet.",
    holidays="Skuleferie",
    no_holidays="Skuleferiane står ikkje i årshjulet enno",
    holiday={"høstferie": "haustferie"},
    source="Kjelde",
    as_of="per",
)


def phrases(shown: View) -> Phrases:
    """Return the words in the county's målform."""
    return _NN if malform_in(shown.fylke or "") == "nn" else _NB


def title(shown: View) -> str:
    """Return the title: ``Årshjul VIGO opplæring 2023–2024``, and whether its dates are estimates."""
    years = shown.wheel.skolear.replace("-", "–")
    return f"Årshjul VIGO opplæring {years}" + (f" – {phrases(shown).estimate}" if shown.anslag else "")


def file_name(shown: View) -> str:
    """Return what a file with the picture is called, without its ending: ``arshjul-2023-2024-more-og-romsdal``."""
    whose = (shown.fylke or "").lower().translate(_ASCII).split()
    return "-".join(("arshjul", shown.wheel.skolear, *whose))


def alt_text(shown: View) -> str:
    """Return what the picture says, for those who do not see it."""
    says = phrases(shown)
    whose = f" for {shown.fylke}" if shown.fylke else ""
    parts = [f"{title(shown)}{whose}: {says.circle.format(count=len(shown.frister))}."]
    parts.append(f"{says.today}: {long_date(shown.today, says)}." if shown.today else says.outside)
    if shown.today:
        named = "; ".join(_spoken(row, shown) for row in shown.neste)
        parts.append(f"{says.the_next} {named}." if named else says.none_next)
    return " ".join([*parts, f"{holidays(shown)}."])


def label(row: Frist, shown: View) -> tuple[str, str, str]:
    """Return the day of *row* in short, its last working day where that is another, and what it is.

    It is the next of the row's days: the county's own deadline, and after it the delivery.
    """
    day = _day(row, shown)
    working = row.working_deadline if day == row.deadline else None
    really = f"{phrases(shown).really} {short_date(working, phrases(shown))}" if working else ""
    mark = f" ({phrases(shown).estimate})" if row.anslag else ""
    return short_date(day, phrases(shown)) + mark, really, short(row.hva)


def tip(row: Frist, shown: View) -> str:
    """Return what a mark says when it is pointed at: the deadline, who, and what."""
    if row.slag == "ferie":
        return row.hva
    day = long_date(row.deadline or row.days[-1], phrases(shown))
    mark = f" ({phrases(shown).estimate})" if row.anslag else ""
    who = f" {', '.join(row.fra)}:" if row.fra else ""
    return f"{day}{mark}.{who} {row.hva}"


def holidays(shown: View) -> str:
    """Return when school holidays are: ``Skoleferie: høstferie 9.–13. oktober``."""
    if not shown.ferier:
        return phrases(shown).no_holidays
    found = []
    for name, rows in groupby(shown.ferier, key=lambda row: row.hva.split(maxsplit=1)[0].casefold()):
        days = " og ".join(_span(row.tid) for row in rows if row.tid)
        found.append(f"{phrases(shown).holiday.get(name, name)} {days}")
    return f"{phrases(shown).holidays}: {', '.join(found)}"


def source(shown: View) -> str:
    """Return where the dates come from, and as of when."""
    kilde, says, day = shown.wheel.kilde, phrases(shown), shown.wheel.pr_dato
    publisher = f", {kilde.utgiver}" if kilde.utgiver else ""
    return f"{says.source}: {kilde.navn}{publisher}, {says.as_of} {day.day}. {MANEDER[day.month - 1]} {day.year}."


def remark(shown: View) -> str:
    """Return what the reader of the whole wheel must know."""
    return shown.wheel.merknad.in_(malform_in(shown.fylke or "")) if shown.wheel.merknad else ""


def short(hva: str, limit: int = 90) -> str:
    """Return what a row is about in one line: its first sentence, asides left out where it is long.

    >>> short("Frist for å kjøre oppdatering av rett. Se 25. september")
    'Frist for å kjøre oppdatering av rett'
    >>> short("Elevdata ssbElev (skoleåret 2023–2024) for videregående opplæring. Husk! Det må kjøres.", 60)
    'Elevdata ssbElev for videregående opplæring'
    """
    text = _SENTENCE.split(hva.strip())[0].rstrip(" .")
    if len(text) > limit:
        text = _ASIDE.sub("", text)
    return text if len(text) <= limit else f"{text[: limit - 1].rsplit(' ', 1)[0].rstrip(' ,;:–-(')} …"


def short_date(day: date, says: Phrases = _NB) -> str:
    """Return a day in short.

    >>> from datetime import date
    >>> short_date(date(2023, 9, 24)), short_date(date(2024, 5, 2))
    ('søn 24. sep.', 'tor 2. mai')
    """
    return datoer.short(day, _malform(says))


def long_date(day: date, says: Phrases = _NB) -> str:
    """Return a day in full.

    >>> from datetime import date
    >>> long_date(date(2023, 9, 24))
    'søndag 24. september 2023'
    """
    return datoer.long(day, _malform(says))


def _malform(says: Phrases) -> Malform:
    return "nn" if says is _NN else "nb"


def _day(row: Frist, shown: View) -> date:
    found = row.next_day(shown.today) if shown.today else None
    return found or row.days[-1]


def _spoken(row: Frist, shown: View) -> str:
    says, day = phrases(shown), _day(row, shown)
    working = row.working_deadline if day == row.deadline else None
    asides = (f"{says.really} {_without_year(working, says)}" if working else "", says.estimate if row.anslag else "")
    aside = ", ".join(part for part in asides if part)
    return f"{_without_year(day, says)}{f' ({aside})' if aside else ''}: {short(row.hva, 200)}"


def _without_year(day: date, says: Phrases) -> str:
    return datoer.long(day, _malform(says), year=False)


def _span(tid: Tid) -> str:
    """Return ``9.–13. oktober``, or ``26. februar–1. mars``."""
    first, last = tid.first, tid.last
    month = "" if first.month == last.month else f" {MANEDER[first.month - 1]}"
    return f"{first.day}.{month}–{last.day}. {MANEDER[last.month - 1]}"
