"""A sheet of paper to draw on, in pixels: matplotlib without its state, and the only module that knows it.

x grows to the right and y upwards, from the lower left corner.
"""

from __future__ import annotations

import math
import re
from html import escape
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle, Wedge
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matplotlib.artist import Artist
    from matplotlib.transforms import Bbox

    from bot.adapters.wheelink import Style

PAPER, INK, MUTED = "#fcfbf8", "#1d2726", "#55625f"
_FAMILY, _FAMILIES = "'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif"
"""DejaVu comes with matplotlib, so texts measure the same everywhere. Verdana is as wide; what else is, is narrower."""

_DPI = 72
_SAVING = Lock()
_OPEN = re.compile(r"<svg [^>]*>")
_SIZE = re.compile(r'(width|height)="([\d.]+)pt"')


class Canvas:
    """A sheet of *width* by *height* pixels. A point (1/72 inch) is a pixel of it."""

    def __init__(self, width: float, height: float) -> None:
        self.figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor=PAPER)
        self._renderer = FigureCanvasAgg(self.figure).get_renderer()  # type: ignore[no-untyped-call]
        self.height = height
        self.texts: list[Text] = []

    def text(self, at: tuple[float, float], words: str, size: float = 11, **style: object) -> Text:
        """Write *words* on one line; *style* is matplotlib's (``ha``, ``va``, ``color``, ``rotation``, ``weight``)."""
        style = {"va": "baseline", "color": INK, "rotation_mode": "anchor", "zorder": 9} | style
        made = Text(*at, words, fontsize=size, fontfamily="DejaVu Sans", parse_math=False, usetex=False, **style)  # type: ignore[arg-type]
        self.texts.append(made)
        self._add(made)
        return made

    def line(self, points: Iterable[tuple[float, float]], color: str, width: float, order: float = 2) -> None:
        """Draw a line through *points*."""
        xs, ys = zip(*points, strict=True)
        self._add(Line2D(xs, ys, color=color, linewidth=width, solid_capstyle="round", zorder=order))

    def sector(
        self,
        centre: tuple[float, float],
        radii: tuple[float, float],
        turns: tuple[float, float],
        *,
        name: str = "",
        **style: object,
    ) -> None:
        """Fill the part of a ring between two radii, from one angle (clockwise from the top) to another."""
        degrees = [90 - math.degrees(turn) for turn in turns]
        inner, outer = radii
        made = Wedge(centre, outer, degrees[1], degrees[0], width=outer - inner, **{"linewidth": 0} | style)
        self._add(made, name)

    def mark(self, at: tuple[float, float], style: Style, size: float, *, hollow: bool = False, name: str = "") -> None:
        """Put the mark of a category at a point."""
        face, edge = (PAPER, style.outline) if hollow else (style.color, style.edge)
        made = Line2D(
            [at[0]],
            [at[1]],
            linestyle="",
            marker=style.marker,
            markersize=size * style.scale,
            markerfacecolor=face,
            markeredgecolor=edge,
            markeredgewidth=1.8 if hollow else 0.8,
            zorder=6,
        )
        self._add(made, name)

    def halo(self, at: tuple[float, float], size: float) -> None:
        """Draw a circle around a mark."""
        style = {"markerfacecolor": PAPER, "markeredgecolor": INK, "markeredgewidth": 1}
        self._add(Line2D([at[0]], [at[1]], linestyle="", marker="o", markersize=size, zorder=5.5, **style))  # type: ignore[arg-type]

    def swatch(self, at: tuple[float, float], **style: object) -> None:
        """Show around *at* how a sector is filled."""
        x, y = at
        self._add(Rectangle((x - 7, y - 6), 14, 12, **style))  # type: ignore[arg-type]

    def width(self, words: str, size: float, *, bold: bool = False) -> float:
        """Return how wide *words* are on one line."""
        font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
        return float(self._renderer.get_text_width_height_descent(words, font, ismath=False)[0])

    def wrap(self, words: str, size: float, width: float, lines: int) -> list[str]:
        """Return *words* on at most *lines* lines that are no wider than *width*; what is left out ends in ``…``."""
        if self.width(words, size) <= width:
            return [words] if words else []
        made: list[str] = []
        rest = words.split()
        while rest and len(made) < lines:
            taken = 1
            while taken < len(rest) and self.width(" ".join(rest[: taken + 1]), size) <= width:
                taken += 1
            made.append(" ".join(rest[:taken]))
            rest = rest[taken:]
        if rest:
            made[-1] += " …"
        return [self._cut(line, size, width) for line in made]

    def box(self, text: Text) -> Bbox:
        """Return where *text* stands on the sheet, as it is drawn."""
        return text.get_window_extent(self._renderer)

    def png(self, width: int) -> bytes:
        """Return the sheet as a PNG *width* pixels wide."""
        sheet = self.figure.get_figwidth()
        return self._save(FigureCanvasAgg(self.figure), "png", width / sheet, {"Software": None})

    def svg(self, title: str, desc: str, tips: Mapping[str, str]) -> bytes:
        """Return the sheet as SVG with real text, named for readers; *tips* are shown over the marks of those names."""
        made = self._save(
            FigureCanvasSVG(self.figure), "svg", _DPI, {"Date": None, "Creator": None, "Format": None, "Type": None}
        )
        text = made.decode().replace(_FAMILY, _FAMILIES)
        text = _SIZE.sub(r'\1="\2"', text, count=2)
        text = _OPEN.sub(lambda found: _named(found.group(), title, desc), text, count=1)
        for name, tip in tips.items():
            text = text.replace(f'<g id="{name}">', f'<g id="{name}"><title>{escape(tip)}</title>', 1)
        return text.encode()

    def _save(self, canvas: FigureCanvasAgg | FigureCanvasSVG, form: str, dpi: float, about: dict[str, None]) -> bytes:
        out = BytesIO()
        with _SAVING, mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "kodevakt"}):  # of the whole process
            canvas.print_figure(out, format=form, dpi=dpi, metadata=about)
        return out.getvalue()

    def _add(self, made: Artist, name: str = "") -> None:
        made.set_gid(name or None)
        made.set_transform(Affine2D().scale(1 / _DPI) + self.figure.dpi_scale_trans)
        self.figure.add_artist(made)

    def _cut(self, words: str, size: float, width: float) -> str:
        while self.width(words, size) > width and len(words) > 2:
            words = f"{words.removesuffix('…')[:-1].rstrip()}…"
        return words


def _named(opening: str, title: str, desc: str) -> str:
    attributes = 'role="img" aria-labelledby="tittel beskrivelse" lang="nb"'
    head = f'<title id="tittel">{escape(title)}</title><desc id="beskrivelse">{escape(desc)}</desc>'
    return f"{opening[:-1]} {attributes}>{head}"
