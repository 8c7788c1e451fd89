"""Dates and school years inside a text, found and moved: "Se 22. september", "pr 01.03.2024", "2023–2024"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MANEDER = "januar februar mars april mai juni juli august september oktober november desember".split()

_TOKEN = re.compile(
    r"(?<!\d)(?P<from>20\d\d)(?P<dash>\s?[–-]\s?)(?P<to>20\d\d)(?!\d)"
    r"|(?<!\d)(?P<days>\d{1,2}\.(?:(?:,| og|–|-) ?\d{1,2}\.)*) ?"
    rf"(?P<name>{'|'.join(MANEDER)})\b(?: (?P<name_year>20\d\d))?"
    r"|(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?:\.(?P<year>20\d\d))?(?!\d)"
    r"|(?<![\d.])(?P<alone>20\d\d)(?!\d)"
)
_DAY = re.compile(r"\d{1,2}")
_AS_OF = re.compile(r"\bper\.? $|\bpr\.? $", re.IGNORECASE)
_SEE = re.compile(r"\bse(?: også)? $", re.IGNORECASE)
_NO_DATE = re.compile(r"(\bkl\.?|§) $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date that a text names; *year* is None where it is not written.

    *as_of* is True after "pr" or "per", *see* is True after "Se": the date is another row's.
    """

    day: int
    month: int
    year: int | None
    as_of: bool
    see: bool

    def in_year(self, year: int) -> date | None:
        """Return the day in *year*, or None when there is no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def mentions(text: str) -> Iterator[Mention]:
    """Yield the dates that *text* names.

    >>> [(m.day, m.month, m.as_of) for m in mentions("Kontrakter pr 01.10. Se 9. og 10. oktober kl 23.59.")]
    [(1, 10, True), (9, 10, False), (10, 10, False)]
    """
    for found in _TOKEN.finditer(text):
        yield from _mentions(found)


@dataclass(slots=True)
class Mover:
    """Moves the years of texts by *delta*, and their dates as *resolve* says.

    What *resolve* answers None to stays as it is and is kept in *left*.
    """

    resolve: Callable[[Mention], date | None]
    start: int
    delta: int
    left: list[str] = field(default_factory=list)

    def move(self, text: str) -> str:
        """Return *text* moved.

        >>> Mover(lambda m: m.in_year(2026), 2023, 3).move("Se 22. september (skoleåret 2022–2023, fra og med 2009)")
        'Se 22. september (skoleåret 2025–2026, fra og med 2009)'
        """
        return _TOKEN.sub(self._moved, text)

    def _moved(self, found: re.Match[str]) -> str:
        if found["from"]:
            return self._school_year(found)
        if found["alone"]:
            this_wheel = int(found["alone"]) - self.start in (0, 1)
            return str(int(found["alone"]) + self.delta) if this_wheel else found[0]
        named = list(_mentions(found))
        days = [day for mention in named if (day := self.resolve(mention))]
        if not named:
            return found[0]
        if len(days) < len(named):
            self.left.append(found[0])
            return found[0]
        return _in_words(found, days) if found["days"] else _in_digits(found, days[0])

    def _school_year(self, found: re.Match[str]) -> str:
        first, last = int(found["from"]), int(found["to"])
        return f"{first + self.delta}{found['dash']}{last + self.delta}" if last == first + 1 else found[0]


def _mentions(found: re.Match[str]) -> Iterator[Mention]:
    before = found.string[max(0, found.start() - 10) : found.start()]
    year = found["name_year"] or found["year"]
    month = MANEDER.index(found["name"]) + 1 if found["name"] else int(found["month"] or 0)
    if not 1 <= month <= 12 or _NO_DATE.search(before):
        return
    for day in _DAY.findall(found["days"] or found["day"]):
        if 1 <= int(day) <= 31:
            as_of, see = bool(_AS_OF.search(before)), bool(_SEE.search(before))
            yield Mention(int(day), month, int(year) if year else None, as_of, see)


def _in_words(found: re.Match[str], days: list[date]) -> str:
    """Write *days* with the month's name, as the text had them: "9. og 10. oktober", "30. oktober og 2. november"."""
    same_month = len({(day.year, day.month) for day in days}) == 1
    left = iter(days)

    def written(number: re.Match[str]) -> str:
        day = next(left)
        month = "" if same_month or day is days[-1] else f". {MANEDER[day.month - 1]}"
        return f"{day.day:0{len(number[0])}}{month}"

    words = _DAY.sub(written, found["days"])
    for name in MANEDER:
        words = words.replace(f"{name}.", name)
    gap = found.string[found.end("days") : found.start("name")]
    year = f" {days[-1].year}" if found["name_year"] else ""
    return f"{words}{gap}{MANEDER[days[-1].month - 1]}{year}"


def _in_digits(found: re.Match[str], day: date) -> str:
    year = f".{day.year}" if found["year"] else ""
    return f"{day.day:0{len(found['day'])}}.{day.month:0{len(found['month'])}}{year}"
