"""The time that a question speaks of: "uke 41", "før 25. oktober", "neste måned", "resten av året".

`find` takes what it understands out of the text, so that what is left is the topic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.domain import tidsnavn
from bot.domain.tidsnavn import DAY, Clock, Span, whole_month
from bot.domain.tidsord import (
    DATE,
    FEAST,
    HALVES,
    HELD,
    LEFT,
    MONTH,
    MONTH_OF,
    NEXT,
    NUMBER,
    NUMBERS,
    PART,
    SEASON,
    SIDE,
    SOME_MONTH,
    UNIT,
    WEEK,
    WEEKDAY,
    YEAR,
    YEARS,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_SOON = 14 * DAY
_LOOKALIKE = str.maketrans("İı", "Ii")


class Mangled(ValueError):  # noqa: N818 - the name says what the time is
    """A day that is in no calendar, or a stretch that ends before it begins; the words say which."""


@dataclass(frozen=True, slots=True)
class Tidsrom:
    """From *first* to *last*, both included. *named* is how the question said it: ``uke 41``.

    *open* is true when only one end was said ("etter påske"): then the next deadline in it is asked for.
    """

    first: date
    last: date
    named: str
    open: bool = False


def find(text: str, today: date, *, back: bool = False) -> tuple[Tidsrom | None, str]:
    """Return the time that *text* speaks of and the text without it. *back* is true when it asks for what was.

    Raises `Mangled` for a day that does not exist and for a stretch that runs backwards.

    >>> found, rest = find('frister i oktober', date(2023, 9, 1))
    >>> found.first.isoformat(), found.last.isoformat(), rest.strip()
    ('2023-10-01', '2023-10-31', 'frister')
    """
    text = text.translate(_LOOKALIKE)
    for pattern, read in _READERS:
        if match := pattern.search(text):
            found = Tidsrom(*read(match, Clock(today, back)), match.group().strip())
            side = None if _EARLIER.search(text[: match.end()]) else SIDE.search(text[: match.start()])
            if side and side["over"] and not match.groupdict().get("feast"):
                side = None  # "en oversikt over mars" is no time after March
            found = _sided(side, found, today) if side else found
            if (found.open or LEFT.search(text)) and not back and found.first < today <= found.last:
                found = replace(found, first=today)
            return found, f"{text[: (side or match).start()]} {text[match.end() :]}"
    return None, text


def _sided(side: re.Match[str], found: Tidsrom, today: date) -> Tidsrom:
    """Return the time up to *found* or from it on, by the word that stands before it."""
    named = f"{side.group().strip()} {found.named}"
    if side["just"] and (side["after"] or side["before"]):
        first = found.last + DAY if side["after"] else max(today, found.first - _SOON)
        return Tidsrom(first, found.last + _SOON if side["after"] else found.first - DAY, named)
    if side["after"] or side["since"]:
        first = found.last + DAY if side["after"] else found.first
        return Tidsrom(first, date(first.year + 1, first.month, 28), named, open=True)
    last = found.last if side["by"] or found.first <= today else found.first - bool(side["before"]) * DAY
    return Tidsrom(min(today, last), last, named)


def _date(match: re.Match[str], clock: Clock, which: int = 0) -> date:
    part = {name[:-1]: said for name, said in match.groupdict().items() if name.endswith(str(which))}
    try:
        if part["iso"]:
            return date.fromisoformat(part["iso"])
        month = MONTH_OF[name.casefold()] if (name := part["month"] or part["name"]) else int(part["mm"])
        day = int(part["day"] or part["number"] or part["dd"])
        year = part["year"] or part["jaar"] or part["yy"]
        return date(int(year) if year else clock.year_of(month), month, day)
    except ValueError:
        raise Mangled(f"Dagen «{match.group().strip()}» finnes ikke i kalenderen.") from None


def _forwards(first: date, last: date, match: re.Match[str]) -> Span:
    if last < first:
        raise Mangled(f"«{match.group().strip()}» går baklengs: den siste dagen er før den første.")
    return first, last


def _days_of_month(match: re.Match[str], clock: Clock) -> Span:
    last = _date(match, clock)
    return _forwards(last + (max(int(match["start"]), 1) - last.day) * DAY, last, match)


def _month(match: re.Match[str], clock: Clock) -> Span:
    months = [MONTH_OF[name.casefold()] for name in (match["month"], match.groupdict().get("until") or match["month"])]
    spans = [whole_month(int(match["year"] or clock.year_of(month)), month) for month in months]
    return _forwards(spans[0][0], spans[1][1], match)


def _part_of_month(match: re.Match[str], clock: Clock) -> Span:
    then = _moved(clock.today, bool(match["coming"]), "m")
    first, last = _month(match, clock) if match["month"] else whole_month(then.year, then.month)
    if match["middle"]:
        return first + 9 * DAY, first + 19 * DAY
    if match.groupdict().get("half"):
        return (first + 15 * DAY, last) if match["late"] else (first, first + 14 * DAY)
    rest = 6 * DAY if match.groupdict().get("width") else 9 * DAY
    return (last - rest, last) if match["late"] else (first, first + rest)


def _week(match: re.Match[str], clock: Clock) -> Span:
    first, last = int(match["first"]), int(match["last"] or match["first"])
    year = int(match["year"] or clock.year_of((date(2024, 1, 1) + timedelta(weeks=first - 1)).month))
    try:
        return _forwards(date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 7), match)
    except ValueError:
        raise Mangled(f"«{match.group().strip()}» finnes ikke i {year}: ukene går fra 1 til 52 eller 53.") from None


def _moved(day: date, count: int, unit: str) -> date:
    """Return the day that is *count* days, weeks or months after *day*."""
    if unit[0] in "mM":
        years, month = divmod(day.month - 1 + count, 12)
        return date(day.year + years, month + 1, min(day.day, 28))
    return day + count * (DAY if unit[0] in "dD" else 7 * DAY)


def _around(day: date, unit: str) -> Span:
    """Return the day, week or month that *day* lies in, or what is left of its year or school year."""
    if unit[0] in "dDsSåÅyY":
        school = unit[0] in "sS"
        return day, day if unit[0] in "dD" else date(day.year + (school and day.month > 7), 7 if school else 12, 31)
    monday = day - day.weekday() * DAY
    return whole_month(day.year, day.month) if unit[0] in "mM" else (monday, monday + 6 * DAY)


def _relative(match: re.Match[str], clock: Clock) -> Span:
    which = match["which"].casefold()
    count = 0 if which[0] in "dit" else -1 if which in ("forrige", "førre", "last", "sist") else 1
    return _around(_moved(clock.today, count, match["unit"]), match["unit"])


def _ahead(match: re.Match[str], clock: Clock) -> Span:
    said = match.groupdict("")
    count = (said.get("count") or "3").casefold()
    day = _moved(clock.today, NUMBERS.get(count) or int(count), said["unit"])
    return _around(day, said["unit"]) if said.get("at") else (clock.today, day)


def _rest(match: re.Match[str], clock: Clock) -> Span:
    return clock.today, _around(clock.today, match["unit"] or "year")[1]


_D, _D1, _D2 = DATE.format(0), DATE.format(1), DATE.format(2)
_FROM, _TO = r"(?:(?:mellom|between|fra|frå|from)\s+)?", r"\.?\s*(?:og|til|and|to|[–-])\s*"
_NTH, _ENDS = r"0?[1-9]|[12]\d|3[01]", r"(?=\s*(?:[?!,;:)]|\.?\s*$|\b(?:i|er|må|skal|så|nå|no|da|eller|vi)\b))"
_IN = r"i|denne|til|this|i løpet av|i laupet av|utover|gjennom|during|in|resten av|ut|rest of|nå i|no i"
_NO_EXAM = r"(?<!eksamen )(?<!exam )(?<!exams )(?<!fra )(?<!frå )"
_WAYS: tuple[tuple[str, Callable[[re.Match[str], Clock], Span]], ...] = (
    (rf"{_FROM}{_D1}{_TO}{_D2}", lambda m, clock: _forwards(_date(m, clock, 1), _date(m, clock, 2), m)),
    (rf"{_FROM}(?<![\d.])(?P<start>\d{{1,2}}){_TO}{_D}", _days_of_month),
    (rf"\b(?:mot |towards )?{PART}\s+{HALVES}(?:av|i|of|in)\s+{SOME_MONTH}\b{YEAR}", _part_of_month),
    (rf"\b(?:(?P<late>ultimo)|(?P<middle>medio)|primo)\s+{SOME_MONTH}\b{YEAR}", _part_of_month),
    (rf"\b(?:{WEEK}|u)\s*(?P<first>\d{{1,2}})(?:(?:{_TO}|/)(?P<last>\d{{1,2}})(?![.\d]))?\b{YEAR}", _week),
    (rf"(?<!pr )(?<!pr\. )(?<!per )(?<!as of )(?<!\d){_D}", lambda m, clock: (_date(m, clock),) * 2),
    (rf"\bmån[ea]dsskift\w*(?:\s+{MONTH})?(?:{_TO}|/|\s)(?P<turn>{MONTH})\b{YEAR}", tidsnavn.turn_of_month),
    (rf"\b{_FROM}(?P<month>{MONTH})(?:{_TO}|/)(?P<until>{MONTH})\b{YEAR}", _month),
    (rf"\bden (?P<alone>{_NTH})\.?{_ENDS}|\bthe (?P<nth>{_NTH})(?:st|nd|rd|th){_ENDS}", tidsnavn.day_of_month),
    (r"\b(?:i ?over-?morg[eo]n|i ?overmorra|day after tomorrow)\b", lambda _, clock: (clock.today + 2 * DAY,) * 2),
    (r"\b(?:i dag|idag|today)\b", lambda _, clock: (clock.today,) * 2),
    (r"\b(?:i ?morgen|i ?morgon|i ?m[oå]rra|tomorrow)\b", lambda _, clock: (clock.today + DAY,) * 2),
    (r"\b(?:i går|igår|yesterday)\b", lambda _, clock: (clock.today - DAY,) * 2),
    (rf"\b(?:(?P<at>om|in)|{NEXT}|innen|innan|within)\s+(?:eit?\s+)?(?P<count>{NUMBER})\s+{UNIT}\b", _ahead),
    (rf"\b(?P<count>{NUMBER})\s+{NEXT}\s+{UNIT}\b", _ahead),
    (rf"\b(?P<count>{NUMBER})\s+{UNIT}\s+(?:fram|frem|fram ?over|frem ?over|ahead)\b", _ahead),
    (rf"\b(?:denne|this)\s+{WEEK}\s+(?:og|and|\+)\s+(?:{NEXT}|den)\b(?:\s+{WEEK})?", tidsnavn.two_weeks),
    (rf"\b(?:de|dei|the)\s+{NEXT}\s+(?=\w+[ea]ne\b|\w+s\b){UNIT}\b", _ahead),
    (rf"\b(?P<which>den(?:ne)?(?: her)?|this|{NEXT}|forrige|førre|sist|last)\s+{UNIT}\b", _relative),
    (
        r"\b(?:(?:til|te|ti) (?:uka|uken|veka)\b(?! \d)|(?:uka|uken|veka) som (?:kommer|kjem))\b",
        lambda _, clock: _around(clock.today + 7 * DAY, "u"),
    ),
    (rf"\b(?:resten av|i løpet av|ut|utgangen av|(?:rest|end) of|remaining)\s+(?:the |this |denne )?{YEARS}\b", _rest),
    (r"(?:(?<=igjen )|(?<=gjenstår )|(?<=att )|(?<=left ))(?:i år|this (?P<unit>year))\b", _rest),
    (rf"(?:\b(?:(?:på|nå på|on|no på|(?P<next>{NEXT}))\s+)|(?:{HELD}))(?P<weekday>{WEEKDAY})\b", tidsnavn.weekday),
    (
        rf"{_NO_EXAM}\b(?:(?P<coming>{NEXT})|(?P<gone>forrige|førre|last|i fjor))\s+(?P<season>{SEASON})(?:en)?\b",
        tidsnavn.season,
    ),
    (rf"{_NO_EXAM}\b(?P<season>{SEASON})(?:en)?\s+(?P<year>20\d\d)\b", tidsnavn.season),
    (rf"{_NO_EXAM}\b(?:{_IN})\s+(?:the )?(?P<season>{SEASON})(?:en)?\b", tidsnavn.season),
    (r"\b(?:dette|det|i|this)\s+(?:halvåret|semesteret|semester)\b", tidsnavn.half_year),
    (rf"(?:\b(?:i|over|denne|this)\s+|(?:{HELD}))(?:the )?(?:helg(?:a|en)|weekend)\b", tidsnavn.weekend),
    (r"\b(?:mellom )?jul(?:a|en)? og (?:nyttår|nyåret)\b|\bi (?:romjul|mellomjul)[ae]n?\b", tidsnavn.yule),
    (rf"\b(?:den |the )?(?:siste |last )?(?:{WEEK})\s+(?:før|before)\s+{FEAST}\b", tidsnavn.week_before),
    (rf"\b(?:{NEXT}|a|the) fortnight\b", lambda _, clock: (clock.today, clock.today + _SOON)),
    (rf"(?:\b(?:i|in|på|ved|during|rundt|around)\s+|(?:{HELD})){FEAST}\b", tidsnavn.feast),
    (rf"(?<!\d )(?<!\d\. )\b(?:i |in |for )?(?P<month>{MONTH})(?:frist\w*)?\b\.?{YEAR}", _month),
    (r"(?<![–/-])\b(?:i |in )?(?P<year>20\d\d)\b(?!\s*[–/-])", lambda m, _: _around(date(int(m["year"]), 1, 1), "y")),
)
_EARLIER = re.compile(rf"\b(?:før|tidligere|tidlegare|earlier) i(?:n)? {MONTH}$", re.IGNORECASE)
_READERS = tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in _WAYS)
