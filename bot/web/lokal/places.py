"""Who and what is in the workspace: tables, to be extended by a row."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.kanal import Kanal

TEAM = "T0LOKAL"
APP = "A0KODEVAKT"
ADMIN_GROUP = "S0ADMIN"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes. *bot_id* is set for Kodevakt only."""

    id: str
    name: str
    handle: str
    bot_id: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A place to write: a channel, or the direct message to Kodevakt. *fylke* is the county whose channel it is."""

    id: str
    name: str
    topic: str
    is_im: bool = False
    fylke: str = ""


ME = Person("U0DU", "Du", "du")
BOT = Person("U0KODEVAKT", "Kodevakt", "kodevakt", bot_id="B0KODEVAKT")
WORKSPACE = Person("U0LOKAL", "Kodevakt lokal", "lokal")
PEOPLE = {person.id: person for person in (ME, BOT, WORKSPACE)}

DIRECT = Channel("D0KODEVAKT", "Kodevakt", "Direktemelding: spør uten @", is_im=True)
ADMIN = Channel("C0ADMIN", "admin", "For dem som vedlikeholder kunnskapen")
_FELLES = (
    Channel("C0INNTAK", "inntak", "Felles kanal: svarene gjelder alle fylker"),
    Channel("C0FAGOPPLERING", "fagopplæring", "Felles kanal: svarene gjelder alle fylker"),
)
_FYLKENES = tuple(
    Channel(f"C0VIGO{number}", f"vigo-{name}", f"Kanalen til {fylke}: svarene gjelder fylket", fylke=fylke)
    for number, (name, fylke) in enumerate((("vestland", "Vestland"), ("oslo", "Oslo")), start=1)
)
CHANNELS = {place.id: place for place in (DIRECT, *_FELLES, *_FYLKENES, ADMIN)}


def kanaler() -> list[Kanal]:
    """Return the channels of counties, as ``schedules/kanaler.yaml`` would name them."""
    return [Kanal(id=place.id, fylke=place.fylke) for place in CHANNELS.values() if place.fylke]
