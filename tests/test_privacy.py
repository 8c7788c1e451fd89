"""What is personal is hidden in every spelling, and what people ask about is left as it is."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path

import pytest
from fuzz.numbers import SPELLINGS, left, numbers
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.privacy import HIDDEN, Masked, mask, mask_all, warning

TUNED = [
    json.loads(line)["sporsmal"]
    for name in ("tune", "frist-tune")
    for line in (Path(__file__).parent / "data" / "sporsmal" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_three_hundred_numbers_of_all_kinds_in_eight_spellings_are_hidden_and_nothing_around_them() -> None:
    assert len(SPELLINGS) == 8
    assert left(300, seed=2) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("01020399999", id="a checksum that is wrong"),
        pytest.param("99999999999", id="no date"),
        pytest.param("01 02 03 12345", id="the date in pairs"),
        pytest.param("99 99 99 12345", id="pairs that are no date"),
        pytest.param("01.02.03 12345", id="the date with dots"),
        pytest.param("01.02.2003-12345", id="the date with its century"),
        pytest.param("1.2.2003 12345", id="the date without zeros"),
        pytest.param("01 02 03 123 45", id="pairs and parts"),
        pytest.param("0102 0312 345", id="fours"),
        pytest.param("010 203 123 45", id="threes"),
        pytest.param("010203 – 12345", id="a dash with spaces"),
        pytest.param("010203\u201112345", id="a non-breaking hyphen"),
        pytest.param("010203\u202f12345", id="a narrow space"),
        pytest.param("010203/12345", id="a slash"),
        pytest.param("010203_12345", id="an underscore"),
        pytest.param("010203\n12345", id="two lines"),
        pytest.param('010203","12345', id="two cells"),
        pytest.param("010203%2012345", id="an encoded space"),
        pytest.param("010203%C2%A012345", id="an encoded no-break space"),
        pytest.param("010\u00ad203\u200b123\u206045", id="no ink between"),
        pytest.param("0\ufe0f\u20e31020312345", id="a digit on a key"),
        pytest.param("".join(chr(0x660 + int(d)) for d in "01020312345"), id="Arabic-Indic"),
        pytest.param("".join(chr(0x1D7CE + int(d)) for d in "01020312345"), id="mathematical"),
        pytest.param("⁰¹⁰²⁰³¹²³⁴⁵", id="superscript"),
        pytest.param("①②③④⑤⑥⑦⑧⑨①②", id="circled"),
        pytest.param("010203123456", id="a digit too many"),
        pytest.param("1010203 12345", id="a digit too many before"),
        pytest.param("010203 123456", id="a digit too many after"),
        pytest.param("9" * 40, id="forty digits"),
        pytest.param("5 0 1 0 2 0 3 1 2 3 4 5", id="single digits after another"),
    ],
)
def test_a_number_is_hidden_however_it_is_written(text: str) -> None:
    assert mask(f"elev {text}, takk") == Masked(f"elev {HIDDEN}, takk", 1)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("VGTIP1H--- og PBPBY4--6P", id="codes"),
        pytest.param("24.10.2026, 1.10.2026–25.10.2026 og 2026-10-24", id="dates"),
        pytest.param("fra 1.10.26-25.10.26, kl. 08.15-10.00", id="short dates and times"),
        pytest.param("24.10.2026 100 elever", id="a date and a count"),
        pytest.param("2023-2024, 2024/2025 og 2025 2026 100", id="school years"),
        pytest.param("971032081, 971 032 081, rad 12 912345678", id="organisation numbers"),
        pytest.param("rad 3, 10, 11, 12, 13 og 14", id="row numbers"),
        pytest.param("5A019, 5A020 og 35042-1014307", id="reports and addresses"),
        pytest.param("1234567890", id="ten digits"),
        pytest.param("41 02 03\n12 34 5", id="a column"),
    ],
)
def test_what_people_ask_about_is_left_as_it_is(text: str) -> None:
    assert mask(text) == Masked(text, 0)


def test_no_question_that_people_ask_is_changed() -> None:
    assert [question for question in TUNED if mask_all(question) != question] == []


def test_every_number_in_a_text_is_counted() -> None:
    assert mask("01020312345 og 010203 12345, 01020312345") == Masked(f"{HIDDEN} og {HIDDEN}, {HIDDEN}", 3)


def test_every_sign_that_stands_for_a_digit_is_one() -> None:
    digits = [chr(n) for n in range(0x110000) if unicodedata.digit(chr(n), None) is not None]

    assert len(digits) > 700
    assert mask(" og ".join(digit * 11 for digit in digits)).count == len(digits)


@given(st.text(st.sampled_from("0123456789٣０ .,-–/%2D@<>\u200b\xa0abc"), max_size=80))
@settings(max_examples=150, deadline=None)
def test_what_is_left_has_nothing_more_to_hide(text: str) -> None:
    once = mask(text).text

    assert mask(once) == Masked(once, 0)
    assert mask_all(mask_all(text)) == mask_all(text)


@given(st.text(max_size=60), st.sampled_from([*numbers(20)]), st.text(max_size=60))
@settings(max_examples=50, deadline=None)
def test_a_number_is_hidden_whatever_stands_around_it(before: str, number: str, after: str) -> None:
    assert number not in mask(f"{before}{number}{after}").text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("skriv til kari.nordmann+vg1@skole.no.", "skriv til [skjult]", id="e-mail"),
        pytest.param(
            "<mailto:kari@skole.no|kari@skole.no>",
            "<mailto:[skjult]|[skjult]>",
            id="a link",
        ),
        pytest.param("<@U012AB3CD|kari> og @kari", "[skjult] og [skjult]", id="mentions"),
        pytest.param("tlf.22345678, 22 34 56 78", "tlf.[skjult], [skjult]", id="eight digits, pairs"),
        pytest.param("908 99 999 eller 9089 9999", "[skjult] eller [skjult]", id="mobile, fours"),
        pytest.param("+47 22 34 56 78, 004790899999", "[skjult], [skjult]", id="with the country"),
        pytest.param("sak 1234567890", "sak [skjult]", id="a long number"),
        pytest.param("fnr 01020312345", "fnr [skjult]", id="an identity number"),
        pytest.param("skole 971032081, 20241001, 2023 2024", "skole 971032081, 20241001, 2023 2024", id="no person"),
    ],
)
def test_what_is_kept_tells_nobody_from_another(text: str, kept: str) -> None:
    assert mask_all(text) == kept


def test_a_warning_is_kind_and_surer_of_a_number_that_can_be_one() -> None:
    sure = {warning(f"elev {spell(number)}") for number in numbers(60) for spell in SPELLINGS.values()}

    assert len(sure) == 1
    assert "ser ut til å inneholde et fødselsnummer" in sure.pop()
    assert "kan være et fødselsnummer" in warning("elev 01020312346")
    assert "kan vere eit fødselsnummer" in warning("elev 01020312346", "nn")
    assert warning("elev TPTIP1H---, 24.10.2026") == ""


@pytest.mark.parametrize("number", [*numbers(12, seed=3)])
def test_a_warning_does_not_repeat_the_number(number: str) -> None:
    assert not any(character.isdigit() for character in warning(number))


@pytest.mark.parametrize(
    "piece", ["1 ", "12 ", "1\u200b", "1    ", "%20", "a@", "a", "<@", "1234567890 a", "22 34 ", "+47 "]
)
def test_ten_times_the_text_takes_about_ten_times_as_long(piece: str) -> None:
    short, long = (_seconds(piece * (length // len(piece))) for length in (3_000, 30_000))

    assert long < 40 * short


def _seconds(text: str) -> float:
    """Return the best of a few tries."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        mask_all(text)
        taken.append(time.process_time() - begun)
    return max(min(taken), 1e-4)
