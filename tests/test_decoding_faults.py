"""Codes with something wrong: which part is to blame, what is said of it, and what was perhaps meant."""

import pytest

MISFITS = [
    pytest.param("xxxxx2A---", "niva_mismatch", "xxxxx1A---", id="over two years on vg2"),
    pytest.param("TPTIP3E---", "niva_mismatch", "TPTIP1E---", id="over two years on vg3"),
    pytest.param("xxxxx3HTA1", "niva_mismatch", "xxxxx1HTA1", id="small group on vg3"),
    pytest.param("xxxxx1UT--", "niva_mismatch", "xxxxx2UT--", id="abroad on vg1"),
    pytest.param("xxxxx2HP--", "niva_mismatch", "xxxxx3HP--", id="praksisbrev on vg2"),
    pytest.param("PBPBY3YK--", "niva_mismatch", "PBPBY4YK--", id="with fagbrev before fagbrev"),
    pytest.param("PBPBY4--ST", "niva_mismatch", "PBPBY3--ST", id="spesiell studiekompetanse at trinn 4"),
    pytest.param("GSGSK1VG--", "niva_mismatch", "GSGSK0VG--", id="grunnskole on vg1"),
    pytest.param("TPTIP1--T-", "base_mismatch", None, id="a variant of another programme"),
    pytest.param("TPTIP4YK--", "base_mismatch", None, id="påbygg's variant elsewhere"),
    pytest.param("TPTIP1QQ--", "ukjent_suffiks", None, id="a variant that nobody prints"),
    pytest.param("xxxxx1-H--", "ukjent_suffiks", None, id="the letter in the wrong position"),
    pytest.param("TPTIP1HT-0", "ukjent_suffiks", "TPTIP1HT-1", id="year nought"),
    pytest.param("PBPBY4OV--", "ukjent_suffiks", "PBPBY4VO--", id="letters swapped"),
]


@pytest.mark.parametrize(("kode", "fault", "suggestion"), MISFITS)
def test_a_misfit_is_named_said_and_has_suggestions_that_are_known(responder, kode, fault, suggestion):
    decoded = responder.decode_one(kode)

    assert (decoded.kode, decoded.fault, decoded.valid) == (kode, fault, False)
    assert decoded.message
    assert suggestion is None or suggestion in decoded.suggestions
    assert [s for s in decoded.suggestions if not responder.decode_one(s).valid] == []


def test_an_unknown_variant_is_called_unknown_and_not_wrong(responder):
    message = responder.decode_one("TPTIP1QQ--").message

    assert "ikke nødvendigvis feil" in message
    assert "VIGO Kodeverksbase" in message


@pytest.mark.parametrize("kode", ["xxxxx2A---", "TPTIP1QQ--", "PBPBY3YK--"])
def test_what_is_known_of_a_misfit_is_still_explained(responder, kode):
    assert {part.position for part in responder.decode_one(kode).parts} >= {"1-5", "6"}


REFUSED = [
    pytest.param("", "tom", None, id="nothing"),
    pytest.param("TPTIP", "feil_lengde", None, id="too short"),
    pytest.param("TPTIP1H----", "feil_lengde", "TPTIP1H---", id="too long"),
    pytest.param("\u0422PTIP1H---", "ugyldig_tegn", "TPTIP1H---", id="Cyrillic"),
    pytest.param("GSFOVO----", "ugyldig_tegn", "GSFOV0----", id="letter O for 0"),
    pytest.param("TPTIP7H---", "ukjent_niva", None, id="trinn 7"),
    pytest.param("<!channel>", "ugyldig_tegn", None, id="a mention"),
    pytest.param("A" * 5000, "ugyldig_tegn", None, id="5,000 characters"),
]


@pytest.mark.parametrize(("typed", "fault", "meant"), REFUSED)
def test_what_cannot_be_a_code_comes_back_as_a_fault_and_raises_nothing(responder, typed, fault, meant):
    decoded = responder.decode_one(typed)

    assert (decoded.typed, decoded.fault, decoded.kode, decoded.valid) == (typed, fault, meant, False)
    assert decoded.message
    assert decoded.parts == ()
    assert decoded.kilder
    assert decoded.suggestions == ((meant,) if meant else ())


def test_a_message_never_offers_a_code_that_no_source_knows(responder):
    decoded = responder.decode_one("TPTIPO----")

    assert "TPTIP0----" not in decoded.message


@pytest.mark.parametrize("kode", ["TPTIP4----", "xxxxx0----", "GSFOV1----"])
def test_a_grunnkode_at_a_trinn_it_lacks_is_not_called_a_variant(responder, kode):
    assert "Varianten ----" not in responder.decode_one(kode).message


def test_a_grunnkode_of_the_handbook_is_not_said_to_be_missing_at_its_own_trinn(responder):
    decoded = responder.decode_one("GSFOV0A---")

    assert [note for note in decoded.notes if "annet trinn" in note] == []


@pytest.mark.parametrize("kode", ["VGTIP1H---", "TPTIP2A---", "TPTIP1HT-2", "TPBOK3----"])
def test_a_nynorsk_reader_gets_nothing_in_bokmal(responder, kode):
    decoded = responder.decode_one(kode, "nn")
    said = " ".join([decoded.message, *decoded.notes, *(part.betydning for part in decoded.parts)])
    words = set(said.casefold().replace(".", " ").split())

    assert words & {"ikke", "finner", "finnes", "brukes", "videregående", "utledet"} == set()
