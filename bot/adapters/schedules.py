"""All of ``schedules/`` at once: the wheels, the counties, the words for deadlines, and the counties' channels.

A file with faults never takes the others down: `read` gives what can be used, together with every fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters import channels, fristord, wheels
from bot.domain.fristsvar import Frister
from bot.domain.model import Ordliste
from bot.errors import Fault, KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.domain.arshjul import Arshjulene
    from bot.domain.kanal import Kanal
    from bot.domain.model import Kilde, Kunnskap


@dataclass(frozen=True, slots=True)
class Schedules:
    """What can be used of the folder; *faults* tells of the rest, in order of file and line."""

    arshjul: Arshjulene
    fristord: Ordliste
    kanaler: Mapping[str, Kanal]
    faults: tuple[Fault, ...] = ()

    def frister(self, kunnskap: Kunnskap) -> Frister:
        """Return what answers questions about the wheels."""
        return Frister(self.arshjul, self.fristord, kunnskap.ordliste)


def read(folder: Path, kilder: Mapping[str, Kilde], instead: Mapping[Path, bytes] | None = None) -> Schedules:
    """Read *folder*. *kilder* are the sources that a wheel may name; some files are as they are to be *instead*."""
    arshjul, faults = wheels.read(folder, kilder, instead)
    kanaler, channel_faults = channels.read(folder, arshjul, instead)
    try:
        words = fristord.load(folder)
    except KnowledgeError as error:
        words = Ordliste((), (), {}, frozenset(), frozenset())
        faults += error.faults
    return Schedules(arshjul, words, kanaler, tuple(sorted([*faults, *channel_faults])))
