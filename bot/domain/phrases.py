"""Phrases with a meaning, and where they stand in a text: the longest wins, pieces may stand apart."""

from __future__ import annotations

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
    """A set of phrases, each standing for the same atoms in all its inflections.

    >>> phrases = Phrases({'over to år': ('to_ar',), 'bruke … to år': ('to_ar',), 'pokode': ('kode',)})
    >>> phrases.at([stem(w) for w in words('over to år')], 0)
    (('to_ar',), 3)
    >>> list(phrases.apart([stem(w) for w in words('bruker vg1 på to år')]))
    ['to_ar']
    """

    def __init__(self, forms: Mapping[str, Atoms]) -> None:
        self._root: dict[str, _Node] = {}
        self._apart: dict[str, list[_Apart]] = {}
        self._single: dict[str, Atoms] = {}
        self._reach = 1
        for form, atoms in forms.items():
            self._add(form, atoms)

    def at(self, stems: list[str], position: int) -> tuple[Atoms, int]:
        """Return the atoms of the longest phrase that begins at *position*, and its length in words.

        What capital letters tell apart is tried first as it stands, then as if written small.
        """
        found = self._longest(stems[position : position + self._reach])
        if not found[0] and any(word.endswith("#") for word in stems[position : position + self._reach]):
            found = self._longest([unmarked(word) for word in stems[position : position + self._reach]])
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
        """Return the atoms of one word that was written as two or three ("lære kandidat", but not "i to")."""
        for length in range(min(_MOST_JOINED, len(stems) - position), 1, -1):
            if max(map(len, stems[position : position + length])) < _SHORTEST_PIECE:
                continue
            if atoms := self._single.get(stem("".join(stems[position : position + length]))):
                return atoms, length
        return (), 1

    def apart(self, stems: list[str]) -> Iterator[str]:
        """Yield the atoms of phrases that stand in pieces: "bruke … to år"."""
        present = set(stems)
        for position, word in enumerate(stems):
            for phrase in self._apart.get(word, ()):
                if phrase.pieces[1][0] in present and phrase.stands_at(stems, position):
                    yield from phrase.atoms

    def _add(self, form: str, atoms: Atoms) -> None:
        if GAP in form:
            pieces = tuple(tuple(map(stem, words(marked(piece)))) for piece in form.split(GAP))
            self._apart.setdefault(pieces[0][0], []).append(_Apart(pieces, atoms))
            return
        parts = words(marked(form))
        self._put([stem(part) for part in parts], atoms)
        if len(parts) == 1:
            self._single.setdefault(stem(parts[0]), atoms)
        elif len(parts) <= _MOST_JOINED and min(map(len, parts)) > 1:
            joined = stem("".join(parts))
            self._single.setdefault(joined, atoms)
            self._put([joined], atoms)

    def _put(self, stems: list[str], atoms: Atoms) -> None:
        nodes, node = self._root, None
        self._reach = max(self._reach, len(stems))
        for word in stems:
            node = nodes.setdefault(word, _Node())
            nodes = node.next
        if node is not None and not node.atoms:
            node.atoms = atoms


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
