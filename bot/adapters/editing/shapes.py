"""How a value of the files looks in a form that a person fills in, and how what is typed becomes the value again.

All of it follows from the types of the models: nothing here knows the name of a field.
"""

from __future__ import annotations

import json
import re
from datetime import date
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.adapters import yamlguard
from bot.adapters.forms import one_or_more

if TYPE_CHECKING:
    from collections.abc import Callable

ShapeName = Literal["line", "text", "lines", "choice"]
YES, NO, NONE = "ja", "nei", "ingen"
_LONG = 1000  # a text that may be longer than this is given more than one line
_NORWEGIAN_DAY = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")


class Wrong(Exception):  # noqa: N818 - it becomes a fault of the field
    """What was typed cannot be read; the message says why."""


class Shape(NamedTuple):
    """What kind of box a value is typed in, how it is *show*n there, and how it is *read* (which may raise `Wrong`)."""

    name: ShapeName
    show: Callable[[Any], str]
    read: Callable[[str], Any]
    choices: tuple[str, ...] = ()


def unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...], bool]:
    """Return the type itself, everything that is said about it, and whether there may be none.

    >>> unwrap(Annotated[int, "even"] | None)
    (<class 'int'>, ('even',), True)
    """
    said: tuple[Any, ...] = ()
    nullable = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            said += tuple(one for part in more for one in (part.metadata if isinstance(part, FieldInfo) else (part,)))
        elif origin in (Union, UnionType):
            nullable = True
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        else:
            return annotation, said, nullable


def is_group(kind: Any) -> bool:
    """Tell whether a type is a group of named fields."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def takes_one(said: tuple[Any, ...]) -> bool:
    """Tell whether a list may be written as its only value."""
    return any(getattr(one, "func", None) is one_or_more for one in said)


def shape_of(info: FieldInfo) -> Shape:
    """Return the shape of a field."""
    kind, said, nullable = unwrap(info.annotation)
    said += tuple(info.metadata)
    if kind is bool:
        return Shape("choice", lambda value: YES if value else NO, _yes, (YES, NO))
    if get_origin(kind) is Literal:
        unset = NONE if nullable else "" if info.is_required() else str(info.default)
        return _choice(tuple(map(str, get_args(kind))), unset)
    if get_origin(kind) is list:
        return _list(get_args(kind)[0], one=takes_one(said))
    if get_origin(kind) is dict or is_group(kind):
        return _YAML
    return Shape("text" if _longest(said) > _LONG else "line", _shown, lambda text: _scalar(kind, text))


def lines_of_positions(info: FieldInfo) -> Shape:  # noqa: ARG001 - one signature for all
    """Return the shape of named texts: ``7: teksten`` on each line."""
    return Shape("lines", lambda value: "\n".join(f"{key}: {text}" for key, text in (value or {}).items()), _named)


def _longest(said: tuple[Any, ...]) -> int:
    return max((getattr(one, "max_length", None) or 0 for one in said), default=0)


def _yes(text: str) -> bool:
    if text not in (YES, NO):
        raise Wrong(f"velg {YES} eller {NO}")
    return text == YES


def _choice(choices: tuple[str, ...], unset: str) -> Shape:
    """Return a choice, shown as *unset* where nothing stands."""
    some = (*choices, NONE) if unset == NONE else choices
    return Shape("choice", lambda value: value or unset, lambda text: None if text in ("", NONE) else text, some)


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _scalar(kind: Any, text: str) -> Any:
    if kind is int and re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    if kind is date and (found := _NORWEGIAN_DAY.fullmatch(text)):
        day, month, year = map(int, found.groups())
        return f"{year}-{month:02}-{day:02}"
    return text or None


def _list(item: Any, *, one: bool) -> Shape:
    kind, _, _ = unwrap(item)
    if get_origin(kind) is list:
        return Shape("lines", _joined(" ".join), lambda text: [line.split() for line in _lines(text)])
    if is_group(kind):
        names = tuple(kind.model_fields)
        plain = len(names) == 2 and all(unwrap(info.annotation)[0] is str for info in kind.model_fields.values())
        return _pairs(*names) if plain else _YAML
    shown = _joined(str)
    show = (lambda value: shown(one_or_more(value) if value is not None else None)) if one else shown
    return Shape("lines", show, lambda text: [_scalar(kind, line) for line in _lines(text)])


def _joined(of_one: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: "\n".join(of_one(each) for each in value or ())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _pairs(first: str, second: str) -> Shape:
    """Return the shape of a list of two texts each: ``regbok-a03: Vg1 over to år`` on each line."""

    def read(number: int, line: str) -> dict[str, str]:
        name, _, rest = (part.strip() for part in line.partition(":"))
        if not rest:
            raise Wrong(f"linje {number}: «{line[:60]}» skal skrives slik: {first}: {second}")
        return {first: name, second: rest}

    def read_all(text: str) -> list[dict[str, str]]:
        return [read(number, line) for number, line in enumerate(_lines(text), 1)]

    return Shape("lines", _joined(lambda one: f"{one[first]}: {one[second]}"), read_all)


def _named(text: str) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for line in _lines(text):
        name, colon, rest = line.partition(":")
        if not colon:
            raise Wrong(f"ventet «7: teksten» på hver linje, her står «{line[:60]}»")
        if name.strip() in found:
            raise Wrong(f"«{name.strip()[:60]}» står to ganger")
        found[name.strip()] = rest.strip()
    return found


def _yaml_shown(value: Any) -> str:
    import yaml  # noqa: PLC0415 - beside the loader, which has it

    if value in (None, [], {}):
        return ""
    plain = json.loads(json.dumps(value))  # the loader's numbers are more than YAML's writer takes
    return str(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=10_000)).strip()


def _yaml_read(text: str) -> Any:
    document = yamlguard.parse(text.encode(), "")
    if document.faults:
        fault = document.faults[0]
        raise Wrong(f"linje {fault.line}: {fault.message}")
    return document.data


_YAML = Shape("text", _yaml_shown, _yaml_read)
