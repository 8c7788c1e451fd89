"""The whole sheet: title, the circle with the next deadlines beside it, the legend and the small print."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.adapters.wheelcanvas import MUTED, Canvas
from bot.adapters.wheelparts import HOLIDAY, OUTER, TODAY, Wheel
from bot.domain import wheelplan, wheelwords

if TYPE_CHECKING:
    from bot.domain.frist import Frist
    from bot.domain.wheelview import View

WIDTH, MARGIN = 800, 22
_ABOVE, _BELOW, _ROW = 418, 46, 20
"""How far down the middle of the circle is, how much room it has below, and how high a line of the legend is."""

_SIDE = OUTER + 26
"""How far from the middle the names of the deadlines begin."""

_COLUMN = WIDTH - 2 * MARGIN - OUTER - _SIDE
_SIZE, _LINE, _GAP, _LINES = 11.5, 15, 15, 4
_FINE, _FINE_SIZE = 14, 9.5
LEADER = "#707c79"
_RIGHT, _LEFT = wheelplan.YEAR / 4, wheelplan.YEAR * 3 / 4


class _Label(NamedTuple):
    """The name of a deadline: its lines, the first of them bold, and how far its mark is from the labels' side."""

    row: Frist
    lines: list[str]
    away: float

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE


def write(shown: View) -> Canvas:
    """Draw *shown* on a new sheet."""
    rows = (len(shown.wheel.kategorier) + 1) // 2
    canvas = Canvas(WIDTH, _ABOVE + OUTER + _BELOW + (rows + shown.anslag) * _ROW + 8 + 2 * _LINE + 2 * _FINE + 18)
    towards = _towards(shown)
    x = {_RIGHT: MARGIN + OUTER, _LEFT: WIDTH - MARGIN - OUTER, None: WIDTH / 2}[towards]
    wheel = Wheel(canvas, shown, (x, canvas.height - _ABOVE))
    _title(canvas, shown)
    _middle(wheel)
    if towards:
        _labels(wheel, towards)
    y = _legend(wheel, canvas.height - _ABOVE - OUTER - _BELOW, rows)
    _small_print(wheel, _key(wheel, y))
    return canvas


def _towards(shown: View) -> float | None:
    """Return the side on which the next deadlines are named: that of most of them, None when there are none."""
    turns = [wheelplan.angle(row.deadline or shown.first, shown.first) for row in shown.neste]
    left = sum(turn > wheelplan.YEAR / 2 for turn in turns)
    return (_LEFT if 2 * left > len(turns) else _RIGHT) if turns else None


def _title(canvas: Canvas, shown: View) -> None:
    canvas.text((MARGIN, canvas.height - 40), wheelwords.title(shown), 23, weight="bold")
    canvas.text((MARGIN, canvas.height - 64), shown.fylke or "Alle fylker", 14, color=MUTED)


def _middle(wheel: Wheel) -> None:
    """Tell today's date in the middle of the circle."""
    day, says = wheel.shown.today, wheelwords.phrases(wheel.shown)
    x, y = wheel.centre
    if day is None:
        wheel.canvas.text((x, y - 5), wheel.shown.wheel.skolear.replace("-", "–"), 13, ha="center", weight="bold")
        return
    wheel.canvas.text((x, y + 17), says.today, 11, ha="center", color=TODAY, weight="bold")
    wheel.canvas.text((x, y - 2), wheelwords.short_date(day, says), 13, ha="center", weight="bold")
    wheel.canvas.text((x, y - 20), str(day.year), 11, ha="center", color=MUTED)


def _labels(wheel: Wheel, towards: float) -> None:
    """Write the names of the next deadlines one below the other, each with a line to its mark."""
    side = 1 if towards == _RIGHT else -1
    labels = sorted((_label(row, wheel, towards) for row in wheel.shown.neste), key=lambda label: side * label.away)
    wanted = [_down(label, wheel, side) for label in labels]
    middles = wheelplan.spread(wanted, [label.height for label in labels], -OUTER - 50, OUTER + 12, _GAP)
    for label, middle in zip(labels, middles, strict=True):
        _name(wheel, label, wheel.centre[1] - middle, side)


def _label(row: Frist, wheel: Wheel, towards: float) -> _Label:
    day, really, what = wheelwords.label(row, wheel.shown)
    words = wheel.canvas.wrap(what, _SIZE, _COLUMN, _LINES)
    lines = [line for line in (day, really, *words) if line]
    return _Label(row, lines, wheelplan.beside(wheel.spots[row.key].turn, towards))


def _down(label: _Label, wheel: Wheel, side: int) -> float:
    """Return how far below the middle of the circle a label would like to stand: beside its mark."""
    quarter = wheelplan.YEAR / 4
    turn = max(-quarter, min(side * label.away, quarter))
    return -wheelplan.point(turn + quarter, wheel.rim(label.row))[1]


def _name(wheel: Wheel, label: _Label, middle: float, side: int) -> None:
    x, top = wheel.centre[0] + side * _SIDE, middle + label.height / 2
    for number, words in enumerate(label.lines):
        style = {"ha": "left" if side > 0 else "right", "weight": "normal" if number else "bold"}
        wheel.canvas.text((x, top - 11 - number * _LINE), words, _SIZE, **style)
    spot = wheel.spots[label.row.key]
    rim = wheelplan.point(spot.turn, wheel.rim(label.row))
    curve = wheelplan.swirl(rim, (side * (_SIDE - 5), top - 7 - wheel.centre[1]))
    path = [wheel.at(*spot), *((wheel.centre[0] + px, wheel.centre[1] + py) for px, py in curve)]
    wheel.canvas.line(path, LEADER, 1, order=5)


def _legend(wheel: Wheel, top: float, rows: int) -> float:
    """Tell what the marks mean, and return how far down the legend comes."""
    for index, kategori in enumerate(wheel.shown.wheel.kategorier):
        column, line = divmod(index, rows)
        x, y = MARGIN + 6 + column * (WIDTH / 2 - 6), top - line * _ROW
        wheel.canvas.mark((x, y + 4), wheel.styles[kategori.id], 11)
        words = wheel.canvas.wrap(kategori.navn, _SIZE, WIDTH / 2 - 60, 1)[0]
        wheel.canvas.text((x + 16, y), words, _SIZE)
    return top - rows * _ROW - 8


def _key(wheel: Wheel, y: float) -> float:
    """Tell what the shaded days and the hollow marks are, and return how far down that comes."""
    canvas, shown, x = wheel.canvas, wheel.shown, MARGIN + 6
    if shown.anslag:
        canvas.mark((x, y + 4), wheel.styles[shown.wheel.kategorier[0].id], 11, hollow=True)
        canvas.text((x + 16, y), wheelwords.phrases(shown).estimates, _SIZE)
        y -= _ROW
    if shown.ferier:
        canvas.swatch((x, y + 4), **HOLIDAY)
    lines = canvas.wrap(wheelwords.holidays(shown), _SIZE, WIDTH - 2 * MARGIN - 22, 2)
    for number, words in enumerate(lines):
        canvas.text((x + 16, y - number * _LINE), words, _SIZE)
    return y - len(lines) * _LINE - 10


def _small_print(wheel: Wheel, y: float) -> None:
    """Tell where the dates come from, and what holds for all of them."""
    canvas, shown = wheel.canvas, wheel.shown
    lines = canvas.wrap(wheelwords.remark(shown), _FINE_SIZE, WIDTH - 2 * MARGIN, 2)
    for number, words in enumerate((wheelwords.source(shown), *lines)):
        canvas.text((MARGIN, y - number * _FINE), words, _FINE_SIZE, color=MUTED)
