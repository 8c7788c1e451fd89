"""From an entry, a wheel or a change to the modal that shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.domain import datoer
from bot.slack.admin import forms, tekster
from bot.slack.plain import clip, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.adapters.editing import Entry
    from bot.domain.frist import Arshjul, Frist
    from bot.slack.admin.desk import Desk
    from bot.slack.admin.forms import View

AHEAD = timedelta(days=30)
_LISTED, _WHAT_MAX = 40, 70
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
        fields.sort(key=lambda field: field.key == "id")  # the last that anybody thinks of
        return forms.edit(entry, fields, [f"Ny oppføring i {entry.file}"], {"do": "ny", "kind": entry.kind})
    # What is there comes first: a row has a dozen fields that few rows need.
    fields.sort(key=lambda field: field.key.partition(".")[0] not in entry.value)
    newest = desk.audit.changes(entry.target, 1)
    about = [f"{_KINDS[entry.kind]}, {entry.file} linje {entry.line}", *(tekster.by_whom(line) for line in newest)]
    return forms.edit(entry, fields, about, {"do": "lagre", "target": entry.target, "print": entry.print})


def vouch_form(wheel: Arshjul, named: Sequence[str]) -> View | str:
    """Return the form that vouches for the rows *named* in a draft (none: for all of it), or why there is none."""
    waiting, skolear = unconfirmed(wheel), wheel.skolear
    rows = list(dict.fromkeys(row.casefold() for row in named if row))
    if not waiting:
        return f"Alt i {skolear} er bekreftet."
    if unknown := [row for row in rows if row not in {one.id for one in wheel.rader}]:
        return f"Ingen rad i {skolear} heter «{visible(clip(unknown[0], 80))}». Ingenting er bekreftet."
    if done := [row for row in rows if row not in waiting]:
        return f"«{done[0]}» i {skolear} er bekreftet allerede. Skriv bare dem som ikke er det."
    if len(rows) > _LISTED:
        return f"Bekreft høyst {_LISTED} rader om gangen, eller hele {skolear}."
    what = f"{len(rows)} av radene" if rows else f"Hele årshjulet, {len(waiting)} rader"
    about = [f"{what}. Etterpå gjelder datoene som bekreftet, og kanalene blir minnet om dem."]
    if wheel.mangler and not rows:
        about.append(f"Merk: {len(wheel.mangler)} ting mangler i utkastet, som {wheel.mangler[0].hva}.")
    chosen = [row for row in wheel.rader if row.id in (rows or waiting)]
    if len(chosen) > _LISTED:
        about.append(f"De {_LISTED} første står her. «kodevakt arshjul vis {skolear}» viser alle.")
    listed = [(_day(row), clip(row.hva, _WHAT_MAX)) for row in chosen[:_LISTED]]
    return forms.vouch(skolear, about, listed, {"do": "bekreft", "skolear": skolear, "rader": rows})


def _day(row: Frist) -> str:
    """Return the day that a row counts on, which is what is vouched for."""
    return f"{datoer.short(row.deadline, year=True)}:" if row.deadline else "Uten dato:"


def unconfirmed(wheel: Arshjul) -> list[str]:
    """Return the ids of the rows of a draft that nobody vouches for."""
    return [] if wheel.status == "bekreftet" else [row.id for row in wheel.rader if not row.bekreftet]
