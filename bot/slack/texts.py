"""Answers as words, in bokmål and nynorsk. Pure; the command line and Slack say the same.

The order is that of a colleague: the answer first, then the codes, why, what to watch out for, and where it
is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.slack import fristtekster, tilstandstekster
from bot.slack.phrases import PHRASES, Phrases
from bot.slack.plain import clip, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.model import Henvisning, Malform
    from bot.domain.reply import Answer, CodeUse, Decoded

ANSWER_MAX = 1400
_LIST_MAX, _LIST_MIN, _NOTES_MAX, _SOURCES_MAX = 700, 250, 250, 220
_CODE_MAX, _TYPED_MAX, _WHY_MIN, _RELATED_MIN, _RELATED_MAX = 40, 40, 40, 100, 400


class Words(NamedTuple):
    """The parts of an answer, in the order in which they are read. Empty ones are left out."""

    lead: str = ""
    look: str = ""
    options: str = ""
    codes: str = ""
    why: str = ""
    notes: str = ""
    frister: str = ""
    sources: str = ""
    validity: str = ""
    related: str = ""

    def text(self) -> str:
        """Return the whole, one part a line."""
        return "\n".join(part for part in self if part)


def answer_text(answer: Answer) -> str:
    """Return *answer* as plain text of at most `ANSWER_MAX` characters; a list of deadlines may be longer."""
    return answer_words(answer).text()


def answer_words(answer: Answer, shown: tuple[int, int] | None = None) -> Words:
    """Return the parts of *answer*, cut so that together they stay within `ANSWER_MAX`.

    Of a list of deadlines only those of *shown* are told: the first one's number, and the one after the last.
    """
    phrases = PHRASES[answer.malform]
    if fristtekster.only_deadlines(answer):
        return _deadlines(answer, shown or (0, len(answer.frister)))
    words = _words(answer, _LIST_MAX)
    if len(words.text()) > ANSWER_MAX:
        return _fitted(_words(answer, _LIST_MIN), phrases)
    return words._replace(related=_related(answer, phrases, ANSWER_MAX - len(words.text()) - 1))


def _deadlines(answer: Answer, shown: tuple[int, int]) -> Words:
    return Words(
        lead=fristtekster.lead(answer, shown),
        frister=fristtekster.told(answer, shown),
        sources=sources_line(fristtekster.sources(answer), PHRASES[answer.malform]),
        validity=tilstandstekster.standing(answer),
    )


def _words(answer: Answer, list_max: int) -> Words:
    phrases = PHRASES[answer.malform]
    notes = " ".join(f"{phrases.note}: {note}" for note in answer.notes)
    return Words(
        lead=visible(answer.text or ("" if answer.codes else answer.title)),
        look=phrases.look if answer.kind == "ukjent" and answer.today is None else "",
        options=_options(answer, phrases, list_max),
        codes="\n".join(f"{kode}{about}" for kode, about in code_lines(answer, list_max)),
        why=visible(_why(answer, phrases)),
        notes=clip(visible(notes), _NOTES_MAX, phrases.cut),
        frister=fristtekster.beside(answer, list_max),
        sources=sources_line(answer.kilder, phrases),
        validity=tilstandstekster.validity(answer) if answer.kilder else "",
    )


def code_lines(answer: Answer, limit: int = _LIST_MAX) -> list[tuple[str, str]]:
    """Return each code, as concrete as can be, and the words after it: `` (mønster xxxxx1D---): navn``."""
    phrases = PHRASES[answer.malform]
    lines = []
    for use in _codes(answer):
        monster = clip(use.monster, _CODE_MAX)
        pattern = f" ({phrases.pattern} {monster})" if use.monster not in ("", use.kode) else ""
        about = clip(f"{pattern}: {use.navn}" if use.navn else pattern, limit - _CODE_MAX)
        lines.append((visible(clip(use.kode, _CODE_MAX)), visible(about)))
    shown = _as_many([f"{kode}{about}" for kode, about in lines], limit)
    more = [("", phrases.more.format(antall=len(lines) - shown))] if shown < len(lines) else []
    return lines[:shown] + more


def decoded_text(decoded: Decoded, malform: Malform = "nb") -> str:
    """Return what a code means, position by position, or what is wrong with it; at most `ANSWER_MAX`."""
    return "\n".join(part for part in decoded_words(decoded, malform) if part)


def decoded_words(decoded: Decoded, malform: Malform = "nb") -> tuple[str, str]:
    """Return the explanation of a code, and the line with its sources."""
    phrases = PHRASES[malform]
    where = sources_line(decoded.kilder, phrases)
    lines = "\n".join([decoded_line(decoded, malform), *_part_lines(decoded, phrases)])
    return clip(visible(lines), ANSWER_MAX - len(where) - 1, phrases.cut), where


def decoded_line(decoded: Decoded, malform: Malform = "nb") -> str:
    """Return one sentence about a code: what it is called, or what is wrong and what was perhaps meant."""
    phrases = PHRASES[malform]
    typed = clip(visible(decoded.typed).strip(), _TYPED_MAX)
    named = ", ".join(dict.fromkeys(part for part in (decoded.navn, decoded.kategori) if part))
    said = [decoded.message] if decoded.fault else [f"{named}." if named else "", decoded.message]
    if decoded.suggestions:
        said.append(f"{phrases.meant} {' / '.join(decoded.suggestions)}?")
    if decoded.corrected and decoded.valid:
        said.append(phrases.read_as.format(skrevet=typed))
    misread = decoded.corrected and not decoded.valid
    name = decoded.kode if decoded.kode and not misread else f"«{typed}»"
    return visible(f"{name}: {' '.join(part for part in said if part)}")


def _part_lines(decoded: Decoded, phrases: Phrases) -> list[str]:
    """Return one line a part, ``TP (tegn 1–2): …``, then the status and the reservations."""
    lines = []
    for part, after in zip(decoded.parts, (*decoded.parts[1:], None), strict=False):
        # At vg1 the programme and the programområde are the same: once is enough.
        repeated = after and after.tegn.startswith(part.tegn) and after.betydning == part.betydning
        if part.tegn.strip("-") and not repeated:
            where = f"{phrases.position} {part.position.replace('-', '–')}"
            lines.append(f"{part.tegn} ({where}): {part.betydning}")
    status = decoded.status
    if status and status != "publisert" and not any(status in note for note in decoded.notes):
        lines.append(f"{phrases.status}: {status}.")
    return lines + [f"{phrases.note}: {note}" for note in decoded.notes]


def sources_line(kilder: Iterable[Henvisning], phrases: Phrases) -> str:
    """Return where it is written, ``Kilde: name, points (edition).``, or "" where there is no source."""
    named = [f"{name}{about}" for name, about, _ in sources(kilder)]
    if not named:
        return ""
    shown = _as_many(named, _SOURCES_MAX)
    said = clip("; ".join(named[:shown]), _SOURCES_MAX)
    said += f"; {phrases.more.format(antall=len(named) - shown)}" if shown < len(named) else ""
    heading = phrases.source if len(named) == 1 else phrases.sources
    return f"{heading}: {said}" + ("" if said.endswith("…") else ".")


def sources(kilder: Iterable[Henvisning]) -> list[tuple[str, str, str | None]]:
    """Return each source once: its name, ``, its points (its edition)``, and its address."""
    points: dict[str, list[str]] = {}
    by_id = {}
    for henvisning in kilder:
        by_id[henvisning.kilde.id] = henvisning.kilde
        points.setdefault(henvisning.kilde.id, []).append(henvisning.punkt)
    result = []
    for key, kilde in by_id.items():
        where = "; ".join(dict.fromkeys(point for point in points[key] if point))
        about = (f", {where}" if where else "") + (f" ({kilde.utgave})" if kilde.utgave else "")
        result.append((visible(kilde.navn), visible(about), kilde.adresse))
    return result


def _codes(answer: Answer) -> tuple[CodeUse, ...]:
    """Return the codes to show: none while asking back, and not the one that the text begins with."""
    if answer.kind != "svar" or (len(answer.codes) == 1 and answer.text.startswith(answer.codes[0].kode)):
        return ()
    return answer.codes


def _why(answer: Answer, phrases: Phrases) -> str:
    """Return the reason. One that is a list of parts speaks for itself."""
    return answer.why if not answer.why or "\n" in answer.why else f"{phrases.why}: {answer.why}"


def _options(answer: Answer, phrases: Phrases, limit: int) -> str:
    """List the choices of an avklaring, or what could have been asked instead."""
    options = [choice.label for choice in answer.choices]
    heading = phrases.choose
    if answer.kind == "ukjent":
        options, heading = list(answer.suggestions), phrases.nearest
    elif answer.kind == "svar" and answer.suggestions:
        return clip(visible(f"{phrases.meant} {' / '.join(answer.suggestions)}?"), limit)
    lines = [visible(clip(f"– {option}", limit)) for option in options]
    shown = _as_many(lines, limit)
    more = [phrases.more.format(antall=len(lines) - shown)] if shown < len(lines) else []
    return "\n".join([heading, *lines[:shown], *more]) if lines else ""


def _related(answer: Answer, phrases: Phrases, room: int) -> str:
    """Return what else fits the question, as much of it as there is room for."""
    lines: list[str] = []
    for other in answer.related:
        share = (room - sum(len(line) + 1 for line in lines)) // (len(answer.related) - len(lines))
        if share >= _RELATED_MIN:
            said = visible(f"{phrases.related} «{other.title}»: {other.text}")
            lines.append(clip(said, min(share - 1, _RELATED_MAX)))
    return "\n".join(lines)


def _as_many(lines: list[str], limit: int) -> int:
    """Return how many whole lines fit in *limit*: always the first one."""
    total = 0
    for count, line in enumerate(lines):
        total += len(line) + 1
        if total > limit + 1 and count:
            return count
    return len(lines)


def _fitted(words: Words, phrases: Phrases) -> Words:
    """Cut the lead and the why: codes, reservations and sources are what a reader cannot do without."""
    room = ANSWER_MAX - len(words._replace(lead="", why="").text()) - 2
    lead = clip(words.lead, room, phrases.cut)
    left = room - len(lead)
    return words._replace(lead=lead, why=clip(words.why, left, phrases.cut) if left >= _WHY_MIN else "")
