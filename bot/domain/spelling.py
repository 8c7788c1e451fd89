"""Put a misspelled word right against the words that the knowledge uses.

Word by word, after exact look-ups, and against at most a few hundred candidates: the work for one word does
not grow with the length of the question (reliability: one 4,000-character query against everything took 2 s).
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from bot.domain.vocabulary import MAX_WORD, SHORTEST_PART, Vocabulary, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

MAX_CANDIDATES = 300
_LONG = 10
_CHEAP, _DEAR = 1.5, 3.5
_BEST = 12
_INFLECTIONS = frozenset(
    ["", *"e a en et er ar ene ane ens ets ers s es t te de dde est ere ast ande ende inga ingen i ut".split()]
)
_CLIPPED = "li"
_NORTHERN = ("an", "ån")
_TOO_FAR = 99.0


class Speller:
    """Know words, and find the known word that an unknown one was meant to be.

    *trade* are the words that the knowledge uses, as often as it does: a misspelling may become one of them.
    *ordinary* are correct words that must be left alone. *stem* maps inflected forms of a word to one key.
    With *before*, it knows what that one does, but for the trade words that are *gone*, and *trade* too.
    """

    def __init__(
        self,
        trade: Collection[str],
        ordinary: Iterable[str],
        stem: Callable[[str], str],
        before: Speller | None = None,
        gone: Collection[str] = (),
    ) -> None:
        self._stem = stem
        self.ordinary: frozenset[str] = before.ordinary if before else frozenset(ordinary)
        self.ordinary_stems: frozenset[str] = (
            before.ordinary_stems if before else frozenset(stem(w) for w in self.ordinary if len(w) > SHORTEST_PART)
        )
        self.trade: Vocabulary = Vocabulary(stem, trade, before.trade if before else None, gone)

    def has_stem(self, stem: str) -> bool:
        """True when a trade word has that stem."""
        return stem in self.trade.stems

    def knows(self, word: str) -> bool:
        """True when *word* or another form of it is spelled as the knowledge or the dictionary spells it."""
        if self._has(word):
            return True
        stem = self._stem(word)
        return (stem in self.trade.stems or stem in self.ordinary_stems) and word[len(stem) :] in _INFLECTIONS

    def correct(self, word: str) -> tuple[str, ...]:
        """Return the words that *word* stands for: itself, its correction, or the parts of a compound.

        A word that is neither known nor close to a known one comes back as it is.
        """
        letters = sum(map(str.isalpha, word))
        if self.knows(word) or letters < SHORTEST_PART or len(word) > MAX_WORD:
            return (word,)
        if folded := self.trade.folded.get(fold(word)):
            return folded[-1:]
        if word.endswith(_NORTHERN) and self.knows(word[:-2] + "ene"):
            return (word[:-2] + "ene",)
        if word.endswith(_CLIPPED) and self.knows(word + "g"):
            return (word + "g",)
        closest, cost = self._closest(word)
        if cost <= _CHEAP:
            return (closest,)
        return self._split(word) or ((closest,) if cost <= _DEAR else (word,))

    def _split(self, word: str) -> tuple[str, ...]:
        """Split a compound into two known words, with a joining s or e between them if need be."""
        for cut in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            head, tail = word[:cut], word[cut:]
            if not self._part(tail):
                continue
            if self._part(head):
                return head, tail
            if head[-1] in "se" and self._part(head[:-1]):
                return head[:-1], tail
        return ()

    def _part(self, word: str) -> bool:
        """True for a word that may stand in a compound; short ones only where they are trade words."""
        if len(word) <= SHORTEST_PART:
            return word in self.trade.count
        return self._has(word) or self._stem(word) in self.trade.stems

    def _has(self, word: str) -> bool:
        return word in self.trade.count or word in self.ordinary

    def _closest(self, word: str) -> tuple[str, float]:
        """Return the known word that costs least to reach, and what it costs: too much if the length forbids it."""
        most = 1 if len(word) <= SHORTEST_PART else 2 if len(word) < _LONG else 3
        found: list[tuple[float, int, str]] = []
        for first in dict.fromkeys(word[:2]):
            lengths = sorted(range(len(word) - most, len(word) + most + 1), key=lambda n: abs(n - len(word)))
            every = chain.from_iterable(self.trade.near.get((first, n), ()) for n in lengths)
            candidates = list(islice(every, MAX_CANDIDATES))
            near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=most, limit=_BEST)
            found.extend((distance / 2 + _other_letters(word, w), -self.trade.count[w], w) for w, distance, _ in near)
        cost, _, best = min(found, default=(_TOO_FAR, 0, ""))
        return best, cost if cost <= _allowed(word) else _TOO_FAR


def _allowed(word: str) -> float:
    """Return how much a misspelling may cost: short words bear little."""
    if len(word) <= SHORTEST_PART:
        return 1.5
    return 2.5 if len(word) < _LONG else 3.5


def _other_letters(word: str, other: str) -> int:
    """Count the letters that only one of two words has: "kontakrt" is "kontrakt" rather than "kontakt".

    Once they are sorted, these are the letters that have to be put in or taken out.
    """
    return Indel.distance("".join(sorted(word)), "".join(sorted(other)))
