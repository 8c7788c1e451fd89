"""What an answer is made of. The edges (Slack, browser, command line) turn it into words; none adds to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.domain.frist import Bekreftelse, Frist
    from bot.domain.model import Henvisning, Malform
    from bot.domain.tilstand import Tilstand


@dataclass(frozen=True, slots=True)
class CodeUse:
    """A code to use: *kode* as concrete as the question allows, *monster* as the handbook prints it."""

    kode: str
    monster: str
    navn: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to settle an avklaring: *atom* is handed back to `answers.answer`, *label* is for the button."""

    atom: str
    label: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another entry that fits the question almost as well as the one answered."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class FristUse:
    """A row of the Årshjul in an answer: *days* are those of its days that answer, the one that counts first.

    *related* are the rows that it points at; *confirmed* tells who vouches for the dates, None for an estimate.
    """

    frist: Frist
    days: tuple[date, ...]
    related: tuple[Frist, ...] = ()
    confirmed: Bekreftelse | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to a question.

    *kind* is ``svar`` (one best answer), ``avklaring`` (*choices* holds what to ask for) or ``ukjent``
    (*suggestions* holds the nearest things that can be asked). *notes* are reservations the reader must see:
    lower trust, inferred, uncertain. *entries* are the ids that the answer rests on. *frister* are the deadlines
    that answer, in order of time, told as of *today* and for *fylke* (empty: for all). *tilstand* is how far the
    entry can be trusted now, where somebody has looked (`bot.domain.tilstand.stated`).
    """

    kind: Literal["svar", "avklaring", "ukjent"]
    title: str
    text: str
    malform: Malform
    why: str = ""
    codes: tuple[CodeUse, ...] = ()
    choices: tuple[Choice, ...] = ()
    suggestions: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    notes: tuple[str, ...] = ()
    kilder: tuple[Henvisning, ...] = ()
    gyldig_fra: date | None = None
    gyldig_til: date | None = None
    kontrollert: date | None = None
    tilstand: Tilstand | None = None
    entries: tuple[str, ...] = ()
    frister: tuple[FristUse, ...] = ()
    today: date | None = None
    fylke: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a code (*position* as ``"1-2"`` or ``"7"``), its characters and what they mean."""

    position: str
    tegn: str
    betydning: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a typed code means, or what is wrong with it.

    *fault* is null or a word of the contract (``feil_lengde`` …) and *message* says it to a person.
    *in_kodeverk* is None for patterns (``xxxxx``), else whether Grep or the handbook holds the code.
    """

    typed: str
    kode: str | None
    fault: str | None = None
    message: str = ""
    corrected: bool = False
    navn: str = ""
    kategori: str = ""
    in_kodeverk: bool | None = None
    status: str | None = None
    parts: tuple[Part, ...] = ()
    suggestions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kilder: tuple[Henvisning, ...] = ()

    @property
    def valid(self) -> bool:
        """True when every position is known to some source."""
        return self.fault is None


@dataclass(frozen=True, slots=True)
class Feedback:
    """One "Var dette nyttig?": *kind* of answer, the *entries* it rested on; no word of what was asked."""

    at: datetime
    kind: str
    entries: tuple[str, ...]
    useful: bool
