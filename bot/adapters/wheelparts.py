"""The circle: months, school holidays, a mark for each deadline, and today."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain, cycle, islice
from typing import TYPE_CHECKING, NamedTuple

from bot.adapters.wheelcanvas import MUTED
from bot.adapters.wheelink import styles
from bot.domain import wheelplan
from bot.domain.rolltext import MANEDER
from bot.domain.wheelplan import Ring, angle, edges, point

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.adapters.wheelcanvas import Canvas
    from bot.domain.frist import Frist
    from bot.domain.tid import Tid
    from bot.domain.wheelview import View

HUB, INNER, OUTER, BAND = 64, 232, 258, 18
"""Radii: of the middle, and of the ring of months. *BAND* is how wide the month beside the circle is."""

_SIZES = (16.0, 15.0, 14.0, 13.0, 11.5, 10.0, 8.5, 7.0, 5.5, 4.0)
_OUTSIDE = 64
"""How deep the marks of the months beside the circle may be."""

_SLIT = 0.006
_MONTHS = ("#e3e9e4", "#d3ddd6")
_BESIDE = "#efece2"
HOLIDAY = {"facecolor": "#f3e6c4", "edgecolor": "#d9c486", "hatch": "////", "linewidth": 0}
TODAY = "#b3261e"


class Spot(NamedTuple):
    """Where a mark stands."""

    turn: float
    radius: float


class Wheel:
    """Draws the circle around *centre*, and remembers where each row's mark is (by its key)."""

    def __init__(self, canvas: Canvas, shown: View, centre: tuple[float, float]) -> None:
        self.canvas = canvas
        self.shown = shown
        self.centre = centre
        self.styles = styles(shown.wheel.kategorier)
        self.size, self.spots = spots(shown)
        self._months()
        self._beside()
        self._holidays()
        for row in shown.frister:
            self._mark(row)
        self._today()

    def at(self, turn: float, radius: float) -> tuple[float, float]:
        """Return the point of the sheet at *turn* and *radius*."""
        x, y = point(turn, radius)
        return self.centre[0] + x, self.centre[1] + y

    def rim(self, row: Frist) -> float:
        """Return the radius at which a line from the mark of *row* is outside everything that is drawn."""
        month = self.spots[row.key].turn // (wheelplan.YEAR / 12)
        beside = [spot.radius for spot in self.spots.values() if spot.radius > OUTER]
        far = max(beside, default=0.0) + self.size
        return far if beside and month in (0, 11) else OUTER + 5

    def _months(self) -> None:
        for number, (begin, end) in enumerate(wheelplan.months(self.shown.first)):
            turns = edges(begin, end, self.shown.first)
            self.canvas.sector(self.centre, (INNER, OUTER), turns, facecolor=_MONTHS[number % 2], zorder=3)
            self.canvas.line((self.at(turns[0], HUB), self.at(turns[0], INNER)), "#e4e6e0", 0.8, order=1)
            year = f" {begin.year}" if begin.month in (1, 7, 8) else ""
            self._along(f"{MANEDER[begin.month - 1]}{year}", sum(turns) / 2, (INNER + OUTER) / 2, 12.5)
        for radius in (HUB, INNER, OUTER):
            self._circle(radius)

    def _beside(self) -> None:
        """Draw July before the school year and August after it, where they have rows."""
        before = [row for row in self.shown.frister if _where(row, self.shown) < 0]
        after = [row for row in self.shown.frister if _where(row, self.shown) > 0]
        months = wheelplan.months(self.shown.first)
        far = OUTER + BAND + _OUTSIDE + 4
        for rows, (begin, end), year in ((before, months[-1], 0), (after, months[0], 1)):
            if rows:
                turns = edges(begin, end, self.shown.first)
                turns = turns[0] + _SLIT, turns[1] - _SLIT
                self.canvas.sector(self.centre, (OUTER + 2, far), turns, facecolor=_BESIDE, zorder=0)
                name = f"{MANEDER[begin.month - 1]} {self.shown.first.year + year}"
                self._along(name, sum(turns) / 2, OUTER + 2 + BAND / 2, 10.5, color=MUTED, style="italic")

    def _holidays(self) -> None:
        for row in self.shown.ferier:
            turns = edges(row.days[0], row.days[-1], self.shown.first)
            self.canvas.sector(self.centre, (HUB, INNER), turns, name=name(row), zorder=0.5, **HOLIDAY)

    def _mark(self, row: Frist) -> None:
        spot, style = self.spots[row.key], self.styles[row.kategori.id]
        if row.tid and row.tid.first != row.tid.last:
            begin, end = edges(*self._within(row.tid), self.shown.first)
            steps = [begin + (end - begin) * part / 30 for part in range(31)]
            self.canvas.line([self.at(turn, spot.radius) for turn in steps], style.color, 2, order=2)
        at = self.at(*spot)
        if row in self.shown.neste:
            self.canvas.halo(at, self.size + 2)
        self.canvas.mark(at, style, self.size - 2.5, hollow=row.anslag, name=name(row))

    def _within(self, tid: Tid) -> tuple[date, date]:
        """Return the days of *tid* in the year that its last day is in: the circle, or a month beside it."""
        after = self.shown.last + timedelta(days=1)
        if tid.last >= after:
            return max(tid.first, after), tid.last
        return (max(tid.first, self.shown.first) if tid.last >= self.shown.first else tid.first), tid.last

    def _today(self) -> None:
        day, first = self.shown.today, self.shown.first
        if day is None:
            return
        turn = angle(day, first)
        inside = first <= day <= self.shown.last
        span = (HUB, INNER) if inside else (OUTER, OUTER + BAND + _OUTSIDE + 4)
        self.canvas.line((self.at(turn, span[0]), self.at(turn, span[1])), TODAY, 2, order=4)

    def _along(self, words: str, turn: float, radius: float, size: float, **style: object) -> None:
        """Write *words* along the circle, never upside down."""
        below = 0.25 < turn / wheelplan.YEAR < 0.75
        degrees = -turn * 360 / wheelplan.YEAR + (180 if below else 0)
        style = {"ha": "center", "va": "center", "rotation": degrees} | style
        self.canvas.text(self.at(turn, radius), words, size, **style)

    def _circle(self, radius: float) -> None:
        turns = [wheelplan.YEAR * part / 180 for part in range(181)]
        self.canvas.line([self.at(turn, radius) for turn in turns], "#b9c4bc", 0.8, order=3.5)


def name(row: Frist) -> str:
    """Return what the mark of *row* is called in the picture."""
    return f"rad-{row.id}"


def _where(row: Frist, shown: View) -> int:
    """Return -1 for a row before the school year, 1 for one after it, 0 for one in it."""
    day = row.deadline or shown.first
    return (day > shown.last) - (day < shown.first)


def spots(shown: View) -> tuple[float, dict[str, Spot]]:
    """Return how big marks can be, and where each one stands. The deadlines that are named stand outermost."""
    coming = {row.key for row in shown.neste}
    rows = sorted(shown.frister, key=lambda row: row.key not in coming)
    groups = [[row for row in rows if _where(row, shown) == where] for where in (-1, 0, 1)]
    turns = [[angle(row.deadline or shown.first, shown.first) for row in group] for group in groups]
    size, radii = _packed(turns)
    placed = zip(chain(*groups), chain(*turns), chain(*radii), strict=True)
    return size, {row.key: Spot(turn, radius) for row, turn, radius in placed}


def _packed(turns: Sequence[Sequence[float]]) -> tuple[float, list[list[float]]]:
    """Return the biggest size at which there is room for all, and a radius for each; the smallest when there is none.

    *turns* are those before, in and after the school year.
    """
    radii: list[list[float] | None] = []
    rings: list[Ring] = []
    for size in _SIZES:
        beside = Ring(OUTER + BAND + size * 0.6, size, int(_OUTSIDE / size))
        rings = [beside, Ring(INNER - size * 0.7, -size, int((INNER - HUB - size * 0.4) / size)), beside]
        radii = [wheelplan.pack(group, ring, size) for group, ring in zip(turns, rings, strict=True)]
        if None not in radii:
            break
    crowded = (islice(cycle(ring.radii), len(group)) for group, ring in zip(turns, rings, strict=True))
    return size, [list(crowd) if found is None else found for found, crowd in zip(radii, crowded, strict=True)]
