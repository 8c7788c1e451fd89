"""``kodevakt frist``: the deadlines, as ``/frist`` tells them in Slack."""

from __future__ import annotations

import json
from datetime import datetime  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from bot.adapters.plainwords import did_you_mean
from bot.cli import grunnlag, oppslag
from bot.domain import datoer
from bot.domain.fristoppslag import look_up
from bot.domain.privacy import mask
from bot.domain.words import malform_in
from bot.slack import fristtekster, texts
from bot.slack.fristfraser import THE_NEXT

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.arshjul import Arshjulene
    from bot.domain.reply import Answer

_DAY = ["%Y-%m-%d"]


def frist(  # noqa: PLR0913, PLR0917 - one argument an option
    sporsmal: Annotated[list[str] | None, typer.Argument(help="Tema, måned, uke eller spørsmål.")] = None,
    idag: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="Dagen det spørres.", show_default="i dag")
    ] = None,
    fylke: Annotated[str, typer.Option(help="Fylket det gjelder.", show_default="alle")] = "",
    tema: Annotated[str, typer.Option(help="Bare det som gjelder dette.")] = "",
    fra: Annotated[datetime | None, typer.Option(formats=_DAY, help="Første dag.")] = None,
    til: Annotated[datetime | None, typer.Option(formats=_DAY, help="Siste dag.")] = None,
    *,
    som_json: Annotated[bool, typer.Option("--json", help="Skriv ett JSON-objekt.")] = False,
) -> None:
    """Vis fristene i årshjulet: de tre neste, eller de du spør etter."""
    kunnskap, today = grunnlag.read_knowledge(), grunnlag.day(idag)
    plan = grunnlag.read_schedules(kunnskap)
    arshjul, name = plan.arshjul, county(fylke, plan.arshjul)
    words = [*(sporsmal or ()), tema, _stretch(fra, til, today, arshjul)]
    question = mask(" ".join(word for word in words if word.strip())).text or THE_NEXT
    answer = look_up(plan.frister(kunnskap), question, today, name, malform_in(name))
    typer.echo(json.dumps(oppslag.answer_json(answer), ensure_ascii=False) if som_json else _text(answer))
    if answer.kind == "ukjent":
        raise typer.Exit(1)


def county(name: str, arshjul: Arshjulene) -> str:
    """Return the county's own name, "" for none; end with status 2 for what is none."""
    if not name:
        return ""
    found = arshjul.fylke(name)
    if found is None:
        near = did_you_mean(name, [one.navn for one in arshjul.fylker])
        raise typer.BadParameter(f"«{name}» er ikke et fylke.{near}", param_hint="--fylke")
    return found.navn


def _stretch(first: datetime | None, last: datetime | None, today: date, arshjul: Arshjulene) -> str:
    """Return the time asked for in words: from today, or to the end of the wheel, where only one end is given."""
    if not (first or last):
        return ""
    begins = first.date() if first else today
    ends = last.date() if last else max([begins, *(wheel.last for wheel in arshjul.covering(begins))])
    return f"fra {datoer.number(begins)} til {datoer.number(ends)}"


def _text(answer: Answer) -> str:
    """Return everything: a screen can be scrolled."""
    words = texts.answer_words(answer)
    if not fristtekster.only_deadlines(answer):
        return words.text()
    return words._replace(frister=fristtekster.told(answer, (0, len(answer.frister)), None)).text()
