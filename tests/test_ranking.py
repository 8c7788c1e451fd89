"""Finding the rule or concept that is asked for, and telling how well it fits."""

import pytest
import tiny

from bot.domain.entries import read
from bot.domain.language import Reader
from bot.domain.model import Text
from bot.domain.ranking import Index
from bot.domain.words import stem

ENTRIES = [
    tiny.regel(
        "vitnemal-naar",
        "Det skjer når alle fag er bestått.",
        tittel=Text("Tidspunkt for vitnemål"),
        sporsmal=("når skrives vitnemålet ut",),
    ),
    tiny.regel(
        "vitnemal-hvem",
        "Det gjør rektor ved skolen.",
        tittel=Text("Ansvar for vitnemål"),
        sporsmal=("hvem skriver ut vitnemålet",),
    ),
    tiny.regel(
        "ny-kode",
        "Søk kodeverksgruppen om en ny kode.",
        tittel=Text("Ny kode"),
        sporsmal=("hvordan får vi en ny kode", "kor søkjer vi om ny kode"),
    ),
    tiny.regel(
        "kompetansebevis",
        "Beviset viser fagene.",
        tittel=Text("Kompetansebevis", "Kompetanseprov"),
        ogsa_kalt=("KB", "certificate of competence"),
        koder=("GSGSK0VG--",),
    ),
]
WORDS = {
    "?naar": ["når"],
    "?hvem": ["hvem"],
    "vitnemal": ["vitnemål"],
    "kompetansebevis": ["kompetansebevis", "KB"],
    "kode": ["kode"],
    "ny_kode": ["ny kode"],
}


def index_of(entries):
    """Return an index of *entries* and the reader whose words it was made with."""
    texts = [(e.tittel.nb, e.svar.nb, *e.sporsmal, *e.ogsa_kalt) for e in entries]
    ordliste = tiny.ordliste(WORDS, tomme="en et om ut vi ved det er jeg på til for", lette="egentlig faktisk")
    reader = Reader(ordliste, {}, texts)
    return Index(read(entries, reader), reader), reader


@pytest.fixture(scope="module")
def search():
    index, reader = index_of(ENTRIES)
    return lambda question: index.search(reader.read(question))


def ids(hits):
    """Return the ids of *hits*, best first."""
    return [hit.oppslag.id for hit in hits]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("når skrives vitnemålet ut", "vitnemal-naar", id="its own question"),
        pytest.param("når skrives vitnemål?", "vitnemal-naar", id="fewer words"),
        pytest.param("hvem skriver vitnemål?", "vitnemal-hvem", id="another question word"),
        pytest.param("får vi en ny kode?", "ny-kode", id="part of a question"),
        pytest.param("kodeverksgruppen", "ny-kode", id="a word of the answer"),
        pytest.param("kompetansebevis", "kompetansebevis", id="the title"),
        pytest.param("kompetanseprov", "kompetansebevis", id="the title in nynorsk"),
        pytest.param("certificate of competence", "kompetansebevis", id="another name"),
        pytest.param("KB", "kompetansebevis", id="an abbreviation"),
        pytest.param("hva er GSGSK0VG--?", "kompetansebevis", id="a code that the entry is about"),
        pytest.param("komptansebevis", "kompetansebevis", id="misspelled"),
    ],
)
def test_the_entry_that_is_asked_for_comes_first(search, question, found):
    assert ids(search(question))[0] == found


@pytest.mark.parametrize("question", ["", "?", "en et om", "😀", "sjokoladekake"])
def test_what_shares_no_word_finds_nothing(search, question):
    assert search(question) == []


def test_an_entry_is_scored_between_none_and_all_best_first(search):
    scores = [hit.score for hit in search("hvem skriver vitnemål om ny kode?")]

    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 1
    assert all(0 < score <= 1.1 for score in scores)


def test_what_an_entry_cannot_explain_counts_against_it(search):
    exact = search("når skrives vitnemålet ut?")[0]
    astray = search("når skrives vitnemålet ut for helikopter og sjokolade?")[0]

    assert astray.score < exact.score
    assert astray.coverage < exact.coverage
    assert (stem("helikopter") in astray.missing, exact.missing) == (True, frozenset())


def test_context_counts_less_than_the_sentence_that_asks(search):
    assert ids(search("Vi trenger en ny kode. Når skrives vitnemålet?"))[0] == "vitnemal-naar"


def test_a_rare_word_tells_more_than_a_common_one():
    index, _ = index_of(ENTRIES)

    assert index.weight("kompetansebevis") > index.weight("vitnemal") > 0


def test_no_more_are_returned_than_wanted():
    index, reader = index_of(ENTRIES)

    assert len(index.search(reader.read("ny kode på vitnemål"), limit=1)) == 1


def test_entries_that_fit_equally_well_come_in_a_fixed_order():
    twins = [tiny.regel(name, "Samme svar om vitnemål.", tittel=Text("Vitnemål")) for name in ("b", "c", "a")]
    index, reader = index_of(twins)

    assert ids(index.search(reader.read("vitnemål"))) == ["a", "b", "c"]


def test_of_entries_that_fit_equally_well_the_shorter_title_comes_first():
    twins = [
        tiny.regel("a", "Vitnemål.", tittel=Text("Vitnemål, vitnemål")),
        tiny.regel("b", "Vitnemål.", tittel=Text("Vitnemål")),
    ]
    index, reader = index_of(twins)

    assert ids(index.search(reader.read("vitnemål")))[0] == "b"


def test_an_index_of_nothing_finds_nothing():
    index, reader = index_of([])

    assert index.search(reader.read("vitnemål")) == []


def test_among_a_thousand_entries_the_rarest_word_still_leads_to_the_right_one():
    many = [tiny.regel(f"nr-{n}", f"Svar {n} om kode.", tittel=Text(f"Kode nummer {n}")) for n in range(1000)]
    index, reader = index_of([*many, *ENTRIES])

    assert ids(index.search(reader.read("kode på vitnemål")))[0].startswith("vitnemal")


@pytest.mark.parametrize(
    ("question", "least", "most"),
    [
        pytest.param("når skrives vitnemålet ut", 0, 0, id="all of it is known"),
        pytest.param("når skrives vitnemålet faktisk ut, egentlig", 0, 0, id="words that go with any question"),
        pytest.param("når skrives vitnemålet ut 2027", 0, 0, id="a number"),
        pytest.param("Hytta er kald. Når skrives vitnemålet ut?", 0, 0, id="context"),
        pytest.param("når skrives vitnemålet ut på hytta", 0.2, 0.5, id="one word is foreign"),
        pytest.param("vitnemål på hytta med hunden", 0.4, 0.9, id="most words are foreign"),
    ],
)
def test_how_much_of_what_is_asked_is_foreign_to_an_entry(search, question, least, most):
    assert least <= search(question)[0].foreign <= most
