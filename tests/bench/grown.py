"""Knowledge and inputs to measure speed with: more entries than are shipped, and texts that nobody would write.

Everything is drawn from a seed, so that every run measures the same.
"""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from bot.domain.model import Text
from bot.domain.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.domain.model import Kunnskap, Oppslag

LONGEST_INPUT = 5000
_OTHER_WORD, _COMPOUND = 0.25, 0.35
_BLOCKS = ((0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x52F), (0x200B, 0x206F), (0x4E00, 0x9FFF), (0x1F300, 0x1FAFF))
_CODE_SIGNS = "ABDEHTPBYVGIKxX0123456789-–ОІ"
_MARKS = ["<!channel>", "&lt;", "*", "`", "'; drop table --", "?", "1.", "§", "\n", "…", "%", ".*"]


def grow(kunnskap: Kunnskap, size: int, seed: int = 2) -> Kunnskap:
    """Return *kunnskap* with *size* entries: the shipped ones, then copies in which two words in five are others.

    Half of the new words are compounds that no text holds, so that the vocabulary grows with the entries, as it
    would if people wrote them.
    """
    random = Random(seed)  # noqa: S311 - every run must draw the same
    shipped = kunnskap.oppslag
    known = vocabulary(shipped)
    copies = (_copy(shipped[n % len(shipped)], n, known, random) for n in range(len(shipped), size))
    return replace(kunnskap, oppslag=(*shipped, *copies))


def vocabulary(oppslag: Iterable[Oppslag]) -> list[str]:
    """Return the words of the questions and answers, in order, each as often as it stands there."""
    return sorted(word for o in oppslag for text in (*o.sporsmal, o.svar.nb) for word in words(text))


def inputs(count: int, known: list[str], seed: int = 3) -> list[str]:
    """Return *count* texts of 1 to 5,000 characters: words, misspelled words, code-like and other noise."""
    random = Random(seed)  # noqa: S311 - as above
    return [_input(random, known, _length(random)) for _ in range(count)]


def _copy(oppslag: Oppslag, number: int, known: list[str], random: Random) -> Oppslag:
    def vary(text: str) -> str:
        return " ".join(_other(word, known, random) for word in text.split())

    def both(text: Text) -> Text:
        return Text(vary(text.nb), vary(text.nn) if text.nn else None)

    return replace(
        oppslag,
        id=f"{oppslag.id}-{number}",
        tittel=both(oppslag.tittel),
        svar=both(oppslag.svar),
        sporsmal=tuple(map(vary, oppslag.sporsmal)),
        ogsa_kalt=tuple(map(vary, oppslag.ogsa_kalt)),
    )


def _other(word: str, known: list[str], random: Random) -> str:
    drawn = random.random()
    if drawn < _OTHER_WORD:
        return random.choice(known)
    return random.choice(known) + random.choice(known) if drawn < _COMPOUND else word


def _length(random: Random) -> int:
    """Return a length at which short and long texts are equally common."""
    return round(math.exp(random.uniform(0, math.log(LONGEST_INPUT))))


def _input(random: Random, known: list[str], length: int) -> str:
    draw = random.choice(_KINDS)
    text = ""
    while len(text) < length:
        text += draw(random, known)
    return text[:length]


def _words(random: Random, known: list[str]) -> str:
    return " ".join(random.choices(known, k=50)) + random.choice(" .?,\n")


def _misspelled(random: Random, known: list[str]) -> str:
    return " ".join(_typo(word, random) for word in random.choices(known, k=50)) + " "


def _typo(word: str, random: Random) -> str:
    """Return *word* with one letter put in and two beside each other swapped."""
    at = random.randrange(len(word))
    word = word[:at] + random.choice("abdeikmnorstuvxyæøå") + word[at:]
    at = random.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _run_together(random: Random, known: list[str]) -> str:
    return "".join(random.choices(known, k=50))


def _code_like(random: Random, known: list[str]) -> str:
    signs = "".join(random.choices(_CODE_SIGNS, k=random.randint(7, 12)))
    return f"{signs}{random.choice((' ', ' ', ', ', ' ' + random.choice(known) + ' '))}"


def _noise(random: Random, known: list[str]) -> str:
    low, high = random.choice(_BLOCKS)
    signs = "".join(chr(random.randint(low, high)) for _ in range(random.randint(1, 40)))
    return signs + random.choice((" ", "", random.choice(_MARKS), random.choice(known)))


_KINDS: tuple[Callable[[Random, list[str]], str], ...] = (_words, _misspelled, _run_together, _code_like, _noise)
