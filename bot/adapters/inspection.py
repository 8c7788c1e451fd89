"""Everything that is wrong or worth a look in the folders that admins keep, found in one run.

Faults stop a file from being used; warnings do not. `inspect` raises nothing, whatever stands in the files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from bot.adapters import advice, findability, knowledge, schedules, yamlguard
from bot.adapters.channels import FILE as CHANNELS
from bot.adapters.fristord import FILE as WORDS
from bot.adapters.personaldata import hidden
from bot.adapters.plainwords import did_you_mean, suggested
from bot.adapters.wheels import FOLDER, FYLKER
from bot.domain.model import Kilde
from bot.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from bot.adapters.advice import Warned
    from bot.domain.arshjul import Arshjulene

FAULT: Literal["feil"] = "feil"
WARNING: Literal["advarsel"] = "advarsel"
INVALID = "ugyldig"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing found: where, how bad (*severity*), of what *kind*, and what is said about it."""

    path: Path
    line: int
    column: int
    severity: Literal["feil", "advarsel"]
    kind: str
    message: str
    value: str | None
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, in order of file, line and column, in how many *files*."""

    findings: tuple[Finding, ...]
    files: int

    def count(self, severity: str) -> int:
        """Return how many findings are of that *severity*."""
        return sum(finding.severity == severity for finding in self.findings)


def inspect(folder: Path | None, plans: Path | None, *, every: bool = False) -> Report:
    """Check *folder* (``knowledge/``) and *plans* (``schedules/``), or one of them.

    *every* question of every entry is tried, not only until one finds it. The wheels name sources of *folder*;
    without it, or when its register cannot be read, any source may be named.
    """
    found: list[Finding] = []
    files = 0
    kilder: Mapping[str, Kilde] = _AnySource()
    if folder:
        reading = knowledge.read(folder)
        files += len(reading.documents)
        kilder = _sources(reading)
        found += _findings(folder, reading.faults, _of_knowledge(reading, every=every))
    if plans:
        paths = _yaml(plans)
        files += len(paths)
        found += _of_schedules(plans, paths, kilder)
    return Report(tuple(sorted(found, key=_order)), files)


def _order(finding: Finding) -> tuple[str, int, int, str]:
    return finding.path.as_posix(), finding.line, finding.column, finding.message


def _of_knowledge(reading: knowledge.Reading, *, every: bool) -> Iterator[Warned]:
    areas = reading.catalogue.programomrader if reading.catalogue else {}
    yield from advice.of_entries(reading.contents, areas)
    if not reading.faults:
        yield from findability.of_answers(reading.contents, reading.kunnskap(), every=every)


def _of_schedules(folder: Path, paths: list[Path], kilder: Mapping[str, Kilde]) -> list[Finding]:
    if not folder.is_dir():
        return _findings(folder, [Fault(folder.name, 1, "mappen finnes ikke")], ())
    read = schedules.read(folder, kilder)
    return _findings(folder, read.faults, [*_unread(folder, paths), *_outdated(folder, read.arshjul)])


def _yaml(folder: Path) -> list[Path]:
    return sorted(
        path for end in ("*.yaml", "*.yml") for where in (folder, folder / FOLDER) for path in where.glob(end)
    )


def _unread(folder: Path, paths: list[Path]) -> Iterator[Warned]:
    """Yield the files beside those that have a meaning: a misspelt name would silently mean nothing."""
    known = (FYLKER, CHANNELS, WORDS)
    for path in paths:
        if path.parent == folder and path.name not in known:
            told = f"filen blir ikke lest; her ventes {', '.join(known)}. Årshjul ligger i mappen {FOLDER}/."
            yield "ulest-fil", Fault(path.name, 1, told + did_you_mean(path.name, known))


def _outdated(folder: Path, wheels: Arshjulene) -> Iterator[Warned]:
    """Yield the wheels whose source was read before the day that they are as of."""
    for wheel in wheels.hjul:
        if wheel.kilde.lest < wheel.pr_dato:
            document = yamlguard.read(folder / FOLDER / f"{wheel.skolear}.yaml")
            told = f"årshjulet er per {wheel.pr_dato}, men kilden «{wheel.kilde.id}» ble lest {wheel.kilde.lest}"
            yield "gammel-kilde", document.fault(("pr_dato",), f"pr_dato: {told}; les den på nytt")


def _findings(folder: Path, faults: Iterable[Fault], warned: Iterable[Warned]) -> list[Finding]:
    found = [_finding(folder, fault, FAULT, INVALID) for fault in hidden(faults)]
    return found + [_finding(folder, fault, WARNING, kind) for kind, told in warned for fault in hidden([told])]


def _finding(folder: Path, fault: Fault, severity: Literal["feil", "advarsel"], kind: str) -> Finding:
    return Finding(
        path=_path(folder, fault.file),
        line=fault.line,
        column=fault.column,
        severity=severity,
        kind=kind,
        message=fault.message,
        value=fault.value,
        suggestion=suggested(fault.message),
    )


def _path(folder: Path, name: str) -> Path:
    """Return where the file *name* is: in the folder, or in that of the wheels; a fault may be the folder's own."""
    if name == folder.name and not (folder / name).exists():
        return folder
    inside = folder / FOLDER / name
    return inside if inside.exists() else folder / name


def _sources(reading: knowledge.Reading) -> Mapping[str, Kilde]:
    """Return the sources that may be named: one with a fault is told in its own file, not where it is named."""
    if not reading.contents.complete:
        return _AnySource()
    return {name: _stand_in(name) for name in reading.contents.broken} | dict(reading.kilder())


class _AnySource(dict[str, Kilde]):
    """A register that cannot be read: any source may be named."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

    def __missing__(self, name: str) -> Kilde:
        return _stand_in(name)


def _stand_in(name: str) -> Kilde:
    return Kilde(name, name, "", None, "", date.max, "", "primar")
