"""The parts of an entry that are typed one by one: its fields, and the fields of the groups in it.

A part knows how to read its value out of an entry's data and how to put another one there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args, get_origin

from bot.adapters.editing.shapes import Shape, is_group, lines_of_positions, shape_of, takes_one, unwrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

_LANGUAGES = {"nb": "bokmål", "nn": "nynorsk"}
# The keys of the files have no æ, ø and å, and some of them no room for what they mean.
_SPELLED = {
    "dager_for": "dager før",
    "data_i_vigo": "data ligger i VIGO",
    "etterfolgere": "etterfølgere",
    "frist_fylke": "fylkets frist",
    "i_lopet_av": "i løpet av",
    "kontrollert": "sist kontrollert",
    "lest": "sist lest",
    "malform": "målform",
    "naar": "når dette er svaret",
    "ogsa_kalt": "også kalt",
    "se_ogsa": "se også",
    "siste_er_ar": "siste tegn er år",
    "sporsmal": "spørsmål",
    "uten": "ikke når",
}


@dataclass(frozen=True)
class Part:
    """The field *name* of an entry, or the field *sub* of the group that stands there (in *each* of several groups)."""

    name: str
    info: FieldInfo
    shape: Shape
    required: bool
    sub: str = ""
    sub_hint: str = ""
    each: bool = False

    @property
    def key(self) -> str:
        """Return what the part is called in a form: ``dato`` or ``tittel.nb``."""
        return f"{self.name}.{self.sub}" if self.sub else self.name

    @property
    def label(self) -> str:
        """Return what the part is called to a person."""
        words = _SPELLED.get(self.name, self.name.replace("_", " "))
        words = words[0].upper() + words[1:]
        return f"{words} ({_LANGUAGES.get(self.sub, self.sub)})" if self.sub else words

    @property
    def hint(self) -> str:
        """Return what the part is for."""
        return f"{self.info.description} {self.sub_hint}".strip()

    @property
    def default(self) -> Any:
        """Return what holds where nothing stands."""
        return None if self.sub or self.info.is_required() else self.info.default

    def of(self, data: dict[str, Any]) -> Any:
        """Return the value of the part in the data of an entry."""
        value = data.get(self.name)
        if not self.sub:
            return value
        if not self.each:
            return _group(value).get(self.sub)
        groups = value.items() if isinstance(value, dict) else ()
        return {key: found for key, group in groups if (found := _group(group).get(self.sub)) is not None}

    def put(self, data: dict[str, Any], value: Any) -> None:
        """Put *value* in the place of the part in the data of an entry; None or nothing takes it away."""
        if self.each:
            value = self._each(data.get(self.name) or {}, value or {})
        elif self.sub:
            value = _with(data.get(self.name), self.sub, value)
        elif takes_one(unwrap(self.info.annotation)[1] + tuple(self.info.metadata)) and isinstance(value, list):
            was = data.get(self.name)
            value = value[0] if len(value) == 1 and not (isinstance(was, list) and len(was) == 1) else value
        data[self.name] = value

    def _each(self, groups: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        names = [*groups, *(name for name in values if name not in groups)]
        made = {name: _with(groups.get(name), self.sub, values.get(name)) for name in names}
        return {name: group for name, group in made.items() if group is not None}


def parts(model: type[BaseModel]) -> Iterator[Part]:
    """Yield the parts of *model*, in its order."""
    for name, info in model.model_fields.items():
        kind, _, _ = unwrap(info.annotation)
        if is_group(kind) and _is_flat(kind):
            yield from _subs(name, info, kind, shape_of, each=False)
        elif get_origin(kind) is dict and is_group(group := unwrap(get_args(kind)[1])[0]):
            yield from _subs(name, info, group, lines_of_positions, each=True)
        else:
            yield Part(name, info, shape_of(info), _is_required(info))


def _subs(
    name: str, info: FieldInfo, group: type[BaseModel], shape: Callable[[FieldInfo], Shape], *, each: bool
) -> Iterator[Part]:
    for sub, inner in group.model_fields.items():
        required = _is_required(info) and _is_required(inner)
        yield Part(name, info, shape(inner), required, sub, inner.description or "", each)


def _is_flat(group: Any) -> bool:
    """Tell whether all fields of a group are single values."""
    kinds = [unwrap(info.annotation)[0] for info in group.model_fields.values()]
    return not any(is_group(kind) or get_origin(kind) in (list, dict) for kind in kinds)


def _is_required(info: FieldInfo) -> bool:
    return info.is_required() and not unwrap(info.annotation)[2]


def _group(value: Any) -> dict[str, Any]:
    """Return a group as one, also where a bare text stands for its first field."""
    return value if isinstance(value, dict) else {} if value is None else {"nb": value}


def _with(value: Any, sub: str, inner: Any) -> Any:
    """Return a group with another value in it, as a bare text where it was one; None when nothing is left."""
    made = {**_group(value), sub: inner}
    made = {name: one for name, one in made.items() if one is not None or (name != sub and name in _group(value))}
    if isinstance(value, str) and set(made) == {"nb"}:
        return made["nb"]
    return made or None
