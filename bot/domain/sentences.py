"""How a question is cut up: into sentences, those that ask and those that are context, and into clauses."""

from __future__ import annotations

import re

MAX_QUESTION = 1000
BUT = ("men", "but")
_BEFORE_REACH = "skal kan vil ikke kje not ner ter treng trenger kunne".split()
_NOT_NOW = "".join(f"(?<!{end} )" for end in (*_BEFORE_REACH, " å"))
_CLAUSE = re.compile(rf"[,:–→]|(?<=\s)(men|but)(?=\s)|(?<=\s){_NOT_NOW}(?=(?:nå|no|now)\s)")
_NOW = re.compile(r"\s*(?:nå|no|now|i år|this year)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:[hk]va|ka|what)\b(?:'s|\s+\w+){1,3}\s+(?:det|dette|denne|that|this|it|de til|dei til)"
    r"(?:\s+(?:for (?:noe|noko|slags|no)|egentlig|eigentleg|da|då|igjen|hos oss|i vigo|in vigo|by that|mean))*\W*$",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"(?:^|[.!?\n])\W*(?:kan|må|får|skal|har|er|blir|bør|trenger|treng|mister|mistar|finnes|finst|fins|gjelder|gjeld|vil"
    r"|can|may|must|does|do|is|are|has|have|will|should)\b[^.?!\n]*\?\s*$",
    re.IGNORECASE,
)
_ASKS_WHEN = re.compile(
    r"\W*(?:når|when)(?:\s+(?:på|i|under|in|during)(?:\s+\w+){1,3}?)?"
    r"\s+(?:skal|må|kan|bør|bytter|byter|endrer|endrar|do|should|must|can)\s+(?:vi|jeg|eg|me|man|en|ein|we|I|koden)\b",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"\s*(?:vanligvis|vanlegvis|normalt|som regel|til vanlig|til vanleg|usually|normally|as a rule)\b", re.IGNORECASE
)
_CORRECTS = re.compile(r"\s*(?:men|but)\b", re.IGNORECASE)
_ASKS = "hva|hvilken|hvilket|hvilke|hvor|hvordan|hvem|når|kva|kven|korleis|kor|ka|koss|what|which|how|where|when"
_STOP = rf"\.(?=\s+[A-ZÆØÅ]|\s+(?:{_ASKS})\b|\s*$)|(?<=[a-zæøå]{{6}})\.(?=\s+[a-zæøå])"
"""A full stop: before a capital letter or a question word, and after a word too long to be cut short."""

_SENTENCE = re.compile(rf"([!?\n;]+|{_STOP})")


def sentences(text: str) -> list[tuple[str, str]]:
    """Return the sentences of *text*, each with the sign that ended it."""
    pieces = [*_SENTENCE.split(text), ""]
    return [(s, end) for s, end in zip(pieces[::2], pieces[1::2], strict=True) if s.strip()]


def asking(cut: list[tuple[str, str]]) -> frozenset[int]:
    """Return the sentences that end in a question mark, or the last one when none does."""
    found = frozenset(n for n, (_, end) in enumerate(cut) if "?" in end)
    return found or frozenset({len(cut) - 1})


def shorten(text: str) -> str:
    """Keep the beginning and the end: people write context first and the question last."""
    half = MAX_QUESTION // 2
    return text if len(text) <= MAX_QUESTION else f"{text[:half]} \n {text[-half:]}"


def clauses(sentence: str) -> list[str]:
    """Return the clauses of a sentence in order; a "men" or "but" between two is one by itself.

    >>> clauses('skulle på vg1, men går på vg2')
    ['skulle på vg1', ' ', 'men', ' går på vg2']
    """
    return [clause for clause in _CLAUSE.split(sentence) if clause]


def is_yes_or_no(text: str) -> bool:
    """True for a question that a yes or a no answers.

    >>> is_yes_or_no('Kan eleven bytte?'), is_yes_or_no('Når kan eleven bytte?')
    (True, False)
    """
    return bool(_YES_OR_NO.search(text))


def points_back(text: str) -> bool:
    """True when *text* ends by asking about something it has named.

    >>> points_back('Det sto OT i lista. Hva er det for noe?'), points_back('Hva er det vi gjør?')
    (True, False)
    """
    return bool(_POINTS_BACK.search(text))


def corrects(sentence: str) -> bool:
    """True for a sentence that begins with "men": it comes before what the sentence before it says.

    >>> corrects('Men planen er dagsenter'), corrects('Planen er dagsenter')
    (True, False)
    """
    return bool(_CORRECTS.match(sentence))


def asks_when(sentence: str) -> bool:
    """True for a sentence that asks for a time, whatever else it speaks of: "når" before the verb.

    >>> asks_when('Når på året skal vi bytte kode'), asks_when('Når eleven har byttet, hvilken kode har hun da')
    (True, False)
    """
    return bool(_ASKS_WHEN.match(sentence))


def is_usual(sentence: str) -> bool:
    """True for a sentence that begins with what is usual.

    >>> is_usual('Vanligvis har de to år på skole'), is_usual('Hun har to år på skole')
    (True, False)
    """
    return bool(_USUAL.match(sentence))


def comes_after(sentence: str) -> bool:
    """True for a sentence that begins with "nå": what stands before it was.

    >>> comes_after('Nå er hun på vg2'), comes_after('Hun er på vg2 nå')
    (True, False)
    """
    return bool(_NOW.match(sentence))
