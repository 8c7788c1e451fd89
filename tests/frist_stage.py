"""Deadlines for tests of words, of Slack and of the command line: a wheel of a handful of rows, and more of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from slack_says import FakeResponder
from tiny import HANDBOK, ordliste
from tiny_wheel import FYLKER, NOVARI, SSB, day, frist, wheel

from bot.domain import fristoppslag
from bot.domain.arshjul import Arshjulene
from bot.domain.frist import Fylke, Mangel, Unntak, Utledning
from bot.domain.fristsvar import Frister
from bot.domain.model import Henvisning, Malform
from bot.domain.reply import Answer, FristUse
from bot.domain.tid import Tid

if TYPE_CHECKING:
    from bot.domain.frist import Frist

TODAY = date(2023, 9, 18)
VESTLAND = Fylke("46", "Vestland", "nn")

RETT = frist(
    "rett-for-statistikk",
    "2023-09-22",
    hva="Frist for å kjøre oppdatering av rett for statistikk til Udir/SSB. Se 25. september",
    fra=("Fylkene",),
    kategori=SSB,
    rapport=("5A019",),
    kommentar="Rapport i VIGO: 5A019 – Oppdatere rett",
    se_ogsa=("ssbresultat",),
    linjer="73-74",
)
RESULTAT = frist(
    "ssbresultat",
    "2023-09-25",
    hva="Elevdata ssbResultat (2. levering – endelig). Frist for fylkene å registrere i VIGO er 24. september.",
    fra=("VIGO (IST)",),
    til=("Udir (inkl. SSB)",),
    kategori=SSB,
    kommentar="Grunnlag for KOSTRA.",
    frist_fylke="2023-09-24",
    se_ogsa=("rett-for-statistikk",),
    usikker=("Fristen er trykt 24. september, en søndag.",),
    linjer="75-79",
)
PRIVATSKOLE = frist(
    "privatskole",
    "2023-10-09",
    hva="Privatskoledata til Vigo. (Data vil være i VIGO senest 11. oktober)",
    fra=("Udir (WIS)",),
    til=("VIGO (IST)",),
    data_i_vigo="2023-10-11",
)
HOSTFERIE = frist(
    "hostferie",
    Tid.uke((2023, 41)),
    hva="Høstferie for Vestland og Nordland (kun 11.–13. oktober)",
    slag="ferie",
    fylker=("Vestland", "Nordland"),
    unntak=(Unntak("Nordland", Tid.periode(day("2023-10-11"), day("2023-10-13")), "kun 11.–13. oktober"),),
)
SENSUR = frist(
    "sensur", Tid.periode(day("2024-06-19"), day("2024-06-21")), hva="Fellessensur", fra=("Statsforvalteren",)
)
VILBLI = frist("vilbli-apner", Tid.maned(2024, 8), hva="vilbli.no åpner", fra=("vilbli.no",))
SLUTTERE = frist(
    "sluttere", None, slag="lopende", hver="maned", etter="rett-for-statistikk", hva="Overføre sluttere til VIGO OT",
    fra=("VIGO (Inntak)",), rapport=("6A015",), se_ogsa=("rett-for-statistikk",),
)  # fmt: skip
RUTINE = frist(
    "rutine",
    None,
    slag="rutine",
    hva="Rutiner for overføring",
    trinn=("Importer privatskoleelevene.", "Så overføres OT."),
)
ROWS = (RETT, RESULTAT, PRIVATSKOLE, HOSTFERIE, SENSUR, VILBLI, SLUTTERE, RUTINE)
MANY = tuple(
    frist(f"kontroll-{n:02}", f"2023-11-{n:02}", hva=f"Kontroll nummer {n}", fra=("Fylkene",)) for n in range(1, 26)
)
ESTIMATE = replace(
    RETT,
    skolear="2026-2027",
    tid=Tid.dato(day("2026-09-22")),
    anslag=True,
    utledet_fra=Utledning(day("2023-09-22"), "samme dag i måneden"),
)
GAP = Mangel("Høstferie for Vestland", "skoleferier fastsettes av hvert fylke", "hostferie")


def arshjulene(*rows: Frist) -> Arshjulene:
    """Return a confirmed wheel of 2023-2024 with *rows*, and the draft of 2026-2027 with one estimate and one gap."""
    draft = replace(wheel(ESTIMATE, skolear="2026-2027", draft=True), mangler=(GAP,))
    return Arshjulene([wheel(*(rows or (*ROWS, *MANY))), draft], (*FYLKER, VESTLAND))


def frister(*rows: Frist) -> Frister:
    """Return what answers questions about *rows*, with a few words for them."""
    words = ordliste({"rett": ["rett"], "neste": ["neste"]}, tomme="for til i av og å")
    return Frister(arshjulene(*rows), words, ordliste())


class FristResponder(FakeResponder):
    """A responder that looks deadlines up, and is the fake one in everything else."""

    def __init__(self, *rows: Frist) -> None:
        super().__init__()
        self.looked_up = frister(*rows)

    def deadlines(self, question: str, *, today: date, fylke: str = "", malform: Malform | None = None) -> Answer:
        """Look *question* up."""
        self.asked.append((question, (), ""))
        self.places.append((today, fylke, malform))
        return fristoppslag.look_up(self.looked_up, question, today, fylke, malform or "nb")


def answer(*rows: Frist, today: date | None = TODAY, malform: Malform = "nb", **more: Any) -> Answer:
    """Return the answer that tells *rows*, on each of their days."""
    uses = tuple(
        FristUse(row, row.days, tuple(o for o in ROWS if o.id in row.se_ogsa), None if row.anslag else NOVARI)
        for row in rows
    )
    given: dict[str, Any] = {
        "title": "",
        "text": "",
        "kilder": tuple(Henvisning(HANDBOK, f"linje {row.linjer}") for row in rows),
        "entries": tuple(row.key for row in rows),
    }
    return Answer(kind="svar", malform=malform, frister=uses, today=today, **(given | more))
