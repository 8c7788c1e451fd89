"""How it goes, gathered for the admins: the files, the wheels, the reminders, what was changed."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version
from typing import TYPE_CHECKING

from bot.domain.sendetid import day_of
from bot.domain.tilstand import changed_since, tilstand
from bot.slack.admin.showing import unconfirmed
from bot.slack.admin.tekster import Status, Wheel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.adapters.editor import Editor
    from bot.adapters.store.audit import Audit
    from bot.adapters.store.gaps import Gaps
    from bot.adapters.store.watch import Watch
    from bot.domain.frist import Arshjul
    from bot.domain.model import Provenance
    from bot.domain.tilstand import Kind
    from bot.house import House

_STATES: Mapping[Kind, str] = {
    "endret": "der kilden er endret",
    "bor_kontrolleres": "som bør kontrolleres på nytt",
    "utkast": "utkast",
    "kontrollert": "kontrollert",
}


class Overview:
    """Gathers it when asked."""

    def __init__(self, house: House, watch: Watch, audit: Audit, editor: Editor, gaps: Gaps) -> None:
        self._version = version("kodevakt")
        self._house, self._watch = house, watch
        self._audit, self._editor, self._gaps = audit, editor, gaps

    def __call__(self) -> Status:
        """Return it. Raises `DatabaseError` when the database does not answer."""
        figures, snapshot = self._watch.figures(), self._house.current
        kunnskap = snapshot.kunnskap
        entries = [*(one.provenance for one in kunnskap.oppslag), *(one.provenance for one in kunnskap.varianter)]
        states = Counter(self._state(entry, day_of(figures.now)) for entry in entries)
        return Status(
            version=self._version,
            entries=len(entries),
            grep=kunnskap.grep_hentet,
            taken_up=self._house.taken_up,
            faults=[str(fault) for fault in self._house.faults],
            wheels=[_wheel(wheel) for wheel in snapshot.plan.arshjul.hjul],
            states=[(words, states[kind]) for kind, words in _STATES.items()],
            overdue=figures.overdue,
            trouble=[*figures.trouble, *([self._editor.trouble] if self._editor.trouble else [])],
            gaps=len(self._gaps.newest(figures.now)),
            newest=self._audit.newest(),
        )

    def _state(self, entry: Provenance, today: date) -> Kind:
        """Return how far an entry can be trusted."""
        changed = changed_since(entry.kilder, self._house.endret)
        return tilstand(entry.kontrollert, today, changed).kind


def _wheel(wheel: Arshjul) -> Wheel:
    return Wheel(wheel.skolear, wheel.status == "bekreftet", len(wheel.rader), len(unconfirmed(wheel)))
