"""What a button carries: the question it belongs to, the choices made so far, and the page that it leads to. Pure.

A click can come hours later and in another process, so everything needed to answer is in the button itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.domain.privacy import mask
from bot.slack.plain import size

VALUE_MAX, QUESTION_MAX = 2000, 1000
_PREVIOUS_MAX, _ATOMS_MAX, _ATOM_MAX, _BY_MAX = 300, 20, 100, 30
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# Slack may hand a value back with these three escaped; written like this there is nothing to escape.
_SAFE = str.maketrans({"&": "\\u0026", "<": "\\u003c", ">": "\\u003e"})


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, the *atoms* chosen in an avklaring, and the question that it follows up.

    With *frist* only deadlines are asked for. *start* is the deadline that a page begins with, *day* the one that
    the list was made on, and *by* the user who shared it: a page must not change while somebody turns it.
    """

    question: str
    atoms: tuple[str, ...] = ()
    previous: str = ""
    frist: bool = False
    start: int = 0
    day: date | None = None
    by: str = ""

    def choosing(self, atom: str) -> Ask:
        """Return the same question with one more choice made."""
        return replace(self, atoms=(*self.atoms, atom))

    def value(self) -> str | None:
        r"""Return the value of a button, or None when the choices alone leave no room.

        >>> Ask("hva & når", ("ar=1",)).value()
        '{"q":"hva \\u0026 når","a":["ar=1"]}'
        """
        question, previous = self.question[:QUESTION_MAX], self.previous[:_PREVIOUS_MAX]
        while size(text := self._json(question, previous)) > VALUE_MAX:
            over = size(text) - VALUE_MAX
            if previous:
                previous = ""
            elif len(question) > 1:
                question = question[: max(len(question) - max(over // 6, 1), 1)]
            else:
                return None
        return text

    @classmethod
    def read(cls, value: object) -> Ask | None:
        """Return what *value* carries, None for what no button of ours can have sent."""
        try:
            data = json.loads(value) if isinstance(value, str) else None
        except (ValueError, RecursionError):
            return None
        if not isinstance(data, dict):
            return None
        question, atoms, previous = data.get("q"), data.get("a", []), data.get("p", "")
        if not (isinstance(question, str) and isinstance(previous, str) and _are_atoms(atoms)):
            return None
        start = data.get("s", 0)
        asked = cls(mask(question).text[:QUESTION_MAX], _masked(atoms), mask(previous).text[:_PREVIOUS_MAX])
        return replace(
            asked, frist=data.get("f") == 1, start=start if isinstance(start, int) else 0, day=_day(data), by=_by(data)
        )

    def _json(self, question: str, previous: str) -> str:
        day = self.day.isoformat() if self.day else ""
        more = {"p": previous, "f": int(self.frist), "s": self.start, "d": day, "u": self.by}
        data = {"q": question, "a": self.atoms} | {key: value for key, value in more.items() if value}
        return _ENCODER.encode(data).translate(_SAFE)


def _masked(atoms: list[str]) -> tuple[str, ...]:
    return tuple(mask(atom).text for atom in atoms)


def _are_atoms(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= _ATOMS_MAX
        and all(isinstance(atom, str) and len(atom) <= _ATOM_MAX for atom in value)
    )


def _day(data: dict[str, Any]) -> date | None:
    try:
        return date.fromisoformat(data.get("d", ""))
    except (ValueError, TypeError):
        return None


def _by(data: dict[str, Any]) -> str:
    user = data.get("u", "")
    return user if isinstance(user, str) and len(user) <= _BY_MAX else ""
