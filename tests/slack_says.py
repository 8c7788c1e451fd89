"""A responder with a few answers of its own, and what the answers are made of."""

from __future__ import annotations

import re
import threading
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.domain.arshjul import Arshjulene
from bot.domain.frist import Fylke
from bot.domain.model import Henvisning, Kilde, Kunnskap, Ordliste
from bot.domain.reply import Answer, Choice, CodeUse, Decoded, FristUse, Part
from bot.errors import KodevaktError

if TYPE_CHECKING:
    from bot.domain.model import Malform


KILDE = Kilde(
    id="regbok-a03",
    navn="Registreringshåndboken A03",
    utgiver="Udir",
    adresse="https://www.udir.no/a03?x=1&y=2",
    utgave="2024/25",
    lest=date(2026, 11, 2),
    lisens="-",
    tillit="primar",
)


HENVISNING = Henvisning(KILDE, "Vg1 over to år")


_KODE = re.compile(r"[A-Z]{5}[0-4][A-Z0-9-]{4}|xxxxx[0-4][A-Z0-9-]{4}")


class FakeResponder:
    """A responder with a few answers, that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...], str]] = []
        self.places: list[tuple[date | None, str, Malform | None]] = []
        self.frister: tuple[FristUse, ...] = ()

    def only_codes(self, text: str) -> bool:
        """True for words that all look like codes."""
        return all(_KODE.fullmatch(word) or word == "TPTIP" for word in text.split())

    def decode(self, text: str, malform: Malform = "nb") -> tuple[Decoded, ...]:
        """Explain each word."""
        self.places.append((None, "", malform))
        return tuple(decoded(word) for word in text.split()[:20])

    def answer(
        self,
        question: str,
        *,
        atoms: tuple[str, ...] = (),
        previous: str = "",
        malform: Malform | None = None,
        today: date | None = None,
        fylke: str = "",
    ) -> Answer:
        """Ask back about vg1 over two years, know nothing of the weather, break on request, else echo."""
        self.asked.append((question, atoms, previous))
        self.places.append((today, fylke, malform))
        if "knekk" in question:
            raise RuntimeError(f"klarte ikke {question}")
        if "været" in question:
            near = ("Når skrives grunnkoden på vitnemålet?", "Hva er VIGO?")
            return Answer("ukjent", "Ukjent", "Det finnes ikke i kildene mine.", malform or "nb", suggestions=near)
        if "over to år" in question and len(atoms) < 2:
            return asked_back(("ar=1", "ar=2") if not atoms else ("minoritet", "ordinar"))
        return svar(question if not atoms else "Bruk TPTIP1D---.")

    def deadlines(self, question: str, *, today: date, fylke: str = "", malform: Malform | None = None) -> Answer:
        """Answer with the deadlines that it was given, under the question as a title."""
        self.asked.append((question, (), ""))
        self.places.append((today, fylke, malform))
        keys = tuple(use.frist.key for use in self.frister)
        told: dict[str, Any] = {"frister": self.frister, "entries": keys, "today": today, "fylke": fylke}
        return Answer("svar", question, "" if keys else question, malform or "nb", kilder=(HENVISNING,), **told)


class FakePicture:
    """A picture of nothing, with more to say than Slack takes."""

    title, alt, name = "Årshjul\u202e 2023–2024", "Årshjulet. " * 300, "arshjul-2023-2024"

    def png(self, width: int) -> bytes:
        """Return something as wide as it is wanted."""
        return b"\x89PNG %d" % width


class FakePictures:
    """Draws nothing when *free* is set, and remembers what it was asked to draw. There is no wheel before 2023."""

    def __init__(self) -> None:
        self.arshjul = Arshjulene((), (Fylke("03", "Oslo", "nb"), Fylke("46", "Vestland", "nn")))
        self.drawn: list[tuple[date, str | None, str | None]] = []
        self.fault: Exception | None = None
        self.free = threading.Event()
        self.free.set()

    def draw(self, today: date, fylke: str | None = None, skolear: str | None = None) -> FakePicture:
        """Draw."""
        assert self.free.wait(10), "nobody let it draw"
        if self.fault:
            raise self.fault
        if skolear and skolear < "2023":
            raise KodevaktError(f"Det finnes ikke noe årshjul for {skolear}.")
        self.drawn.append((today, fylke, skolear))
        return FakePicture()


def svar(text: str, **more: Any) -> Answer:
    """Return an answer with a code, a why and a source."""
    use = CodeUse("TPTIP1D---", "xxxxx1D---", "Vg1 over to år, første året, minoritetsspråklig")
    given: dict[str, Any] = {
        "title": "Vg1 over to år",
        "malform": "nb",
        "why": "Eleven følger samme kode hele det første året.",
        "codes": (use,),
        "kilder": (HENVISNING,),
        "entries": ("vg1-to-ar",),
    }
    return Answer(kind="svar", text=text, **(given | more))


def asked_back(atoms: tuple[str, ...]) -> Answer:
    """Return an avklaring with one choice an atom."""
    choices = tuple(Choice(atom, f"Valget {atom}") for atom in atoms)
    return Answer("avklaring", "Hvilket år?", "Hvilket år er eleven i?", "nb", choices=choices)


def decoded(typed: str, **more: Any) -> Decoded:
    """Return the meaning of a code, or what is wrong with TPTIP."""
    if typed == "TPTIP":
        message = "Koden har fem tegn; en programområdekode har ti."
        return Decoded(typed, None, "feil_lengde", message, suggestions=("TPTIP1----",))
    given: dict[str, Any] = {
        "navn": "Teknologi- og industrifag",
        "kategori": "1. år av 2-årig kurs",
        "in_kodeverk": True,
        "status": "publisert",
        "parts": (
            Part("1-2", "TP", "Teknologi- og industrifag"),
            Part("6", "1", "vg1"),
            Part("8-10", "---", ""),
        ),
        "kilder": (HENVISNING,),
    }
    return Decoded(typed, typed, **(given | more))


def kunnskap() -> Kunnskap:
    """Return knowledge that holds nothing."""
    words = Ordliste((), (), {}, frozenset(), frozenset())
    return Kunnskap({}, (), (), words, {}, {}, date(2026, 11, 2), "NLOD")
