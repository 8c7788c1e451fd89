"""Find the rule or concept that a question asks for.

Every entry is known by the words of its title and other names, by the questions that its admins wrote for it, and
by the words of its answer. A question is held against them term by term, rare terms counting more. What an entry
cannot explain of the question counts against it: "hvor mange dagers fravær" must not find a rule about days.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bot.domain.catalogue import PROGRAM
from bot.domain.entries import TITLE, ids
from bot.domain.topics import NEUTRAL, NO_EVIDENCE, TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.entries import Entry, Example
    from bot.domain.language import Reader
    from bot.domain.model import Oppslag
    from bot.domain.reading import Reading

Postings: TypeAlias = dict[str, dict[int, float]]
"""For each term the numbers of the entries that are known by it, in order, and how well."""

MAX_CANDIDATES = 100
_MOST_JUDGED = 8
_COVERAGE, _LIKENESS = 0.5, 0.5
_KIND_FITS, _KIND_MISFITS = 0.1, 0.2
_CONTEXT = 0.5
_UNKNOWN, _PLAIN = 0.3, 0.6
NUMBERS = frozenset({"?antall", "?varighet", "?pris", "?fag"})
_STRICT_KINDS = frozenset({"?naar", "?hvem", "?hvor", "?hvorfor"}) | NUMBERS
_NO_NUMBER = 0.5
_ALIKE = 0.55
_TOPIC_MISSING = 0.85
_HALF = 0.5
_SHORTEST, _FOREIGN = 3, 0.6
_ENOUGH, _PER_TRADE_WORD, _MOST_EVIDENCE, _WITHOUT_EVIDENCE = 0.48, 0.05, 3, 0.6


class Hit(NamedTuple):
    """An entry, how well it fits (0-1), and how much of the question its words explain (0-1).

    *missing* are the terms of the question that the entry does not know; *evidence* is how many trade words
    of the question it does know; a word of its own title is worth one. *foreign* is how much of what is asked are
    words that the entry does not know and that do not go with just any question (0-1).
    """

    oppslag: Oppslag
    score: float
    coverage: float
    missing: frozenset[str]
    evidence: int
    foreign: float

    @property
    def enough(self) -> bool:
        """True when the entry may be given as the answer: the more trade words agree, the less must the rest."""
        if not self.evidence:
            return self.score >= _WITHOUT_EVIDENCE
        return self.score >= _ENOUGH - _PER_TRADE_WORD * min(self.evidence, _MOST_EVIDENCE)


@dataclass(frozen=True, slots=True)
class _Query:
    """A question, weighed: *total* is what its terms tell in all, *length* the square root of it.

    *asking* are the terms of the sentences that ask.
    """

    weights: Mapping[str, float]
    terms: frozenset[str]
    asking: frozenset[str]
    total: float
    length: float
    strict: frozenset[str]
    numbers: frozenset[str]


class Index:
    """The entries of one snapshot, ready to be searched."""

    def __init__(self, entries: Sequence[Entry], reader: Reader, before: Index | None = None) -> None:
        self.entries = entries
        self.meanings = reader.meanings.union(*(entry.called for entry in entries))
        self._light = reader.light | NEUTRAL | NO_EVIDENCE
        self._rarest = math.log(1 + max(1, len(entries)))
        if before and before.meanings == self.meanings and ids(before.entries) == ids(entries):
            self._take_over(before)
        else:
            self.postings = _postings(entries)
            self.weights = {term: self._telling(term) for term in self.postings}
            self.lengths = [self._lengths(entry) for entry in entries]
        self._shortest = [min(lengths, default=0.0) for lengths in self.lengths]

    def _take_over(self, before: Index) -> None:
        """Make what is counted over the same entries as *before*, of which some have other words, from what was."""
        self.postings, self.weights, self.lengths = before.postings.copy(), before.weights.copy(), [*before.lengths]
        other = {n for n, (old, new) in enumerate(zip(before.entries, self.entries, strict=True)) if old is not new}
        terms = {term for n in other for term in self._refile(n, before.entries[n].vocabulary)}
        for term in terms:
            if term in self.postings:
                self.weights[term] = self._telling(term)
            else:
                del self.weights[term]
        for number in other.union(*(self.postings.get(term, ()) for term in terms)):
            self.lengths[number] = self._lengths(self.entries[number])

    def _refile(self, number: int, before: Mapping[str, float]) -> Iterator[str]:
        """Put an entry where its words are now; yield the terms that it is known by no more, anew or otherwise."""
        now = self.entries[number].vocabulary
        for term, _ in now.items() ^ before.items():
            holding = {n: known_as for n, known_as in self.postings.pop(term, {}).items() if n != number}
            if term in now:
                holding[number] = now[term]
            if holding:
                self.postings[term] = dict(sorted(holding.items()))
            yield term

    def _telling(self, term: str) -> float:
        share = 1.0 if term in self.meanings else _PLAIN
        return share * math.log(1 + len(self.entries) / len(self.postings[term]))

    def _lengths(self, entry: Entry) -> list[float]:
        """Return the square root of what the terms of each example tell in all."""
        weight = self.weights.__getitem__
        return [math.sqrt(sum(map(weight, terms))) for terms, _ in entry.examples]

    def search(self, reading: Reading, limit: int = 3) -> list[Hit]:
        """Return the best entries for *reading*, best first.

        Entries are weighed by the words they share first; how like a question is to their examples is looked at
        only where it can still lift an entry among the best, and for the most promising _MOST_JUDGED at most.
        """
        query = self._query(reading)
        if not query.weights:
            return []
        hits: list[Hit] = []
        for reachable, coverage, number in self._promising(query):
            if len(hits) >= limit and reachable < sorted(h.score for h in hits)[-limit]:
                break
            hits.append(self._judge(number, query, coverage))
        return sorted(hits, key=lambda h: (-round(h.score, 6), len(h.oppslag.tittel.nb), h.oppslag.id))[:limit]

    def _promising(self, query: _Query) -> list[tuple[float, float, int]]:
        """Return the best score that each entry can reach, its coverage and its number, the highest first.

        What a question shares with one example is no more than it shares with the entry at all, nor more than the
        example holds, and no example is shorter than the entry's shortest.
        """
        coverage = dict.fromkeys(self._candidates(query.weights), 0.0)
        shared = coverage.copy()
        for term, weight in query.weights.items():
            holding = self.postings.get(term, {})
            for number in coverage.keys() & holding.keys():
                coverage[number] += weight * holding[number]
                shared[number] += weight
        bonus = _KIND_FITS if query.strict else 0.0
        found = []
        for number, covered in coverage.items():
            length = max(math.sqrt(shared[number]), self._shortest[number])
            likeness = shared[number] / (query.length * length) + bonus
            found.append((_COVERAGE * covered / query.total + _LIKENESS * likeness, covered / query.total, number))
        return sorted(found, reverse=True)[:_MOST_JUDGED]

    def weight(self, term: str) -> float:
        """Return how much *term* tells: rare ones more, words with a meaning in the trade more than plain ones."""
        found = self.weights.get(term)
        return (1.0 if term.isdigit() else _UNKNOWN) * self._rarest if found is None else found

    def foreign(self, asking: frozenset[str], missing: frozenset[str]) -> float:
        """Return how much of the terms *asking* are *missing* ones that do not go with just any question (0-1).

        A word that nothing is known of tells as much here as a rare one that is known.
        """
        foreign = {t for t in asking & missing if len(t) >= _SHORTEST and t.isalpha()} - self._light
        if not foreign:
            return 0.0
        weights = {t: max(self.weight(t), _FOREIGN * self._rarest * (t in foreign)) for t in asking}
        return sum(map(weights.__getitem__, foreign)) / sum(weights.values())

    def _query(self, reading: Reading) -> _Query:
        """Weigh the terms; those of sentences that do not ask are context and count less."""
        weights: dict[str, float] = {}
        for term in reading.terms:
            if term.key.startswith(PROGRAM):
                continue
            share = 1.0 if term.sentence in reading.main else _CONTEXT
            weights[term.key] = max(weights.get(term.key, 0.0), share * self.weight(term.key))
        weights.update((kode, self.weight(kode)) for kode in reading.codes)
        strict = reading.kinds & _STRICT_KINDS
        total = sum(weights.values())
        asking = frozenset(t.key for t in reading.terms if t.sentence in reading.main) & weights.keys()
        return _Query(weights, frozenset(weights), asking, total, math.sqrt(total), strict, strict & NUMBERS)

    def _candidates(self, weights: Mapping[str, float]) -> list[int]:
        """Return the entries that share a term, by the rarest terms first, at most MAX_CANDIDATES."""
        found: dict[int, None] = {}
        for term in sorted(weights, key=lambda t: len(self.postings.get(t, ()))):
            for number in self.postings.get(term, ()):
                if len(found) >= MAX_CANDIDATES:
                    return list(found)
                found[number] = None
        return list(found)

    def _judge(self, number: int, query: _Query, coverage: float) -> Hit:
        entry = self.entries[number]
        likeness = _likeness(query, entry.examples, self.lengths[number])
        score = _COVERAGE * coverage + _LIKENESS * likeness
        if query.numbers and likeness < _ALIKE:
            score *= _NO_NUMBER
        missing = query.terms - entry.vocabulary.keys()
        if missing & TOPICS:
            score *= _TOPIC_MISSING
        known = query.terms - missing - NEUTRAL - NO_EVIDENCE
        named = coverage >= _HALF and any(entry.vocabulary[t] == TITLE for t in known)
        evidence = len(known & self.meanings) or int(named)
        return Hit(entry.oppslag, score, coverage, missing, evidence, self.foreign(query.asking, missing))


def _likeness(query: _Query, examples: Sequence[Example], lengths: Sequence[float]) -> float:
    """Return how alike a question and the nearest example are, 0-1, and a little more or less for the question word.

    Where a number is asked for, only examples that ask for one are looked at.
    """
    best = 0.0
    for (terms, kinds), length in zip(examples, lengths, strict=True):
        common = query.terms & terms
        if not common or (query.numbers and query.numbers.isdisjoint(kinds)):
            continue
        likeness = sum(map(query.weights.__getitem__, common)) / (query.length * length)
        if query.strict:
            likeness += -_KIND_MISFITS if query.strict.isdisjoint(kinds) else _KIND_FITS
        best = max(best, likeness)
    return best


def _postings(entries: Sequence[Entry]) -> Postings:
    found: Postings = defaultdict(dict)
    for number, entry in enumerate(entries):
        for term, known_as in entry.vocabulary.items():
            found[term][number] = known_as
    return dict(found)
