"""What a question is after: a code, an entry, or something that no source tells.

Everything found for a question is weighed here: the facts in it, what the decision table says to them, and how
well the best entry fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.decision import NOTHING
from bot.domain.language import MEANING
from bot.domain.model import Variant
from bot.domain.reading import NO_CODE
from bot.domain.topics import NEUTRAL, PLAIN, TOPICS, WEAK_TOPICS

if TYPE_CHECKING:
    from bot.domain.decision import Decision
    from bot.domain.model import Malform
    from bot.domain.ranking import Hit
    from bot.domain.understanding import Question

CLEARLY, UNCERTAIN = 0.72, 0.4
"""Above the first an entry answers the question beyond doubt; above the second it is worth more than a guess."""

SHARE_TO_LEAD, SHARE_TO_SPEAK = 0.45, 0.5
"""How much of a question must describe a pupil for a code to come before, and after, the entries."""

WHOLLY = 0.9
"""How much of a question must describe a pupil for nothing else to be asked."""

NEAR = 0.75
"""How well the next entry must fit, as a share of the best, to be told beside it."""

FOREIGN = 0.45
"""How much of what is asked may be foreign to the entry that answers it."""

FOREIGN_TO_YES = 0.35
"""The same where a yes or a no is asked for: it is about everything that the question names."""

DECIDED = "vedtak"
"""A pupil with a vedtak is not on the plain code."""

FEW = 3
"""How many other words a question for the plain code of a programme may have."""

ASIDE = 0.4
"""How much of the sentence that asks may be about something else than a pupil for a code to be meant."""


@dataclass(frozen=True, slots=True)
class Found:
    """All that is known about one question: what each way to answer decides by."""

    asked: Question
    decision: Decision
    hits: list[Hit]
    share: float
    aside: float
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
    def topics(self) -> frozenset[str]:
        """The trade words that carry no decision: something else than a code may be asked for."""
        return self.asked.topics | (self.asked.facts & TOPICS - self.decision.used)

    @property
    def describes(self) -> bool:
        """True when the question does nothing but describe a pupil, by more than one fact: "vg1 to år, minsp"."""
        led = self.chosen or self.decision.fasett is not None
        return led and len(self.asked.facts) > 1 and not self.asked.reading.kinds and self.share > WHOLLY

    @property
    def agreed(self) -> bool:
        """True when the entry that fits best is about the code that the table names."""
        target = self.decision.target
        return isinstance(target, Variant) and self.best is not None and target.kode in self.best.oppslag.koder

    @property
    def plain(self) -> bool:
        """True when the plain code of a programme is asked for: one is named, and nothing that calls for a variant."""
        asked = self.asked
        if asked.reading.codes:
            return False
        few = len(asked.unused - NEUTRAL) <= FEW and DECIDED not in asked.unused
        return self.decision == NOTHING and bool(asked.programs) and asked.says_code and asked.facts <= PLAIN and few

    @property
    def only_defined(self) -> bool:
        """True when nothing is asked and the best entry only tells what one of the words means."""
        asks = bool(self.asked.reading.kinds) or self.asked.yes_or_no
        return self.best is not None and self.best.oppslag.kind == "begrep" and not asks

    @property
    def certain(self) -> bool:
        """True when it does so on more than one fact."""
        return self.chosen and len(self.decision.used) > 1


def by_topic(hits: list[Hit], asked: Question) -> list[Hit]:
    """Return *hits* with those first that know what is asked about: the code *on the diploma*."""
    topics = asked.topics & asked.asking - WEAK_TOPICS
    return sorted(hits, key=lambda h: not (h.enough and topics.isdisjoint(h.missing))) if topics else hits


def outside(found: Found) -> bool:
    """True when the question names something the sources do not cover, and it is not mere context of a code.

    An arrangement that no source has a code for is no mere context: with it in the question, no code is known.
    """
    if NO_CODE in found.asked.reading.atoms and found.asked.wants_code:
        return True
    outside = found.asked.reading.outside
    if not outside or ((found.asked.outright or found.asked.about_code) and found.decision.target):
        return False
    best = found.best
    return best is None or not best.evidence or best.score < CLEARLY or not outside.isdisjoint(best.missing)


def foreign(found: Found) -> bool:
    """True when too much of what is asked is foreign to the best entry, and it does not fit beyond doubt.

    A concept fits by its name alone: where its meaning is not asked for, that does not count.
    """
    best = found.best
    if best is None:
        return True
    by_name = best.oppslag.kind == "begrep" and not found.asked.reading.kinds & MEANING
    most = FOREIGN_TO_YES if found.asked.yes_or_no else FOREIGN
    return best.foreign > most and (by_name or best.score < CLEARLY)


def besides(found: Found) -> bool:
    """True when a pupil is described, but something else than a code is asked about: "hva tjener en lærling"."""
    asked = found.asked
    if asked.asks_code or asked.says_code or not (asked.reading.kinds or asked.yes_or_no):
        return False
    return ASIDE < found.aside < 1


def meaning_of_code(found: Found) -> bool:
    """True for "hva betyr … i PBPBY4--6P" when no entry explains just that."""
    asked = found.asked
    clear = found.best is not None and found.best.score >= CLEARLY
    return bool(asked.reading.codes) and asked.asks_meaning and asked.topics <= WEAK_TOPICS and not clear


def code_first(found: Found) -> bool:
    """True when a code is what is asked for, rather than the entry that fits best."""
    if not found.asked.wants_code or besides(found) or _entry_is_meant(found):
        return False
    asked = found.asked
    return (
        asked.asks_code
        or found.describes
        or _about_typed_code(found)
        or _of_a_programme(found)
        or _settled(found)
        or _agreed(found)
        or _outweighs(found)
    )


def _about_typed_code(found: Found) -> bool:
    """True when a code stands in the question and the facts lead to one: which of them is right is what is asked."""
    return bool(found.asked.codes) and found.chosen and found.topics <= WEAK_TOPICS


def _of_a_programme(found: Found) -> bool:
    """True when a programme stands beside the facts and nothing is asked: "lærling 2+2 automatiker"."""
    asked = found.asked
    return found.chosen and bool(asked.programs) and not (asked.reading.kinds or asked.yes_or_no or found.topics)


def _settled(found: Found) -> bool:
    """True when several facts name one code and nothing else is spoken of.

    An entry that fits beyond doubt comes first, unless it only tells what one of the words means.
    """
    beside = found.topics - WEAK_TOPICS if found.only_defined else found.topics
    if not found.certain or beside:
        return False
    return found.score < CLEARLY or found.only_defined


def _agreed(found: Found) -> bool:
    """True when the best entry is about the code that the facts name, and a code is spoken of or nothing else is."""
    asked = found.asked
    if not found.agreed:
        return False
    plain = not (found.topics or asked.reading.kinds) and found.share >= SHARE_TO_SPEAK and found.score < CLEARLY
    return asked.says_code or plain


def _outweighs(found: Found) -> bool:
    """True when more of the question describes a pupil than the best entry explains."""
    if found.asked.says_code and found.certain:
        return found.share >= found.score
    return found.chosen and len(found.asked.facts) > 1 and found.share >= max(SHARE_TO_LEAD, found.score)


def _entry_is_meant(found: Found) -> bool:
    """True when the facts are said in passing: a meaning is asked for, or the best entry knows every trade word."""
    asked, score = found.asked, found.score
    if asked.asks_meaning and not asked.asks_code and score:
        return True
    settled = found.chosen or asked.both or found.plain
    outright = (asked.asks_code and settled) or (found.certain and (asked.about_code or found.only_defined))
    topics = (found.topics & asked.asking) - WEAK_TOPICS if outright else found.topics
    if topics and found.best and score and topics.isdisjoint(found.best.missing):
        return True
    vague = not (found.chosen or found.plain or asked.outright) and len(asked.facts) < 2
    return vague and score >= (CLEARLY if asked.says_code else UNCERTAIN)


def wants_a_code(found: Found) -> bool:
    """True when the sentence that asks is about a code, in whatever words: "hva blir den?" of "koden"."""
    return found.asked.asks_code or (found.asked.about_code and found.certain)


def code_after_all(found: Found) -> bool:
    """True when no entry fits and the facts lead to a code, though nobody said "kode"."""
    wanted = found.asked.wants_code and found.chosen and not besides(found)
    if found.asked.yes_or_no and not (found.asked.says_code or found.asked.codes):
        return False
    return wanted and (found.certain or found.share >= SHARE_TO_SPEAK)
