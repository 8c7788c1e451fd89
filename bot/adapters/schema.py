"""The shape of the YAML files in ``knowledge/``: what may stand where, and in which form.

The same models judge the files and describe them to an editor (`bot.adapters.jsonschemas`). Whether what stands
there agrees with the rest of the knowledge is for `bot.adapters.crosscheck` to say.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.adapters.forms import (
    Atom,
    Atoms,
    Day,
    Grunnkode,
    Id,
    Kode,
    Line,
    Phrase,
    Position,
    Strict,
    Tekst,
    Text,
    Url,
    om,
)


class Kilde(Strict):
    """One source in the register."""

    id: Id = om("Fast navn på kilden, som oppføringene viser til. Endres aldri.")
    navn: Line = om("Det kilden heter, slik leseren får se den.")
    utgiver: Line = om("Hvem som har gitt den ut.")
    adresse: Url | None = om("Nettadressen, eller null når den ikke har noen.")
    utgave: Line = om("Hvilken utgave som er lest, som i «Skoleåret 2024–2025».")
    lest: Day = om("Dagen kilden sist ble lest, skrevet slik: '2026-11-22'.")
    lisens: Line = om("Hva som er sagt om gjenbruk, eller «ikke oppgitt».")
    tillit: Literal["primar", "sekundar"] = om(
        "primar er håndboken og Grep selv; svar fra en sekundar sier fra om det."
    )
    merknad: Line | None = om("Det en admin bør vite om kilden.", default=None)


class Henvisning(Strict):
    """Where in a source something is written."""

    id: Id = om("Kildens id i kilder.yaml.")
    punkt: Line = om("Hvor i kilden det står, som i «Vg1 over to år» eller «Side 2».")


Conditions = list[Annotated[list[Atom], Field(min_length=1)]]


class _Sourced(Strict):
    kilder: Annotated[list[Henvisning], Field(min_length=1)] = om("Hvor det står. Minst én.")
    gyldig_fra: Day | None = om("Første dag det gjelder, eller null.", default=None)
    gyldig_til: Day | None = om("Siste dag det gjelder, eller null.", default=None)
    kontrollert: Day | None = om("Dagen svaret sist ble kontrollert mot kilden, eller null.", default=None)
    naar: Conditions = om("Når dette er svaret: alle merkene i én av listene. Merkene står i ordlisten.", default=[])
    uten: list[Atom] = om("Merkene som ikke kan gjelde samtidig.", default=[])


class Variant(_Sourced):
    """A code that a source prints (``koder``), or a pattern of codes (``varianter``)."""

    kode: Kode = om("Ti tegn. x er hvilken som helst bokstav, ? i posisjon 6 hvilket som helst trinn.")
    navn: Text = om("Det koden betyr, i få ord.")
    deler: dict[Position, Text] = om("Hva hvert tegn betyr: posisjonen (1–10) og teksten.", default={})
    forvalg: bool = om("true: svar med denne også når en finere kode finnes.", default=False)
    hvorfor: Text | None = om("Hvorfor koden er den riktige.", default=None)
    neste: Kode | None = om("Koden eleven har året etter.", default=None)
    se_ogsa: list[Line] = om("Id-er og koder som er verdt å se på.", default=[])
    siste_er_ar: bool = om("true: siste tegn teller år (HT-1, HT-2 …).", default=False)
    sikkerhet: Literal["hoy", "middels", "lav"] = om(
        "Hvor sikkert det er, for kilder utenfor håndboken.", default="hoy"
    )


class Regel(_Sourced):
    """A rule, and the ways people ask for it."""

    id: Id = om("Fast navn: små bokstaver uten æ, ø og å, siffer og bindestrek. Endres aldri.")
    tittel: Text = om("Overskriften på svaret.")
    svar: Text = om("Svaret: begynn med selve svaret, 1–5 setninger.")
    hvorfor: Text | None = om("Hva som går galt ellers.", default=None)
    sporsmal: list[Line] = om("Slik spør folk. Jo flere måter, desto lettere finnes svaret.", default=[])
    koder: list[Kode] = om("Kodene det handler om.", default=[])
    se_ogsa: list[Id] = om("Id-er på andre oppføringer.", default=[])


class Begrep(Regel):
    """A concept: a system, an actor, a term."""

    ogsa_kalt: list[Line] = om("Andre navn på det samme.", default=[])


class Valg(Strict):
    """One choice of an avklaring."""

    atom: Atom = om("Merket som valget gir.")
    navn: Text = om("Teksten på knappen.")


class Fasett(Strict):
    """One thing that tells codes apart, and the question that asks for it."""

    id: Id = om("Fast navn på det som skiller kodene.")
    sporsmal: Text = om("Spørsmålet Kodevakt stiller når dette mangler.")
    valg: Annotated[list[Valg], Field(min_length=2)] = om("Knappene, minst to.")


class Ord(Strict):
    """What people write, and what it stands for."""

    betyr: Atoms = om("Ett eller flere merker som ordene står for.")
    former: Annotated[list[Phrase], Field(min_length=1)] = om(
        "Skrivemåtene. Bøyninger trengs ikke; «…» står for opptil fem ord. To store bokstaver treffer bare store."
    )


class Fyllord(Strict):
    """Words without meaning, words that are right as they stand, and words that go with any question."""

    tomme: list[Line] = om("Ord uten egen betydning.", default=[])
    vanlige: list[Line] = om("Vanlige ord som er riktig skrevet og ikke skal rettes.", default=[])
    lette: list[Line] = om("Ord som kan stå i hvilket som helst spørsmål.", default=[])


Program = dict[Grunnkode, Annotated[list[Phrase], Field(min_length=1)]]


class Fil(Strict):
    """One file: any of the sections, which are merged over the files."""

    kilder: list[Kilde] = om("Registeret over kilder.", default=[])
    varianter: list[Variant] = om("Kodemønstre: hva posisjon 7–10 betyr.", default=[])
    koder: list[Variant] = om("Koder som er skrevet helt ut.", default=[])
    regler: list[Regel] = om("Regler, med spørsmålene som finner dem.", default=[])
    begreper: list[Begrep] = om("Systemer, registre, aktører og faguttrykk.", default=[])
    fasetter: list[Fasett] = om("Det som skiller koder fra hverandre, og spørsmålet om det.", default=[])
    ord: list[Ord] = om("Ordene folk bruker, og merkene de står for.", default=[])
    program: Program = om("Hva folk kaller et programområde: grunnkoden og navnene.", default={})
    fyllord: Fyllord = om("Ord som ikke peker mot noe svar.", default=Fyllord())


class Ordfil(Strict):
    """The file of words for deadlines, ``schedules/ordliste.yaml``."""

    ord: list[Ord] = om("Ordene folk bruker om frister, og merkene de står for.", default=[])
    fyllord: Fyllord = om("Ord som ikke peker mot noen frist.", default=Fyllord())


MODELS = (Fil, Tekst, Kilde, Henvisning, Variant, Begrep, Fasett, Valg, Ord, Fyllord)
