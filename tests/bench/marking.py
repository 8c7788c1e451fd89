"""Marks an answer: did it hold what was asked for, and would it also pass a strict reader?

The strict mark stops two ways of passing by luck: answering with everything, and never saying no.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .questions import Given, Gold, Kind

LONGEST_TEXT = 1500
FREE_CODES, FREE_DATES = 2, 4

_HYPHENS = re.compile("[\u2010-\u2014\u2212]")  # the dashes that a word processor puts in a code
_MARKUP = re.compile("[*_`~]")
_SENTENCE_END = re.compile(r"[.!?\n]")
_CODE_WORD = re.compile("kode|code|tilsvar")
_THERE_IS_NONE = re.compile(
    r"(?:finnes|fins|finst|foreligger|eksisterer|ligg\w*\s+føre)\s+(?:det\s+)?(?:ikkj?e|ingen)"
    r"|ikkj?e\s+laget"
    r"|ikkj?e\s+laga"
    r"|gjelder\s+(?:bare|kun)"
    r"|gjeld\s+berre"
    r"|ingen\s+(?:\w+\s+){0,2}(?:kode|tilsvarende|tilsvarande)"
    r"|no such code"
)


class Mark(NamedTuple):
    """Whether an answer passed, and whether it passed strictly."""

    passed: bool
    strict: bool


def mark(gold: Gold, given: Given) -> Mark:
    """Return the mark of *given* as an answer to *gold*."""
    return _RULES[gold.kind](gold, given)


def wrong_code(gold: Gold, given: Given) -> bool:
    """True when a code was asked for, and the one given with confidence is not the right one."""
    return gold.kind == "kode" and _gives_code(given) and not _one_of(given.codes[0], gold.codes)


def needless_code(gold: Gold, given: Given) -> bool:
    """True when a code was given with confidence to a question that no code answers."""
    return gold.kind == "utenfor" and _gives_code(given)


def fits(code: str, pattern: str) -> bool:
    """True when *code* is what *pattern* asks for; an ``x`` in it stands for any letter, case does not count."""
    code = _HYPHENS.sub("-", unicodedata.normalize("NFKC", code).strip().strip("`*\"' "))
    return len(code) == len(pattern) and all(
        asked.upper() == typed.upper() or (asked == "x" and typed.isalpha())
        for asked, typed in zip(pattern, code, strict=True)
    )


def _gives_code(given: Given) -> bool:
    return given.kind == "svar" and bool(given.codes)


def _one_of(code: str, patterns: Iterable[str]) -> bool:
    return any(fits(code, pattern) for pattern in patterns)


def _code(gold: Gold, given: Given) -> Mark:
    """Every code asked for must be there and none of the near misses first; strictly, the right one is first."""
    if gold.may_ask_back and given.kind == "avklaring":
        return Mark(passed=True, strict=True)
    first = given.codes[0] if given.codes else ""
    complete = all(any(fits(code, asked) for code in given.codes) for asked in gold.codes)
    passed = complete and not _one_of(first, gold.not_first)
    few = len(given.codes) <= 2 * len(gold.codes) + FREE_CODES
    return Mark(passed, passed and given.kind == "svar" and few and _one_of(first, gold.codes))


def _words(gold: Gold, given: Given) -> Mark:
    """Every key word must be in the text in some spelling; strictly, in an answer that can be read at a glance."""
    text = _plain(given.text)
    passed = all(any(word.strip().casefold() in text for word in spellings) for spellings in gold.words)
    return Mark(passed, passed and given.kind == "svar" and len(text) <= LONGEST_TEXT)


def _dates(gold: Gold, given: Given) -> Mark:
    """Every date of one set must be given; strictly, one of them first and few others, or none outside the window."""
    dates = [date[:10] for date in given.dates]
    passed = any(wanted.issubset(dates) for wanted in gold.dates)
    if gold.window:
        earliest, latest = gold.window
        return Mark(passed, passed and all(earliest <= date <= latest for date in dates))
    right_first = any(dates[0] in wanted for wanted in gold.dates) if dates else False
    return Mark(passed, passed and right_first and len(set(dates)) <= len(gold.dates[0]) + FREE_DATES)


def _outside(gold: Gold, given: Given) -> Mark:
    """Only a no will do; strictly, one without any code or date. Where there is no such code, it must be said."""
    unknown = given.kind == "ukjent"
    if gold.no_such_code:
        refused = not given.codes and _says_none(_plain(given.text))
        return Mark(unknown or refused, refused)
    return Mark(unknown, unknown and not given.codes and not given.dates)


def _plain(text: str) -> str:
    return _MARKUP.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _says_none(text: str) -> bool:
    """True when one sentence of *text* both denies something and speaks of a code."""
    sentences = _SENTENCE_END.split(text)
    return any(_THERE_IS_NONE.search(said) and _CODE_WORD.search(said) for said in sentences)


_RULES: dict[Kind, Callable[[Gold, Given], Mark]] = {
    "kode": _code,
    "regel": _words,
    "begrep": _words,
    "frist": _dates,
    "utenfor": _outside,
}
