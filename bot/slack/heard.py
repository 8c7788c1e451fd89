"""What a person wrote, as it may be kept and answered: without Slack's marks and identity numbers. Pure.

This is the one way in for the words of a person: every listener hears through it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain import privacy
from bot.slack import plain

if TYPE_CHECKING:
    from bot.domain.model import Malform


class Heard(NamedTuple):
    """The *question*, and what to tell the one who asked of what was hidden in it (nothing: "")."""

    question: str
    warning: str = ""


def hear(text: str, malform: Malform) -> Heard:
    """Return what *text* asks.

    >>> hear("<@U012AB3CD> kode for 010203 12345?", "nb").question
    'kode for [skjult]?'
    """
    question = plain.question(text)
    masked = privacy.mask(question)
    return Heard(masked.text, privacy.warning(question, malform)) if masked.count else Heard(question)
