"""``kodevakt paminnelser``: what a county's channels will be reminded of, when, and what they will not, and why."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import grunnlag
from bot.cli.frist import county
from bot.domain import datoer, kalendertekst, paminnelse, sendetid
from bot.domain.kanal import Kanal
from bot.domain.reminders import plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.arshjul import Arshjulene
    from bot.domain.frist import Frist
    from bot.domain.paminnelse import Paminnelse, State

_DAY = ["%Y-%m-%d"]
_AHEAD = timedelta(days=30)
WHY: dict[State, str] = {
    "posted": "er sendt",
    "holiday": "skoleferie: ingen skal gjøre noe den dagen",
    "draft": "utkast: datoen er anslått og ikke bekreftet",
    "category": "kanalen har valgt andre kategorier",
    "role": "kanalen har valgt andre roller",
    "done": "utført i fylket",
    "same_day": "en senere påminnelse om samme frist kommer samme dag",
    "snoozed": "noen har bedt om en egen påminnelse den dagen",
    "too_late": "dagen noen har bedt om, er etter fristen",
    "superseded": "for sent ute: en senere påminnelse om samme frist går i stedet",
    "expired": "for sent: fristen er ute, eller det er mer enn 48 timer siden den skulle vært sendt",
    "empty": "ingen frister denne uken og den neste",
}
_WHOLE_ROW: frozenset[State] = frozenset({"holiday", "draft", "category", "role", "done"})


def paminnelser(
    fylke: Annotated[str, typer.Option(help="Fylket det gjelder.")],
    fra: Annotated[datetime | None, typer.Option(formats=_DAY, help="Første dag.", show_default="i dag")] = None,
    til: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="Siste dag.", show_default="30 dager etter den første")
    ] = None,
    *,
    som_json: Annotated[bool, typer.Option("--json", help="Skriv ett JSON-objekt.")] = False,
) -> None:
    """Vis hva fylkets kanaler blir minnet om, når, og hva som ikke blir sendt og hvorfor. Ingenting sendes."""
    first = grunnlag.day(fra)
    last = til.date() if til else first + _AHEAD
    if last < first:
        raise typer.BadParameter(f"«{last}» er før «{first}».", param_hint="--til")
    schedules = grunnlag.read_schedules(grunnlag.read_knowledge())
    name = county(fylke.strip() or "-", schedules.arshjul)
    own = [kanal for kanal in schedules.kanaler.values() if kanal.fylke == name]
    kanaler = own or [Kanal(id="", fylke=name)]
    planned = plan(schedules.arshjul, kanaler, paminnelse.NOTHING, sendetid.instant(first, time()), first, last)
    if som_json:
        told = {"fylke": name, "fra": str(first), "til": str(last), "standard": not own}
        told["kanaler"] = [_settings(kanal) for kanal in kanaler]
        told["paminnelser"] = [_record(one) for one in planned]
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo(f"Påminnelser for {name} fra {datoer.number(first)} til {datoer.number(last)}")
    if not own:
        typer.echo(f"{name} har ingen kanal i kanaler.yaml. Slik blir det for en kanal uten egne valg:")
    for kanal in kanaler:
        mine = [one for one in planned if one.kanal == kanal]
        typer.echo("\n".join(_lines(kanal, mine, schedules.arshjul)))


def _lines(kanal: Kanal, planned: list[Paminnelse], arshjul: Arshjulene) -> Iterator[str]:
    """Yield what there is to read about one channel."""
    to_post = [one for one in planned if one.to_post]
    yield f"\n{_about(kanal)}"
    yield from (f"  {_when(one)}  {_what(one, arshjul)}" for one in to_post)
    yield f"  {len(to_post)} påminnelser." if to_post else "  Ingen påminnelser."
    refused = list(_refused(planned, arshjul))
    if refused:
        yield "  Sendes ikke:"
        yield from refused


def _about(kanal: Kanal) -> str:
    """Return the channel and its choices in a line."""
    quiet = kanal.stilletid
    said = [f"{_list([str(day) for day in kanal.dager_for])} dager før" if kanal.dager_for else "ingen frister"]
    said += [f"kl. {kanal.klokkeslett:%H.%M}"]
    said += [f"stille {quiet.fra:%H.%M}–{quiet.til:%H.%M}"] if quiet else []
    said += [f"bare {_list(sorted(kanal.kategorier))}"] if kanal.kategorier else []
    said += [f"bare for {_list(kanal.roller)}"] if kanal.roller else []
    said += ["ukesoversikt"] if kanal.ukesoversikt else []
    said += ["også utkast"] if kanal.utkast else []
    return f"{kanal.id or 'Standard'}: {', '.join(said)}"


def _refused(planned: Iterable[Paminnelse], arshjul: Arshjulene) -> Iterator[str]:
    """Yield what is not sent: a row once where nothing of it is, and else each day."""
    told = set[tuple[str, str]]()
    for one in planned:
        if one.to_post or (one.key.reminder, one.state) in told:
            continue
        if one.state in _WHOLE_ROW:
            told.add((one.key.reminder, one.state))
        yield f"  {_when(one)}  {_what(one, arshjul)}: {WHY[one.state]}"


def _when(one: Paminnelse) -> str:
    local = one.due_at.astimezone(sendetid.NORWAY)
    return f"{datoer.short(local.date(), year=True)} {local:%H.%M}"


def _what(one: Paminnelse, arshjul: Arshjulene) -> str:
    """Return what a reminder is about, and how long before."""
    if one.kind == "digest":
        return f"Ukesoversikt: {len(one.rows)} denne uken og den neste"
    (row,) = one.rows
    return f"{_before(one)} {datoer.short(one.deadline)}: {_title(row, one.kanal, arshjul)}"


def _before(one: Paminnelse) -> str:
    if one.days_before is None:
        return "etter ønske, frist"
    if one.days_before == 0:
        return "på dagen" if sendetid.day_of(one.due_at) == one.deadline else "siste arbeidsdag før"
    return "1 dag før" if one.days_before == 1 else f"{one.days_before} dager før"


def _title(row: Frist, kanal: Kanal, arshjul: Arshjulene) -> str:
    estimate = arshjul.confirmation(row) is None
    return kalendertekst.title(row, "nb", estimate=estimate, fylke=kanal.fylke)


def _list(words: Iterable[str]) -> str:
    """Return words as people list them."""
    *others, last = words
    return f"{', '.join(others)} og {last}" if others else last


def _settings(kanal: Kanal) -> dict[str, Any]:
    quiet = kanal.stilletid
    return {
        "id": kanal.id,
        "kategorier": sorted(kanal.kategorier),
        "roller": list(kanal.roller),
        "dager_for": list(kanal.dager_for),
        "klokkeslett": f"{kanal.klokkeslett:%H:%M}",
        "stilletid": {"fra": f"{quiet.fra:%H:%M}", "til": f"{quiet.til:%H:%M}"} if quiet else None,
        "ukesoversikt": kanal.ukesoversikt,
        "malform": kanal.malform,
        "utkast": kanal.utkast,
    }


def _record(one: Paminnelse) -> dict[str, Any]:
    """Return one reminder as programs read it; ``tid`` is when, also of what is not sent."""
    due = one.due_at.astimezone(sendetid.NORWAY).isoformat(timespec="minutes")
    return {
        "kanal": one.key.channel,
        "id": one.key.reminder,
        "forekomst": one.key.occurrence,
        "slag": {"deadline": "frist", "snooze": "utsatt", "digest": "ukesoversikt"}[one.kind],
        "frist": str(one.deadline),
        "dager_for": one.days_before,
        "hva": [row.hva for row in one.rows],
        "tid": due,
        "sendes": one.to_post,
        "hvorfor_ikke": None if one.to_post else {"kode": one.state, "tekst": WHY[one.state]},
    }
