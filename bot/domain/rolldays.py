"""The dates of next year's wheel, by rules that are read off the Årshjul of 2023-2024.

* A deadline ("Frist …", "Siste dato …") and a day that the source itself prints on a day off keep their day of the
  month. The source prints them on Sundays too (12.11.2023, 30.06.2024, 14.07.2024); people read the last working
  day beside them.
* Anything else falls on the next working day, as the application deadlines do by opplæringsforskrifta § 4-9, but
  not in another month: then on the last working day before.
* What is delivered "pr 15. juni" comes on the first working day from that day (Saturday 15.06.2024: Monday 17.06).
* Rows that hang together keep their distance in working days: the update of rett (5A019) comes before its delivery
  (22. and 25.09.2023: Friday and Monday), the receiver's Tilbakemelding after it.
* A county's own deadline stays the same number of days before the delivery, be it a Sunday (24. and 25.09.2023).
* Weeks and months stay. Holidays and periods are set anew each year: they are listed as missing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from bot.domain import workdays
from bot.domain.rolltext import MANEDER, mentions
from bot.domain.tid import Tid, weekday

if TYPE_CHECKING:
    from bot.domain.frist import Arshjul, Frist

_NEAR = timedelta(days=7)
_RETT = "5A019"
_FEEDBACK = "Tilbakemelding"
_DEADLINE = re.compile(r"(Frist|Siste)\b")
_FILE = re.compile(r"\bssb[A-ZÆØÅa-zæøå]+")
_WORD = re.compile(r"\w{4,}")
_FERIE = "skoleferier fastsettes av hvert fylke og kan ikke utledes"
_PERIODE = "perioden fastsettes på nytt hvert år og kan ikke utledes"
_UKE = "samme uke ligger utenfor årshjulet"


class RolledDays:
    """Where the days of the wheel *source* fall in the school year *to*."""

    def __init__(self, source: Arshjul, to: str) -> None:
        self.source = source
        self.target = replace(source, skolear=to)
        self.delta = int(to[:4]) - int(source.skolear[:4])
        self.missing = {row.id: why for row in source.rader if (why := self._missing(row))}
        self.rows = {row.id: row for row in source.rader if row.id not in self.missing}
        self._day = cache(self._find)

    def tid(self, row: Frist) -> tuple[Tid, str] | None:
        """Return when *row* is, and the rule in words; None when it has no date."""
        if row.tid is None:
            return None
        if row.tid.form == "uke":
            return self._week(row.tid), "samme uke"
        if row.tid.form == "maned":
            return Tid.maned(row.tid.first.year + self.delta, row.tid.first.month), "samme måned"
        day, regel = self._day(row.id)
        return Tid.dato(day), regel

    def beside(self, row: Frist, day: date | None, *, working: bool) -> date | None:
        """Return another day of *row* at its distance from the row's own, in working days where it is to be one."""
        if day is None or row.tid is None or row.tid.form != "dato":
            return self.shift(day) if day else None
        old, new = row.tid.last, self._day(row.id)[0]
        if working and workdays.is_working_day(day):
            count = workdays.working_days_between(old, day)
            return self._inside(workdays.add_working_days(new, count), self.shift(day))
        return self._inside(new + (day - old), self.shift(day))

    def own(self, row: Frist, day: date) -> date | None:
        """Return where *day* goes when it is one of the days of *row*."""
        if row.tid is None or row.tid.form != "dato":
            return None
        if day == row.tid.last:
            return self._day(row.id)[0]
        if day in (row.frist_fylke, row.data_i_vigo):
            return self.beside(row, day, working=day != row.frist_fylke)
        return None

    def shift(self, day: date) -> date:
        """Return the same day and month in the new wheel; 29 February becomes 28 where there is none."""
        try:
            return day.replace(year=day.year + self.delta)
        except ValueError:
            return day.replace(year=day.year + self.delta, day=28)

    def _missing(self, row: Frist) -> str | None:
        if row.slag == "ferie":
            return _FERIE
        if row.tid and row.tid.form == "periode":
            return _PERIODE
        if row.tid and row.tid.form == "uke":
            moved = self._week(row.tid)
            return None if self.target.covers(moved.first) and self.target.covers(moved.last) else _UKE
        return None

    def _find(self, name: str) -> tuple[date, str]:
        """Return the new day of a row with one day, and the rule in words."""
        row = self.rows[name]
        old = _day_of(row)
        same = self.shift(old)
        if anchor := self._anchor(row):
            count = workdays.working_days_between(_day_of(anchor), old)
            regel = f"{_count(count)} raden «{anchor.id}»"
            return self._inside(workdays.add_working_days(self._day(anchor.id)[0], count), same), regel
        if as_of := _as_of(row):
            regel = f"første arbeidsdag fra og med {as_of.day}. {MANEDER[as_of.month - 1]}, som raden gjelder pr"
            return self._inside(workdays.next_working_day(self.shift(as_of)), same), regel
        return _off_holidays(row, same)

    def _anchor(self, row: Frist) -> Frist | None:
        """Return the row that *row* keeps its distance to."""
        day = _day_of(row)
        if not workdays.is_working_day(day):
            return None
        near = [(_day_of(r), r) for r in self.rows.values() if r.tid and r.tid.form == "dato" and not _hangs(r)]
        if row.hva.startswith(_FEEDBACK):
            told = [(at, r) for at, r in near if day - _NEAR <= at < day and _shared(_FILE, row, r)]
            return max(told, key=lambda pair: (pair[0], _shared(_WORD, row, pair[1])))[1] if told else None
        if _RETT in row.rapport:
            fed = [(at, r) for at, r in near if day < at <= day + _NEAR and r.id in row.se_ogsa]
            return min(fed, key=lambda pair: pair[0])[1] if fed else None
        return None

    def _week(self, tid: Tid) -> Tid:
        def moved(day: date) -> tuple[int, int]:
            year, week, _ = day.isocalendar()
            return year + self.delta, min(week, date(year + self.delta, 12, 28).isocalendar().week)

        return Tid.uke(moved(tid.first), moved(tid.last))

    def _inside(self, day: date, otherwise: date) -> date:
        return day if self.target.covers(day) else otherwise


def _day_of(row: Frist) -> date:
    """Return the day of a row that has one."""
    return row.tid.last if row.tid else date.min


def _hangs(row: Frist) -> bool:
    return row.hva.startswith(_FEEDBACK) or _RETT in row.rapport


def _shared(pattern: re.Pattern[str], row: Frist, other: Frist) -> int:
    return len({*pattern.findall(row.hva)} & {*pattern.findall(other.hva)})


def _as_of(row: Frist) -> date | None:
    """Return the day that *row* is delivered "pr", where it is delivered on the first working day from it."""
    for mention in mentions(row.hva):
        day = mention.in_year(_day_of(row).year)
        if mention.as_of and day and day <= _day_of(row) == workdays.next_working_day(day):
            return day
    return None


def _off_holidays(row: Frist, same: date) -> tuple[date, str]:
    if workdays.is_working_day(same):
        return same, "samme dato"
    off = f"{same.day}. {MANEDER[same.month - 1]} er {workdays.holiday_name(same) or f'en {weekday(same)}'}"
    if not workdays.is_working_day(_day_of(row)):
        return same, f"{off}; kilden har også raden på en fridag"
    if _DEADLINE.match(row.hva):
        return same, f"{off}; kilden flytter ikke frister fra fridager"
    later = workdays.next_working_day(same)
    if later.month == same.month:
        return later, f"{off}; flyttet til neste arbeidsdag"
    return workdays.last_working_day(same), f"{off}; flyttet til siste arbeidsdag før"


def _count(days: int) -> str:
    return f"{abs(days)} arbeidsdag{'er' if abs(days) != 1 else ''} {'etter' if days > 0 else 'før'}"
