"""What is read as a code, what is put right, and what is refused with which words."""

import pytest
from handbook import CODES, ROWS

from bot.domain import codes
from bot.domain.codes import LENGTH, Programomradekode
from bot.errors import InvalidCode


def test_the_handbook_prints_39_codes():
    assert len(CODES) == 39


@pytest.mark.parametrize("row", ROWS, ids=[row.trykt for row in ROWS])
def test_every_code_of_the_handbook_is_read_as_printed(row):
    kode, corrected = codes.parse(row.trykt)

    assert (kode, corrected) == (row.kode, bool(row.trykkfeil))


@pytest.mark.parametrize("row", ROWS, ids=[row.trykt for row in ROWS])
def test_the_parts_of_a_code_make_up_the_whole(row):
    kode = codes.parse(row.trykt).kode

    assert (kode.stem + kode.trinn + kode.variant, kode.grunnkode) == (row.kode, row.kode[:6])
    assert kode.is_pattern == row.kode.startswith("xxxxx")


SAME = [
    pytest.param("tptip1h---", id="lower case"),
    pytest.param("TpTiP1h---", id="mixed case"),
    pytest.param("  TPTIP1H---\n", id="space around"),
    pytest.param("TPTIP1H---\u00a0", id="no-break space around"),
]


@pytest.mark.parametrize("typed", SAME)
def test_case_and_space_around_are_not_worth_mentioning(typed):
    assert codes.parse(typed) == ("TPTIP1H---", False)


FORGIVEN = [
    pytest.param("TPTIP1H", "TPTIP1H---", id="no dashes at the end"),
    pytest.param("pbpby4vo", "PBPBY4VO--", id="two dashes missing"),
    pytest.param("HSHEA2", "HSHEA2----", id="grunnkode only"),
    pytest.param("BABAT1-", "BABAT1----", id="cut short"),
    pytest.param("xxxxx3G2---", "xxxxx3G2--", id="the handbook's own misprint"),
    pytest.param("XXXXX3G2---", "xxxxx3G2--", id="the misprint in capitals"),
    pytest.param("TP TIP 1 H", "TPTIP1H---", id="space inside"),
    pytest.param("TPTIP\u00a01H---", "TPTIP1H---", id="no-break space inside"),
    pytest.param("TPTIP1\tH---", "TPTIP1H---", id="tab inside"),
    pytest.param("`TPTIP1H---`", "TPTIP1H---", id="backticks"),
    pytest.param("*TPTIP1H---*", "TPTIP1H---", id="Slack bold"),
    pytest.param("_TPTIP1H---_", "TPTIP1H---", id="Slack italic"),
    pytest.param("~TPTIP1H---~", "TPTIP1H---", id="Slack strike"),
    pytest.param("*`TPTIP1H---`*", "TPTIP1H---", id="bold backticks"),
    pytest.param("«TPTIP1H---»", "TPTIP1H---", id="quotation marks"),
    pytest.param("“TPTIP1H---”", "TPTIP1H---", id="English quotation marks"),
    pytest.param("TPTIP1H---.", "TPTIP1H---", id="full stop"),
    pytest.param("v.tptip1----", "TPTIP1----", id="as in a vilbli address"),
    pytest.param("TPTIP1H–––", "TPTIP1H---", id="en dashes"),
    pytest.param("TPTIP1H—-", "TPTIP1H---", id="em dash"),
    pytest.param("AOLOV0J—", "AOLOV0J---", id="one em dash for three dashes"),
    pytest.param("TPTIP1H\u2212\u2212\u2212", "TPTIP1H---", id="minus signs"),
    pytest.param("TPTIP1H\u2011\u2011\u2011", "TPTIP1H---", id="non-breaking hyphens"),
    pytest.param("TPTIP1H___", "TPTIP1H---", id="underscores"),
    pytest.param("TPTIP\u200b1H---", "TPTIP1H---", id="zero-width space"),
    pytest.param("TPTIP1H---\u202c\u202e", "TPTIP1H---", id="bidi marks"),
    pytest.param("\ufeffTPTIP1H---", "TPTIP1H---", id="byte order mark"),
    pytest.param("ＴＰＴＩＰ１Ｈ－－－", "TPTIP1H---", id="full width"),
]


@pytest.mark.parametrize(("typed", "kode"), FORGIVEN)
def test_what_is_put_right_is_the_code_that_was_meant(typed, kode):
    assert codes.parse(typed).kode == kode


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("TPTIP1H", id="no dashes at the end"),
        pytest.param("xxxxx3G2---", id="eleven characters"),
        pytest.param("TP TIP 1 H", id="space inside"),
        pytest.param("AOLOV0J—", id="one em dash for three dashes"),
        pytest.param("TPTIP1H–––", id="en dashes"),
        pytest.param("`TPTIP1H---`", id="backticks"),
        pytest.param("TPTIP\u200b1H---", id="zero-width space"),
    ],
)
def test_what_is_put_right_is_never_put_right_in_silence(typed):
    assert codes.parse(typed).corrected


REFUSED = [
    pytest.param("", "tom", None, None, id="nothing"),
    pytest.param(" \t\n\u00a0", "tom", None, None, id="space"),
    pytest.param("\u200b\u202e\ufeff", "tom", None, None, id="nothing that can be seen"),
    pytest.param("``", "tom", None, None, id="backticks around nothing"),
    pytest.param("A" * 5000, "ugyldig_tegn", 6, None, id="5,000 letters"),
    pytest.param("TPTIP1" + "-" * 5000, "feil_lengde", 11, "TPTIP1----", id="5,000 dashes"),
    pytest.param("TPTIP1HTA1" * 500, "feil_lengde", 11, None, id="5,000 characters of code"),
    pytest.param("T", "feil_lengde", None, None, id="one letter"),
    pytest.param("TPTIP", "feil_lengde", None, None, id="five letters"),
    pytest.param("xxxxx", "feil_lengde", None, None, id="a pattern without trinn"),
    pytest.param("TPTIP1H----", "feil_lengde", 11, "TPTIP1H---", id="one dash too many"),
    pytest.param("TPTIP1H---------", "feil_lengde", 11, "TPTIP1H---", id="many dashes too many"),
    pytest.param("xxxxx3G2----", "feil_lengde", 11, "xxxxx3G2--", id="the misprint with one dash more"),
    pytest.param("TPTIP1HTA11", "feil_lengde", 11, None, id="one digit too many"),
    pytest.param("TPTIP5H---", "ukjent_niva", 6, None, id="trinn 5"),
    pytest.param("TPTIP9----", "ukjent_niva", 6, None, id="trinn 9"),
    pytest.param("GSFOVO----", "ugyldig_tegn", 6, "GSFOV0----", id="letter O for 0"),
    pytest.param("TPTIPIH---", "ugyldig_tegn", 6, "TPTIP1H---", id="letter I for 1"),
    pytest.param("TPTIPlH---", "ugyldig_tegn", 6, "TPTIP1H---", id="letter l for 1"),
    pytest.param("TPT1P1H---", "ugyldig_tegn", 4, "TPTIP1H---", id="1 for the letter I"),
    pytest.param("PBPBY4VØ--", "ugyldig_tegn", 8, None, id="Norwegian letter in the variant"),
    pytest.param("TPTÆP1----", "ugyldig_tegn", 4, None, id="Norwegian letter in the stem"),
    pytest.param("\u0422PTIP1H---", "ugyldig_tegn", 1, "TPTIP1H---", id="Cyrillic T"),
    pytest.param("TPTIP1\u041d---", "ugyldig_tegn", 7, "TPTIP1H---", id="Cyrillic N for H"),
    pytest.param("\u03a4PTIP1H---", "ugyldig_tegn", 1, "TPTIP1H---", id="Greek tau"),
    pytest.param("TPTIP1\u0397---", "ugyldig_tegn", 7, "TPTIP1H---", id="Greek eta"),
    pytest.param("TP\u0422IPIH---", "ugyldig_tegn", 3, "TPTIP1H---", id="Cyrillic and Latin look-alikes"),
    pytest.param("TPTIP\u0661H---", "ugyldig_tegn", 6, None, id="Arabic digit"),
    pytest.param("TPTIP😀H---", "ugyldig_tegn", 6, None, id="emoji for the trinn"),
    pytest.param("TPTIP1😀---", "ugyldig_tegn", 7, None, id="emoji in the variant"),
    pytest.param("😀", "ugyldig_tegn", 1, None, id="emoji alone"),
    pytest.param("<!channel>", "ugyldig_tegn", 1, None, id="Slack's channel mention"),
    pytest.param("<@U012AB3CD>", "ugyldig_tegn", 1, None, id="Slack's user mention"),
    pytest.param("TPTIP1'OR 1=1--", "ugyldig_tegn", 7, None, id="SQL after a code"),
    pytest.param("'; DROP TABLE koder;--", "ugyldig_tegn", 6, None, id="SQL"),
    pytest.param("../../etc/passwd", "ugyldig_tegn", 1, None, id="a path"),
    pytest.param("TPTIP1H/--", "ugyldig_tegn", 8, None, id="a slash"),
    pytest.param("TPTIP1\x00H---", "ugyldig_tegn", 7, None, id="NUL"),
    pytest.param("TPTIP1\x1bH---", "ugyldig_tegn", 7, None, id="escape"),
    pytest.param("TPTIP1\u2066H---", "ugyldig_tegn", 7, None, id="bidi isolate"),
    pytest.param("----------", "ugyldig_tegn", 1, None, id="dashes only"),
    pytest.param("1234567890", "ugyldig_tegn", 1, None, id="digits only"),
    pytest.param("TPTIP1A--- TPTIP1B---", "flere_koder", None, None, id="two codes"),
    pytest.param("TPTIP1,TPTIP2;PBPBY3", "flere_koder", None, None, id="three codes with signs between"),
    pytest.param("skal TPTIP1A--- brukes her", "ugyldig_tegn", 6, None, id="a code inside a sentence"),
    pytest.param("hjelp", "feil_lengde", None, None, id="a short word"),
    pytest.param("programområdekode", "ugyldig_tegn", 6, None, id="a long word"),
]


@pytest.mark.parametrize(("typed", "kind", "position", "suggestion"), REFUSED)
def test_what_cannot_be_a_code_is_refused_with_the_place_and_what_was_meant(typed, kind, position, suggestion):
    with pytest.raises(InvalidCode) as error:
        codes.parse(typed)

    assert (error.value.kind, error.value.position, error.value.suggestion) == (kind, position, suggestion)


@pytest.mark.parametrize("typed", [pytest.param(row.values[0], id=row.id) for row in REFUSED])
@pytest.mark.parametrize("malform", ["nb", "nn"])
def test_a_refusal_is_one_short_message_that_echoes_no_more_than_one_character(typed, malform):
    with pytest.raises(InvalidCode) as error:
        codes.parse(typed)
    said, position = getattr(error.value, malform), error.value.position

    assert said.endswith(".")
    assert len(said) < 160
    assert position is None or position > LENGTH or str(position) in said
    assert "<!channel>" not in said
    assert said.isprintable()


def test_a_refusal_of_nothing_gives_an_example():
    with pytest.raises(InvalidCode, match="TPTIP1H---"):
        codes.parse(" ")


FOUND = [
    pytest.param("er det TPTIP1D--- eller tptip1e i år?", ["TPTIP1D---", "tptip1e"], id="in a sentence"),
    pytest.param("TPTIP1A---, TPTIP1B---; PBPBY3", ["TPTIP1A---", "TPTIP1B---", "PBPBY3"], id="in a list"),
    pytest.param("TPTIP1A--- og TPTIP1A---", ["TPTIP1A---"], id="twice"),
    pytest.param("bruk xxxxx1A--- for første år", ["xxxxx1A---"], id="a pattern"),
    pytest.param("(TPTIP1A---).", ["TPTIP1A---"], id="in brackets"),
    pytest.param("`TPTIP1A---`/*PBPBY4VO*", ["TPTIP1A---", "PBPBY4VO"], id="with Slack's marks"),
    pytest.param("TPTIP1A–––", ["TPTIP1A---"], id="with en dashes"),
    pytest.param("hvilken kode for elev på vg1 over to år?", [], id="none"),
    pytest.param("fam05 og iop1000 i 2024-2025", [], id="other codes of the trade"),
    pytest.param("", [], id="nothing"),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_codes_are_found_in_a_text_in_order_and_once(text, found):
    assert codes.find(text) == found


ATTEMPTS = [
    pytest.param("TPTIP1A---", True, id="a code"),
    pytest.param("tptip1a", True, id="a code without dashes"),
    pytest.param("TPTIP1 PBPBY3----", True, id="two codes"),
    pytest.param("TPTIP1A---,\nPBPBY3----;xxxxx1D---", True, id="codes in a list"),
    pytest.param("VGT1P1H---", True, id="a look-alike"),
    pytest.param("GSFOVO----", True, id="a letter for the trinn"),
    pytest.param("`TPTIP1A---`", True, id="in backticks"),
    pytest.param("----------", True, id="dashes"),
    pytest.param("TPTIP1A---?", True, id="a code with a question mark"),
    pytest.param("hva betyr TPTIP1A---?", False, id="a question with a code in it"),
    pytest.param("kode for lærling", False, id="a question"),
    pytest.param("frist", False, id="one word"),
    pytest.param("FAM05", False, id="another code of the trade"),
    pytest.param("2024-2025", False, id="a school year"),
]


@pytest.mark.parametrize(("text", "attempt"), ATTEMPTS)
def test_an_attempt_at_a_code_is_told_from_a_question(text, attempt):
    assert codes.looks_like_codes(text) is attempt


def test_every_code_of_grep_is_read_as_it_stands(kunnskap):
    read = {kode: codes.parse(kode) for kode in kunnskap.programomrader}

    assert len(read) > 450
    assert [kode for kode, parsed in read.items() if parsed != (kode, False)] == []


def test_every_code_of_the_knowledge_that_is_no_pattern_is_read_as_it_stands(kunnskap):
    written = [v.kode for v in kunnskap.varianter if not set(v.kode[1:6]) & set("x?")]

    assert [kode for kode in written if codes.parse(kode) != (kode, False)] == []


def test_a_code_is_text_so_that_it_can_be_shown_and_compared():
    assert f"{Programomradekode('TPTIP1H---')}" == "TPTIP1H---"
