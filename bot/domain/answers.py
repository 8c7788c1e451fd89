"""A question in, an `Answer` out: which code, which rule, what to ask back, or that it is not in the sources.

Three things are found for every question: the codes written in it, what the decision table says to the facts in it,
and the entries that its words lead to. `Responder.answer` tries the ways to answer in a fixed order and takes the
first that holds. A wrong answer is worse than none: what no way carries is ``ukjent``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain import codes, compose
from bot.domain.catalogue import PROGRAM, Catalogue, names
from bot.domain.decision import NOTHING, Decision, Table
from bot.domain.decoding import decode
from bot.domain.language import Reader
from bot.domain.model import Henvisning, Oppslag, Variant
from bot.domain.ranking import Hit, Index
from bot.domain.topics import NEUTRAL, WEAK_TOPICS
from bot.domain.understanding import Question, understand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.model import Kunnskap, Malform
    from bot.domain.reply import Answer, Decoded

CLEARLY, UNCERTAIN = 0.72, 0.4
"""Above the first an entry answers the question beyond doubt; above the second it is worth more than a guess."""

SHARE_TO_LEAD, SHARE_TO_SPEAK = 0.45, 0.5
"""How much of a question must describe a pupil for a code to come before, and after, the entries."""

NEAR = 0.75
"""How well the next entry must fit, as a share of the best, to be told beside it."""

FEW = 3
CODE_SOURCE = "regbok-a03"


@dataclass(frozen=True, slots=True)
class _Found:
    """All that is known about one question: what each way to answer decides by."""

    asked: Question
    decision: Decision
    hits: list[Hit]
    share: float
    malform: Malform

    @property
    def best(self) -> Hit | None:
        """The entry that fits best, however badly."""
        return self.hits[0] if self.hits else None

    @property
    def score(self) -> float:
        """How well the best entry fits; 0 when not well enough to be an answer."""
        return self.best.score if self.best and self.best.enough else 0.0

    @property
    def chosen(self) -> bool:
        """True when the table names one code."""
        return isinstance(self.decision.target, Variant)

    @property
    def certain(self) -> bool:
        """True when it does so on more than one fact."""
        return self.chosen and len(self.decision.used) > 1


class Responder:
    """Answers questions from one snapshot of the knowledge. Built once, then only read."""

    def __init__(self, kunnskap: Kunnskap) -> None:
        self.kunnskap = kunnskap
        self.catalogue = Catalogue(kunnskap)
        self._reader = Reader(kunnskap.ordliste, names(kunnskap), _texts(kunnskap))
        self._index = Index(kunnskap.oppslag, self._reader)
        self._table = Table(kunnskap)
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

    def answer(
        self,
        question: str,
        *,
        atoms: tuple[str, ...] = (),
        previous: str = "",
        malform: Malform | None = None,
    ) -> Answer:
        """Answer *question*.

        *atoms* are choices already made in an avklaring; *previous* is the question that this one follows up;
        *malform* is what to write in where the question is not itself in nynorsk.
        """
        asked = understand(question, self._reader, self._table, self.catalogue, chosen=atoms, previous=previous)
        found = _Found(
            asked=asked,
            decision=self._table.decide(asked.facts, several=asked.plural, both=asked.both),
            hits=self._index.search(asked.reading),
            share=self._share(asked),
            malform=(malform or "nb") if asked.reading.malform == "nb" else "nn",
        )
        return next(answer for answer in self._ways(found) if answer is not None)

    def _ways(self, found: _Found) -> Iterator[Answer | None]:
        """Yield what each way to answer comes to, in the order in which they are trusted."""
        yield self._explanation(found) if found.asked.is_code_only else None
        yield _refusal(found)
        yield compose.unknown(found.hits, found.malform) if _outside(found) else None
        yield compose.next_code(found.asked, self.catalogue, found.malform) if found.asked.asks_next else None
        yield self._explanation(found) if _meaning_of_code(found) else None
        yield self._code(found) if _code_first(found) else None
        yield _entry(found)
        yield self._code(found) if _code_after_all(found) else None
        yield self._explanation(found) if found.asked.reading.codes and not found.asked.topics else None
        yield compose.unknown(found.hits, found.malform)

    def _share(self, asked: Question) -> float:
        """Return how much of the question describes a pupil, 0-1, rare words counting more."""
        explained = asked.facts | asked.reading.denied | NEUTRAL
        weights = {t.key: self._index.weight(t.key) for t in asked.reading.terms if not t.key.startswith(PROGRAM)}
        total = sum(weights.values())
        return sum(w for key, w in weights.items() if key in explained) / total if total else 1.0

    def _explanation(self, found: _Found) -> Answer:
        typed = found.asked.reading.codes[: codes.MAX_CODES]
        return compose.all_explained(tuple(self.decode_one(t, found.malform) for t in typed), found.malform)

    def _code(self, found: _Found) -> Answer | None:
        asked, decision, malform = found.asked, found.decision, found.malform
        if found.chosen:
            return compose.from_variant(decision, asked, self.catalogue, malform)
        if decision.fasett and asked.plural:
            return compose.all_codes(decision, asked, malform)
        if decision.fasett:
            return compose.question_back(decision, malform)
        if decision is NOTHING and asked.programs and asked.says_code and len(asked.unused) <= FEW:
            return compose.grunnkode(asked, self.catalogue, self.kunnskap, malform)
        return None


def _refusal(found: _Found) -> Answer | None:
    """A rule that says there is no such code, unless another entry is clearly what is asked for."""
    target = found.decision.target
    if isinstance(target, Oppslag) and not (found.best and found.best.score >= CLEARLY):
        return compose.from_entry(target, found.malform)
    return None


def _outside(found: _Found) -> bool:
    """True when the question names something the sources do not cover, and it is not mere context of a code."""
    outside = found.asked.reading.outside
    if not outside or (found.asked.says_code and found.decision.target):
        return False
    best = found.best
    return best is None or not best.evidence or best.score < CLEARLY or not outside.isdisjoint(best.missing)


def _meaning_of_code(found: _Found) -> bool:
    """True for "hva betyr … i PBPBY4--6P" when no entry explains just that."""
    asked = found.asked
    clear = found.best is not None and found.best.score >= CLEARLY
    return bool(asked.reading.codes) and asked.asks_meaning and not asked.topics and not clear


def _code_first(found: _Found) -> bool:
    """True when a code is what is asked for, rather than the entry that fits best."""
    asked, score = found.asked, found.score
    if not asked.wants_code or (asked.asks_meaning and not asked.asks_code and score):
        return False
    outright = asked.asks_code and (found.chosen or asked.both)
    topics = asked.topics - WEAK_TOPICS if outright else asked.topics
    if topics and found.best and score and topics.isdisjoint(found.best.missing):
        return False
    vague = not found.chosen and not asked.outright and len(asked.facts) < 2
    if vague and score >= (CLEARLY if asked.says_code else UNCERTAIN):
        return False
    if asked.asks_code or (found.certain and not asked.topics and score < CLEARLY):
        return True
    if asked.says_code and found.certain:
        return found.share >= score
    return found.chosen and len(asked.facts) > 1 and found.share >= max(SHARE_TO_LEAD, score)


def _entry(found: _Found) -> Answer | None:
    """The entry that fits best, if it fits well enough; a code for something unknown is not answered with a rule."""
    if found.best is None or not found.best.enough:
        return None
    if found.asked.outright and not found.best.evidence and found.best.missing:
        return None
    near = [h.oppslag for h in found.hits[1:2] if h.enough and h.score >= NEAR * found.best.score]
    return compose.from_entry(found.best.oppslag, found.malform, near)


def _code_after_all(found: _Found) -> bool:
    """True when no entry fits and the facts lead to a code, though nobody said "kode"."""
    return found.asked.wants_code and found.chosen and (found.certain or found.share >= SHARE_TO_SPEAK)


def _texts(kunnskap: Kunnskap) -> list[str]:
    """Return every text whose words are spelled right: the vocabulary that typing errors are held against."""
    texts: list[str] = []
    for o in kunnskap.oppslag:
        own = (o.tittel.nb, o.tittel.nn, o.svar.nb, o.svar.nn, *o.sporsmal, *o.ogsa_kalt)
        texts.extend(text for text in own if text)
    return texts
