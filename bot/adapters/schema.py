"""The shape of the YAML files in ``knowledge/``: what may stand where, and in which form.

The same models judge the files and describe them (``Fil.model_json_schema()``). Whether what stands there
agrees with the rest of the knowledge is for `bot.adapters.crosscheck` to say.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
KODE = r"^[A-Zx]{5}[0-9?][A-Z0-9-]{4}$"
GRUNNKODE = r"^[A-Z]{5}[0-9]$"
POSITION = r"^(10|[1-9])$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
URL = r"^https?://[^\s<>|]+$"
WORDS = r"\S"
ATOM = r"^\S+$"
PHRASE = r"^[^…]*([^\W_]|§)[^…]*(…[^…]*([^\W_]|§)[^…]*)*$"


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _plain_is_nb(value: object) -> object:
    return {"nb": value} if isinstance(value, str) else value


def _to_date(value: object) -> object:
    """Read ``2026-08-01``, and only that way of writing it."""
    if not isinstance(value, str) or not re.match(DATE, value):
        raise PydanticCustomError("dato", "ventet en dato skrevet slik: '2026-08-01'")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("dato", "datoen finnes ikke i kalenderen") from None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Tekst(_Strict):
    """A text in bokmål and, where somebody has written it, nynorsk."""

    nb: Annotated[str, Field(pattern=WORDS, max_length=3000)]
    nn: Annotated[str, Field(pattern=WORDS, max_length=3000)] | None = None


Id = Annotated[str, Field(pattern=ID, max_length=80)]
Kode = Annotated[str, Field(pattern=KODE)]
Grunnkode = Annotated[str, Field(pattern=GRUNNKODE)]
Position = Annotated[str, Field(pattern=POSITION)]
Line = Annotated[str, Field(pattern=WORDS, max_length=500)]
Phrase = Annotated[str, Field(pattern=PHRASE, max_length=500)]
Atom = Annotated[str, Field(pattern=ATOM, max_length=40)]
Text = Annotated[Tekst, BeforeValidator(_plain_is_nb, json_schema_input_type=Tekst | Line)]
Atoms = Annotated[
    list[Atom], Field(min_length=1), BeforeValidator(_one_or_more, json_schema_input_type=Atom | list[Atom])
]
Day = Annotated[date, BeforeValidator(_to_date, json_schema_input_type=Annotated[str, Field(pattern=DATE)])]


class Kilde(_Strict):
    """One source in the register."""

    id: Id
    navn: Line
    utgiver: Line
    adresse: Annotated[str, Field(pattern=URL, max_length=500)] | None
    utgave: Line
    lest: Day
    lisens: Line
    tillit: Literal["primar", "sekundar"]
    merknad: Line | None = None


class Henvisning(_Strict):
    """Where in a source something is written."""

    id: Id
    punkt: Line


class _Sourced(_Strict):
    kilder: Annotated[list[Henvisning], Field(min_length=1)]
    gyldig_fra: Day | None = None
    gyldig_til: Day | None = None
    kontrollert: Day | None = None
    naar: list[Annotated[list[Atom], Field(min_length=1)]] = []
    uten: list[Atom] = []


class Variant(_Sourced):
    """A code that a source prints (``koder``), or a pattern of codes (``varianter``)."""

    kode: Kode
    navn: Text
    deler: dict[Position, Text] = {}
    forvalg: bool = False
    hvorfor: Text | None = None
    neste: Kode | None = None
    se_ogsa: list[Line] = []
    siste_er_ar: bool = False
    sikkerhet: Literal["hoy", "middels", "lav"] = "hoy"


class Regel(_Sourced):
    """A rule, and the ways people ask for it."""

    id: Id
    tittel: Text
    svar: Text
    hvorfor: Text | None = None
    sporsmal: list[Line] = []
    koder: list[Kode] = []
    se_ogsa: list[Id] = []


class Begrep(Regel):
    """A concept: a system, an actor, a term."""

    ogsa_kalt: list[Line] = []


class Valg(_Strict):
    """One choice of an avklaring."""

    atom: Atom
    navn: Text


class Fasett(_Strict):
    """One thing that tells codes apart, and the question that asks for it."""

    id: Id
    sporsmal: Text
    valg: Annotated[list[Valg], Field(min_length=2)]


class Ord(_Strict):
    """What people write, and what it stands for."""

    betyr: Atoms
    former: Annotated[list[Phrase], Field(min_length=1)]


class Fyllord(_Strict):
    """Words without meaning, words that are right as they stand, and words that go with any question."""

    tomme: list[Line] = []
    vanlige: list[Line] = []
    lette: list[Line] = []


Program = dict[Grunnkode, Annotated[list[Phrase], Field(min_length=1)]]


class Fil(_Strict):
    """One file: any of the sections, which are merged over the files."""

    kilder: list[Kilde] = []
    varianter: list[Variant] = []
    koder: list[Variant] = []
    regler: list[Regel] = []
    begreper: list[Begrep] = []
    fasetter: list[Fasett] = []
    ord: list[Ord] = []
    program: Program = {}
    fyllord: Fyllord = Fyllord()


MODELS = (Fil, Tekst, Kilde, Henvisning, Variant, Begrep, Fasett, Valg, Ord, Fyllord)
