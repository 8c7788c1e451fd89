"""The form in which an admin edits an entry: one field for each part of its model."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.adapters.editing.entry import KINDS
from bot.adapters.editing.parts import Part, parts
from bot.adapters.editing.shapes import Wrong

if TYPE_CHECKING:
    from bot.adapters.editing.entry import Entry
    from bot.adapters.editing.shapes import ShapeName

MAX_TEXT = 3000
"""As much as an input of Slack holds."""
MAX_HINT = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """One field: *text* is what stands there now, as a person would type it.

    *shape* is line, text (several lines), lines (a list, an item on each line) or choice (of *choices*). *locked* says
    why the field cannot be edited here; it is empty for one that can.
    """

    key: str
    label: str
    hint: str
    text: str
    shape: ShapeName
    choices: tuple[str, ...]
    required: bool
    locked: str


def fields(entry: Entry) -> tuple[Field, ...]:
    """Return the fields of *entry*, in the order in which its file has them; a whole wheel has none."""
    return tuple(field_of(entry, part) for part in parts_of(entry))


def parts_of(entry: Entry) -> tuple[Part, ...]:
    """Return the parts of what *entry* is, in the order in which its file has them."""
    if entry.section not in KINDS:
        return ()
    found = tuple(parts(KINDS[entry.section].model))
    names = order(entry)
    return tuple(sorted(found, key=lambda part: names.index(part.name)))


def order(entry: Entry) -> list[str]:
    """Return the names of all fields that *entry* may have, in the order in which its file writes them."""
    kind = KINDS[entry.section]
    names: list[str] = []
    for other in others(entry, itself=True):
        keys = list(other)
        for at, name in enumerate(keys):
            if name not in names:
                following = (names.index(key) for key in keys[at + 1 :] if key in names)
                names.insert(next(following, len(names)), name)
    schema = list(kind.model.model_fields)
    for at, name in enumerate(schema):
        if name not in names:  # no entry of the file has it
            names.insert(names.index(schema[at - 1]) + 1 if at else len(names), name)
    return names


def earlier(entry: Entry, name: str) -> set[str]:
    """Return the fields that stand before the field *name* in most of the entries of the file that have both."""
    seen = [list(other) for other in others(entry) if name in other]
    if not seen:
        names = order(entry)
        return set(names[: names.index(name)])
    votes = Counter[str]()
    for keys in seen:
        at = keys.index(name)
        votes.update(keys[:at])
        votes.subtract(keys[at + 1 :])
    return {key for key, count in votes.items() if count > 0}


def others(entry: Entry, *, itself: bool = False) -> list[dict[str, Any]]:
    """Return the data of the entries beside *entry* in its file."""
    held = entry.document.value((entry.section,))
    found = enumerate(held) if isinstance(held, list) else ()
    return [one for index, one in found if isinstance(one, dict) and (itself or index != entry.index)]


def field_of(entry: Entry, part: Part) -> Field:
    """Return the field of one part of *entry*."""
    text, locked = shown(entry, part)
    return Field(
        key=part.key,
        label=part.label,
        hint=part.hint[:MAX_HINT],
        text=text,
        shape=part.shape.name,
        choices=part.shape.choices,
        required=part.required,
        locked=locked,
    )


def shown(entry: Entry, part: Part) -> tuple[str, str]:
    """Return what stands in a part as a person would type it, and why it cannot be typed here if it cannot."""
    place = f"endres i filen {entry.file}, linje {entry.document.line((*entry.where, part.name))}"
    try:
        text = part.shape.show(part.of(entry.value))
        same = _same(entry, part, text)
    except (Wrong, TypeError, AttributeError, KeyError, ValueError):  # the data has faults of its own
        return "", f"verdien kan ikke vises her; {place}"
    if entry.text and part.name == KINDS[entry.section].naming:
        return text, "navnet endres aldri, for annet kan vise til det"
    if not entry.alone and entry.text:
        return text[:MAX_TEXT], f"oppføringen deler linje med en annen; {place}"
    if len(text) > MAX_TEXT:
        return text[:MAX_TEXT], f"teksten er lengre enn {MAX_TEXT} tegn; {place}"
    return text, "" if same else f"verdien kan ikke skrives som ren tekst; {place}"


def _same(entry: Entry, part: Part, text: str) -> bool:
    """Tell whether *text*, left as it is, would be read as what stands there."""
    before = entry.value
    after = dict(before)
    part.put(after, part.shape.read(text))
    return part.shape.show(part.of(after)) == text and bare(part, part.of(after)) == bare(part, part.of(before))


def bare(part: Part, value: object) -> object:
    """Return a value in the form that all ways of writing it share: nothing, [] and the default are the same."""
    if not value or value == part.default:
        return []
    return value if isinstance(value, list) else [value]
