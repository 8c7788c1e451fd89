"""Find the rows of the Årshjul that a question is about, by the words in them.

A row is known by its text, its roles, its reports and its category. A question is held against it term by term,
rare terms counting more; what a row cannot explain of the question counts against it, so that nobody who asks for
the Easter holidays is told the autumn ones. Words that tell what kind of row is meant count twice: an answer
from Udir is no delivery to Udir.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.frist import Frist
    from bot.domain.language import Reader
    from bot.domain.reading import Reading

ROLLE = "rolle:"
SENTRAL = "rolle:sentral"
FYLKET = "rolle:fylket"
_ENDS = frozenset({"forste_dato", "siste_dato"})
_DELIVERIES = frozenset({"forste_levering", "endelig"})
_PAIRS = (_ENDS, _DELIVERIES)
_QUALIFIERS = _ENDS | {"forste_levering", "endelig", "levering", "host", "var"}
_SEASONS = frozenset({"host", "var"})
_NAME = 0.25
_HOLIDAYS = ("vinterferie", "hostferie")
_AUTUMN = 8
_HVA, _ROLES, _ID, _COMMENT = 1.0, 0.9, 0.9, 0.6
_UNKNOWN = 0.5
_DELIVERY = "levering"
_LAST_DAY, _FIRST_OF_TWO = "frist", "1-levering"
_REMINDER = re.compile(r"\bhusk!|\bse \d", re.IGNORECASE)
_NUMBER = re.compile(r"\d+\.?$")
_CONTEXT = 0.4
_FILES = {
    "karakterer": "ssbresultat",
    "eksamen": "ssbresultat",
    "elev": "ssbelev",
    "fagstatus": "ssbelev",
    "kontrakter": "ssbkontrakt",
    "avlagte_prover": "ssbkontrakt",
}
_RECEIVERS = frozenset({"conexus", "fpvs", "lanekassen"})
_CONTENTS = frozenset({*_FILES.values(), "elev", "tall"})
_SPENT = frozenset({"karakterer", "elev", "kontrakter", "tall"})
_STATISTICS = frozenset({"tall", "kostra", "ftp", "tilbakemelding", "rolle:ssb", "rolle:udir"})
_ELSEWHERE = frozenset({"ot", "publisering", "import", "terminkarakterer"})
_DECIDES = frozenset(
    {"tilbakemelding", "rett", "privatskole", "lanekassen", "fpvs", "conexus", "ssbelev", "ssbresultat", "ssbkontrakt"}
)


class Treff(NamedTuple):
    """A row and how much of the question it explains, 0-1."""

    frist: Frist
    score: float


class FristIndex:
    """The rows of every wheel, by their words."""

    def __init__(self, rows: Iterable[Frist], reader: Reader) -> None:
        self._rows = {row.key: row for row in rows}
        self._words = {key: _words(row, reader) for key, row in self._rows.items()}
        atoms = reader.meanings - _QUALIFIERS
        self._names = {key: atoms.intersection(row.id.split("-")) for key, row in self._rows.items()}
        self._senders = {
            key: frozenset().union(*(reader.keys(r)[0] for r in row.fra)) for key, row in self._rows.items()
        }
        self._receivers = {
            key: frozenset().union(*(reader.keys(r)[0] for r in row.til)) for key, row in self._rows.items()
        }
        self._local = frozenset(key for key, row in self._rows.items() if _is_local(row, reader))
        found_in = Counter(term for words in self._words.values() for term in words)
        self._rarest = math.log(1 + len(self._rows))
        self._weight = {term: math.log(1 + len(self._rows) / count) for term, count in found_in.items()}

    def is_local(self, frist: Frist) -> bool:
        """Tell whether somebody in the county or its schools has to act, rather than IST, Udir or SSB."""
        return frist.key in self._local

    def is_from(self, frist: Frist, role: str) -> bool:
        """Tell whether *role* has to act: an atom such as ``rolle:skolene``."""
        return self.is_local(frist) if role == FYLKET else role in self._senders.get(frist.key, ())

    def is_to(self, frist: Frist, roles: frozenset[str]) -> bool:
        """Tell whether one of *roles* receives what the row is about."""
        return not roles.isdisjoint(self._receivers.get(frist.key, ()))

    def weight(self, reading: Reading) -> float:
        """Return how much the terms of a question tell in all: 0 when it names no topic."""
        return sum(self._weigh(reading).values())

    def knows(self, reading: Reading) -> bool:
        """Tell whether any row has a word of the question that names a topic."""
        return any(term.key in self._weight and names_topic(term.key) for term in reading.terms)

    def search(self, reading: Reading, among: Iterable[Frist]) -> list[Treff]:
        """Return the rows *among* these that share a term with the question, best first.

        A season counts only where some row of the topic is told by one: "landslinjene i vår" is any time.
        """
        wanted = self._weigh(reading)
        decides, absent = _DECIDES & wanted.keys(), set((_SEASONS | _ENDS) & wanted.keys())
        hits = []
        for row in among:
            words = self._words[row.key]
            shared = sum(weight * words.get(term, 0.0) for term, weight in wanted.items())
            if shared and any(term in words and names_topic(term) for term in wanted):
                lacking = sum(wanted[term] for term in decides if term not in words)
                absent.difference_update(words)
                hits.append((row, shared, lacking))
        total = sum(weight for term, weight in wanted.items() if term not in absent)
        found = [Treff(row, shared / (total + lacking) * self._precision(row, wanted)) for row, shared, lacking in hits]
        return sorted(found, key=lambda t: -t.score)

    def _precision(self, row: Frist, wanted: Mapping[str, float]) -> float:
        """Return 1 for a row whose name the question says in full, less where it says only some of it.

        "ssbResultat endelig" is the delivery, not the private schools' one and not the feedback on it.
        """
        named = self._names[row.key]
        said = sum(term in wanted for term in named) / len(named) if named else 1.0
        return 1 - _NAME * (1 - said)

    def _weigh(self, reading: Reading) -> Mapping[str, float]:
        weights: dict[str, float] = {}
        ends = frozenset().union(*(pair for pair in _PAIRS if reading.atoms >= pair))
        for term in reading.terms:
            if term.key in ends or _NUMBER.match(term.key):
                continue
            share = 1.0 if term.sentence in reading.main else _CONTEXT
            telling = self._weight.get(term.key, _UNKNOWN * self._rarest)
            weights[term.key] = max(weights.get(term.key, 0.0), share * telling)
        return self._as_file(weights)

    def _as_file(self, weights: dict[str, float]) -> dict[str, float]:
        """Return *weights* with the file that is meant where somebody speaks of statistics and of what is in it.

        Where a receiver of its own is named, what it gets says nothing more: each gets the same each time.

        "karakterene til statistikken" is ssbResultat, "feilene på kontraktene" what Udir says to ssbKontrakt.
        """
        said = weights.keys()
        if not said.isdisjoint(_RECEIVERS):
            return {term: weight for term, weight in weights.items() if term not in _CONTENTS}
        meant = {_FILES[topic] for topic in said & _FILES.keys()} - said
        if not meant or said.isdisjoint(_STATISTICS) or not said.isdisjoint(_ELSEWHERE | set(_FILES.values())):
            return weights
        told = {term: weight for term, weight in weights.items() if term not in _SPENT}
        return told | {name: self._weight.get(name, _UNKNOWN * self._rarest) for name in meant}


def names_topic(term: str) -> bool:
    """Tell whether *term* says what a question is about, rather than who acts, which delivery or which season."""
    return term not in _QUALIFIERS and not says_who(term) and not _NUMBER.match(term)


def says_who(term: str) -> bool:
    """Tell whether *term* only says who has to act, or that it is a delivery, or a last day."""
    return term.startswith(ROLLE) or term in (_DELIVERY, "siste_dato")


def _words(row: Frist, reader: Reader) -> dict[str, float]:
    hva, *reminder = _REMINDER.split(row.hva, maxsplit=1)
    texts = (
        (_COMMENT, " , ".join((*reminder, row.kommentar or ""))),
        (_ROLES, " , ".join((*row.fra, *row.til))),
        (_HVA, " , ".join((hva, *row.trinn, *row.rapport))),
    )
    found = dict.fromkeys(reader.meanings.intersection(row.id.split("-")), _ID)
    found |= {term: weight for weight, text in texts for term in reader.keys(text)[0] if not _NUMBER.match(term)}
    if row.frist_fylke or row.data_i_vigo:
        found[_DELIVERY] = _HVA
    if _FIRST_OF_TWO in row.id:
        found["forste_levering"] = _ID
    if _LAST_DAY in row.hva.casefold():
        found["siste_dato"] = _HVA
    if row.slag == "ferie" and row.tid:
        found[_HOLIDAYS[row.tid.first.month >= _AUTUMN]] = _HVA
    return found


def _is_local(row: Frist, reader: Reader) -> bool:
    if row.slag == "ferie":
        return False
    return bool(row.frist_fylke) or not row.fra or any(SENTRAL not in reader.keys(role)[0] for role in row.fra)
