"""The values of the Årshjul: a wheel, its rows, and when and for whom a row holds. Nothing here can change.

A row's fields are those of the file, except that the four ways to write a date are one `Tid`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from bot.domain import workdays

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.domain.model import Kilde, Text
    from bot.domain.tid import Tid

Slag = Literal["frist", "ferie", "lopende", "rutine"]
Status = Literal["bekreftet", "utkast"]


@dataclass(frozen=True, slots=True)
class Kategori:
    """One colour of the legend."""

    id: str
    navn: str


@dataclass(frozen=True, slots=True)
class Fylke:
    """A county, of today or of 2020-2023: what it is called and what came before and after it."""

    nr: str
    navn: str
    malform: Literal["nb", "nn", "noytral"]
    gyldig_fra: date | None = None
    gyldig_til: date | None = None
    etterfolgere: tuple[str, ...] = ()
    forgjengere: tuple[str, ...] = ()
    ogsa_kalt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unntak:
    """A county within a row that has other dates, or (without *tid*) only a remark of its own."""

    fylke: str
    tid: Tid | None = None
    merknad: str | None = None


@dataclass(frozen=True, slots=True)
class Bekreftelse:
    """Who vouches for the dates, and since when."""

    av: str
    dato: date


@dataclass(frozen=True, slots=True)
class Utledning:
    """Where a derived date comes from, and the rule in words."""

    dato: date
    regel: str


@dataclass(frozen=True, slots=True)
class Mangel:
    """A row that could not be derived, and why."""

    hva: str
    hvorfor: str
    rad: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frist:
    """One row of a wheel. *tid* is None for what recurs (``lopende``) or is a way of working (``rutine``).

    *tid* is the day of the delivery; *frist_fylke* is the county's own deadline before it, where it has one.
    """

    id: str
    skolear: str
    hva: str
    kategori: Kategori
    tid: Tid | None = None
    slag: Slag = "frist"
    fra: tuple[str, ...] = ()
    til: tuple[str, ...] = ()
    kommentar: str | None = None
    utledet: bool = False
    frist_fylke: date | None = None
    data_i_vigo: date | None = None
    rapport: tuple[str, ...] = ()
    se_ogsa: tuple[str, ...] = ()
    fylker: tuple[str, ...] = ()
    unntak: tuple[Unntak, ...] = ()
    usikker: tuple[str, ...] = ()
    linjer: str | None = None
    trinn: tuple[str, ...] = ()
    hver: str | None = None
    etter: str | None = None
    anslag: bool = False
    utledet_fra: Utledning | None = None
    bekreftet: Bekreftelse | None = None

    @property
    def key(self) -> str:
        """Return what names the row among all wheels: ``2023-2024/ssbelev-endelig``."""
        return f"{self.skolear}/{self.id}"

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days that somebody must act, in order.

        The first and last of a period or week, the one day of anything else, and the county's own deadline.
        """
        if self.tid is None:
            return ()
        begins = self.tid.first if self.tid.form in ("periode", "uke") else None
        return tuple(sorted({day for day in (begins, self.frist_fylke, self.tid.last) if day}))

    @property
    def deadline(self) -> date | None:
        """Return the day that counts for a county: its own deadline, or else the (last) day of the row."""
        return self.frist_fylke or (self.tid.last if self.tid else None)

    @property
    def delivery(self) -> date | None:
        """Return the day on which what the county registered is delivered, where that is another day."""
        return self.tid.last if self.tid and self.frist_fylke and self.tid.last != self.frist_fylke else None

    @property
    def working_deadline(self) -> date | None:
        """Return the last working day before a deadline that falls on a day off; None when it does not.

        A school holiday has none: nobody has to act on its last day.
        """
        if self.deadline is None or self.slag == "ferie":
            return None
        last = workdays.last_working_day(self.deadline)
        return last if last != self.deadline else None

    def next_day(self, today: date) -> date | None:
        """Return the first of `days` that has not passed: the county's deadline, and after it the delivery."""
        return next((day for day in self.days if day >= today), None)

    def is_past(self, today: date) -> bool:
        """Tell whether nothing of the row is still to come, the data in VIGO included."""
        return bool(self.tid) and max(*self.days, self.data_i_vigo or date.min) < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Arshjul:
    """One wheel: the rows of a school year, from 1 July to 31 August of the year after."""

    skolear: str
    status: Status
    pr_dato: date
    kilde: Kilde
    kategorier: tuple[Kategori, ...]
    rader: tuple[Frist, ...]
    merknad: Text | None = None
    bekreftet: Bekreftelse | None = None
    rullet_fra: str | None = None
    mangler: tuple[Mangel, ...] = ()

    @property
    def first(self) -> date:
        """Return 1 July, when the wheel begins."""
        return date(int(self.skolear[:4]), 7, 1)

    @property
    def last(self) -> date:
        """Return 31 August of the year after, when it ends."""
        return date(int(self.skolear[:4]) + 1, 8, 31)

    def covers(self, day: date) -> bool:
        """Tell whether *day* lies in the wheel."""
        return self.first <= day <= self.last

    def confirmed(self, by: Bekreftelse, ids: Collection[str] | None = None) -> Arshjul:
        """Return the wheel with the rows of *ids* confirmed, or with all of it confirmed when there are none given."""
        if ids is None:
            rows = tuple(replace(row, anslag=False) for row in self.rader)
            return replace(self, status="bekreftet", bekreftet=by, rader=rows)
        rows = tuple(replace(r, anslag=False, bekreftet=by) if r.id in ids else r for r in self.rader)
        return replace(self, rader=rows)
