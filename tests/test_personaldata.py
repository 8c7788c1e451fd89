"""What looks like personal data in a knowledge file, and what does not."""

import time

import pytest

from bot.adapters import personaldata


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("01020312345", "fødselsnummer", id="eleven digits"),
        pytest.param("010203 12345", "fødselsnummer", id="six and five"),
        pytest.param("010203-12345", "fødselsnummer", id="six and five with a hyphen"),
        pytest.param("fnr:０１０２０３１２３４５.", "fødselsnummer", id="full-width digits"),
        pytest.param("01 02 03 12345", "fødselsnummer", id="in pairs"),
        pytest.param("0 1 0 2 0 3 1 2 3 4 5", "fødselsnummer", id="single digits"),
        pytest.param("elev01020312345", "fødselsnummer", id="within a word"),
        pytest.param("22 34 56 78", "telefonnummer", id="pairs"),
        pytest.param("908 99 999", "telefonnummer", id="mobile grouping"),
        pytest.param("+4790899999", "telefonnummer", id="country code"),
        pytest.param("0047 90 89 99 99", "telefonnummer", id="country code with zeros"),
        pytest.param("Tlf.: 22345678", "telefonnummer", id="named as a phone number"),
        pytest.param("mobil 90899999", "telefonnummer", id="named as a mobile number"),
        pytest.param("skriv til ola.nordmann@eksempel.no", "e-postadresse", id="e-mail"),
    ],
)
def test_personal_data_is_found(text, kind):
    assert [found for _, found in personaldata.find(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("20240801", id="date without separators"),
        pytest.param("01.08.2024", id="date"),
        pytest.param("2023–2024, 2025 2026", id="school years"),
        pytest.param("971 032 081", id="organisation number"),
        pytest.param("https://regbok.udir.no/35004/3344/35042-1014307.html", id="address with numbers"),
        pytest.param("http://127.0.0.1:43567/", id="address with a port"),
        pytest.param("360030929892", id="twelve digits"),
        pytest.param("norsk 393, engelsk 140, historie 140", id="hours"),
        pytest.param("uke 40, 41, 42 og 43", id="weeks"),
        pytest.param("PBPBY4--6P og IOP1000-5000", id="codes"),
        pytest.param("brukernavn @her", id="at sign alone"),
    ],
)
def test_ordinary_numbers_are_left_alone(text):
    assert list(personaldata.find(text)) == []


@pytest.mark.parametrize("piece", ["a", "a@", "a.", "1 ", "12345678", "+47 ", "tlf "])
def test_a_long_text_takes_no_time(piece):
    begun = time.process_time()
    list(personaldata.find(piece * 50_000))
    assert time.process_time() - begun < 1
