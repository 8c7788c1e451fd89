"""When a deadline is, in words: the day that counts, the last working day before it, how long there is left. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import datoer
from bot.domain.rolltext import MANEDER
from bot.slack.fristfraser import FRASER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.domain.frist import Frist
    from bot.domain.model import Malform
    from bot.domain.reply import FristUse
    from bot.domain.tid import Tid


def headline(use: FristUse, today: date | None, malform: Malform) -> tuple[str, str]:
    """Return when, in full, and in brackets how long there is left: what stands above everything else."""
    row, fraser = use.frist, FRASER[malform]
    if row.tid is None:
        return _recurring(use, malform), ""
    if row.tid.form in ("periode", "uke"):
        when = datoer.long_stretch(row.tid.first, row.tid.last, malform)
        return _raised(when + _week(row.tid, malform)), _bracketed(_left_of(row.tid, today, malform), row, malform)
    day = main_day(use, today)
    working = row.working_deadline if day == row.deadline else None
    when = real(day, working, malform)
    if row.tid.form == "maned" and day == row.tid.last:
        month = f"{MANEDER[day.month - 1]} {day.year}"
        when = f"{fraser.in_the_course} {month}, {fraser.at_the_latest} {real(day, working, malform, year=False)}"
    return _raised(when), _bracketed(_left(working or day, today, malform), row, malform)


def deadline(row: Frist, today: date, malform: Malform) -> tuple[str, str]:
    """Return the day that counts for a county, in full, and in brackets how long there is left; the last of several."""
    day = row.deadline
    if day is None:
        return "", ""
    working = row.working_deadline
    when = real(day, working, malform)
    if row.tid and row.tid.form == "maned" and not row.frist_fylke:
        when = f"{FRASER[malform].at_the_latest} {when}"
    return when, _bracketed(_left(working or day, today, malform), row, malform)


def stretch(row: Frist, malform: Malform) -> str:
    """Return the days of what lasts for several, with the weeks where those are what counts; "" for one day."""
    if row.tid is None or row.tid.form not in ("periode", "uke") or row.tid.first == row.tid.last:
        return ""
    return datoer.long_stretch(row.tid.first, row.tid.last, malform) + _week(row.tid, malform)


def headline_short(use: FristUse, today: date | None, malform: Malform) -> str:
    """Return when, in short, for a list: ``søn 24. sep., reelt fre 22. sep. (om 4 dager)``."""
    row, fraser = use.frist, FRASER[malform]
    if row.tid is None:
        return fraser.every_month if row.slag == "lopende" else fraser.routine
    if row.tid.form in ("periode", "uke"):
        other = _other_year(row.tid.last, today)
        when = datoer.short_stretch(row.tid.first, row.tid.last, malform, year=other)
        return f"{when} {_bracketed(_left_of(row.tid, today, malform), row, malform)}".strip()
    day = main_day(use, today)
    working = row.working_deadline if day == row.deadline else None
    when = datoer.short(day, malform, year=_other_year(day, today))
    if row.tid.form == "maned" and day == row.tid.last:
        when = f"{fraser.at_the_latest} {when}"
    when += f", {fraser.really} {datoer.short(working, malform)}" if working else ""
    return f"{when} {_bracketed(_left(working or day, today, malform), row, malform)}".strip()


def main_day(use: FristUse, today: date | None) -> date:
    """Return the day to put first: the first that answers, or where that has passed, the next one of the row."""
    days = [day for day in use.days if day in use.frist.days] or list(use.frist.days)
    coming = [day for day in days if today is None or day >= today]
    return (coming or days)[0]


def real(day: date, working: date | None, malform: Malform, *, year: bool = True) -> str:
    """Return a day in full, with the last working day where that is another.

    >>> from datetime import date
    >>> real(date(2023, 9, 24), date(2023, 9, 22), 'nb')
    'søndag 24. september 2023, reelt fredag 22. september'
    """
    said = datoer.long(day, malform, year=year)
    if working is None:
        return said
    return f"{said}, {FRASER[malform].really} {datoer.long(working, malform, year=working.year != day.year)}"


def other_days(use: FristUse, today: date | None, malform: Malform) -> Iterator[tuple[str, str]]:
    """Yield the other day of a delivery, the county's own or that of IST, and when the data are in VIGO."""
    row, fraser = use.frist, FRASER[malform]
    if row.delivery and row.frist_fylke:
        if main_day(use, today) == row.delivery:
            yield fraser.own, real(row.frist_fylke, row.working_deadline, malform)
        else:
            yield fraser.delivered, datoer.long(row.delivery, malform)
    if row.data_i_vigo:
        yield fraser.data, datoer.long(row.data_i_vigo, malform)


def delivered_short(use: FristUse, today: date | None, malform: Malform) -> str:
    """Return when a delivery goes, for a list, where another day stands first."""
    row = use.frist
    if row.delivery is None or main_day(use, today) == row.delivery:
        return ""
    return f"{FRASER[malform].delivered_short} {datoer.short(row.delivery, malform)}"


def exceptions(row: Frist, malform: Malform) -> Iterator[str]:
    """Yield each county in *row* that has dates or a remark of its own."""
    for one in row.unntak:
        days = datoer.long_stretch(one.tid.first, one.tid.last, malform) if one.tid and one.tid != row.tid else ""
        remark = f"({one.merknad})" if one.merknad and days else one.merknad or ""
        yield f"{one.fylke}: {' '.join(part for part in (days, remark) if part)}"


def day_of(row: Frist, malform: Malform) -> str:
    """Return when *row* is, for where it is only pointed at; "" for what has no date."""
    if row.tid is None:
        return ""
    if row.tid.form in ("periode", "uke"):
        return datoer.long_stretch(row.tid.first, row.tid.last, malform)
    return datoer.long(row.deadline or row.tid.last, malform)


def _recurring(use: FristUse, malform: Malform) -> str:
    """Return how often what has no date of its own is done, and after what."""
    row, fraser = use.frist, FRASER[malform]
    if row.slag != "lopende":
        return fraser.routine
    first = next((other for other in use.related if other.id == row.etter and other.deadline), None)
    if first is None or first.deadline is None:
        return fraser.every_month
    return f"{fraser.every_month} {fraser.after} {datoer.long(first.deadline, malform)}"


def _bracketed(left: str, row: Frist, malform: Malform) -> str:
    parts = [part for part in (left, FRASER[malform].estimate if row.anslag else "") if part]
    return f"({', '.join(parts)})" if parts else ""


def _left(day: date, today: date | None, malform: Malform) -> str:
    return datoer.left(day, today, malform) if today else ""


def _left_of(tid: Tid, today: date | None, malform: Malform) -> str:
    return datoer.left_of_stretch(tid.first, tid.last, today, malform) if today else ""


def _week(tid: Tid, malform: Malform) -> str:
    if tid.form != "uke":
        return ""
    first, last = (day.isocalendar().week for day in (tid.first, tid.last))
    return f", {FRASER[malform].week} {first}" + (f"–{last}" if last != first else "")


def _other_year(day: date, today: date | None) -> bool:
    return today is None or day.year != today.year


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]
