"""Gaps: what is kept of a question, and which questions are put together."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.hull import NEWEST, QUESTION_MAX, QUESTIONS_MAX, Gap, gap, groups

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FRAVAR = (
    "hvordan fører vi fravær i Visma",
    "Visma fravær?",
    "korleis fører vi fråvær i Visma",
    "hvordan melder jeg fravær i Visma?",
)
EKSAMEN = ("når er fristen for eksamensplanen?", "Frist for eksamensplan?", "hvilken frist har eksamensplanen")
ALONE = ("hvem ringer jeg ved feil i VIGO", "hva heter rektor på skolen", "når må vi melde inn eksamensplanen")


def asked(*questions: str, fylke: str = "", since: int = 0) -> list[Gap]:
    """Return gaps of *questions*, a minute after one another from *since* minutes after noon."""
    return [Gap(NOON + timedelta(minutes=since + n), "ukjent", fylke, one) for n, one in enumerate(questions)]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("", id="nothing"),
        pytest.param("  ??? 123 :-)", id="no letters"),
        pytest.param("Hei!", id="a greeting"),
        pytest.param("hei, takk!", id="a greeting and thanks"),
        pytest.param("test", id="a test"),
        pytest.param("hjelp", id="help"),
        pytest.param("asdf", id="one short word"),
        pytest.param("VGXXX1Z--- TPTIP1A---", id="codes"),
        pytest.param("01020312345", id="a number"),
    ],
)
def test_noise_is_no_gap(question: str) -> None:
    assert gap(NOON, "ukjent", "Oslo", question) is None


@pytest.mark.parametrize("question", ["vinterferie?", "hva er ROS", "hei, hvor melder jeg fravær?"])
def test_what_asks_for_something_is_kept_as_it_was_asked(question: str) -> None:
    assert gap(NOON, "ukjent", "Oslo", question) == Gap(NOON, "ukjent", "Oslo", question)


def test_nobody_can_be_told_from_what_is_kept() -> None:
    kept = gap(NOON, "ukjent", "", "fravær for 010203 12345, ring <@U012AB3CD> 22 34 56 78 eller kari@skole.no")

    assert kept
    assert kept.question == "fravær for [skjult], ring [skjult] [skjult] eller [skjult]"


@pytest.mark.parametrize("question", ["fravær @a " * 200, "fravær " + "x" * 2000])
def test_what_is_kept_has_room_in_the_table(question: str) -> None:
    kept = gap(NOON, "ukjent", "", question)

    assert kept
    assert len(kept.question) <= QUESTION_MAX


def test_questions_that_are_alike_are_one_group_whatever_their_order_and_others_are_not() -> None:
    gaps = asked(*FRAVAR, *EKSAMEN, *ALONE)
    shuffled = random.Random(1).sample(gaps, len(gaps))  # noqa: S311 - nothing secret

    assert {frozenset(group.questions) for group in groups(gaps)} == {
        frozenset(FRAVAR),
        frozenset(EKSAMEN),
        *(frozenset({one}) for one in ALONE),
    }
    assert groups(shuffled) == groups(gaps)


def test_the_largest_group_is_first_then_the_one_that_was_asked_last() -> None:
    found = groups(asked(*ALONE, *EKSAMEN, *FRAVAR))

    assert [group.count for group in found] == [4, 3, 1, 1, 1]
    assert [group.question for group in found[2:]] == [ALONE[2], ALONE[1], ALONE[0]]


def test_a_group_tells_how_often_why_where_and_when_and_is_named_by_its_most_common_wording() -> None:
    gaps = [
        *asked(FRAVAR[0], FRAVAR[1]),
        *asked(FRAVAR[1], fylke="Oslo", since=5),
        Gap(NOON + timedelta(hours=1), "ikke_nyttig", "Oslo", FRAVAR[3]),
    ]
    (group,) = groups(gaps)

    assert (group.question, group.count) == (FRAVAR[1], 4)
    assert list(group.kinds.items()) == [("ukjent", 3), ("ikke_nyttig", 1)]
    assert list(group.fylker.items()) == [("", 2), ("Oslo", 2)]
    assert (group.first, group.last) == (NOON, NOON + timedelta(hours=1))
    assert group.questions == (FRAVAR[1], FRAVAR[3], FRAVAR[0])


def test_of_wordings_asked_as_often_the_one_most_like_the_others_stands_for_them_all() -> None:
    (group,) = groups(asked(*FRAVAR))

    assert group.question == FRAVAR[0]
    assert group.questions[0] == group.question


def test_a_group_lists_at_most_twenty_wordings_and_only_the_newest_two_thousand_count() -> None:
    many = asked(*(f"hvordan fører vi fravær i Visma {'!' * n}" for n in range(NEWEST + 50)))
    (group,) = groups(many)

    assert (group.count, len(group.questions)) == (NEWEST, QUESTIONS_MAX)
    assert group.first == NOON + timedelta(minutes=50)


def test_no_gaps_are_no_groups() -> None:
    assert groups([]) == ()


@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from(["", "Oslo", "Vestland"])), max_size=15))
@settings(max_examples=40, deadline=None)
def test_every_gap_is_in_one_group(said: list[tuple[str, str]]) -> None:
    gaps = [Gap(NOON, "ukjent", fylke, question) for question, fylke in said]
    found = groups(gaps)

    assert sum(group.count for group in found) == len(gaps)
    assert sorted(one for group in found for one in group.questions) == sorted({question for question, _ in said})
    assert all(sum(group.fylker.values()) == group.count for group in found)


@pytest.mark.parametrize(("vocabulary", "length"), [(40, 12), (20_000, 60)], ids=["few words", "long questions"])
def test_two_thousand_questions_made_to_hurt_take_a_few_seconds_at_most(vocabulary: int, length: int) -> None:
    chance = random.Random(1)  # noqa: S311 - nothing secret
    every = [f"ord{n}x" for n in range(vocabulary)]
    questions = [" ".join(chance.choices(every, k=length)) for _ in range(NEWEST)]
    begun = time.process_time()
    groups(asked(*questions))

    assert time.process_time() - begun < 4
