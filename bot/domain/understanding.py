"""What a question asks for, beyond its words: the facts about the pupil, and whether it wants a code."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain import guesses, typed
from bot.domain.catalogue import PROGRAM
from bot.domain.reading import ASKS_CODE, CODE
from bot.domain.sentences import is_yes_or_no, points_back
from bot.domain.topics import TOPICS
from bot.domain.words import words

if TYPE_CHECKING:
    from bot.domain.catalogue import Catalogue
    from bot.domain.codes import Programomradekode
    from bot.domain.decision import Table
    from bot.domain.language import Reader
    from bot.domain.reading import Reading

_REMARK = 5
_AFTER_CODE = re.compile(r"\b(?:etter|after)\s+([A-Za-z]{5}[0-4][A-Z0-9-]{2,})", re.IGNORECASE)
_WHICH_ONE = re.compile(r"^\W*(?:og |hva med |kva med )?(?:den|det) (første|fyrste|andre)\W*$", re.IGNORECASE)
_TERSE = 6
_BARE = 2
_WHEN_WHO = frozenset({"?naar", "?hvem", "?hvor", "?hvorfor", "?antall", "?varighet", "?pris", "?fag"})
_MEANING = "?betyr"
_YEARS = frozenset({"ar1", "ar2", "ar3", "ar4", "ar5"})
_BOTH = "begge"
_SPREAD = frozenset({"to_ar", "alternativ", "egen_gruppe", "liten_gruppe"})
_TRINN = frozenset({"vg1", "vg2", "vg3", "vg4", "etter_vg1", "etter_vg2"})
_SCHOOL_YEAR = _TRINN | {"ungdomstrinn"}
_SITUATION = _SPREAD | {"ungdomstrinn", "ordinar_klasse"}
_PLURAL = ("koder", "kodar", "kodene", "kodane", "codes")
_CODE_WORDS = frozenset({"kode", "spor_kode", "posisjon", "variantkode"})
_IN_CODE = frozenset({"pabygg", "vg3", "vg4"})
_NAMED_CODES = frozenset({"a_kode", "b_kode", "d_kode", "e_kode", "h_kode"})


@dataclass(frozen=True, slots=True)
class Question:
    """A reading with its purpose.

    *facts* are what the decision table chooses by, *unsure* those that the asker leaves open; *programs* the
    grunnkoder that were named; *unused* the terms that are no fact: what the question says beyond describing a
    pupil. *topics* are the trade words among them: they tell that something else than a code may be asked for.
    *which_code* is true for "er det MV eller MF" and "hva fører vi ham på",
    *yes_or_no* for "kan han …?", *plural* for "hvilke koder", *both* for
    "begge kodene", *points_back* for "hva er det?" of something named before.
    *codes* are the codes in it that can be read, *years* the atoms that count years.
    """

    reading: Reading
    facts: frozenset[str]
    unsure: frozenset[str]
    which_code: bool
    yes_or_no: bool
    programs: tuple[str, ...]
    unused: frozenset[str]
    topics: frozenset[str]
    plural: bool
    both: bool
    codes: tuple[Programomradekode, ...]
    years: frozenset[str]
    points_back: bool

    @property
    def trinn(self) -> str:
        """The trinn that the question names, as it stands in a code; empty where none or several are."""
        named = [atom.removeprefix("vg") for atom in ("vg1", "vg2", "vg3") if atom in self.facts]
        return named[0] if len(named) == 1 else ""

    @property
    def says_code(self) -> bool:
        """True when a code is mentioned by that name."""
        return not self.reading.atoms.isdisjoint(("kode", "variantkode"))

    @property
    def asks_code(self) -> bool:
        """True for "hvilken kode", "hva skal jeg føre", or a few words that end in "kode"."""
        atoms = self.reading.atoms
        if ASKS_CODE in atoms or self.which_code or self._asks_barely:
            return True
        named = not _NAMED_CODES.isdisjoint(atoms)
        last = bool(self.reading.terms) and self.reading.terms[-1].key in ("kode", "variantkode")
        return self.says_code and not named and (last or len(self.reading.terms) <= _TERSE)

    @property
    def about_code(self) -> bool:
        """True for "hva skal koden endres til": the sentence that asks names the code."""
        return CODE in self.asking and "?hva" in self.reading.kinds

    @property
    def asking(self) -> set[str]:
        """The terms of the sentences that ask."""
        return {t.key for t in self.reading.terms if t.sentence in self.reading.main}

    @property
    def _asks_barely(self) -> bool:
        """True for "Koden for det tilbudet?" after what the pupil is like."""
        bare = not (self.reading.kinds or self.yes_or_no) and len(self.asking) <= _BARE
        return bare and CODE in self.asking and _NAMED_CODES.isdisjoint(self.reading.atoms)

    @property
    def outright(self) -> bool:
        """True when the question for a code is put in so many words: "hvilken kode"."""
        return self.says_code and ASKS_CODE in self.reading.atoms

    @property
    def wants_code(self) -> bool:
        """True when a code may be what is asked for: facts are given, and no when, who or where."""
        return bool(self.facts or self.programs) and not self.reading.kinds & _WHEN_WHO

    @property
    def asks_meaning(self) -> bool:
        """True for "hva betyr"."""
        return _MEANING in self.reading.kinds

    @property
    def asks_next(self) -> bool:
        """True for a code and the year after."""
        return bool(self.reading.codes) and "neste_ar" in self.reading.atoms

    @property
    def is_code_only(self) -> bool:
        """True when there is nothing but codes, or "what does this code mean"."""
        others = (self.unused - _CODE_WORDS) | (self.facts & self.reading.atoms - _IN_CODE)
        return bool(self.reading.codes) and not others and not self.reading.kinds & _WHEN_WHO


def understand(  # noqa: PLR0913 - two of them are options
    text: str, reader: Reader, table: Table, catalogue: Catalogue, *, chosen: tuple[str, ...] = (), previous: str = ""
) -> Question:
    """Read *text*, with *chosen* atoms added and, in a follow-up, what *previous* said and this does not deny."""
    text = _WHICH_ONE.sub(r"\1 året", guesses.without_guess(text)) if previous else guesses.without_guess(text)
    reading = reader.read(_AFTER_CODE.sub(r"neste år \1", text))
    choice = guesses.options(text)
    if choice:
        reading = typed.without_options(reading, choice, reader, catalogue)
    atoms = _in_force(reading, table) | frozenset(chosen)
    if previous:
        atoms |= table.without_rivals(reader.read(previous).atoms - reading.denied, atoms)
        if _is_remark(reading):
            reading = replace(reader.read(f"{previous}\n{text}"), atoms=atoms)
    programs = _programs(atoms)
    both = _BOTH in atoms
    plural = both or any(word.endswith(_PLURAL) for word in words(text))
    if "to_ar" in reading.past and _YEARS.isdisjoint(atoms):
        atoms |= {"ar2"}
    kodes = tuple(typed.readable(reading.codes))
    programs += tuple(k.grunnkode for k in kodes if k.grunnkode not in programs and catalogue.knows_grunnkode(k))
    atoms = _one_year(atoms | typed.said_by(kodes, atoms, catalogue, table, guessed=guesses.is_guess(text)), both=both)
    facts = (atoms | _implied(atoms, programs, catalogue)) & table.atoms
    unused = frozenset(t.key for t in reading.terms if t.key not in facts and not t.key.startswith(PROGRAM))
    topics = unused & reading.atoms & TOPICS
    return Question(
        reading,
        facts,
        reading.unsure & table.atoms - facts,
        choice is not None or guesses.asks_what_to_enter(text),
        is_yes_or_no(text),
        programs,
        unused,
        topics,
        plural,
        both,
        kodes,
        atoms & _YEARS,
        points_back(text),
    )


def _programs(atoms: frozenset[str]) -> tuple[str, ...]:
    """Return the grunnkoder of the programmes named, the lowest trinn first."""
    named = (a.removeprefix(PROGRAM) for a in atoms if a.startswith(PROGRAM))
    return tuple(sorted(named, key=lambda grunnkode: (grunnkode[5], grunnkode)))


def _in_force(reading: Reading, table: Table) -> frozenset[str]:
    """Return the atoms that hold: what is asked comes before its context, what is now before what was.

    What yields is only what is answered otherwise (another trinn, say); with another trinn goes the situation there.
    """
    now = reading.atoms - reading.past
    asking = now.intersection(t.key for t in reading.terms if t.sentence in reading.main)
    if len(reading.main) > 1:
        last = asking.intersection(t.key for t in reading.terms if t.sentence == max(reading.main))
        asking = last | table.without_rivals(asking - last, last)
    now = asking | table.without_rivals(now - asking, asking)
    now = (now - reading.corrected) | table.without_rivals(now & reading.corrected, now - reading.corrected)
    past = table.without_rivals(reading.atoms & reading.past, now)
    if not _TRINN.isdisjoint(now) and not _SCHOOL_YEAR.isdisjoint(reading.past - now):
        past -= _SITUATION
    return now | past


def _is_remark(reading: Reading) -> bool:
    """True for a few words that ask nothing by themselves: they go on with the question before them."""
    return len(reading.terms) <= _REMARK and not reading.kinds and not reading.codes


def _one_year(atoms: frozenset[str], *, both: bool) -> frozenset[str]:
    """Leave one year: who speaks of the second mentions the first that is done. With *both*, leave none."""
    years = sorted(atoms & _YEARS)
    if both:
        return atoms - _YEARS
    return atoms if "neste_ar" in atoms else atoms - set(years[:-1])


def _implied(atoms: frozenset[str] | set[str], programs: tuple[str, ...], catalogue: Catalogue) -> set[str]:
    """Return what follows from what is said.

    A programme of yrkesfag beside studiespesialisering is a change to yrkesfag; one of vg1 beside another of vg2 is
    a change between them. Where no trinn is named and nothing
    is spread over years, the first year is vg1, and so on.
    """
    found = set()
    vocational = {code[:2] for code in programs if (p := catalogue.program(code)) and p.type == "yrkesfaglig"}
    if "studiespes" in atoms:
        found |= {"yrkesfag"} if vocational else set()
    elif len({code[5] for code in programs if code[5] in "12"}) > 1 and len(vocational) > 1:
        found.add("mellom_yrkesfag")
    if _SPREAD.isdisjoint(atoms) and _TRINN.isdisjoint(atoms):
        found |= {f"vg{year}" for year in "123" if f"ar{year}" in atoms}
    return found
