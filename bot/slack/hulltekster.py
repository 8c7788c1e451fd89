"""The gaps in words, for the admins: what people ask in vain, how often and from where. Pure.

Only admins see it, so it is always bokmål.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.domain import datoer
from bot.domain.privacy import mask
from bot.domain.sendetid import day_of
from bot.slack import blocks
from bot.slack.plain import clip, size, visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.hull import Group, Kind
    from bot.slack.blocks import Block, Message

NEW = "kodeadmin_hull_ny"
"""What the action ids of the buttons begin with; ``_`` and the number of the group come after it."""

SHOWN = 8
VALUE_MAX = 2_000
_QUESTION_MAX, _LIKE_MAX, _LIKE, _PLACES = 180, 90, 3, 5
# What one group may hold: eight of them, with their buttons, are as much as Slack takes in a message.
_ROOM, _VALUE_MIN = blocks.TOTAL_MAX // (SHOWN + 1), 400
_OFF = (
    "Spørsmål uten svar blir ikke tatt vare på. Sett KODEVAKT_HULL_DAGER til antall dager de skal huskes, for eksempel "
    "90, og start Kodevakt på nytt."
)
_NONE = "Ingen hull de siste {days}: alt folk har spurt om, har fått svar, og ingen har sagt at svaret ikke var nyttig."
_HEADING = "{count} de siste {days} som kunnskapen ikke svarer godt på. De vanligste:"
_KINDS: dict[Kind, str] = {"ukjent": "uten svar", "ikke_nyttig": "svaret var ikke nyttig"}
_BUTTON, _READER = "Skriv et svar", "Skriv et svar på {}"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# As in `bot.slack.ask`: Slack may hand a value back with these three escaped.
_SAFE = str.maketrans({"&": "\\u0026", "<": "\\u003c", ">": "\\u003e"})


def message(groups: Sequence[Group], days: int) -> Message:
    """Return the first eight of *groups*, each with a button that leads to a new entry.

    *days* is how long gaps are kept; with 0 it tells how that is switched on.
    """
    if not days or not groups:
        told = _NONE.format(days=_days(days)) if days else _OFF
        return blocks.message(told, blocks.section(told))
    heading = _HEADING.format(count=_questions(sum(group.count for group in groups)), days=_days(days))
    shown = blocks.section(heading)
    text = [heading]
    for number, group in enumerate(groups[:SHOWN], 1):
        shown += _group(group, number)
        text.append(f"{number}. «{clip(visible(group.question), _QUESTION_MAX)}»: {about(group)}")
    if len(groups) > SHOWN:
        more = f"… og {len(groups) - SHOWN} til. «kodevakt hull --antall {len(groups)}» viser alle."
        shown += blocks.context([blocks.small(more)])
        text.append(more)
    return blocks.message("\n".join(text), shown)


def about(group: Group) -> str:
    """Return how often the questions of *group* were asked, why they are gaps, where they were asked and when last."""
    asked = "spurt 1 gang" if group.count == 1 else f"spurt {group.count} ganger"
    why = ", ".join(f"{count} {_KINDS[kind]}" for kind, count in group.kinds.items())
    why = _KINDS[next(iter(group.kinds))] if len(group.kinds) == 1 else why
    return f"{asked} ({why}); {places(group.fylker)}; sist {datoer.number(day_of(group.last))}"


def places(fylker: Mapping[str, int]) -> str:
    """Return the counties with how often each has asked, those outside of them last.

    >>> places({"": 3, "Oslo": 2})
    'Oslo 2, utenfor fylkeskanalene 3'
    """
    named = [f"{visible(fylke)} {count}" for fylke, count in fylker.items() if fylke]
    more = [f"{len(named) - _PLACES} fylker til"] if len(named) > _PLACES else []
    outside = [f"utenfor fylkeskanalene {fylker['']}"] if "" in fylker else []
    return ", ".join([*named[:_PLACES], *more, *outside])


def questions(value: object) -> list[str]:
    """Return the questions that the *value* of a button carries, [] for what no button of ours can have sent.

    >>> questions('{"q":["hva & når?"]}'), questions('{"q":[1]}'), questions(None)
    (['hva & når?'], [], [])
    """
    try:
        data = json.loads(value) if isinstance(value, str) and len(value) <= VALUE_MAX else None
    except (ValueError, RecursionError):
        return []
    found = data.get("q") if isinstance(data, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        return []
    return [mask(one).text for one in found]


def _group(group: Group, number: int) -> list[Block]:
    asked = clip(visible(group.question), _QUESTION_MAX)
    like = "; ".join(f"«{clip(visible(one), _LIKE_MAX)}»" for one in group.questions[1 : _LIKE + 1])
    parts = [(f"{number}. {asked}", ""), ("", about(group))]
    told = blocks.lines([*parts, ("", f"Ligner: {like}")] if like else parts)
    if _weight(told) > _ROOM // 2:
        told = blocks.lines(parts)
    room = max(_ROOM - _weight(told) - blocks.BUTTON_MAX, _VALUE_MIN)
    reader = _READER.format(asked)
    button = blocks.button(_BUTTON, f"{NEW}_{number}", _value([visible(one) for one in group.questions], room), reader)
    return [*told, *blocks.actions([button])]


def _weight(told: Sequence[Block]) -> int:
    return sum(map(blocks.weight, told))


def _value(asked: Sequence[str], room: int) -> str:
    r"""Return as many of the questions as there is room for, the first one cut where it is too long alone.

    >>> _value(["hva & når?", "hvem?"], 40), _value(["hva & når?", "hvem?"], 25), _value(["hvem der?"], 15)
    ('{"q":["hva \\u0026 når?","hvem?"]}', '{"q":["hva \\u0026 når?"]}', '{"q":["hvem "]}')
    """
    kept: list[str] = []
    for question in asked:
        if size(_encoded([*kept, question])) > room:
            break
        kept.append(question)
    if kept:
        return _encoded(kept)
    first = asked[0] if asked else ""
    while first and size(_encoded([first])) > room:
        first = first[: len(first) - max((size(_encoded([first])) - room) // 6, 1)]
    return _encoded([first] if first else [])


def _encoded(asked: Sequence[str]) -> str:
    return _ENCODER.encode({"q": asked}).translate(_SAFE)


def _questions(count: int) -> str:
    return "1 spørsmål" if count == 1 else f"{count} spørsmål"


def _days(days: int) -> str:
    return "døgnet" if days == 1 else f"{days} dagene"
