"""Find the rule or concept that a question asks for.

Every entry is known by the words of its title and other names, by the questions that its admins wrote for it, and
by the words of its answer. A question is held against them term by term, rare terms counting more. What an entry
cannot explain of the question counts against it: "hvor mange dagers fravær" must not find a rule about days.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.catalogue import PROGRAM
from bot.domain.topics import NEUTRAL, NO_EVIDENCE, TOPICS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.language import Reader
    from bot.domain.model import Oppslag
    from bot.domain.reading import Reading

MAX_CANDIDATES = 100
_MOST_JUDGED = 8
_TITLE, _EXAMPLE, _TEXT = 1.0, 0.95, 0.7
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


class _Example(NamedTuple):
    """One way to ask: its terms, its question words, and the square root of what its terms tell in all."""

    terms: frozenset[str]
    kinds: frozenset[str]
    length: float = 0.0


@dataclass(slots=True)
class _Document:
    oppslag: Oppslag
    vocabulary: Mapping[str, float]
    examples: tuple[_Example, ...]
    shortest: float = 0.0


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

    def __init__(self, oppslag: Sequence[Oppslag], reader: Reader) -> None:
        self._documents = [_document(o, reader) for o in oppslag]
        self._meanings = reader.meanings | {key for o in oppslag for name in _names(o) for key in reader.names(name)}
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        for number, document in enumerate(self._documents):
            for term, known_as in document.vocabulary.items():
                self._postings[term][number] = known_as
        self._light = reader.light | NEUTRAL | NO_EVIDENCE
        self._rarest = math.log(1 + max(1, len(self._documents)))
        self._weight = {term: self._telling(term) for term in self._postings}
        for document in self._documents:
            document.examples = tuple(
                e._replace(length=math.sqrt(sum(map(self.weight, e.terms)))) for e in document.examples
            )
            document.shortest = min((e.length for e in document.examples), default=0.0)

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
            hits.append(self._judge(self._documents[number], query, coverage))
        return sorted(hits, key=lambda h: (-round(h.score, 6), len(h.oppslag.tittel.nb), h.oppslag.id))[:limit]

    def _promising(self, query: _Query) -> list[tuple[float, float, int]]:
        """Return the best score that each entry can reach, its coverage and its number, the highest first.

        What a question shares with one example is no more than it shares with the entry at all, nor more than the
        example holds, and no example is shorter than the entry's shortest.
        """
        coverage = dict.fromkeys(self._candidates(query.weights), 0.0)
        shared = coverage.copy()
        for term, weight in query.weights.items():
            holding = self._postings.get(term, {})
            for number in coverage.keys() & holding.keys():
                coverage[number] += weight * holding[number]
                shared[number] += weight
        bonus = _KIND_FITS if query.strict else 0.0
        found = []
        for number, covered in coverage.items():
            length = max(math.sqrt(shared[number]), self._documents[number].shortest)
            likeness = shared[number] / (query.length * length) + bonus
            found.append((_COVERAGE * covered / query.total + _LIKENESS * likeness, covered / query.total, number))
        return sorted(found, reverse=True)[:_MOST_JUDGED]

    def weight(self, term: str) -> float:
        """Return how much *term* tells: rare ones more, words with a meaning in the trade more than plain ones."""
        found = self._weight.get(term)
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

    def _telling(self, term: str) -> float:
        share = 1.0 if term in self._meanings else _PLAIN
        return share * math.log(1 + len(self._documents) / len(self._postings[term]))

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
        for term in sorted(weights, key=lambda t: len(self._postings.get(t, ()))):
            for number in self._postings.get(term, ()):
                if len(found) >= MAX_CANDIDATES:
                    return list(found)
                found[number] = None
        return list(found)

    def _judge(self, document: _Document, query: _Query, coverage: float) -> Hit:
        likeness = _likeness(query, document.examples)
        score = _COVERAGE * coverage + _LIKENESS * likeness
        if query.numbers and likeness < _ALIKE:
            score *= _NO_NUMBER
        missing = query.terms - document.vocabulary.keys()
        if missing & TOPICS:
            score *= _TOPIC_MISSING
        known = query.terms - missing - NEUTRAL - NO_EVIDENCE
        named = coverage >= _HALF and any(document.vocabulary[t] == _TITLE for t in known)
        evidence = len(known & self._meanings) or int(named)
        return Hit(document.oppslag, score, coverage, missing, evidence, self.foreign(query.asking, missing))


def _names(oppslag: Oppslag) -> tuple[str, ...]:
    """Return what a concept is called; a rule has no name."""
    return (oppslag.tittel.nb, *oppslag.ogsa_kalt) if oppslag.kind == "begrep" else ()


def _likeness(query: _Query, examples: tuple[_Example, ...]) -> float:
    """Return how alike a question and the nearest example are, 0-1, and a little more or less for the question word.

    Where a number is asked for, only examples that ask for one are looked at.
    """
    best = 0.0
    for terms, kinds, length in examples:
        common = query.terms & terms
        if not common or (query.numbers and query.numbers.isdisjoint(kinds)):
            continue
        likeness = sum(map(query.weights.__getitem__, common)) / (query.length * length)
        if query.strict:
            likeness += -_KIND_MISFITS if query.strict.isdisjoint(kinds) else _KIND_FITS
        best = max(best, likeness)
    return best


def _document(oppslag: Oppslag, reader: Reader) -> _Document:
    vocabulary: dict[str, float] = {}
    examples: list[_Example] = []
    names = [oppslag.tittel.nb, oppslag.tittel.nn or "", *oppslag.ogsa_kalt]
    texts = [oppslag.svar.nb, oppslag.svar.nn or "", oppslag.hvorfor.nb if oppslag.hvorfor else ""]
    for text in texts:
        vocabulary.update(dict.fromkeys(reader.keys(text)[0], _TEXT))
    for question in oppslag.sporsmal:
        keys, asked = reader.keys(question)
        vocabulary.update(dict.fromkeys(keys, _EXAMPLE))
        examples.append(_Example(keys, asked))
    for name in filter(None, names):
        keys, _ = reader.keys(name)
        vocabulary.update(dict.fromkeys(keys, _TITLE))
        examples.append(_Example(keys, frozenset()))
    vocabulary.update(dict.fromkeys(oppslag.koder, _TITLE))
    return _Document(oppslag, vocabulary, tuple(e for e in examples if e.terms))
