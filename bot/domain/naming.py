"""The concept that a question names and asks the meaning of: "OT sto i en e-post. Hva er det?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.language import MEANING
from bot.domain.reading import ABOUT_CODE
from bot.domain.topics import NEUTRAL, WEAK_TOPICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.entries import Entry
    from bot.domain.language import Reader
    from bot.domain.model import Oppslag
    from bot.domain.understanding import Question

_ELSE = 1
"""How many words of its own the sentence that asks may have beside the name."""


class Names:
    """The concepts of one snapshot by their names of one term. A name that two concepts share is none of theirs."""

    def __init__(self, entries: Sequence[Entry], reader: Reader) -> None:
        self._light = reader.light | NEUTRAL
        self._by_key: dict[str, Oppslag | None] = {}
        for entry in entries:
            for key in entry.names - ABOUT_CODE:
                if self._by_key.setdefault(key, entry.oppslag) is not entry.oppslag:
                    self._by_key[key] = None

    def meant(self, asked: Question) -> Oppslag | None:
        """Return the concept whose meaning is asked for, when it is named and little else is asked.

        A question that only points back ("hva er det?") asks about the last that is named before it.
        """
        reading = asked.reading
        if not reading.kinds & MEANING or asked.asks_code or reading.codes:
            return None
        asking = [t.key for t in reading.terms if t.sentence in reading.main]
        own = frozenset(asking) - self._light
        named = [t.key for t in reading.terms if self._by_key.get(t.key)]
        if not asked.points_back:
            named = [key for key in named if key in asking]
            if len(own - set(named)) > _ELSE or len(set(named)) != 1:
                return None
        others = (asked.facts | asked.topics - WEAK_TOPICS) - set(named[-1:])
        return self._by_key[named[-1]] if named and not others else None
