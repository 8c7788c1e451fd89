"""Whether the rows of the Årshjul answer a question better than a code or an entry does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.fristsvar import SURE
from bot.domain.ranking import NUMBERS
from bot.domain.weighing import CLEARLY, wants_a_code

if TYPE_CHECKING:
    from bot.domain.fristsvar import Fristsvar
    from bot.domain.reply import Answer
    from bot.domain.weighing import Found

TOPIC = "tema"
"""What a `Fristsvar` holds when its rows were found by their words, not by the time alone."""

WELL, FAIRLY = 0.55, 0.7
"""How well a row must fit where nothing else answers; the second where a word shows that no rule would."""

SHORT = 8
"""How many words a question that names a time may have and still ask for what lies in it."""

NEARLY = 0.1
"""How much better than an entry a row must fit where no date is asked for."""


def deadline_first(deadlines: Fristsvar, found: Found, general: Answer) -> bool:
    """True when the rows of the Årshjul answer better than *general*: a date is asked for, of something in a wheel."""
    asked = deadlines.asked
    if _answered_already(deadlines, found, general) or (found.asked.reading.kinds & NUMBERS and not asked.asks):
        return False
    in_time = asked.tid is not None and len(asked.reading.terms) <= SHORT
    if not (asked.asks or asked.asks_next or in_time or asked.reports):
        return _row_is_meant(deadlines, found, general)
    if general.kind == "ukjent" or (general.codes and asked.asks):
        return deadlines.score >= WELL or not found.asked.reading.outside or asked.says_frist
    concept = found.best is not None and found.best.oppslag.kind == "begrep"
    listed = asked.asks_next or (asked.roles and asked.tid and deadlines.what != TOPIC)
    return bool(listed) or not found.asked.asks_meaning if concept else deadlines.score >= found.score


def _answered_already(deadlines: Fristsvar, found: Found, general: Answer) -> bool:
    """True when *general* answers, and what looks like a date is said in passing: "… når hun har fagbrev?"."""
    asked = deadlines.asked
    if general.kind != "svar":
        return False
    if general.codes and (found.asked.reading.codes or wants_a_code(found)):
        return True
    if found.asked.yes_or_no and not (asked.tid or asked.says_frist or asked.reports):
        return True
    return asked.tid_aside and deadlines.what != TOPIC and not (asked.wheel and asked.asks_next)


def _row_is_meant(deadlines: Fristsvar, found: Found, general: Answer) -> bool:
    """True when a row fits though no date is asked for: "ssbKontrakt 1. levering", "OT-data til Udir"."""
    if found.asked.reading.kinds & {"?hvor", "?hvordan"} or deadlines.what != TOPIC:
        return False
    terse = not found.asked.reading.kinds and len(deadlines.asked.reading.terms) > 1
    if general.kind == "ukjent":
        wanted = (FAIRLY if found.asked.reading.outside else WELL) if terse else SURE
        return deadlines.score >= wanted
    concept = found.best is not None and found.best.oppslag.kind == "begrep"
    if terse and concept and not found.asked.asks_meaning:
        return deadlines.score >= SURE
    return deadlines.score >= SURE and deadlines.score > found.score + NEARLY and not found.asked.asks_meaning


def no_deadline(deadlines: Fristsvar, found: Found, general: Answer) -> bool:
    """True when a date is asked for that no wheel holds, and *general* is about something near it only."""
    when = "?naar" in found.asked.reading.kinds or deadlines.asked.says_frist
    return when and not (found.asked.yes_or_no or general.codes) and found.score < CLEARLY


def dated_too(deadlines: Fristsvar, general: Answer) -> bool:
    """True when a date is asked for and a rule answers: the row of the Årshjul then stands beside it."""
    sure = deadlines.what == TOPIC and deadlines.score >= SURE and (deadlines.asked.asks or deadlines.asked.late)
    return sure and general.kind == "svar" and not general.codes
