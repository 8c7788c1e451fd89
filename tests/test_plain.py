"""Text in and out, and what a button carries: nothing is lost, nothing hidden, nothing too long."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack import plain
from bot.slack.ask import VALUE_MAX, Ask

if TYPE_CHECKING:
    from datetime import date


@settings(deadline=None)
@given(st.text(max_size=1200), st.integers(0, 500), st.none() | st.dates(), st.sampled_from(["", "U012AB3CD"]))
def test_a_button_carries_its_page_there_and_back(question: str, start: int, day: date | None, by: str) -> None:
    value = Ask(question, frist=True, start=start, day=day, by=by).value()
    read = Ask.read(value)

    assert value is not None
    assert read is not None
    assert plain.size(value) <= VALUE_MAX
    assert (read.frist, read.start, read.day, read.by) == (True, start, day, by)


@pytest.mark.parametrize(
    "more", ['"s":"1"', '"s":null', '"d":5', '"d":"2023-02-30"', '"u":["x"]', '"f":"ja"', '"s":1e400']
)
def test_a_page_that_no_button_of_ours_carries_is_left_out(more: str) -> None:
    assert Ask.read(f'{{"q":"oktober",{more}}}') == Ask("oktober")


@settings(deadline=None)
@given(st.text(max_size=1200), st.lists(st.text(max_size=60), max_size=5), st.text(max_size=400))
def test_a_button_carries_its_question_there_and_back(question: str, atoms: list[str], previous: str) -> None:
    value = Ask(question, tuple(atoms), previous).value()

    assert value is None or plain.size(value) <= VALUE_MAX
    assert value is None or not {"<", ">", "&"} & set(value)
    read = Ask.read(value)
    if read:
        assert question.startswith(read.question)
        assert previous.startswith(read.previous)
        assert read.atoms == tuple(atoms)


def test_a_question_of_a_thousand_letters_fits_in_a_button() -> None:
    ask = Ask("bokmål og nynorsk æøå " * 45 + "slutten!!!", ("ar=1", "minoritet"))

    assert len(ask.question) == 1000
    assert Ask.read(ask.value()) == ask


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("*TPTIP1A---*", "TPTIP1A---"),
        ("`TPTIP1A---`", "TPTIP1A---"),
        ("```TPTIP1A---```", "TPTIP1A---"),
        ("~_VGTIP1H---_~", "VGTIP1H---"),
        ("&gt; sitert\n&gt; linje", "sitert\nlinje"),
        ("vg1 &amp;lt; vg2", "vg1 &lt; vg2"),
        ("se <https://udir.no|udir> og <#C1|vigo> <mailto:a@b.no|a@b.no>", "se udir og vigo a@b.no"),
        ("fag_kode 3*4", "fag_kode 3*4"),
        ("hei\u2028du\r\n\tnå", "hei du \n nå"),
        ("H\u00adT-1\u2060", "HT-1"),
    ],
)
def test_slacks_marks_are_taken_off_what_comes_in(written: str, read: str) -> None:
    assert plain.question(written) == read


@pytest.mark.parametrize(
    "text", ["<" * 40_000, "*" * 40_000, "\n" * 40_000, "> " * 20_000, "a*" * 20_000, "<a|" * 13_000]
)
def test_no_text_makes_the_cleaning_slow(text: str) -> None:
    began = time.process_time()
    plain.question(text)

    assert time.process_time() - began < 0.5
