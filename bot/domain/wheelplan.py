"""The geometry of a wheel: where a day, a mark and a label stand. Pure, in pixels, y upwards from the centre.

Angles are radians clockwise from the top.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

YEAR = 2 * math.pi
"""A whole turn."""

_DAY = timedelta(days=1)
_NEARLY = 1e-6


class Ring(NamedTuple):
    """Where marks are stacked: from *start* by *step* (negative is inwards), at most *layers* of them."""

    start: float
    step: float
    layers: int

    @property
    def radii(self) -> tuple[float, ...]:
        """Return the radius of every layer, the one to fill first first."""
        return tuple(self.start + self.step * layer for layer in range(self.layers))


def angle(day: date, first: date) -> float:
    """Return the angle of noon of *day* in the circle that begins with *first* and is a year.

    A day outside the year gets the angle of the same day in it.

    >>> round(angle(date(2024, 1, 31), date(2023, 8, 1)) / math.pi, 2)
    1.0
    """
    return YEAR * ((day - first).days + 0.5) / _days(first) % YEAR


def edges(begin: date, end: date, first: date) -> tuple[float, float]:
    """Return the angles at which the day *begin* begins and the day *end* ends; the second is the greater."""
    half = math.pi / _days(first)
    turn = angle(begin, first) - half
    return turn, turn + 2 * half * ((end - begin).days + 1)


def point(turn: float, radius: float) -> tuple[float, float]:
    """Return x and y of the point at *turn* and *radius*.

    >>> point(0, 10)
    (0.0, 10.0)
    """
    return radius * math.sin(turn), radius * math.cos(turn)


def pack(angles: Iterable[float], ring: Ring, size: float) -> list[float] | None:
    """Return a radius for each of *angles*, so that no two marks are nearer than *size*; None when there is no room.

    Those that come first get the layers that are filled first.
    """
    placed: list[tuple[float, float]] = []
    found = []
    for turn in angles:
        free = (r for r in ring.radii if all(math.dist(point(turn, r), other) > size - _NEARLY for other in placed))
        radius = next(free, None)
        if radius is None:
            return None
        placed.append(point(turn, radius))
        found.append(radius)
    return found


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float, gap: float) -> list[float]:
    """Return the middles of labels that lie over one another from *low* to *high*, as near *wanted* as can be.

    *wanted* grows; each label keeps *gap* to the next. (Pool adjacent violators, then the bounds.)

    >>> spread([0, 0, 50], [10, 10, 10], -100, 100, 2)
    [-6.0, 6.0, 50.0]
    """
    starts, total = [], 0.0
    for height in heights:
        starts.append(total)
        total += height + gap
    pools: list[tuple[float, int]] = []
    for want, height, start in zip(wanted, heights, starts, strict=True):
        mean, count = want - height / 2 - start, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
    shifts = [max(low, min(mean, high - total + gap)) for mean, count in pools for _ in range(count)]
    return [s + start + height / 2 for s, start, height in zip(shifts, starts, heights, strict=True)]


def swirl(begin: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """Return a curve from *begin* to *end* (x and y) that turns and widens evenly, so that it never cuts the circle.

    It turns the short way.
    """
    turn, radius = math.atan2(begin[0], begin[1]), math.hypot(*begin)
    by = beside(math.atan2(end[0], end[1]), turn)
    wider = math.hypot(*end) - radius
    return [point(turn + by * part / 24, radius + wider * part / 24) for part in range(25)]


def beside(turn: float, towards: float) -> float:
    """Return how far *turn* is from the angle *towards*, clockwise: from minus to plus half a turn.

    >>> round(beside(0, YEAR / 4) / YEAR, 2)
    -0.25
    """
    return (turn - towards + YEAR / 2) % YEAR - YEAR / 2


def months(first: date) -> list[tuple[date, date]]:
    """Return the first and the last day of the twelve months from *first*, which is the first of one."""
    begins = [date(first.year + (first.month + n - 1) // 12, (first.month + n - 1) % 12 + 1, 1) for n in range(13)]
    return [(begin, after - _DAY) for begin, after in pairwise(begins)]


def _days(first: date) -> int:
    return (first.replace(year=first.year + 1) - first).days
