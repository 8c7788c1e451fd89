"""An admin's change from the words to the file: judged, written, taken into use, kept in git, and written down.

A change is described by plain data (`What`), which can be kept while the admin looks at it; it is worked out anew from
the files as they are when it is saved.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.adapters import editing
from bot.adapters.editing import git
from bot.adapters.editing.entry import sources
from bot.domain.frist import Bekreftelse
from bot.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from bot.adapters.editing import Change, Entry, Field, FieldFault
    from bot.adapters.editing.fresh import NewKind
    from bot.adapters.store.audit import Audit, Line
    from bot.errors import Fault

What: TypeAlias = "Mapping[str, Any]"
_MOVED = (
    "«{target}» er endret av noen andre i mellomtiden. Ingenting er overskrevet. "
    "Lukk, og åpne på nytt for å se hvordan det er nå."
)
EDIT, NEW, UNDO, CONFIRM = "lagre", "ny", "angre", "bekreft"


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a change: the *faults* that keep it out of use (none: it is in use), and git's *trouble*."""

    target: str
    faults: tuple[Fault, ...]
    trouble: str


class Editor:
    """Changes the files of two folders. *take_up* takes them into use and returns the faults that keep them out.

    With *commits* each change is a commit where a folder is in a git checkout.
    """

    def __init__(
        self,
        knowledge: Path,
        schedules: Path,
        audit: Audit,
        take_up: Callable[[], Sequence[Fault]],
        *,
        commits: bool = True,
    ) -> None:
        self._folders = (knowledge, schedules)
        self._audit = audit
        self._take_up = take_up
        self._commits = commits
        self._pushing = ThreadPoolExecutor(1, thread_name_prefix="push")
        self.trouble = ""

    def find(self, name: str) -> tuple[Entry, ...]:
        """Return the entries that go by *name*."""
        return editing.find(*self._folders, name)

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return the names that are most like *name*."""
        return editing.nearest(*self._folders, name)

    def unread(self) -> tuple[str, ...]:
        """Return what keeps files from being read, a fault of each: what stands in them is not found."""
        documents = (source.document for source in sources(*self._folders))
        return tuple(str(one.faults[0]) for one in documents if one.faults and not isinstance(one.data, dict))

    def fields(self, entry: Entry) -> tuple[Field, ...]:
        """Return the fields of *entry*."""
        return editing.fields(entry)

    def question(self, name: str) -> str:
        """Return what to ask to get the entry called *name*: its first question or its title, "" when there is none."""
        found = self.find(name) if name else ()
        said = {field.key: field.text for field in self.fields(found[0])} if found else {}
        known = (said.get(key, "") for key in ("sporsmal", "tittel.nb", "kode", "navn.nb", "hva"))
        return next((text.splitlines()[0] for text in known if text), "")

    def blank(self, kind: NewKind) -> Entry:
        """Return an entry of *kind* that nothing has been written in yet."""
        return editing.blank(kind, self._folders[0])

    def change(self, what: What) -> Change | tuple[FieldFault, ...]:
        """Return the change that *what* describes, or what is wrong with it.

        Raises:
            Conflict: the entry is not as it was when *what* was written.
        """
        if what["do"] == NEW:
            return editing.new(what["kind"], what["values"], *self._folders)
        if what["do"] == CONFIRM:
            signed = Bekreftelse(what["av"], date.fromisoformat(what["dato"]))
            made = editing.confirm(*self._folders, what["skolear"], what["rader"], signed)
            if not isinstance(made, tuple) and what.get("print", made.print_before) != made.print_before:
                raise Conflict(_MOVED.format(target=what["skolear"]))
            return made
        if what["do"] == UNDO:
            line = self._line(what["linje"])
            return editing.restore(*self._folders, line.target, line.before or "", line.after or "")
        found = [entry for entry in self.find(what["target"]) if entry.target == what["target"]]
        if len(found) != 1 or found[0].print != what["print"]:
            raise Conflict(_MOVED.format(target=what["target"]))
        return editing.propose(found[0], what["values"])

    def save(self, what: What, by: str, name: str) -> Saved | tuple[FieldFault, ...]:
        """Write the change that *what* describes, take it into use, keep it in git and write down who made it.

        *by* is the id of the admin, which is written down, *name* what git is told.

        Raises:
            Conflict: somebody else has changed the entry meanwhile; nothing is overwritten.
            WriteRefused: the file cannot be written; it is as it was.
            DatabaseError: it cannot be written down.
        """
        change = self.change(what)
        if isinstance(change, tuple):
            return change
        entry, about = change.entry, {"endret": [[one.label, one.before, one.after] for one in change.differences]}
        line = self._audit.change(
            by, what["do"], entry.target, file=entry.file, before=entry.text, after=change.after, about=about
        )
        with line:
            editing.write(change)
        faults = tuple(self._take_up())
        self._kept(change, name)
        return Saved(entry.target, faults, self.trouble)

    def _kept(self, change: Change, name: str) -> None:
        """Commit the change and send it on, which may take its time; what goes wrong stays to be seen in `trouble`."""
        if not self._commits:
            return
        kept = git.commit(change.entry.path, f"{change.entry.target}: endret i Slack", name)
        if kept is None:
            return
        self.trouble = kept.fault
        if not kept.fault:
            self._pushing.submit(self._push, change.entry.path.parent)

    def _push(self, folder: Path) -> None:
        self.trouble = git.push(folder) or ""

    def _line(self, number: int) -> Line:
        """Return the line of the audit that is to be undone, if it is the last change of its entry."""
        line = self._audit.line(number)
        newest = self._audit.changes(line.target, limit=1) if line else []
        if line is None or not newest or newest[0].id != number:
            raise Conflict(_MOVED.format(target=line.target if line else number))
        return line

    def finish(self) -> None:
        """Wait for what is being pushed."""
        self._pushing.submit(int).result()
