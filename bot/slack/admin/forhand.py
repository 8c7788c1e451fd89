"""What a county's channels will be sent next, as it will look, without the buttons. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import datoer
from bot.domain.sendetid import NORWAY
from bot.slack import blocks
from bot.slack.paminnelseblokker import message
from bot.slack.paminnelsetekster import what_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.arshjul import Arshjulene
    from bot.domain.paminnelse import Paminnelse
    from bot.slack.blocks import Message

SHOWN = 3


def coming(fylke: str, planned: Sequence[Paminnelse], arshjul: Arshjulene) -> Message:
    """Return the next of the reminders *planned* for *fylke*, each as it reads when it is due."""
    due = [one for one in planned if one.to_post]
    if not due:
        none = f"Ingen påminnelser til {fylke} de neste 30 dagene. Hvorfor ikke: kodevakt paminnelser --fylke {fylke}"
        return blocks.message(none, blocks.section(none))
    heading = f"De neste påminnelsene til {fylke} ({min(SHOWN, len(due))} av {len(due)} de neste 30 dagene)"
    text, shown = [heading], blocks.lines([(heading, "")])
    for one in due[:SHOWN]:
        local = one.due_at.astimezone(NORWAY)
        when = f"{datoer.long(local.date())} kl. {local:%H.%M}"
        shown += blocks.context([blocks.markup(f"{when} i {blocks.channel(one.kanal.id)}:")])
        shown += [block for block in message(one, arshjul, one.due_at)["blocks"] if block["type"] != "actions"]
        text += [f"{when}: {', '.join(what_of(row) for row in one.rows)}"]
    return blocks.message("\n".join(text), shown)


def without_buttons(made: Message) -> Message:
    """Return a message as it will look, with nothing in it to press."""
    return made | {"blocks": [block for block in made["blocks"] if block["type"] != "actions"]}
