"""Look-ups on the command line: decode codes, answer questions.

The JSON forms are contracts (DESIGN.md §6): other programs read them, so keys are only ever added.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.adapters.plainwords import quote
from bot.cli import grunnlag
from bot.domain.privacy import mask
from bot.domain.words import malform_in
from bot.slack.texts import answer_text, decoded_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.answers import Responder
    from bot.domain.reply import Answer, Decoded

Jsonl = Annotated[bool, typer.Option("--jsonl", help="Les JSON-linjer fra stdin og skriv JSON-linjer.")]


def kode(koder: Annotated[list[str], typer.Argument(help="En eller flere programområdekoder.")]) -> None:
    """Forklar hva en programområdekode betyr."""
    responder = grunnlag.responder()
    decoded = [found for text in koder for found in responder.decode(mask(text).text)]
    typer.echo("\n\n".join(decoded_text(d) for d in decoded))
    if not all(d.valid for d in decoded):
        raise typer.Exit(1)


def dekod(*, jsonl: Jsonl = False) -> None:
    """Forklar koder fra stdin, en per linje: {"id", "inn"} inn, et JSON-objekt ut."""
    responder = grunnlag.responder()
    if jsonl:
        _each(lambda record: decoded_json(responder.decode_one(_text(record, "inn"))))
        return
    for line in sys.stdin:
        typer.echo(decoded_text(responder.decode_one(mask(line).text)))


def spor(
    sporsmal: Annotated[list[str], typer.Argument(help="Spørsmålet, slik du ville skrevet det i Slack.")],
    idag: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Dagen det spørres.", show_default="i dag")
    ] = None,
    fylke: Annotated[str, typer.Option(help="Fylket det spørres for.", show_default="alle")] = "",
) -> None:
    """Svar på et spørsmål."""
    responder = grunnlag.responder()
    text = mask(" ".join(sporsmal)).text
    if responder.only_codes(text):
        typer.echo("\n\n".join(decoded_text(d) for d in responder.decode(text)))
        return
    typer.echo(answer_text(responder.answer(text, malform=malform_in(fylke), today=grunnlag.day(idag), fylke=fylke)))


def svar(*, jsonl: Jsonl = False) -> None:
    """Svar på spørsmål fra stdin: {"id", "sporsmal", "idag"?, "fylke"?} inn, et JSON-objekt ut."""
    responder = grunnlag.responder()
    if jsonl:
        _each(lambda record: _answered(responder, record))
        return
    for line in sys.stdin:
        typer.echo(answer_text(responder.answer(mask(line).text, today=grunnlag.day(None))))


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
        "frister": [
            {"id": use.frist.key, "dato": day.isoformat(), "hva": use.frist.hva}
            for use in answer.frister
            for day in use.days
        ],
        "kilder": _sources(answer),
        "valg": [{"id": choice.atom, "tekst": choice.label} for choice in answer.choices],
    }


def _answered(responder: Responder, record: dict[str, Any]) -> dict[str, Any]:
    fylke, given = _text(record, "fylke"), record.get("idag")
    try:
        today = date.fromisoformat(str(given)) if given else grunnlag.day(None)
    except ValueError:
        return {"feil": f"idag: ventet en dato skrevet slik: 2026-11-22, her står {quote(given)}"}
    question = _text(record, "sporsmal")
    return answer_json(responder.answer(question, malform=malform_in(fylke), today=today, fylke=fylke))


def _text(record: dict[str, Any], name: str) -> str:
    """Return a field of *record* without identity numbers: much of it is said again."""
    return mask(str(record.get(name) or "")).text


def _sources(found: Answer | Decoded) -> list[dict[str, str]]:
    return [{"id": h.kilde.id, "navn": h.kilde.navn, "punkt": h.punkt} for h in found.kilder]


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
        said = json.dumps({"id": record.get("id"), **reply(record)}, ensure_ascii=False)
        typer.echo(said.encode("utf-8", "backslashreplace").decode())
