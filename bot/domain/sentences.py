"""How a question is cut up: into sentences, those that ask and those that are context, and into clauses."""

from __future__ import annotations

import re

MAX_QUESTION = 1000
BUT = ("men", "but")
_CLAUSE = re.compile(
    r"[,:–→]|(?<=\s)(men|but)(?=\s)|(?<=\s)(?<!skal )(?<!kan )(?<! å )(?<!vil )(?<!ner )(?<!ter )(?=(?:nå|no|now)\s)"
)
_SENTENCE = re.compile(r"([!?\n;]+|\.(?=\s+[A-ZÆØÅ])|\.\s*$)")


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
