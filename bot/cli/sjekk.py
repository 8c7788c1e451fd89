"""``kodevakt sjekk``: every file that admins keep, checked in one run, told to people or to programs.

The JSON is a contract (README.md): keys are only ever added.
"""

from __future__ import annotations

import json
import os
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import config

if TYPE_CHECKING:
    from bot.adapters.inspection import Finding, Report

_LEVELS = {"feil": "error", "advarsel": "warning"}


def sjekk(  # noqa: PLR0913 - each is an option of the command line
    mappe: Annotated[
        Path | None, typer.Argument(help="Kunnskapsmappen. Standard: den som er satt opp, og årshjulet.")
    ] = None,
    *,
    arshjul: Annotated[Path | None, typer.Option(help="Mappen med årshjul, fylker og kanaler.")] = None,
    strengt: Annotated[bool, typer.Option("--strengt", help="Avslutt med 1 også når det bare er advarsler.")] = False,
    grundig: Annotated[
        bool, typer.Option("--grundig", help="Prøv hvert eneste spørsmål, og fortell hvilke som leder til noe annet.")
    ] = False,
    som_json: Annotated[bool, typer.Option("--json", help="Skriv funnene som JSON.")] = False,
    github: Annotated[
        bool | None,
        typer.Option("--github/--ikke-github", help="Skriv merknader for GitHub.", show_default="når det er der"),
    ] = None,
) -> None:
    """Sjekk alle filene i kunnskapen og årshjulet: feil, og advarsler om det som bør ses på.

    Avslutter med 1 når det er feil, med fil, linje og kolonne for hver.
    """
    from bot.adapters import inspection  # noqa: PLC0415 - the look-ups need not wait for it

    environ = config.environment()
    # A folder that is named is checked alone.
    both = mappe is None and arshjul is None
    report = inspection.inspect(
        config.knowledge_folder(environ) if both else mappe,
        config.schedules_folder(environ) if both else arshjul,
        every=grundig,
    )
    failed = bool(report.count(inspection.FAULT)) or (strengt and bool(report.findings))
    if som_json:
        typer.echo(json.dumps(_as_json(report, failed=failed), ensure_ascii=False, indent=2))
    elif config.on_github(environ) if github is None else github:
        _tell_github(report)
    else:
        _tell(report)
    if failed:
        raise typer.Exit(1)


def skjema() -> None:
    """Skriv JSON-skjemaene som editorer fullfører og sjekker med, i skjema/ i begge mappene."""
    from bot.adapters import jsonschemas  # noqa: PLC0415 - as above

    environ = config.environment()
    for path in jsonschemas.write(config.knowledge_folder(environ), config.schedules_folder(environ)):
        typer.echo(_shown(path))


def _tell(report: Report) -> None:
    """Print the findings, file by file, and how many there are."""
    for _, group in groupby(report.findings, key=lambda finding: finding.path):
        for finding in group:
            where = f"{_shown(finding.path)}:{finding.line}:{finding.column}"
            typer.echo(f"{where}: {finding.severity}: {finding.message}")
        typer.echo("")
    typer.echo(_summary(report))


def _tell_github(report: Report) -> None:
    """Print the findings as commands that GitHub shows beside the lines of a change."""
    for finding in report.findings:
        where = {"file": _shown(finding.path), "line": finding.line, "col": finding.column, "title": "Kodevakt"}
        properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in where.items())
        typer.echo(f"::{_LEVELS[finding.severity]} {properties}::{_escaped(finding.message)}")
    typer.echo(_summary(report))


def _as_json(report: Report, *, failed: bool) -> dict[str, Any]:
    return {
        "versjon": 1,
        "ok": not failed,
        "filer": report.files,
        "feil": report.count("feil"),
        "advarsler": report.count("advarsel"),
        "funn": [_finding_json(finding) for finding in report.findings],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "fil": _shown(finding.path),
        "linje": finding.line,
        "kolonne": finding.column,
        "alvor": finding.severity,
        "type": finding.kind,
        "melding": finding.message,
        "verdi": finding.value,
        "forslag": finding.suggestion,
    }


def _summary(report: Report) -> str:
    faults, warnings = report.count("feil"), report.count("advarsel")
    told = [f"{faults} feil" if faults else "Ingen feil"]
    if warnings:
        told.append(f"{warnings} {'advarsel' if warnings == 1 else 'advarsler'}")
    return f"{' og '.join(told)} i {report.files} filer."


def _shown(path: Path) -> str:
    """Return *path* from the folder that the command runs in, as links and annotations want it."""
    here, there = Path.cwd(), path.resolve()
    return Path(os.path.relpath(there, here)).as_posix() if there.is_relative_to(here) else there.as_posix()


def _escaped(text: str, more: str = "") -> str:
    """Return *text* as a command of GitHub's takes it.

    >>> _escaped("100 %, a:b"), _escaped("100 %, a:b", ":,")
    ('100 %25, a:b', '100 %25%2C a%3Ab')
    """
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
