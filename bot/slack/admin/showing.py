"""From an entry, a wheel or a change to the modal that shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.slack.admin import forms, tekster

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.adapters.editing import Entry
    from bot.domain.arshjul import Arshjulene
    from bot.domain.frist import Arshjul
    from bot.slack.admin.desk import Desk
    from bot.slack.admin.forms import View

AHEAD = timedelta(days=30)
_ID = "Fast navn: små bokstaver uten æ, ø og å, siffer og bindestrek. Endres aldri. Tomt: det lages av tittelen."
_KINDS = {
    "regel": "Regel",
    "begrep": "Begrep",
    "kode": "Kode",
    "kilde": "Kilde",
    "frist": "Frist",
    "kanal": "Kanal",
    "fylke": "Fylke",
}


def edit_form(desk: Desk, entry: Entry, questions: Sequence[str] = ()) -> View:
    """Return the form of *entry*; one that is new may begin with the *questions* that it is to answer."""
    fields = list(desk.editor.fields(entry))
    if not entry.text:
        known: dict[str, dict[str, Any]] = {
            "sporsmal": {"text": "\n".join(questions)},
            "id": {"required": False, "hint": _ID},
        }
        fields = [replace(field, **known.get(field.key, {})) for field in fields]
        return forms.edit(entry, fields, [f"Ny oppføring i {entry.file}"], {"do": "ny", "kind": entry.kind})
    # What is there comes first: a row has a dozen fields that few rows need.
    fields.sort(key=lambda field: field.key.partition(".")[0] not in entry.value)
    newest = desk.audit.changes(entry.target, 1)
    about = [f"{_KINDS[entry.kind]}, {entry.file} linje {entry.line}", *(tekster.by_whom(line) for line in newest)]
    return forms.edit(entry, fields, about, {"do": "lagre", "target": entry.target, "print": entry.print})


def vouch_form(arshjul: Arshjulene, skolear: str, rows: Sequence[str]) -> View | None:
    """Return the form that vouches for *rows* of a draft, for all of it without any; None when there is nothing to."""
    wheel = arshjul.wheel(skolear)
    if wheel is None:
        return None
    waiting = unconfirmed(wheel)
    if not waiting or not set(rows) <= set(waiting):
        return None
    what = f"{len(rows)} av radene: {', '.join(rows)}" if rows else f"Hele årshjulet: {len(waiting)} rader"
    about = [f"{what}. Etterpå gjelder datoene som bekreftet, og kanalene blir minnet om dem."]
    if wheel.mangler and not rows:
        about.append(f"Merk: {len(wheel.mangler)} ting mangler i utkastet, som {wheel.mangler[0].hva}.")
    return forms.vouch(skolear, about, {"do": "bekreft", "skolear": skolear, "rader": list(rows)})


def unconfirmed(wheel: Arshjul) -> list[str]:
    """Return the ids of the rows of a draft that nobody vouches for."""
    return [] if wheel.status == "bekreftet" else [row.id for row in wheel.rader if not row.bekreftet]
