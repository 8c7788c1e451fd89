"""The shape of ``schedules/kanaler.yaml``: what may stand in the entry of a channel, and in which form."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.adapters.forms import Id, Line, Strict, om, one_or_more

ID = r"^[CG][A-Z0-9]{8,20}$"
CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
MOST_DAYS = 365


def _to_clock(value: object) -> object:
    """Read ``08:00``, and only that way of writing it."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{2}:[0-9]{2}", value):
        raise PydanticCustomError("klokkeslett", "ventet et klokkeslett skrevet slik: '08:00'")
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("klokkeslett", "klokkeslettet finnes ikke; ventet '00:00' til '23:59'") from None


def _to_days(value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_DAYS:
        wanted = f"ventet hele dager før fristen, fra 0 til {MOST_DAYS}, uten minus"
        raise PydanticCustomError("dager", "{wanted}", {"wanted": wanted})
    return int(value)


_Written = Annotated[str, Field(pattern=CLOCK)]
Klokkeslett = Annotated[time, BeforeValidator(_to_clock, json_schema_input_type=_Written)]
_Days = Annotated[int, Field(ge=0, le=MOST_DAYS)]
Dager = Annotated[int, BeforeValidator(_to_days, json_schema_input_type=_Days)]
Ids = Annotated[list[Id], BeforeValidator(one_or_more, json_schema_input_type=Id | list[Id])]
Lines = Annotated[list[Line], BeforeValidator(one_or_more, json_schema_input_type=Line | list[Line])]
Days = Annotated[list[Dager], BeforeValidator(one_or_more, json_schema_input_type=_Days | list[_Days])]


class Stilletid(Strict):
    """From when to when nothing is sent."""

    fra: Klokkeslett = om("Klokkeslettet stillheten begynner, som i '16:00'.")
    til: Klokkeslett = om("Klokkeslettet den slutter.")


class Kanal(Strict):
    """One channel."""

    id: Annotated[str, Field(pattern=ID)] = om("Kanalens id i Slack, som i C0123456789.")
    fylke: Line = om("Fylket, skrevet som i fylker.yaml.")
    kategorier: Ids = om("Bare fristene i disse kategoriene. Mangler: alle.", default=[])
    roller: Lines = om("Bare fristene fra eller til disse. Mangler: alle.", default=[])
    dager_for: Days | None = om("Hvor mange dager før fristen det minnes. Mangler: 14, 7, 1 og 0.", default=None)
    klokkeslett: Klokkeslett | None = om("Når på dagen, norsk tid. Mangler: '08:00'.", default=None)
    stilletid: Stilletid | None = om("Når det ikke sendes noe.", default=None)
    ukesoversikt: bool = om("true: en oversikt over uken i tillegg.", default=False)
    malform: Literal["nb", "nn"] | None = om("nb eller nn. Mangler: fylkets egen.", default=None)
    utkast: bool = om("true: også frister fra årshjul som ingen har bekreftet.", default=False)


class Kanalfil(Strict):
    """The file of the channels."""

    kanaler: list[Kanal] | None = om("Kanalene, en for hver «-».", default=None)
