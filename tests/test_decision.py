"""The decision table: most atoms win, a refusal wins over all, and what is open is asked for."""

from itertools import combinations

import pytest
import tiny
from handbook import CODES

from bot.domain.decision import Table
from bot.domain.model import Variant

FASETTER = (tiny.fasett("ar", "ar1", "ar2"), tiny.fasett("trinn", "vg1", "vg2", "vg3"))
ENTRIES = (
    tiny.variant("xxxxx1A---", "to_ar ar1"),
    tiny.variant("xxxxx1B---", "to_ar ar2"),
    tiny.variant("xxxxx1D---", "to_ar ar1 minoritet"),
    tiny.variant("xxxxx1E---", "to_ar ar2 minoritet"),
    tiny.variant("xxxxx1H---", "lavere vg1", uten="gruppe"),
    tiny.variant("xxxxx2H---", "lavere vg2"),
    tiny.variant("xxxxx1HT-1", "gruppe", "gruppe lavere"),
    tiny.variant("xxxxx3F---", "alternativ", forvalg=True),
    tiny.variant("xxxxx3F1--", "alternativ ar1"),
    tiny.variant("xxxxx3F2--", "alternativ ar2"),
    tiny.variant("xxxxx3M---", "modul"),
    tiny.variant("xxxxx3M1--", "modul ar1"),
    tiny.variant("xxxxx3G---", "larling bedrift"),
    tiny.variant("xxxxx3K---", "kandidat bedrift"),
    tiny.regel("ingen-kode-paa-vg2", naar=["to_ar vg2"], uten=frozenset({"fritak"})),
)


@pytest.fixture(scope="module")
def table():
    return Table(tiny.kunnskap(*ENTRIES, words=tiny.ordliste(fasetter=FASETTER)))


def chosen(decision):
    """Return the code or the id of what was chosen."""
    return getattr(decision.target, "kode", None) or getattr(decision.target, "id", None)


DECIDED = [
    pytest.param("to_ar ar1", "xxxxx1A---", id="all atoms of one row"),
    pytest.param("to_ar ar1 minoritet", "xxxxx1D---", id="most atoms win"),
    pytest.param("to_ar ar1 lavere", "xxxxx1A---", id="an atom of half a row does not count"),
    pytest.param("to_ar ar1 vg1 ukjent", "xxxxx1A---", id="atoms that no row needs do no harm"),
    pytest.param("to_ar ar1 minoritet vg2", "ingen-kode-paa-vg2", id="a refusal wins over more atoms"),
    pytest.param("to_ar ar1 vg2 fritak", "xxxxx1A---", id="a refusal has exceptions too"),
    pytest.param("lavere vg1", "xxxxx1H---", id="a row with an exception"),
    pytest.param("lavere vg1 gruppe", "xxxxx1HT-1", id="the exception rules the row out"),
    pytest.param("alternativ", "xxxxx3F---", id="forvalg answers when finer codes exist"),
    pytest.param("alternativ ar2", "xxxxx3F2--", id="the finer code when it is told"),
    pytest.param("ar1", None, id="a facet alone is no question"),
    pytest.param("ukjent", None, id="nothing that the table knows"),
    pytest.param("", None, id="nothing"),
]


@pytest.mark.parametrize(("atoms", "target"), DECIDED)
def test_the_row_that_says_most_decides(table, atoms, target):
    assert chosen(table.decide(frozenset(atoms.split()))) == target


def test_a_decision_tells_which_atoms_carried_it(table):
    decision = table.decide(frozenset({"to_ar", "ar1", "lavere"}))

    assert decision.used == {"to_ar", "ar1"}


ASKED = [
    pytest.param("to_ar", "ar", "ar1 ar2", "xxxxx1A--- xxxxx1B---", id="the year"),
    pytest.param("to_ar minoritet", "ar", "ar1 ar2", "xxxxx1D--- xxxxx1E---", id="of what fits best"),
    pytest.param("lavere", "trinn", "vg1 vg2", "xxxxx1H--- xxxxx2H---", id="only choices that lead somewhere"),
    pytest.param("modul", "ar", "ar1 ar2", "xxxxx3M--- xxxxx3M1--", id="every choice where one has its own code"),
]


@pytest.mark.parametrize(("atoms", "fasett", "valg", "codes"), ASKED)
def test_what_tells_the_candidates_apart_is_asked_for(table, atoms, fasett, valg, codes):
    decision = table.decide(frozenset(atoms.split()))

    assert decision.target is None
    assert decision.fasett.id == fasett
    assert [v.atom for v in decision.valg] == valg.split()
    assert {v.kode for v in decision.others} == set(codes.split())


@pytest.mark.parametrize(
    ("atoms", "atom", "target"),
    [
        pytest.param("to_ar", "ar1", "xxxxx1A---", id="first year"),
        pytest.param("to_ar minoritet", "ar2", "xxxxx1E---", id="second year"),
        pytest.param("modul", "ar1", "xxxxx3M1--", id="the choice with its own code"),
        pytest.param("modul", "ar2", "xxxxx3M---", id="the choice without one"),
    ],
)
def test_a_choice_settles_what_was_asked(table, atoms, atom, target):
    assert chosen(table.decide(frozenset({*atoms.split(), atom}))) == target


def test_a_forvalg_brings_the_finer_codes_along(table):
    decision = table.decide(frozenset({"alternativ"}))

    assert {v.kode for v in decision.others} == {"xxxxx3F1--", "xxxxx3F2--"}


def codes_of(decision):
    return [v.kode for v in (decision.target, *decision.others)]


def test_what_the_asker_does_not_know_brings_the_codes_of_both_cases(table):
    unsure = table.decide_either(frozenset({"to_ar", "ar1"}), frozenset({"minoritet"}))

    assert codes_of(unsure) == ["xxxxx1A---", "xxxxx1D---"]


def test_a_doubt_that_changes_nothing_leaves_one_code(table):
    assert codes_of(table.decide_either(frozenset({"to_ar", "ar1"}), frozenset({"ukjent"}))) == ["xxxxx1A---"]


def test_of_both_codes_the_common_one_comes_with_the_special_one(table):
    both = table.decide(frozenset({"to_ar", "ar1", "minoritet"}), both=True)

    assert codes_of(both) == ["xxxxx1D---", "xxxxx1A---"]


def test_what_is_no_facet_is_never_asked_for(table):
    assert table.decide(frozenset({"larling"})).fasett is None


def test_of_codes_that_fit_equally_well_none_is_lost(table):
    decision = table.decide(frozenset({"larling", "kandidat", "bedrift"}))

    assert {chosen(decision), *(v.kode for v in decision.others)} == {"xxxxx3G---", "xxxxx3K---"}


def test_of_rows_of_one_size_the_one_with_the_rarer_atoms_decides():
    common = [tiny.variant(f"xxxxx3{letter}---", f"vanlig {letter}") for letter in "ABCD"]
    table = Table(tiny.kunnskap(*common, tiny.variant("xxxxx3Z---", "sjelden sjeldnere")))

    decision = table.decide(frozenset({"vanlig", "A", "sjelden", "sjeldnere"}))

    assert chosen(decision) == "xxxxx3Z---"


@pytest.mark.parametrize(
    ("earlier", "now", "kept"),
    [
        pytest.param("to_ar ar1", "ar2", "to_ar", id="another year replaces the year"),
        pytest.param("to_ar ar1", "minoritet", "to_ar ar1", id="something else adds to it"),
        pytest.param("lavere vg1 ar1", "vg2", "lavere ar1", id="only the facet that is answered"),
        pytest.param("larling vg1", "praksiskandidat", "vg1", id="what cannot be at the same time"),
        pytest.param("larling", "larling", "larling", id="what is said again"),
        pytest.param("", "ar1", "", id="nothing before"),
    ],
)
def test_a_later_question_replaces_what_it_answers_otherwise(table, earlier, now, kept):
    left = table.without_rivals(frozenset(earlier.split()), frozenset(now.split()))

    assert left == frozenset(kept.split())


def test_a_table_without_rows_decides_nothing():
    decision = Table(tiny.kunnskap()).decide(frozenset({"vg1"}))

    assert (decision.target, decision.fasett) == (None, None)


@pytest.fixture(scope="module")
def shipped(kunnskap):
    return Table(kunnskap)


def test_every_row_of_the_shipped_table_can_be_reached(kunnskap, shipped):
    rows = [(entry, atoms) for entry in (*kunnskap.varianter, *kunnskap.oppslag) for atoms in entry.naar]
    lost = [(chosen(d), sorted(a)) for e, a in rows if (d := shipped.decide(a)).target is not e]

    assert len(rows) > 100
    assert lost == []


def test_every_code_of_the_handbook_is_the_answer_to_something(kunnskap, shipped):
    reached = {shipped.decide(atoms).target.kode for v in kunnskap.varianter for atoms in v.naar}

    assert reached >= CODES


def test_a_code_from_another_source_gives_way_to_one_fact_that_the_handbook_decides_by(kunnskap, shipped):
    own = [atoms for v in kunnskap.varianter if v.kode in CODES for atoms in v.naar if len(atoms) == 1]
    lines = [v for v in kunnskap.varianter if v.kode not in CODES and not v.kode.startswith("GSGSK")]
    others = [atoms for v in lines for atoms in v.naar]
    chosen = {(a, b): shipped.decide(a | b).target for a in own for b in others if not a <= b}

    assert [pair for pair, target in chosen.items() if isinstance(target, Variant) and target.kode not in CODES] == []


def asked_about_two_things(table):
    """Yield two atoms (or one) that make *table* ask something, and what it asks."""
    for pair in combinations([*sorted(table.atoms), ""], 2):
        atoms = frozenset(filter(None, pair))
        decision = table.decide(atoms)
        if decision.fasett:
            yield atoms, decision


def test_no_choice_of_the_shipped_table_leads_nowhere_or_back_to_the_same_question(shipped):
    nowhere = [
        (sorted(atoms), valg.atom)
        for atoms, decision in asked_about_two_things(shipped)
        for valg in decision.valg
        if (after := shipped.decide(atoms | {valg.atom})).fasett == decision.fasett
        or not (after.target or after.fasett)
    ]

    assert nowhere == []


def test_no_question_of_the_shipped_table_has_one_choice_only(shipped):
    lonely = [sorted(a) for a, decision in asked_about_two_things(shipped) if len(decision.valg) < 2]

    assert lonely == []
