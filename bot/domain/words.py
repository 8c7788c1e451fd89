"""Words: how a text is cut into them, their stems, and what capital letters tell apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import Stemmer

if TYPE_CHECKING:
    from bot.domain.model import Malform

_NYNORSK = frozenset(
    "eg ikkje kva kven korleis kvifor kvar skule skulen skular frå berre nokon noko nokre vere vore eit ein lågare "
    "fyrste åra hjå difor sidan medan kjem gjeld seier heiter elevar vidaregåande utanlandsk desse dykk dei".split()
)
_NYNORSK_FYLKER = frozenset({"vestland", "møre og romsdal"})
_WORD = re.compile(r"§|[0-9]+[.](?=\s*[^\W\d]|$)|[^\W_]+#?")
_LETTER = re.compile(
    r"(?<=\S )([A-HJ-ZÆØ])(?=-en\b|-a\b|(?![\w-]))"
    r"|(?<![\w-])(?<![HhKk]va )(?<![Kk]a )([A-Za-hj-z])(?=-?\s?(?:kod|variant|året))"
    r"|(?<![\w-])([Ii])(?=-kod)"
)
_ACRONYM = re.compile(r"(?<![\w-])([A-ZÆØÅ]{2}|ViS|VIS)(?![\w])")
_stemmer = Stemmer.Stemmer("norwegian", 0)  # without its own cache, which it empties in one slow go


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the Snowball stem of a lower-case word; short words and numbers stay as they are.

    >>> stem('programområdekodene') == stem('programområdekoden')
    True
    """
    return str(_stemmer.stemWord(word)) if len(word) > 3 else word


def marked(text: str) -> str:
    """Mark what its capital letters tell apart: a letter of a code ("A-kode"), an acronym ("HO", not "ho").

    "Hva e koden" is dialect for "er", not the E-kode.

    >>> words(marked('vg1 HO med A-kode'))
    ['vg1', 'ho#', 'med', 'a#', 'kode']
    """
    if text.islower() and "-" not in text and min(map(len, text.split()), default=0) > 1:
        return text  # no letter stands alone, nothing is written large
    text = _LETTER.sub(lambda m: f" {(m[1] or m[2] or m[3]).casefold()}# ", text)
    return text if text.islower() else _ACRONYM.sub(lambda m: f"{m[1].casefold()}#", text)


def words(text: str) -> list[str]:
    """Cut *text* into lower-case words; hyphens and slashes part them.

    >>> words('6-pack for «voksne», 1. år')
    ['6', 'pack', 'for', 'voksne', '1.', 'år']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=16_384)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text of the knowledge, which is read more than once while it is loaded.

    >>> tokens('A-koden')
    ('a#', 'koden')
    """
    return tuple(words(marked(text)))


def unmarked(word: str) -> str:
    """Return an acronym without its mark; a single letter keeps it.

    >>> unmarked('ho#'), unmarked('a#')
    ('ho', 'a#')
    """
    return word.rstrip("#") if len(word) > 2 else word


def malform_of(text: str) -> Malform:
    """Return the målform that *text* is written in: nynorsk when one word can be nothing else.

    >>> malform_of('kva kode skal eg bruke?'), malform_of('hvilken kode skal jeg bruke?')
    ('nn', 'nb')
    """
    return "nn" if not _NYNORSK.isdisjoint(words(text)) else "nb"


def malform_in(fylke: str) -> Malform:
    """Return the målform that a fylke has chosen, bokmål where it has chosen none.

    Source: Språkrådet, språkvedtak of the fylkeskommunar (Vestland, Møre og Romsdal).

    >>> malform_in('Vestland'), malform_in('Oslo')
    ('nn', 'nb')
    """
    return "nn" if fylke.strip().casefold() in _NYNORSK_FYLKER else "nb"
