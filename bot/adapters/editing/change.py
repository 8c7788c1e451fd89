"""What an admin has typed, as a change of one file that is judged and can be written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.adapters import plaintext
from bot.adapters.editing.differences import Difference, between
from bot.adapters.editing.entry import Entry, Source, again
from bot.adapters.editing.fields import bare, others, parts_of, shown
from bot.adapters.editing.judging import FieldFault, judge, placed
from bot.adapters.editing.placing import spliced
from bot.adapters.editing.shapes import Wrong
from bot.adapters.editing.splice import changed_lines, new_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.adapters.editing.parts import Part

_UNSAFE = "endringen kan ikke skrives trygt i filen; gjør den i filen {file}, linje {line}"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of *entry*, whose lines become *after* (nothing: it goes away) in a file that becomes *file_text*.

    Without *differences* nothing changes. *print_before* is the fingerprint of what the admin saw.
    """

    entry: Entry
    after: str
    file_text: str
    differences: tuple[Difference, ...]
    print_before: str

    @property
    def before(self) -> str:
        """Return the lines of the entry before; nothing for a new one."""
        return self.entry.text


def propose(entry: Entry, values: Mapping[str, str]) -> Change | tuple[FieldFault, ...]:
    """Return what *entry* becomes with *values* (by key of the field), or every fault there would be.

    A field that is not among *values*, or says what stands there, is not touched. The judge is the loader itself, with
    the whole of both folders.
    """
    data, faults = typed(entry, values)
    if faults:
        return tuple(faults)
    if _same(data, entry.value):
        return unchanged(entry)
    lines = changed_lines(entry, data) if entry.text else new_lines(entry, data)
    return judged(entry, "\n".join(lines), data)


def typed(entry: Entry, values: Mapping[str, str]) -> tuple[dict[str, Any], list[FieldFault]]:
    """Return the data of *entry* with *values* in it, and what of them cannot be read."""
    data, faults = dict(entry.value), list[FieldFault]()
    for part in parts_of(entry):
        if part.key not in values:
            continue
        try:
            value = _read(entry, part, values[part.key])
        except Wrong as wrong:
            faults.append(FieldFault(part.key, str(wrong)))
            continue
        if bare(part, value) != bare(part, part.of(entry.value)):
            _put(entry, part, data, value)
    return data, faults


def _read(entry: Entry, part: Part, text: str) -> Any:
    """Return the value that *text* is; what stands there already is not read. Raises `Wrong`."""
    before, locked = shown(entry, part)
    text = _clean(text)
    if text == before:
        return part.of(entry.value)
    if locked:
        raise Wrong(locked)
    return part.shape.read(text)


def unchanged(entry: Entry) -> Change:
    """Return a change of nothing."""
    return Change(entry, entry.text, entry.source.text.join(entry.source.text.lines), (), entry.print)


def judged(entry: Entry, after: str, data: dict[str, Any]) -> Change | tuple[FieldFault, ...]:
    """Return the change that gives *entry* the lines *after*, which must say exactly *data*, or its faults."""
    change = changed(entry, after)
    become = as_in(entry, change.file_text)
    if become is None or not _same(become.document.data, _intended(entry, data)):
        return (FieldFault(None, _UNSAFE.format(file=entry.file, line=entry.line)),)
    faults = judge(entry.source, change.file_text)
    touched = [part.key for part in parts_of(entry) if part.of(data) != part.of(entry.value)]
    return placed(become, faults, touched) if faults else change


def changed(entry: Entry, after: str) -> Change:
    """Return the change that gives *entry* the lines *after*. Nothing is judged."""
    text = spliced(entry, after)
    return Change(entry, after, text, between(entry, as_in(entry, text)), entry.print)


def as_in(entry: Entry, text: str) -> Entry | None:
    """Return *entry* as it stands in another *text* of its file; None when it is not there."""
    source = Source(entry.path, text.encode(), entry.source.knowledge, entry.source.schedules)
    return again(source, entry.target, entry.kind, entry.section)


def _put(entry: Entry, part: Part, data: dict[str, Any], value: Any) -> None:
    """Put *value* in *data*, written out or left out as the entries beside it do where it is the default."""
    part.put(data, value)
    now = data[part.name]
    default = None if part.info.is_required() else part.info.default
    if now not in (None, [], {}) and now != default:
        return
    nothing = default if part.info.is_required() is False else None
    if part.info.is_required() and not part.required and not part.sub:
        data[part.name] = None
    elif any(part.name in other and other[part.name] == nothing for other in others(entry)):
        data[part.name] = nothing
    else:
        del data[part.name]


def _clean(text: str) -> str:
    """Return *text* as the loader would read it. Raises `Wrong` for what it would not."""
    try:
        read = plaintext.decode(text.replace("\r\n", "\n").encode("utf-8", "surrogatepass"))
    except plaintext.Refused as refused:
        raise Wrong(str(refused)) from None
    return read.strip()


def _intended(entry: Entry, data: dict[str, Any]) -> Any:
    """Return the data of the whole file with *data* in the place of *entry*'s."""
    before = entry.document.data
    held = list(before[entry.section])
    held[entry.index : entry.index + 1] = [data]
    return {**before, entry.section: held}


def _same(one: Any, other: Any) -> bool:
    """Tell whether two pieces of data are the same: true is not 1, whatever Python says."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
