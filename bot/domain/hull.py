"""Gaps: what people ask that the knowledge does not answer, and which of those questions are alike.

Hull is the admins' word for them. A gap is kept masked, with nothing of who asked but the county of the channel.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from rapidfuzz import fuzz

from bot.domain import privacy
from bot.domain.words import stem, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

Kind: TypeAlias = Literal["ukjent", "ikke_nyttig"]
_T = TypeVar("_T")
NEWEST = 2_000
QUESTION_MAX, QUESTIONS_MAX = 1_000, 20
_ALIKE = 72.0
"""How alike two questions are at least, of 100, to be one group: a word of four may differ."""
_NEAREST = 30
_BEGINNING, _WORDS_MAX = 4, 40
_SMALL = frozenset(
    "en ei et den det de er var blir å og eller men at som om i på til for fra av med ved hos når hva hvem hvor "
    "hvordan hvorfor hvilken hvilke hvilket kan må skal vil har jeg vi du dere man noen noe ikke da så her der "
    "dette denne eg ikkje kva kven kvar korleis kvifor ein eit frå me de nokon noko the a an is are of to in and or "
    "what when how which who do does can i we you hei hallo takk".split()
)
_NOTHING = frozenset(
    "hei heia hallo heisann hoi god morgen dag kveld takk tusen ok okei test tester testing ja nei jo hjelp help hello "
    "hi hey thanks yes no bra fint kodevakt kode frist bot".split()
)


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that was not answered, or not well: its words are masked, and *fylke* is "" outside a county."""

    at: datetime
    kind: Kind
    fylke: str
    question: str


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are alike. *question* is the most typical of them, *count* how often they were asked in all.

    *kinds* and *fylker* count them by kind and by county, most often first. *questions* are the different ones, that
    first and then most often asked first, at most twenty.
    """

    question: str
    count: int
    kinds: Mapping[Kind, int]
    fylker: Mapping[str, int]
    first: datetime
    last: datetime
    questions: tuple[str, ...]


def gap(at: datetime, kind: Kind, fylke: str, question: str) -> Gap | None:
    """Return what is kept of *question*, None when there is nothing in it to answer: a greeting, codes, signs."""
    said = [word for word in words(question) if word.isalpha()]
    telling = [word for word in said if len(word) > 2 and word not in _NOTHING]
    if not telling or (len(said) == 1 and len(said[0]) <= _BEGINNING):
        return None
    return Gap(at, kind, fylke, privacy.mask_all(question)[:QUESTION_MAX])


def groups(gaps: Iterable[Gap]) -> tuple[Group, ...]:
    """Return the groups of the newest 2,000 of *gaps*: the largest first, then the one asked last."""
    newest = sorted(gaps, key=lambda one: (one.at, one.question), reverse=True)[:NEWEST]
    by_words: dict[str, list[Gap]] = defaultdict(list)
    for one in newest:
        by_words[_words_of(one.question)].append(one)
    gathered = [_group(alike) for alike in _gathered(by_words)]
    return tuple(sorted(gathered, key=lambda group: (-group.count, -group.last.timestamp(), group.question)))


def _words_of(question: str) -> str:
    """Return the stems of the first words that tell what *question* is about, in order of the alphabet."""
    said = words(question)
    about = [word for word in said if word not in _SMALL] or said
    return " ".join(sorted({stem(word) for word in about[:_WORDS_MAX]}))


def _gathered(by_words: Mapping[str, list[Gap]]) -> list[list[Gap]]:
    """Put each wording, the most common first, with the nearest of those that have begun a group."""
    found: list[list[Gap]] = []
    begun: list[str] = []
    having: dict[str, list[int]] = defaultdict(list)  # the groups whose first wording has a word that begins so
    for said in sorted(by_words, key=lambda text: (-len(by_words[text]), text)):
        beginnings = {word[:_BEGINNING] for word in said.split()}
        shared = Counter(number for beginning in beginnings for number in having[beginning])
        nearest = sorted(shared, key=lambda number: (-shared[number], number))[:_NEAREST]
        scored = [(fuzz.ratio(said, begun[number], score_cutoff=_ALIKE), -number) for number in nearest]
        score, number = max(scored, default=(0.0, 0))
        if score:
            found[-number] += by_words[said]
            continue
        for beginning in beginnings:
            having[beginning].append(len(found))
        found.append(list(by_words[said]))
        begun.append(said)
    return found


def _counted(values: Iterable[_T]) -> dict[_T, int]:
    """Return how often each is there, the most common first, then by the alphabet."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], str(item[0]))))


def _group(gaps: Sequence[Gap]) -> Group:
    asked = Counter(gap.question for gap in sorted(gaps, key=lambda one: (one.at, one.question), reverse=True))
    questions = [question for question, _ in asked.most_common(QUESTIONS_MAX)]
    typical = max(questions, key=lambda one: (asked[one], _likeness(one, questions)))
    return Group(
        question=typical,
        count=len(gaps),
        kinds=_counted(gap.kind for gap in gaps),
        fylker=_counted(gap.fylke for gap in gaps),
        first=min(gap.at for gap in gaps),
        last=max(gap.at for gap in gaps),
        questions=(typical, *(one for one in questions if one != typical)),
    )


def _likeness(question: str, others: Iterable[str]) -> float:
    """Return how much *question* has in common with all of *others*."""
    own = _words_of(question)
    return sum(fuzz.ratio(own, _words_of(other)) for other in others)
