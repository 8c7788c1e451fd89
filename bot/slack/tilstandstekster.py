"""How far an answer can be trusted, as a sentence: when it holds, when it was checked, whether its source has changed.

Pure. This is the one place where the states of `bot.domain.tilstand` become words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.tilstand import tilstand
from bot.slack import fristtekster
from bot.slack.phrases import PHRASES

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.model import Malform
    from bot.domain.reply import Answer
    from bot.domain.tilstand import Tilstand


def validity(answer: Answer) -> str:
    """Return the days that *answer* holds between, where it has any, and the state of the entry."""
    phrases = PHRASES[answer.malform]
    since = f" {phrases.valid_from} {_day(answer.gyldig_fra)}" if answer.gyldig_fra else ""
    until = f" {phrases.valid_to} {_day(answer.gyldig_til)}" if answer.gyldig_til else ""
    valid = f"{phrases.valid}{since}{until}. " if since or until else ""
    return valid + state(answer.tilstand or tilstand(answer.kontrollert, None, None), answer.malform)


def standing(answer: Answer) -> str:
    """Return who vouches for the dates of *answer*, and whether the page that the wheel stands on has changed."""
    changed = answer.tilstand if answer.tilstand and answer.tilstand.kind == "endret" else None
    said = (fristtekster.standing(answer), state(changed, answer.malform) if changed else "")
    return " ".join(part for part in said if part)


def state(now: Tilstand, malform: Malform) -> str:
    """Return the state of an entry in a sentence."""
    phrases = PHRASES[malform]
    said = {
        "utkast": phrases.unchecked,
        "kontrollert": phrases.checked,
        "bor_kontrolleres": phrases.long_ago,
        "endret": phrases.source_changed,
    }
    return said[now.kind].format(dato=_day(now.day) if now.day else "")


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
