"""Write ``knowledge/grep`` anew from a Grep dump (``v201906.json.zip``), for an admin who refreshes it.

The dump has a folder a type and a JSON file an object. A missing optional field is no fault; a file that
cannot be understood is, and then nothing is written. What Grep does not state is inferred, and marked so.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.adapters import grepfiles, grepformat, plaintext
from bot.adapters.grep import AREAS, PROGRAMS, combine
from bot.errors import Fault, KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    Row = dict[str, Any]

_AREAS, _PROGRAMS = "programomraader", "utdanningsprogram"
_FORM = {_AREAS: grepformat.KODE, _PROGRAMS: grepformat.PROGRAM}
_STATUS = {"status_publisert": "publisert", "status_utgaatt": "utgatt"}
_TRINN = frozenset({"vg1", "vg2", "vg3", "vg4"})
_STEDER = frozenset({"skole", "bedrift"})
_TYPER = ("studieforberedende", "yrkesfaglig")
_MERKNAD = "Lest fra Grep-dumpen. trinn_utledet: Grep oppgir ikke et trinn, så det er lest av tegn 6 i koden."


@dataclass(frozen=True, slots=True)
class Summary:
    """What a refresh did: codes of both kinds, and *notes* on what somebody should look at."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    notes: tuple[str, ...] = ()


def convert(dump: Path, folder: Path, hentet: date) -> Summary:
    """Write both files of *folder* from *dump*, fetched on the day *hentet*, and say what became different.

    An utdanningsprogram that *folder* holds and Grep does not (PB) is kept. Raises `KnowledgeError` with
    every fault of the dump, or of the files that stand in *folder*; then they are left as they were.
    """
    before = _standing(folder)
    objects = _objects(dump)
    programs = _programs(objects[_PROGRAMS], before[PROGRAMS])
    areas = [_area(kode, obj, programs) for kode, obj in objects[_AREAS].items()]
    missing = sorted({b for area in areas for b in area["bygger_pa"]} - objects[_AREAS].keys())
    head = {"kreditering": grepformat.KREDITERING, "hentet": hentet.isoformat(), "merknad": _MERKNAD}
    texts = {
        AREAS: grepformat.write({**head, "mangler_i_kilden": missing}, "programomrader", areas),
        PROGRAMS: grepformat.write(head, "utdanningsprogram", list(programs.values())),
    }
    combine(
        grepformat.parse(AREAS, texts[AREAS], grepformat.Areas),
        grepformat.parse(PROGRAMS, texts[PROGRAMS], grepformat.Programs),
    )
    _replace(folder, texts)
    after = {**{area["kode"]: area for area in areas}, **programs}
    return _compare({**before[AREAS], **before[PROGRAMS]}, after, _notes(objects[_AREAS], missing))


def _standing(folder: Path) -> dict[str, dict[str, Row]]:
    """Return the entries that stand in *folder* now, by code; none when it has no files yet."""
    if not any((folder / name).exists() for name in (AREAS, PROGRAMS)):
        return {AREAS: {}, PROGRAMS: {}}
    areas = grepformat.load(folder / AREAS, grepformat.Areas)
    programs = grepformat.load(folder / PROGRAMS, grepformat.Programs)
    combine(areas, programs)
    return {
        AREAS: {row["kode"]: dict(row) for _, row in areas.rows},
        PROGRAMS: {row["kode"]: dict(row) for _, row in programs.rows},
    }


def _objects(dump: Path) -> dict[str, dict[str, Mapping[str, Any]]]:
    """Return the objects of both types in *dump*, by code."""
    found: dict[str, dict[str, Mapping[str, Any]]] = {_AREAS: {}, _PROGRAMS: {}}
    faults = []
    for kind, name, content in grepfiles.members(dump, frozenset(found)):
        try:
            kode, obj = _object(kind, content)
        except json.JSONDecodeError as error:
            faults.append(Fault(name, error.lineno, f"er ikke JSON: {error.msg} (tegn {error.colno})"))
        except (ValueError, RecursionError) as error:
            faults.append(Fault(name, 1, str(error)))
        else:
            if kode in found[kind]:
                faults.append(Fault(name, 1, f"koden {kode} står i flere filer"))
            found[kind][kode] = obj
    empty = [Fault(dump.as_posix(), 1, f"har ingen filer i mappen {k}/") for k, v in found.items() if not v]
    if faults or empty:
        raise KnowledgeError(faults or empty)
    return found


def _object(kind: str, content: bytes) -> tuple[str, Mapping[str, Any]]:
    """Return the code and the object of one file. Raises `ValueError` for what cannot be used."""
    obj = json.loads(content)
    kode = obj.get("kode") if isinstance(obj, dict) else None
    if not isinstance(kode, str) or not _FORM[kind].fullmatch(kode):
        raise ValueError(f"kode: mangler eller har feil form, her står {str(kode)[:40]!r}")
    if navn_of(obj) is None:
        raise ValueError("tittel: mangler på bokmål")
    return kode, obj


def _area(kode: str, obj: Mapping[str, Any], programs: Mapping[str, Row]) -> Row:
    stated, by_code = _stated_trinn(obj), _trinn_by_code(kode)
    letters = [kode[:2], *(_key(ref) for ref in _list(obj.get("utdanningsprogram-referanse")))]
    places = {_key(ref).rpartition("_")[2] for ref in _list(obj.get("opplaeringssted"))}
    hours = obj.get("aarstimer")
    return {
        "kode": kode,
        "navn": navn_of(obj),
        "utdanningsprogram": next((p for p in letters if p in programs), None),
        "trinn": stated or by_code or "ukjent",
        "trinn_utledet": stated is None and by_code is not None,
        "status": status_of(obj),
        "status_utledet": False,
        "opplaringssted": sorted(places & _STEDER),
        "bygger_pa": sorted(kode for kode in _built_on(obj) if _FORM[_AREAS].fullmatch(kode)),
        "arstimer": _clean(str(hours)) or None if isinstance(hours, str | int) else None,
        "merkelapper": sorted(_keys(obj.get("merkelapper"))),
    }


def _programs(objects: Mapping[str, Mapping[str, Any]], before: Mapping[str, Row]) -> dict[str, Row]:
    """Return the rows of *objects*, and those of *before* that never came from Grep."""
    kept = {kode: row for kode, row in before.items() if not row["i_grep"]}
    return kept | {kode: _program(kode, obj, before.get(kode)) for kode, obj in objects.items()}


def _program(kode: str, obj: Mapping[str, Any], before: Row | None) -> Row:
    reference = _key(obj.get("type-utdanningsprogram"))
    stated = next((word for word in _TYPER if word in reference), None)
    kind = stated or (before["type"] if before else "ukjent")
    return {
        "kode": kode,
        "navn": navn_of(obj),
        "type": kind,
        "type_utledet": stated is None and kind != "ukjent",
        "status": status_of(obj),
        "status_utledet": False,
        "i_grep": True,
    }


def navn_of(obj: Mapping[str, Any]) -> dict[str, str | None] | None:
    """Return the names by language, or None without one in bokmål. Grep's ``default`` is bokmål."""
    titles = [t for t in _list(obj.get("tittel")) if isinstance(t, dict)]
    by = {str(t.get("spraak")): _clean(t["verdi"]) for t in titles if isinstance(t.get("verdi"), str)}
    nb = by.get("nob") or by.get("default")
    return {"nb": nb, "nn": by.get("nno") or None, "en": by.get("eng") or None} if nb else None


def status_of(obj: Mapping[str, Any]) -> str:
    """Return our word for the status, ``ukjent`` for one that we have none for."""
    return _STATUS.get(_key(obj.get("status")), "ukjent")


def _stated_trinn(obj: Mapping[str, Any]) -> str | None:
    trinn = _key(obj.get("aarstrinn")).removeprefix("aarstrinn_")
    return trinn if trinn in _TRINN else None


def _trinn_by_code(kode: str) -> str | None:
    trinn = f"vg{kode[5]}"
    return trinn if trinn in _TRINN else None


def _list(value: object) -> list[Any]:
    """Return *value* as a list: Grep leaves out what is empty."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _built_on(obj: Mapping[str, Any]) -> set[str]:
    return _keys(obj.get("bygger-paa-programomraade"))


def _keys(refs: object) -> set[str]:
    return {key for ref in _list(refs) if (key := _key(ref))}


def _key(ref: object) -> str:
    """Return the code of a reference: its ``kode``, else the last part of its address."""
    if isinstance(ref, dict):
        ref = ref.get("kode") or ref.get("uri") or ref.get("url-data")
    return _clean(ref.rstrip("/").rpartition("/")[2]) if isinstance(ref, str) else ""


def _clean(text: str) -> str:
    """Return *text* with single spaces and without what cannot be seen."""
    visible = "".join(c for c in text if c.isspace() or plaintext.hidden(c) is None)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _notes(areas: Mapping[str, Mapping[str, Any]], missing: list[str]) -> tuple[str, ...]:
    notes = [f"{kode}: noe bygger på den, men den står ikke i dumpen" for kode in missing]
    for kode, obj in areas.items():
        stated, by_code = _stated_trinn(obj), _trinn_by_code(kode)
        if stated and by_code and stated != by_code:
            notes.append(f"{kode}: Grep oppgir {stated}, men tegn 6 i koden sier {by_code}")
        notes += [
            f"{kode}: utelatt det Grep sier den bygger på, {other[:40]!r}: ingen kode"
            for other in _built_on(obj)
            if not _FORM[_AREAS].fullmatch(other)
        ]
    return tuple(sorted(notes))


def _compare(before: Mapping[str, Row], after: Mapping[str, Row], notes: tuple[str, ...]) -> Summary:
    both = sorted(before.keys() & after.keys())
    return Summary(
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(kode for kode in both if before[kode] != after[kode]),
        removed=tuple(sorted(before.keys() - after.keys())),
        notes=notes,
    )


def _replace(folder: Path, texts: Mapping[str, str]) -> None:
    """Write both files beside the old ones first, so that a full disk leaves the old ones whole."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.ny").write_text(text, encoding="utf-8", newline="\n")
    for name in texts:
        (folder / f"{name}.ny").replace(folder / name)
