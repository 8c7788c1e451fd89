"""Which entries rest on which part of a source. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.kildeavtrykk import WHOLE, part_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bot.domain.frist import Arshjul
    from bot.domain.model import Henvisning, Kunnskap


class Kildebruk:
    """Every reference that the rules, the concepts, the codes and the wheels make."""

    def __init__(self, kunnskap: Kunnskap, hjul: Iterable[Arshjul] = ()) -> None:
        self._punkter: dict[str, dict[str, list[str]]] = {}
        self._oppslag = kunnskap.oppslag
        for entry, kilder in _entries(kunnskap):
            for henvisning in kilder:
                self._add(henvisning.kilde.id, henvisning.punkt, entry)
        for wheel in hjul:
            self._add(wheel.kilde.id, WHOLE, f"årshjulet {wheel.skolear}")

    def punkter(self, kilde: str) -> tuple[str, ...]:
        """Return every ``punkt`` of *kilde* that something rests on."""
        return tuple(self._punkter.get(kilde, {}))

    def touched(self, kilde: str, changed: Collection[str], known: Collection[str]) -> tuple[str, ...]:
        """Return the entries that rest on the *changed* ones of the *known* parts of *kilde*."""
        punkter = self._punkter.get(kilde, {}).items()
        found = (entry for punkt, entries in punkter if part_of(punkt, known) in changed for entry in entries)
        return tuple(dict.fromkeys(found))

    def naming(self, koder: Collection[str]) -> tuple[str, ...]:
        """Return the entries that name one of *koder*, or a code made of it."""
        stems = {kode[:6] for kode in koder}
        return tuple(entry.id for entry in self._oppslag if any(kode[:6] in stems for kode in entry.koder))

    def _add(self, kilde: str, punkt: str, entry: str) -> None:
        self._punkter.setdefault(kilde, {}).setdefault(punkt, []).append(entry)


def _entries(kunnskap: Kunnskap) -> Iterator[tuple[str, tuple[Henvisning, ...]]]:
    yield from ((entry.id, entry.provenance.kilder) for entry in kunnskap.oppslag)
    yield from ((variant.kode, variant.provenance.kilder) for variant in kunnskap.varianter)
