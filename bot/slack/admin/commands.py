"""What ``/kodeadmin`` does, verb by verb: each returns the message that answers, or opens a modal and returns None."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.domain import hull, reminders
from bot.domain.paminnelse import NOTHING
from bot.slack import hulltekster
from bot.slack.admin import forhand, forms, tekster
from bot.slack.admin.showing import AHEAD, edit_form, vouch_form
from bot.slack.ask import Ask
from bot.slack.replies import Around

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from bot.adapters.editing import Entry
    from bot.adapters.editing.fresh import NewKind
    from bot.domain.frist import Arshjul
    from bot.slack.admin.desk import Asked
    from bot.slack.admin.forms import View
    from bot.slack.blocks import Message

_KINDS: Mapping[str, NewKind] = {"": "regel", "regel": "regel", "begrep": "begrep"}


async def status(asked: Asked) -> Message:
    """Tell how it goes."""
    return tekster.status(await asyncio.to_thread(asked.desk.status))


async def edit(asked: Asked) -> Message | None:
    """Open the form of an entry."""
    entry = await _entry(asked)
    if isinstance(entry, dict):
        return entry
    await _open(asked, await asyncio.to_thread(edit_form, asked.desk, entry))
    return None


async def new(asked: Asked) -> Message | None:
    """Open the form of an entry that is not there yet."""
    kind = _KINDS.get(asked.words.strip().casefold())
    if kind is None:
        return tekster.said("Skriv /kodeadmin ny regel eller /kodeadmin ny begrep. Andre oppføringer skrives i filen.")
    blank = await asyncio.to_thread(asked.desk.editor.blank, kind)
    await _open(asked, await asyncio.to_thread(edit_form, asked.desk, blank))
    return None


async def confirm(asked: Asked) -> Message | None:
    """Vouch for the dates of a wheel, or for an answer that has been checked against its source today."""
    named, *rows = asked.words.split() or [""]
    skolear, _, row = named.partition("/")
    if wheel := asked.edge.arshjul.wheel(skolear):
        return await _vouch(asked, wheel, [row, *rows])
    entry = await _entry(asked)
    if isinstance(entry, dict):
        return entry
    skolear, _, row = entry.target.partition("/")
    if row and (wheel := asked.edge.arshjul.wheel(skolear)):
        return await _vouch(asked, wheel, [row])
    if all(field.key != "kontrollert" for field in asked.desk.editor.fields(entry)):
        return tekster.said(tekster.NOTHING_TO_CHECK)
    checked = {"kontrollert": asked.edge.today().isoformat()}
    what = {"do": "lagre", "target": entry.target, "print": entry.print, "values": checked}
    return await _review(asked, what, entry.target)


async def preview(asked: Asked) -> Message:
    """Show an answer, or what a county's channels will be sent next."""
    edge, words = asked.edge, asked.words.strip()
    if county := edge.arshjul.fylke(words):
        today = edge.today()
        mine = [kanal for kanal in edge.kanaler.values() if kanal.fylke == county.navn]
        planned = reminders.plan(edge.arshjul, mine, NOTHING, edge.now(), today, today + AHEAD)
        return forhand.coming(county.navn, planned, edge.arshjul)
    question = await asyncio.to_thread(asked.desk.editor.question, words)
    here = edge.here(asked.body.get("channel_id"))
    made = edge.replies.reply(Ask(question or words), Around(judge=False), here).message
    return forhand.without_buttons(made)


async def history(asked: Asked) -> Message:
    """Tell what was changed in an entry, and by whom."""
    target = await _target(asked)
    if isinstance(target, dict):
        return target
    return tekster.history(target, await asyncio.to_thread(asked.desk.audit.changes, target))


async def undo(asked: Asked) -> Message | None:
    """Show what undoing the last change of an entry would do."""
    target = await _target(asked)
    if isinstance(target, dict):
        return target
    lines = await asyncio.to_thread(asked.desk.audit.changes, target, 1)
    if not lines:
        return tekster.history(target, lines)
    return await _review(asked, {"do": "angre", "linje": lines[0].id}, target)


async def gaps(asked: Asked) -> Message:
    """Tell what people ask in vain, those that are alike together."""
    return await asyncio.to_thread(_gaps, asked)


async def answer_gap(asked: Asked) -> None:
    """Open the form of a new entry, with the questions of a gap as its own."""
    blank = await asyncio.to_thread(asked.desk.editor.blank, "regel")
    await _open(asked, edit_form(asked.desk, blank, hulltekster.questions(asked.words)))


async def help_(_asked: Asked) -> Message:
    """Tell what there is to ask for."""
    return tekster.usage()


VERBS: Mapping[str, tuple[str, Callable[[Asked], Awaitable[Message | None]]]] = {
    "status": ("status", status),
    "endre": ("endre", edit),
    "ny": ("ny", new),
    "bekreft": ("bekreft", confirm),
    "forhåndsvis": ("forhandsvis", preview),
    "forhandsvis": ("forhandsvis", preview),
    "historikk": ("historikk", history),
    "angre": ("angre", undo),
    "hull": ("hull", gaps),
    "hjelp": ("hjelp", help_),
}
"""What may be typed after ``/kodeadmin``: the word that the audit has for it, and what it does."""


def _gaps(asked: Asked) -> Message:
    kept = asked.desk.gaps
    return hulltekster.message(hull.groups(kept.newest(asked.edge.now())), kept.days)


async def _entry(asked: Asked) -> Entry | Message:
    """Return the entry that is named, or the message that asks which one is meant."""
    name = asked.words.strip()
    found = await asyncio.to_thread(asked.desk.editor.find, name) if name else ()
    if len(found) == 1:
        return found[0]
    if found:
        return tekster.several(name, [(entry.target, entry.kind) for entry in found], asked.verb)
    editor = asked.desk.editor
    near = await asyncio.to_thread(editor.nearest, name) if name else ()
    return tekster.unknown(name, near, asked.verb, await asyncio.to_thread(editor.unread))


async def _target(asked: Asked) -> str | Message:
    """Return the name of the entry; one that is gone is known by what was done to it."""
    name = asked.words.strip()
    known = await asyncio.to_thread(asked.desk.audit.changes, name, 1)
    if known:
        return name
    entry = await _entry(asked)
    return entry if isinstance(entry, dict) else entry.target


async def _review(asked: Asked, what: Mapping[str, Any], target: str) -> Message | None:
    """Open what *what* would change, to be said yes to."""
    change = await asyncio.to_thread(asked.desk.editor.change, what)
    if isinstance(change, tuple):
        return tekster.said("\n".join(fault.message for fault in change))
    if not change.differences:
        return tekster.said(tekster.NOTHING)
    token = await asked.desk.propose(asked.by, what)
    await _open(asked, forms.review(target, change.differences, token))
    return None


async def _vouch(asked: Asked, wheel: Arshjul, rows: Sequence[str]) -> Message | None:
    """Open the form that vouches for *rows* of *wheel*, or tell why there is none."""
    view = vouch_form(wheel, rows)
    if isinstance(view, str):
        return tekster.said(view)
    await _open(asked, view)
    return None


async def _open(asked: Asked, view: View) -> None:
    await asked.client.views_open(trigger_id=asked.body["trigger_id"], view=view)
