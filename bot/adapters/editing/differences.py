"""What a change changes, in words for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.adapters.editing.entry import WHEEL
from bot.adapters.editing.fields import fields
from bot.adapters.editing.shapes import NO, NONE

if TYPE_CHECKING:
    from bot.adapters.editing.entry import Entry


@dataclass(frozen=True, slots=True)
class Difference:
    """What a person is shown of a change: the field, and what stands there before and after."""

    label: str
    before: str
    after: str


def between(before: Entry, after: Entry | None) -> tuple[Difference, ...]:
    """Return what is different from *before* to *after*; *before* may be new, *after* gone."""
    if before.kind == WHEEL:
        return _of_wheel(before, after)
    old = {field.key: field.text for field in fields(before)} if before.text else {}
    new = {field.key: field.text for field in fields(after)} if after else {}
    said = [
        Difference(field.label, old.get(field.key, ""), new.get(field.key, "")) for field in fields(after or before)
    ]
    unsaid = ("", NO, NONE)
    return tuple(one for one in said if one.before != one.after and not (one.before in unsaid and one.after in unsaid))


def _of_wheel(before: Entry, after: Entry | None) -> tuple[Difference, ...]:
    """Return what confirming a wheel changes: its status, and how many rows are estimates."""
    sides = [
        entry.document.data if entry and isinstance(entry.document.data, dict) else {} for entry in (before, after)
    ]
    estimates = [str(sum(bool(row.get("anslag")) for row in side.get("rader", ()))) for side in sides]
    signed = [_signature(side.get("bekreftet")) for side in sides]
    status = [str(side.get("status", "")) for side in sides]
    rows = [("Status", *status), ("Bekreftet", *signed), ("Rader som er anslag", *estimates)]
    return tuple(Difference(*row) for row in rows if row[1] != row[2])


def _signature(by: Any) -> str:
    return f"{by.get('av')}, {by.get('dato')}" if isinstance(by, dict) else ""
