"""How far an entry can be trusted: by when it was checked, and by whether its source has changed since."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import tiny

from bot.domain.model import Henvisning
from bot.domain.reply import Answer, Decoded
from bot.domain.tilstand import changed_since, stated, tilstand
from bot.slack.ask import Ask
from bot.slack.here import Here
from bot.slack.replies import Around, Replies

if TYPE_CHECKING:
    from bot.domain.tilstand import Endret

TODAY, CHANGED, EARLIER = date(2026, 11, 23), date(2026, 11, 9), date(2026, 10, 5)
REFERENCE = Henvisning(tiny.HANDBOK, "Vg1")
ENDRET: Endret = {"regbok-a03": {"Vg1": CHANGED, "Vg2": None, "": EARLIER}, "grep": {"x": CHANGED}}


@pytest.mark.parametrize(
    ("kontrollert", "endret", "expected"),
    [
        pytest.param(None, None, ("utkast", None), id="nobody has checked it"),
        pytest.param(date(2026, 11, 3), None, ("kontrollert", date(2026, 11, 3)), id="checked"),
        pytest.param(date(2025, 11, 23), None, ("kontrollert", date(2025, 11, 23)), id="a year ago to the day"),
        pytest.param(date(2025, 11, 22), None, ("bor_kontrolleres", date(2025, 11, 22)), id="longer than a year ago"),
        pytest.param(None, CHANGED, ("endret", CHANGED), id="a draft of a source that has changed"),
        pytest.param(date(2026, 11, 20), CHANGED, ("endret", CHANGED), id="changed, until somebody approves it"),
    ],
)
def test_an_entry_has_one_state(
    kontrollert: date | None, endret: date | None, expected: tuple[str, date | None]
) -> None:
    assert tilstand(kontrollert, TODAY, endret) == expected


def test_a_leap_day_has_a_year_too() -> None:
    assert [tilstand(date(2024, 2, 29), day, None).kind for day in (date(2025, 2, 28), date(2025, 3, 1))] == [
        "kontrollert",
        "bor_kontrolleres",
    ]


@pytest.mark.parametrize(
    ("punkt", "since"),
    [
        pytest.param("Vg1", CHANGED, id="its own part has changed"),
        pytest.param("Vg2", None, id="only another part has"),
        pytest.param("Fagopplæring", EARLIER, id="it rests on the whole page, which has"),
    ],
)
def test_only_what_an_entry_rests_on_counts(punkt: str, since: date | None) -> None:
    assert changed_since([Henvisning(tiny.HANDBOK, punkt)], ENDRET) == since


def test_a_source_that_was_never_read_and_one_that_is_whole_count_as_unchanged() -> None:
    assert changed_since([Henvisning(tiny.OMTALE, "Vg1")], ENDRET) is None
    assert changed_since([REFERENCE], {"regbok-a03": {"Vg1": None}}) is None


def test_of_several_changes_the_first_is_told() -> None:
    assert changed_since([REFERENCE, Henvisning(tiny.HANDBOK, "Ellers")], ENDRET) == EARLIER


def said(answer: Answer, *decoded: Decoded, endret: Endret = ENDRET) -> str:
    """Return what is answered on that day, when these sources have changed."""
    asker: Any = SimpleNamespace(
        answer=lambda *_, **__: answer, only_codes=lambda _: bool(decoded), decode=lambda *_: decoded
    )
    replies = Replies(asker, lambda: endret)
    return str(replies.reply(Ask("hva?"), Around(), Here(today=TODAY)).message)


@pytest.mark.parametrize(
    ("kilder", "told"),
    [
        pytest.param((REFERENCE,), "Kilden er endret siden 9.11.2026", id="it has changed"),
        pytest.param((Henvisning(tiny.HANDBOK, "Vg2"),), "for over ett år siden", id="it has not, but it is long ago"),
        pytest.param((), "", id="it has no source"),
    ],
)
def test_an_answer_says_so(kilder: tuple[Henvisning, ...], told: str) -> None:
    answer = Answer("svar", "Vg1", "Bruk A.", "nb", kilder=kilder, kontrollert=date(2025, 1, 5))
    shown = said(answer)

    assert told in shown
    assert bool(told) or "endret" not in shown


def test_a_code_whose_source_has_changed_says_so_and_another_does_not() -> None:
    kode = Decoded("TPTIP1A---", "TPTIP1A---", navn="TIP", kilder=(REFERENCE,))

    assert "Kilden er endret siden 9.11.2026" in said(Answer("svar", "", "", "nb"), kode)
    assert "endret" not in said(Answer("svar", "", "", "nb"), kode, endret={})


def test_the_state_is_put_beside_the_answer_and_nothing_else_is_touched() -> None:
    answer = Answer("svar", "Vg1", "Bruk A.", "nb", kilder=(REFERENCE,))

    assert stated(answer, TODAY, {}).tilstand == ("utkast", None)
    assert stated(answer, TODAY, {}).text == answer.text
