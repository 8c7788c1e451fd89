"""The gaps as admins see them in Slack: within its limits whatever was asked, with buttons that carry it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_stage import buttons, strings
from test_blocks import judged

from bot.domain.hull import Gap, Group, groups
from bot.slack.hulltekster import NEW, SHOWN, VALUE_MAX, message, questions

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ASKED = ("hvordan fører vi fravær i Visma & co <b>?", "Visma fravær?")


def group(*asked: str, count: int = 7, **fylker: int) -> Group:
    """Return a group of *asked*."""
    return Group(asked[0], count, {"ukjent": count}, fylker, NOON - timedelta(days=9), NOON, asked)


def test_a_group_tells_how_often_why_where_and_when_and_what_was_asked() -> None:
    one = Group(ASKED[0], 7, {"ukjent": 5, "ikke_nyttig": 2}, {"": 4, "Vestland": 2, "Oslo": 1}, NOON, NOON, ASKED)
    told = message([one], 90)

    assert told["text"] == (
        "7 spørsmål de siste 90 dagene som kunnskapen ikke svarer godt på. De vanligste:\n"
        "1. «hvordan fører vi fravær i Visma &amp; co &lt;b&gt;?»: spurt 7 ganger (5 uten svar, 2 svaret var ikke "
        "nyttig); Vestland 2, Oslo 1, utenfor fylkeskanalene 4; sist 23.11.2026"
    )
    assert "Ligner: «Visma fravær?»" in " ".join(strings(told["blocks"]))
    judged(told)


def test_a_group_of_one_kind_is_told_in_the_singular() -> None:
    assert "spurt 1 gang (uten svar); Oslo 1; sist" in message([group("hva?", count=1, Oslo=1)], 90)["text"]


def test_the_button_of_a_group_carries_its_questions() -> None:
    told = message([group(*ASKED, Oslo=7), group("vinterferie?", Oslo=7)], 90)
    pressed = [block["elements"][0] for block in told["blocks"] if block["type"] == "actions"]

    assert [button["action_id"] for button in pressed] == [f"{NEW}_1", f"{NEW}_2"]
    assert [questions(button["value"]) for button in pressed] == [list(ASKED), ["vinterferie?"]]
    assert not set("&<>").intersection(pressed[0]["value"])
    assert list(buttons(told)) == ["Skriv et svar"]


def test_more_than_eight_groups_are_told_where_to_be_found() -> None:
    told = message([group(f"spørsmål nummer {n}", Oslo=7) for n in range(SHOWN + 3)], 90)

    assert told["text"].endswith("… og 3 til. «kodevakt hull --antall 11» viser alle.")
    assert sum(block["type"] == "actions" for block in told["blocks"]) == SHOWN


def test_more_than_five_counties_are_counted() -> None:
    told = message([group("hva?", **{f"Fylke{n}": 1 for n in range(7)})], 90)

    assert "Fylke4 1, 2 fylker til; sist" in told["text"]


@pytest.mark.parametrize(
    ("days", "said"), [(90, "Ingen hull de siste 90 dagene"), (1, "siste døgnet"), (0, "Sett KODEVAKT_HULL_DAGER")]
)
def test_where_there_is_nothing_it_is_said_why(days: int, said: str) -> None:
    told = message([], days)

    assert said in told["text"]
    judged(told)


def test_gaps_that_are_switched_off_are_not_shown() -> None:
    assert "KODEVAKT_HULL_DAGER" in message([group("hva?")], 0)["text"]


@pytest.mark.parametrize("sign", ["&", "<", "😀", "a ", "\\", '"', "\x00", "\ud800", "*"], ids=repr)
def test_the_longest_questions_fit_with_a_button_each(sign: str) -> None:
    long = [group(*(f"{n}{m}" + sign * 1000 for m in range(20)), Oslo=7) for n in range(SHOWN + 3)]
    told = message(long, 90)

    judged(told)
    values = [block["elements"][0]["value"] for block in told["blocks"] if block["type"] == "actions"]
    assert len(values) == SHOWN
    assert all(len(value) <= VALUE_MAX and questions(value)[0].startswith(str(n)) for n, value in enumerate(values))


@given(st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_whatever_was_asked_slack_takes_it(said: list[str]) -> None:
    judged(message(groups(Gap(NOON, "ukjent", one[:40], one) for one in said), 365))


@pytest.mark.parametrize(
    "value",
    [None, 1, "", "tull", "[]", '{"q":"a"}', '{"q":[1]}', '{"p":["a"]}', "[" * 1900, json.dumps({"q": ["a" * 3000]})],
    ids=["none", "number", "empty", "no json", "list", "no list", "numbers", "another", "deep", "long"],
)
def test_what_no_button_of_ours_can_have_sent_carries_nothing(value: object) -> None:
    assert questions(value) == []
