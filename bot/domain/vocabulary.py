"""The words that stand in a set of texts, each as often as it does, filed as typing errors are looked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

MAX_WORD = 40
SHORTEST_PART = 3
_FOLD = str.maketrans({"å": "a", "ø": "o", "æ": "e", "ö": "o", "ä": "e", "é": "e"})

K = TypeVar("K")


def fold(word: str) -> str:
    """Spell *word* as on a keyboard without æ, ø and å.

    >>> fold('læreår') == fold('laereaar') == fold('lerear')
    True
    """
    return word.translate(_FOLD).replace("ae", "e").replace("oe", "o").replace("aa", "a")


class Vocabulary:
    """The *words* of some texts; with *before*, the words that it has, without *gone* and with *words*.

    *count* is how often each stands there, *stems* how many words share a stem. *folded* holds them by how they are
    spelled without æ, ø and å, *near* by their first letter and length, in order both.

    >>> Vocabulary(str, ["kode", "kode", "lære"]).count == Vocabulary(
    ...     str, ["kode"], Vocabulary(str, ["kode", "elev", "lære"]), ["elev"]
    ... ).count
    True
    """

    count: dict[str, int]
    stems: dict[str, int]
    folded: dict[str, tuple[str, ...]]
    near: dict[tuple[str, int], tuple[str, ...]]

    def __init__(
        self,
        stem: Callable[[str], str],
        words: Collection[str],
        before: Vocabulary | None = None,
        gone: Collection[str] = (),
    ) -> None:
        known = before.count if before else {}
        self.count = known.copy()
        for word, times in Counter(words).items():
            self.count[word] = self.count.get(word, 0) + times
        for word, times in Counter(gone).items():
            self.count[word] -= times
            if not self.count[word]:
                del self.count[word]
        turned = {word for word in {*words, *gone} if (word in known) != (word in self.count)}
        self.stems = before.stems.copy() if before else {}
        for word in turned:
            key = stem(word)
            self.stems[key] = self.stems.get(key, 0) + (1 if word in self.count else -1)
            if not self.stems[key]:
                del self.stems[key]
        long = ((fold(w), w) for w in turned if len(w) > SHORTEST_PART)
        self.folded = _filed(before.folded if before else {}, long)
        self.near = _filed(before.near if before else {}, _by_length(turned))


def _by_length(words: Iterable[str]) -> Iterator[tuple[tuple[str, int], str]]:
    return (((w[0], len(w)), w) for w in words if SHORTEST_PART <= len(w) <= MAX_WORD and w.isalpha())


def _filed(known: dict[K, tuple[str, ...]], turned: Iterable[tuple[K, str]]) -> dict[K, tuple[str, ...]]:
    """Return *known* with the words that have *turned*: those that are there go, those that are not come."""
    moved: dict[K, set[str]] = defaultdict(set)
    for key, word in turned:
        moved[key].add(word)
    found = known.copy()
    for key, words in moved.items():
        found[key] = tuple(sorted(words.symmetric_difference(known.get(key, ()))))
        if not found[key]:
            del found[key]
    return found
