"""What counts as a change of a source: words, and neither the way that they are set nor what differs each time."""

from __future__ import annotations

import pytest

from bot.domain.kildeavtrykk import WHOLE, Avsnitt, compare, part_of, parts, print_of, print_of_all

PAGE = (
    Avsnitt(0, "", ("Om håndboken.",)),
    Avsnitt(1, "A03 Programområdekode", ("Koden har ti tegn. Den settes av fylket.",)),
    Avsnitt(2, "1.1 Vg1 over to år", ("Bruk A første år.",)),
    Avsnitt(3, "Minoritetsspråklige", ("Bruk D første år.",)),
    Avsnitt(2, "Vg2 over to år", ("Bruk K.",)),
)


def prints(*sentences: str) -> list[str]:
    """Return the prints of what was approved."""
    return [print_of(sentence) for sentence in sentences]


def test_a_part_is_the_section_under_its_heading_with_all_that_stands_deeper() -> None:
    found = parts(PAGE, ["Vg1 over to år"])

    assert found == {
        "Vg1 over to år": ("1.1 Vg1 over to år", "Bruk A første år.", "Minoritetsspråklige", "Bruk D første år.")
    }


@pytest.mark.parametrize(
    ("punkt", "heading"),
    [
        pytest.param("vg2  over to år", "Vg2 over to år", id="letters and spaces do not count"),
        pytest.param("Minoritetspråklige", "Minoritetsspråklige", id="a misprint"),
        pytest.param("Vg2 over to år, utgaven 05.05.2022", "Vg2 over to år", id="what comes after the comma"),
        pytest.param("Minoritetsspråklige: vg1", "Minoritetsspråklige", id="what comes after the colon"),
    ],
)
def test_a_heading_is_found_by_its_words(punkt: str, heading: str) -> None:
    assert parts(PAGE, [punkt])[punkt][0] == heading


@pytest.mark.parametrize("punkt", ["Vg3 over to år", "Fagopplæring", "", "A", "17. november 2023"])
def test_what_no_heading_carries_rests_on_the_whole_page(punkt: str) -> None:
    found = parts(PAGE, [punkt])

    assert list(found) == [WHOLE]
    assert found[WHOLE][-1] == "Bruk K."


def test_a_section_that_was_there_and_is_gone_is_empty_and_not_the_whole_page() -> None:
    assert parts(PAGE, ["Fagopplæring"], known=["Fagopplæring"]) == {"Fagopplæring": ()}


def test_what_rests_on_no_part_of_its_own_rests_on_the_whole() -> None:
    assert [part_of(punkt, {"Vg1", WHOLE}) for punkt in ("Vg1", "Vg2")] == ["Vg1", WHOLE]


@pytest.mark.parametrize(
    "now",
    [
        pytest.param("Frist:   1. november –\n«fast».", id="white space"),
        pytest.param('Frist: 1. novem\u00adber - "fast".', id="hyphenation, quotation marks and dashes"),
        pytest.param("Frist: 1.\u00a0november \u2013 \u00abfast\u00bb.", id="a space that does not break"),
        pytest.param("Frist: 1. nove\u0301mber".replace("e\u0301", "e") + " — “fast”.", id="other marks"),
    ],
)
def test_the_way_that_it_is_set_does_not_count(now: str) -> None:
    change = compare(prints("Frist: 1. november – «fast»."), [now])

    assert (change.news, change.gone) == ((), 0)


def test_what_is_new_is_told_in_words_and_what_is_gone_is_counted() -> None:
    change = compare(prints("En.", "To.", "Tre."), ["Tre.", "Fire.", "En."])

    assert (change.news, change.gone) == (("Fire.",), 1)


@pytest.mark.parametrize("letter", ["TPTIP1a---", "TPTIP1B---"])
def test_another_letter_in_a_code_counts(letter: str) -> None:
    assert compare(prints("Bruk TPTIP1A---."), [f"Bruk {letter}."]).news


@pytest.mark.parametrize(
    "stamp",
    [
        "Sist oppdatert 22. november 2026 kl. 05:00:13",
        "Sist endret: 22.11.2026",
        "Publisert 3. mai 2024",
        "Last updated: Nov 22, 2026 05:00 UTC",
        "Siden er lest 214 ganger",
        "Visninger: 1 204",
        "© 2026 Novari IKS",
        "214",
        "22.11.2026 05:00",
    ],
)
def test_what_is_different_each_time_is_left_out(stamp: str) -> None:
    assert parts((Avsnitt(0, "", ("Ordene.", stamp)),), [""]) == {WHOLE: ("Ordene.",)}


@pytest.mark.parametrize(
    "said",
    [
        "Fristen er 1. november 2026.",
        "Oppdatert kodeliste må sendes innen 1. november.",
        "Publisert versjon gjelder fra 1. august 2026.",
        "Endret fullførtkode meldes til fylket.",
        "Lest 214 ganger av fylket, skal listen sendes 1. mai.",
        "14 | 15 | 16",
    ],
)
def test_a_date_or_a_number_that_says_something_counts(said: str) -> None:
    assert parts((Avsnitt(0, "", (said,)),), [""]) == {WHOLE: (said,)}


def test_the_print_of_what_was_seen_is_of_every_part_and_of_no_order() -> None:
    seen = print_of_all({"a": ["1", "2"], "b": []})

    assert seen == print_of_all({"b": [], "a": ["2", "1"]})
    assert seen != print_of_all({"a": ["1", "2"]})
