"""What a source says, as prints of its sentences: enough to tell that it has changed, not enough to copy it. Pure.

A page is cut into the parts that entries rest on (``punkt``), each part into sentences. Of what an admin has approved
only the prints are kept. What is different each time a page is fetched says nothing and is left out: stamps ("Sist
oppdatert …", "Lest 214 ganger"), copyright lines, numbers that stand alone.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

WHOLE = ""
"""The name of the part that is all of a page, for each ``punkt`` that no heading of it carries."""

_ALIKE = 90  # of 100: a heading with a letter more or less, "Koder gyldige fra 2026" is another one
_SPLIT = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«\"§])")
_NUMBER = re.compile(r"^\d+(\.\d+)*\.?\s+(?=[A-ZÆØÅ])")
_FIGURES = re.compile(r"\d+").findall
_NO_WORD = re.compile(r"[\W_]+")
_FINER = re.compile(r"[:;,(]")
_PLAIN = str.maketrans({**dict.fromkeys("‘’‚′`´", "'"), **dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‐‑‒–—−", "-")})
_MONTH = r"jan\w*|feb\w*|mar[st]?\w*|apr\w*|ma[iy]|jun\w*|jul\w*|aug\w*|sep\w*|o[kc]t\w*|nov\w*|de[sc]\w*"
_WHEN = rf"(?:[\d\s.,:/+-]|kl|utc|gmt|den|on|at|T|Z|\b(?:{_MONTH})\b)*"
_STAMP = re.compile(
    rf"(?:(?:sist|side[nr]?|last|sida)?\s*(?:endret|endra|oppdatert|publisert|redigert|generert|skrevet ut|hentet"
    rf"|updated|modified|published|generated)[\s:]*{_WHEN}|(?:©|\(c\)|copyright).*"
    rf"|(?:(?:siden|sida|denne siden) er )?(?:visninger|lest|besøkt?|views)[\s:]*[\d\s.]+(?:ganger|times)?)\W*",
    re.IGNORECASE,
)


class Avsnitt(NamedTuple):
    """A heading, how deep it stands (1-6; 0 for what comes before the first), and the paragraphs below it."""

    level: int
    heading: str
    paragraphs: tuple[str, ...]


class Change(NamedTuple):
    """The sentences that nobody has approved, and how many of the approved ones are gone."""

    news: tuple[str, ...]
    gone: int


def parts(page: Sequence[Avsnitt], punkter: Iterable[str], known: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    """Return the sentences of each part of *page* that *punkter* name.

    A ``punkt`` without a heading of its own rests on the whole page, `WHOLE`. Only when it had one before (it is among
    the *known* parts) its part is empty instead: then the section is gone, and that is a change.
    """
    found: dict[str, tuple[str, ...]] = {}
    headings = [_plain_words(avsnitt.heading) for avsnitt in page]
    for punkt in dict.fromkeys(punkter):
        at = _heading(headings, punkt)
        if at is not None:
            found[punkt] = _sentences(_section(page, at))
        elif punkt and punkt in known:
            found[punkt] = ()
        else:
            found[WHOLE] = _sentences(page)
    return found


def part_of(punkt: str, known: Collection[str]) -> str:
    """Return which of the *known* parts of a source *punkt* rests on."""
    return punkt if punkt in known else WHOLE


def print_of(sentence: str) -> str:
    """Return the print of a sentence. White space, hyphenation, quotation marks and dashes do not count.

    >>> print_of("Frist:  1. november – «fast»") == print_of('Frist: 1. novem\u00adber - "fast"')
    True
    """
    return sha256(_normal(sentence).encode()).hexdigest()[:16]


def compare(approved: Collection[str], sentences: Iterable[str]) -> Change:
    """Return what *sentences* say that the *approved* prints do not hold. Their order does not count."""
    now = {print_of(sentence): sentence for sentence in sentences}
    news = tuple(sentence for mark, sentence in now.items() if mark not in approved)
    return Change(news, len(set(approved) - now.keys()))


def print_of_all(seen: Mapping[str, Iterable[str]]) -> str:
    """Return one print of what was *seen* of a source: the prints of its parts."""
    told = sorted((part, sorted(prints)) for part, prints in seen.items())
    return sha256(repr(told).encode()).hexdigest()[:16]


def _heading(headings: list[str], punkt: str) -> int | None:
    """Return which heading *punkt* means: its own words, or else those before its first colon, comma or bracket."""
    for words in dict.fromkeys((_plain_words(punkt), _plain_words(_FINER.split(punkt)[0]))):
        # «Vg1 over to år» and «Vg2 over to år» are as alike as a misprint: figures have to be the same.
        same = {at: heading for at, heading in enumerate(headings) if _FIGURES(heading) == _FIGURES(words)}
        best = process.extractOne(words, same, scorer=fuzz.ratio, score_cutoff=_ALIKE) if len(words) > 2 else None
        if best:
            return int(best[2])
    return None


def _section(page: Sequence[Avsnitt], at: int) -> Iterator[Avsnitt]:
    """Yield the section that begins there, with all that stands deeper."""
    yield page[at]
    for avsnitt in page[at + 1 :]:
        if avsnitt.level <= page[at].level:
            return
        yield avsnitt


def _sentences(page: Iterable[Avsnitt]) -> tuple[str, ...]:
    """Return what is said, each sentence once, without what is different each time."""
    paragraphs = (text for avsnitt in page for text in (avsnitt.heading, *avsnitt.paragraphs))
    said = (" ".join(one.split()) for text in paragraphs for one in _SPLIT.split(text))
    return tuple(dict.fromkeys(one for one in said if _counts(one)))


def _counts(sentence: str) -> bool:
    if not any(character.isalpha() for character in sentence):
        return "|" in sentence  # a row of a table may hold figures alone
    return not (len(sentence) <= 120 and _STAMP.fullmatch(sentence))


def _normal(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def _plain_words(text: str) -> str:
    """Return a heading as it is compared: no number before it, no marks, small letters."""
    return _NO_WORD.sub(" ", _NUMBER.sub("", _normal(text))).casefold().strip()
