"""Codes and pieces of codes that a question only names: what a colleague believes, and the options to choose from.

"Assistenten sier D-kode" does not make a pupil minoritetsspråklig, and "HTA1 eller HTH1?" asks which it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_GUESS_WORDS = (
    "sier seier seie tror trur trodde trudde tippa tippet tippar mener meiner mente meinte foreslår gjetter gjettar "
    "gjetta gjettet påstår påstod skrevet skrive skreiv says said thinks thought guess guessed thinking notat"
).split()
_GUESS = re.compile(rf"\b(?:{'|'.join(_GUESS_WORDS)})\b", re.IGNORECASE)
_LETTERS = r"(?-i:MV|MF|UT|SY|ST|YK|VO|6P|HP|VG|H[TAH]*-?\d?|[GKF][12]?|[A-FHIVXY])"
_PART = rf"(?:(?:[A-Za-z]{{5}})?\d?{_LETTERS}(?:-kod\w*)?-*|(?:[A-Za-z]{{5}})?\d?-{{3,4}})"
_OR = r"\s+(?:eller|el\.?|or|vs\.?)\s+"
_OPTIONS = re.compile(rf"(?<![\w-])({_PART}){_OR}({_PART})(?![\w-])", re.IGNORECASE)
_STEM = r"(?=((?:(?!x{5})[A-Za-z]{5}(?=\d))?))"
_AFTER_GUESS = r"(?=\s*[,.;!?–]|\s+(?:men|but|for|på|til|når|hvis|fordi|i|when|on)\b)"
_GUESSED = re.compile(
    rf"({_GUESS.pattern}(?:\s+\w+){{0,4}}?)\s+{_STEM}{_PART}(?:{_OR}{_PART})?{_AFTER_GUESS}", re.IGNORECASE
)
_WHAT_ON = re.compile(
    r"\b(?:[hk]va|ka|what)\b(?:\s+\w+){1,2}\s+(?:vi|jeg|eg|me|æ|man|I|we)\b"
    r"(?:\s+\w+){0,3}\s+(?:på|inn|til|som|in|as|under)\W*$"
    r"|,\s*(?:hvilken|kva for ein|which one|which)\W*$",
    re.IGNORECASE,
)


class Options(NamedTuple):
    """Two codes, or pieces of codes, to choose between, and the question *without* them."""

    one: str
    other: str
    without: str


def is_guess(text: str) -> bool:
    """True when somebody is said to believe something.

    >>> is_guess('Kollegaen min sier PBPBY3YK--'), is_guess('Eleven har PBPBY3YK--')
    (True, False)
    """
    return bool(_GUESS.search(text))


def without_guess(text: str) -> str:
    """Return *text* without the code that somebody is said to believe in; its first five letters stay.

    >>> without_guess('Kollegaen sier 6P, men hun er privatist')
    'Kollegaen sier, men hun er privatist'
    >>> without_guess('Kollegaen sier PBPBY3YK-- til dem med fagbrev')
    'Kollegaen sier PBPBY til dem med fagbrev'
    """
    return _GUESSED.sub(lambda guess: guess[1] + (f" {guess[2]}" if guess[2] else ""), text)


def options(text: str) -> Options | None:
    """Return the two codes that *text* asks to choose between.

    >>> options('liten gruppe, HTA1 eller HTH1?')
    Options(one='HTA1', other='HTH1', without='liten gruppe,  ?')
    """
    match = _OPTIONS.search(text)
    return Options(match[1], match[2], f"{text[: match.start()]} {text[match.end() :]}") if match else None


def asks_what_to_enter(text: str) -> bool:
    """True for "hva putter vi ham på": what is entered in a field of a register is a code.

    >>> asks_what_to_enter('10.-klassing, hva putter vi ham på'), asks_what_to_enter('hva gjør vi nå')
    (True, False)
    """
    return bool(_WHAT_ON.search(text))
