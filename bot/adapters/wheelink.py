"""How the categories of a wheel look: a colour and a shape each, so that either alone tells them apart.

The colours are Paul Tol's "muted" scheme (made for colour-blind readers), put so that neighbours in the legend
differ in lightness too; a dark edge keeps the light ones visible on paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from matplotlib.path import Path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.frist import Kategori


class Style(NamedTuple):
    """A mark: its *color*, that of its *edge*, and its shape: matplotlib's name for it, or its corners.

    *scale* makes the shapes look equally big.
    """

    color: str
    edge: str
    marker: Literal["o", "s", "^", "D", "v", "P", "X", "*", "<", "h"] | Path
    scale: float

    @property
    def outline(self) -> str:
        """Return the colour of a hollow mark: between the two, since the light ones alone hardly show on paper."""
        pairs = zip(bytes.fromhex(self.color[1:]), bytes.fromhex(self.edge[1:]), strict=True)
        return "#" + bytes((a + b) // 2 for a, b in pairs).hex()


_BAR = Path(((-0.45, -1.0), (0.45, -1.0), (0.45, 1.0), (-0.45, 1.0), (-0.45, -1.0)), closed=True)
_STYLES = (
    Style("#332288", "#1a1145", "o", 0.92),
    Style("#ddcc77", "#6e6220", "s", 0.86),
    Style("#117733", "#083b19", "^", 1.0),
    Style("#88ccee", "#2a6685", "D", 0.8),
    Style("#cc6677", "#6e2833", "v", 1.0),
    Style("#999933", "#4c4c19", "P", 1.02),
    Style("#882255", "#441129", "X", 1.02),
    Style("#44aa99", "#1f554c", "*", 1.3),
    Style("#aa4499", "#5a2050", "<", 1.0),
    Style("#6699cc", "#2b4a6b", _BAR, 1.1),
    Style("#a9aeab", "#555b58", "h", 0.95),
)


def styles(kategorier: Sequence[Kategori]) -> dict[str, Style]:
    """Return the style of each category, by its id. Beyond eleven they come again, with the next one's shape."""
    found = {}
    for index, kategori in enumerate(kategorier):
        again, place = divmod(index, len(_STYLES))
        shape = _STYLES[(place + again) % len(_STYLES)]
        found[kategori.id] = _STYLES[place]._replace(marker=shape.marker, scale=shape.scale)
    return found
