"""Kodevakt as it is shipped: its own knowledge and its own Årshjul."""

from __future__ import annotations

from typing import NamedTuple

from bot import config
from bot.adapters import fristord, knowledge, wheels
from bot.domain.answers import Responder
from bot.domain.fristsvar import Frister


class Shipped(NamedTuple):
    """The responder and what it was made of."""

    responder: Responder
    frister: Frister


def shipped() -> Shipped:
    """Load the folders that are configured, or else those that are shipped."""
    settings = config.environment()
    kunnskap = knowledge.load(config.knowledge_folder(settings))
    schedules = config.schedules_folder(settings)
    frister = Frister(wheels.load(schedules, kunnskap.kilder), fristord.load(schedules), kunnskap.ordliste)
    return Shipped(Responder(kunnskap, frister), frister)
