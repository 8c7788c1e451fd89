"""Read a page that was fetched: HTML, Markdown or plain text becomes headings with their paragraphs.

Only what the page is about is read: its single ``article`` when that is most of it, else its ``main``, else its body.
Menus, headers, footers, side bars, buttons, scripts, dialogs and banners about cookies are left out.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.adapters import clock
from bot.domain.kildeavtrykk import Avsnitt
from bot.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.adapters.fetching import Fetched

_TIME_MAX, _SLICE = (
    1.0,
    4096,
)  # seconds; html.parser is slow on what is broken on purpose, and is stopped between slices
_SHORTEST = 200  # characters: with fewer, what we were given is no page but a shell that scripts fill
_HTML = ("text/html", "application/xhtml+xml")
_TEXT = ("text/plain", "text/markdown", "text/x-markdown")
_CHARSETS = {
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "iso-8859-15"), "cp1252"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be"), "utf-16"),
}
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([a-zA-Z0-9_-]{1,40})", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr param".split())
_LEFT_OUT = frozenset(
    "head script style noscript template nav aside button select option textarea svg math iframe object dialog canvas"
    " audio video relative-time".split()
)
_FRAME = frozenset(("header", "footer"))
_BLOCKS = frozenset(
    "p div li dt dd tr table ul ol dl section article main header footer blockquote pre br hr figure figcaption"
    " address details summary form fieldset caption body html td th tbody thead".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = frozenset(("td", "th"))
_ROLES = {"main": "main", "navigation": "nav", "banner": "header", "contentinfo": "footer", "complementary": "aside"}
_DIALOGS = frozenset(("dialog", "alertdialog", "search"))
_BANNER = re.compile(r"cookie|samtykke|consent", re.IGNORECASE)
_MARKED = re.compile(r"(#{1,6})\s+(.*?)[\s#]*")


class _Piece(NamedTuple):
    """A heading (*level* 1-6) or a paragraph (0), with how many articles have begun, and where it stands."""

    level: int
    text: str
    article: int
    main: bool


def read(fetched: Fetched) -> tuple[Avsnitt, ...]:
    """Return the headings of a page and what stands below each.

    Raises:
        SourceError: it is no page that can be read.
    """
    if fetched.kind in _TEXT:
        page = _avsnitt(_marked(_text(fetched)))
    elif fetched.kind in _HTML and not fetched.content.startswith(b"%PDF"):
        page = _avsnitt(_main(_pieces(_text(fetched))))
    elif fetched.kind == "application/pdf" or fetched.content.startswith(b"%PDF"):
        raise SourceError("kan ikke lese PDF")
    else:
        raise SourceError(f"kan ikke lese innhold av typen {fetched.kind[:60]}")
    if sum(len(text) for avsnitt in page for text in avsnitt.paragraphs) < _SHORTEST:
        raise SourceError("siden har nesten ingen tekst; kanskje lages den av skript i nettleseren")
    return page


def read_json(fetched: Fetched) -> Any:
    """Return the value that a page holds as JSON.

    Raises:
        SourceError: it does not.
    """
    try:
        return json.loads(fetched.content)
    except (ValueError, RecursionError) as error:
        raise SourceError("svaret er ikke JSON") from error


def _text(fetched: Fetched) -> str:
    """Return the text, by the charset that it is said to have, or by one that it can have."""
    found = _DECLARED.search(fetched.content[:4096])
    declared = (fetched.charset or (found[1].decode() if found else "")).lower()
    for charset in (_CHARSETS.get(declared, "utf-8"), "utf-8"):
        try:
            return fetched.content.decode(charset).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    return fetched.content.decode("cp1252", "replace")


def _pieces(html: str) -> list[_Piece]:
    parser, begins = _Parser(), clock.elapsed()
    try:
        for at in range(0, len(html), _SLICE):
            parser.feed(html[at : at + _SLICE])
            if clock.elapsed() - begins > _TIME_MAX:
                raise SourceError("siden er for stor eller for innviklet til å leses")
        parser.feed("<br>")  # its own close() takes minutes over comments that never end
    except AssertionError as error:  # the library's way to say that a declaration makes no sense
        raise SourceError("siden er ikke HTML som kan leses") from error
    parser.end_piece()
    return parser.pieces


def _main(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces that the page is about."""
    inside = [piece for piece in pieces if piece.article]
    if inside and len({piece.article for piece in inside}) == 1 and 2 * _size(inside) >= _size(pieces):
        return inside
    return [piece for piece in pieces if piece.main] or pieces


def _size(pieces: Iterable[_Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _avsnitt(pieces: Iterable[_Piece]) -> tuple[Avsnitt, ...]:
    found: list[tuple[int, str, list[str]]] = [(0, "", [])]
    for piece in pieces:
        if piece.level:
            found.append((piece.level, piece.text, []))
        else:
            found[-1][2].append(piece.text)
    return tuple(Avsnitt(level, heading, tuple(said)) for level, heading, said in found if heading or said)


def _marked(text: str) -> list[_Piece]:
    """Return the headings and lines of Markdown; of plain text, the lines."""
    pieces = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        heading = _MARKED.fullmatch(line)
        level, said = (len(heading[1]), heading[2]) if heading else (0, line)
        pieces.append(_Piece(level, said, 0, main=False))
    return pieces


class _Parser(HTMLParser):
    """Collects the pieces of a page, however badly its tags are nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[_Piece] = []
        self._open: list[tuple[str, str]] = []  # the tag, and what it is for us
        self._tags: Counter[str] = Counter()
        self._roles: Counter[str] = Counter()
        self._level, self._article, self._articles = 0, 0, 0
        self._said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        if tag in _HEADINGS or tag == "tr" or (tag in _BLOCKS and not self._roles["tr"]):
            self.end_piece()
        if tag in _CELLS and self._said:
            self._said.append(" | ")
        elif tag in _BLOCKS:
            self._said.append(" ")
        if tag in _VOID:
            return
        role = self._role(tag, dict(attrs))
        self._open.append((tag, role))
        self._tags[tag] += 1
        self._roles[role] += 1
        self._level = _HEADINGS.get(tag, self._level)
        if role == "article" and self._roles["article"] == 1:
            self._articles += 1

    def handle_endtag(self, tag: str) -> None:
        """Close a tag, and all that was left open in it; one that was never opened is passed over."""
        if not self._tags[tag]:
            return
        if tag in _HEADINGS or tag == "tr" or (tag in _BLOCKS and not self._roles["tr"]):
            self.end_piece()
        while True:
            closed, role = self._open.pop()
            self._tags[closed] -= 1
            self._roles[role] -= 1
            if closed in _HEADINGS:
                self._level = 0
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        """Take in words, where they are what the page is about."""
        inside = self._roles["main"] or self._roles["article"]
        if not self._roles["out"] and (inside or not self._roles["frame"]):
            self._said.append(data)

    def end_piece(self) -> None:
        """Put what was said since the last piece down as one."""
        text = " ".join("".join(self._said).split()).strip(" |")
        self._said.clear()
        if text:
            article = self._articles if self._roles["article"] else 0
            self.pieces.append(_Piece(self._level, text, article, main=self._roles["main"] > 0))

    @staticmethod
    def _role(tag: str, attrs: dict[str, str | None]) -> str:
        """Return what an element is for us: ``main``, ``article``, ``frame``, ``out``, ``tr``, or nothing special."""
        role = (attrs.get("role") or "").lower()
        tag = _ROLES.get(role, tag) if tag not in ("html", "body") else tag
        if tag in ("main", "article", "tr"):
            return tag
        named = f"{attrs.get('id') or ''} {attrs.get('class') or ''}"
        banner = tag not in ("html", "body") and _BANNER.search(named[:300])
        if tag in _LEFT_OUT or role in _DIALOGS or banner:
            return "out"
        return "frame" if tag in _FRAME else ""
