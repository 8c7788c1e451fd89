"""The shape of ``schedules/arshjul/<skoleår>.yaml`` and ``schedules/fylker.yaml``: what may stand where, in which form.

Whether the rows agree with each other and with the counties and sources is for `bot.adapters.wheelcheck` to say.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.adapters.forms import Day, Id, Line, Strict, Text, Words, matches, om, one_or_more
from bot.adapters.schema import Henvisning  # noqa: TC001 - pydantic reads the annotations when it runs

_YEAR_AND_TWO = r"^[0-9]{4}-[0-9]{2}$"
_LINES = r"[0-9]+(-[0-9]+)?(, [0-9]+(-[0-9]+)?)*"


def _to_week(value: object) -> object:
    """Read ``2023-41``: a year and an ISO week of it."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}", value):
        raise PydanticCustomError("uke", "ventet år og uke skrevet slik: 2023-41")
    year, week = int(value[:4]), int(value[5:])
    try:
        date.fromisocalendar(year, week, 1)
    except ValueError:
        raise PydanticCustomError("uke", "uken finnes ikke i kalenderen") from None
    return year, week


def _to_month(value: object) -> object:
    """Read ``2023-08``, as the first day of the month."""
    try:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}", value):
            return date.fromisoformat(f"{value}-01")
    except ValueError:
        raise PydanticCustomError("maned", "måneden finnes ikke i kalenderen") from None
    raise PydanticCustomError("maned", "ventet år og måned skrevet slik: 2023-08")


Skolear = Annotated[str, *matches(r"20[0-9]{2}-20[0-9]{2}", "et skoleår skrevet slik: 2023-2024")]
_YearAndTwo = Annotated[str, Field(pattern=_YEAR_AND_TWO)]
Uke = Annotated[tuple[int, int], BeforeValidator(_to_week, json_schema_input_type=_YearAndTwo)]
_Several = Annotated[list[Uke], Field(min_length=1)]
Uker = Annotated[_Several, BeforeValidator(one_or_more, json_schema_input_type=Uke | _Several)]
Maned = Annotated[date, BeforeValidator(_to_month, json_schema_input_type=_YearAndTwo)]
Rapport = Annotated[str, *matches(r"[0-9][A-Z][0-9]{3}", "en rapport eller et bilde, som i «5A019»")]


class Kategori(Strict):
    """One colour of the legend."""

    id: Id = om("Navnet som radene bruker i «kategori».")
    navn: Line = om("Det kategorien heter.")


class Bekreftelse(Strict):
    """Who confirmed the dates, and when."""

    av: Line = om("Etaten eller kontoret som går god for datoene, ikke navn på personer.")
    dato: Day = om("Dagen det ble bekreftet.")


class Utledning(Strict):
    """Where a derived date came from."""

    dato: Day = om("Datoen raden hadde i årshjulet før.")
    regel: Line = om("Regelen som ga den nye datoen.")


class Mangel(Strict):
    """What could not be derived."""

    hva: Words = om("Det som mangler.")
    hvorfor: Line = om("Hvorfor det ikke kan regnes ut.")
    rad: Id = om("Id-en raden hadde.")


class Linjer(Strict):
    """Where in the source the row stands."""

    linjer: Annotated[str, *matches(_LINES, "linjenumre skrevet slik: 54-57, 60")] = om(
        "Linjenumrene i kilden, som i 54-57, 60."
    )


class _Dated(Strict):
    dato: Day | None = om("Dagen, skrevet slik: '2026-10-24'.", default=None)
    fra_dato: Day | None = om("Første dag i en periode.", default=None)
    til_dato: Day | None = om("Siste dag i en periode.", default=None)


class Unntak(_Dated):
    """A county within the row with other dates, or with a remark of its own."""

    fylke: Line = om("Fylket som har egne datoer, skrevet som i fylker.yaml.")
    merknad: Words | None = om("Det som ellers er annerledes for fylket.", default=None)


class Rad(_Dated):
    """One row of the wheel."""

    id: Id = om("Fast navn på fristen, uten årstall. Endres aldri.")
    slag: Literal["frist", "ferie", "lopende", "rutine"] = om(
        "frist er det vanlige; ferie er skoleferie, lopende skjer hver måned, rutine er en rekkefølge.", default="frist"
    )
    uke: Uker | None = om("År og uke, som i 2023-41; flere uker i en liste.", default=None)
    i_lopet_av: Maned | None = om("År og måned, som i 2023-08.", default=None)
    fra: list[Line] = om("De som gjør det, en for hver rolle.", default=[])
    hva: Words = om("Det som skal gjøres.")
    til: list[Line] = om("Mottakerne.", default=[])
    kommentar: Words | None = om("Mer om fristen.", default=None)
    kategori: Id = om("En av kategoriene øverst i filen.")
    utledet: bool = om("true: kategorien er gjettet, ikke lest.", default=False)
    frist_fylke: Day | None = om("Fylkets frist for å registrere i VIGO.", default=None)
    data_i_vigo: Day | None = om("Dagen dataene ligger i VIGO.", default=None)
    rapport: list[Rapport] = om("Rapporter og bilder i VIGO, som i 5A019.", default=[])
    se_ogsa: list[Id] = om("Id-er på andre rader i samme fil.", default=[])
    fylker: list[Line] = om("Bare for disse fylkene.", default=[])
    unntak: list[Unntak] = om("Fylker med egne datoer.", default=[])
    usikker: list[Words] = om("Det som ikke er sikkert, eller som kilden sier imot seg selv.", default=[])
    kilde: Linjer | None = om("Hvor i kilden raden står.", default=None)
    trinn: list[Words] = om("Leddene i en rutine, i rekkefølge.", default=[])
    hver: Literal["maned"] | None = om("maned for det som gjøres hver måned.", default=None)
    etter: Id | None = om("Id-en på raden som denne følger etter.", default=None)
    anslag: bool = om("true i et utkast: datoen er regnet ut og ikke bekreftet.", default=False)
    utledet_fra: Utledning | None = om("Hvor en utregnet dato kommer fra.", default=None)
    bekreftet: Bekreftelse | None = om("Hvem som har bekreftet raden, og når.", default=None)


class Hode(Strict):
    """What stands above the rows."""

    skolear: Skolear = om("Skoleåret, som i 2023-2024; det samme som filnavnet.")
    status: Literal["bekreftet", "utkast"] = om("bekreftet, eller utkast til noen går god for datoene.")
    pr_dato: Day = om("Dagen årshjulet sist ble endret.")
    kilde: Id = om("Kildens id i knowledge/kilder.yaml.")
    merknad: Text | None = om("Det som gjelder hele årshjulet.", default=None)
    bekreftet: Bekreftelse | None = om("Hvem som har bekreftet årshjulet, og når.", default=None)
    rullet_fra: Skolear | None = om("Skoleåret utkastet er regnet ut fra.", default=None)
    kategorier: Annotated[list[Kategori], Field(min_length=1)] = om("Kategoriene radene kan ha.")
    mangler: list[Mangel] = om("Rader som ikke kunne regnes ut.", default=[])


class Arshjulfil(Hode):
    """The file of one school year."""

    rader: list[Rad] = om("Fristene, en rad for hver.")


class Fylke(Strict):
    """One county."""

    nr: Annotated[str, *matches(r"[0-9]{2}", "to siffer i anførselstegn, som i '03'")] = om(
        "Fylkesnummeret i anførselstegn, som i '03'."
    )
    navn: Line = om("Navnet, slik de andre filene skriver det.")
    malform: Literal["nb", "nn", "noytral"] = om("Fylkestingets språkvedtak: nb, nn eller noytral.")
    gyldig_fra: Day | None = om("Første dag fylket fantes.", default=None)
    gyldig_til: Day | None = om("Siste dag fylket fantes, eller null.", default=None)
    etterfolgere: list[Line] = om("Fylkene det ble til.", default=[])
    forgjenger: list[Line] = om("Fylkene det kom av.", default=[])
    ogsa_kalt: list[Line] = om("Andre navn og skrivemåter.", default=[])
    kilder: list[Henvisning] = om("Hvor det står.", default=[])
    merknad: Line | None = om("Det en admin bør vite.", default=None)


class Fylkefil(Strict):
    """The file of the counties."""

    fylker: list[Fylke] = om("Fylkene, også de som ikke finnes lenger.")


MODELS = (Hode, Rad, Unntak, Linjer, Kategori, Bekreftelse, Utledning, Mangel, Fylke)
FIELDS = {name for model in MODELS for name in model.model_fields} | {"rader", "fylker"}
