"""The shape of ``schedules/arshjul/<skoleår>.yaml`` and ``schedules/fylker.yaml``: what may stand where, in which form.

Whether the rows agree with each other and with the counties and sources is for `bot.adapters.wheelcheck` to say.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from bot.adapters.schema import WORDS, Day, Henvisning, Id, Line, Text

_LINES = r"[0-9]+(-[0-9]+)?(, [0-9]+(-[0-9]+)?)*"


def _matches(pattern: str, wanted: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise PydanticCustomError("form", "{wanted}", {"wanted": f"ventet {wanted}"})
        return value

    return AfterValidator(check)


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


def _one_or_more(value: object) -> object:
    return value if isinstance(value, list) else [value]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Words = Annotated[str, Field(pattern=WORDS, max_length=3000)]
Skolear = Annotated[str, _matches(r"20[0-9]{2}-20[0-9]{2}", "et skoleår skrevet slik: 2023-2024")]
Uke = Annotated[tuple[int, int], BeforeValidator(_to_week)]
Uker = Annotated[list[Uke], Field(min_length=1), BeforeValidator(_one_or_more)]
Maned = Annotated[date, BeforeValidator(_to_month)]
Rapport = Annotated[str, _matches(r"[0-9][A-Z][0-9]{3}", "en rapport eller et bilde, som i «5A019»")]


class Kategori(_Strict):
    """One colour of the legend."""

    id: Id
    navn: Line


class Bekreftelse(_Strict):
    """Who confirmed the dates, and when."""

    av: Line
    dato: Day


class Utledning(_Strict):
    """Where a derived date came from."""

    dato: Day
    regel: Line


class Mangel(_Strict):
    """What could not be derived."""

    hva: Words
    hvorfor: Line
    rad: Id


class Linjer(_Strict):
    """Where in the source the row stands."""

    linjer: Annotated[str, _matches(_LINES, "linjenumre skrevet slik: 54-57, 60")]


class _Dated(_Strict):
    dato: Day | None = None
    fra_dato: Day | None = None
    til_dato: Day | None = None


class Unntak(_Dated):
    """A county within the row with other dates, or with a remark of its own."""

    fylke: Line
    merknad: Words | None = None


class Rad(_Dated):
    """One row of the wheel."""

    id: Id
    slag: Literal["frist", "ferie", "lopende", "rutine"] = "frist"
    uke: Uker | None = None
    i_lopet_av: Maned | None = None
    fra: list[Line] = []
    hva: Words
    til: list[Line] = []
    kommentar: Words | None = None
    kategori: Id
    utledet: bool = False
    frist_fylke: Day | None = None
    data_i_vigo: Day | None = None
    rapport: list[Rapport] = []
    se_ogsa: list[Id] = []
    fylker: list[Line] = []
    unntak: list[Unntak] = []
    usikker: list[Words] = []
    kilde: Linjer | None = None
    trinn: list[Words] = []
    hver: Literal["maned"] | None = None
    etter: Id | None = None
    anslag: bool = False
    utledet_fra: Utledning | None = None
    bekreftet: Bekreftelse | None = None


class Hode(_Strict):
    """What stands above the rows."""

    skolear: Skolear
    status: Literal["bekreftet", "utkast"]
    pr_dato: Day
    kilde: Id
    merknad: Text | None = None
    bekreftet: Bekreftelse | None = None
    rullet_fra: Skolear | None = None
    kategorier: Annotated[list[Kategori], Field(min_length=1)]
    mangler: list[Mangel] = []


class Fylke(_Strict):
    """One county."""

    nr: Annotated[str, _matches(r"[0-9]{2}", "to siffer i anførselstegn, som i '03'")]
    navn: Line
    malform: Literal["nb", "nn", "noytral"]
    gyldig_fra: Day | None = None
    gyldig_til: Day | None = None
    etterfolgere: list[Line] = []
    forgjenger: list[Line] = []
    ogsa_kalt: list[Line] = []
    kilder: list[Henvisning] = []
    merknad: Line | None = None


MODELS = (Hode, Rad, Unntak, Linjer, Kategori, Bekreftelse, Utledning, Mangel, Fylke)
FIELDS = {name for model in MODELS for name in model.model_fields} | {"rader", "fylker"}
