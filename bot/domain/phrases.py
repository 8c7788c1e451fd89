"""Phrases with a meaning, and where they stand in a text: the longest wins, pieces may stand apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.words import marked, stem, unmarked, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

GAP = "…"
GAP_WORDS = 5
_MOST_JOINED = 3
_SHORTEST_PIECE = 3

Atoms = tuple[str, ...]


class Phrases:
    """A set of phrases, each standing for the same atoms in all its inflections. *words* stand in them, by atoms.

    >>> phrases = Phrases({'over to år': ('to_ar',), 'bruke … to år': ('to_ar',), 'pokode': ('kode',)})
    >>> phrases.at([stem(w) for w in words('over to år')], 0)
    (('to_ar',), 3)
    >>> [(atoms, n) for atoms, n, _ in phrases.apart([stem(w) for w in words('bruker vg1 på to år')])]
    [(('to_ar',), 0)]
    """

    def __init__(self, forms: Mapping[str, Atoms]) -> None:
        self._root: dict[str, _Node] = {}
        self._apart: list[_Apart] = []
        self._single: dict[str, Atoms] = {}
        self._reach = 1
        self.words: dict[Atoms, list[str]] = {}
        for form, atoms in forms.items():
            self._add(form, atoms)
        self._by_rarest = _by_rarest(self._apart)

    def at(self, stems: list[str], position: int) -> tuple[Atoms, int]:
        """Return the atoms of the longest phrase that begins at *position*, and its length in words.

        What capital letters tell apart is tried first as it stands, then as if written small.
        """
        ahead = stems[position : position + self._reach]
        if not ahead or (ahead[0] not in self._root and "#" not in ahead[0]):
            return (), 1
        found = self._longest(ahead)
        if not found[0] and "#" in "".join(ahead):
            found = self._longest([unmarked(word) for word in ahead])
        return found

    def _longest(self, stems: list[str]) -> tuple[Atoms, int]:
        nodes, length = self._root, 1
        atoms: Atoms = ()
        for number, word in enumerate(stems, start=1):
            node = nodes.get(word)
            if node is None:
                break
            if node.atoms:
                atoms, length = node.atoms, number
            nodes = node.next
        return atoms, length

    def written_apart(self, stems: list[str], position: int) -> tuple[Atoms, int]:
        """Return the atoms of one word that was written as two or three ("lære kandidat", not "på bygg")."""
        for length in range(min(_MOST_JOINED, len(stems) - position), 1, -1):
            if len(stems[position]) < _SHORTEST_PIECE:
                continue
            if atoms := self._single.get(stem("".join(stems[position : position + length]))):
                return atoms, length
        return (), 1

    def apart(self, stems: list[str]) -> Iterator[tuple[Atoms, int, frozenset[str]]]:
        """Yield the atoms of phrases that stand in pieces ("bruke … to år"), where each begins, and its words."""
        present = dict.fromkeys(stems)
        for word in present:
            for phrase in self._by_rarest.get(word, ()):
                if phrase.words <= present.keys():
                    begin = phrase.pieces[0][0]
                    starts = (n for n, w in enumerate(stems) if w == begin and phrase.stands_at(stems, n))
                    yield from ((phrase.atoms, n, phrase.words) for n in starts)

    def _add(self, form: str, atoms: Atoms) -> None:
        pieces = [words(marked(piece)) for piece in form.split(GAP)]
        self.words.setdefault(atoms, []).extend(word for piece in pieces for word in piece)
        stems = [[stem(word) for word in piece] for piece in pieces]
        if len(pieces) > 1:
            self._apart.append(_Apart(tuple(map(tuple, stems)), atoms, frozenset().union(*stems)))
            return
        parts = pieces[0]
        self._put(stems[0], atoms)
        if len(parts) == 1:
            self._single.setdefault(stems[0][0], atoms)
        elif len(parts) <= _MOST_JOINED and min(map(len, parts)) > 1:
            joined = stem("".join(parts))
            if len(joined) <= sum(map(len, parts[:-1])):
                return  # the stemmer took the last word for an ending
            self._single.setdefault(joined, atoms)
            self._put([joined], atoms)

    def _put(self, stems: list[str], atoms: Atoms) -> None:
        nodes, node = self._root, None
        self._reach = max(self._reach, len(stems))
        for word in stems:
            node = nodes.get(word)
            if node is None:
                node = nodes[word] = _Node()
            nodes = node.next
        if node is not None and not node.atoms:
            node.atoms = atoms


def _by_rarest(phrases: list[_Apart]) -> dict[str, list[_Apart]]:
    """Return *phrases* by the one of their words that the fewest have: few are looked at for a text."""
    count = Counter(word for phrase in phrases for word in phrase.words)
    found: dict[str, list[_Apart]] = {}
    for phrase in phrases:
        found.setdefault(min(phrase.words, key=lambda word: (count[word], word)), []).append(phrase)
    return found


class _Node:
    """A word on the way into a phrase: what the phrase means if it ends here, and how it may go on."""

    __slots__ = ("atoms", "next")

    def __init__(self) -> None:
        self.atoms: Atoms = ()
        self.next: dict[str, _Node] = {}


class _Apart(NamedTuple):
    """A phrase whose pieces stand in order with at most GAP_WORDS words between them."""

    pieces: tuple[tuple[str, ...], ...]
    atoms: tuple[str, ...]
    words: frozenset[str]

    def stands_at(self, stems: list[str], position: int) -> bool:
        """True when the first piece stands at *position* and the others follow."""
        for number, piece in enumerate(self.pieces):
            reach = GAP_WORDS if number else 0
            starts = range(position, min(position + reach, len(stems) - len(piece)) + 1)
            start = next((n for n in starts if tuple(stems[n : n + len(piece)]) == piece), None)
            if start is None:
                return False
            position = start + len(piece)
        return True
