"""Several wheels as one calendar: what comes next, what lies between two days, for whom and about what.

July and August stand both at the end of one wheel and at the beginning of the next. The row that the older wheel
calls ``conexus-juli-neste`` is the newer wheel's ``conexus-juli``: the same deadline. It is told once. The newer
row counts, unless it is only an estimate while the older one is confirmed. What stands in one of the two wheels
only is always told: a wheel begins and ends with rows that the other one does not repeat.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.model import Henvisning
from bot.domain.tid import Tid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.frist import Arshjul, Bekreftelse, Frist, Fylke, Slag

NESTE = "-neste"


@dataclass(frozen=True, slots=True)
class Utvalg:
    """Which rows are asked for. What is None leaves nothing out.

    *fylke* is the name of a county: it gets the rows for all, those that name it, its predecessor or its
    successors, and its own dates. *fra* and *til* are a role or some words of one ("VIGO (IST)", "Udir").
    """

    fylke: str | None = None
    fra: str | None = None
    til: str | None = None
    kategori: str | None = None
    rapport: str | None = None
    slag: frozenset[Slag] | None = None

    def matches(self, frist: Frist) -> bool:
        """Tell whether *frist* is asked for; the county is for `Arshjulene` to judge."""
        return (
            (self.slag is None or frist.slag in self.slag)
            and (self.kategori is None or frist.kategori.id == self.kategori)
            and (self.rapport is None or self.rapport.upper() in frist.rapport)
            and (self.fra is None or _named(self.fra, frist.fra))
            and (self.til is None or _named(self.til, frist.til))
        )


ALLE = Utvalg()
FRISTER = Utvalg(slag=frozenset({"frist"}))


class _Entry(NamedTuple):
    """A row on one of its days; *only* and *but* are the counties that it is and is not for.

    With *own* it has the dates of one county that is an exception, and is for no one who names no county.
    """

    day: date
    frist: Frist
    only: frozenset[str] | None
    but: frozenset[str] = frozenset()
    own: bool = False

    def is_for(self, fylke: str | None) -> bool:
        if fylke is None:
            return not self.own
        return fylke not in self.but and (self.only is None or fylke in self.only)


class Arshjulene:
    """Every wheel there is, and the counties. It is built once and never changes."""

    def __init__(self, hjul: Iterable[Arshjul], fylker: Iterable[Fylke] = ()) -> None:
        self.hjul = tuple(sorted(hjul, key=lambda wheel: wheel.skolear))
        self.fylker = tuple(fylker)
        self._hjul = {wheel.skolear: wheel for wheel in self.hjul}
        self._rows = {row.key: row for wheel in self.hjul for row in wheel.rader}
        self._calls = {call.casefold(): f for f in self.fylker for call in (*f.ogsa_kalt, f.nr, f.navn)}
        passed = set(self._passed_over())
        self._told = tuple(row for key, row in self._rows.items() if key not in passed)
        entries = [entry for row in self._told for entry in self._entries(row)]
        self._calendar = sorted(entries, key=lambda entry: entry.day)
        self._spans = [e for e in entries if e.frist.tid and e.day == e.frist.tid.last != e.frist.tid.first]

    def fylke(self, name: str) -> Fylke | None:
        """Return the county that is called *name*, by its name, number or short name."""
        return self._calls.get(name.strip().casefold())

    def row(self, key: str) -> Frist | None:
        """Return the row with that key, also one that a newer wheel tells instead."""
        return self._rows.get(key)

    def related(self, frist: Frist) -> tuple[Frist, ...]:
        """Return the rows that *frist* points at."""
        return tuple(self._rows[f"{frist.skolear}/{other}"] for other in frist.se_ogsa)

    def wheel(self, skolear: str) -> Arshjul | None:
        """Return the wheel of a school year."""
        return self._hjul.get(skolear)

    def covering(self, day: date) -> tuple[Arshjul, ...]:
        """Return the wheels that *day* lies in, the one to trust first: confirmed before draft, newer before older."""
        found = [wheel for wheel in reversed(self.hjul) if wheel.covers(day)]
        return tuple(sorted(found, key=lambda wheel: wheel.status != "bekreftet"))

    def last_confirmed(self) -> Arshjul | None:
        """Return the newest confirmed wheel: what a draft is rolled from."""
        return next((wheel for wheel in reversed(self.hjul) if wheel.status == "bekreftet"), None)

    def source(self, frist: Frist) -> Henvisning:
        """Return where *frist* is written: for an estimate, where the row it was derived from is."""
        return Henvisning(self._hjul[frist.skolear].kilde, f"linje {frist.linjer}" if frist.linjer else "")

    def confirmation(self, frist: Frist) -> Bekreftelse | None:
        """Return who confirmed the dates of *frist*, by itself or with its whole wheel; None for an estimate."""
        return frist.bekreftet or self._hjul[frist.skolear].bekreftet

    def next(self, day: date, count: int = 1, utvalg: Utvalg = FRISTER) -> tuple[Frist, ...]:
        """Return the next *count* rows from *day*, by `Frist.next_day`: the county's own deadline comes first."""
        start = bisect_left(self._calendar, day, key=lambda entry: entry.day)
        found: dict[str, Frist] = {}
        for entry in self._calendar[start:]:
            if len(found) >= count:
                break
            if entry.frist.key not in found and entry.is_for(utvalg.fylke) and utvalg.matches(entry.frist):
                found[entry.frist.key] = entry.frist
        return tuple(found.values())

    def between(self, first: date, last: date, utvalg: Utvalg = ALLE) -> tuple[Frist, ...]:
        """Return the rows with a day from *first* to *last* in order of it, then those that last all through."""
        start = bisect_left(self._calendar, first, key=lambda entry: entry.day)
        end = bisect_left(self._calendar, last + timedelta(days=1), key=lambda entry: entry.day)
        around = (e for e in self._spans if e.frist.tid and e.frist.tid.first <= last and first <= e.day)
        found: dict[str, Frist] = {}
        for entry in (*self._calendar[start:end], *around):
            if entry.is_for(utvalg.fylke) and utvalg.matches(entry.frist):
                found.setdefault(entry.frist.key, entry.frist)
        return tuple(found.values())

    def month(self, year: int, month: int, utvalg: Utvalg = ALLE) -> tuple[Frist, ...]:
        """Return the rows of a month."""
        tid = Tid.maned(year, month)
        return self.between(tid.first, tid.last, utvalg)

    def week(self, year: int, week: int, utvalg: Utvalg = ALLE) -> tuple[Frist, ...]:
        """Return the rows of an ISO week, Monday to Sunday."""
        monday = date.fromisocalendar(year, week, 1)
        return self.between(monday, monday + timedelta(days=6), utvalg)

    def rows(self, utvalg: Utvalg = ALLE) -> tuple[Frist, ...]:
        """Return every row that is told, those without a date too, in the order of the wheels."""
        return tuple(row for row in self._told if self._for_county(row, utvalg.fylke) and utvalg.matches(row))

    def _passed_over(self) -> Iterator[str]:
        """Yield the keys of the rows that stand in two wheels and are told from the other one."""
        for row in self._rows.values():
            year = int(row.skolear[:4]) + 1
            twin = self._rows.get(f"{year}-{year + 1}/{row.id.removesuffix(NESTE)}")
            if row.id.endswith(NESTE) and twin:
                yield twin.key if twin.anslag and not row.anslag else row.key

    def _entries(self, row: Frist) -> Iterator[_Entry]:
        """Yield *row* on each of its days, and once more with the dates of each county that has its own."""
        only = self._reached(row)
        own = [exception for exception in row.unntak if exception.tid]
        but = frozenset(name for exception in own for name in self._heirs(exception.fylke))
        yield from (_Entry(day, row, only, but) for day in row.days)
        for exception in own:
            special = replace(row, tid=exception.tid, fylker=(exception.fylke,), unntak=(exception,), frist_fylke=None)
            yield from (_Entry(day, special, self._heirs(exception.fylke), own=True) for day in special.days)

    def _for_county(self, row: Frist, fylke: str | None) -> bool:
        only = self._reached(row)
        return fylke is None or only is None or fylke in only

    def _reached(self, row: Frist) -> frozenset[str] | None:
        """Return the counties that a row is for, by every name they have had; None when it is for all."""
        if not row.fylker:
            return None
        before = {old for name in row.fylker if (f := self.fylke(name)) for old in f.forgjengere}
        return frozenset(before.union(*(self._heirs(name) for name in row.fylker)))

    def _heirs(self, name: str) -> frozenset[str]:
        found = self.fylke(name)
        return frozenset({name, *(found.etterfolgere if found else ())})


def lasting_key(row: Frist) -> str:
    """Return the key by which the newest wheel that *row* can stand in knows it: ``2024-2025/conexus-juli``.

    It is the same before and after that wheel is there.
    """
    if not row.id.endswith(NESTE):
        return row.key
    year = int(row.skolear[:4]) + 1
    return f"{year}-{year + 1}/{row.id.removesuffix(NESTE)}"


def _named(words: str, roles: tuple[str, ...]) -> bool:
    pattern = re.compile(rf"(?<!\w){re.escape(words.strip())}(?!\w)", re.IGNORECASE)
    return any(pattern.search(role) for role in roles)
