"""What the words of a rule or a concept come to: read once, and kept for as long as it is the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.domain.language import Reader
    from bot.domain.model import Oppslag

TITLE, EXAMPLE, TEXT = 1.0, 0.95, 0.7
"""How well an entry is known by a word of its names, of its examples, and of its answer."""


class Example(NamedTuple):
    """One way to ask: its terms and its question words."""

    terms: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry and its words: *vocabulary* tells how well it is known by each.

    *title* are the terms of its title. *names* are the terms that name a concept all by themselves, *called* those
    of them that are no ordinary words.
    """

    oppslag: Oppslag
    vocabulary: Mapping[str, float]
    examples: tuple[Example, ...]
    title: frozenset[str]
    names: frozenset[str]
    called: frozenset[str]


def read(oppslag: Iterable[Oppslag], reader: Reader, before: Iterable[Entry] = ()) -> Sequence[Entry]:
    """Read *oppslag*. Those that were read *before*, with a reader that reads alike, are taken over."""
    known = {entry.oppslag.id: entry for entry in before}
    return [_kept(known.get(o.id), o) or _read(o, reader) for o in oppslag]


def ids(entries: Iterable[Entry]) -> list[str]:
    """Return the ids of *entries*, in order."""
    return [entry.oppslag.id for entry in entries]


def _kept(entry: Entry | None, oppslag: Oppslag) -> Entry | None:
    return entry if entry and (entry.oppslag is oppslag or entry.oppslag == oppslag) else None


def _read(oppslag: Oppslag, reader: Reader) -> Entry:
    vocabulary: dict[str, float] = {}
    examples: list[Example] = []
    texts = [oppslag.svar.nb, oppslag.svar.nn or "", oppslag.hvorfor.nb if oppslag.hvorfor else ""]
    for text in texts:
        vocabulary.update(dict.fromkeys(reader.keys(text)[0], TEXT))
    for question in oppslag.sporsmal:
        keys, asked = reader.keys(question)
        vocabulary.update(dict.fromkeys(keys, EXAMPLE))
        examples.append(Example(keys, asked))
    named = [reader.keys(name)[0] for name in _names(oppslag)]
    for keys in named:
        vocabulary.update(dict.fromkeys(keys, TITLE))
        examples.append(Example(keys, frozenset()))
    vocabulary.update(dict.fromkeys(oppslag.koder, TITLE))
    is_concept = oppslag.kind == "begrep"
    called = (oppslag.tittel.nb, *oppslag.ogsa_kalt) if is_concept else ()
    return Entry(
        oppslag=oppslag,
        vocabulary=vocabulary,
        examples=tuple(example for example in examples if example.terms),
        title=named[0] if oppslag.tittel.nb else frozenset(),
        names=frozenset().union(*(keys for keys in named if is_concept and len(keys) == 1)),
        called=frozenset().union(*map(reader.names, called)),
    )


def _names(oppslag: Oppslag) -> list[str]:
    names = (oppslag.tittel.nb, oppslag.tittel.nn, *oppslag.ogsa_kalt)
    return [name for name in names if name]
