"""Small folders of knowledge and schedules, of their own, that a test may edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import small_knowledge

from bot.adapters import editing

if TYPE_CHECKING:
    from pathlib import Path

    from bot.adapters.editing import Change, Entry, FieldFault

WHEEL = """\
# Et lite årshjul.
skolear: 2026-2027
status: utkast
pr_dato: '2026-08-01'
kilde: regbok-a03
kategorier:
- {id: intern, navn: "Interne datoer"}
- {id: ssb, navn: "SSB"}

rader:
- id: elevtelling   # den viktigste
  dato: '2026-10-01'
  fra: [Skolene]
  hva: "Elevtelling."
  til: ["Udir (inkl. SSB)"]
  kategori: ssb
  anslag: true

# --- om høsten ---
- id: hostferie
  slag: ferie
  uke: 2026-41
  hva: "Høstferie"
  kategori: intern
  fylker: [Oslo]
  unntak:
  - {fylke: Oslo, merknad: "som de andre"}
  anslag: true
"""
COUNTIES = """\
fylker:
- nr: '03'
  navn: Oslo
  malform: noytral
  ogsa_kalt: ["Oslo kommune"]
"""
CHANNELS = """\
kanaler:
- {id: C0123456701, fylke: Oslo, kategorier: ssb}   # alt
- id: C0123456702
  fylke: Oslo
  stilletid: {fra: '16:00', til: '07:30'}
"""


class Folders(NamedTuple):
    """Both folders."""

    knowledge: Path
    schedules: Path

    @property
    def wheel(self) -> Path:
        """Return the file of the only wheel."""
        return self.schedules / "arshjul" / "2026-2027.yaml"

    def the(self, name: str) -> Entry:
        """Return the only entry of that name."""
        (entry,) = editing.find(self.knowledge, self.schedules, name)
        return entry

    def texts(self, name: str) -> dict[str, str]:
        """Return what the form of an entry shows, by key."""
        return {field.key: field.text for field in editing.fields(self.the(name))}

    def bytes(self) -> dict[str, bytes]:
        """Return every file of both folders, hidden ones too."""
        return {path.name: path.read_bytes() for folder in self for path in folder.rglob("*") if path.is_file()}


def build(tmp_path: Path) -> Folders:
    """Return both folders with one of everything."""
    folders = Folders(small_knowledge.copy(tmp_path), tmp_path / "schedules")
    folders.wheel.parent.mkdir(parents=True)
    folders.wheel.write_text(WHEEL, encoding="utf-8")
    (folders.schedules / "fylker.yaml").write_text(COUNTIES, encoding="utf-8")
    (folders.schedules / "kanaler.yaml").write_text(CHANNELS, encoding="utf-8")
    return folders


def accepted(proposed: Change | tuple[FieldFault, ...]) -> Change:
    """Return the change, which must have no fault."""
    assert not isinstance(proposed, tuple), proposed
    return proposed


def refused(proposed: Change | tuple[FieldFault, ...]) -> dict[str | None, str]:
    """Return the faults by field; there must be some."""
    assert isinstance(proposed, tuple)
    return {fault.key: fault.message for fault in proposed}
