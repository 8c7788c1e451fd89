"""Say to an admin, in Norwegian, what is wrong with a value and what was expected.

>>> spell(("kilder", 0, "id"))
'kilder[0].id'
>>> did_you_mean("regbok-a3", ["grep", "regbok-a03"])
' Mente du «regbok-a03»?'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from bot.adapters import forms, schema
from bot.adapters.document import Number
from bot.domain.privacy import mask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

    from bot.adapters.document import Where

_LIKENESS = 60
_LONGEST = 80
_READ = 1000
_MEANT = " Mente du «{}»?"
_IS_MEANT = re.compile(r" Mente du «([^»]+)»\?$")
FORMS = {
    forms.ID: "ventet små bokstaver a–z, siffer og bindestrek, som i «vg1-over-to-ar»",
    forms.KODE: "ventet ti tegn, som i «TPTIP1H---» eller «xxxxx1H---»",
    forms.GRUNNKODE: "ventet fem store bokstaver og et siffer, som i «TPTIP1»",
    forms.POSITION: "ventet et tegnnummer fra 1 til 10",
    forms.URL: "ventet en adresse som begynner med https://",
    forms.WORDS: "er tom, ventet tekst",
    forms.PHRASE: "ventet ord, og ord på begge sider av hver «…»",
    forms.ATOM: "ventet ett ord uten mellomrom",
}
_WANTED = {
    "string_type": "tekst",
    "bool_type": "true eller false",
    "list_type": "en liste",
    "dict_type": "felt med navn",
    "model_type": "felt med navn",
}
_FIELDS = {name for model in schema.MODELS for name in model.model_fields}


def quote(value: object) -> str:
    """Return *value* in quotation marks, cut to what a person needs to find it.

    >>> quote("a" * 100)[-5:], quote(None), quote([1])
    ('aaa…»', 'ingenting', 'en liste')
    """
    if isinstance(value, str):
        shown = "".join(c if c.isprintable() else " " for c in mask(value[:_READ]).text)
        return f"«{shown}»" if len(shown) <= 60 else f"«{shown[:57]}…»"
    if isinstance(value, Number):
        return mask(value.written).text
    names = {list: "en liste", dict: "felt med navn", bool: str(value).lower()}
    return "ingenting" if value is None else names.get(type(value), str(value))


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """Return the nearest of *known* as a question, or nothing when none is near."""
    found = process.extractOne(value[:_LONGEST], list(known), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    return _MEANT.format(found[0]) if found else ""


def suggested(message: str) -> str | None:
    """Return what `did_you_mean` suggested in *message*.

    >>> suggested("ukjent felt. Mente du «tittel»?"), suggested("mangler")
    ('tittel', None)
    """
    found = _IS_MEANT.search(message)
    return found.group(1) if found else None


def spell(path: Where) -> str:
    """Return *path* as people write it."""
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s[:60]}" for s in path).removeprefix(".")


def explain(error: ErrorDetails) -> tuple[Where, str]:
    """Return where in the entry an error of pydantic is, and what it is."""
    path: Where = tuple(step for step in error["loc"] if step != "[key]")
    return path, _message(error["type"], error, error.get("ctx", {}))


def _message(kind: str, error: ErrorDetails, context: dict[str, Any]) -> str:
    value = error["input"]
    shown = quote(value)
    if kind in _WANTED:
        return _wrong_type(kind, value, is_text=kind == "string_type" or context.get("class_name") == "Tekst")
    if kind == "extra_forbidden":
        return _unknown_field(str(error["loc"][-1]))
    if kind == "string_pattern_mismatch":
        return f"{shown}: {FORMS.get(context['pattern'], context['pattern'])}"
    return {
        "missing": "mangler",
        "dato": f"{shown}: {error['msg']}",
        "literal_error": f"{shown}: ventet {context.get('expected', '').replace(' or ', ' eller ')}",
        "too_short": f"ventet minst {context.get('min_length')}, her står {context.get('actual_length')}",
        "string_too_long": f"er for lang ({len(str(value))} tegn), høyst {context.get('max_length')}",
    }.get(kind, f"{shown}: {error['msg']}")


def _wrong_type(kind: str, value: object, *, is_text: bool) -> str:
    if is_text and isinstance(value, bool | Number):
        return f"{quote(value)} står uten anførselstegn, ventet tekst. Skriv '{quote(value)}'."
    wanted = "tekst" if is_text else _WANTED[kind]
    return f"ventet {wanted}, her står {quote(value)}"


def _unknown_field(name: str) -> str:
    if name in _FIELDS:
        return "feltet hører ikke til her"
    return f"ukjent felt.{did_you_mean(name, _FIELDS)}"
