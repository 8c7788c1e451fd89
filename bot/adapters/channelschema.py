"""The shape of ``schedules/kanaler.yaml``: what may stand in the entry of a channel, and in which form."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from bot.adapters.schema import Id, Line  # noqa: TC001 - pydantic reads the annotations when it runs

ID = r"^[CG][A-Z0-9]{8,20}$"
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


def _one_or_more(value: object) -> object:
    return value if isinstance(value, list) else [value]


_SEVERAL = BeforeValidator(_one_or_more)
Klokkeslett = Annotated[time, BeforeValidator(_to_clock)]
Dager = Annotated[int, BeforeValidator(_to_days)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Stilletid(_Strict):
    """From when to when nothing is sent."""

    fra: Klokkeslett
    til: Klokkeslett


class Kanal(_Strict):
    """One channel."""

    id: Annotated[str, Field(pattern=ID)]
    fylke: Line
    kategorier: Annotated[list[Id], _SEVERAL] = []
    roller: Annotated[list[Line], _SEVERAL] = []
    dager_for: Annotated[list[Dager], _SEVERAL] | None = None
    klokkeslett: Klokkeslett | None = None
    stilletid: Stilletid | None = None
    ukesoversikt: bool = False
    malform: Literal["nb", "nn"] | None = None
    utkast: bool = False
