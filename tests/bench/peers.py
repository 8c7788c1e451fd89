"""Four well-known ways to search, over the same knowledge as Kodevakt, each used as its manual says.

A peer knows for every entry its title, other names, questions and answer, and for every code its name, why it
is chosen and the code itself. It answers with its best document: the code of a code document, the text of an
entry; below a threshold it answers ``ukjent``. It never asks back.
"""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, NamedTuple, Protocol

import bm25s
import Stemmer
from rapidfuzz import fuzz, process, utils
from sklearn.feature_extraction.text import TfidfVectorizer

from .questions import Given

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.arshjul import Arshjulene
    from bot.domain.model import Kunnskap, Oppslag, Text, Variant

_WORD = re.compile(r"\w+")


class Document(NamedTuple):
    """What a peer searches in, and what it answers when it finds it."""

    texts: tuple[str, ...]
    answer: Given


class Found(NamedTuple):
    """The best document's number and how well it fits; the scale is the peer's own, more is better."""

    number: int
    score: float


NOTHING = Found(0, float("-inf"))


class Peer(Protocol):
    """A way to search: built over the documents, then asked."""

    def __init__(self, texts: Sequence[str]) -> None: ...

    def best(self, question: str) -> Found:
        """Return the best document for *question*."""
        ...


class SqliteFts5:
    """SQLite's own full-text search, ranked by its bm25; any word may match."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("create virtual table document using fts5(words)")
        self._database.executemany("insert into document(rowid, words) values (?, ?)", enumerate(texts))

    def best(self, question: str) -> Found:
        """Return the best document for *question*."""
        wanted = " OR ".join(f'"{word}"' for word in _WORD.findall(question))
        query = "select rowid, -bm25(document) from document where document match ? order by rank limit 1"
        row = self._database.execute(query, (wanted,)).fetchone() if wanted else None
        return Found(*row) if row else NOTHING


class Bm25s:
    """The bm25s package with its Norwegian stop words and the Snowball stemmer."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._stemmer = Stemmer.Stemmer("norwegian")
        self._index = bm25s.BM25()
        self._index.index(self._tokens(texts), show_progress=False)

    def best(self, question: str) -> Found:
        """Return the best document for *question*."""
        numbers, scores = self._index.retrieve(self._tokens([question]), k=1, show_progress=False)
        return Found(int(numbers[0, 0]), float(scores[0, 0])) if scores[0, 0] > 0 else NOTHING

    def _tokens(self, texts: Sequence[str]) -> bm25s.tokenization.Tokenized:
        return bm25s.tokenize(list(texts), stopwords="norwegian", stemmer=self._stemmer, show_progress=False)


class CharacterNgrams:
    """Scikit-learn's TF-IDF over the character n-grams of words, by cosine."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
        self._matrix = self._vectorizer.fit_transform(texts)

    def best(self, question: str) -> Found:
        """Return the best document for *question*."""
        scores = (self._matrix @ self._vectorizer.transform([question]).T).toarray().ravel()
        number = int(scores.argmax())
        return Found(number, float(scores[number]))


class Rapidfuzz:
    """Rapidfuzz's token set ratio, everything against everything."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [utils.default_process(text) for text in texts]

    def best(self, question: str) -> Found:
        """Return the best document for *question*."""
        asked = utils.default_process(question)
        found = process.extractOne(asked, self._texts, scorer=fuzz.token_set_ratio)
        return Found(found[2], found[1]) if found else NOTHING


PEERS: dict[str, type[Peer]] = {
    "SQLite FTS5 bm25": SqliteFts5,
    "bm25s, stemmed": Bm25s,
    "TF-IDF char n-grams": CharacterNgrams,
    "rapidfuzz token_set": Rapidfuzz,
}


def documents(kunnskap: Kunnskap) -> Iterator[Document]:
    """Yield one document an entry and one a code."""
    for oppslag in kunnskap.oppslag:
        yield Document(tuple(_entry(oppslag)), Given("svar", oppslag.svar.nb))
    for variant in kunnskap.varianter:
        texts = tuple(_variant(variant))
        yield Document(texts, Given("svar", " ".join(texts), (variant.kode,)))


def rows(arshjul: Arshjulene) -> Iterator[Document]:
    """Yield one document a row of the Årshjul."""
    for row in arshjul.rows():
        texts = tuple(filter(None, (row.hva, row.kommentar, ", ".join((*row.fra, *row.til)), " ".join(row.rapport))))
        yield Document(texts, Given("svar", row.hva, dates=tuple(day.isoformat() for day in row.days)))


def _entry(oppslag: Oppslag) -> Iterator[str]:
    yield from _both(oppslag.tittel)
    yield from oppslag.ogsa_kalt
    yield from oppslag.sporsmal
    yield from _both(oppslag.svar)


def _variant(variant: Variant) -> Iterator[str]:
    yield variant.kode
    yield from _both(variant.navn)
    yield from _both(variant.hvorfor)


def _both(text: Text | None) -> Iterator[str]:
    """Yield the text in bokmål and nynorsk."""
    if text:
        yield from filter(None, (text.nb, text.nn))
