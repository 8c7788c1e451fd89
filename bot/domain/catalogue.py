"""The kodeverk that Kodevakt holds: Grep's programområder, and the variants that the sources print.

The same characters mean different things by stem and trinn (A03: ``PBPBY3H---`` is not ``xxxxx3H---``), so a
variant is looked up exact code first, then the most literal pattern. Stems that A03 lists code by code (PBPBY,
GSGSK, GSFOV …) take no part in the patterns for any stem.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from bot.domain.codes import Programomradekode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.model import Kunnskap, Programomrade, Utdanningsprogram, Variant

MAX_SUGGESTIONS = 3
GRUNNKODE = "----"
PROGRAM = "program:"
_ORDINARY_TRINN = "123"
_PART_OF_NAME = re.compile(r"\s+vg[1-3]$|(?:s?fag(?:et)?)$")
_SAYS_TRINN = re.compile(r"\bvg[1-3]\b")


class Catalogue:
    """Look up codes in one snapshot of the knowledge."""

    def __init__(self, kunnskap: Kunnskap) -> None:
        self.programomrader = kunnskap.programomrader
        self.utdanningsprogram = kunnskap.utdanningsprogram
        self.hentet = kunnskap.grep_hentet
        self._by_suffix: dict[str, list[Variant]] = defaultdict(list)
        for variant in sorted(kunnskap.varianter, key=_literalness, reverse=True):
            self._by_suffix[_suffix_key(variant.kode[6:], by_year=variant.siste_er_ar)].append(variant)
        self._listed = frozenset(v.kode[:5] for v in kunnskap.varianter if "x" not in v.kode[:5])
        self._grunnkoder = frozenset(kode[:6] for kode in self.programomrader) | frozenset(
            v.kode[:6] for v in kunnskap.varianter if "x" not in v.kode[:5]
        )
        self._stems = frozenset(kode[:5] for kode in self.programomrader) | self._listed

    def programomrade(self, kode: str) -> Programomrade | None:
        """Return the programområde that Grep holds under exactly *kode*, else under its grunnkode."""
        return self.programomrader.get(kode) or self.programomrader.get(kode[:6] + GRUNNKODE)

    def program(self, kode: str) -> Utdanningsprogram | None:
        """Return the utdanningsprogram of positions 1-2."""
        return self.utdanningsprogram.get(kode[:2])

    def knows_stem(self, kode: str) -> bool:
        """True when positions 1-5 stand in Grep or in the handbook."""
        return kode[:5] in self._stems

    def knows_grunnkode(self, kode: str) -> bool:
        """True when positions 1-6 stand in Grep or in the handbook."""
        return kode[:6] in self._grunnkoder

    def grunnkode_for(self, pattern: str, programs: tuple[str, ...], trinn: str = "") -> str | None:
        """Return the grunnkode that fills *pattern*: of *programs*, or of the same stem at that trinn in Grep.

        A vg2 and its lærefag often bear one name ("barne- og ungdomsarbeider"); the pattern tells which is meant.
        *trinn* counts where the pattern goes for any.
        """
        at = trinn if pattern[5] == "?" else pattern[5]
        fitting = [p for p in programs if all(c in ("x", p[n]) for n, c in enumerate(pattern[:5]))]
        named = [p for p in fitting if p[5] == at or not at]
        return next(iter((*named, *(p[:5] + at for p in fitting if self._has_its_name(p[:5] + at, p)))), None)

    def _has_its_name(self, grunnkode: str, other: str) -> bool:
        """True when Grep has both, by one name: ELELE1 is Elektro og datateknologi, but ELELE3 elektrikerfaget."""
        both = [self.programomrader.get(kode + GRUNNKODE) for kode in (grunnkode, other)]
        names = [_PART_OF_NAME.sub("", omrade.navn.nb.casefold()) for omrade in both if omrade]
        return len(names) == len(both) and (names[0].startswith(names[1]) or names[1].startswith(names[0]))

    def variant(self, kode: Programomradekode) -> Variant | None:
        """Return the variant that *kode* carries at its own stem and trinn, or None."""
        return next((v for v in self._with_suffix(kode.variant) if self._fits(v.kode, kode)), None)

    def known(self, kode: Programomradekode) -> bool:
        """True when every position of *kode* is known to some source. The stem need not be in Grep."""
        if kode in self.programomrader or self.variant(kode):
            return True
        return kode.variant == GRUNNKODE and kode.trinn in _ORDINARY_TRINN and kode.stem not in self._listed

    def misfit(self, kode: Programomradekode) -> str:
        """Say which part of an unknown *kode* is to blame, in the word of the contract.

        ``niva_mismatch``: the variant exists for this stem, or for any stem, at another trinn.
        ``base_mismatch``: it exists for other stems only. ``ukjent_suffiks``: no source prints it.
        """
        same = self._with_suffix(kode.variant)
        if kode.variant == GRUNNKODE or any(self._reaches(v, kode) for v in same):
            return "niva_mismatch"
        return "base_mismatch" if same else "ukjent_suffiks"

    def trinn_of(self, kode: Programomradekode) -> tuple[str, ...]:
        """Return the trinn at which the variant of *kode* is used for its stem."""
        found = {v.kode[5] for v in self._with_suffix(kode.variant) if self._reaches(v, kode)}
        return tuple(sorted(found - {"?"}))

    def nearest(self, kode: Programomradekode) -> tuple[str, ...]:
        """Return at most three codes like *kode* that are known, nearest first.

        A stem that nobody knows is replaced by near stems of the same trinn; an unknown variant by the near
        variants that its stem has at that trinn.
        """
        if not kode.is_pattern and not self.knows_stem(kode):
            return self._near_stems(kode)
        return self._near_variants(kode)

    def _near_stems(self, kode: Programomradekode) -> tuple[str, ...]:
        stems = {p.kode[:5]: p.status for p in self.programomrader.values() if p.trinn == f"vg{kode.trinn}"}
        ranked = sorted((OSA.distance(kode.stem, s), status != "publisert", s) for s, status in stems.items())
        codes = (Programomradekode(s + kode[5:]) for distance, _, s in ranked if distance <= 2)
        return _first(c for c in codes if self.known(c))

    def _near_variants(self, kode: Programomradekode) -> tuple[str, ...]:
        here = {v.kode[6:] for group in self._by_suffix.values() for v in group if self._fits(v.kode, kode)}
        ranked = sorted((OSA.distance(kode.variant, suffix), suffix) for suffix in here)
        return _first(kode.grunnkode + suffix for distance, suffix in ranked if 0 < distance <= 2)

    def _with_suffix(self, suffix: str) -> list[Variant]:
        found = self._by_suffix.get(_suffix_key(suffix, by_year=False), [])
        if suffix[3] in "123456789":
            found = found + self._by_suffix.get(_suffix_key(suffix, by_year=True), [])
        return found

    def _fits(self, pattern: str, kode: Programomradekode) -> bool:
        return pattern[5] in ("?", kode.trinn) and self._same_stem(pattern, kode)

    def _same_stem(self, pattern: str, kode: Programomradekode) -> bool:
        if pattern.startswith("xxxxx"):
            return kode.stem not in self._listed
        return all(p in ("x", c) for p, c in zip(pattern[:5], kode.stem, strict=True))

    def _reaches(self, variant: Variant, kode: Programomradekode) -> bool:
        return variant.kode.startswith("xxxxx") or self._same_stem(variant.kode, kode)


def names(kunnskap: Kunnskap) -> dict[str, tuple[str, ...]]:
    """Return the phrases that name a programområde, each with its atom: ``kokkfaget`` -> ``program:RMKOK3``.

    Published ones win over discontinued ones of the same name. PBPBY and Reform 94 are left to the ordliste.
    """
    found: dict[str, tuple[str, ...]] = {}
    ordered = sorted(kunnskap.programomrader.values(), key=lambda p: (p.status != "publisert", p.kode))
    for omrade in ordered:
        if omrade.kode[6:] != "----" or omrade.utdanningsprogram not in kunnskap.utdanningsprogram:
            continue
        if omrade.kode.startswith("PBPBY"):
            continue
        atom = (PROGRAM + omrade.grunnkode,)
        for name in filter(None, (omrade.navn.nb, omrade.navn.nn)):
            if len(name.split()) > 1 or len(name) > 5:
                found.setdefault(name.casefold(), _with_trinn(name, atom))
        found[omrade.grunnkode.casefold()] = (*atom, omrade.trinn)
    for grunnkode, called in kunnskap.ordliste.program.items():
        found.update({name: _with_trinn(name, (PROGRAM + grunnkode,)) for name in called})
    return found


def _with_trinn(name: str, atom: tuple[str, ...]) -> tuple[str, ...]:
    """Return *atom*, and the trinn that the name says too: "Idrettsfag vg2"."""
    said = _SAYS_TRINN.search(name.casefold())
    return (*atom, said[0]) if said else atom


def _literalness(variant: Variant) -> int:
    return sum(c not in "x?" for c in variant.kode[:6])


def _suffix_key(suffix: str, *, by_year: bool) -> str:
    return suffix[:3] + "#" if by_year else suffix


def _first(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))[:MAX_SUGGESTIONS]
