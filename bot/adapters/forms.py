"""The forms that single values of the YAML files may have, shared by the models of all files.

Each pattern means the same to pydantic, to Python and to an editor that checks with the JSON Schema.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
KODE = r"^[A-Zx]{5}[0-9?][A-Z0-9-]{4}$"
GRUNNKODE = r"^[A-Z]{5}[0-9]$"
POSITION = r"^(10|[1-9])$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
URL = r"^https?://[^\s<>|]+$"
WORDS = r"\S"
ATOM = r"^\S+$"
_SAID = "[^…]*[0-9A-Za-zÀ-ÖØ-öø-ɏ§][^…]*"
PHRASE = f"^{_SAID}(…{_SAID})*$"


class Strict(BaseModel):
    """A group of named fields: no others, and nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def one_or_more(value: object) -> object:
    """Read a single value as a list of one."""
    return value if isinstance(value, list) else [value]


def matches(pattern: str, wanted: str) -> tuple[AfterValidator, WithJsonSchema]:
    """Return what makes a text match the whole of *pattern*, or be told what was *wanted*."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise PydanticCustomError("form", "{wanted}", {"wanted": f"ventet {wanted}"})
        return value

    return AfterValidator(check), WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


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


def om(description: str, **more: Any) -> Any:
    """Return a field that says to admins, in their editor, what it is for."""
    return Field(description=description, **more)


Id = Annotated[str, Field(pattern=ID, max_length=80)]
Kode = Annotated[str, Field(pattern=KODE)]
Grunnkode = Annotated[str, Field(pattern=GRUNNKODE)]
Position = Annotated[str, Field(pattern=POSITION)]
Line = Annotated[str, Field(pattern=WORDS, max_length=500)]
Words = Annotated[str, Field(pattern=WORDS, max_length=3000)]
Phrase = Annotated[str, Field(pattern=PHRASE, max_length=500)]
Atom = Annotated[str, Field(pattern=ATOM, max_length=40)]
Url = Annotated[str, Field(pattern=URL, max_length=500)]
_Several = Annotated[list[Atom], Field(min_length=1)]
Atoms = Annotated[_Several, BeforeValidator(one_or_more, json_schema_input_type=Atom | _Several)]
Day = Annotated[date, BeforeValidator(_to_date, json_schema_input_type=Annotated[str, Field(pattern=DATE)])]


class Tekst(Strict):
    """A text in bokmål and, where somebody has written it, nynorsk."""

    nb: Words = om("Teksten på bokmål.")
    nn: Words | None = om("Teksten på nynorsk. Mangler den, brukes bokmål.", default=None)


Text = Annotated[Tekst, BeforeValidator(_plain_is_nb, json_schema_input_type=Tekst | Words)]
