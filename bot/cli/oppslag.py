"""Look-ups on the command line: decode codes, answer questions, check the knowledge.

The JSON forms are contracts (DESIGN.md §6): other programs read them, so keys are only ever added.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import config
from bot.adapters import knowledge
from bot.domain.answers import Responder
from bot.domain.words import malform_in
from bot.errors import KnowledgeError
from bot.slack.texts import answer_text, decoded_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.reply import Answer, Decoded

Jsonl = Annotated[bool, typer.Option("--jsonl", help="Les JSON-linjer fra stdin og skriv JSON-linjer.")]


def kode(koder: Annotated[list[str], typer.Argument(help="En eller flere programområdekoder.")]) -> None:
    """Forklar hva en programområdekode betyr."""
    responder = _responder()
    decoded = [found for text in koder for found in responder.decode(text)]
    typer.echo("\n\n".join(decoded_text(d) for d in decoded))
    if not all(d.valid for d in decoded):
        raise typer.Exit(1)


def dekod(*, jsonl: Jsonl = False) -> None:
    """Forklar koder fra stdin, en per linje: {"id", "inn"} inn, et JSON-objekt ut."""
    responder = _responder()
    if jsonl:
        _each(
            lambda record: {
                "id": record.get("id"),
                **decoded_json(responder.decode_one(str(record.get("inn") or ""))),
            }
        )
        return
    for line in sys.stdin:
        typer.echo(decoded_text(responder.decode_one(line)))


def spor(
    sporsmal: Annotated[list[str], typer.Argument(help="Spørsmålet, slik du ville skrevet det i Slack.")],
) -> None:
    """Svar på et spørsmål."""
    responder = _responder()
    text = " ".join(sporsmal)
    if responder.only_codes(text):
        typer.echo("\n\n".join(decoded_text(d) for d in responder.decode(text)))
        return
    typer.echo(answer_text(responder.answer(text)))


def svar(*, jsonl: Jsonl = False) -> None:
    """Svar på spørsmål fra stdin: {"id", "sporsmal", "idag"?, "fylke"?} inn, et JSON-objekt ut."""
    responder = _responder()
    if jsonl:
        _each(lambda record: {"id": record.get("id"), **_answered(responder, record)})
        return
    for line in sys.stdin:
        typer.echo(answer_text(responder.answer(line)))


def sjekk(
    mappe: Annotated[Path | None, typer.Argument(help="Kunnskapsmappen. Standard: den som følger med.")] = None,
) -> None:
    """Sjekk alle filene i kunnskapsmappen. Avslutter med 1 og fil:linje for hver feil."""
    folder = mappe or config.knowledge_folder(config.environment())
    faults = knowledge.check(folder)
    for fault in faults:
        typer.echo(str(fault))
    typer.echo(f"{len(faults)} feil i {folder}" if faults else f"Ingen feil i {folder}")
    if faults:
        raise typer.Exit(1)


def decoded_json(decoded: Decoded) -> dict[str, Any]:
    """Return the contract's form of a decoded code."""
    kode = decoded.kode
    return {
        "inn": decoded.typed,
        "gyldig_form": decoded.valid,
        "normalisert": kode,
        "base": kode[:5] if kode else None,
        "niva": kode[5] if kode else None,
        "kategori": decoded.kategori,
        "feil": decoded.fault,
        "melding": decoded.message,
        "rettet": decoded.corrected,
        "i_kodeverk": decoded.in_kodeverk,
        "navn": decoded.navn,
        "status": decoded.status,
        "deler": [{"posisjon": p.position, "tegn": p.tegn, "betydning": p.betydning} for p in decoded.parts],
        "forslag": list(decoded.suggestions),
        "merknader": list(decoded.notes),
        "kilder": _sources(decoded),
    }


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return the contract's form of an answer."""
    return {
        "type": answer.kind,
        "tekst": answer_text(answer),
        "koder": [use.kode for use in answer.codes],
        "frister": [],
        "kilder": _sources(answer),
        "valg": [{"id": choice.atom, "tekst": choice.label} for choice in answer.choices],
    }


def _answered(responder: Responder, record: dict[str, Any]) -> dict[str, Any]:
    malform = malform_in(str(record.get("fylke") or ""))
    return answer_json(responder.answer(str(record.get("sporsmal") or ""), malform=malform))


def _sources(found: Answer | Decoded) -> list[dict[str, str]]:
    return [{"id": h.kilde.id, "navn": h.kilde.navn, "punkt": h.punkt} for h in found.kilder]


def _responder() -> Responder:
    try:
        return Responder(knowledge.load(config.knowledge_folder(config.environment())))
    except KnowledgeError as error:
        typer.echo(f"Kunnskapen kan ikke leses:\n{error}", err=True)
        raise typer.Exit(1) from error


def _each(reply: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer every JSON line of stdin with one; a line that is none is told, and the rest goes on."""
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            typer.echo(json.dumps({"linje": number, "feil": f"ikke JSON: {error}"}, ensure_ascii=False))
            continue
        if not isinstance(record, dict):
            typer.echo(json.dumps({"linje": number, "feil": "ventet et objekt"}, ensure_ascii=False))
            continue
        # Half a surrogate pair is valid JSON but not valid text: it must not end the run.
        typer.echo(json.dumps(reply(record), ensure_ascii=False).encode("utf-8", "backslashreplace").decode())
