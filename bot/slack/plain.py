"""Text on its way in from Slack and out to it. Pure.

In: Slack's own marks are taken off, so that what is answered is what the person meant to write.
Out: the three characters that Slack gives a meaning are escaped, and nothing invisible is echoed.
"""

from __future__ import annotations

import re
import unicodedata

_TOKEN = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_STYLE = re.compile(r"(?<![^\W_])[*_~]+|[*_~]+(?![^\W_])|`+")
_QUOTED = re.compile(r"^[^\S\n]*>+ ?", re.MULTILINE)
_SPACES = re.compile(r"[^\S\n]+")
_ORDINARY = re.compile(r"[\n -~¡-¬®-ɏ–—‘’“”…]*")
# The quick way: words with single spaces between them, without any sign that could be a mark.
_UNMARKED = re.compile(r"[A-Za-z0-9.,:?!/-]+(?: [A-Za-z0-9.,:?!/-]+)*", re.ASCII)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Letters and marks that take no ink, though Unicode does not file them under format characters.
_BLANK = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f")


def question(text: str) -> str:
    """Return what a person wrote, without Slack's marks.

    >>> question("<@U012AB3CD> hva er *TPTIP1A---*?")
    'hva er TPTIP1A---?'
    >>> question("H1 &amp; H2 &lt;vg1&gt;")
    'H1 & H2 <vg1>'
    """
    if _UNMARKED.fullmatch(text):
        return text
    text = _TOKEN.sub(_without_mark, text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    text = _STYLE.sub("", _QUOTED.sub("", visible(text)))
    return _SPACES.sub(" ", text).strip()


def visible(text: str) -> str:
    r"""Remove control, bidi and zero-width characters; line breaks stay, other white space becomes a space.

    >>> visible("TPTIP\u200b1A---\u202e\tvg1")
    'TPTIP1A--- vg1'
    """
    if _ORDINARY.fullmatch(text):
        return text
    return "".join(_seen(character) for character in text)


def escape(text: str) -> str:
    """Escape what Slack would read as markup. Nothing else may be escaped.

    >>> escape("<!channel> & co")
    '&lt;!channel&gt; &amp; co'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def size(text: str) -> int:
    """Return the length as Slack's clients count it: an emoji outside the basic plane is two.

    >>> size("ab"), size("😀")
    (2, 2)
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, limit: int, pointer: str = "…") -> str:
    """Return *text*, cut to *limit* characters with *pointer* at the end when it was longer.

    The cut falls between words where one ends near enough.

    >>> clip("programområde", 8), clip("en kode for eleven", 12)
    ('program…', 'en kode for…')
    """
    if len(text) <= limit:
        return text
    room = max(limit - len(pointer), 0)
    space = text.rfind(" ", 0, room + 1)
    return text[: space if space > room * 0.8 else room].rstrip() + pointer


def escaped(text: str, limit: int) -> str:
    """Return *text* fit to be shown: nothing invisible, escaped, and at most *limit* long after that."""
    text = visible(text)
    result = escape(text)
    if 2 * len(result) <= limit:
        return result
    while size(result) > limit:
        # Escaping can make five characters of one: cut in proportion, at least one, until it fits.
        text = text[: min(len(text) - 2, len(text) * limit // size(result))].rstrip()
        result = f"{escape(text)}…"
    return result


def _seen(character: str) -> str:
    if character == "\n":
        return character
    if character.isspace():
        return " "
    hidden = character in _BLANK or unicodedata.category(character) in _INVISIBLE
    return "" if hidden else character


def _without_mark(match: re.Match[str]) -> str:
    """Keep the words of a link, nothing of a mention."""
    target, label = match[1], match[2]
    if target.startswith(("@", "!")):
        return ""
    if target.startswith("#"):
        return label or ""
    return label or target.removeprefix("mailto:")
