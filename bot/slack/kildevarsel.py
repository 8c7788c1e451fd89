"""Words to the admins about the sources: what is new in one, which entries it may touch, and what cannot be read. Pure.

The words of a source are shown as they stand there, cut and with nothing in them that Slack would act on.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.domain import datoer
from bot.slack import blocks
from bot.slack.plain import clip, escape, visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.slack.blocks import Block, Message

APPROVE = "kilde_godkjenn"
"""The button's action."""

_NEWS_MAX, _NEWS_LONG, _NAMES_MAX, _NAME_LONG, _GREP = 6, 280, 15, 120, "grep"
_KILDE = re.compile(r"[a-z0-9-]{1,80}", re.ASCII)

_CHANGED = "Kilden «{navn}» sier noe annet enn da den sist ble godkjent. Det ble oppdaget {dato}."
_CHANGED_GREP = "Katalogen i Grep er ikke lenger som den Kodevakt har. Det ble oppdaget {dato}."
_NEW, _NEW_IN = "Dette er nytt:", "Dette er nytt i {deler}:"
_GONE = {1: "Én setning som sto der før, er borte eller skrevet om."}
_GONE_MORE = "{antall} setninger som sto der før, er borte eller skrevet om."
_TOUCHED = "Oppføringer som kan være berørt: {navn}."
_UNTOUCHED = "Ingen oppføring nevner det som er endret."
_ADVICE = (
    "Les kilden, og rett oppføringene hvis det trengs. Godkjenn så endringen. Fram til da sier svarene som bygger på "
    "dette, at kilden er endret."
)
_ADVICE_GREP = (
    "Hent katalogen på nytt med «kodevakt oppdater-grep», så blir dette borte av seg selv. Skal katalogen stå som den "
    "er, godkjenn endringen."
)
_FIRST = "Disse kildene er lest for første gang. Det som står der nå, regnes som godkjent. Endringer meldes her:"
_UNREAD = "Disse kildene kan ikke leses, så Kodevakt ser ikke om de blir endret:"
_UNREAD_ADVICE = (
    "Rett adressen i kilder.yaml, eller sett den til null hvis Kodevakt ikke skal følge med på kilden. Til da står "
    "det som er godkjent, som før."
)
_APPROVED = (
    "Endringen i kilden «{navn}» er godkjent. Svarene slutter å si at kilden er endret innen et halvt minutt. "
    "Er svarene kontrollert mot kilden, sett også «kontrollert» til dagens dato i oppføringene."
)
_REFUSED = {
    "nyere": "Kilden er endret igjen etter denne meldingen, så ingenting er godkjent. Se den nyeste meldingen om "
    "kilden, eller kjør «kodevakt kilder sjekk».",
    "ingenting": "Det er ikke noe igjen å godkjenne: endringen er godkjent, eller kilden er som før.",
}


class Knapp(NamedTuple):
    """What the button carries: the source, and the print of what was shown of it."""

    kilde: str
    seen: str

    def value(self) -> str:
        """Return the value of the button.

        >>> Knapp.read(Knapp("regbok-a03", "00ff").value())
        Knapp(kilde='regbok-a03', seen='00ff')
        """
        return json.dumps(self, separators=(",", ":"))

    @classmethod
    def read(cls, value: object) -> Knapp | None:
        """Return what *value* carries, None for what no button of ours can have sent."""
        try:
            told = json.loads(value) if isinstance(value, str) else None
        except (ValueError, RecursionError):
            return None
        if not (isinstance(told, list) and len(told) == 2 and all(isinstance(part, str) for part in told)):
            return None
        return cls(*told) if _KILDE.fullmatch(told[0]) else None


def changed(about: Mapping[str, Any]) -> Message:
    """Return that a source has changed: what is new, what may be touched, and the button that approves it.

    *about* has *kilde*, *navn*, *adresse*, *since* (ISO), *parts*, *news*, *gone*, *entries* with *more* beside them,
    and *seen*, the print of all that.
    """
    navn, news = _name(about["navn"]), [clip(visible(one), _NEWS_LONG) for one in about["news"][:_NEWS_MAX]]
    opening, advice = (_CHANGED_GREP, _ADVICE_GREP) if about["kilde"] == _GREP else (_CHANGED, _ADVICE)
    happened = opening.format(navn=navn, dato=datoer.long(date.fromisoformat(about["since"])))
    told = [*_gone(about["gone"]), _touched(about["entries"], about["more"]), advice]
    heading = [_heading(about["parts"])] if news else []
    pressed = blocks.button("Godkjenn endringen", APPROVE, Knapp(about["kilde"], about["seen"]).value())
    shown = [
        *blocks.section("\n".join([happened, *heading])),
        *blocks.bullets([("", one) for one in news]),
        *blocks.section("\n".join(told)),
        *blocks.actions([pressed]),
        *blocks.context([blocks.linked(navn, "", about["adresse"])]),
    ]
    return blocks.message("\n".join([happened, *heading, *(f"– {one}" for one in news), *told]), shown)


def read(about: Mapping[str, Any]) -> Message:
    """Return which sources were read for the *first* time, and the *trouble* with others, as pairs of name and why."""
    shown: list[Block] = []
    text: list[str] = []
    trouble = [(f"{_name(navn)}:", clip(visible(why), _NEWS_LONG)) for navn, why in about["trouble"]]
    lists = ((_FIRST, [("", _name(navn)) for navn in about["first"]], ""), (_UNREAD, trouble, _UNREAD_ADVICE))
    for heading, items, advice in lists:
        if items:
            rest = [f"og {len(items) - _NAMES_MAX} til"] if len(items) > _NAMES_MAX else []
            below = [part for part in (*rest, advice) if part]
            shown += [*blocks.section(heading), *blocks.bullets(items[:_NAMES_MAX]), *blocks.section("\n".join(below))]
            text += [heading, *(f"– {label} {said}".replace("  ", " ") for label, said in items[:_NAMES_MAX]), *below]
    return blocks.message("\n".join(text), shown)


def approved(navn: str, by: str) -> Message:
    """Return what takes the place of the words about a change once *by* has approved it."""
    said = _APPROVED.format(navn=_name(navn))
    who = blocks.by_user("Godkjent av", by, "")
    return blocks.message("", [*blocks.section(said), *blocks.context([who])], escape(said))


def refused(why: str) -> Message:
    """Return why nothing was approved: ``nyere`` or ``ingenting``."""
    return blocks.message(_REFUSED[why], blocks.section(_REFUSED[why]))


def _name(navn: str) -> str:
    return clip(visible(navn), _NAME_LONG)


def _heading(parts: Sequence[str]) -> str:
    named = ", ".join(f"«{_name(part)}»" for part in parts)
    return _NEW_IN.format(deler=named) if named else _NEW


def _gone(count: int) -> list[str]:
    return [_GONE.get(count, _GONE_MORE.format(antall=count))] if count else []


def _touched(entries: Sequence[str], more: int) -> str:
    named = ", ".join(_name(entry) for entry in entries)
    return _TOUCHED.format(navn=f"{named} og {more} til" if more else named) if named else _UNTOUCHED
