"""What holds for any text at all that is read as a code."""

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.domain import codes
from bot.domain.codes import LENGTH, Programomradekode
from bot.errors import InvalidCode

ANY_TEXT = st.text(max_size=60)
NEARLY_CODES = st.text("xXTPIBGSFOV0123456789aæÅТΡО١-–—_`* \u200b\u202e\u00a0\x00😀", max_size=14)
CODE_LIKE = st.from_regex(r"(?:x{5}|[A-Z]{5})[0-4][A-Z0-9-]{0,4}", fullmatch=True)


def outcome(text):
    """Return the code that *text* is read as, or the refusal."""
    try:
        return codes.parse(text).kode
    except InvalidCode as refusal:
        return refusal


steady = settings(derandomize=True, deadline=None, max_examples=250)


@steady
@given(ANY_TEXT | NEARLY_CODES)
@example("R94VKI----")
@example("\ud800")
@example("ß" * 10)
def test_no_text_makes_reading_raise_anything_but_a_refusal(text):
    read = outcome(text)

    if isinstance(read, InvalidCode):
        assert read.kind in {"tom", "feil_lengde", "ugyldig_tegn", "ukjent_niva", "flere_koder"}
    else:
        assert len(read) == LENGTH
        assert read.isascii()


@steady
@given(ANY_TEXT | NEARLY_CODES | CODE_LIKE)
@example("xxxxx3G2---")
@example("R94GK1")
def test_what_was_read_once_is_read_the_same_again(text):
    kode = outcome(text)
    assume(isinstance(kode, Programomradekode))

    assert codes.parse(str(kode)) == (kode, False)


@steady
@given(CODE_LIKE)
def test_everything_of_the_right_form_is_read_unchanged_but_for_dashes(text):
    assert codes.parse(text).kode.rstrip("-") == text.rstrip("-")


@steady
@given(ANY_TEXT | NEARLY_CODES)
def test_a_suggestion_is_itself_a_code(text):
    suggestion = getattr(outcome(text), "suggestion", None)

    if suggestion is not None:
        assert codes.parse(suggestion) == (suggestion, False)


@steady
@given(ANY_TEXT | NEARLY_CODES | st.lists(CODE_LIKE, max_size=5).map(" og ".join))
def test_searching_a_text_never_raises_and_finds_each_code_once(text):
    found = codes.find(text)

    assert len(set(found)) == len(found)
    assert codes.looks_like_codes(text) in (True, False)
