"""A question to the Årshjul alone: the rows that answer it, or those that are nearest to its words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.domain import compose, fristanswer
from bot.domain.arshjul import NESTE, Utvalg
from bot.domain.reply import Answer
from bot.domain.tidsrom import Mangled
from bot.domain.words import malform_of, stem, words

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.arshjul import Arshjulene
    from bot.domain.frist import Frist, Mangel
    from bot.domain.fristsvar import Fristsvar
    from bot.domain.model import Malform

_ALIKE, _SAME, _WORD_MIN, _WORD_MAX, _WORDS_MAX = 0.84, 0.95, 4, 40, 20
_COUNT, _SHOWN, _ROWS_MAX = 3, 60, 300
_POINTERS = re.compile(
    r"\.?\s+(?=(?:HUSK|Husk!|OBS!|Se \d|\(Data vil være|Frist for fylkene å (?:\w+ ){1,3}i VIGO er))"
)
_NOTHING = (
    "Jeg fant ikke noe om «{tema}» i årshjulet.",
    "Eg fann ikkje noko om «{tema}» i årshjulet.",
)
_GAP = (
    " Utkastet mangler «{hva}»: {hvorfor}.",
    " Utkastet manglar «{hva}»: {hvorfor}.",
)
_TRY = (
    " Prøv «neste 5», en måned, et ukenummer, et system (ssbElev, Lånekassen) eller en rapport (5A019).",
    " Prøv «neste 5», ein månad, eit vekenummer, eit system (ssbElev, Lånekassen) eller ein rapport (5A019).",
)


class Deadlines(Protocol):
    """What finds deadlines: `fristsvar.Frister`, or what reads the wheels when it is first asked."""

    @property
    def arshjul(self) -> Arshjulene:
        """Return the wheels."""

    def find(self, question: str, today: date, fylke: str = "") -> Fristsvar | None:
        """Return the rows that *question* asks for, or None when it is not about deadlines."""


def look_up(frister: Deadlines, question: str, today: date, fylke: str = "", malform: Malform = "nb") -> Answer:
    """Answer *question* from the Årshjul; *malform* is what to write in where it is not itself in nynorsk."""
    written = "nn" if malform_of(question) == "nn" else malform
    try:
        found = frister.find(question, today, fylke)
    except Mangled as error:
        return replace(compose.refused(str(error), written), today=today)
    if found is None or found.what == "utenfor":
        return unfound(question, frister.arshjul, today, fylke, written)
    return fristanswer.compose(found, frister.arshjul, today, written)


def title(row: Frist) -> str:
    """Return what *row* is about: its text without the sentences that point to other rows and dates of its own.

    >>> from bot.domain.frist import Frist, Kategori
    >>> title(Frist(id='a', skolear='2023-2024', kategori=Kategori('ssb', 'SSB'), hva='Kjør rett. Se 25. september'))
    'Kjør rett'
    """
    return _POINTERS.split(row.hva)[0].rstrip(" .:")


def unfound(question: str, arshjul: Arshjulene, today: date, fylke: str, malform: Malform) -> Answer:
    """Say that the Årshjul does not hold *question*, and offer the nearest rows by what they are about."""
    asked = " ".join(question.split())
    tema = asked if len(asked) <= _SHOWN else f"{asked[:_SHOWN].rstrip()}…"
    gap = _gap(question, arshjul, today)
    near = () if gap else nearest(question, arshjul, today, fylke)
    text = _NOTHING[malform == "nn"].format(tema=tema)
    if gap:
        text += _GAP[malform == "nn"].format(hva=gap.hva.rstrip("."), hvorfor=gap.hvorfor.rstrip("."))
    elif not near:
        text += _TRY[malform == "nn"]
    return Answer(kind="ukjent", title=text, text=text, malform=malform, suggestions=near, today=today, fylke=fylke)


def nearest(question: str, arshjul: Arshjulene, today: date, fylke: str = "") -> tuple[str, ...]:
    """Return what the rows are about whose words are most like those of *question*: the rarer the word, the more."""
    return _likest(question, _titles(arshjul, today, fylke), _ALIKE)


def _gap(question: str, arshjul: Arshjulene, today: date) -> Mangel | None:
    """Return what a draft lacks that *question* asks for: a school holiday cannot be derived from last year's."""
    gaps = {gap.hva: gap for wheel in arshjul.covering(today) for gap in wheel.mangler}
    found = _likest(question, list(gaps), _SAME)
    return gaps[found[0]] if found else None


def _likest(question: str, titles: list[str], cutoff: float) -> tuple[str, ...]:
    """Return those of *titles* with the words most like those of *question*, rare words counting more; best first."""
    found_in: dict[str, set[str]] = defaultdict(set)
    for text in titles:
        for word in _long_words(text):
            found_in[word].add(text)
    known, scores = list(found_in), dict.fromkeys(titles, 0.0)
    for asked in _long_words(question)[:_WORDS_MAX]:
        near = process.extract(asked, known, scorer=JaroWinkler.similarity, score_cutoff=cutoff, limit=_COUNT)
        for word, likeness, _ in near:
            for text in found_in[word]:
                scores[text] += likeness / len(found_in[word])
    best = sorted(titles, key=lambda text: -scores[text])[:_COUNT]
    return tuple(text for text in best if scores[text])


def _titles(arshjul: Arshjulene, today: date, fylke: str) -> list[str]:
    """Return what the rows of the wheels around *today* are about, each row once; of the last wheel where none is."""
    county = arshjul.fylke(fylke) if fylke else None
    years = {wheel.skolear for wheel in arshjul.covering(today) or arshjul.hjul[-1:]}
    rows = (row for row in arshjul.rows(Utvalg(fylke=county.navn if county else None)) if row.skolear in years)
    by_id = {row.id.removesuffix(NESTE): title(row) for row in rows}
    return list(dict.fromkeys(by_id.values()))[:_ROWS_MAX]


def _long_words(text: str) -> list[str]:
    return [stem(word) for word in dict.fromkeys(words(text)) if _WORD_MIN <= len(word) <= _WORD_MAX]
