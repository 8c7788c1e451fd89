"""The decision table: which code, given what is known about the pupil.

Its rows are written in the knowledge: each variant says under which facets it is the code to use (`Variant.naar`),
and a rule may say under which facets there is none (`Oppslag.naar`: "vg2 over two years"). A row needs all its
atoms. The row with the most atoms wins; a rule that says no wins over every code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.model import Oppslag, Variant
from bot.domain.topics import RIVALS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.model import Fasett, Kunnskap, Valg


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: *target* holds when all of *atoms* do and none of *unless*."""

    atoms: frozenset[str]
    unless: frozenset[str]
    target: Variant | Oppslag

    def holds(self, atoms: frozenset[str]) -> bool:
        """True when nothing is missing and nothing stands in the way."""
        return self.atoms <= atoms and self.unless.isdisjoint(atoms)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the table says: one *target*, or a *fasett* to ask for with the *valg* that lead somewhere.

    *used* are the atoms that carried it, *others* the codes that come into question.
    """

    target: Variant | Oppslag | None = None
    fasett: Fasett | None = None
    valg: tuple[Valg, ...] = ()
    used: frozenset[str] = frozenset()
    others: tuple[Variant, ...] = ()


NOTHING = Decision()


class Table:
    """The rows of one snapshot of the knowledge."""

    def __init__(self, kunnskap: Kunnskap) -> None:
        targets: tuple[Variant | Oppslag, ...] = (*kunnskap.oppslag, *kunnskap.varianter)
        self._rows = [Row(atoms, t.uten, t) for t in targets for atoms in t.naar]
        self._facet_of = {v.atom: f for f in kunnskap.ordliste.fasetter for v in f.valg}
        leads_to: dict[str, set[int]] = {}
        for row in self._rows:
            for atom in row.atoms:
                leads_to.setdefault(atom, set()).add(id(row.target))
        self._telling = {atom: 1 / len(found) for atom, found in leads_to.items()}
        self.atoms = frozenset(a for row in self._rows for a in row.atoms | row.unless)

    def decide(self, atoms: frozenset[str], *, several: bool = False, both: bool = False) -> Decision:
        """Choose for a question that says *atoms*.

        With *several*, every code that fits as well as the best comes along; with *both*, the finer codes of a
        facet take the place of the common one ("koder for første og andre år").
        """
        holding = [row for row in self._rows if row.holds(atoms)]
        if refusal := self._largest(row for row in holding if isinstance(row.target, Oppslag)):
            return Decision(target=refusal.target, used=refusal.atoms)
        best = self._largest(holding)
        if best is None:
            return self._ask(self._partly(atoms), atoms)
        finer = [r for r in self._finer(best, atoms) if isinstance(r.target, Variant)]
        if both and finer:
            first, *rest = _variants(finer)
            return Decision(first, used=best.atoms, others=tuple(rest))
        if finer and isinstance(best.target, Variant) and not best.target.forvalg:
            asked = self._ask([best, *finer], atoms)
            if asked.fasett:
                return asked
        alike = (lambda r: len(r.atoms)) if several or both else self._size
        equal = [r for r in holding if alike(r) == alike(best)]
        if both and len(equal) == 1:
            equal = [r for r in (self._largest(self._coarser(best)),) if r]
        others = _variants(r for r in (*equal, *finer) if r.target is not best.target)
        return Decision(best.target, used=best.atoms, others=others)

    def decide_either(self, atoms: frozenset[str], unsure: frozenset[str]) -> Decision:
        """Choose for a question that leaves it open whether *unsure* hold: every code that one of them leads to."""
        found = [self.decide(atoms), *(self.decide(atoms | {atom}) for atom in sorted(unsure))]
        variants = {d.target.kode: d.target for d in found if isinstance(d.target, Variant)}
        if len(variants) < 2:
            return found[0]
        first, *rest = variants.values()
        return Decision(first, used=frozenset[str]().union(*(d.used for d in found)), others=tuple(rest))

    def is_facet(self, atom: str) -> bool:
        """True when *atom* is one choice among several: a year, a trinn."""
        return atom in self._facet_of

    def situation(self, atoms: frozenset[str]) -> frozenset[str]:
        """Return those of *atoms* that a code is chosen by and that are no trinn, year or other choice."""
        return frozenset(atoms & self.atoms - self._facet_of.keys())

    def without_rivals(self, earlier: frozenset[str], now: frozenset[str] | set[str]) -> frozenset[str]:
        """Return the atoms of an *earlier* question that *now* does not answer otherwise (another year, say)."""
        answered = {self._facet_of[a].id for a in now if a in self._facet_of}
        replaced = frozenset().union(*(rivals for rivals in RIVALS if not rivals.isdisjoint(now))) - now
        yields = (a for a in earlier if a in self._facet_of and self._facet_of[a].id in answered)
        return earlier - replaced - frozenset(yields)

    def _largest(self, rows: Iterable[Row]) -> Row | None:
        return max(rows, key=self._size, default=None)

    def _size(self, row: Row) -> tuple[int, float]:
        """Rank rows by the number of their atoms, then by how few codes those atoms leave."""
        return len(row.atoms), sum(self._telling[a] for a in row.atoms)

    def _finer(self, best: Row, atoms: frozenset[str]) -> list[Row]:
        rows = (r for r in self._open(atoms) if r.atoms > best.atoms)
        return [r for r in rows if r.target is not best.target]

    def _coarser(self, best: Row) -> list[Row]:
        """Return the code rows that *best* is one case of: the other of "both codes"."""
        return [r for r in self._rows if r.atoms < best.atoms and isinstance(r.target, Variant)]

    def _partly(self, atoms: frozenset[str]) -> list[Row]:
        """Return the code rows that lack facets only, as few as possible, and share what the question says."""
        facts = atoms - self._facet_of.keys()
        rows = [r for r in self._open(atoms) if isinstance(r.target, Variant) and not facts.isdisjoint(r.atoms)]
        most = max((len(r.atoms & atoms) for r in rows), default=0)
        rows = [r for r in rows if len(r.atoms & atoms) == most]
        fewest = min((len(r.atoms - atoms) for r in rows), default=0)
        return [r for r in rows if len(r.atoms - atoms) == fewest]

    def _open(self, atoms: frozenset[str]) -> list[Row]:
        """Return the rows that hold, or would if facets that the question leaves open were answered."""
        answered = {self._facet_of[a].id for a in atoms if a in self._facet_of}
        possible = atoms.union(a for a, fasett in self._facet_of.items() if fasett.id not in answered)
        return [r for r in self._rows if r.atoms <= possible and r.unless.isdisjoint(atoms)]

    def _ask(self, rows: list[Row], atoms: frozenset[str]) -> Decision:
        """Ask for the facet that parts *rows* best; with one row left there is nothing to ask."""
        used = frozenset[str]().union(*(r.atoms & atoms for r in rows))
        options: dict[str, list[Valg]] = {}
        for row in rows:
            for atom in sorted(row.atoms - atoms):
                fasett = self._facet_of[atom]
                options.setdefault(fasett.id, []).extend(v for v in fasett.valg if v.atom == atom)
        if not options:
            return NOTHING
        chosen = max(options, key=lambda key: len({v.atom for v in options[key]}))
        fasett = next(f for f in self._facet_of.values() if f.id == chosen)
        wanted = {v.atom for v in options[chosen]}
        if any(not (r.atoms - atoms) for r in rows):
            wanted |= {v.atom for v in fasett.valg}
        valg = tuple(v for v in fasett.valg if v.atom in wanted)
        if len(valg) < 2:
            return NOTHING
        return Decision(fasett=fasett, valg=valg, used=used, others=_variants(rows))


def _variants(rows: Iterable[Row]) -> tuple[Variant, ...]:
    return tuple({r.target.kode: r.target for r in rows if isinstance(r.target, Variant)}.values())
