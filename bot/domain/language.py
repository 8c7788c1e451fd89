"""Read a Norwegian question: its words put right, their meaning, what kind of question it is.

A question becomes a `Reading`: terms in order (an atom of the ordliste where a word or phrase has one, else the
stem of the word), the atoms that hold, those that are denied, and the codes that stand in it. Bokmål, nynorsk,
English, abbreviations and slang meet in the same atoms, because the ordliste maps them all.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from bot.domain import codes
from bot.domain.phrases import Phrases
from bot.domain.reading import ABOUT_CODE, ASKS_CODE, OUTSIDE, Notes, Reading, Term
from bot.domain.sentences import BUT, asking, asks_when, clauses, is_usual, sentences, shorten
from bot.domain.spelling import Speller
from bot.domain.words import malform_of, marked, stem, tokens, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.model import Ordliste

GRUNNKODE_LENGTH = 6
KIND = "?"
NOT = "ikke"
UNSURE = "usikker"
_DIGIT = re.compile(r"\d")
_NEGATION_REACH = 4
_OR = frozenset(("eller", "or", "nor"))
_AND = frozenset(("og", "and"))
_WHEN = frozenset(("når", "when"))
_FIRST_WORDS = 2
MEANING = frozenset({"?betyr", "?er"})
_PAST = frozenset("fjor hadde var was gikk gjekk forrige førre tidligere tidlegare last previously ferdig".split())


class Words(NamedTuple):
    """The words without meaning, and with them those that are ordinary."""

    empty: frozenset[str]
    ordinary: frozenset[str]


class Reader:
    """Reads questions with one ordliste. *names* adds phrases (programmes by name) and their atoms.

    The words of *texts* are spelled right; those that belong together, as of one entry, come together.

    With *once* the words of a phrase in pieces ("slette … inntaket") are not read again one by one. From *before*, a
    reader of an earlier version, what rests on the same words and texts is taken over; it reads no different for it.
    """

    def __init__(
        self,
        ordliste: Ordliste,
        names: Mapping[str, tuple[str, ...]],
        texts: Iterable[tuple[str, ...]],
        *,
        once: bool = False,
        before: Reader | None = None,
    ) -> None:
        self._once = once
        forms = {form: entry.betyr for entry in ordliste.ord for form in entry.former}
        self.meanings = frozenset(atom for atoms in forms.values() for atom in atoms)
        self.sources = ordliste, [*names.items()]
        self.texts = Counter(texts)
        alike = before if before and before.sources == self.sources else None
        self.words: Words = alike.words if alike else Words(ordliste.tomme, ordliste.tomme | ordliste.vanlige)
        self.phrases: Phrases = alike.phrases if alike else Phrases({**names, **forms})
        self.speller: Speller = self._speller(alike)
        self._fasett_of = {v.atom: f.id for f in ordliste.fasetter for v in f.valg}
        self.light = frozenset(map(stem, ordliste.lette))

    def _speller(self, before: Reader | None) -> Speller:
        """Return what puts typing errors right: against the words of the texts and of the phrases."""
        if before:
            new, gone = self.texts - before.texts, before.texts - self.texts
            return Speller(_tokens(new), (), stem, before.speller, _tokens(gone))
        inside = [w for atoms, found in self.phrases.words.items() if atoms != (OUTSIDE,) for w in found]
        ordinary = self.words.ordinary.union(*self.phrases.words.values())
        return Speller([*inside, *_tokens(self.texts)], ordinary, stem)

    def read(self, question: str) -> Reading:
        """Read at most the first and last half of 1,000 characters of *question*."""
        text = shorten(unicodedata.normalize("NFKC", question))
        found = codes.find(text)
        for code in found:
            if len(code) > GRUNNKODE_LENGTH:
                text = text.replace(code, " ")
        text = marked(text)
        notes = Notes()
        cut = sentences(text)
        for number, (sentence, _) in enumerate(cut):
            notes.begin(sentence, number)
            self._read_sentence(sentence, number, notes)
        denied, unsure = (frozenset(said - notes.affirmed) for said in (notes.denied, notes.unsure))
        atoms = frozenset(t.key for t in notes.terms if t.known) - denied - unsure
        main = asking(cut)
        return Reading(
            terms=tuple(notes.terms),
            atoms=atoms,
            denied=denied,
            past=frozenset(notes.past),
            unsure=unsure,
            corrected=frozenset(notes.corrected),
            kinds=frozenset(kind for n in main for kind in notes.kinds_of.get(n, ())),
            outside=frozenset(phrase for phrase, number in notes.outside if number in main),
            codes=tuple(found),
            malform=malform_of(question),
            main=main,
        )

    def keys(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the terms and the question words of a text that is spelled right (an example, an answer).

        It is what `read` makes of such a text, without what only a question needs.
        """
        found = codes.find(text) if _DIGIT.search(text) else []
        for code in found:
            text = text.replace(code, " ") if len(code) > GRUNNKODE_LENGTH else text
        said = tokens(text)
        stems = [stem(w) for w in said]
        keys = {*found, *(atom for atoms, _, _ in self.phrases.apart(stems) for atom in atoms if atom != OUTSIDE)}
        position = 0
        while position < len(stems):
            atoms, length = self.phrases.at(stems, position)
            if atoms and NOT not in atoms and atoms != (OUTSIDE,):
                keys.update(atoms)
            elif atoms != (NOT,) and said[position] not in self.words.empty:
                keys.add(" ".join(stems[position : position + length]))
            position += length
        kinds = frozenset(key for key in keys if key.startswith(KIND))
        return frozenset(keys) - kinds, kinds

    def names(self, text: str) -> frozenset[str]:
        """Return the key of a name of one word that is no ordinary word: "Grep", "NVB"."""
        parts = words(text)
        return frozenset() if len(parts) != 1 or parts[0] in self.words.ordinary else frozenset({stem(parts[0])})

    def _read_sentence(self, sentence: str, number: int, notes: Notes) -> None:
        kinds: list[str] = []
        beginning = len(notes.terms)
        for clause in clauses(sentence):
            if clause in BUT:
                notes.correct(beginning, usual=is_usual(sentence))
                continue
            tokens = [w for typed in words(clause) for w in self.speller.correct(typed)]
            before = len(notes.terms)
            self._read_clause(tokens, number, notes, kinds)
            if not _PAST.isdisjoint(tokens) and _WHEN.isdisjoint(tokens):
                notes.past.update(t.key for t in notes.terms[before:])
        asks_code = any(t.key == ASKS_CODE and t.sentence == number for t in notes.terms) and not asks_when(sentence)
        notes.kinds_of[number] = [] if asks_code else [*kinds[:1], *MEANING.intersection(kinds)]

    def _read_clause(self, tokens: list[str], number: int, notes: Notes, kinds: list[str]) -> None:
        """Note what *tokens* mean; question words go to *kinds* in order."""
        stems = [stem(w) for w in tokens]
        spoken_for, told = self._read_pieces(stems, number, notes, kinds)
        position, reach, into = 0, 0, notes.affirmed
        while position < len(stems):
            atoms, length = self._meaning(stems, position)
            end = position + length
            if self._once and NOT not in atoms and told.issuperset(stems[position:end]):
                reach = max(0, reach - 1)
            elif not atoms:
                reach = self._read_word(tokens[position], number, notes, reach)
            elif UNSURE in atoms:
                into = notes.unsure
            elif NOT in atoms:
                reach = 0 if position in spoken_for else _NEGATION_REACH
            elif atoms[0].startswith(KIND):
                at_the_edge = position <= _FIRST_WORDS or end == len(stems)
                kinds.extend(atoms if at_the_edge or atoms[0] in MEANING else ())
            else:
                notes.take(atoms, " ".join(stems[position:end]), number, notes.denied if reach else into)
                reach, end = self._after(atoms, tokens, stems, end, reach)
            position = end

    def _read_pieces(self, stems: list[str], number: int, notes: Notes, kinds: list[str]) -> tuple[set[int], set[str]]:
        """Note the phrases that stand in pieces; return where they begin and their words: both are spoken for."""
        begin: set[int] = set()
        told: set[str] = set()
        for atoms, start, said in self.phrases.apart(stems):
            begin.add(start)
            told.update(said)
            if atoms == (OUTSIDE,):
                notes.outside.append((stems[start], number))
                continue
            kinds.extend(atom for atom in atoms if atom.startswith(KIND))
            notes.terms.extend(Term(atom, number, known=True) for atom in atoms if not atom.startswith(KIND))
        return begin, told

    def _read_word(self, token: str, number: int, notes: Notes, reach: int) -> int:
        """Note a word without a meaning of its own; return how far a "not" before it still reaches."""
        if token in _AND:
            return 0
        if token in self.words.empty:
            return reach
        key = stem(token)
        notes.terms.append(Term(key, number, known=self.speller.has_stem(key)))
        return max(0, reach - 1)

    def _after(
        self, atoms: tuple[str, ...], tokens: list[str], stems: list[str], end: int, reach: int
    ) -> tuple[int, int]:
        """Return how far a "not" reaches beyond the *atoms* that end at *end*, and where to read on."""
        if reach and not ABOUT_CODE.isdisjoint(atoms):
            return reach - 1, end
        passed = self._goes_on(atoms, tokens, stems, end) if reach else None
        return (0, end) if passed is None else (1, end + passed)

    def _goes_on(self, atoms: tuple[str, ...], tokens: list[str], stems: list[str], position: int) -> int | None:
        """Return how many words to pass over to what is denied too ("vg1 og vg2"), None when nothing is."""
        following = tokens[position : position + 1]
        if not _OR.isdisjoint(following):
            return 1
        passed = int(not _AND.isdisjoint(following))
        fasetter = {self._fasett_of.get(atom) for atom in atoms} - {None}
        same = not fasetter.isdisjoint(map(self._fasett_of.get, self._meaning(stems, position + passed)[0]))
        return passed if same else None

    def _meaning(self, stems: list[str], position: int) -> tuple[tuple[str, ...], int]:
        atoms, length = self.phrases.at(stems, position)
        return (atoms, length) if atoms else self.phrases.written_apart(stems, position)


def _tokens(texts: Mapping[tuple[str, ...], int]) -> list[str]:
    """Return the words of *texts*, each as often as it stands there."""
    return [word for group, times in texts.items() for text in group for word in tokens(text) * times]
