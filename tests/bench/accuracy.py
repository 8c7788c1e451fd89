"""How many questions Kodevakt and each peer get right, over the same knowledge and with the same marking.

What can be chosen for a peer (its threshold; whether it searches in whole documents or text by text) is chosen
where it does best on the tune half, strictly marked. The kept half then shows what that is worth.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .marking import mark, needless_code, wrong_code
from .peers import PEERS
from .questions import Given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.domain.answers import Responder

    from .peers import Document, Found, Peer
    from .questions import Gold, Kind

UNKNOWN = Given("ukjent")

Answers = dict[str, "Callable[[Gold], Given]"]


class Score(NamedTuple):
    """What one system got right of one half. *strict_of* is per type, as (strict, asked)."""

    asked: int
    passed: int
    strict: int
    strict_of: dict[Kind, tuple[int, int]]
    wrong_codes: int
    needless_codes: int


class Tuned:
    """A peer with its documents and its threshold."""

    def __init__(self, make: Callable[[Sequence[str]], Peer], rows: list[tuple[str, Given]]) -> None:
        self._peer = make([text for text, _ in rows])
        self._given = [given for _, given in rows]
        self._threshold = float("-inf")

    def answer(self, question: str) -> Given:
        """Return the answer of the best document, ``ukjent`` below the threshold."""
        return self._of(self._peer.best(question))

    def tune(self, golds: Sequence[Gold]) -> int:
        """Set the threshold with which most of *golds* pass strictly, the highest such; return how many."""
        found = [self._peer.best(gold.question) for gold in golds]
        right = [mark(g, self._of(f)).strict for g, f in zip(golds, found, strict=True)]
        silent = [mark(gold, UNKNOWN).strict for gold in golds]
        # From the threshold that lets nothing through, downwards: one answer more at a time.
        most, count = sum(silent), sum(silent)
        self._threshold = float("inf")
        for n in sorted(range(len(golds)), key=lambda n: -found[n].score):
            count += right[n] - silent[n]
            if count > most:
                most, self._threshold = count, found[n].score
        return most

    def _of(self, found: Found) -> Given:
        known = found.score > float("-inf") and found.score >= self._threshold
        return self._given[found.number] if known else UNKNOWN


def answerers(responder: Responder, known: Iterable[Document], tune: Sequence[Gold]) -> Answers:
    """Return every system by name, as a function from a question to its answer; the peers over what is *known*."""
    rows = list(known)
    peers = {name: _by_question(_tuned(make, rows, tune)) for name, make in PEERS.items()}
    return {"Kodevakt": lambda gold: asked(responder, gold), **peers}


def asked(responder: Responder, gold: Gold) -> Given:
    """Return what Kodevakt answers, on the day and in the county of the question."""
    return Given.of(responder.answer(gold.question, today=gold.today, fylke=gold.fylke))


def _by_question(peer: Tuned) -> Callable[[Gold], Given]:
    return lambda gold: peer.answer(gold.question)


def score(answer: Callable[[Gold], Given], golds: Iterable[Gold]) -> Score:
    """Ask everything and mark it."""
    marked = [(gold, given := answer(gold), mark(gold, given)) for gold in golds]
    of_kind = Counter(gold.kind for gold, _, _ in marked)
    strict = Counter(gold.kind for gold, _, m in marked if m.strict)
    return Score(
        asked=len(marked),
        passed=sum(m.passed for _, _, m in marked),
        strict=strict.total(),
        strict_of={kind: (strict[kind], n) for kind, n in of_kind.items()},
        wrong_codes=sum(wrong_code(gold, given) for gold, given, _ in marked),
        needless_codes=sum(needless_code(gold, given) for gold, given, _ in marked),
    )


def _tuned(make: type[Peer], known: list[Document], golds: Sequence[Gold]) -> Tuned:
    whole = [(" ".join(document.texts), document.answer) for document in known]
    parts = [(text, document.answer) for document in known for text in document.texts]
    return max((Tuned(make, rows) for rows in (whole, parts)), key=lambda tuned: tuned.tune(golds))
