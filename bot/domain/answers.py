"""A question in, an `Answer` out: which code, which rule, what to ask back, or that it is not in the sources.

Three things are found for every question: the codes written in it, what the decision table says to the facts in it,
and the entries that its words lead to. `Responder.answer` tries the ways to answer in a fixed order and takes the
first that holds. A wrong answer is worse than none: what no way carries is ``ukjent``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import codes, compose, fristanswer, fristoppslag
from bot.domain.catalogue import PROGRAM, Catalogue, names
from bot.domain.codes import Programomradekode
from bot.domain.decision import NOTHING, Decision, Table
from bot.domain.decoding import decode
from bot.domain.entries import read
from bot.domain.fristvalg import dated_too, deadline_first, no_deadline
from bot.domain.language import MEANING, Reader
from bot.domain.model import Henvisning, Oppslag
from bot.domain.naming import Names
from bot.domain.ranking import Index
from bot.domain.tidsrom import Mangled
from bot.domain.topics import NEUTRAL, TOPICS
from bot.domain.understanding import understand
from bot.domain.weighing import (
    CLEARLY,
    NEAR,
    Found,
    by_topic,
    code_after_all,
    code_first,
    foreign,
    meaning_of_code,
    outside,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.domain.fristoppslag import Deadlines
    from bot.domain.model import Kunnskap, Malform
    from bot.domain.reply import Answer, Decoded
    from bot.domain.understanding import Question

ABOUT = 0.5
"""How well a concept must fit a question that does not ask what it is: most such questions ask what no source tells."""

CODE_SOURCE = "regbok-a03"


class Responder:
    """Answers questions from one snapshot of the knowledge. Built once, then only read.

    From *before*, which answered from an earlier version, it takes over what is the same; no answer depends on it.
    """

    def __init__(
        self, kunnskap: Kunnskap, frister: Deadlines | None = None, *, before: Responder | None = None
    ) -> None:
        self.kunnskap = kunnskap
        self.frister = frister
        self.catalogue = Catalogue(kunnskap)
        texts = map(_texts, kunnskap.oppslag)
        self.reader: Reader = Reader(
            kunnskap.ordliste, names(kunnskap), texts, before=before.reader if before else None
        )
        alike = before.index if before and before.reader.phrases is self.reader.phrases else None
        entries = read(kunnskap.oppslag, self.reader, alike.entries if alike else ())
        self.index: Index = Index(entries, self.reader, alike)
        self._names = Names(entries, self.reader)
        self._table = Table(kunnskap)
        self._about = {entry.oppslag.id: self._table.situation(entry.title) - TOPICS for entry in entries}
        self._built_up = Henvisning(kunnskap.kilder[CODE_SOURCE], "Oppbygging av koden")

    def decode(self, text: str, malform: Malform = "nb") -> tuple[Decoded, ...]:
        """Explain every code in *text*, at most twenty; a text without any is itself the code in error."""
        found = codes.find(text)[: codes.MAX_CODES] or [text]
        return tuple(self.decode_one(kode, malform) for kode in found)

    def decode_one(self, text: str, malform: Malform = "nb") -> Decoded:
        """Explain *text* as one code, or say what is wrong with it."""
        return decode(text, self.catalogue, self._built_up, malform)

    def only_codes(self, text: str) -> bool:
        """True when *text* is one or more attempts at a code, or a bare stem, and nothing else."""
        return codes.looks_like_codes(text) or (len(text.strip()) == 5 and self.catalogue.knows_stem(text.strip()))

    def answer(  # noqa: PLR0913 - all but the question are options
        self,
        question: str,
        *,
        atoms: tuple[str, ...] = (),
        previous: str = "",
        malform: Malform | None = None,
        today: date | None = None,
        fylke: str = "",
    ) -> Answer:
        """Answer *question*.

        *atoms* are choices already made in an avklaring; *previous* is the question that this one follows up;
        *malform* is what to write in where the question is not itself in nynorsk. *today* is the day that
        deadlines are counted from, in Norway: without it none are told. *fylke* is whose deadlines they are.
        """
        asked = understand(question, self.reader, self._table, self.catalogue, chosen=atoms, previous=previous)
        found = Found(
            asked=asked,
            decision=self._decide(asked),
            hits=by_topic(self.index.search(asked.reading), asked),
            share=self._share(asked),
            aside=self._aside(asked),
            malform=(malform or "nb") if asked.reading.malform == "nb" else "nn",
        )
        general = next(answer for answer in self._ways(found) if answer is not None)
        if self.frister is None or today is None or atoms or _only_a_code(found, general):
            return general
        try:
            deadlines = self.frister.find(question, today, fylke)
        except Mangled as error:
            return compose.refused(str(error), found.malform) if general.kind == "ukjent" else general
        if deadlines is None:
            return general
        if deadlines.what == "utenfor":
            return compose.unknown(found.hits, found.malform) if no_deadline(deadlines, found, general) else general
        told = fristanswer.compose(deadlines, self.frister.arshjul, today, found.malform)
        if deadline_first(deadlines, found, general):
            return told
        return fristanswer.beside(general, told) if dated_too(deadlines, general) else general

    def deadlines(self, question: str, *, today: date, fylke: str = "", malform: Malform | None = None) -> Answer:
        """Answer *question* from the Årshjul alone; where no row fits, the nearest are offered."""
        if self.frister is None:
            return compose.unknown((), malform or "nb")
        return fristoppslag.look_up(self.frister, question, today, fylke, malform or "nb")

    def _ways(self, found: Found) -> Iterator[Answer | None]:
        """Yield what each way to answer comes to, in the order in which they are trusted."""
        yield self._explanation(found) if found.asked.is_code_only else None
        yield _refusal(found)
        yield compose.unknown(found.hits, found.malform) if outside(found) else None
        yield compose.next_code(found.asked, self.catalogue, found.malform) if found.asked.asks_next else None
        yield self._explanation(found) if meaning_of_code(found) else None
        yield self._concept(found)
        yield self._code(found) if code_first(found) else None
        yield self._code_of_entry(found)
        yield None if self._of_another(found) else _entry(found)
        yield self._code(found) if code_after_all(found) else None
        yield self._explanation(found) if found.asked.reading.codes and not found.asked.topics else None
        yield compose.unknown(found.hits, found.malform)

    def _decide(self, asked: Question) -> Decision:
        if asked.unsure:
            return self._table.decide_either(asked.facts, asked.unsure)
        return self._table.decide(asked.facts, several=asked.plural, both=asked.both)

    def _share(self, asked: Question) -> float:
        """Return how much of the question describes a pupil, 0-1, rare words counting more."""
        explained = asked.facts | asked.reading.denied | NEUTRAL
        weights = [(t.key, self.index.weight(t.key)) for t in asked.reading.terms if not t.key.startswith(PROGRAM)]
        total = sum(weight for _, weight in weights)
        return sum(weight for key, weight in weights if key in explained) / total if total else 1.0

    def _aside(self, asked: Question) -> float:
        """Return how much of the sentence that asks is neither about a pupil nor goes with any question, 0-1."""
        asking = frozenset(t.key for t in asked.reading.terms if t.sentence in asked.reading.main)
        asking = frozenset(key for key in asking if not key.startswith(PROGRAM))
        return self.index.foreign(asking, asking - asked.facts - asked.reading.denied)

    def _explanation(self, found: Found) -> Answer:
        typed = found.asked.reading.codes[: codes.MAX_CODES]
        return compose.all_explained(tuple(self.decode_one(t, found.malform) for t in typed), found.malform)

    def _code(self, found: Found) -> Answer | None:
        asked, decision, malform = found.asked, found.decision, found.malform
        if found.chosen:
            return compose.from_variant(decision, asked, self.catalogue, malform)
        if decision.fasett and asked.plural:
            return compose.all_codes(decision, asked, self.catalogue, malform)
        if decision.fasett:
            return compose.question_back(decision, malform)
        if found.plain:
            plain = compose.grunnkode(asked, self.catalogue, self.kunnskap, malform)
            return plain or compose.unknown((), malform)
        return None

    def _of_another(self, found: Found) -> bool:
        """True when a code is asked for and the best entry is about a situation that the question does not name."""
        about = self._about[found.best.oppslag.id] if found.best else frozenset[str]()
        said = found.asked.facts | found.asked.reading.denied
        plainly = found.asked.outright and found.decision == NOTHING and not found.topics
        return plainly and bool(about) and about.isdisjoint(said)

    def _concept(self, found: Found) -> Answer | None:
        """The concept that is named, where its meaning is what is asked for and no entry fits well."""
        concept = self._names.meant(found.asked) if found.score < ABOUT else None
        return compose.from_entry(concept, found.malform) if concept else None

    def _code_of_entry(self, found: Found) -> Answer | None:
        """The one code that the best entry is about, where a code is asked for and the facts lead to none."""
        best, asked = found.best, found.asked
        if best is None or not (best.enough and asked.asks_code and found.decision == NOTHING) or found.topics:
            return None
        if len(best.oppslag.koder) != 1:
            return None
        kode = Programomradekode(best.oppslag.koder[0])
        if asked.trinn and kode.trinn != asked.trinn:
            return None
        variant = self.catalogue.variant(kode)
        if variant and not variant.uten.isdisjoint(asked.facts):
            return None
        decision = Decision(variant, used=asked.facts)
        return compose.from_variant(decision, asked, self.catalogue, found.malform) if variant else None


def _only_a_code(found: Found, general: Answer) -> bool:
    """True when a code was asked for and found: no deadline can be meant, so none need be looked for."""
    return bool(general.codes) and general.kind == "svar" and bool(found.asked.reading.codes or found.asked.asks_code)


def _refusal(found: Found) -> Answer | None:
    """A rule that says there is no such code, unless another entry is clearly what is asked for."""
    target = found.decision.target
    if isinstance(target, Oppslag) and not (found.best and found.best.score >= CLEARLY):
        return compose.from_entry(target, found.malform)
    return None


def _entry(found: Found) -> Answer | None:
    """The entry that fits best, if it fits well enough; a code for something unknown is not answered with a rule."""
    if found.best is None or not found.best.enough or foreign(found):
        return None
    if found.asked.outright and not found.best.evidence and found.best.missing:
        return None
    if found.best.oppslag.kind == "begrep" and not found.asked.reading.kinds & MEANING and found.score < ABOUT:
        return None
    near = [h.oppslag for h in found.hits[1:2] if h.enough and h.score >= NEAR * found.best.score]
    return compose.from_entry(found.best.oppslag, found.malform, near)


def _texts(oppslag: Oppslag) -> tuple[str, ...]:
    """Return the texts of an entry whose words are spelled right: typing errors are held against them."""
    tittel, svar = oppslag.tittel, oppslag.svar
    return (tittel.nb, tittel.nn or "", svar.nb, svar.nn or "", *oppslag.sporsmal, *oppslag.ogsa_kalt)
