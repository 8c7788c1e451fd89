"""What reading a question comes to: its terms, and which of them hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.sentences import comes_after, corrects

if TYPE_CHECKING:
    from bot.domain.model import Malform

OUTSIDE = "utenfor"
NO_CODE = "uten_kode"
CODE = "kode"
ASKS_CODE = "spor_kode"
ABOUT_CODE = frozenset((CODE, ASKS_CODE, "variantkode", "forskjell"))
TRINN = frozenset(("vg1", "vg2", "vg3", "vg4", "ungdomstrinn"))


class Term(NamedTuple):
    """One unit of meaning: an atom, a stem or a code. *sentence* counts from 0."""

    key: str
    sentence: int
    known: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question says.

    *main* are the numbers of the sentences that ask; the others are context. *kinds* are the question words of
    those, the first of each: ``?naar``, ``?hvem`` … *past* are terms said of an earlier time, *unsure* the atoms
    after a "do not know whether", *corrected* those before a "but" and not after it, *denied* those after a "not",
    *outside* the stems of words that show that the sources do not cover what is asked.
    """

    terms: tuple[Term, ...]
    atoms: frozenset[str]
    denied: frozenset[str]
    past: frozenset[str]
    unsure: frozenset[str]
    corrected: frozenset[str]
    kinds: frozenset[str]
    outside: frozenset[str]
    codes: tuple[str, ...]
    malform: Malform
    main: frozenset[int]


@dataclass(slots=True)
class Notes:
    """What has been read so far of one question."""

    terms: list[Term] = field(default_factory=list)
    denied: set[str] = field(default_factory=set)
    kinds_of: dict[int, list[str]] = field(default_factory=dict)
    past: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    corrected: set[str] = field(default_factory=set)
    outside: list[tuple[str, int]] = field(default_factory=list)
    affirmed: set[str] = field(default_factory=set)

    def take(self, atoms: tuple[str, ...], phrase: str, sentence: int, into: set[str]) -> None:
        """Note a *phrase* with a meaning *into* one of the sets; one outside the sources is kept as it stands."""
        if atoms == (OUTSIDE,):
            self.outside.append((phrase, sentence))
            self.terms.append(Term(phrase, sentence, known=False))
            return
        self.terms.extend(Term(atom, sentence, known=True) for atom in atoms)
        self.corrected.difference_update(atoms)
        into.update(a for a in atoms if a not in ABOUT_CODE)

    def correct(self, beginning: int, *, usual: bool) -> None:
        """Note that the terms from *beginning* stand before a "but"; what is only *usual* is not so here."""
        said = [t.key for t in self.terms[beginning:]]
        self.corrected.update(said)
        if usual:
            self.denied.update(said)
            self.affirmed.difference_update(said)

    def begin(self, sentence: str, number: int) -> None:
        """Note what the beginning of a *sentence* says of those before it: "Men …" corrects, "Nå …" comes after."""
        if corrects(sentence):
            self.corrected.update(t.key for t in self.terms if t.sentence == number - 1)
        if comes_after(sentence):
            self.past.update(TRINN.intersection(t.key for t in self.terms))
