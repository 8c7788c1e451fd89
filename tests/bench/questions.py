"""The questions that Kodevakt and its peers are measured on, and what counts as an answer to one.

One JSON object a line. Every question has ``id``, ``sporsmal`` and ``type``; what else is read depends on the type:

``kode``      ``koder`` that must be given (an ``x`` stands for any letter), ``ikke`` that must not come first;
              with ``avklaring_ok`` it is as good to ask back
``regel``,    ``nokkelord`` that the text must hold, each a list of spellings parted by ``|``
``begrep``
``frist``     ``datoer`` (``datoer_alt``: other sets that are as good), ``vindu``: no date outside it;
              ``idag`` and ``fylke`` of the one who asks
``utenfor``   what the sources do not cover; with ``fins_ikke`` the answer must say that there is no such code
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bot.slack.texts import answer_text

if TYPE_CHECKING:
    from bot.domain.reply import Answer

FOLDER = Path(__file__).parent.parent / "data" / "sporsmal"
HALVES = {"tune": FOLDER / "tune.jsonl", "kept": FOLDER / "kept.jsonl"}
DEADLINES = {"tune": FOLDER / "frist-tune.jsonl", "kept": FOLDER / "frist-kept.jsonl"}
ANY_DAY = date(2023, 9, 15)

Kind = Literal["kode", "regel", "begrep", "frist", "utenfor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A question and what is asked of its answer.

    *words* must all stand in the text, in one of their spellings; *dates* are sets that are equally good, the
    first being the usual one.
    """

    question: str
    kind: Kind
    id: str = ""
    codes: tuple[str, ...] = ()
    not_first: tuple[str, ...] = ()
    may_ask_back: bool = False
    words: tuple[tuple[str, ...], ...] = ()
    dates: tuple[frozenset[str], ...] = ()
    window: tuple[str, str] | None = None
    no_such_code: bool = False
    today: date = ANY_DAY
    fylke: str = ""

    @classmethod
    def read(cls, record: dict[str, Any]) -> Gold:
        """Return the question that *record* holds."""
        return cls(
            id=record["id"],
            question=record["sporsmal"],
            kind=record["type"],
            codes=tuple(record.get("koder", ())),
            not_first=tuple(record.get("ikke", ())),
            may_ask_back=bool(record.get("avklaring_ok")),
            words=tuple(tuple(spellings.split("|")) for spellings in record.get("nokkelord", ())),
            dates=tuple(map(frozenset, (record.get("datoer", ()), *record.get("datoer_alt", ())))),
            window=tuple(record["vindu"]) if record.get("vindu") else None,
            no_such_code=bool(record.get("fins_ikke")),
            today=date.fromisoformat(record["idag"]) if record.get("idag") else ANY_DAY,
            fylke=record.get("fylke", ""),
        )


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is marked: its type, its text, its codes and dates (ISO), best first."""

    kind: Literal["svar", "avklaring", "ukjent"]
    text: str = ""
    codes: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> Given:
        """Return what a person sees of *answer*."""
        days = tuple(day.isoformat() for use in answer.frister for day in use.days)
        return cls(answer.kind, answer_text(answer), tuple(use.kode for use in answer.codes), days)


def load(path: Path) -> list[Gold]:
    """Return the questions in a file of JSON lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Gold.read(json.loads(line)) for line in lines if line.strip()]
