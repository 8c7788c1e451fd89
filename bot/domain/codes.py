"""A programområdekode: read what was typed, and find codes in a sentence.

Ten positions (Registreringshåndboken, A03)::

    T P T I P 1 D - - -
    1-2   utdanningsprogram
    1-5   programområde, the stem; ``xxxxx`` stands for any stem
    6     trinn: 0 grunnskole, 1-3 vg1-vg3, 4 after a fag- or svennebrev
    1-6   grunnkode, set by Udir through Grep
    7-10  variant, set by VIGO Kodeverksgruppe

Input is forgiven but never changed in silence: case, spaces, Slack's formatting, typographic dashes,
underscores and missing dashes at the end are put right; look-alike letters are refused, with the
spelling that was probably meant.

>>> parse('pbpby4vo').kode
'PBPBY4VO--'
>>> parse('TPTIP1H—--').kode.grunnkode
'TPTIP1'
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain import refusals

LENGTH = 10
MAX_CODES = 20

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\ufe58\ufe63\uff0d_"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_LOOK_ALIKE = str.maketrans("АВЕЅІЈКМНОРСТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTXYABEZHIKMNOPTYX")
_AS_LETTER = str.maketrans("01583", "OISBE")
_AS_DIGIT = str.maketrans("OILZ", "0112")
_CODE_LIKE = re.compile(r"(?<![\w-])(?:x{5}|[^\W_]{5})[0-9OoIl](?:[A-Za-z0-9-]{0,9})(?![\w])")
_STRICT = re.compile(r"(?<![\w-])(?:x{5}|X{5}|[A-Za-z]{5})[0-9][A-Za-z0-9-]{0,9}(?=$|[\s,;:!?)\]»”\"'*~`/]|\.(?:\s|$))")
_BEGINS = re.compile(r"[A-Za-z]{5}[0-4]\S")
_R94 = re.compile(r"R94(GK1|VKI)-{0,4}")


class Programomradekode(str):
    """A code of the right form: ten characters, nothing said yet about whether it exists.

    >>> kode = Programomradekode('PBPBY4VO--')
    >>> kode.stem, kode.trinn, kode.grunnkode, kode.variant
    ('PBPBY', '4', 'PBPBY4', 'VO--')
    """

    __slots__ = ()

    @property
    def stem(self) -> str:
        """Return positions 1-5."""
        return self[:5]

    @property
    def trinn(self) -> str:
        """Return position 6."""
        return self[5]

    @property
    def grunnkode(self) -> str:
        """Return positions 1-6, as printed on vitnemål and kompetansebevis."""
        return self[:6]

    @property
    def variant(self) -> str:
        """Return positions 7-10."""
        return self[6:]

    @property
    def is_pattern(self) -> bool:
        """True for ``xxxxx1H---``: any stem."""
        return self.startswith("xxxxx")


class Parsed(NamedTuple):
    """A code, and whether more than case and surrounding space had to be put right."""

    kode: Programomradekode
    corrected: bool


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, cleaned of everything that is forgiven; *raw* is kept for comparison."""

    raw: str
    clean: str


def parse(raw: str) -> Parsed:
    """Read one typed code.

    Raises `InvalidCode` with kind ``tom``, ``flere_koder``, ``ugyldig_tegn``, ``ukjent_niva`` or
    ``feil_lengde``; its suggestion is the corrected code where there is only one way to correct it.

    >>> parse('xxxxx3G2---')          # the handbook itself prints eleven characters
    Parsed(kode='xxxxx3G2--', corrected=True)
    >>> parse('GSFOVO----')
    Traceback (most recent call last):
    bot.errors.InvalidCode: Tegn 6 er bokstaven «O», men der skal det stå et siffer.
    """
    typed = _clean(raw)
    if not typed.clean:
        raise refusals.empty()
    if len(find(raw)) > 1:
        raise refusals.several()
    if _R94.fullmatch(typed.clean):
        return Parsed(Programomradekode(typed.clean.ljust(LENGTH, "-")), corrected=False)
    _check_characters(typed)
    return Parsed(_to_length(typed), _differs(typed))


def find(text: str) -> list[str]:
    """Return the stretches of *text* that look like codes, in order, each once.

    >>> find('er det TPTIP1D--- eller tptip1e i år?')
    ['TPTIP1D---', 'tptip1e']
    """
    folded = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).translate(_DASHES)
    return list(dict.fromkeys(m.group() for m in _STRICT.finditer(folded)))


def looks_like_codes(text: str) -> bool:
    """True when *text* is one or more attempts at a code, rather than a question.

    >>> looks_like_codes('VGT1P1H--- PBPBY3'), looks_like_codes('kode for lærling'), looks_like_codes('frist')
    (True, False, False)
    """
    words = re.split(r"[\s,;]+", unicodedata.normalize("NFKC", text).translate(_INVISIBLE).strip(" `*~\"'"))
    return all(_resembles(word) for word in words) or bool(find(text) and len(words) == len(find(text)))


def _resembles(word: str) -> bool:
    """True for a word that nobody would write but to name a code."""
    plain = word.translate(_DASHES).strip("`*~\"'.")
    return (
        bool(_CODE_LIKE.fullmatch(plain) or _BEGINS.match(plain))
        or plain.endswith("--")
        or (len(plain) > 2 and set(plain) == {"-"})
    )


def _clean(raw: str) -> _Typed:
    text = unicodedata.normalize("NFKC", raw).translate(_INVISIBLE).strip()
    for mark in "`*~_\"'":
        if len(text) > 2 and text[0] == mark == text[-1]:
            text = text[1:-1]
    text = text.strip("`*~\"'«»“”.,;:?! \t\r\n").removeprefix("v.").translate(_DASHES)
    text = re.sub(r"\s+", "", text)
    upper = text.upper()
    return _Typed(raw.strip(), "xxxxx" + upper[5:] if upper.startswith("XXXXX") else upper)


def _differs(typed: _Typed) -> bool:
    kode = _to_length(typed)
    return kode.upper() != typed.raw.upper()


def _check_characters(typed: _Typed) -> None:
    """Raise for the first character that cannot stand where it stands."""
    for index, char in enumerate(typed.clean[:LENGTH]):
        if index < 5 and (char == "x" or ("A" <= char <= "Z")):
            continue
        if index == 5 and char.isascii() and char.isdigit():
            if char > "4":
                raise refusals.unknown_trinn(char)
            continue
        if index > 5 and (char == "-" or (char.isascii() and char.isalnum())):
            continue
        suggestion = _look_alike(typed.clean)
        if index == 5 and len(typed.clean) <= 6 and suggestion is None:
            raise refusals.too_short(len(typed.clean))
        raise refusals.bad_character(typed.clean, index, suggestion)


def _look_alike(clean: str) -> str | None:
    """Return *clean* with letters and digits that look alike exchanged, when that makes a code."""
    latin = clean.translate(_LOOK_ALIKE)
    guess = latin[:5].translate(_AS_LETTER) + latin[5:6].translate(_AS_DIGIT) + latin[6:]
    guess = guess.rstrip("-") if len(guess) > LENGTH else guess
    form = re.fullmatch(r"[A-Z]{5}[0-4][A-Z0-9-]{0,4}", guess.ljust(6, "?"))
    return guess.ljust(LENGTH, "-") if form else None


def _to_length(typed: _Typed) -> Programomradekode:
    """Pad with dashes to ten characters; refuse what is too short or too long.

    The handbook prints ``xxxxx3G2---`` with one dash too many: that one is forgiven.
    """
    clean = typed.clean
    if len(clean) < 6:
        raise refusals.too_short(len(clean))
    if len(clean) <= LENGTH or clean == "xxxxx3G2---":
        return Programomradekode(clean[:LENGTH].ljust(LENGTH, "-"))
    raise refusals.too_long(len(clean), clean[:LENGTH] if set(clean[LENGTH:]) == {"-"} else None)
