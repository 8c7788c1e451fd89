"""What people say, at its worst: identity numbers in every way, and questions that no person would ask.

Short runs of ``make fuzz``.
"""

from __future__ import annotations

from fuzz import personal, questions
from fuzz.asgi import SMALL
from fuzz.personal import WAYS, again
from fuzz.questions import LONGEST, PLANE, PLANES, question

from bot.domain import privacy

FILES = {"KODEVAKT_KNOWLEDGE": str(SMALL), "KODEVAKT_SCHEDULES": str(SMALL)}


async def test_a_hundred_numbers_said_in_every_way_are_found_nowhere() -> None:
    found = await personal.tried(14)

    assert found.said == 8 * 14
    assert found.held, found


async def test_the_numbers_are_found_when_nothing_hides_them(monkeypatch) -> None:
    monkeypatch.setattr(privacy, "_found", lambda _text: iter(()))
    monkeypatch.setattr(privacy, "_numbers", lambda _text: iter(()))
    found = await personal.tried(14)

    assert min(found.in_answers, found.in_calls, found.in_database) > 0
    assert not found.held


async def test_what_no_person_would_ask_is_answered_without_an_error() -> None:
    asked = await questions.tried(100, FILES)

    assert asked.right, asked
    assert asked.p99 > 0


def test_the_questions_are_of_every_length_and_from_every_plane() -> None:
    asked = [question(number) for number in range(400)]
    planes = {ord(character) // PLANE for text in asked for character in text}

    assert min(map(len, asked)) == 0
    assert max(map(len, asked)) == LONGEST
    assert planes >= set(range(PLANES))
    assert "\x00" in "".join(asked)


def test_a_number_is_found_in_any_spelling() -> None:
    said = frozenset({"01020312345"})

    assert again("x 010203-12345, ０１０２０３ １２３４５ og 901020312345", said) == 3
    assert again("0102031234 og 5", said) == 0
    assert len(WAYS) > 10
